import { z } from 'zod';
import { householdCovered, type HouseholdCovered } from '../../contracts/api/campaigns.ts';
import * as contract from '../../contracts/api/cases.ts';
import { unitCode } from '../../contracts/ids.ts';
import { Prisma } from '../../prisma/generated/client.ts';
import type { Actor } from '../accounts/actor.ts';
import type { Deps } from '../deps.ts';
import { endpoint, reply } from '../http/endpoint.ts';
import { page, pageFields, pageOf, placeOf } from '../http/page.ts';
import { Problem } from '../http/problem.ts';
import { handles, masked } from './discretion.ts';
import { readers } from './endpoints.ts';
import { findCase } from './find-case.ts';

const campaigns: ReadonlySet<string> = new Set(['campaign', 'campaignGrid']);

export const coverageQuery = z.strictObject({
  ...pageFields,
  missing: z.enum(['true', 'false']).default('false').meta({ description: 'true:仅列缺漏 · only those who are missing' }),
  grid: unitCode.optional().meta({ description: '仅该网格 · of this grid alone' }),
  q: z
    .string()
    .trim()
    .min(1)
    .max(60)
    .optional()
    .meta({ description: '编号、楼栋中的字词;可见姓名者亦查户主与地址 · a part of code or building, and of name or address for those who see them' }),
});
const rows = z.array(z.strictObject({ ...householdCovered.shape, at: z.date().nullable() }));

/** Households by name: 不漏一户. Of a grid in its round, or of a whole campaign in its latest. */
export const coverageEndpoint = endpoint({
  method: 'get',
  path: '/api/v1/cases/{caseRef}/coverage',
  tag: 'cases',
  summary: { zh: '逐户覆盖情况', en: 'Households of a campaign and what became of each' },
  access: { roles: readers },
  params: z.strictObject({ caseRef: contract.caseRef }),
  query: coverageQuery,
  responses: { 200: page(householdCovered) },
  problems: ['not-found'],
  handle: async ({ params, query: asked, actor }, deps) => reply(200, await coverageOf(deps, actor, params.caseRef, asked)),
});

/**
 * One page of households: a fixed part of the campaign is read for it, however large that is. The figures that each grid
 * keeps say how many of its households can be on the page; only so many grids are looked into.
 */
export async function coverageOf({ db }: Pick<Deps, 'db'>, actor: Actor, ref: string, { limit, cursor, missing, grid: only, q }: z.output<typeof coverageQuery>) {
  const row = await findCase(db, actor, ref);
  if (!campaigns.has(row.procedure)) throw new Problem('not-found', { what: { zh: '该事项的入户名单', en: 'list of households of this case' } });
  const open = handles(actor, row);
  const [grid, household] = placeOf(z.tuple([z.string(), z.string()]), cursor) ?? ['', ''];
  const inGrid = only === undefined ? Prisma.empty : Prisma.sql`AND "case".place = ${only}`;
  const listed = missing === 'true' ? Prisma.sql`households - done - excused` : Prisma.sql`households`;
  const has = (column: Prisma.Sql) => Prisma.sql`position(lower(${q ?? ''}) IN lower(${column})) > 0`;
  const columns = [Prisma.sql`household.code`, Prisma.sql`coalesce(household.building, '')`, ...(open ? [Prisma.sql`household.head`, Prisma.sql`household.address`] : [])];
  const sought = q === undefined ? Prisma.sql`true` : Prisma.sql`(${Prisma.join(columns.map(has), ' OR ')})`;
  const enough = q === undefined ? Prisma.sql`ahead < ${limit + 1}` : Prisma.sql`EXISTS (SELECT FROM household WHERE household.grid = counted.place AND ${sought})`;
  const found = rows.parse(await db.$queryRaw`
    WITH part AS (
      SELECT "case".case_no, "case".place, (opening.body->'matter'->>'round')::int AS round, counts.*
      FROM "case" JOIN opening USING (case_no),
        jsonb_to_record("case".coverage) AS counts(households int, done int, excused int)
      WHERE ("case".case_no = ${row.caseNo} AND "case".procedure = 'campaignGrid' OR "case".part_of = ${row.caseNo}) ${inGrid}
    ),
    latest AS (SELECT DISTINCT ON (place) * FROM part WHERE place >= ${grid} ORDER BY place, round DESC),
    counted AS (
      SELECT case_no, place, sum(CASE WHEN place = ${grid} THEN 0 ELSE ${listed} END) OVER (ORDER BY place ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS ahead
      FROM latest
    ),
    chosen AS (SELECT counted.case_no, counted.place, opening.start FROM counted JOIN opening USING (case_no) WHERE ahead IS NULL OR ${enough}),
    pinned AS (
      SELECT chosen.case_no, chosen.place AS grid, each->>0 AS household, (each->>1)::int AS members
      FROM chosen, jsonb_array_elements(chosen.start->'facts'->'households') AS each
    ),
    visited AS (
      SELECT DISTINCT ON (entry.case_no, visit.household) entry.case_no, visit.household, visit.outcome, visit.excuse, entry.at,
        count(*) OVER (PARTITION BY entry.case_no, visit.household)::int AS visits
      FROM chosen JOIN entry ON entry.case_no = chosen.case_no AND entry.kind = 'progressReported',
        jsonb_to_recordset(entry.data->'visits') AS visit(household text, outcome text, excuse text)
      ORDER BY entry.case_no, visit.household, entry.seq DESC
    )
    SELECT pinned.case_no AS "caseNo", pinned.grid, pinned.household, household.building, household.address, household.head,
      pinned.members, visited.outcome, visited.excuse, coalesce(visited.visits, 0) AS visits, visited.at
    FROM pinned
    LEFT JOIN visited ON visited.case_no = pinned.case_no AND visited.household = pinned.household
    LEFT JOIN household ON household.code = pinned.household
    WHERE (pinned.grid, pinned.household) > (${grid}, ${household})
      AND (${missing} = 'false' OR coalesce(visited.outcome, 'absent') = 'absent')
      AND ${sought}
    ORDER BY pinned.grid, pinned.household LIMIT ${limit + 1}`);
  return pageOf(
    found,
    limit,
    (each) => [each.grid, each.household],
    (each): HouseholdCovered => ({
      ...each,
      at: each.at?.toISOString() ?? null,
      head: open ? each.head : masked(each.head, 1, 0),
      address: open ? each.address : masked(each.address, 0, 0),
    }),
  );
}
