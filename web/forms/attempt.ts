import { useRef } from 'react';

/**
 * The Idempotency-Key of an action: the same content sent again, after a broken line, is the same attempt and keeps its key;
 * changed content is a new one.
 */
export function useAttempt(): (content: unknown) => string {
  const last = useRef({ content: '', key: '' });
  return (content) => {
    const written = JSON.stringify(content);
    if (last.current.content !== written) last.current = { content: written, key: crypto.randomUUID() };
    return last.current.key;
  };
}
