import { z } from 'zod';
import { caseRef } from '../../contracts/api/cases.ts';
import * as contract from '../../contracts/api/statistics.ts';
import { day, regionCode } from '../../contracts/ids.ts';
import { message } from '../../contracts/message.ts';
import { readers } from '../cases/endpoints.ts';
import { findCase } from '../cases/find-case.ts';
import { noteReads } from '../cases/note-reads.ts';
import type { Role } from '../../contracts/roles.ts';
import type { Actor } from '../accounts/actor.ts';
import type { Deps } from '../deps.ts';
import { caseFigures } from './case-figures.ts';
import { formulaEndpoints } from './formulas.ts';
import { dayOf } from '../clocks/calendar.ts';
import { endpoint, reply, type Endpoint } from '../http/endpoint.ts';
import { forbidden } from '../http/forbidden.ts';
import { covers } from '../registry/region-scope.ts';
import { countMatters, countTrips } from './filings.ts';

const tag = 'statistics';

const figureReaders: readonly Role[] = ['coordinator', 'unitHead', 'supervisor', 'auditor'];

const period = {
  from: day.optional(),
  to: day.optional(),
  region: regionCode.optional().meta({ description: '区划及其下级,缺省为本单位所在区划 · a region with those below; that of your unit, where it is left out' }),
};
type Period = { readonly [Field in keyof typeof period]?: string | undefined };

function endsAfterItBegins({ from, to }: Period): boolean {
  return from === undefined || to === undefined || from <= to;
}
const wrongWayRound = { path: ['to'], error: message('截止日期早于起始日期', 'it ends before it begins') };

/** This year, and the region of the actor, where nothing is said. Throws `forbidden` beyond his region. */
function periodOf(actor: Actor, query: Period, { clock }: Deps) {
  const region = query.region ?? actor.region;
  if (!covers(actor.region, region)) {
    throw forbidden({ zh: '只能查看本单位所在区划及其下级', en: 'Figures are of the region of your unit and those below it' });
  }
  const to = query.to ?? dayOf(clock().toISOString());
  return { from: query.from ?? `${to.slice(0, 4)}-01-01`, to, region };
}

const cases = endpoint({
  method: 'get',
  path: '/api/v1/statistics/cases',
  tag,
  summary: { zh: '事项统计', en: 'Figures of cases' },
  description: {
    zh: '按立案日期(北京时间)统计本人有权查看的事项,缺省为本年;每个数字附对应事项清单的链接',
    en: 'Of the cases that you may see, by the day on which they were opened, in Beijing time; this year, where nothing is said. Each number has a link to its cases',
  },
  access: { roles: figureReaders },
  query: z
    .strictObject({ ...period, groupBy: contract.groupBy.default('procedure'), procedure: z.string().max(60).optional() })
    .refine(endsAfterItBegins, wrongWayRound),
  responses: { 200: contract.caseFigures },
  async handle({ query, actor }, deps) {
    const { groupBy, procedure } = query;
    return reply(200, await caseFigures(deps, actor, { ...periodOf(actor, query, deps), groupBy, procedure }));
  },
});

const trips = endpoint({
  method: 'get',
  path: '/api/v1/statistics/trips',
  tag,
  summary: { zh: '各事项跑动次数', en: 'Trips by matter' },
  description: { zh: '按办结日期(北京时间)统计,缺省为本年', en: 'Of filings by the day on which they were closed, in Beijing time; this year, where nothing is said' },
  access: { roles: figureReaders },
  query: z.strictObject(period).refine(endsAfterItBegins, wrongWayRound),
  responses: { 200: contract.trips },
  async handle({ query, actor }, deps) {
    const asked = periodOf(actor, query, deps);
    return reply(200, { ...asked, items: await countTrips(deps.db, asked) });
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
  async handle({ params, actor, requestId }, deps) {
    const row = await findCase(deps.db, actor, params.caseRef);
    const [counted] = await Promise.all([countMatters(deps.db, row.caseNo), noteReads(deps, { actor, requestId }, [row])]);
    return reply(200, counted);
  },
});

/** 统计 */
export const statisticsEndpoints: readonly Endpoint[] = [cases, trips, matters, ...formulaEndpoints];
