import { z } from 'zod';
import { choice, titled } from '../form.ts';
import { message } from '../message.ts';
import { personal } from '../personal.ts';
import { defineProcedure } from '../procedure.ts';
import { delegate, fromCase, officerReference, subjectUnitReference, unitReference, unitReferenceOf } from '../references.ts';

const text = z.string().trim().min(2).max(2000);
const longText = z.string().trim().min(2).max(8000);
const fileNo = z.string().trim().min(2).max(60);
const allegationId = z.string().regex(/^a\d{1,2}$/, message('反映问题按 a1、a2……编号', 'allegations are numbered a1, a2 …'));

const anyone = ['handler', 'unitHead'] as const;

const channel = titled(
  choice({
    visit: { zh: '当面', en: 'in person' },
    phone: { zh: '电话', en: 'by telephone' },
    letter: { zh: '书面', en: 'by letter' },
    online: { zh: '网络', en: 'online' },
  }),
  '方式',
  'How',
);

/** 认定: what was found about one allegation. */
const finding = z.strictObject({
  allegation: titled(fromCase(allegationId, 'allegation'), '反映问题', 'Allegation'),
  result: titled(
    choice({
      established: { zh: '属实', en: 'established' },
      partly: { zh: '部分属实', en: 'partly established' },
      notEstablished: { zh: '不属实', en: 'not established' },
    }),
    '认定结论',
    'Finding',
  ),
  basis: titled(personal(text, '认定依据'), '认定依据', 'Basis'),
});

/** 协作组成员: the 室 leads, the 组 adds staff, the 地 breaks through. */
const member = z.strictObject({
  ...delegate,
  side: titled(
    choice({
      office: { zh: '室', en: 'supervision office' },
      group: { zh: '组', en: 'stationed group' },
      town: { zh: '地', en: 'town commission' },
    }),
    '室 组 地',
    'Side',
  ),
});

const objections = {
  none: { zh: '无异议', en: 'none' },
  withoutEvidence: { zh: '有异议,无新证据', en: 'objects, without new evidence' },
  withEvidence: { zh: '有异议,提供新证据', en: 'objects, with new evidence' },
} as const;
const newEvidence = titled(personal(text, '反映人补充材料'), '新证据', 'New evidence');

/** Whoever objects with new evidence says which; nobody else brings any. */
function evidenceGoesWithObjection({ objection, newEvidence: given }: { objection: string; newEvidence?: string | undefined }): boolean {
  return (objection === 'withEvidence') === (given !== undefined);
}
const evidenceRule = {
  path: ['newEvidence'],
  error: message('提出新证据时填写,且仅在此时填写', 'given with an objection with new evidence, and only then'),
};

/**
 * 室组地联动: a supervision office (室) leads, a stationed group (组) reinforces, the town commission (地) breaks through.
 * After 肥东县《纪检监察协作区工作规定(试行)》(April 2022); clocks from 纪检监察机关处理检举控告工作规则 (2020)
 * and 中国共产党纪律检查机关监督执纪工作规则 (2019).
 */
