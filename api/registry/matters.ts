import { z } from 'zod';
import { matter, matterBody, matterCategory, matterCode, type Matter } from '../../contracts/api/registry.ts';
import { unitCode } from '../../contracts/ids.ts';
import { Prisma, type Matter as Row } from '../../prisma/generated/client.ts';
import type { Database } from '../database.ts';
import { endpoint, reply } from '../http/endpoint.ts';
import { page, pageFields, pageOf, placeOf, someOf } from '../http/page.ts';
import { Problem } from '../http/problem.ts';

const tag = 'registry';
const path = z.strictObject({ code: matterCode });

const listMatters = endpoint({
  method: 'get',
  path: '/api/v1/matters',
  tag,
  summary: { zh: '事项目录', en: 'Catalogue of matters' },
  access: 'signedIn',
  query: z.strictObject({
    ...pageFields,
    codes: someOf(matterCode),
    category: matterCategory.optional(),
    department: unitCode.optional(),
    active: z.enum(['true', 'false']).optional(),
    name: z.string().trim().min(1).max(60).optional().meta({ description: '名称包含 · part of the Chinese name' }),
  }),
  responses: { 200: page(matter) },
  async handle({ query }, { db }) {
    const after = placeOf(z.tuple([z.string()]), query.cursor);
    const rows = await db.matter.findMany({
      where: {
        ...(query.category === undefined ? {} : { category: query.category }),
        ...(query.department === undefined ? {} : { departments: { has: query.department } }),
        ...(query.active === undefined ? {} : { active: query.active === 'true' }),
        ...(query.name === undefined ? {} : { name: { path: ['zh'], string_contains: query.name } }),
        AND: [query.codes === undefined ? {} : { code: { in: query.codes } }, after === undefined ? {} : { code: { gt: after[0] } }],
      },
      orderBy: { code: 'asc' },
      take: query.limit + 1,
    });
    return reply(200, pageOf(rows, query.limit, ({ code }) => [code], matterOf));
  },
});

const readMatter = endpoint({
  method: 'get',
  path: '/api/v1/matters/{code}',
  tag,
  summary: { zh: '事项', en: 'One matter, with its materials and promise' },
  access: 'signedIn',
  params: path,
  responses: { 200: matter },
  async handle({ params }, { db }) {
    const found = await findMatter(params.code, db);
    if (found === null) throw new Problem('not-found', { what: { zh: '事项', en: 'matter' } });
    return reply(200, found);
  },
});

const putMatter = endpoint({
  method: 'put',
  path: '/api/v1/matters/{code}',
  tag,
  summary: { zh: '新增或修改事项', en: 'Create or change a matter' },
  description: { zh: '在办事项不受影响', en: 'Cases that run are not touched' },
  access: { roles: ['systemAdministrator'] },
  audited: 'body',
  params: path,
  body: matterBody,
  responses: { 200: matter, 201: matter },
  problems: ['unknown-unit'],
  async handle({ params: { code }, body }, { db }) {
    const known = await db.unit.findMany({ where: { code: { in: body.departments } }, select: { code: true } });
    const stranger = body.departments.find((each) => !known.some(({ code: found }) => found === each));
    if (stranger !== undefined) throw new Problem('unknown-unit', { unit: stranger });
    const before = await db.matter.count({ where: { code } });
    const data = matterData(body);
    const row = await db.matter.upsert({ where: { code }, create: { code, ...data }, update: data });
    return reply(before === 0 ? 201 : 200, matterOf(row));
  },
});

export const matterEndpoints = [listMatters, readMatter, putMatter];

/** The matter of a code, or null. */
export async function findMatter(code: string, db: Database): Promise<Matter | null> {
  const row = await db.matter.findUnique({ where: { code } });
  return row === null ? null : matterOf(row);
}

/** A matter as its row is written. */
export function matterData({ promise, deliverable, ...rest }: z.infer<typeof matterBody>) {
  return { ...rest, promise: promise ?? Prisma.DbNull, deliverable: deliverable ?? Prisma.DbNull };
}

function matterOf({ updatedAt: _, ...row }: Row): Matter {
  return matter.parse(row);
}
