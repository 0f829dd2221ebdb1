import { z } from 'zod';
import { caseRef, type CaseView } from '../../contracts/api/cases.ts';
import * as contract from '../../contracts/api/routing.ts';
import { label } from '../../contracts/label.ts';
import type { Case } from '../../prisma/generated/client.ts';
import type { Database } from '../database.ts';
import { endpoint, reply } from '../http/endpoint.ts';
import { findCase } from './find-case.ts';
import { readers } from './endpoints.ts';
import { readCase } from './read-case.ts';

type Lists = z.infer<typeof contract.fourLists>;

/** 问题、措施、责任、成效: read from the case, not written twice. */
export const fourListsEndpoint = endpoint({
  method: 'get',
  path: '/api/v1/cases/{caseRef}/four-lists',
  tag: 'cases',
  summary: { zh: '问题、措施、责任、成效四清单', en: 'The four lists of an event: problem, measures, responsibility, results' },
  description: { zh: '取自事项记录,无须另行填报', en: 'Read from the case; nobody fills them in' },
  access: { roles: readers },
  params: z.strictObject({ caseRef }),
  responses: { 200: contract.fourLists },
  problems: ['not-found'],
  async handle({ params, actor, requestId }, deps) {
    const row = await findCase(deps.db, actor, params.caseRef);
    const view = await readCase(deps, { actor, requestId }, row.caseNo);
    return reply(200, {
      caseNo: row.caseNo,
      problem: await problemOf(deps.db, row, view),
      measures: measuresOf(view),
      responsibility: responsibilityOf(view),
      results: resultsOf(row, view),
    });
  },
});

/** What a step of the work was completed with; its free text is there for those who handle the case. */
const work = z.looseObject({ measures: z.string().optional() });
const checked = z.looseObject({ passed: z.boolean(), photo: z.string().optional() });
const reported = z.looseObject({ description: z.string().optional(), channel: z.string().optional(), photos: z.array(z.string()).optional() });

const handling = ['handle', 'assist'];

async function problemOf(db: Database, row: Case, view: CaseView): Promise<Lists['problem']> {
  const [category, place] = await Promise.all([
    row.category === null ? null : db.eventCategory.findUnique({ where: { code: row.category }, omit: { updatedAt: true } }),
    row.place === null ? null : db.unit.findUnique({ where: { code: row.place }, select: { code: true, name: true } }),
  ]);
  const { description = null, channel = view.source, photos = [] } = reported.parse(view.matter);
  return {
    title: view.title,
    category: category === null ? null : contract.eventCategory.parse(category),
    grade: row.grade,
    place: place === null ? null : { code: place.code, name: label.parse(place.name) },
    description,
    foundBy: channel,
    foundAt: view.openedAt,
    photos,
  };
}

function measuresOf({ steps }: CaseView): Lists['measures'] {
  return steps
    .filter(({ name, status }) => handling.includes(name) && status === 'done')
    .map(({ id, unit, data, doneAt }) => ({ step: id, unit, measures: work.parse(data ?? {}).measures ?? null, at: doneAt }));
}

function responsibilityOf({ steps, clocks, units }: CaseView): Lists['responsibility'] {
  return steps
    .filter(({ status }) => status !== 'withdrawn')
    .map((step) => {
      const clock = clocks.find(({ id }) => id === step.clock);
      return {
        unit: { code: step.unit, name: units.find(({ code }) => code === step.unit)?.name ?? { zh: step.unit, en: step.unit } },
        step: step.id,
        label: step.label,
        lead: !step.part && handling.includes(step.name),
        officer: step.officer,
        rule: clock?.plan?.label ?? null,
        source: clock?.plan?.source ?? null,
        dueAt: clock?.plan?.dueAt ?? null,
        doneAt: step.doneAt,
        inTime: clock === undefined || clock.status === 'running' || clock.status === 'paused' ? null : clock.status === 'met',
      };
    });
}

function resultsOf(row: Case, { steps, status, outcome, closedAt }: CaseView): Lists['results'] {
  return {
    status,
    outcome,
    closedAt,
    checks: steps
      .filter(({ name, status: state }) => name === 'check' && state === 'done')
      .map(({ unit, data, doneAt }) => {
        const { passed, photo = null } = checked.parse(data);
        return { unit, passed, photo, at: doneAt };
      }),
    reworks: row.reworks,
    satisfaction: row.satisfaction,
    missed: row.missed,
  };
}
