import { accessibleBy } from '@casl/prisma/runtime';
import { z } from 'zod';
import type { Case, Prisma } from '../../prisma/generated/client.ts';
import type { Actor } from '../accounts/actor.ts';
import { abilityFor, mayOnCase } from './ability.ts';

/** Not `OR: []`: inside an AND, Prisma leaves that out, and everything is found. */
const none: Prisma.CaseWhereInput = { caseNo: { in: [] } };

/** The cases that an actor may read, as a condition for queries; none that he must keep out of. `below` are the units below his own. */
export function caseFilter(actor: Actor, below: readonly string[] = []): Prisma.CaseWhereInput {
  return { AND: [entitled(actor, below), notAbout(actor), { NOT: { recused: { array_contains: [{ officer: actor.officer }] } } }] };
}

const recusals = z.array(z.object({ officer: z.string() }));

/** The same question as `caseFilter`, asked of rows that are at hand already: for many readers of one case. */
export function caseTest(actor: Actor, below: readonly string[] = []): (row: Case) => boolean {
  const ability = abilityFor(actor, below);
  return (row) =>
    mayOnCase(ability, 'read', row) && row.subjectUnit !== actor.unit && !recusals.parse(row.recused).some(({ officer }) => officer === actor.officer);
}

/**
 * The cases on which an actor may try to act. One from which he is recused is among them, since its workflow tells him so;
 * one that is about him or his unit is not: he never learns that it exists.
 */
export function actionFilter(actor: Actor, below: readonly string[] = []): Prisma.CaseWhereInput {
  return { AND: [entitled(actor, below), notAbout(actor)] };
}

/** By role, scope and name. */
function entitled(actor: Actor, below: readonly string[]): Prisma.CaseWhereInput {
  const ability = abilityFor(actor, below);
  return ability.can('read', 'Case') ? accessibleBy(ability, 'read').ofType('Case') : none;
}

function notAbout({ officer, unit }: Actor): Prisma.CaseWhereInput {
  return {
    NOT: { recused: { array_contains: [{ officer, ground: 'self' }] } },
    OR: [{ subjectUnit: null }, { subjectUnit: { not: unit } }],
  };
}
