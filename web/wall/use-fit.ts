import { useLayoutEffect, useRef, useState, type RefObject } from 'react';

/** How many rows of a height (in em) find room in an element: on a wall screen nothing scrolls, and nothing is cut in half. */
export function useFit<Holder extends HTMLElement>(height: number): { readonly holder: RefObject<Holder | null>; readonly rows: number } {
  const holder = useRef<Holder>(null);
  const [rows, setRows] = useState(0);
  useLayoutEffect(() => {
    const element = holder.current;
    if (element === null) return undefined;
    const measure = (): void => setRows(Math.max(1, Math.floor(element.clientHeight / (height * Number.parseFloat(getComputedStyle(element).fontSize)))));
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    measure();
    return () => observer.disconnect();
  }, [height]);
  return { holder, rows };
}
