import { z } from 'zod';
import { householdCovered, type HouseholdCovered } from '../../contracts/api/campaigns.ts';
import * as contract from '../../contracts/api/cases.ts';
import type { Actor } from '../accounts/actor.ts';
import type { Deps } from '../deps.ts';
import { endpoint, reply } from '../http/endpoint.ts';
import { page, pageFields, pageOf, placeOf } from '../http/page.ts';
import { Problem } from '../http/problem.ts';
import { handles, masked } from './discretion.ts';
import { readers } from './endpoints.ts';
import { findCase } from './find-case.ts';

const query = z.strictObject({
  ...pageFields,
  missing: z.enum(['true', 'false']).default('false').meta({ description: 'true:仅列缺漏 · only those who are missing' }),
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
  query,
  responses: { 200: page(householdCovered) },
  problems: ['not-found'],
  handle: async ({ params, query: asked, actor }, deps) => reply(200, await coverageOf(deps, actor, params.caseRef, asked)),
});

async function coverageOf({ db }: Deps, actor: Actor, ref: string, { limit, cursor, missing }: z.output<typeof query>) {
  const row = await findCase(db, actor, ref);
  if (row.procedure !== 'campaign' && row.procedure !== 'campaignGrid') {
    throw new Problem('not-found', { what: { zh: '该事项的入户名单', en: 'list of households of this case' } });
  }
  const [grid, household] = placeOf(z.tuple([z.string(), z.string()]), cursor) ?? ['', ''];
  const found = rows.parse(await db.$queryRaw`
    WITH part AS (
      SELECT "case".case_no, "case".place, opening.start,
        rank() OVER (PARTITION BY "case".place ORDER BY (opening.start->'matter'->>'round')::int DESC) AS latest
      FROM "case" JOIN opening USING (case_no)
      WHERE "case".case_no = ${row.caseNo} AND "case".procedure = 'campaignGrid' OR "case".part_of = ${row.caseNo}
    ),
    pinned AS (
      SELECT part.case_no, part.place AS grid, each->>0 AS household, (each->>1)::int AS members
      FROM part, jsonb_array_elements(part.start->'facts'->'households') AS each WHERE part.latest = 1
    ),
    visited AS (
      SELECT DISTINCT ON (entry.case_no, visit.household) entry.case_no, visit.household, visit.outcome, visit.excuse, entry.at,
        count(*) OVER (PARTITION BY entry.case_no, visit.household)::int AS visits
      FROM part JOIN entry ON entry.case_no = part.case_no AND entry.kind = 'progressReported',
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
    ORDER BY pinned.grid, pinned.household LIMIT ${limit + 1}`);
  const open = handles(actor, row);
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
