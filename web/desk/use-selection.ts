import { useRef, useState } from 'react';

export interface Selection {
  has(name: string): boolean;
  /** Takes one in or out. `range`: with all between it and the one before, as with Shift. */
  toggle(name: string, range?: boolean): void;
  /** Takes all of these in, or out where all are in. */
  toggleAll(names: readonly string[]): void;
  clear(): void;
  without(names: readonly string[]): void;
}

/** Which rows of a list are selected. `order`: their names from top to bottom. */
export function useSelection(order: readonly string[]): Selection {
  const [chosen, choose] = useState<ReadonlySet<string>>(new Set());
  const last = useRef<string | null>(null);
  const put = (names: readonly string[], chosenNow: boolean): void => {
    choose((before) => {
      const next = new Set(before);
      for (const name of names) {
        if (chosenNow) next.add(name);
        else next.delete(name);
      }
      return next;
    });
  };
  return {
    has: (name) => chosen.has(name),
    toggle(name, range = false) {
      const [from, to] = [last.current === null ? -1 : order.indexOf(last.current), order.indexOf(name)];
      const names = range && from >= 0 && to >= 0 ? order.slice(Math.min(from, to), Math.max(from, to) + 1) : [name];
      put(names, !chosen.has(name));
      last.current = name;
    },
    toggleAll: (names) => put(names, !names.every((name) => chosen.has(name))),
    clear: () => choose(new Set()),
    without: (names) => put(names, false),
  };
}
