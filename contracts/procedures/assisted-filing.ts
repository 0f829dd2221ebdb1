import { z } from 'zod';
import type { Span } from '../clock.ts';
import { choice, titled } from '../form.ts';
import { instant } from '../ids.ts';
import { message } from '../message.ts';
import { personal } from '../personal.ts';
import { defineProcedure } from '../procedure.ts';
import { caseReference, fromCase, matterReference, unitReference, unitReferenceOf } from '../references.ts';

const window = ['handler', 'unitHead', 'coordinator'] as const;
const department = ['handler', 'unitHead'] as const;
const text = z.string().trim().min(2).max(1000);
const reasons = titled(personal(text, '办理依据'), '理由', 'Reasons').optional();
const materialIds = z.array(fromCase(z.string().max(60), 'material')).max(50).meta({ description: '事项目录中的材料代号 · ids of the materials of the matter' });
/** 跑动: whether the applicant had to come for it. Trips are counted by the day. */
const onSite = titled(z.boolean(), '申请人到场', 'The applicant came for it');

/** 预约: when the applicant is expected at the sit-in, and when that closes. */
const appointment = z
  .strictObject({
    opensAt: titled(instant, '预约时间', 'Time of the appointment').meta({ future: true }),
    closesAt: titled(instant, '坐班结束时间', 'When the sit-in closes').meta({ future: true }),
  })
  .refine(({ opensAt, closesAt }) => Date.parse(opensAt) < Date.parse(closesAt), {
    path: ['closesAt'],
    error: message('结束时间须晚于预约时间', 'it closes after the appointment'),
  });

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
  notAccepted: ['notAccepted', 'notAttended'],
  stages: {
    consult: { zh: '咨询', en: 'Consultation' },
    file: { zh: '申报', en: 'Filing' },
    receive: { zh: '受理', en: 'Acceptance' },
    decide: { zh: '审批', en: 'Decision' },
    deliver: { zh: '送达', en: 'Delivery' },
    rate: { zh: '评价', en: 'Rating' },
  },
  matter: z
    .strictObject({
      item: titled(matterReference, '办理事项', 'Matter'),
      community: titled(unitReferenceOf('community'), '受理社区', 'Community'),
      window: titled(unitReference, '帮办单位(坐班窗口)', 'Unit that assists (the window)'),
      serviceDay: titled(caseReference('serviceDay'), '坐班日(事项编号)', 'Service day (its case number)').optional(),
      appointment: titled(appointment, '预约', 'Appointment').optional(),
      supervisor: titled(unitReference, '督办单位', 'Supervisor'),
    })
    .refine((matter) => matter.appointment === undefined || matter.serviceDay !== undefined, {
      path: ['serviceDay'],
      error: message('预约须写明坐班日', 'an appointment is for a service day'),
    }),
  steps: {
    attend: {
      stage: 'consult',
      label: { zh: '预约到场', en: 'Keep the appointment' },
      roles: window,
      rule: 'assistedFiling.appointment',
      visibility: 'parties',
      form: z.strictObject({ onSite }),
    },
    consult: {
      stage: 'consult',
      label: { zh: '咨询', en: 'Consult' },
      roles: window,
      rule: 'assistedFiling.consult',
      form: z.strictObject({
        onSite,
        businessScope: titled(personal(text, '办理依据'), '经营范围', 'Scope of business').optional(),
        registeredAddress: titled(personal(text, '办理依据'), '注册地址', 'Registered address').optional(),
        principal: titled(personal(z.string().trim().min(1).max(60), '办理依据'), '负责人', 'Principal').optional(),
      }),
    },
    tellMaterials: {
      stage: 'consult',
      label: { zh: '一次告知', en: 'Tell the materials, once' },
      roles: window,
      rule: 'assistedFiling.tellMaterials',
      visibility: 'parties',
      form: z.strictObject({
        missing: titled(materialIds, '尚缺材料', 'Materials still missing'),
        channel: titled(
          choice({
            counter: { zh: '窗口', en: 'at the counter' },
            phone: { zh: '电话', en: 'by telephone' },
            letter: { zh: '书面', en: 'by letter' },
            online: { zh: '网络', en: 'online' },
          }),
          '告知方式',
          'How it was told',
        ),
      }),
    },
    supplement: {
      stage: 'file',
      label: { zh: '补正材料', en: 'Supplement the materials' },
      roles: window,
      rule: 'assistedFiling.supplement',
      visibility: 'parties',
      form: z.strictObject({ onSite, supplied: titled(materialIds, '补交材料', 'Materials supplied') }),
    },
    file: {
      stage: 'file',
      label: { zh: '申报', en: 'File' },
      roles: window,
      rule: 'assistedFiling.file',
      visibility: 'parties',
      form: z.strictObject({
        onSite,
        applicationNo: titled(z.string().trim().min(2).max(60), '申报号', 'Number of the application'),
        channel: titled(
          choice({
            selfServiceTerminal: { zh: '自助终端', en: 'self-service terminal' },
            online: { zh: '网络', en: 'online' },
            paper: { zh: '纸质', en: 'on paper' },
          }),
          '申报渠道',
          'Filed by way of',
        ),
        delivery: titled(choice({ post: { zh: '邮寄', en: 'by post' }, pickUp: { zh: '自取', en: 'picked up' } }), '领取方式', 'How it is delivered')
          .meta({ description: '有证照的事项须选 · for matters that end with a document' })
          .optional(),
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
          decision: titled(
            choice({
              accepted: { zh: '受理', en: 'accepted' },
              correct: { zh: '一次性补正', en: 'to be corrected, once' },
              refused: { zh: '不予受理', en: 'not accepted' },
            }),
            '受理意见',
            'Decision',
          ),
          missing: titled(materialIds, '须补正材料', 'Materials to be supplied').default([]),
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
          decision: titled(choice({ granted: { zh: '准予许可', en: 'granted' }, refused: { zh: '不予许可', en: 'refused' } }), '决定', 'Decision'),
          licenceNo: titled(z.string().trim().min(2).max(60), '证照编号', 'Number of the licence').optional(),
          reasons,
          remediesTold: titled(z.literal(true), '已告知复议、诉讼权利', 'The rights to review and suit were told').optional(),
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
        .strictObject({
          opinion: titled(choice({ agree: { zh: '同意', en: 'agrees' }, disagree: { zh: '不同意', en: 'disagrees' } }), '协办意见', 'Opinion of the co-unit'),
          reasons,
        })
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
        carrier: titled(z.string().trim().min(2).max(40), '承运单位', 'Carrier'),
        trackingNo: titled(
          z.string().regex(/^[A-Z0-9]{8,30}$/, message('邮件号由 8 至 30 位大写字母与数字组成', 'a tracking number has 8 to 30 of A-Z and 0-9')),
          '邮件号',
          'Tracking number',
        ),
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
          delivered: titled(z.boolean(), '已妥投', 'Delivered').meta({ description: '退回的须重新邮寄 · what came back is posted again' }),
          signedBy: titled(personal(z.string().trim().min(1).max(60), '送达证明'), '签收人', 'Signed for by').optional(),
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
      form: z.strictObject({ onSite, pickedUpBy: titled(personal(z.string().trim().min(1).max(60), '送达证明'), '领取人', 'Picked up by') }),
    },
    mend: {
      stage: 'rate',
      label: { zh: '差评整改', en: 'Mend or explain a bad rating' },
      roles: [...department, 'coordinator'],
      rule: 'assistedFiling.negativeRating',
      visibility: 'parties',
      form: z.strictObject({
        action: titled(choice({ mended: { zh: '已整改', en: 'mended' }, explained: { zh: '已解释说明', en: 'explained' } }), '处理方式', 'What was done'),
        explanation: titled(personal(text, '差评处理'), '整改或解释情况', 'What was mended, or the explanation'),
      }),
    },
  },
});
