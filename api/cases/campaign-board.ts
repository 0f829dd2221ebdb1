import { z } from 'zod';
import { campaignBoard, campaignBrief, type CampaignBoard, type CampaignBrief, type GridCovered } from '../../contracts/api/campaigns.ts';
import * as contract from '../../contracts/api/cases.ts';
import { caseStatus, coverage, coverageOfAll, missingIn, stepStatus } from '../../contracts/case.ts';
import { light } from '../../contracts/clock.ts';
import { label, type Label } from '../../contracts/label.ts';
import { kindLabels } from '../../contracts/procedures/campaign.ts';
import type { Actor } from '../accounts/actor.ts';
import type { Deps } from '../deps.ts';
import { endpoint, reply } from '../http/endpoint.ts';
import { page, pageFields } from '../http/page.ts';
import { Problem } from '../http/problem.ts';
import { briefOf } from './case-row.ts';
import { readers } from './endpoints.ts';
import { findFor } from './find-case.ts';
import { listCases } from './list-cases.ts';

/** 专项行动看板: the rounds of a campaign and the grids of one of them, or the one grid of a part. */
export const campaignBoardEndpoint = endpoint({
  method: 'get',
  path: '/api/v1/cases/{caseRef}/grids',
  tag: 'cases',
  summary: { zh: '专项行动各网格进度', en: 'Grids of a campaign and how far each has come' },
  description: { zh: '缺漏多的在前;缺省为最近一轮', en: 'Where most is missing first; the latest round, where nothing is said' },
  access: { roles: readers },
  params: z.strictObject({ caseRef: contract.caseRef }),
  query: z.strictObject({ round: z.coerce.number<string>().int().min(1).max(30).optional() }),
  responses: { 200: campaignBoard },
  problems: ['not-found'],
  handle: async ({ params, query: { round }, actor }, deps) => reply(200, await boardOf(deps, actor, params.caseRef, round)),
});

/** 专项行动: those that the reader may see, each with its latest round. One statement more than any list of cases. */
export const campaignsEndpoint = endpoint({
  method: 'get',
  path: '/api/v1/campaigns',
  tag: 'cases',
  summary: { zh: '专项行动列表', en: 'Campaigns and how far each has come' },
  access: { roles: readers },
  query: z.strictObject({ ...pageFields, status: caseStatus.optional() }),
  responses: { 200: page(campaignBrief) },
  async handle({ query, actor, requestId }, deps) {
    const { items, next } = await listCases(deps, { actor, requestId }, { ...query, below: true, procedure: 'campaign' });
    const latest = await latestRounds(deps, items.map(({ caseNo }) => caseNo));
    return reply(200, { items: items.map((brief): CampaignBrief => ({ case: brief, ...(latest.get(brief.caseNo) ?? notBegun) })), next });
  },
});

const notBegun = { round: 1, grids: 0, open: 0, coverage: coverageOfAll([]), missing: 0 };
const summed = z.array(z.object({ whole: z.string(), round: z.int(), grids: z.int(), open: z.int(), coverage }));

async function latestRounds({ db }: Pick<Deps, 'db'>, campaigns: readonly string[]): Promise<Map<string, Omit<CampaignBrief, 'case'>>> {
  const rows = summed.parse(await db.$queryRaw`
    SELECT DISTINCT ON ("case".part_of) "case".part_of AS whole, (opening.body->'matter'->>'round')::int AS round, count(*)::int AS grids,
      count(*) FILTER (WHERE "case".status IN ('open', 'paused'))::int AS open,
      jsonb_build_object('households', sum(households), 'done', sum(done), 'excused', sum(excused), 'persons', sum(persons),
        'personsDone', sum("personsDone"), 'personsExcused', sum("personsExcused")) AS coverage
    FROM "case" JOIN opening USING (case_no),
      jsonb_to_record("case".coverage) AS counts(households int, done int, excused int, persons int, "personsDone" int, "personsExcused" int)
    WHERE "case".part_of = ANY (${[...campaigns]}::text[]) AND "case".procedure = 'campaignGrid'
    GROUP BY whole, round ORDER BY whole, round DESC`);
  return new Map(rows.map(({ whole, ...round }) => [whole, { ...round, missing: missingIn(round.coverage) }]));
}

const found = z.array(
  z.object({
    caseNo: z.string(),
    grid: z.string(),
    round: z.int(),
    status: caseStatus,
    light: light.nullable(),
    dueAt: z.date().nullable(),
    coverage,
    visit: z.string().nullable(),
    unit: z.string().nullable(),
    visitStatus: stepStatus.nullable(),
  }),
);
type Part = z.infer<typeof found>[number];

const withKind = z.object({ matter: z.object({ kind: z.enum(Object.keys(kindLabels) as Array<keyof typeof kindLabels>) }) });

/** Three statements, and one more for those who look down the tree of units. */
async function boardOf({ db }: Deps, actor: Actor, ref: string, asked: number | undefined): Promise<CampaignBoard> {
  const row = await findFor(db, actor, 'read', ref, (where) =>
    db.case.findFirst({ where, include: { opening: { select: { title: true, start: true } } }, relationLoadStrategy: 'join' }),
  );
  const { caseNo, procedure } = row;
  if (procedure !== 'campaign' && procedure !== 'campaignGrid') throw new Problem('not-found', { what: { zh: '该事项的网格', en: 'grids of this case' } });
  const parts = found.parse(await db.$queryRaw`
    SELECT "case".case_no AS "caseNo", "case".place AS grid, (opening.body->'matter'->>'round')::int AS round, "case".status, "case".light,
      "case".due_at AS "dueAt", "case".coverage, step.id AS visit, step.unit, step.status AS "visitStatus"
    FROM "case" JOIN opening USING (case_no) LEFT JOIN step ON step.case_no = "case".case_no AND step.name = 'visit'
    WHERE "case".procedure = 'campaignGrid' AND ("case".case_no = ${caseNo} OR "case".part_of = ${caseNo})
    ORDER BY round, grid`);
  const byRound = Map.groupBy(parts, ({ round }) => round);
  const round = asked ?? parts.at(-1)?.round ?? 1;
  const shown = byRound.get(round) ?? [];
  const units = await db.unit.findMany({
    where: { code: { in: shown.map(({ grid }) => grid) } },
    select: { code: true, name: true, parent: { select: { name: true } } },
    relationLoadStrategy: 'join',
  });
  const names = new Map(units.map(({ code, name, parent }) => [code, { name: label.parse(name), above: parent === null ? null : label.parse(parent.name) }]));
  return {
    case: briefOf(row),
    partOf: row.partOf,
    kind: kindLabels[withKind.parse(row.opening.start).matter.kind],
    rounds: [...byRound].map(([number, all]) => {
      const sum = coverageOfAll(all.map((each) => each.coverage));
      return { round: number, grids: all.length, open: all.filter(({ status }) => status === 'open' || status === 'paused').length, coverage: sum, missing: missingIn(sum) };
    }),
    round,
    grids: shown.map((part) => shownAs(part, names.get(part.grid))).toSorted((one, other) => other.missing - one.missing),
  };
}

function shownAs({ grid, dueAt, visit, unit, visitStatus, round: _, ...part }: Part, names: { readonly name: Label; readonly above: Label | null } | undefined): GridCovered {
  return {
    ...part,
    grid: { code: grid, name: names?.name ?? { zh: grid, en: grid } },
    above: names?.above ?? null,
    dueAt: dueAt?.toISOString() ?? null,
    missing: missingIn(part.coverage),
    visit: visit === null || unit === null || visitStatus === null ? null : { step: visit, unit, status: visitStatus },
  };
}
