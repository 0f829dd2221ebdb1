import { z } from 'zod';
import { filteredPage, filtersAtMost, newFilter, savedFilter, type SavedFilter } from '../../contracts/api/filters.ts';
import type { SavedFilter as Row } from '../../prisma/generated/client.ts';
import { readers } from '../cases/endpoints.ts';
import { endpoint, nothing, reply } from '../http/endpoint.ts';
import { Problem } from '../http/problem.ts';

const common = { tag: 'accounts', access: { roles: readers } } as const;

const list = endpoint({
  ...common,
  method: 'get',
  path: '/api/v1/me/filters',
  summary: { zh: '我保存的筛选', en: 'The filters that I keep' },
  query: z.strictObject({ page: filteredPage }),
  responses: { 200: z.strictObject({ items: z.array(savedFilter).max(filtersAtMost) }) },
  async handle({ query: { page }, actor }, { db }) {
    const rows = await db.savedFilter.findMany({ where: { officerId: actor.officer, page }, orderBy: { name: 'asc' } });
    return reply(200, { items: rows.map(filterOf) });
  },
});

const keep = endpoint({
  ...common,
  method: 'put',
  path: '/api/v1/me/filters',
  summary: { zh: '保存筛选', en: 'Keep a filter' },
  description: { zh: '同一页面下同名的筛选将被替换', en: 'It takes the place of one of the same name and page' },
  body: newFilter,
  responses: { 200: savedFilter },
  problems: ['conflict'],
  async handle({ body: { page, name, query }, actor: { officer: officerId } }, { db, clock }) {
    const others = await db.savedFilter.count({ where: { officerId, page, name: { not: name } } });
    if (others >= filtersAtMost) {
      throw new Problem('conflict', { reason: { zh: `最多保存 ${filtersAtMost} 个筛选`, en: `at most ${filtersAtMost} filters are kept` } });
    }
    const row = await db.savedFilter.upsert({
      where: { officerId_page_name: { officerId, page, name } },
      create: { officerId, page, name, query, createdAt: clock() },
      update: { query },
    });
    return reply(200, filterOf(row));
  },
});

const remove = endpoint({
  ...common,
  method: 'delete',
  path: '/api/v1/me/filters/{id}',
  summary: { zh: '删除保存的筛选', en: 'Give up a filter that I kept' },
  params: z.strictObject({ id: z.uuid() }),
  responses: { 204: nothing },
  async handle({ params: { id }, actor }, { db }) {
    const { count } = await db.savedFilter.deleteMany({ where: { id, officerId: actor.officer } });
    if (count === 0) throw new Problem('not-found', { what: { zh: '该筛选', en: 'filter' } });
    return reply(204, null);
  },
});

export const filterEndpoints = [list, keep, remove];

function filterOf({ id, page, name, query }: Row): SavedFilter {
  return { id, page: filteredPage.parse(page), name, query };
}
