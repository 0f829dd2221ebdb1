import type { RuleStanding } from '../../contracts/api/clocks.ts';
import type { StepDefinition } from '../../contracts/procedure.ts';
import { standingSteps } from '../../contracts/standing-steps.ts';
import type { Actor } from '../accounts/actor.ts';
import { visibleTo } from '../procedures/visible.ts';

type Uses = RuleStanding['usedBy'];

/** The steps that name a rule, by its code, in the procedures that the actor may see; those of every procedure come first. */
export function usesOfRules(actor: Actor): ReadonlyMap<string, Uses> {
  const all = [
    ...usesIn(null, standingSteps),
    ...visibleTo(actor).flatMap(({ name, label, steps }) => usesIn({ name, label }, steps)),
  ];
  return new Map([...Map.groupBy(all, ({ rule }) => rule)].map(([rule, uses]) => [rule, uses.map(({ use }) => use)]));
}

function usesIn(procedure: Uses[number]['procedure'], steps: Readonly<Record<string, StepDefinition>>): Array<{ rule: string; use: Uses[number] }> {
  return Object.entries(steps).flatMap(([name, { label, rule }]) => (rule === undefined ? [] : [{ rule, use: { procedure, step: { name, label } } }]));
}
