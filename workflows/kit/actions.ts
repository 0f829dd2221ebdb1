import { caseActionsOf } from './case-actions.ts';
import type { Action, Desk } from './desk.ts';
import { mergingOf } from './merging.ts';
import { stepActionsOf } from './step-actions.ts';
import { WhoMay } from './who-may.ts';

/** Everything that people can do to a case and to its steps, in every procedure, by the name of its Update. */
export function actionsOf(desk: Desk): Readonly<Record<string, Action>> {
  const who = new WhoMay(desk);
  return { ...stepActionsOf(desk, who), ...caseActionsOf(desk, who), ...mergingOf(desk, who) };
}
