import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { useLayoutEffect, useRef, useState, type RefObject } from 'react';

/** A list up to this length is drawn whole. */
const whole = 200;

interface Drawn<Element extends HTMLElement> {
  /** For the element that holds the rows. */
  readonly holder: RefObject<Element | null>;
  /** The rows from `first` up to, and without, `end` are drawn. */
  readonly first: number;
  readonly end: number;
  /** Room for those that are not, above and below, in pixels. */
  readonly above: number;
  readonly below: number;
}

/** Which rows of a long list are drawn: all of a short one, of a long one those in sight and some around them. `height`: of a row, about, in pixels. */
export function useWindow<Element extends HTMLElement>(count: number, height: number): Drawn<Element> {
  const holder = useRef<Element>(null);
  const [top, setTop] = useState(0);
  useLayoutEffect(() => {
    if (holder.current !== null) setTop(holder.current.getBoundingClientRect().top + scrollY);
  }, [count]);
  const rows = useWindowVirtualizer({ count, estimateSize: () => height, overscan: 30, scrollMargin: top, enabled: count > whole });
  const inSight = rows.getVirtualItems();
  const [first, last] = [inSight[0], inSight.at(-1)];
  if (count <= whole || first === undefined || last === undefined) return { holder, first: 0, end: Math.min(count, whole), above: 0, below: 0 };
  return { holder, first: first.index, end: last.index + 1, above: first.start - top, below: rows.getTotalSize() - (last.end - top) };
}
