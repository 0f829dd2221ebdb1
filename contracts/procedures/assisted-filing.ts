import { z } from 'zod';
import type { Span } from '../clock.ts';
import { caseNo } from '../ids.ts';
import { message } from '../message.ts';
import { personal } from '../personal.ts';
import { defineProcedure } from '../procedure.ts';
import { matterReference, unitReference } from '../references.ts';

const window = ['handler', 'unitHead', 'coordinator'] as const;
const department = ['handler', 'unitHead'] as const;
const text = z.string().trim().min(2).max(1000);
const reasons = personal(text, '办理依据').optional().meta({ title: '理由' });
const materialIds = z.array(z.string().max(60)).max(50).meta({ description: '事项目录中的材料代号 · ids of the materials of the matter' });
/** 跑动: whether the applicant had to come for it. Trips are counted by the day. */
const onSite = z.boolean().meta({ title: '申请人到场' });

/** What the catalogue of matters says of a matter; put in by the API when the case is opened. */
export interface CatalogueEntry {
  readonly departments: readonly string[];
  readonly jointly: boolean;
  readonly promise: Span | null;
  /** The applicant receives something: a licence, a card, a notice. */
  readonly deliverable: boolean;
  readonly materials: ReadonlyArray<{ readonly id: string; readonly required: boolean }>;
}

/**
 * 帮办代办: from the question at the sit-in to the licence in the hand.
 * After 行政许可法 32 (一次告知), 42 (decision), 44 (delivery) and 国办发〔2019〕51号 (好差评).
 */
