import { z } from 'zod';
import { choice, titled } from '../form.ts';
import { instant } from '../ids.ts';
import { message } from '../message.ts';
import { personal } from '../personal.ts';
import { defineProcedure, partiesWith } from '../procedure.ts';
import { unitReference } from '../references.ts';

const text = z.string().trim().min(2).max(1000);
const officers = ['handler', 'unitHead'] as const;

const channel = titled(
  choice({
    phone: { zh: '电话', en: 'by telephone' },
    visit: { zh: '当面', en: 'in person' },
    letter: { zh: '书面', en: 'by letter' },
    online: { zh: '网络', en: 'online' },
  }),
  '告知方式',
  'How',
);

/** How else he can get it. */
const otherWays = titled(
  z
    .array(
      choice({
        pickUp: { zh: '本人到窗口领取', en: 'he picks it up himself' },
        agent: { zh: '委托他人凭委托书领取', en: 'somebody picks it up with his authority' },
        post: { zh: '邮寄', en: 'by post' },
        again: { zh: '另行申请上门', en: 'he asks for another visit' },
      }),
    )
    .min(1)
    .max(4),
  '告知的其他办法',
  'Other ways that he was told',
);

function dayInShanghai(at: string): string {
  return new Date(Date.parse(at) + 8 * 3_600_000).toISOString().slice(0, 10);
}

/**
 * 送证上门: a document or a service is brought to somebody who cannot come for it.
 * Whoever opens the door is identified before anything is handed over, and signs, or a witness does.
 */
