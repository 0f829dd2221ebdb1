import type { Entry, VisitInput } from './entry.ts';
import type { KeptHousehold } from './snapshot.ts';

export interface Standing {
  readonly outcome: KeptHousehold['outcome'];
  /** What this phone entered last for it. */
  readonly entry: (Entry & { readonly input: VisitInput }) | null;
}

/** What became of a household: what this phone entered after the snapshot was taken (at `since`), sent or not, is the last word. */
export function standingOf({ code, outcome }: KeptHousehold, mine: readonly Entry[], since: number): Standing {
  const last = mine.flatMap(visitOf).findLast(({ input }) => input.household === code) ?? null;
  const open = last === null || last.state === 'draft' || last.state === 'refused' || last.input.outcome === '';
  const told = open || (last.deliveredAt !== null && last.deliveredAt < since) ? outcome : last.input.outcome || outcome;
  return { outcome: told, entry: last };
}

function visitOf(entry: Entry): ReadonlyArray<Entry & { readonly input: VisitInput }> {
  const { input } = entry;
  return input.kind === 'visit' ? [{ ...entry, input }] : [];
}

/** Missing: not visited, or nobody was at home. */
export function isMissing(outcome: KeptHousehold['outcome']): boolean {
  return outcome === null || outcome === 'absent';
}

export function coverageOf(households: readonly KeptHousehold[], mine: readonly Entry[], since: number): { done: number; all: number } {
  return { done: households.filter((household) => !isMissing(standingOf(household, mine, since).outcome)).length, all: households.length };
}
