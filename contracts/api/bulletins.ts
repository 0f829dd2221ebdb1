import { z } from 'zod';
import { choice, titled } from '../form.ts';
import { caseNo, instant, regionCode } from '../ids.ts';
import { label } from '../label.ts';
import { month } from '../month.ts';
import { assessedBy } from '../procedures/assessment.ts';
import { formula } from './formulas.ts';
import { countLabels, counts, rates } from './statistics.ts';

const correction = z.strictObject({
  measure: z.string(),
  from: z.int(),
  to: z.int(),
  reason: z.string(),
});

/** 异议裁定: what a unit held against one figure, and what was decided. */
const objection = z.strictObject({
  table: choice(assessedBy),
  key: z.string(),
  name: label,
  measure: choice(countLabels),
  upheld: z.boolean(),
  to: z.int().nullable().meta({ description: '更正为;不成立的为 null · corrected to; null where it was not upheld' }),
  reason: z.string(),
});

/** One line of a bulletin, in the order of the scores. */
const line = z.strictObject({
  key: z.string(),
  name: label,
  score: titled(z.number().min(0).max(100).nullable(), '得分', 'Score').meta({ description: '没有可计算指标的为 null · null where nothing can be weighed' }),
  ...counts,
  ...rates,
  inTimeRate: titled(z.number().min(0).max(1).nullable(), '按时率', 'In time, of those accepted'),
  corrections: z.array(correction).meta({ description: '异议成立后的更正 · corrected because an objection was upheld' }),
});
export type BulletinLine = z.infer<typeof line>;

const links = z.strictObject({ self: z.string(), page: z.string(), openData: z.string(), json: z.string() });

/** 通报: the figures of a month as they were published, with the formula that weighed them. */
export const bulletin = z
  .strictObject({
    caseNo,
    region: regionCode,
    regionName: label,
    month,
    publishedAt: instant.nullable().meta({ description: '尚未公布的为 null · null for a draft' }),
    formula,
    tables: z.array(z.strictObject({ table: choice(assessedBy), name: label, lines: z.array(line) })),
    objections: z.array(objection).meta({ description: '已裁定的异议 · objections that were decided' }),
    links,
  })
  .meta({ id: 'Bulletin' });
export type Bulletin = z.infer<typeof bulletin>;

export const bulletinBrief = z.strictObject({ caseNo, region: regionCode, regionName: label, month, publishedAt: instant, links }).meta({ id: 'BulletinBrief' });
export type BulletinBrief = z.infer<typeof bulletinBrief>;
