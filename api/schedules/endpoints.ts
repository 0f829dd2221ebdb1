import { z } from 'zod';
import * as cases from '../../contracts/api/cases.ts';
import * as contract from '../../contracts/api/schedules.ts';
import { day, regionCode } from '../../contracts/ids.ts';
import { message } from '../../contracts/message.ts';
import { month } from '../../contracts/month.ts';
import type { ProblemCode } from '../../contracts/problem.ts';
import type { Role } from '../../contracts/roles.ts';
import { readers } from '../cases/endpoints.ts';
import { procedureOf } from '../cases/case-row.ts';
import { openedReply } from '../cases/opened-reply.ts';
import { endpoint, nothing, reply, type Endpoint } from '../http/endpoint.ts';
import { page, pageFields } from '../http/page.ts';
import { coverageOf } from './coverage.ts';
import { changeSchedule, listOccasions, listSchedules, makeSchedule, openNext, readSchedule, removeSchedule } from './service.ts';

const tag = 'schedules';
const coordinators: { readonly roles: readonly Role[] } = { roles: ['coordinator'] };
const params = z.strictObject({ schedule: contract.scheduleId });
const bodyProblems: readonly ProblemCode[] = ['unknown-region', 'unknown-unit', 'date-in-the-past', 'engine-unavailable'];

const make = endpoint({
  method: 'post',
  path: '/api/v1/schedules',
  tag,
  summary: { zh: '新建日程', en: 'Make a schedule' },
  description: {
    zh: '每日、每周或每月一次,到期为止。到点由流程引擎立案,遇节假日按设置顺延、提前、照常或不开展。',
    en: 'Once a day, a week or a month to the end of its term. The engine opens each case in time; on a day off the occasion moves, is held or is skipped.',
  },
  access: coordinators,
  keyed: true,
  body: contract.scheduleBody,
  responses: { 201: contract.schedule },
  problems: [...bodyProblems, 'key-reused'],
  async handle({ body, actor, key }, deps) {
    const made = await makeSchedule(deps, actor, key, body);
    return reply(201, made, { location: made.links.self });
  },
});

const list = endpoint({
  method: 'get',
  path: '/api/v1/schedules',
  tag,
  summary: { zh: '日程列表', en: 'List schedules' },
  access: { roles: readers },
  query: z.strictObject({
    ...pageFields,
    procedure: z.string().max(60).optional(),
    region: regionCode.optional().meta({ description: '区划及其下级 · a region with those below' }),
    active: z.stringbool().optional(),
  }),
  responses: { 200: page(contract.schedule) },
  handle: async ({ query }, deps) => reply(200, await listSchedules(deps, query)),
});

const read = endpoint({
  method: 'get',
  path: '/api/v1/schedules/{schedule}',
  tag,
  summary: { zh: '日程', en: 'One schedule' },
  access: { roles: readers },
  params,
  responses: { 200: contract.schedule },
  problems: ['not-found'],
  handle: async ({ params: { schedule } }, deps) => reply(200, await readSchedule(deps, schedule)),
});

const occasions = endpoint({
  method: 'get',
  path: '/api/v1/schedules/{schedule}/occasions',
  tag,
  summary: { zh: '即将开展的各次', en: 'What comes: held, moved or skipped by the calendar, and why' },
  access: { roles: readers },
  params,
  query: z.strictObject({
    from: day.optional().meta({ description: '缺省为今日 · today, where it is left out' }),
    limit: z.coerce.number<string>().int().min(1).max(60).default(8),
  }),
  responses: { 200: contract.occasions },
  problems: ['not-found'],
  handle: async ({ params: { schedule }, query }, deps) => reply(200, await listOccasions(deps, schedule, query)),
});

const coverage = endpoint({
  method: 'get',
  path: '/api/v1/schedules/{schedule}/coverage',
  tag,
  summary: { zh: '值守覆盖', en: 'Duties planned, done and missed, by month' },
  description: { zh: '如每晚打更的轮次;缺省为本月,最多十二个月', en: 'Such as the rounds of a patrol; this month, where nothing is said, and at most twelve' },
  access: { roles: readers },
  params,
  query: z
    .strictObject({ from: month.optional(), to: month.optional() })
    .refine(({ from, to }) => from === undefined || to === undefined || from <= to, {
      path: ['to'],
      error: message('截止月份早于起始月份', 'it ends before it begins'),
    }),
  responses: { 200: contract.coverage },
  problems: ['not-found'],
  handle: async ({ params: { schedule }, query }, deps) => reply(200, await coverageOf(deps, schedule, query)),
});

const change = endpoint({
  method: 'put',
  path: '/api/v1/schedules/{schedule}',
  tag,
  summary: { zh: '修改或停用日程', en: 'Change or stop a schedule' },
  description: { zh: '已立案的各次不受影响', en: 'Occasions whose case is open are not touched' },
  access: coordinators,
  params,
  body: contract.scheduleBody,
  responses: { 200: contract.schedule },
  problems: [...bodyProblems, 'not-found'],
  handle: async ({ params: { schedule }, body, actor }, deps) => reply(200, await changeSchedule(deps, actor, schedule, body)),
});

const remove = endpoint({
  method: 'delete',
  path: '/api/v1/schedules/{schedule}',
  tag,
  summary: { zh: '删除日程', en: 'Remove a schedule' },
  description: { zh: '已立案的各次照常办理', en: 'Cases that are open go on' },
  access: coordinators,
  params,
  responses: { 204: nothing },
  problems: ['not-found', 'engine-unavailable'],
  async handle({ params: { schedule }, actor }, deps) {
    await removeSchedule(deps, actor, schedule);
    return reply(204, null);
  },
});

const trigger = endpoint({
  method: 'post',
  path: '/api/v1/schedules/{schedule}/trigger',
  tag,
  summary: { zh: '立即为下一次立案', en: 'Open the case of the next occasion now' },
  description: { zh: '跳过已立案与不开展的各次;同一键只立一案', en: 'The next one that takes place and has no case; one case for one key' },
  access: coordinators,
  keyed: true,
  params,
  responses: { 201: cases.opened, 202: cases.accepted },
  problems: ['not-found', 'conflict', 'key-reused', 'engine-unavailable'],
  async handle({ params: { schedule }, actor, key }, deps) {
    const { procedure, opened } = await openNext(deps, actor, schedule, key);
    return openedReply(deps, procedureOf(procedure), opened);
  },
});

/** 日程 */
export const scheduleEndpoints: readonly Endpoint[] = [make, list, read, occasions, coverage, change, remove, trigger];
