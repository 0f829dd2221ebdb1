import { z } from 'zod';
import { choice, titled } from '../form.ts';
import { day, regionCode } from '../ids.ts';
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
  street: { zh: '街道(区划)', en: 'street, or another region' },
  grid: { zh: '网格', en: 'grid' },
  month: { zh: '月份', en: 'month' },
});
export type GroupBy = z.infer<typeof groupBy>;

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
  overdue: { zh: '超期量', en: 'Overdue: a clock ran out, or is red now' },
  reworked: { zh: '返工量', en: 'Done again because somebody was dissatisfied' },
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

/** What follows from the counts, under a version of the formula. */
export const rates = {
  closedRate: titled(rate, '办结率', 'Closed, of those accepted'),
  overdueRate: titled(rate, '超期率', 'Overdue, of those accepted'),
  responseRate: titled(rate, '响应率', 'Contacted in time, of those asked'),
  resolutionRate: titled(rate, '解决率', 'Resolved, of those asked'),
  satisfactionRate: titled(rate, '满意率', 'Satisfied, weighted by the formula, of those asked'),
  ratingMean: titled(z.number().min(1).max(5).nullable(), '评价均值', 'Mean rating'),
};
export type Rates = { readonly [R in keyof typeof rates]: number | null };

const figures = { ...counts, ...rates };

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
        links: z
          .strictObject(Object.fromEntries(Object.keys(counts).map((measure) => [measure, z.string()])))
          .meta({ description: '每个数字对应的事项清单 · the list of the cases behind each number' }),
      }),
    ),
  })
  .meta({ id: 'CaseFigures' });
export type CaseFigures = z.infer<typeof caseFigures>;

type Level = 1 | 2 | 3 | 4 | 5;

function levels<const Name extends string>(name: Name, zh: string, en: string): Readonly<Record<`${Name}${Level}`, Label>> {
  const level = (of: Level): Label => ({ zh: `${zh}:${of} 级`, en: `${en}: level ${of}` });
  const named = { [`${name}1`]: level(1), [`${name}2`]: level(2), [`${name}3`]: level(3), [`${name}4`]: level(4), [`${name}5`]: level(5) };
  return named as Readonly<Record<`${Name}${Level}`, Label>>;
}
