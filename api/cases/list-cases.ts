import { z } from 'zod';
import { caseStatus } from '../../contracts/case.ts';
import { light } from '../../contracts/clock.ts';
import { matterCode } from '../../contracts/api/registry.ts';
import { caseNo, day, instant, regionCode, unitCode } from '../../contracts/ids.ts';
import { procedures } from '../../contracts/procedures/index.ts';
import { categoryCode } from '../../contracts/references.ts';
import { message } from '../../contracts/message.ts';
import type { Prisma } from '../../prisma/generated/client.ts';
import type { Deps } from '../deps.ts';
import { pageFields, pageOf, placeOf } from '../http/page.ts';
import { caseFilter } from '../policy/case-filter.ts';
import { regionAndBelow } from '../registry/region-scope.ts';
import { unitsBelow } from '../registry/units-below.ts';
import { briefOf } from './case-row.ts';
import { looksDown } from './find-case.ts';
import { noteReads, type Reader } from './note-reads.ts';
import { matching } from './search.ts';

const level = z.coerce.number<string>().int().min(1).max(5);

export const caseQuery = z.strictObject({
  ...pageFields,
  procedure: z.string().max(60).optional(),
  stage: z.string().max(60).optional(),
  status: caseStatus.optional(),
  light: light.optional(),
  unit: unitCode.optional().meta({ description: '参与单位 · a unit that has or had a step' }),
  region: regionCode.optional().meta({ description: '区划及其下级 · a region with those below' }),
  partOf: caseNo.optional().meta({ description: '所属事项,如坐班日 · the case to which they belong, such as a service day' }),
  item: matterCode.optional().meta({ description: '办理事项代码 · a matter of the catalogue' }),
  below: z.stringbool().default(true).meta({ description: '区划是否含下级 · whether the regions below count' }),
  leadUnit: unitCode.optional().meta({ description: '牵头(主办)单位 · the unit that leads' }),
  place: unitCode.optional().meta({ description: '发生地网格 · the grid in which it happened' }),
  category: categoryCode.optional().meta({ description: '事件小类 · a category of events' }),
  cell: z
    .string()
    .regex(/^-?\d{1,5}:-?\d{1,5}$/, message('地图方格形如 5941:23660', 'a square of the map looks like 5941:23660'))
    .optional()
    .meta({ description: '地图方格,见 GET /statistics/heat · a square of the map' }),
  openedFrom: day.optional().meta({ description: '立案日期起(北京时间) · opened on this day or later, in Beijing time' }),
  openedTo: day.optional().meta({ description: '立案日期止(北京时间) · opened on this day or earlier' }),
  accepted: z.stringbool().optional().meta({ description: '已受理:进入首个阶段之后,未撤回、未不予受理 · taken on: past its first stage, neither withdrawn nor refused' }),
  overdue: z.stringbool().optional().meta({ description: '曾超期或正在超期 · a clock ran out, or is red now' }),
  reworked: z.stringbool().optional().meta({ description: '因不满意重新办理 · done again because somebody was dissatisfied' }),
  contacted: z.stringbool().optional().meta({ description: '回访:按时联系 · the follow-up found: contacted in time' }),
  resolved: z.stringbool().optional().meta({ description: '回访:已解决 · the follow-up found: resolved' }),
  satisfaction: level.optional().meta({ description: '回访满意度 · satisfaction at the follow-up' }),
  rating: level.optional().meta({ description: '好差评 · rating' }),
  dueBefore: instant.optional(),
  dueAfter: instant.optional(),
  q: z.string().trim().min(2).max(60).optional().meta({ description: '案号或标题中的字词,以空格分隔 · words of number or title' }),
});

/** What figures can be counted by: all but words of a number or title, and a square of the map. */
export type CaseFilter = Omit<z.output<typeof caseQuery>, 'limit' | 'cursor' | 'q' | 'cell' | 'below'> & { readonly below?: boolean };

const placeInList = z.tuple([z.iso.datetime({ offset: true }), z.string()]);

