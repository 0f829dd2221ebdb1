import { z } from 'zod';
import { confidence } from '../clock.ts';
import { choice, titled } from '../form.ts';
import { instant } from '../ids.ts';
import { message } from '../message.ts';

export const formulaVersion = z.int().min(1);

const share = z.number().min(0).max(1);

/** 满意率: how much each level of satisfaction counts. */
export const satisfactionWeights = z.strictObject({
  5: titled(share, '非常满意', 'very satisfied'),
  4: titled(share, '满意', 'satisfied'),
  3: titled(share, '基本满意', 'fairly satisfied'),
  2: titled(share, '不满意', 'dissatisfied'),
  1: titled(share, '非常不满意', 'very dissatisfied'),
});

/**
 * What a formula can weigh: results for whoever waited for an answer. How often somebody checked in, clicked or reported is
 * not among it, and cannot be put there.
 */
export const assessed = {
  closedRate: { zh: '办结率', en: 'closed, of those accepted' },
  inTimeRate: { zh: '按时率', en: 'not overdue, of those accepted' },
  responseRate: { zh: '响应率', en: 'contacted in time, of those asked' },
  resolutionRate: { zh: '解决率', en: 'resolved, of those asked' },
  satisfactionRate: { zh: '满意率', en: 'satisfied, of those asked' },
} as const;
export const assessedRate = choice(assessed);
export type AssessedRate = z.infer<typeof assessedRate>;

const fields = {
  satisfaction: titled(satisfactionWeights, '满意度权重', 'Weights of satisfaction'),
  weights: titled(
    z
      .partialRecord(assessedRate, share)
      .refine((weights) => Math.abs(Object.values(weights).reduce((sum, weight) => sum + weight, 0) - 1) < 1e-9, message('各项权重之和须为 1', 'the weights add up to 1')),
    '考核权重',
    'Weights of the assessment',
  ),
  source: titled(z.string().trim().min(2).max(300), '依据', 'Source'),
  confidence: titled(confidence, '可信度', 'Confidence'),
};

/** What a system administrator publishes: the next version. Published results keep the version that they were made with. */
export const formulaBody = z.strictObject(fields).meta({ id: 'FormulaBody' });
export type FormulaBody = z.infer<typeof formulaBody>;

/** 考核公式: one version, never changed. */
export const formula = z.strictObject({ version: formulaVersion, ...fields, publishedAt: instant }).meta({ id: 'Formula' });
export type Formula = z.infer<typeof formula>;
