import { useSyncExternalStore } from 'react';
import type { Language } from '../../contracts/label.ts';

export type Theme = 'light' | 'dark' | 'system';

interface Preferences {
  readonly language: Language;
  readonly theme: Theme;
  /** Single-key shortcuts; can be switched off (WCAG 2.1.4). */
  readonly shortcuts: boolean;
}

const place = 'liandong.preferences';
const listeners = new Set<() => void>();
let current = read();

/** What this person likes on this device. Holds no personal data, so it outlives the session. */
export function usePreferences(): Preferences {
  return useSyncExternalStore(subscribe, preferences);
}

export function preferences(): Preferences {
  return current;
}

export function prefer(change: Partial<Preferences>): void {
  current = { ...current, ...change };
  try {
    localStorage.setItem(place, JSON.stringify(current));
  } catch {
    // A browser that keeps nothing still shows the page as it was asked for.
  }
  for (const each of listeners) each();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function read(): Preferences {
  const standard: Preferences = { language: 'zh', theme: 'system', shortcuts: true };
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(place) ?? '{}');
    if (typeof kept !== 'object' || kept === null) return standard;
    return {
      language: 'language' in kept && kept.language === 'en' ? 'en' : 'zh',
      theme: 'theme' in kept && (kept.theme === 'light' || kept.theme === 'dark') ? kept.theme : 'system',
      shortcuts: !('shortcuts' in kept && kept.shortcuts === false),
    };
  } catch {
    return standard;
  }
}