/** Cases that the actor may see, newest first, by cursor. One statement, and one more for those who look down the tree of units. */
export async function listCases(deps: Deps, reader: Reader, query: z.infer<typeof caseQuery>) {
  const { db } = deps;
  const { actor } = reader;
  const after = placeOf(placeInList, query.cursor);
  const below = looksDown(actor) ? await unitsBelow(db, actor.unit) : [];
  const rows = await db.case.findMany({
    where: { AND: [caseFilter(actor, below), filterOf(query), openedWith(query), after ? olderThan(after) : {}] },
    include: { opening: { select: { title: true } } },
    orderBy: [{ openedAt: 'desc' }, { caseNo: 'desc' }],
    take: query.limit + 1,
    relationLoadStrategy: 'join',
  });
  await noteReads(deps, reader, rows.slice(0, query.limit));
  return pageOf(rows, query.limit, ({ openedAt, caseNo }) => [openedAt.toISOString(), caseNo], briefOf);
}

/** What is asked of the request that opened a case. */
function openedWith({ q, cell }: z.infer<typeof caseQuery>): Prisma.CaseWhereInput {
  return { AND: [q === undefined ? {} : { opening: matching(q) }, cell === undefined ? {} : { opening: { cell } }] };
}

/** Procedures with their first stages: what is there was not taken on yet. */
const firstStages = Object.values(procedures).map(({ name, stages }) => ({ procedure: name, stage: Object.keys(stages)[0] ?? '' }));
const refusals = Object.values(procedures).flatMap(({ name, notAccepted = [] }) => notAccepted.map((outcome) => ({ procedure: name, outcome })));

const accepted: Prisma.CaseWhereInput = {
  OR: [{ status: { in: ['closed', 'referred'] } }, { status: { in: ['open', 'paused'] }, NOT: { OR: firstStages } }],
  AND: [{ OR: [{ outcome: null }, { NOT: { OR: refusals } }] }],
};
const overdue: Prisma.CaseWhereInput = { OR: [{ missed: { gt: 0 } }, { light: { not: null }, AND: [{ light: 'red' }] }] };

function either(wanted: boolean | undefined, condition: Prisma.CaseWhereInput): Prisma.CaseWhereInput[] {
  if (wanted === undefined) return [];
  return [wanted ? condition : { NOT: condition }];
}

/** What a query asks of cases, as a condition: the same for lists and for figures. */
export function filterOf(query: CaseFilter): Prisma.CaseWhereInput {
  const { procedure, stage, status, unit, region, below = true, leadUnit, place, category, partOf, item } = query;
  const { contacted, resolved, satisfaction, rating } = query;
  const opened = {
    ...(query.openedFrom === undefined ? {} : { gte: beginOf(query.openedFrom) }),
    ...(query.openedTo === undefined ? {} : { lt: new Date(beginOf(query.openedTo).getTime() + 86_400_000) }),
  };
  const due = {
    ...(query.dueBefore === undefined ? {} : { lt: new Date(query.dueBefore) }),
    ...(query.dueAfter === undefined ? {} : { gte: new Date(query.dueAfter) }),
  };
  return {
    ...(procedure === undefined ? {} : { procedure }),
    ...(stage === undefined ? {} : { stage }),
    ...(status === undefined ? {} : { status }),
    ...(query.light === undefined ? {} : { light: query.light }),
    ...(unit === undefined ? {} : { units: { has: unit } }),
    ...(region === undefined ? {} : { region: below ? regionAndBelow(region) : region }),
    ...(leadUnit === undefined ? {} : { leadUnit }),
    ...(place === undefined ? {} : { place }),
    ...(category === undefined ? {} : { category }),
    ...(Object.keys(opened).length === 0 ? {} : { openedAt: opened }),
    ...(contacted === undefined ? {} : { contacted }),
    ...(resolved === undefined ? {} : { resolved }),
    ...(satisfaction === undefined ? {} : { satisfaction }),
    ...(rating === undefined ? {} : { rating }),
    ...(query.reworked === undefined ? {} : { reworks: query.reworked ? { gt: 0 } : 0 }),
    ...(partOf === undefined ? {} : { partOf }),
    ...(item === undefined ? {} : { item }),
    ...(Object.keys(due).length === 0 ? {} : { dueAt: due }),
    AND: [...either(query.accepted, accepted), ...either(query.overdue, overdue)],
  };
}

/** Midnight in Beijing. */
function beginOf(on: string): Date {
  return new Date(`${on}T00:00:00+08:00`);
}

function olderThan([openedAt, caseNo]: z.infer<typeof placeInList>): Prisma.CaseWhereInput {
  const at = new Date(openedAt);
  return { OR: [{ openedAt: { lt: at } }, { openedAt: at, caseNo: { lt: caseNo } }] };
}
