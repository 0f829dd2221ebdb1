import { useSyncExternalStore } from 'react';
import { flushSync } from 'react-dom';

const listeners = new Set<() => void>();
const media = matchMedia('print');
let printing = media.matches;

/** Whether the page is being put on paper: then what is folded is laid open, and what is long is whole. */
export function usePrinting(): boolean {
  return useSyncExternalStore(subscribe, () => printing);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The browser takes its picture as soon as the listeners have returned: so all is drawn before they do. */
function put(now: boolean): void {
  if (printing === now) return;
  printing = now;
  flushSync(() => {
    for (const each of listeners) each();
  });
}

media.addEventListener('change', ({ matches }) => put(matches));
addEventListener('beforeprint', () => put(true));
addEventListener('afterprint', () => put(false));
