import { z } from 'zod';
import { choice, titled } from '../form.ts';
import { day, instant } from '../ids.ts';
import { message } from '../message.ts';
import { personal } from '../personal.ts';
import { defineProcedure, partiesWith } from '../procedure.ts';
import { fromCase, unitReference, unitReferenceOf } from '../references.ts';

const text = z.string().trim().min(2).max(2000);
const fileNo = z.string().trim().min(2).max(60);

const mediators = ['handler', 'unitHead', 'coordinator'] as const;
const anybody = ['handler', 'unitHead', 'coordinator', 'gridWorker'] as const;

const partyId = fromCase(
  z.string().regex(/^p\d{1,2}$/, message('当事人按立案时的顺序编号 p1、p2……', 'parties are numbered p1, p2 … as they were entered')),
  'party',
);
const partyIds = z.array(partyId).max(50);
const told = (zh: string, en: string) => titled(z.literal(true), zh, en);

/**
 * 作退一步想: a dispute between neighbours is calmed, mediated and settled, if its parties want that.
 * After 人民调解法 (2010): free and voluntary; it has no statutory time limit.
 */
export const mediation = defineProcedure({
  name: 'mediation',
  family: 'general',
  label: { zh: '矛盾纠纷调解(作退一步想)', en: 'Mediation of a dispute' },
  mark: '调',
  confidential: false,
  openedBy: ['coordinator', 'handler', 'unitHead', 'gridWorker'],
  source: '2022年11月报:黟县“作退一步想”工作室;人民调解法',
  parties: partiesWith('disputant', 2),
  stages: {
    calm: { zh: '上门安抚', en: 'Calming' },
    consent: { zh: '征求意愿', en: 'Consent' },
    mediate: { zh: '调解', en: 'Mediation' },
    agree: { zh: '达成协议', en: 'Agreement' },
    perform: { zh: '履行', en: 'Performance' },
    hand: { zh: '移送公安', en: 'To the police' },
    archive: { zh: '归档', en: 'Archive' },
  },
  matter: z
    .strictObject({
      dispute: titled(
        choice({
          neighbours: { zh: '邻里', en: 'between neighbours' },
          family: { zh: '婚姻家庭', en: 'in a family' },
          housing: { zh: '房屋宅基地', en: 'about a house or its ground' },
          land: { zh: '山林土地', en: 'about forest or land' },
          contract: { zh: '合同', en: 'about a contract' },
          damages: { zh: '损害赔偿', en: 'about damages' },
          other: { zh: '其他', en: 'other' },
        }),
        '纠纷类型',
        'Kind of dispute',
      ),
      reportedBy: titled(
        choice({
          branch: { zh: '网格党支部', en: 'the party branch of the grid' },
          community: { zh: '社区', en: 'the community' },
          resident: { zh: '居民', en: 'a resident' },
        }),
        '报告人',
        'Who reported it',
      ),
      grid: titled(unitReferenceOf('grid'), '所在网格', 'Grid').optional(),
      community: titled(unitReferenceOf('community'), '社区', 'Community'),
      studio: titled(unitReference, '调解组织(工作室)', 'Mediation committee (studio)'),
      police: titled(unitReference, '派出所', 'Police station'),
    })
    .refine(({ reportedBy, grid }) => reportedBy !== 'branch' || grid !== undefined, {
      path: ['grid'],
      error: message('网格党支部报告的须填写所在网格', 'say which grid, where its branch reported'),
    }),
  steps: {
    calm: {
      stage: 'calm',
      label: { zh: '上门了解情况、安抚情绪', en: 'Visit, listen and calm' },
      roles: mediators,
      rule: 'mediation.calm',
      form: z.strictObject({
        met: titled(partyIds, '已见面的当事人', 'Parties who were met'),
        situation: titled(personal(text, '纠纷调解'), '了解到的情况', 'What they said'),
      }),
    },
    askConsent: {
      stage: 'consent',
      label: { zh: '征求调解意愿', en: 'Ask whether they want mediation' },
      roles: mediators,
      rule: 'mediation.askConsent',
      visibility: 'parties',
      form: z.strictObject({
        answers: titled(
          z.array(
            z.strictObject({
              party: titled(partyId, '当事人', 'Party'),
              answer: titled(
                choice({ agrees: { zh: '同意调解', en: 'agrees' }, refuses: { zh: '明确拒绝', en: 'refuses clearly' } }),
                '意愿',
                'Answer',
              ),
            }),
          ).min(1).max(50),
          '各方意愿',
          'What each party answered',
        ),
      }),
    },
    invite: {
      stage: 'consent',
      label: { zh: '邀请到工作室', en: 'Invite to the studio' },
      roles: mediators,
      rule: 'mediation.invite',
      visibility: 'parties',
      form: z.strictObject({
        at: titled(instant, '调解时间', 'When').meta({ future: true }),
        withUnits: titled(
          z.array(unitReference).max(10).refine((units) => new Set(units).size === units.length, message('单位重复', 'a unit is repeated')).default([]),
          '会同单位(公安等)',
          'Units that take part, such as the police',
        ),
        joining: titled(
          z.array(
            z.strictObject({
              as: titled(
                choice({
                  relative: { zh: '亲属', en: 'relative' },
                  neighbour: { zh: '邻里', en: 'neighbour' },
                  colleague: { zh: '同事', en: 'colleague' },
                  expert: { zh: '专业人员', en: 'expert' },
                  volunteer: { zh: '志愿者', en: 'volunteer' },
                }),
                '身份',
                'As whom',
              ),
              name: titled(personal(z.string().trim().min(1).max(60), '纠纷调解'), '姓名', 'Name'),
              consentOf: titled(partyIds, '征得同意的当事人', 'Parties who agreed to it'),
            }),
          ).max(20).default([]),
          '邀请参与的人员',
          'Who is asked to help',
        ),
      }),
    },
    mediate: {
      stage: 'mediate',
      label: { zh: '联合调解', en: 'Mediate together' },
      roles: mediators,
      rule: 'mediation.mediate',
      form: z.strictObject({
        attended: titled(partyIds, '到场当事人', 'Parties who came'),
        result: titled(
          choice({
            agreed: { zh: '达成协议', en: 'they agree' },
            again: { zh: '另行择期再调', en: 'once more another day' },
            refused: { zh: '当事人拒绝继续', en: 'a party refuses to go on' },
            failed: { zh: '调解不成', en: 'no agreement' },
          }),
          '调解结果',
          'Result',
        ),
        minutes: titled(personal(text, '纠纷调解'), '调解记录', 'Minutes').optional(),
      }),
      part: z.strictObject({ contribution: titled(personal(text, '纠纷调解'), '参与情况', 'What it contributed') }),
    },
    agreement: {
      stage: 'agree',
      label: { zh: '调解协议', en: 'Agreement' },
      roles: mediators,
      rule: 'mediation.agreement',
      visibility: 'parties',
      form: z
        .strictObject({
          made: titled(
            choice({
              written: { zh: '书面协议', en: 'in writing' },
              oral: { zh: '口头协议', en: 'orally' },
              not: { zh: '未能达成', en: 'not made after all' },
            }),
            '协议形式',
            'How it was made',
          ),
          signedBy: titled(partyIds.default([]), '签名、盖章或按指印的当事人', 'Parties who signed'),
          mediatorSigned: titled(z.boolean().default(false), '调解员已签名', 'The mediator signed'),
          sealed: titled(z.boolean().default(false), '已加盖调解委员会印章', 'The seal is set'),
          effectiveOn: titled(day, '书面协议生效日期', 'Day on which the writing was complete').optional(),
          recorded: titled(z.boolean().default(false), '调解员已记录口头协议', 'The mediator recorded the oral agreement'),
          performBy: titled(day, '约定履行日期', 'Day agreed for the performance').optional(),
          terms: titled(personal(text, '纠纷调解'), '协议内容', 'Terms').optional(),
        })
        .refine(({ made, mediatorSigned }) => made !== 'written' || mediatorSigned, {
          path: ['mediatorSigned'],
          error: message('书面协议须由调解员签名方能生效(人民调解法29)', 'a written agreement takes effect when the mediator signed (人民调解法 29)'),
        })
        .refine(({ made, sealed }) => made !== 'written' || sealed, {
          path: ['sealed'],
          error: message('书面协议须加盖调解委员会印章方能生效(人民调解法29)', 'a written agreement takes effect when the seal is set (人民调解法 29)'),
        })
        .refine(({ made, effectiveOn }) => (made === 'written') === (effectiveOn !== undefined), {
          path: ['effectiveOn'],
          error: message('书面协议须填写生效日期;口头协议自达成之日起生效', 'given for a written agreement; an oral one takes effect on agreement'),
        })
        .refine(({ made, recorded }) => made !== 'oral' || recorded, {
          path: ['recorded'],
          error: message('口头协议须由调解员记录(人民调解法28)', 'the mediator records an oral agreement (人民调解法 28)'),
        })
        .refine(({ made, performBy }) => made === 'not' || performBy !== undefined, {
          path: ['performBy'],
          error: message('须填写约定履行日期', 'say by which day it is to be performed'),
        })
        .refine(({ made, terms }) => made === 'not' || terms !== undefined, {
          path: ['terms'],
          error: message('须填写协议内容', 'say what was agreed'),
        }),
    },
    applyForConfirmation: {
      stage: 'perform',
      label: { zh: '共同申请司法确认', en: 'Apply together for judicial confirmation' },
      roles: mediators,
      rule: 'mediation.confirmation',
      visibility: 'parties',
      form: z.strictObject({
        appliedBy: titled(partyIds, '申请的当事人', 'Parties who apply'),
        court: titled(z.string().trim().min(4).max(60), '人民法院', 'Court'),
        applicationNo: titled(fileNo, '申请编号', 'Number of the application'),
      }),
    },
    courtDecision: {
      stage: 'perform',
      label: { zh: '法院确认结果', en: 'Decision of the court' },
      roles: mediators,
      rule: 'mediation.courtDecision',
      visibility: 'parties',
      form: z.strictObject({
        decision: titled(
          choice({ confirmed: { zh: '确认有效', en: 'confirmed' }, dismissed: { zh: '驳回申请', en: 'dismissed' } }),
          '裁定',
          'Decision',
        ),
        rulingNo: titled(fileNo, '裁定书编号', 'Number of the ruling'),
      }),
    },
    watchPerformance: {
      stage: 'perform',
      label: { zh: '督促履行', en: 'Watch the performance' },
      roles: mediators,
      rule: 'mediation.performance',
      visibility: 'parties',
      form: z
        .strictObject({
          result: titled(
            choice({ performed: { zh: '已履行', en: 'performed' }, breached: { zh: '未履行', en: 'not performed' } }),
            '履行情况',
            'Performance',
          ),
          next: titled(
            choice({
              again: { zh: '再次调解', en: 'mediate again' },
              otherRoutes: { zh: '告知其他途径', en: 'tell of the other routes' },
            }),
            '未履行的处理',
            'What comes after a breach',
          ).optional(),
        })
        .refine(({ result, next }) => (result === 'breached') === (next !== undefined), {
          path: ['next'],
          error: message('未履行时填写,且仅在此时填写', 'given after a breach, and only then'),
        }),
    },
    tellOtherRoutes: {
      stage: '',
      label: { zh: '告知仲裁、行政、司法途径', en: 'Tell of arbitration, administrative and court routes' },
      roles: mediators,
      rule: 'mediation.tellOtherRoutes',
      visibility: 'parties',
      form: z.strictObject({
        arbitration: told('已告知仲裁途径', 'Arbitration was told'),
        administrative: told('已告知行政途径', 'The administrative route was told'),
        court: told('已告知司法途径', 'The court route was told'),
        enforcement: told('已告知可申请强制执行(经司法确认的协议)', 'Enforcement was told, of an agreement that the court confirmed').optional(),
        told: titled(partyIds, '已告知的当事人', 'Parties who were told'),
      }),
    },
    noticeCrime: {
      stage: '',
      label: { zh: '发现可能引起治安、刑事案件', en: 'Notice a possible crime' },
      roles: anybody,
      form: z.strictObject({
        noticed: told('确有涉嫌违法犯罪情形', 'There is a possible offence'),
        facts: titled(personal(text, '报告公安机关'), '情况', 'What was noticed'),
      }),
    },
    reportToPolice: {
      stage: 'hand',
      label: { zh: '报告公安机关', en: 'Report to the police' },
      roles: ['handler', 'unitHead'],
      rule: 'mediation.reportToPolice',
      form: z.strictObject({ receivedAs: titled(fileNo, '接报编号', 'Received as') }),
    },
    archive: {
      stage: 'archive',
      label: { zh: '登记归档', en: 'Record and archive' },
      roles: mediators,
      rule: 'mediation.archive',
      form: z.strictObject({ fileNo: titled(fileNo, '卷宗编号', 'Number of the file') }),
    },
  },
});
