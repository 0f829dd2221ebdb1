import { z } from 'zod';
import { light } from '../clock.ts';
import { choice, titled } from '../form.ts';
import { caseNo, day, instant, regionCode } from '../ids.ts';
import { label, type Label } from '../label.ts';
import { formulaVersion } from './formulas.ts';

/** 跑动次数 of the filings of one matter that were closed in a time. A trip is a day on which the applicant had to come. */
export const tripsOfMatter = z.strictObject({
  item: z.string(),
  name: label,
  closed: z.int().meta({ description: '办结件数 · filings closed' }),
  trips: z.int(),
  average: z.number().meta({ description: '件均跑动次数 · trips for each filing' }),
  atMostOnce: z.int().meta({ description: '最多跑一次的件数 · filings with no or one trip' }),
  most: z.int(),
});

export const trips = z
  .strictObject({ from: day, to: day, region: regionCode, items: z.array(tripsOfMatter) })
  .meta({ id: 'Trips' });

/** What was begun at a case, such as the filings of a service day, by matter. */
export const mattersOfCase = z
  .strictObject({
    total: z.int(),
    open: z.int(),
    items: z.array(z.strictObject({ item: z.string(), name: label, total: z.int(), open: z.int() })),
  })
  .meta({ id: 'MattersOfCase' });

/** By what cases are counted together. */
export const groupBy = choice({
  procedure: { zh: '流程', en: 'procedure' },
  unit: { zh: '牵头单位', en: 'the unit that leads' },
  region: { zh: '下级区划', en: 'the regions right below' },
  street: { zh: '街道(区划)', en: 'street, or another region' },
  grid: { zh: '网格', en: 'grid' },
  category: { zh: '事件小类', en: 'category of events' },
  month: { zh: '月份', en: 'month' },
  day: { zh: '日', en: 'day' },
});
export type GroupBy = z.infer<typeof groupBy>;
/** By what the open cases of this moment are counted together. */
export const liveGroupBy = groupBy.exclude(['month', 'day']);

/** 0 to 1; null where there is nothing to divide by. */
const rate = z.number().min(0).max(1).nullable();
const count = z.int().min(0);

/** What is counted of the cases opened in a time, in words. Each is the number of cases that a filter of the list finds. */
export const countLabels = {
  registered: { zh: '登记量', en: 'Registered' },
  accepted: { zh: '受理量', en: 'Accepted' },
  closed: { zh: '办结量', en: 'Closed' },
  referred: { zh: '转出量', en: 'Referred' },
  withdrawn: { zh: '撤回量', en: 'Withdrawn' },
  overdue: { zh: '超期量', en: 'Overdue' },
  reworked: { zh: '返工量', en: 'Done again' },
  contacted: { zh: '回访:按时联系', en: 'Contacted in time' },
  notContacted: { zh: '回访:未按时联系', en: 'Not contacted in time' },
  resolved: { zh: '回访:已解决', en: 'Resolved' },
  notResolved: { zh: '回访:未解决', en: 'Not resolved' },
  ...levels('satisfaction', '回访满意度', 'Satisfaction'),
  ...levels('rating', '好差评', 'Rating'),
} as const;
export type Measure = keyof typeof countLabels;
export type Counts = Readonly<Record<Measure, number>>;
/** The counts as fields of an answer, each titled with its words. */
export const counts = Object.fromEntries(Object.entries(countLabels).map(([measure, { zh, en }]) => [measure, titled(count, zh, en)])) as Readonly<
  Record<Measure, typeof count>
>;

/** How a count is made, in words: who reads a number can ask what it says. */
export const countMeanings = {
  registered: { zh: '期内立案的事项数', en: 'Cases opened in the time' },
  accepted: { zh: '其中已进入首个阶段之后,未撤回、未不予受理的', en: 'Of these, past their first stage, neither withdrawn nor refused' },
  closed: { zh: '其中已办结的', en: 'Of these, closed' },
  overdue: { zh: '其中有时限曾超期,或现在超期的', en: 'Of these, a clock ran out, or is red now' },
  reworked: { zh: '其中因不满意重新办理的', en: 'Of these, done again because somebody was dissatisfied' },
} as const satisfies Partial<Record<Measure, Label>>;

export const rateLabels = {
  closedRate: { zh: '办结率', en: 'Closing rate' },
  overdueRate: { zh: '超期率', en: 'Overdue rate' },
  responseRate: { zh: '响应率', en: 'Response rate' },
  resolutionRate: { zh: '解决率', en: 'Resolution rate' },
  satisfactionRate: { zh: '满意率', en: 'Satisfaction rate' },
  ratingMean: { zh: '评价均值', en: 'Mean rating' },
} as const;

/** How a rate follows from the counts, in words. */
export const rateMeanings = {
  closedRate: { zh: '办结量 ÷ 受理量', en: 'closed ÷ accepted' },
  overdueRate: { zh: '超期量 ÷ 受理量', en: 'overdue ÷ accepted' },
  responseRate: { zh: '按时联系 ÷(按时联系 + 未按时联系)', en: 'contacted in time ÷ (contacted in time + not in time)' },
  resolutionRate: { zh: '已解决 ÷(已解决 + 未解决)', en: 'resolved ÷ (resolved + not resolved)' },
  satisfactionRate: { zh: '各级回访满意度件数按公式权重加权 ÷ 已回访件数', en: 'answers at the follow-up, each level weighted by the formula ÷ answers' },
  ratingMean: { zh: '好差评各级之和 ÷ 评价件数', en: 'sum of the ratings ÷ ratings' },
} as const satisfies Record<keyof typeof rateLabels, Label>;

