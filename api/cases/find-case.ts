import { caseNo } from '../../contracts/ids.ts';
import type { Prisma } from '../../prisma/generated/client.ts';
import { hasRole, type Actor } from '../accounts/actor.ts';
import type { Database } from '../database.ts';
import { Problem } from '../http/problem.ts';
import { actionFilter, caseFilter } from '../policy/case-filter.ts';
import { unitsBelow } from '../registry/units-below.ts';

const filters = { read: caseFilter, act: actionFilter } as const;

/** Names a case by its number or by the id of its workflow. */
function named(ref: string): Prisma.CaseWhereInput {
  return caseNo.safeParse(ref).success ? { caseNo: ref } : { workflowId: ref };
}

/** Heads and supervisors look down the tree of units. */
export function looksDown(actor: Actor): boolean {
  return hasRole(actor, 'unitHead', 'supervisor');
}

/**
 * What `find` finds of a case that the actor may read, or on which he may try to act: one statement, and for those who
 * look down the tree of units two more where their own unit has no part in it.
 * Throws `not-found` alike for a case that is not there and for one that is none of his business.
 */
export async function findFor<Row>(
  db: Database,
  actor: Actor,
  purpose: keyof typeof filters,
  ref: string,
  find: (where: Prisma.CaseWhereInput) => Promise<Row | null>,
): Promise<Row> {
  const among = (below: readonly string[]) => find({ AND: [named(ref), filters[purpose](actor, below)] });
  const row = (await among([])) ?? (await amongBelow());
  if (row === null) throw new Problem('not-found', { what: { zh: '该事项', en: 'case' } });
  return row;

  async function amongBelow(): Promise<Row | null> {
    const below = looksDown(actor) ? await unitsBelow(db, actor.unit) : [];
    return below.length === 0 ? null : among(below);
  }
}

/** A case that the actor may read. */
export function findCase(db: Database, actor: Actor, ref: string) {
  return findFor(db, actor, 'read', ref, (where) => db.case.findFirst({ where }));
}

/** A case on which the actor may try to act, with its title and the one step that is named. */
export function findToAct(db: Database, actor: Actor, ref: string, step = '') {
  return findFor(db, actor, 'act', ref, (where) =>
    db.case.findFirst({
      where,
      include: { opening: { select: { title: true } }, steps: { where: { id: step } } },
      relationLoadStrategy: 'join',
    }),
  );
}
