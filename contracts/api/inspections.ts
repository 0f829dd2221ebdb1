import { z } from 'zod';
import { caseNo } from '../ids.ts';
import { label } from '../label.ts';
import { month } from '../month.ts';

const count = z.int().min(0);

/** 督查结果: what was drawn, looked into and found, counted from the steps of the inspection. */
export const inspectionResult = z
  .strictObject({
    caseNo,
    procedure: z.string(),
    month,
    seed: z.int().meta({ description: '以此种子重新立案可重现抽样 · opened again with this seed, an inspection draws the same cases' }),
    population: count.meta({ description: '抽样总体件数 · how many could have been drawn' }),
    sampled: count,
    checked: count,
    withFindings: count.meta({ description: '有问题的件数 · cases about which something was found' }),
    findings: count,
    units: z.array(
      z.strictObject({
        code: z.string(),
        name: label,
        cases: z.array(caseNo),
        findings: count.nullable().meta({ description: '尚未检查的为 null · null until it was looked into' }),
        rectified: z.boolean().nullable().meta({ description: '没有问题的为 null · null where nothing was found' }),
      }),
    ),
  })
  .meta({ id: 'InspectionResult' });
export type InspectionResult = z.infer<typeof inspectionResult>;