/** What follows from the counts, under a version of the formula. */
export const rates = {
  closedRate: titled(rate, rateLabels.closedRate.zh, rateLabels.closedRate.en),
  overdueRate: titled(rate, rateLabels.overdueRate.zh, rateLabels.overdueRate.en),
  responseRate: titled(rate, rateLabels.responseRate.zh, rateLabels.responseRate.en),
  resolutionRate: titled(rate, rateLabels.resolutionRate.zh, rateLabels.resolutionRate.en),
  satisfactionRate: titled(rate, rateLabels.satisfactionRate.zh, rateLabels.satisfactionRate.en),
  ratingMean: titled(z.number().min(1).max(5).nullable(), rateLabels.ratingMean.zh, rateLabels.ratingMean.en),
};
export type Rates = { readonly [R in keyof typeof rates]: number | null };

const linksOf = (measures: object) =>
  z
    .strictObject(Object.fromEntries(Object.keys(measures).map((measure) => [measure, z.string()])))
    .meta({ description: '每个数字对应的事项清单 · the list of the cases behind each number' });

const figures = { ...counts, ...rates, links: linksOf(counts) };

/** Figures of cases: how many were opened in a time, and what became of them. */
export const caseFigures = z
  .strictObject({
    from: day,
    to: day,
    region: regionCode,
    groupBy,
    formula: formulaVersion.meta({ description: '满意率权重的公式版本 · the version of the formula that weighs satisfaction' }),
    total: z.strictObject(figures),
    items: z.array(
      z.strictObject({
        key: z.string(),
        name: label,
        ...figures,
      }),
    ),
  })
  .meta({ id: 'CaseFigures' });
export type CaseFigures = z.infer<typeof caseFigures>;

/** What is counted of the cases that are open at this moment, whenever they were opened. */
export const liveLabels = {
  open: { zh: '在办', en: 'Open' },
  paused: { zh: '中止', en: 'Paused' },
  yellow: { zh: '临期(黄灯)', en: 'Due soon (yellow)' },
  red: { zh: '超期(红灯)', en: 'Overdue (red)' },
  dueToday: { zh: '今日到期', en: 'Due today' },
} as const;
export type LiveMeasure = keyof typeof liveLabels;
export type LiveCounts = Readonly<Record<LiveMeasure, number>>;
export const liveCounts = Object.fromEntries(Object.entries(liveLabels).map(([measure, { zh, en }]) => [measure, titled(count, zh, en)])) as Readonly<
  Record<LiveMeasure, typeof count>
>;

const live = { ...liveCounts, links: linksOf(liveCounts) };

/** The open cases of this moment, and the lights of their clocks. */
export const backlog = z
  .strictObject({
    at: instant,
    region: regionCode,
    groupBy: liveGroupBy,
    total: z.strictObject(live),
    items: z.array(z.strictObject({ key: z.string(), name: label, ...live })),
  })
  .meta({ id: 'Backlog' });
export type Backlog = z.infer<typeof backlog>;

/** 红黄灯: a case that is overdue or soon will be, and who has the ball. */
export const urgentCase = z.strictObject({
  caseNo,
  workflowId: z.string(),
  title: z.string(),
  procedure: z.strictObject({ name: z.string(), label }),
  stage: label,
  light,
  dueAt: instant.nullable().meta({ description: '最近的时限 · the nearest due time of its running clocks' }),
  confidential: z.boolean(),
  holders: z.array(z.strictObject({ unit: z.string(), name: label, step: label })).meta({ description: '现在该谁办 · who has the ball' }),
});
export type UrgentCase = z.infer<typeof urgentCase>;

/** What the squares of the map are coloured by. */
export const heatMeasure = choice({
  registered: { zh: '登记量', en: 'Registered' },
  open: { zh: '在办', en: 'Open now' },
  overdue: { zh: '超期量', en: 'Overdue' },
});
export type HeatMeasure = z.infer<typeof heatMeasure>;

/** 热力: cases by squares of the map, never by an address. */
export const heat = z
  .strictObject({
    from: day,
    to: day,
    region: regionCode,
    measure: heatMeasure,
    side: z.number().meta({ description: '方格边长(度)· side of a square in degrees' }),
    cells: z.array(
      z.strictObject({
        cell: z.string(),
        south: z.number(),
        west: z.number(),
        place: label.nullable().meta({ description: '方格内事项最多的网格 · the grid in which most of them lie' }),
        count: z.int(),
        link: z.string(),
      }),
    ),
  })
  .meta({ id: 'Heat' });
export type Heat = z.infer<typeof heat>;

type Level = 1 | 2 | 3 | 4 | 5;

function levels<const Name extends string>(name: Name, zh: string, en: string): Readonly<Record<`${Name}${Level}`, Label>> {
  const level = (of: Level): Label => ({ zh: `${zh}:${of} 级`, en: `${en}: level ${of}` });
  const named = { [`${name}1`]: level(1), [`${name}2`]: level(2), [`${name}3`]: level(3), [`${name}4`]: level(4), [`${name}5`]: level(5) };
  return named as Readonly<Record<`${Name}${Level}`, Label>>;
}
