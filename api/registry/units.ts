import { z } from 'zod';
import { area, unit, unitBody, unitKind, unitKindLabels, type Unit } from '../../contracts/api/registry.ts';
import { regionCode, unitCode } from '../../contracts/ids.ts';
import { label } from '../../contracts/label.ts';
import { Prisma, type Unit as Row } from '../../prisma/generated/client.ts';
import type { Database } from '../database.ts';
import { invalidFields } from '../http/check.ts';
import { endpoint, reply } from '../http/endpoint.ts';
import type { Transaction } from '../http/once.ts';
import { page, pageFields, pageOf, placeOf, someOf } from '../http/page.ts';
import { Problem } from '../http/problem.ts';
import { mustLieBeside } from './neighbouring-areas.ts';
import { regionAndBelow } from './region-scope.ts';
import { unitsBelow } from './units-below.ts';

const tag = 'registry';
const path = z.strictObject({ code: unitCode });

export const unitQuery = z.strictObject({
  ...pageFields,
  codes: someOf(unitCode),
  region: regionCode.optional().meta({ description: '该区划及以下 · the region and all below it' }),
  parent: unitCode.optional(),
  top: z.literal('true').optional().meta({ description: '仅没有上级的单位 · only those without a parent' }),
  kind: unitKind.optional(),
  active: z.enum(['true', 'false']).optional(),
  name: z.string().trim().min(1).max(60).optional().meta({ description: '名称包含 · part of the Chinese name' }),
});

/** A page of the registry of units, by code. */
export async function pageOfUnits(db: Database, query: z.infer<typeof unitQuery>): Promise<{ items: Unit[]; next: string | null }> {
  const after = placeOf(z.tuple([z.string()]), query.cursor);
  const rows = await db.unit.findMany({
    where: {
      ...(query.region === undefined ? {} : { regionCode: regionAndBelow(query.region) }),
      ...(query.parent === undefined ? {} : { parentCode: query.parent }),
      ...(query.top === undefined ? {} : { parentCode: null }),
      ...(query.kind === undefined ? {} : { kind: query.kind }),
      ...(query.active === undefined ? {} : { active: query.active === 'true' }),
      ...(query.name === undefined ? {} : { name: { path: ['zh'], string_contains: query.name } }),
      AND: [query.codes === undefined ? {} : { code: { in: query.codes } }, after === undefined ? {} : { code: { gt: after[0] } }],
    },
    orderBy: { code: 'asc' },
    take: query.limit + 1,
  });
  return pageOf(rows, query.limit, ({ code }) => [code], unitOf);
}

const listUnits = endpoint({
  method: 'get',
  path: '/api/v1/units',
  tag,
  summary: { zh: '单位目录', en: 'Units' },
  access: 'signedIn',
  query: unitQuery,
  responses: { 200: page(unit) },
  handle: async ({ query }, { db }) => reply(200, await pageOfUnits(db, query)),
});

const readUnit = endpoint({
  method: 'get',
  path: '/api/v1/units/{code}',
  tag,
  summary: { zh: '单位', en: 'One unit' },
  access: 'signedIn',
  params: path,
  responses: { 200: unit },
  async handle({ params }, { db }) {
    const row = await db.unit.findUnique({ where: params });
    if (row === null) throw new Problem('not-found', { what: { zh: '单位', en: 'unit' } });
    return reply(200, unitOf(row));
  },
});

const putUnit = endpoint({
  method: 'put',
  path: '/api/v1/units/{code}',
  tag,
  summary: { zh: '新增或修改单位', en: 'Create or change a unit' },
  description: {
    zh: '网格范围不得自相交叉,也不得与其他启用的网格重叠;边界相接可以',
    en: 'The area of a grid neither crosses itself nor overlaps that of another active grid; borders may touch',
  },
  audited: 'body',
  access: { roles: ['systemAdministrator'] },
  params: path,
  body: unitBody,
  responses: { 200: unit, 201: unit },
  problems: ['unknown-unit', 'unknown-region'],
  async handle({ params: { code }, body }, { db }) {
    const { status, row } = await db.$transaction(async (transaction) => {
      // Two changes of the tree at once could close a circle that neither sees.
      await transaction.$executeRaw`lock table unit in share row exclusive mode`;
      await mustFit(code, body, transaction);
      await mustLieBeside(code, body, transaction);
      const known = await transaction.unit.count({ where: { code } });
      const data = unitData(body);
      const changed = await transaction.unit.upsert({ where: { code }, create: { code, ...data }, update: data });
      return { status: known === 0 ? (201 as const) : (200 as const), row: changed };
    });
    return reply(status, unitOf(row));
  },
});

export const unitEndpoints = [listUnits, readUnit, putUnit];

/** 街道—社区—网格—楼栋: the kinds of unit that lie below one of another kind. */
export const below: Partial<Record<Unit['kind'], Unit['kind']>> = { grid: 'community', building: 'grid' };

async function mustFit(code: string, { region, parent, kind }: z.infer<typeof unitBody>, transaction: Transaction): Promise<void> {
  if ((await transaction.region.count({ where: { code: region } })) === 0) throw new Problem('unknown-region', { region });
  const above = below[kind];
  const found = parent === null ? null : await transaction.unit.findUnique({ where: { code: parent }, select: { kind: true } });
  if (parent !== null && found === null) throw new Problem('unknown-unit', { unit: parent });
  if (above !== undefined && found?.kind !== above) {
    const [own, other] = [unitKindLabels[kind], unitKindLabels[above]];
    throw invalidFields([{ path: 'parent', zh: `${own.zh}的上级须为${other.zh}`, en: `The parent of a ${own.en} is a ${other.en}` }]);
  }
  if (parent === null) return;
  if (parent === code || (await unitsBelow(transaction, code)).includes(parent)) {
    throw invalidFields([{ path: 'parent', zh: '上级单位不能是本单位或其下级', en: 'The parent cannot be the unit itself or below it' }]);
  }
}

/** A unit as its row is written. */
export function unitData({ region: regionCode, parent: parentCode, party, area: ground, ...rest }: z.infer<typeof unitBody>) {
  return { ...rest, regionCode, parentCode, party: party ?? Prisma.DbNull, area: ground ?? Prisma.DbNull };
}

function unitOf({ code, name, kind, regionCode, parentCode, discipline, active, party, area: ground }: Row): Unit {
  return {
    code,
    name: label.parse(name),
    kind,
    region: regionCode,
    parent: parentCode,
    discipline,
    party: party === null ? null : label.parse(party),
    area: ground === null ? null : area.parse(ground),
    active,
  };
}
