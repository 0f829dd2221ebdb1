import { useSyncExternalStore } from 'react';
import type { z } from 'zod';
import type { me, session as sessionContract } from '../../contracts/api/accounts.ts';

export type Me = z.infer<typeof me>;
type Opened = z.infer<typeof sessionContract>;

interface Session {
  readonly token: string;
  readonly userName: string;
  readonly me: Me;
  /** The API no longer takes the token: the page waits behind the log-in. */
  readonly expired: boolean;
}

/*
 * The token lives in memory and in sessionStorage: it survives a reload, ends with the tab, and no request of another site
 * carries it, as one would a cookie. The content security policy keeps foreign scripts away from it.
 */
const place = 'liandong.session';
const listeners = new Set<() => void>();
let current: Session | null = read();
let renewal: PromiseWithResolvers<void> | null = null;

export function useSession(): Session | null {
  return useSyncExternalStore(subscribe, session);
}

export function session(): Session | null {
  return current;
}

/** After a log-in. Whoever waited for a renewed session goes on. */
export function begin({ token, me: who }: Opened, userName: string): void {
  put({ token, userName, me: who, expired: false });
  renewal?.resolve();
  renewal = null;
}

export function passwordChanged(): void {
  if (current !== null) put({ ...current, me: { ...current.me, passwordDue: false } });
}

/** The API refused this token. Resolves when the same person has logged in again. */
export function renewed(refused: string): Promise<void> {
  if (current === null || current.token !== refused) return Promise.resolve();
  put({ ...current, expired: true });
  renewal ??= Promise.withResolvers<void>();
  return renewal.promise;
}

/** Forgets the session; what waited for it never goes on. */
export function end(): void {
  renewal = null;
  put(null);
}

function put(next: Session | null): void {
  current = next;
  try {
    if (next === null) sessionStorage.removeItem(place);
    else sessionStorage.setItem(place, JSON.stringify(next));
  } catch {
    // Without storage the session lives as long as the page.
  }
  for (const each of listeners) each();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function read(): Session | null {
  try {
    const kept = sessionStorage.getItem(place);
    return kept === null ? null : (JSON.parse(kept) as Session);
  } catch {
    return null;
  }
}
