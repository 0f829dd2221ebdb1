import { z } from 'zod';
import { openingBodyOf, type OpeningBody } from '../../contracts/api/cases.ts';
import { actor } from '../../contracts/case.ts';
import type { RelatedOpened, RelatedRequest } from '../../contracts/occasion.ts';
import { joinPersonal, splitPersonal } from '../../contracts/personal.ts';
import type { Opening, ProcedureDefinition, RelatedDefinition } from '../../contracts/procedure.ts';
import type { Database } from '../database.ts';
import type { Deps } from '../deps.ts';
import { check } from '../http/check.ts';
import { Problem } from '../http/problem.ts';
import { definitionOf, procedureOf } from './case-row.ts';
import { digestOf, startCase } from './open-case.ts';
import { reserve } from './reserve.ts';
import { prepare } from './prepare.ts';
import { checkReferences } from './references.ts';

interface Origin {
  readonly caseNo: string;
  readonly procedure: string;
  readonly region: string;
}

/**
 * Checks what a step is being completed with, where that will open another case: nothing is accepted of which none could be made.
 * Throws what opening that case would throw.
 */
export async function checkRelated(deps: Deps, origin: Origin, step: { readonly name: string }, form: unknown): Promise<void> {
  const opens = opensOf(origin, step);
  if (opens === undefined) return;
  const procedure = procedureOf(opens.procedure);
  const body = await bodyOf(deps.db, origin, opens, form);
  await checkReferences(deps, openingBodyOf(procedure), body, procedure.family);
  await prepare(deps.db, procedure.name, body.matter, body.region);
}

/**
 * Opens the case that a completed step opens, and starts its workflow: a part of the case of that step, coordinated by the
 * same unit, opened by whoever completed the step. Twice is once.
 */
export async function openRelated(deps: Deps, { caseNo, step }: RelatedRequest): Promise<RelatedOpened> {
  const { db, clock } = deps;
  const key = `${caseNo}:${step}`;
  const before = await db.opening.findUnique({ where: { key } });
  if (before !== null) {
    await startCase(deps, before);
    return { caseNo: before.caseNo };
  }
  const { origin, opens, form, openedBy } = await completed(db, caseNo, step);
  const procedure = procedureOf(opens.procedure);
  const body = await bodyOf(db, origin, opens, form);
  const prepared = await prepare(db, procedure.name, body.matter, body.region);
  const opening = await reserve(deps, {
    key,
    procedure,
    region: body.region,
    title: body.title,
    source: body.source,
    body,
    hash: digestOf({ related: key }),
    openedBy: openedBy?.officer ?? null,
    at: clock(),
    parties: body.parties,
    start: {
      procedure: procedure.name,
      region: body.region,
      coordinator: origin.coordinator,
      openedBy,
      key,
      parties: [],
      matter: keptOf(procedure, body.matter),
      partOf: caseNo,
      ...prepared,
    },
  });
  await startCase(deps, opening);
  return { caseNo: opening.caseNo };
}

/** What a step was completed with, by whom, and what that opens. Throws `not-found` where it was not completed or opens nothing. */
async function completed(db: Database, caseNo: string, step: string) {
  const origin = await db.case.findUnique({
    where: { caseNo },
    include: { steps: { where: { id: step, status: 'done' } }, entries: { where: { step, kind: 'stepDone' } } },
  });
  const [stepRow] = origin?.steps ?? [];
  const [entry] = origin?.entries ?? [];
  const opens = origin === null || stepRow === undefined ? undefined : opensOf(origin, stepRow);
  if (origin === null || stepRow === undefined || entry === undefined || opens === undefined) {
    throw new Problem('not-found', { what: { zh: '该环节', en: 'such step' } });
  }
  const taken = entry.key === null ? null : await db.submission.findUnique({ where: { caseNo_key: { caseNo, key: entry.key } } });
  const by = actor.parse(entry.actor);
  return {
    origin,
    opens,
    form: joinPersonal(stepRow.data, taken?.fields),
    openedBy: by.kind === 'officer' ? { officer: by.officer, unit: by.unit, roles: by.roles } : null,
  };
}

function opensOf({ procedure }: Origin, { name }: { readonly name: string }): RelatedDefinition | undefined {
  return definitionOf(procedureOf(procedure), name)?.opens;
}

const withMatter = z.looseObject({ matter: z.json() });

async function bodyOf(db: Database, { caseNo, region }: Origin, opens: RelatedDefinition, form: unknown): Promise<OpeningBody> {
  const { body } = await db.opening.findUniqueOrThrow({ where: { caseNo }, select: { body: true } });
  const related = opens.openingOf(form, withMatter.parse(body).matter);
  return check(openingBodyOf(procedureOf(opens.procedure)), { procedure: opens.procedure, region, source: 'related', ...related });
}

function keptOf(procedure: ProcedureDefinition, matter: unknown): Opening['matter'] {
  return splitPersonal(procedure.matter, matter).kept as Opening['matter'];
}
