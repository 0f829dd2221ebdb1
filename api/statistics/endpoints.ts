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
import type { Database } from '../database.ts';
import { invalidFields } from '../http/check.ts';
import { endpoint, reply, type Endpoint } from '../http/endpoint.ts';
import { forbidden } from '../http/forbidden.ts';
import { page, pageFields } from '../http/page.ts';
import { Problem } from '../http/problem.ts';
import { covers } from '../registry/region-scope.ts';
import { countMatters, countTrips } from './filings.ts';
import { heatOf } from './heat.ts';
import { backlogOf, urgentCases } from './live.ts';

const tag = 'statistics';

/** Who may look at figures; of which cases the policy says. */
export const figureReaders: readonly Role[] = ['coordinator', 'unitHead', 'supervisor', 'auditor'];

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

/** Days from one day to another, both counted. */
function daysFrom(from: string, to: string): number {
  return (Date.parse(to) - Date.parse(from)) / 86_400_000 + 1;
}

const longest = 3660;
const longestByDay = 92;

function needAtMost(days: number, { from, to }: { readonly from: string; readonly to: string }): void {
  if (daysFrom(from, to) <= days) return;
  throw invalidFields([{ path: 'from', zh: `起止日期相距不能超过 ${days} 天`, en: `a time has at most ${days} days` }]);
}

/** The region that is asked about; the actor's, where nothing is said. Throws `forbidden` beyond his region, `unknown-region` where there is none. */
async function regionOf(actor: Actor, asked: string | undefined, db: Database): Promise<string> {
  const region = asked ?? actor.region;
  if (!covers(actor.region, region)) {
    throw forbidden({ zh: '只能查看本单位所在区划及其下级', en: 'Figures are of the region of your unit and those below it' });
  }
  if (region !== actor.region && (await db.region.count({ where: { code: region } })) === 0) throw new Problem('unknown-region', { region });
  return region;
}

/** This year, and the region of the actor, where nothing is said. Throws what `regionOf` throws, and `invalid-fields` for more than ten years. */
async function periodOf(actor: Actor, query: Period, { clock, db }: Deps) {
  const region = await regionOf(actor, query.region, db);
  const to = query.to ?? dayOf(clock().toISOString());
  const period = { from: query.from ?? `${to.slice(0, 4)}-01-01`, to, region };
  needAtMost(longest, period);
  return period;
}

const procedure = z.string().max(60).optional();

export const figuresQuery = z.strictObject({ ...period, groupBy: contract.groupBy.default('procedure'), procedure }).refine(endsAfterItBegins, wrongWayRound);

/** The figures that a query asks for. Throws what `periodOf` throws, and `invalid-fields` for a quarter's days. */
export async function figuresAsked(query: z.output<typeof figuresQuery>, actor: Actor, deps: Deps): Promise<contract.CaseFigures> {
  const asked = await periodOf(actor, query, deps);
  if (query.groupBy === 'day') needAtMost(longestByDay, asked);
  return caseFigures(deps, actor, { ...asked, groupBy: query.groupBy, procedure: query.procedure });
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
  query: figuresQuery,
  responses: { 200: contract.caseFigures },
  problems: ['unknown-region'],
  handle: async ({ query, actor }, deps) => reply(200, await figuresAsked(query, actor, deps)),
});

const now = endpoint({
  method: 'get',
  path: '/api/v1/statistics/now',
  tag,
  summary: { zh: '在办事项实时统计', en: 'The open cases of this moment' },
  description: { zh: '在办、中止、红黄灯与今日到期的事项,不论何时立案', en: 'Open, paused, yellow, red and due today, whenever they were opened' },
  access: { roles: figureReaders },
  query: z.strictObject({ region: period.region, groupBy: contract.liveGroupBy.default('unit'), procedure }),
  responses: { 200: contract.backlog },
  problems: ['unknown-region'],
  handle: async ({ query, actor }, deps) => reply(200, await backlogOf(deps, actor, { ...query, region: await regionOf(actor, query.region, deps.db) })),
});

const urgent = endpoint({
  method: 'get',
  path: '/api/v1/statistics/urgent',
  tag,
  summary: { zh: '红黄灯清单', en: 'Cases that are overdue or soon will be' },
  description: { zh: '最急的在前,并列出现在该谁办', en: 'The most urgent first, with who has the ball' },
  access: { roles: figureReaders },
  query: z.strictObject({ region: period.region, procedure, limit: pageFields.limit }),
  responses: { 200: page(contract.urgentCase) },
  problems: ['unknown-region'],
  async handle({ query, actor, requestId }, deps) {
    const region = await regionOf(actor, query.region, deps.db);
    return reply(200, { items: await urgentCases(deps, { actor, requestId }, { ...query, region }), next: null });
  },
});

const heat = endpoint({
  method: 'get',
  path: '/api/v1/statistics/heat',
  tag,
  summary: { zh: '事项热力', en: 'Cases by squares of the map' },
  description: {
    zh: '按边长 0.005 度(约 500 米)的方格计数,不含具体地址;最多 2000 格,多者在前',
    en: 'Counted by squares of 0.005 degrees, about 500 m, never by an address; at most 2,000, the fullest first',
  },
  access: { roles: figureReaders },
  query: z.strictObject({ ...period, procedure, measure: contract.heatMeasure.default('registered') }).refine(endsAfterItBegins, wrongWayRound),
  responses: { 200: contract.heat },
  problems: ['unknown-region'],
  handle: async ({ query, actor }, deps) => reply(200, await heatOf(deps, actor, { ...query, ...(await periodOf(actor, query, deps)) })),
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
  problems: ['unknown-region'],
  async handle({ query, actor }, deps) {
    const asked = await periodOf(actor, query, deps);
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
export const statisticsEndpoints: readonly Endpoint[] = [cases, now, urgent, heat, trips, matters, ...formulaEndpoints];
