import { z } from 'zod';
import { openingBodyOf, type OpeningBody } from '../../contracts/api/cases.ts';
import type { splitBody } from '../../contracts/api/routing.ts';
import type { Label } from '../../contracts/label.ts';
import type { Opening as OpeningRow } from '../../prisma/generated/client.ts';
import type { Actor } from '../accounts/actor.ts';
import { deliver } from '../cases/act.ts';
import { procedureOf } from '../cases/case-row.ts';
import { findToAct } from '../cases/find-case.ts';
import { digestOf, messageActor, reserveCase, startCase, type Opened } from '../cases/open-case.ts';
import type { Deps } from '../deps.ts';
import { check } from '../http/check.ts';
import { Problem } from '../http/problem.ts';
import { isOpen, mustCoordinate } from './merge.ts';

type Request = z.infer<typeof splitBody>;

const asked = z.looseObject({ matter: z.looseObject({ category: z.string().optional() }) });

/**
 * 拆分: opens a new case for a report that was merged, as it was reported, or for the second cause of an event, at the same
 * place and for the same parties. The case from which it was split names it, and goes on. Throws `cannot-split`, or what
 * opening it would throw; nothing is left of one that is refused but a gap in the numbers.
 */
export async function split(deps: Deps, actor: Actor, ref: string, key: string, { report, category, reason }: Request): Promise<Opened> {
  const { db } = deps;
  const row = await findToAct(db, actor, ref);
  mustCoordinate(actor, row);
  if (procedureOf(row.procedure).merges !== true) throw cannot({ zh: '该流程不拆分', en: 'cases of this procedure are not split' });
  if (!isOpen(row)) throw new Problem('case-not-open');
  const origin = report ?? row.caseNo;
  if (report !== undefined && (await db.opening.findUnique({ where: { key } })) === null) await mustBeTakenIn(deps, row.caseNo, report);

  const opening = await reserveCase(deps, actor, key, await bodyOf(deps, origin, row.procedure, category), origin);
  const body = { case: opening.caseNo, reason, ...(report === undefined ? {} : { report }) };
  const message = { actor: messageActor(actor), key, hash: digestOf({ split: row.caseNo, report, category, reason, officer: actor.officer }), body };
  try {
    await deliver(deps, row, 'splitCase', message, undefined);
  } catch (failure) {
    if (failure instanceof Problem && failure.code !== 'engine-unavailable') await forget(deps, opening);
    throw failure;
  }
  return startCase(deps, opening);
}

async function mustBeTakenIn({ db }: Deps, into: string, report: string): Promise<void> {
  const last = await db.entry.findFirst({
    where: { caseNo: into, kind: { in: ['caseTakenIn', 'caseLetGo'] }, data: { path: ['case'], equals: report } },
    orderBy: { seq: 'desc' },
    select: { kind: true },
  });
  if (last?.kind !== 'caseTakenIn') throw cannot({ zh: `${report} 未并入本事项`, en: `${report} was not merged into this case` });
}

/** The request of the original, with another category where the second cause is of one. */
async function bodyOf({ db }: Deps, origin: string, name: string, category: string | undefined): Promise<OpeningBody> {
  const procedure = procedureOf(name);
  const { body } = await db.opening.findUniqueOrThrow({ where: { caseNo: origin }, select: { body: true } });
  const before = asked.parse(body);
  if (category === undefined) return check(openingBodyOf(procedure), before);
  if (before.matter.category === undefined) throw cannot({ zh: '该流程不分小类', en: 'cases of this procedure have no category' });
  if (before.matter.category === category) throw cannot({ zh: '新事项须为另一小类', en: 'the new case is of another category' });
  return check(openingBodyOf(procedure), { ...before, matter: { ...before.matter, category } });
}

/** A reserved opening whose workflow was never started. */
async function forget({ db }: Deps, { caseNo }: OpeningRow): Promise<void> {
  await db.opening.deleteMany({ where: { caseNo, case: null } });
}

function cannot(reason: Label): Problem {
  return new Problem('cannot-split', { reason });
}
