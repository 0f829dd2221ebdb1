import { z } from 'zod';
import { caseRef } from '../../contracts/api/cases.ts';
import * as contract from '../../contracts/api/statistics.ts';
import { day, regionCode } from '../../contracts/ids.ts';
import { message } from '../../contracts/message.ts';
import { readers } from '../cases/endpoints.ts';
import { findCase } from '../cases/find-case.ts';
import { dayOf } from '../clocks/calendar.ts';
import { endpoint, reply, type Endpoint } from '../http/endpoint.ts';
import { forbidden } from '../http/forbidden.ts';
import { covers } from '../registry/region-scope.ts';
import { countMatters, countTrips } from './filings.ts';

const tag = 'statistics';

const trips = endpoint({
  method: 'get',
  path: '/api/v1/statistics/trips',
  tag,
  summary: { zh: '各事项跑动次数', en: 'Trips by matter' },
  description: { zh: '按办结日期(北京时间)统计,缺省为本年', en: 'Of filings by the day on which they were closed, in Beijing time; this year, where nothing is said' },
  access: { roles: ['coordinator', 'unitHead', 'supervisor', 'auditor'] },
  query: z
    .strictObject({
      from: day.optional(),
      to: day.optional(),
      region: regionCode.optional().meta({ description: '区划及其下级,缺省为本单位所在区划 · a region with those below; that of your unit, where it is left out' }),
    })
    .refine(({ from, to }) => from === undefined || to === undefined || from <= to, {
      path: ['to'],
      error: message('截止日期早于起始日期', 'it ends before it begins'),
    }),
  responses: { 200: contract.trips },
  async handle({ query, actor }, { db, clock }) {
    const region = query.region ?? actor.region;
    if (!covers(actor.region, region)) {
      throw forbidden({ zh: '只能查看本单位所在区划及其下级', en: 'Figures are of the region of your unit and those below it' });
    }
    const to = query.to ?? dayOf(clock().toISOString());
    const from = query.from ?? `${to.slice(0, 4)}-01-01`;
    return reply(200, { from, to, region, items: await countTrips(db, { from, to, region }) });
  },
});

const matters = endpoint({
  method: 'get',
  path: '/api/v1/cases/{caseRef}/matters',
  tag,
  summary: { zh: '坐班日办理的事项', en: 'What was begun at a case, such as a service day, by matter' },
  description: { zh: '明细见 GET /api/v1/cases?partOf=', en: 'The cases themselves: GET /api/v1/cases?partOf=' },
  access: { roles: readers },
  params: z.strictObject({ caseRef }),
  responses: { 200: contract.mattersOfCase },
  problems: ['not-found'],
  async handle({ params, actor }, { db }) {
    const { caseNo } = await findCase(db, actor, params.caseRef);
    return reply(200, await countMatters(db, caseNo));
  },
});

/** 统计 */
export const statisticsEndpoints: readonly Endpoint[] = [trips, matters];
