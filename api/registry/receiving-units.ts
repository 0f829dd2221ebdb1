import { z } from 'zod';
import { receivingUnit, receivingUnitBody } from '../../contracts/api/registry.ts';
import { regionCode } from '../../contracts/ids.ts';
import { procedures } from '../../contracts/procedures/index.ts';
import type { ReceivingUnit as Row } from '../../prisma/generated/client.ts';
import type { Database } from '../database.ts';
import { endpoint, nothing, reply } from '../http/endpoint.ts';
import { page, pageFields, pageOf, placeOf } from '../http/page.ts';
import { Problem } from '../http/problem.ts';
import { maySeeProcedure } from '../policy/ability.ts';
import { regionAndBelow } from './region-scope.ts';

const tag = 'registry';
const procedureName = z.string().max(60);
const path = z.strictObject({ procedure: procedureName, region: regionCode });

const list = endpoint({
  method: 'get',
  path: '/api/v1/receiving-units',
  tag,
  summary: { zh: '受理单位', en: 'Which unit takes in what residents bring forward' },
  description: { zh: '本区划未登记的,由上级区划的受理单位受理', en: 'Where a region has none, the one of the region above it does' },
  access: 'signedIn',
  query: z.strictObject({ ...pageFields, procedure: procedureName.optional(), region: regionCode.optional() }),
  responses: { 200: page(receivingUnit) },
  async handle({ query, actor }, { db }) {
    const after = placeOf(z.tuple([z.string(), z.string()]), query.cursor);
    const seen = Object.values(procedures).flatMap((each) => (maySeeProcedure(actor, each) ? [each.name] : []));
    const rows = await db.receivingUnit.findMany({
      where: {
        procedure: { in: query.procedure === undefined ? seen : seen.filter((name) => name === query.procedure) },
        ...(query.region === undefined ? {} : { region: regionAndBelow(query.region) }),
        ...(after === undefined ? {} : { OR: [{ procedure: { gt: after[0] } }, { procedure: after[0], region: { gt: after[1] } }] }),
      },
      orderBy: [{ procedure: 'asc' }, { region: 'asc' }],
      take: query.limit + 1,
    });
    return reply(200, pageOf(rows, query.limit, ({ procedure, region }) => [procedure, region], shown));
  },
});

const put = endpoint({
  method: 'put',
  path: '/api/v1/receiving-units/{procedure}/{region}',
  tag,
  summary: { zh: '登记受理单位', en: 'Say which unit takes in what a region brings forward' },
  description: { zh: '在办事项不受影响', en: 'Cases that run are not touched' },
  access: { roles: ['systemAdministrator'] },
  params: path,
  audited: 'body',
  body: receivingUnitBody,
  responses: { 200: receivingUnit },
  problems: ['not-found', 'unknown-region', 'unknown-unit'],
  async handle({ params: { procedure, region }, body: { unit } }, { db }) {
    const known = procedures[procedure];
    if (known === undefined) throw new Problem('not-found', { what: { zh: '该流程', en: 'such procedure' } });
    if ((await db.region.count({ where: { code: region } })) === 0) throw new Problem('unknown-region', { region });
    const discipline = known.family === 'discipline';
    if ((await db.unit.count({ where: { code: unit, active: true, discipline } })) === 0) throw new Problem('unknown-unit', { unit });
    const row = await db.receivingUnit.upsert({
      where: { procedure_region: { procedure, region } },
      create: { procedure, region, unit },
      update: { unit },
    });
    return reply(200, shown(row));
  },
});

const remove = endpoint({
  method: 'delete',
  path: '/api/v1/receiving-units/{procedure}/{region}',
  tag,
  summary: { zh: '取消受理单位', en: 'Let the region above take it in' },
  access: { roles: ['systemAdministrator'] },
  params: path,
  responses: { 204: nothing },
  problems: ['not-found'],
  async handle({ params }, { db }) {
    const { count } = await db.receivingUnit.deleteMany({ where: params });
    if (count === 0) throw new Problem('not-found', { what: { zh: '该受理单位', en: 'such receiving unit' } });
    return reply(204, null);
  },
});

export const receivingUnitEndpoints = [list, put, remove];

/**
 * The units that take in what a region brings forward under a procedure, the nearest first: that of the region itself, then of
 * those above it. Units that are no longer active are left out.
 */
export async function receivingUnitsOf(db: Database, procedure: string, region: string): Promise<string[]> {
  const chain = [...new Set([region, region.slice(0, 9), region.slice(0, 6), `${region.slice(0, 4)}00`, `${region.slice(0, 2)}0000`])];
  const rows = await db.receivingUnit.findMany({ where: { procedure, region: { in: chain } }, select: { region: true, unit: true } });
  const active = await db.unit.findMany({ where: { code: { in: rows.map(({ unit }) => unit) }, active: true }, select: { code: true } });
  const units = new Set(active.map(({ code }) => code));
  return chain.flatMap((each) => rows.filter((row) => row.region === each && units.has(row.unit)).map(({ unit }) => unit));
}

function shown({ procedure, region, unit }: Row): z.infer<typeof receivingUnit> {
  return { procedure, region, unit };
}
