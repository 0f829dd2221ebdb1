import { z } from 'zod';
import { region, regionBody, type Region } from '../../contracts/api/registry.ts';
import { regionCode } from '../../contracts/ids.ts';
import { label } from '../../contracts/label.ts';
import type { Region as Row } from '../../prisma/generated/client.ts';
import type { Database } from '../database.ts';
import { invalidFields } from '../http/check.ts';
import { endpoint, reply } from '../http/endpoint.ts';
import { page, pageFields, pageOf, placeOf, someOf } from '../http/page.ts';
import { Problem } from '../http/problem.ts';
import { regionAndBelow } from './region-scope.ts';

const tag = 'registry';
const path = z.strictObject({ code: regionCode });

const listRegions = endpoint({
  method: 'get',
  path: '/api/v1/regions',
  tag,
  summary: { zh: '区划目录', en: 'Regions' },
  access: 'signedIn',
  query: z.strictObject({
    ...pageFields,
    codes: someOf(regionCode),
    parent: regionCode.optional(),
    within: regionCode.optional().meta({ description: '该区划及以下 · the region and all below it' }),
    name: z.string().trim().min(1).max(60).optional().meta({ description: '名称包含 · part of the Chinese name' }),
  }),
  responses: { 200: page(region) },
  async handle({ query }, { db }) {
    const after = placeOf(z.tuple([z.string()]), query.cursor);
    const rows = await db.region.findMany({
      where: {
        AND: [
          query.parent === undefined ? {} : { parentCode: query.parent },
          query.codes === undefined ? {} : { code: { in: query.codes } },
          query.within === undefined ? {} : { code: regionAndBelow(query.within) },
          query.name === undefined ? {} : { name: { path: ['zh'], string_contains: query.name } },
          after === undefined ? {} : { code: { gt: after[0] } },
        ],
      },
      orderBy: { code: 'asc' },
      take: query.limit + 1,
    });
    return reply(200, pageOf(rows, query.limit, ({ code }) => [code], regionOf));
  },
});

const readRegion = endpoint({
  method: 'get',
  path: '/api/v1/regions/{code}',
  tag,
  summary: { zh: '区划', en: 'One region' },
  access: 'signedIn',
  params: path,
  responses: { 200: region },
  async handle({ params }, { db }) {
    const row = await db.region.findUnique({ where: params });
    if (row === null) throw new Problem('not-found', { what: { zh: '区划', en: 'region' } });
    return reply(200, regionOf(row));
  },
});

const putRegion = endpoint({
  method: 'put',
  path: '/api/v1/regions/{code}',
  tag,
  summary: { zh: '新增或修改区划', en: 'Create or change a region' },
  audited: 'body',
  access: { roles: ['systemAdministrator'] },
  params: path,
  body: regionBody,
  responses: { 200: region, 201: region },
  problems: ['unknown-region', 'conflict'],
  async handle({ params: { code }, body }, { db }) {
    if (body.parent !== null) await mustBeAbove(body.parent, code, db);
    const known = await db.region.findUnique({ where: { code }, select: { code: true } });
    const data = { name: body.name, parentCode: body.parent, short: body.short };
    const row = await db.region.upsert({ where: { code }, create: { code, ...data }, update: data });
    return reply(known === null ? 201 : 200, regionOf(row));
  },
});

export const regionEndpoints = [listRegions, readRegion, putRegion];

/** A parent is known, and its code covers the child's: so the tree has no circle. */
async function mustBeAbove(parent: string, code: string, db: Database): Promise<void> {
  if ((await db.region.count({ where: { code: parent } })) === 0) throw new Problem('unknown-region', { region: parent });
  const { gte, lt } = regionAndBelow(parent);
  if (parent === code || code < gte || code >= lt) {
    throw invalidFields([{ path: 'parent', zh: `${parent} 不是 ${code} 的上级区划`, en: `${parent} is not above ${code}` }]);
  }
}

function regionOf({ code, name, parentCode, short }: Row): Region {
  return { code, name: label.parse(name), parent: parentCode, short };
}
