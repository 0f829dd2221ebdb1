import { z } from 'zod';
import { material, matterCategory } from '../../contracts/api/registry.ts';
import { publicMatter } from '../../contracts/api/residents.ts';
import { span } from '../../contracts/clock.ts';
import { label } from '../../contracts/label.ts';
import { endpoint, reply } from '../http/endpoint.ts';
import { page, pageFields, pageOf, placeOf } from '../http/page.ts';

export const matters = endpoint({
  method: 'get',
  path: '/api/v1/public/matters',
  tag: 'public',
  summary: { zh: '可办事项与所需材料', en: 'What can be applied for, and what to bring' },
  access: 'public',
  query: z.strictObject({ ...pageFields, name: z.string().trim().min(1).max(60).optional().meta({ description: '名称包含 · part of the Chinese name' }) }),
  responses: { 200: page(publicMatter) },
  async handle({ query }, { db }) {
    const after = placeOf(z.tuple([z.string()]), query.cursor);
    const rows = await db.matter.findMany({
      where: {
        active: true,
        ...(query.name === undefined ? {} : { name: { path: ['zh'], string_contains: query.name } }),
        ...(after === undefined ? {} : { code: { gt: after[0] } }),
      },
      orderBy: { code: 'asc' },
      take: query.limit + 1,
    });
    const units = await db.unit.findMany({ where: { code: { in: rows.flatMap(({ departments }) => departments) } }, select: { code: true, name: true } });
    const names = new Map(units.map(({ code, name }) => [code, label.parse(name)]));
    return reply(
      200,
      pageOf(rows, query.limit, ({ code }) => [code], ({ code, name, category, materials, promise, departments, deliverable }) => ({
        code,
        name: label.parse(name),
        category: matterCategory.parse(category),
        materials: z.array(material).parse(materials),
        promise: promise === null ? null : span.parse(promise),
        departments: departments.map((each) => names.get(each) ?? { zh: each, en: each }),
        deliverable: deliverable === null ? null : label.parse(deliverable),
      })),
    );
  },
});
