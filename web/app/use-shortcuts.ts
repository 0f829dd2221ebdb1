import { useEffect } from 'react';
import { preferences } from '../words/preferences.ts';

/** Calls what a single key stands for; not while somebody types, nor when the keys are switched off. */
export function useShortcuts(keys: Readonly<Record<string, () => void>>): void {
  useEffect(() => {
    const pressed = (event: KeyboardEvent): void => {
      const { target, key, ctrlKey, metaKey, altKey } = event;
      if (ctrlKey || metaKey || altKey || event.defaultPrevented) return;
      const within = (place: string): boolean => target instanceof Element && target.closest(place) !== null;
      if (within('dialog, [role=combobox]')) return;
      if (key !== 'Escape' && (!preferences().shortcuts || within('input:not([type=radio]):not([type=checkbox]), textarea, select'))) return;
      const act = keys[key];
      if (act === undefined) return;
      event.preventDefault();
      act();
    };
    document.addEventListener('keydown', pressed);
    return () => document.removeEventListener('keydown', pressed);
  }, [keys]);
}
