import { useEffect, useRef, type RefObject } from 'react';

/** For a row of links that may be wider than the screen: the one that is `chosen` is brought into sight. */
export function useChosenInSight<Row extends HTMLElement>(chosen: string): RefObject<Row | null> {
  const row = useRef<Row>(null);
  useEffect(() => {
    const { current } = row;
    const link = current?.querySelector<HTMLElement>('.active');
    if (current === null || !link) return;
    const { left, right } = link.getBoundingClientRect();
    const within = current.getBoundingClientRect();
    if (left < within.left || right > within.right) current.scrollLeft += (left + right - within.left - within.right) / 2;
  }, [chosen]);
  return row;
}
