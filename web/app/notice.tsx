import { useEffect, useSyncExternalStore } from 'react';

const listeners = new Set<() => void>();
let current: { readonly text: string } | null = null;

/** Says shortly that something was done; read aloud, and in nobody's way. */
export function notify(text: string): void {
  current = { text };
  for (const each of listeners) each();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function Notice() {
  const notice = useSyncExternalStore(subscribe, () => current);
  useEffect(() => {
    if (notice === null) return undefined;
    const timer = setTimeout(() => {
      current = null;
      for (const each of listeners) each();
    }, 6_000);
    return () => clearTimeout(timer);
  }, [notice]);
  return (
    <div className="notice" role="status">
      {notice !== null && <p>✓ {notice.text}</p>}
    </div>
  );
}
