import { z } from 'zod';
import { choice, titled } from '../form.ts';
import { caseNo } from '../ids.ts';
import { month, monthBefore } from '../month.ts';
import { personal } from '../personal.ts';
import { defineOccasion, defineProcedure } from '../procedure.ts';
import { fromCase, procedureReference, unitReference } from '../references.ts';

const text = z.string().trim().min(2).max(1000);
const inspectors = ['supervisor', 'handler', 'unitHead'] as const;

const lasting = {
  inspector: titled(unitReference, '督查单位', 'Unit that inspects'),
  procedure: titled(procedureReference, '被督查的流程', 'Procedure that is inspected'),
  size: titled(z.int().min(1).max(100), '抽取件数', 'How many cases are drawn'),
};

/** 抽样: which cases were drawn, from how many. The same seed draws the same ones again. */
export interface Sample {
  readonly seed: number;
  readonly population: number;
  readonly cases: ReadonlyArray<{ readonly caseNo: string; readonly unit: string }>;
}

/**
 * 专项督查、日常检查: cases of a month are drawn by lot, each is looked into, and whoever has something to put right puts it right.
 */
export const inspection = defineProcedure({
  name: 'inspection',
  family: 'general',
  label: { zh: '专项督查', en: 'Inspection by sample' },
  mark: '查',
  confidential: false,
  openedBy: ['supervisor', 'coordinator'],
  source: '2022年11月报:安庆“采取专项督查、日常检查等方式对平台知晓度、投诉事项闭环化办理等情况进行督查,总结经验,发现问题、督促整改”',
  occasion: defineOccasion(z.strictObject(lasting), (routine, { day }) => ({ ...routine, month: monthBefore(day) }), { evenLate: true }),
  stages: {
    check: { zh: '抽查', en: 'Checks' },
    rectify: { zh: '整改', en: 'Rectification' },
    verify: { zh: '验收', en: 'Verification' },
  },
  matter: z.strictObject({
    ...lasting,
    month: titled(month, '立案月份', 'Month in which the cases were opened'),
    seed: titled(z.int().min(0).max(2_147_483_647), '抽样种子', 'Seed').meta({ description: '不填时随机产生并记录;填写以重现某次抽样 · left out: drawn and recorded; given: an earlier sample is drawn again' }).optional(),
  }),
  steps: {
    check: {
      stage: 'check',
      label: { zh: '逐件检查', en: 'Look into the cases of a unit' },
      roles: inspectors,
      rule: 'inspection.check',
      form: z.strictObject({
        checked: titled(z.array(fromCase(caseNo, 'sampled')).min(1).max(100), '已检查的事项', 'Cases looked into'),
        findings: titled(
          z
            .array(
              z.strictObject({
                caseNo: titled(fromCase(caseNo, 'sampled'), '事项', 'Case'),
                kind: titled(
                  choice({
                    notDone: { zh: '办而未结、虚假办结', en: 'reported as done, and not done' },
                    noReply: { zh: '未答复反馈', en: 'nobody was answered' },
                    late: { zh: '无故超期', en: 'late without a reason' },
                    badRecord: { zh: '记录不全', en: 'incomplete record' },
                    attitude: { zh: '作风问题', en: 'conduct' },
                    other: { zh: '其他', en: 'other' },
                  }),
                  '问题类型',
                  'Kind',
                ),
                description: titled(personal(text, '督查检查'), '问题描述', 'What was found'),
              }),
            )
            .max(200)
            .default([]),
          '发现问题',
          'Findings',
        ),
      }),
    },
    rectify: {
      stage: 'rectify',
      label: { zh: '整改', en: 'Put right' },
      roles: ['handler', 'unitHead', 'gridWorker'],
      rule: 'inspection.rectify',
      form: z.strictObject({ measures: titled(personal(text, '督查整改'), '整改措施', 'Measures') }),
    },
    verify: {
      stage: 'verify',
      label: { zh: '整改验收', en: 'Verify' },
      roles: inspectors,
      rule: 'inspection.verify',
      form: z.strictObject({
        rectified: titled(z.boolean(), '整改到位', 'It is put right'),
        remark: titled(personal(text, '督查验收'), '验收情况', 'What was seen').optional(),
      }),
    },
  },
});
