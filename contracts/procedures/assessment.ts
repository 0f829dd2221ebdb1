import { z } from 'zod';
import { countLabels, type Counts } from '../api/statistics.ts';
import { choice, titled } from '../form.ts';
import { message } from '../message.ts';
import { month, monthBefore } from '../month.ts';
import { personal } from '../personal.ts';
import { defineOccasion, defineProcedure } from '../procedure.ts';
import { fromCase, procedureReference, unitReference } from '../references.ts';

/** What is assessed, each in a table of its own. */
export const assessedBy = {
  grid: { zh: '网格', en: 'Grids' },
  unit: { zh: '牵头单位', en: 'Units that lead' },
  street: { zh: '街道', en: 'Streets' },
  procedure: { zh: '流程', en: 'Procedures' },
} as const;
export type AssessedBy = keyof typeof assessedBy;

/** The figures of a month as they were worked out: counts alone, and zeros left out. Rates follow from the version of the formula. */
export interface Draft {
  readonly formula: number;
  readonly tables: Readonly<Record<AssessedBy, ReadonlyArray<{ readonly key: string; readonly counts: Partial<Counts> }>>>;
}

const reason = titled(z.string().trim().min(2).max(500), '理由(公布,勿含个人信息)', 'Reason: it is published, so nobody’s name');
const cell = {
  table: titled(choice(assessedBy), '表', 'Table'),
  key: titled(fromCase(z.string().min(1).max(60), 'assessed'), '对象', 'Which line'),
  measure: titled(choice(countLabels), '指标', 'Which figure'),
};

const lasting = {
  assessor: titled(unitReference, '考核单位', 'Unit that assesses'),
  assessed: titled(
    z
      .array(unitReference)
      .min(1)
      .max(100)
      .refine((units) => new Set(units).size === units.length, message('单位重复', 'a unit is repeated')),
    '被考核单位',
    'Units that are assessed',
  ),
  procedures: titled(z.array(procedureReference).min(1).max(30), '纳入考核的流程', 'Procedures that count'),
};

/**
 * 考核通报: the figures of a month are worked out, told to the assessed, corrected where an objection is upheld, and published
 * with the formula that made them. What is weighed is what became of the matter for whoever waited; no clicking is rewarded.
 */
export const assessment = defineProcedure({
  name: 'assessment',
  family: 'general',
  label: { zh: '考核通报', en: 'Monthly assessment' },
  mark: '考',
  confidential: false,
  openedBy: ['coordinator'],
  source: '2022年11月报:屯溪“完善网格人员考核评价体系”,安庆“定期对平台的注册量、受理量、办结量、满意率等数据进行统计分析并通报”',
  occasion: defineOccasion(z.strictObject(lasting), (routine, { day }) => ({ ...routine, month: monthBefore(day) }), { evenLate: true }),
  stages: {
    draft: { zh: '汇总核对', en: 'Draft and objections' },
    publish: { zh: '公布', en: 'Publication' },
  },
  matter: z
    .strictObject({ ...lasting, month: titled(month, '考核月份', 'Month') })
    .refine(({ assessor, assessed }) => !assessed.includes(assessor), {
      path: ['assessed'],
      error: message('考核单位不得考核自己', 'nobody assesses himself'),
    }),
  steps: {
    confirm: {
      stage: 'draft',
      label: { zh: '核对数据', en: 'Check the figures' },
      roles: ['handler', 'unitHead'],
      rule: 'assessment.confirm',
      form: z.strictObject({
        objections: titled(
          z
            .array(
              z.strictObject({
                ...cell,
                claimed: titled(z.int().min(0), '应为', 'What it should be'),
                grounds: titled(personal(z.string().trim().min(2).max(1000), '考核核对'), '依据', 'Grounds'),
              }),
            )
            .max(20)
            .default([]),
          '异议',
          'Objections',
        ),
      }),
    },
    decideObjection: {
      stage: 'draft',
      label: { zh: '异议裁定', en: 'Decide on the objection' },
      roles: ['handler', 'unitHead', 'coordinator'],
      rule: 'assessment.decideObjection',
      form: z
        .strictObject({
          uphold: titled(z.boolean(), '异议成立', 'Upheld'),
          to: titled(z.int().min(0), '更正为', 'Corrected to').optional(),
          reason,
        })
        .refine(({ uphold, to }) => uphold === (to !== undefined), {
          path: ['to'],
          error: message('异议成立时填写更正后的数字,且仅在此时填写', 'the corrected figure is given where the objection is upheld, and only then'),
        }),
    },
    publish: {
      stage: 'publish',
      label: { zh: '审定公布', en: 'Approve and publish' },
      roles: ['unitHead'],
      rule: 'assessment.publish',
      visibility: 'public',
      form: z.strictObject({ publish: titled(z.literal(true), '同意公布', 'Publish') }),
    },
  },
});
