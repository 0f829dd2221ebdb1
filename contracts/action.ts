import { z } from 'zod';
import { actor, visibility, type Actor } from './case.ts';
import { span } from './clock.ts';
import { stepId } from './ids.ts';
import { json } from './json.ts';
import type { Label } from './label.ts';
import { personal } from './personal.ts';
import { attachmentReference, officerReference, unitReference } from './references.ts';

const reason = z.string().trim().min(2).max(500);

/** 好差评: 1 非常不满意 … 5 非常满意 (GB/T 39734-2020). 1 and 2 are 差评. */
export const ratingLabels: Readonly<Record<number, Label>> = {
  5: { zh: '非常满意', en: 'very satisfied' },
  4: { zh: '满意', en: 'satisfied' },
  3: { zh: '基本满意', en: 'fairly satisfied' },
  2: { zh: '不满意', en: 'dissatisfied' },
  1: { zh: '非常不满意', en: 'very dissatisfied' },
};
export const ratingLevel = z.int().min(1).max(5).meta({ labels: ratingLabels });

/** What can be done to a step, whichever procedure it belongs to. `body` is what the person sends. */
export const stepActions = {
  accept: { label: { zh: '接收', en: 'Accept' }, body: z.strictObject({}) },
  assign: { label: { zh: '指派', en: 'Assign to an officer' }, body: z.strictObject({ officer: officerReference }) },
  complete: { label: { zh: '办结', en: 'Complete' }, body: z.record(z.string(), json) },
  report: { label: { zh: '登记进展', en: 'Report progress' }, body: z.record(z.string(), json) },
  return: { label: { zh: '退回', en: 'Return with a reason' }, body: z.strictObject({ reason }) },
  transfer: { label: { zh: '转交', en: 'Transfer to another unit' }, body: z.strictObject({ to: unitReference, reason }) },
  takeBack: { label: { zh: '收回转交', en: 'Take a transfer back' }, body: z.strictObject({ reason }) },
  requestExtension: { label: { zh: '申请延期', en: 'Ask for an extension' }, body: z.strictObject({ by: span, reason }) },
  urge: { label: { zh: '催办', en: 'Urge' }, body: z.strictObject({ reason }) },
  supervise: { label: { zh: '督办', en: 'Supervise' }, body: z.strictObject({ instruction: reason }) },
  callBack: { label: { zh: '收回移交', en: 'Call a hand-over back' }, body: z.strictObject({ reason }) },
  substitute: { label: { zh: '更换承办单位', en: 'Give to another unit' }, body: z.strictObject({ to: unitReference, reason }) },
} as const satisfies Record<string, { label: Label; body: z.ZodType }>;
export type StepAction = keyof typeof stepActions;

/** What can be done to a case as a whole. */
export const caseActions = {
  addNote: {
    label: { zh: '添加备注', en: 'Add a note' },
    body: z.strictObject({
      text: personal(z.string().trim().min(1).max(2000), '办案记录'),
      step: stepId.optional(),
      visibility: visibility.default('internal'),
    }),
  },
  addEvidence: {
    label: { zh: '添加证据材料', en: 'Add evidence' },
    body: z.strictObject({
      title: personal(z.string().trim().min(1).max(200), '证据名称'),
      sha256: attachmentReference,
      step: stepId.optional(),
      visibility: visibility.default('internal'),
    }),
  },
  declareInterest: {
    label: { zh: '申报利害关系', en: 'Declare an interest' },
    body: z.strictObject({
      officer: officerReference,
      ground: z.enum(['relative', 'interest', 'other']),
      note: personal(z.string().trim().max(500), '回避事由').optional(),
    }),
  },
  pause: { label: { zh: '中止', en: 'Pause' }, body: z.strictObject({ reason }) },
  resume: { label: { zh: '恢复', en: 'Resume' }, body: z.strictObject({ reason }) },
  withdraw: { label: { zh: '撤回', en: 'Withdraw' }, body: z.strictObject({ reason }) },
} as const satisfies Record<string, { label: Label; body: z.ZodType }>;
export type CaseAction = keyof typeof caseActions;

/** 评价, by the party outside, with the receipt code. */
export const ratingBody = z.strictObject({
  level: ratingLevel,
  comment: personal(z.string().trim().max(500), '评价内容').optional(),
});

/** What every Update carries. `hash` is the digest of the whole request, so that a key used again for another request is noticed. */
export const message = z.strictObject({
  actor,
  key: z.string(),
  hash: z.string(),
  step: stepId.optional(),
  body: z.record(z.string(), json),
});
export interface Message<Body = Readonly<Record<string, unknown>>> {
  readonly actor: Actor;
  readonly key: string;
  readonly hash: string;
  readonly step?: string;
  readonly body: Body;
}

/** What every Update answers: the last entry it caused, and the hash of the request that it answered. */
export const answer = z.strictObject({ seq: z.int(), hash: z.string(), step: z.string().nullable() });
export type Answer = z.infer<typeof answer>;

export const grounds: Readonly<Record<string, Label>> = {
  self: { zh: '本人即被反映人', en: 'is the subject' },
  relative: { zh: '与被反映人有近亲属关系', en: 'is a relative of the subject' },
  sameUnit: { zh: '与被反映人同一单位', en: 'belongs to the subject’s unit' },
  interest: { zh: '与本事项有利害关系', en: 'has an interest in the matter' },
  other: { zh: '其他可能影响公正的情形', en: 'another ground that may affect fairness' },
};

/** The ground of a recusal in words. */
export function groundOf(ground: string): Label {
  return grounds[ground] ?? { zh: ground, en: ground };
}