export const jointInspection = defineProcedure({
  name: 'jointInspection',
  family: 'discipline',
  label: { zh: '室组地联动', en: 'Joint inspection' },
  mark: '监',
  confidential: true,
  openedBy: ['coordinator'],
  source: '肥东县纪检监察协作区工作规定(试行);检举控告工作规则;监督执纪工作规则',
  stages: {
    register: { zh: '受理登记', en: 'Registration' },
    assess: { zh: '分析研判', en: 'Assessment' },
    launch: { zh: '启动联动', en: 'Launch' },
    verify: { zh: '核查', en: 'Verification' },
    conclude: { zh: '逐项认定', en: 'Findings' },
    feedBack: { zh: '移交与反馈', en: 'Hand-over and feedback' },
    satisfaction: { zh: '满意度回访', en: 'Satisfaction' },
  },
  matter: z
    .strictObject({
      office: titled(unitReferenceOf('supervisionOffice'), '监督检查室(协作区)', 'Supervision office (cooperation area)'),
      town: titled(unitReferenceOf('townCommission'), '乡镇纪委', 'Town commission'),
      subject: titled(
        z.strictObject({
          unit: titled(subjectUnitReference, '被反映人单位', 'Unit of the subject'),
          officer: titled(officerReference, '被反映人(系统内人员)', 'The subject, if an officer known here').optional(),
          name: titled(personal(z.string().trim().min(1).max(60), '线索管理'), '被反映人姓名', 'Name of the subject'),
          position: titled(personal(z.string().trim().max(100), '线索管理'), '职务', 'Position').optional(),
        }),
        '被反映人',
        'Subject',
      ),
      allegations: titled(
        z
          .array(z.strictObject({ fact: titled(personal(text, '线索管理'), '反映事实', 'What is alleged') }))
          .min(1)
          .max(20),
        '反映问题',
        'Allegations',
      ),
      peopleInvolved: titled(z.int().min(1).max(10_000), '涉及人数', 'People involved'),
      yearsSpanned: titled(z.int().min(0).max(60), '时间跨度(年)', 'Years spanned'),
    })
    .refine(({ office, subject }) => office !== subject.unit, {
      path: ['office'],
      error: message('被反映人单位应当回避', 'the unit of the subject keeps out'),
    })
    .refine(({ town, subject }) => town !== subject.unit, {
      path: ['town'],
      error: message('被反映人单位应当回避', 'the unit of the subject keeps out'),
    })
    .refine(({ office, town }) => office !== town, {
      path: ['town'],
      error: message('须与监督检查室不同', 'must differ from the supervision office'),
    }),
  steps: {
    register: {
      stage: 'register',
      label: { zh: '线索登记', en: 'Register the lead' },
      roles: anyone,
      rule: 'discipline.register',
      form: z.strictObject({
        leadNo: titled(
          z
            .string()
            .regex(/^[\p{Script=Han}A-Z0-9〔〕-]{4,30}$/u, message('4 至 30 位汉字、大写字母、数字、〔〕与连字符', '4 to 30 of Chinese characters, A-Z, 0-9, 〔〕 and -')),
          '线索编号',
          'Number of the lead',
        ),
        received: titled(
          choice({
            letter: { zh: '来信', en: 'letter' },
            visit: { zh: '来访', en: 'visit' },
            phone: { zh: '来电', en: 'call' },
            online: { zh: '网络', en: 'online' },
            transferred: { zh: '转办', en: 'transferred' },
          }),
          '来源',
          'How it came',
        ),
      }),
    },
    tellAcceptance: {
      stage: 'register',
      label: { zh: '告知受理', en: 'Tell the reporter of acceptance' },
      roles: anyone,
      rule: 'discipline.tellAcceptance',
      visibility: 'parties',
      form: z.strictObject({ channel, told: titled(z.literal(true), '已告知', 'Told') }),
    },
    assess: {
      stage: 'assess',
      label: { zh: '分析研判', en: 'Assess' },
      roles: anyone,
      rule: 'discipline.assess',
      form: z.strictObject({
        route: titled(
          choice({ joint: { zh: '联动办理', en: 'jointly' }, local: { zh: '属地自办', en: 'by the place alone' } }),
          '处置方式',
          'Route',
        ),
        to: titled(unitReference, '属地承办单位(缺省为乡镇纪委)', 'Unit of the place (by default the town commission)').optional(),
        reasons: titled(personal(text, '研判意见'), '研判意见', 'Reasons'),
      }),
    },
    referral: {
      stage: 'assess',
      label: { zh: '转属地办理', en: 'Refer to the place' },
      roles: anyone,
      rule: 'discipline.referral',
      handOver: true,
      form: z.strictObject({ registeredAs: titled(fileNo, '属地登记编号', 'Registered as') }),
    },
    approveLaunch: {
      stage: 'launch',
      label: { zh: '审批启动联动', en: 'Approve the launch' },
      roles: ['unitHead'],
      rule: 'discipline.approveLaunch',
      form: z.strictObject({
        approve: titled(z.boolean(), '同意启动', 'Approve'),
        members: titled(z.array(member).max(20).default([]), '协作组成员', 'Members of the team'),
        reasons: titled(personal(text, '审批意见'), '审批意见', 'Reasons').optional(),
      }),
    },
    verify: {
      stage: 'verify',
      label: { zh: '联合核查', en: 'Verify jointly' },
      roles: anyone,
      rule: 'discipline.verify',
      form: z.strictObject({ report: titled(personal(longText, '核查报告'), '核查报告', 'Report') }),
      part: z.strictObject({ contribution: titled(personal(longText, '核查材料'), '核查材料', 'Contribution') }),
    },
    verifyAgain: {
      stage: 'verify',
      label: { zh: '补充核查', en: 'Verify again' },
      roles: anyone,
      rule: 'discipline.verifyAgain',
      form: z.strictObject({ report: titled(personal(longText, '核查报告'), '核查报告', 'Report') }),
      part: z.strictObject({ contribution: titled(personal(longText, '核查材料'), '核查材料', 'Contribution') }),
    },
    conclude: {
      stage: 'conclude',
      label: { zh: '逐项认定', en: 'Conclude on each allegation' },
      roles: anyone,
      rule: 'discipline.conclude',
      form: z.strictObject({
        findings: titled(z.array(finding).min(1).max(20), '逐项认定', 'Findings'),
        handOverTo: titled(
          unitReference,
          '移交单位(缺省为乡镇纪委)',
          'Commission for case review (by default that of the town)',
        ).optional(),
      }),
    },
    caseReview: {
      stage: 'feedBack',
      label: { zh: '移交立案审查调查', en: 'Hand over for case review' },
      roles: anyone,
      rule: 'discipline.handOver',
      handOver: true,
      form: z.strictObject({ caseFileNo: titled(fileNo, '立案编号', 'Number of the case file') }),
    },
    feedBack: {
      stage: 'feedBack',
      label: { zh: '逐一反馈', en: 'Feed back on an allegation' },
      roles: anyone,
      rule: 'discipline.feedBack',
      visibility: 'parties',
      form: z
        .strictObject({
          channel,
          objection: titled(choice({ ...objections, later: { zh: '另行答复', en: 'answers later' } }), '反映人意见', 'Objection'),
          newEvidence: newEvidence.optional(),
        })
        .refine(evidenceGoesWithObjection, evidenceRule),
    },
    objection: {
      stage: 'feedBack',
      label: { zh: '登记反映人意见', en: 'Note the answer of the reporter' },
      roles: anyone,
      rule: 'discipline.objection',
      visibility: 'parties',
      form: z
        .strictObject({ objection: titled(choice(objections), '反映人意见', 'Objection'), newEvidence: newEvidence.optional() })
        .refine(evidenceGoesWithObjection, evidenceRule),
    },
  },
});
