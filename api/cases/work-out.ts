import type { Opening } from '../../contracts/procedure.ts';
import type { WorkedOut, WorkRequest } from '../../contracts/occasion.ts';
import { draftOf } from '../bulletins/draft.ts';
import { drawSample } from '../inspections/draw.ts';
import type { Deps } from '../deps.ts';
import { Problem } from '../http/problem.ts';

const works: Readonly<Record<string, (deps: Deps, opening: Opening) => Promise<WorkedOut>>> = {
  assessment: draftOf,
  inspection: drawSample,
};

/** What a procedure has worked out from all cases. Its workflow pins the answer. Throws `not-found` where there is nothing to work out. */
export async function workOut(deps: Deps, { caseNo }: WorkRequest): Promise<WorkedOut> {
  const row = await deps.db.opening.findUnique({ where: { caseNo } });
  const work = row === null ? undefined : works[row.procedure];
  if (row === null || work === undefined) throw new Problem('not-found', { what: { zh: '该事项', en: 'such case' } });
  return work(deps, row.start as unknown as Opening); // written by `reserve`, and by nobody else
}
