import { z } from 'zod';
import { accepted, caseRef, opened } from '../../contracts/api/cases.ts';
import * as contract from '../../contracts/api/routing.ts';
import { regionCode, unitCode } from '../../contracts/ids.ts';
import { message } from '../../contracts/message.ts';
import { categoryCode } from '../../contracts/references.ts';
import type { Role } from '../../contracts/roles.ts';
import { procedureOf } from '../cases/case-row.ts';
import { readers } from '../cases/endpoints.ts';
import { findCase } from '../cases/find-case.ts';
import { openedReply } from '../cases/opened-reply.ts';
import { endpoint, reply, type Endpoint } from '../http/endpoint.ts';
import { placeOf } from '../routing/place.ts';
import { alike } from './alike.ts';
import { merge } from './merge.ts';
import { split } from './split.ts';

const tag = 'cases';
const params = z.strictObject({ caseRef });
const directors: readonly Role[] = ['coordinator', 'unitHead'];

/** How far a search reaches. */
const reach = {
  days: z.coerce.number<string>().int().min(1).max(90).default(7).meta({ description: '最近若干日 · of the last so many days' }),
  metres: z.coerce.number<string>().int().min(1).max(300).default(200).meta({ description: '位置相距不超过若干米 · so many metres away at most' }),
};
const about = {
  zh: '同一小类、同一网格或位置相近、近日内的在办事件;不含任何个人信息',
  en: 'Open events of the same category, in the same grid or near by, of the last days; nothing in them names anybody',
};

const ofCase = endpoint({
  method: 'get',
  path: '/api/v1/cases/{caseRef}/duplicates',
  tag,
  summary: { zh: '疑似重复的事件', en: 'Events that may be the same as this one' },
  description: about,
  access: { roles: readers },
  params,
  query: z.strictObject(reach),
  responses: { 200: contract.likenesses },
  problems: ['not-found'],
  async handle({ params: { caseRef: ref }, query, actor }, { db }) {
    const { caseNo, category, place } = await findCase(db, actor, ref);
    if (category === null) return reply(200, { items: [] });
    const { lat, lng } = await db.opening.findUniqueOrThrow({ where: { caseNo }, select: { lat: true, lng: true } });
    const point = lat === null || lng === null ? undefined : { lat, lng };
    return reply(200, { items: await alike(db, { category, grid: place ?? undefined, point, ...query, except: caseNo }) });
  },
});

const sought = endpoint({
  method: 'get',
  path: '/api/v1/duplicates',
  tag,
  summary: { zh: '上报前查重', en: 'Events that may be the same as one that is about to be reported' },
  description: about,
  access: { roles: readers },
  query: z
    .strictObject({
      ...reach,
      region: regionCode,
      category: categoryCode,
      grid: unitCode.optional(),
      lat: z.coerce.number<string>().pipe(contract.point.shape.lat).optional(),
      lng: z.coerce.number<string>().pipe(contract.point.shape.lng).optional(),
    })
    .refine(({ grid, lat, lng }) => (lat === undefined) === (lng === undefined) && (grid !== undefined || lat !== undefined), {
      path: ['grid'],
      error: message('须填写网格,或完整的经纬度', 'give the grid, or both latitude and longitude'),
    }),
  responses: { 200: contract.likenesses },
  problems: ['outside-every-grid'],
  async handle({ query: { region, category, grid, lat, lng, days, metres } }, { db }) {
    const point = lat === undefined || lng === undefined ? undefined : { lat, lng };
    const place = await placeOf(db, { region, grid, point });
    return reply(200, { items: await alike(db, { category, grid: place.grid, point, days, metres }) });
  },
});

const merging = endpoint({
  method: 'post',
  path: '/api/v1/cases/{caseRef}/merge',
  tag,
  summary: { zh: '并案', en: 'Merge a case into another one' },
  description: {
    zh: '本事项以“已并案”结束,其查询码转到并入的事项;该事项办结时一并答复',
    en: 'This case ends as merged, and its receipt code follows the other one; its reporters are answered when that one closes',
  },
  access: { roles: directors },
  keyed: true,
  params,
  body: contract.mergeBody,
  responses: { 200: z.strictObject({ caseNo: z.string(), into: z.string(), entry: z.int() }), 202: accepted },
  problems: ['not-found', 'cannot-merge', 'case-not-open', 'recused', 'key-reused', 'engine-unavailable'],
  async handle({ params: { caseRef: ref }, body, actor, key }, deps) {
    const { caseNo, workflowId, answered } = await merge(deps, actor, ref, key, body);
    if (answered !== null) return reply(200, { caseNo, into: body.into, entry: answered.seq });
    const self = `${deps.config.publicUrl}/api/v1/cases/${encodeURIComponent(workflowId)}`;
    return reply(202, { caseNo, pending: true as const, links: { self } }, { location: self, 'retry-after': '5' });
  },
});

const splitting = endpoint({
  method: 'post',
  path: '/api/v1/cases/{caseRef}/split',
  tag,
  summary: { zh: '拆分', en: 'Split a case' },
  description: {
    zh: '移出已并入的报告,或就另一原因另立新事项;两个事项的记录都保留',
    en: 'A merged report is taken out again, or another cause becomes a case of its own; both keep their history',
  },
  access: { roles: directors },
  keyed: true,
  params,
  body: contract.splitBody,
  responses: { 201: opened, 202: accepted },
  problems: ['not-found', 'cannot-split', 'case-not-open', 'no-routing-rule', 'recused', 'key-reused', 'engine-unavailable'],
  async handle({ params: { caseRef: ref }, body, actor, key }, deps) {
    const { procedure } = await findCase(deps.db, actor, ref);
    return openedReply(deps, procedureOf(procedure), await split(deps, actor, ref, key, body));
  },
});

/** 查重、并案与拆分 */
export const duplicateEndpoints: readonly Endpoint[] = [ofCase, sought, merging, splitting];
