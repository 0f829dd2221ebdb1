import { z } from 'zod';
import * as cases from '../../contracts/api/cases.ts';
import { duties as dutiesContract } from '../../contracts/api/duties.ts';
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
import { changeOccasion, restoreOccasion } from './change-occasion.ts';
import { coverageOf } from './coverage.ts';
import { listDuties } from './duties.ts';
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

const occasionParams = z.strictObject({ schedule: contract.scheduleId, planned: day.meta({ description: '原定日期 · the day by its recurrence' }) });

const moveOne = endpoint({
  method: 'put',
  path: '/api/v1/schedules/{schedule}/occasions/{planned}',
  tag,
  summary: { zh: '单次改期或不开展', en: 'Move one occasion to another day, or leave it out' },
  description: {
    zh: '只限尚未开展且未立案的一次;前后不超过 21 日、不超过期限,当日不得另有一次。改期后于新日期前按提前天数立案',
    en: 'Of one that is still to come and has no case: at most 21 days off, within the term, on a day that has none. Its case is opened so many lead days before the new day',
  },
  access: coordinators,
  params: occasionParams,
  body: contract.occasionBody,
  responses: { 200: contract.occasion },
  problems: ['not-found', 'conflict', 'date-in-the-past', 'engine-unavailable'],
  handle: async ({ params: { schedule, planned }, body, actor }, deps) => reply(200, await changeOccasion(deps, actor, schedule, planned, body)),
});

const restoreOne = endpoint({
  method: 'delete',
  path: '/api/v1/schedules/{schedule}/occasions/{planned}',
  tag,
  summary: { zh: '撤销单次调整', en: 'Put one occasion back where it was planned' },
  access: coordinators,
  params: occasionParams,
  responses: { 200: contract.occasion },
  problems: ['not-found', 'conflict', 'date-in-the-past', 'engine-unavailable'],
  handle: async ({ params: { schedule, planned }, actor }, deps) => reply(200, await restoreOccasion(deps, actor, schedule, planned)),
});

const calendar = endpoint({
  method: 'get',
  path: '/api/v1/duties',
  tag,
  summary: { zh: '值守日历', en: 'What is planned, day by day, with who is on duty' },
  description: {
    zh: '本区划及其下级的日程、涉及本单位的日程,以及有权查看的值守事项;最多 42 日',
    en: 'Of schedules of the region and those below it, of those that name one’s unit, and of the cases that one may see; at most 42 days',
  },
  access: { roles: readers },
  query: z
    .strictObject({
      from: day,
      to: day,
      procedure: z.string().max(60).optional(),
      region: regionCode.optional().meta({ description: '区划及其下级 · a region with those below' }),
      schedule: contract.scheduleId.optional(),
    })
    .refine(({ from, to }) => from <= to, { path: ['to'], error: message('截止日期早于起始日期', 'it ends before it begins') }),
  responses: { 200: dutiesContract },
  handle: async ({ query, actor, requestId }, deps) => reply(200, await listDuties(deps, { actor, requestId }, query)),
});

/** 日程 */
export const scheduleEndpoints: readonly Endpoint[] = [make, list, read, occasions, coverage, change, remove, trigger, moveOne, restoreOne, calendar];