export const assistedFiling = defineProcedure({
  name: 'assistedFiling',
  family: 'general',
  label: { zh: '帮办代办', en: 'Assisted filing' },
  mark: '办',
  confidential: false,
  openedBy: ['coordinator', 'handler', 'serviceAccount'],
  source: '2022年11月报:池州市经开区平天湖社区;行政许可法;政务服务“好差评”',
  rated: true,
  notAccepted: ['notAccepted'],
  stages: {
    consult: { zh: '咨询', en: 'Consultation' },
    file: { zh: '申报', en: 'Filing' },
    receive: { zh: '受理', en: 'Acceptance' },
    decide: { zh: '审批', en: 'Decision' },
    deliver: { zh: '送达', en: 'Delivery' },
    rate: { zh: '评价', en: 'Rating' },
  },
  matter: z.strictObject({
    item: matterReference.meta({ title: '办理事项' }),
    community: unitReference.meta({ title: '受理社区' }),
    window: unitReference.meta({ title: '帮办单位(坐班窗口)' }),
    serviceDay: caseNo.optional().meta({ title: '坐班日(事项编号)' }),
    supervisor: unitReference.meta({ title: '督办单位' }),
  }),
  steps: {
    consult: {
      stage: 'consult',
      label: { zh: '咨询', en: 'Consult' },
      roles: window,
      rule: 'assistedFiling.consult',
      form: z.strictObject({
        onSite,
        businessScope: personal(text, '办理依据').optional().meta({ title: '经营范围' }),
        registeredAddress: personal(text, '办理依据').optional().meta({ title: '注册地址' }),
        principal: personal(z.string().trim().min(1).max(60), '办理依据').optional().meta({ title: '负责人' }),
      }),
    },
    tellMaterials: {
      stage: 'consult',
      label: { zh: '一次告知', en: 'Tell the materials, once' },
      roles: window,
      rule: 'assistedFiling.tellMaterials',
      visibility: 'parties',
      form: z.strictObject({
        missing: materialIds.meta({ title: '尚缺材料' }),
        channel: z.enum(['counter', 'phone', 'letter', 'online']).meta({ title: '告知方式' }),
      }),
    },
    supplement: {
      stage: 'file',
      label: { zh: '补正材料', en: 'Supplement the materials' },
      roles: window,
      rule: 'assistedFiling.supplement',
      visibility: 'parties',
      form: z.strictObject({ onSite, supplied: materialIds.meta({ title: '补交材料' }) }),
    },
    file: {
      stage: 'file',
      label: { zh: '申报', en: 'File' },
      roles: window,
      rule: 'assistedFiling.file',
      visibility: 'parties',
      form: z.strictObject({
        onSite,
        applicationNo: z.string().trim().min(2).max(60).meta({ title: '申报号' }),
        channel: z.enum(['selfServiceTerminal', 'online', 'paper']).meta({ title: '申报渠道' }),
        delivery: z.enum(['post', 'pickUp']).optional().meta({ title: '领取方式', description: '有证照的事项须选 · for matters that end with a document' }),
      }),
    },
    receive: {
      stage: 'receive',
      label: { zh: '受理', en: 'Accept the application' },
      roles: department,
      rule: 'assistedFiling.tellMaterials',
      visibility: 'parties',
      form: z
        .strictObject({
          decision: z.enum(['accepted', 'correct', 'refused']).meta({ title: '受理意见', description: '受理、一次性补正、不予受理' }),
          missing: materialIds.default([]).meta({ title: '须补正材料' }),
          reasons,
        })
        .refine(({ decision, missing }) => decision !== 'correct' || missing.length > 0, {
          path: ['missing'],
          error: message('要求补正须一次列明缺少的材料', 'a correction names at once all that is missing'),
        })
        .refine((form) => form.decision !== 'refused' || form.reasons !== undefined, {
          path: ['reasons'],
          error: message('不予受理须说明理由', 'a refusal to accept needs reasons'),
        }),
    },
    decide: {
      stage: 'decide',
      label: { zh: '作出决定', en: 'Decide' },
      roles: department,
      rule: 'assistedFiling.decide',
      visibility: 'parties',
      form: z
        .strictObject({
          decision: z.enum(['granted', 'refused']).meta({ title: '决定' }),
          licenceNo: z.string().trim().min(2).max(60).optional().meta({ title: '证照编号' }),
          reasons,
          remediesTold: z.literal(true).optional().meta({ title: '已告知复议、诉讼权利' }),
        })
        .refine((form) => form.decision !== 'refused' || form.reasons !== undefined, {
          path: ['reasons'],
          error: message('不予许可须说明理由(行政许可法38)', 'a refusal needs reasons (行政许可法 38)'),
        })
        .refine((form) => form.decision !== 'refused' || form.remediesTold === true, {
          path: ['remediesTold'],
          error: message('不予许可须告知复议、诉讼权利(行政许可法38)', 'a refusal tells of review and suit (行政许可法 38)'),
        }),
      part: z
        .strictObject({ opinion: z.enum(['agree', 'disagree']).meta({ title: '协办意见' }), reasons })
        .refine((part) => part.opinion === 'agree' || part.reasons !== undefined, {
          path: ['reasons'],
          error: message('不同意须说明理由', 'who disagrees gives reasons'),
        }),
    },
    post: {
      stage: 'deliver',
      label: { zh: '邮寄', en: 'Post' },
      roles: department,
      rule: 'assistedFiling.deliver',
      visibility: 'parties',
      form: z.strictObject({
        carrier: z.string().trim().min(2).max(40).meta({ title: '承运单位' }),
        trackingNo: z
          .string()
          .regex(/^[A-Z0-9]{8,30}$/, message('邮件号由 8 至 30 位大写字母与数字组成', 'a tracking number has 8 to 30 of A-Z and 0-9'))
          .meta({ title: '邮件号' }),
      }),
    },
    confirmDelivery: {
      stage: 'deliver',
      label: { zh: '签收', en: 'Confirm the delivery' },
      roles: [...department, 'coordinator'],
      rule: 'assistedFiling.postDelivery',
      visibility: 'parties',
      form: z
        .strictObject({
          delivered: z.boolean().meta({ title: '已妥投', description: '退回的须重新邮寄 · what came back is posted again' }),
          signedBy: personal(z.string().trim().min(1).max(60), '送达证明').optional().meta({ title: '签收人' }),
        })
        .refine(({ delivered, signedBy }) => !delivered || signedBy !== undefined, {
          path: ['signedBy'],
          error: message('须填写签收人', 'say who signed for it'),
        }),
    },
    pickUp: {
      stage: 'deliver',
      label: { zh: '自取', en: 'Pick up' },
      roles: window,
      rule: 'assistedFiling.pickUp',
      visibility: 'parties',
      form: z.strictObject({ onSite, pickedUpBy: personal(z.string().trim().min(1).max(60), '送达证明') }),
    },
    mend: {
      stage: 'rate',
      label: { zh: '差评整改', en: 'Mend or explain a bad rating' },
      roles: [...department, 'coordinator'],
      rule: 'assistedFiling.negativeRating',
      visibility: 'parties',
      form: z.strictObject({
        action: z.enum(['mended', 'explained']).meta({ title: '处理方式' }),
        explanation: personal(text, '差评处理').meta({ title: '整改或解释情况' }),
      }),
    },
  },
});
