/** What an import came to: what is new, what changed, what was there already. */
export interface Changes {
  readonly added: number;
  readonly changed: number;
  readonly unchanged: number;
}

/** Counts the rows that a statement wrote, of which each says whether it is new; the others of `all` were there already. */
export function counted(rows: ReadonlyArray<{ readonly added: boolean }>, all: number): Changes {
  const added = rows.filter((row) => row.added).length;
  return { added, changed: rows.length - added, unchanged: all - rows.length };
}
