import type { Message } from '../../contracts/action.ts';
import type { Entry } from '../../contracts/case.ts';
import type { Clocks } from './clocks.ts';
import type { Ledger, Note } from './ledger.ts';
import type { Filled, Steps } from './steps.ts';

/** What the actions on a case work with. */
export interface Desk {
  readonly ledger: Ledger;
  readonly steps: Steps;
  readonly clocks: Clocks;
  /** Ends the case as withdrawn. */
  readonly withdraw: () => void;
  /** Ends the case as merged into another one. */
  readonly merge: (into: string) => void;
  /** Whether the party outside may take the case back. */
  readonly mayBeRevoked: () => boolean;
  /** Whether the window for the rating is open. */
  readonly mayBeRated: () => boolean;
  /** Hands the rating to the procedure that waits for one. */
  readonly rated: (level: number) => void;
}

/** One kind of Update: a pure validator that knows the state, and a handler that changes it. Returns the last entry. */
export interface Action {
  readonly description: string;
  readonly validate: (message: Message) => void;
  readonly handle: (message: Message) => number;
}

/** The text of a field; the API has checked the form. */
export function text(body: Filled, field: string): string {
  return String(body[field] ?? '');
}

/** Writes down what somebody did, under the key of his request. Returns the number of the entry. */
export function note({ ledger }: Desk, kind: Entry['kind'], message: Message, more: Partial<Note> = {}): number {
  return ledger.add({ kind, actor: message.actor, key: message.key, ...more });
}

export function tellUnit(unit: string, ...roles: readonly string[]): Entry['tell'] {
  return [{ unit, roles: [...roles] }];
}

export function tellCoordinator({ ledger }: Desk): Entry['tell'] {
  return tellUnit(ledger.picture.coordinator, 'coordinator', 'unitHead');
}

/** Every unit that has the ball. */
export function tellHolders({ steps }: Desk): Entry['tell'] {
  return steps.open().map(({ unit, roles }) => ({ unit, roles }));
}