export const homeDelivery = defineProcedure({
  name: 'homeDelivery',
  family: 'general',
  label: { zh: '送证上门', en: 'Home delivery' },
  mark: '送',
  confidential: false,
  openedBy: ['coordinator', 'handler', 'unitHead'],
  source: '2022年11月报:当涂县年陡派出所将身份证送到九旬老人手中;政务服务“好差评”',
  rated: true,
  parties: partiesWith('applicant', 1),
  stages: {
    receive: { zh: '受理', en: 'Acceptance' },
    appointment: { zh: '预约', en: 'Appointment' },
    visit: { zh: '上门', en: 'Visit' },
    return: { zh: '退回窗口', en: 'Back to the office' },
    rate: { zh: '评价', en: 'Rating' },
  },
  matter: z.strictObject({
    brings: titled(
      choice({
        idCard: { zh: '居民身份证', en: 'identity card' },
        householdRegister: { zh: '户口簿', en: 'household register' },
        residencePermit: { zh: '居住证', en: 'residence permit' },
        socialSecurityCard: { zh: '社会保障卡', en: 'social security card' },
        licence: { zh: '营业执照', en: 'business licence' },
        certificate: { zh: '证明', en: 'certificate' },
        service: { zh: '上门办理服务', en: 'a service, done at home' },
      }),
      '送达内容',
      'What is brought',
    ),
    because: titled(
      choice({
        elderly: { zh: '高龄', en: 'old age' },
        disabled: { zh: '残疾', en: 'disability' },
        ill: { zh: '患病', en: 'illness' },
        caring: { zh: '照料家人', en: 'cares for somebody' },
        other: { zh: '其他', en: 'other' },
      }),
      '不便到场的原因',
      'Why he cannot come',
    ),
    office: titled(unitReference, '送达单位', 'Office that brings it'),
    supervisor: titled(unitReference, '督办单位', 'Supervisor'),
    visitsAtMost: titled(z.int().min(1).max(5).default(3), '上门次数上限', 'Visits at most'),
  }),
  steps: {
    receive: {
      stage: 'receive',
      label: { zh: '受理上门申请', en: 'Accept the request' },
      roles: officers,
      rule: 'homeDelivery.receive',
      visibility: 'parties',
      form: z
        .strictObject({
          decision: titled(
            choice({ accepted: { zh: '受理', en: 'accepted' }, refused: { zh: '不受理', en: 'refused' } }),
            '受理意见',
            'Decision',
          ),
          reasons: titled(personal(text, '办理依据'), '理由', 'Reasons').optional(),
          otherWays: otherWays.optional(),
        })
        .refine(({ decision, reasons }) => decision === 'accepted' || reasons !== undefined, {
          path: ['reasons'],
          error: message('不受理须说明理由', 'a refusal needs reasons'),
        })
        .refine((form) => (form.decision === 'refused') === (form.otherWays !== undefined), {
          path: ['otherWays'],
          error: message('不受理须告知其他办法,受理的不填', 'given with a refusal, and only then'),
        }),
    },
    appointment: {
      stage: 'appointment',
      label: { zh: '预约上门时间', en: 'Make an appointment' },
      roles: officers,
      rule: 'homeDelivery.appointment',
      visibility: 'parties',
      form: z
        .strictObject({
          opensAt: titled(instant, '上门时段起', 'From').meta({ future: true }),
          closesAt: titled(instant, '上门时段止', 'Until').meta({ future: true }),
          channel,
        })
        .refine(({ opensAt, closesAt }) => Date.parse(opensAt) < Date.parse(closesAt), {
          path: ['closesAt'],
          error: message('结束时间须晚于开始时间', 'it ends after it begins'),
        })
        .refine(({ opensAt, closesAt }) => dayInShanghai(opensAt) === dayInShanghai(closesAt), {
          path: ['closesAt'],
          error: message('起止须在同一日(北京时间)', 'it begins and ends on one day, in Beijing time'),
        }),
    },
    visit: {
      stage: 'visit',
      label: { zh: '上门送达', en: 'Visit and hand over' },
      roles: officers,
      rule: 'homeDelivery.visit',
      visibility: 'parties',
      form: z
        .strictObject({
          result: titled(
            choice({
              delivered: { zh: '已送达', en: 'handed over' },
              nobodyHome: { zh: '家中无人', en: 'nobody at home' },
              identityMismatch: { zh: '身份核验不符', en: 'identity does not match' },
              declined: { zh: '本人不再需要', en: 'no longer wanted' },
            }),
            '上门结果',
            'Result',
          ),
          identifiedBy: titled(
            choice({
              idCard: { zh: '身份证件', en: 'identity document' },
              householdRegister: { zh: '户口簿', en: 'household register' },
              registry: { zh: '人口信息系统比对', en: 'compared with the registry' },
            }),
            '身份核验方式',
            'How he was identified',
          ).optional(),
          receipt: titled(
            choice({
              signed: { zh: '本人签收', en: 'signed by himself' },
              witnessed: { zh: '见证人见证(本人不能签名)', en: 'witnessed: he cannot sign' },
            }),
            '签收方式',
            'Receipt',
          ).optional(),
          witness: titled(personal(z.string().trim().min(1).max(60), '送达证明'), '见证人姓名', 'Name of the witness').optional(),
        })
        .refine(({ result, identifiedBy }) => (result === 'delivered') === (identifiedBy !== undefined), {
          path: ['identifiedBy'],
          error: message('送达须先核验身份;未送达的不填', 'nothing is handed over before he is identified; given then, and only then'),
        })
        .refine(({ result, receipt }) => (result === 'delivered') === (receipt !== undefined), {
          path: ['receipt'],
          error: message('送达须有签收或见证;未送达的不填', 'what is handed over is signed for, or witnessed; given then, and only then'),
        })
        .refine(({ receipt, witness }) => (receipt === 'witnessed') === (witness !== undefined), {
          path: ['witness'],
          error: message('本人不能签名时填写见证人,且仅在此时填写', 'the witness, where he cannot sign, and only then'),
        }),
    },
    returnToOffice: {
      stage: 'return',
      label: { zh: '退回窗口并告知', en: 'Return it and tell him' },
      roles: officers,
      rule: 'homeDelivery.returnToOffice',
      visibility: 'parties',
      form: z.strictObject({ channel, otherWays }),
    },
    mend: {
      stage: 'rate',
      label: { zh: '差评整改', en: 'Mend or explain a bad rating' },
      roles: officers,
      rule: 'homeDelivery.negativeRating',
      visibility: 'parties',
      form: z.strictObject({
        action: titled(
          choice({ mended: { zh: '已整改', en: 'mended' }, explained: { zh: '已解释', en: 'explained' } }),
          '处理方式',
          'What was done',
        ),
        explanation: titled(personal(text, '差评处理'), '整改或解释情况', 'Explanation'),
      }),
    },
  },
});
