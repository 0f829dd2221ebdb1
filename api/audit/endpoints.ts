import { z } from 'zod';
import { caseRead } from '../../contracts/api/audit.ts';
import { caseNo, instant, officerId } from '../../contracts/ids.ts';
import { endpoint, reply, type Endpoint } from '../http/endpoint.ts';
import { page, pageFields, pageOf, placeOf } from '../http/page.ts';

const reads = endpoint({
  method: 'get',
  path: '/api/v1/audit/reads',
  tag: 'audit',
  summary: { zh: '涉密事项查阅记录', en: 'Who read which confidential case, the latest first' },
  description: {
    zh: '个人信息保护法第56条、GB/T 22239-2019;只有编号与人员,没有内容',
    en: 'After 个人信息保护法 56 and GB/T 22239-2019: numbers and people, no content',
  },
  access: { roles: ['auditAdministrator'] },
  query: z.strictObject({
    ...pageFields,
    caseNo: caseNo.optional(),
    officer: officerId.optional(),
    from: instant.optional(),
    to: instant.optional(),
  }),
  responses: { 200: page(caseRead) },
  async handle({ query: { limit, cursor, caseNo: of, officer, from, to } }, { db }) {
    const after = placeOf(z.tuple([z.string().regex(/^\d{1,18}$/)]), cursor);
    const rows = await db.caseRead.findMany({
      where: {
        ...(of === undefined ? {} : { caseNo: of }),
        ...(officer === undefined ? {} : { officer }),
        at: { ...(from === undefined ? {} : { gte: from }), ...(to === undefined ? {} : { lt: to }) },
        ...(after === undefined ? {} : { id: { lt: BigInt(after[0]) } }),
      },
      orderBy: { id: 'desc' },
      take: limit + 1,
    });
    return reply(
      200,
      pageOf(rows, limit, ({ id }) => [String(id)], ({ id: _, at, ...read }) => ({ ...read, at: at.toISOString() })),
    );
  },
});

/** 审计 */
export const auditEndpoints: readonly Endpoint[] = [reads];
