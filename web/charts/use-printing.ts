import { useEffect, useState } from 'react';
import { flushSync } from 'react-dom';

/** Whether the page is being put on paper: then what is folded is laid open, and what is long is whole. */
export function usePrinting(): boolean {
  const [printing, setPrinting] = useState(false);
  useEffect(() => {
    const media = matchMedia('print');
    // The browser takes the picture as soon as the listeners have returned.
    const put = (now: boolean) => flushSync(() => setPrinting(now));
    const follow = ({ matches }: MediaQueryListEvent): void => put(matches);
    const before = (): void => put(true);
    const after = (): void => put(false);
    media.addEventListener('change', follow);
    addEventListener('beforeprint', before);
    addEventListener('afterprint', after);
    return () => {
      media.removeEventListener('change', follow);
      removeEventListener('beforeprint', before);
      removeEventListener('afterprint', after);
    };
  }, []);
  return printing;
}
