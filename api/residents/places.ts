import { z } from 'zod';
import { area } from '../../contracts/api/registry.ts';
import * as contract from '../../contracts/api/residents.ts';
import { regionCode } from '../../contracts/ids.ts';
import { label } from '../../contracts/label.ts';
import type { Prisma } from '../../prisma/generated/client.ts';
import type { Database } from '../database.ts';
import { endpoint, reply } from '../http/endpoint.ts';
import { page, pageFields, pageOf, placeOf as cursorPlace } from '../http/page.ts';
import { publicCategories } from '../open311/services.ts';
import { regionAndBelow } from '../registry/region-scope.ts';
import { placeOf } from '../routing/place.ts';

const tag = 'public';

export const categories = endpoint({
  method: 'get',
  path: '/api/v1/public/categories',
  tag,
  summary: { zh: '居民可上报的小类', en: 'What residents may report' },
  access: 'public',
  responses: { 200: contract.publicCategories },
  handle: async (_, { db }) => reply(200, { items: await publicCategories(db) }),
});

export const regions = endpoint({
  method: 'get',
  path: '/api/v1/public/regions',
  tag,
  summary: { zh: '区县,或某区县的乡镇街道', en: 'Counties and districts, or the towns and streets of one' },
  access: 'public',
  query: z.strictObject({ of: regionCode.optional().meta({ description: '缺省为全部区县 · left out: all counties and districts' }) }),
  responses: { 200: contract.publicRegions },
  async handle({ query: { of } }, { db }) {
    const rows = await db.region.findMany({
      where: of === undefined ? { parent: { parentCode: { not: null } }, short: { not: null } } : { parentCode: of },
      select: { code: true, name: true, parent: { select: { name: true } } },
      orderBy: { code: 'asc' },
    });
    return reply(200, { items: rows.map(({ code, name, parent }) => ({ code, name: label.parse(name), parent: parent === null ? null : label.parse(parent.name) })) });
  },
});

export const grids = endpoint({
  method: 'get',
  path: '/api/v1/public/grids',
  tag,
  summary: { zh: '网格', en: 'Grids, with the community and the street above them' },
  access: 'public',
  query: z.strictObject({
    ...pageFields,
    region: regionCode.meta({ description: '该区划及以下 · the region and all below it' }),
    areas: z.stringbool().default(false).meta({ description: '附网格范围 · with their areas' }),
  }),
  responses: { 200: page(contract.publicGrid) },
  async handle({ query: { region, areas, limit, cursor } }, { db }) {
    const after = cursorPlace(z.tuple([z.string()]), cursor);
    const rows = await gridRows(db, { regionCode: regionAndBelow(region), ...(after === undefined ? {} : { code: { gt: after[0] } }) }, limit + 1);
    return reply(200, pageOf(rows, limit, ({ code }) => [code], (row) => gridOf(row, areas)));
  },
});

export const gridAtPoint = endpoint({
  method: 'post',
  path: '/api/v1/public/grids/at',
  tag,
  summary: { zh: '某位置所在的网格', en: 'The grid of a point' },
  description: { zh: '位置放在正文中,不进入地址与日志', en: 'The point is in the body: it goes into no address and no log' },
  access: 'public',
  body: contract.locationBody,
  responses: { 200: contract.publicGrid },
  problems: ['outside-every-grid'],
  async handle({ body: point }, { db }) {
    const { grid } = await placeOf(db, { point });
    const [row] = await gridRows(db, { code: grid }, 1);
    if (row === undefined) throw new Error(`the grid ${grid} is gone`);
    return reply(200, gridOf(row, false));
  },
});

function gridRows(db: Database, where: Prisma.UnitWhereInput, take: number) {
  const named = { code: true, name: true, kind: true } as const;
  return db.unit.findMany({
    where: { ...where, kind: 'grid', active: true },
    select: { ...named, regionCode: true, area: true, parent: { select: { ...named, parent: { select: named } } } },
    orderBy: { code: 'asc' },
    take,
    relationLoadStrategy: 'join',
  });
}

function gridOf(row: Awaited<ReturnType<typeof gridRows>>[number], areas: boolean): contract.PublicGrid {
  const above = [row.parent, row.parent?.parent].flatMap((each) => (each === null || each === undefined ? [] : [each]));
  const of = (kind: string) => {
    const unit = above.find((each) => each.kind === kind);
    return unit === undefined ? null : { code: unit.code, name: label.parse(unit.name) };
  };
  return {
    code: row.code,
    name: label.parse(row.name),
    region: row.regionCode,
    community: of('community'),
    street: of('street'),
    area: areas ? area.nullable().parse(row.area) : null,
  };
}
