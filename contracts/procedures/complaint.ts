import { z } from 'zod';
import { choice, titled } from '../form.ts';
import { day } from '../ids.ts';
import { message } from '../message.ts';
import { personal } from '../personal.ts';
import { defineProcedure, partiesWith } from '../procedure.ts';
import { attachmentReference, subjectUnitReference, unitReference } from '../references.ts';
import { toldToParties } from '../told.ts';

const text = z.string().trim().min(2).max(2000);
const place = z.string().trim().min(2).max(200);
const name = z.string().trim().min(1).max(60);

const platform = ['coordinator', 'handler', 'unitHead'] as const;
const unit = ['handler', 'unitHead'] as const;

/** What the registry says of a complaint; put in by the API when it is opened. */
export interface Receiving {
  /** Whom a second 不满意 goes up to: the nearest unit with a supervisor, from the platform upwards. */
  readonly supervisor: string;
  /** Whether a commission is known that takes in 检举控告 from this region. */
  readonly commission: boolean;
}

/** What anybody says who complains. */
const said = {
  topic: titled(
    choice({
      funds: { zh: '财政拨付资金', en: 'public funds' },
      assets: { zh: '集体“三资”管理', en: 'collective funds, assets and resources' },
      projects: { zh: '工程建设', en: 'construction projects' },
      conduct: { zh: '基层干部作风', en: 'conduct of grassroots officials' },
      services: { zh: '公共服务与民生', en: 'public services' },
      other: { zh: '其他', en: 'other' },
    }),
    '类别',
    'Topic',
  ),
  content: titled(personal(text, '投诉办理'), '投诉内容', 'What it is about'),
  place: titled(personal(place, '投诉办理'), '地点', 'Place').optional(),
  about: titled(subjectUnitReference, '被投诉单位', 'Unit complained about')
    .meta({ description: '该单位不得办理、也看不到本件 · it neither handles nor sees the complaint' })
    .optional(),
  accuses: titled(z.boolean(), '检举控告公职人员', 'Accuses an official').default(false),
  accused: titled(personal(name, '检举控告'), '被检举控告人', 'Whom it accuses').optional(),
};

type Said = z.infer<z.ZodObject<typeof said>>;

const namesTheUnit = [
  ({ accuses, about }: Said) => !accuses || about !== undefined,
  { path: ['about'], error: message('检举控告须写明被检举控告人所在单位', 'an accusation names the unit of the official') },
] satisfies [unknown, object];
const accusesWhomItNames = [
  ({ accuses, accused }: Said) => accuses || accused === undefined,
  { path: ['accused'], error: message('仅检举控告时填写', 'for an accusation only') },
] satisfies [unknown, object];

/** What a resident says without an account: pictures he brings apart from it. */
export const complaintFromOutside = z.strictObject(said).refine(...namesTheUnit).refine(...accusesWhomItNames);

/**
 * 监督一点通: complaints about the small powers of the grassroots, looked at on the spot and answered online.
 * After the platform of 安庆·桐城: general matters within ten days, progress and explanation on complex ones.
 */
export const complaint = defineProcedure({
  name: 'complaint',
  family: 'general',
  label: { zh: '监督一点通·投诉', en: 'Complaint' },
  mark: '诉',
  confidential: false,
  notAccepted: ['refused'],
  openedBy: ['coordinator', 'handler'],
  source: '2022年11月报:安庆市小微权力“监督一点通”平台(桐城市唐湾镇)',
  rated: true,
  parties: partiesWith('reporter', 1),
  stages: {
    accept: { zh: '受理', en: 'Acceptance' },
    distribute: { zh: '分办', en: 'Distribution' },
    handle: { zh: '办理', en: 'Handling' },
    review: { zh: '审核', en: 'Review' },
    reply: { zh: '答复', en: 'Reply' },
    rate: { zh: '评价', en: 'Rating' },
  },
  matter: z
    .strictObject({ ...said, photos: titled(z.array(attachmentReference).max(9), '照片', 'Photographs').optional() })
    .refine(...namesTheUnit)
    .refine(...accusesWhomItNames),
  steps: {
    accept: {
      stage: 'accept',
      label: { zh: '受理', en: 'Accept the complaint' },
      roles: platform,
      rule: 'complaint.accept',
      visibility: 'parties',
      form: z
        .strictObject({
          decision: toldToParties(
            titled(
              choice({
                accepted: { zh: '受理', en: 'accepted' },
                refused: { zh: '不予受理', en: 'not accepted' },
                official: { zh: '移交有权机关处理', en: 'handed to the competent organ' },
              }),
              '受理意见',
              'Decision',
            ),
          ),
          complexity: titled(
            choice({
              general: { zh: '一般事项', en: 'a general matter' },
              complex: { zh: '复杂、重大事项', en: 'a complex or grave matter' },
            }),
            '难易程度',
            'Complexity',
          ).optional(),
          reasons: toldToParties(titled(personal(text, '投诉办理'), '不予受理理由', 'Why it is not accepted')).optional(),
          rightPlace: toldToParties(titled(personal(place, '投诉办理'), '应向何处反映', 'Where to turn instead')).optional(),
          subject: titled(
            z.strictObject({
              unit: titled(subjectUnitReference, '被检举控告人单位', 'Unit of the official'),
              name: titled(personal(name, '检举控告'), '被检举控告人', 'Whom it accuses').optional(),
            }),
            '被检举控告人',
            'Whom it accuses',
          ).optional(),
        })
        .refine(({ decision, complexity }) => (decision === 'accepted') === (complexity !== undefined), {
          path: ['complexity'],
          error: message('受理时须分清难易,且仅在此时填写', 'said when it is accepted, and only then'),
        })
        .refine(({ decision, reasons }) => (decision === 'refused') === (reasons !== undefined), {
          path: ['reasons'],
          error: message('不予受理须说明理由,且仅在此时填写', 'given with a refusal, and only then'),
        })
        .refine(({ decision, rightPlace }) => (decision === 'refused') === (rightPlace !== undefined), {
          path: ['rightPlace'],
          error: message('不予受理须告知应向何处反映,且仅在此时填写', 'said with a refusal, and only then'),
        })
        .refine(({ decision, subject }) => (decision === 'official') === (subject !== undefined), {
          path: ['subject'],
          error: message('检举控告须写明被检举控告人单位,且仅在此时填写', 'named with an accusation, and only then'),
        }),
    },
    distribute: {
      stage: 'distribute',
      label: { zh: '分办', en: 'Distribute' },
      roles: platform,
      rule: 'complaint.distribute',
      visibility: 'parties',
      form: z.strictObject({
        mode: titled(
          choice({
            assign: { zh: '分办', en: 'assigned to the unit concerned' },
            handOver: { zh: '转办', en: 'handed over to another unit' },
          }),
          '方式',
          'How',
        ),
        to: titled(unitReference, '承办单位', 'Unit that handles it'),
        note: titled(personal(text, '投诉办理'), '分办意见', 'Note').optional(),
      }),
    },
    takeOver: {
      stage: 'distribute',
      label: { zh: '转办接收', en: 'Take it over' },
      roles: unit,
      rule: 'complaint.takeOver',
      handOver: true,
      form: z.strictObject({}),
    },
    handle: {
      stage: 'handle',
      label: { zh: '办理', en: 'Handle' },
      roles: unit,
      visibility: 'parties',
      form: z
        .strictObject({
          visited: titled(z.boolean(), '已实地查看', 'Looked at on the spot'),
          visitedOn: titled(day, '查看日期', 'Day of the visit').optional(),
          whyNot: titled(personal(text, '投诉办理'), '未实地查看的原因', 'Why there was no visit').optional(),
          found: titled(personal(text, '投诉办理'), '查看核实情况', 'What was found'),
          measures: titled(personal(text, '投诉办理'), '处理情况', 'What is done about it'),
          result: titled(
            choice({
              resolved: { zh: '已解决', en: 'resolved' },
              underWay: { zh: '正在解决', en: 'under way' },
              explained: { zh: '已解释说明', en: 'explained' },
              unfounded: { zh: '反映不属实', en: 'unfounded' },
            }),
            '办理结果',
            'Result',
          ),
          photos: titled(z.array(attachmentReference).max(9), '现场照片', 'Photographs').default([]),
        })
        .refine(({ visited, whyNot }) => visited !== (whyNot !== undefined), {
          path: ['whyNot'],
          error: message('未实地查看须说明原因,且仅在此时填写', 'said where nobody went to look, and only then'),
        })
        .refine(({ visited, visitedOn }) => visited === (visitedOn !== undefined), {
          path: ['visitedOn'],
          error: message('实地查看须填写日期', 'a visit has its day'),
        }),
    },
    explain: {
      stage: 'handle',
      label: { zh: '解释说明', en: 'Progress and explanation' },
      roles: unit,
      rule: 'complaint.explain',
      visibility: 'parties',
      form: z.strictObject({
        progress: toldToParties(titled(personal(text, '答复投诉人'), '办理进展', 'Progress')),
        explanation: toldToParties(titled(personal(text, '答复投诉人'), '情况说明', 'Explanation')),
      }),
    },
    review: {
      stage: 'review',
      label: { zh: '审核', en: 'Review' },
      roles: platform,
      form: z
        .strictObject({
          decision: titled(
            choice({ approved: { zh: '通过', en: 'approved' }, sentBack: { zh: '退回重办', en: 'sent back' } }),
            '审核意见',
            'Decision',
          ),
          reasons: titled(personal(text, '投诉办理'), '退回理由', 'Why it is sent back').optional(),
        })
        .refine(({ decision, reasons }) => decision === 'approved' || reasons !== undefined, {
          path: ['reasons'],
          error: message('退回重办须说明理由', 'what is sent back needs reasons'),
        }),
    },
    reply: {
      stage: 'reply',
      label: { zh: '答复', en: 'Reply' },
      roles: platform,
      visibility: 'parties',
      form: z.strictObject({
        text: toldToParties(titled(personal(text, '答复投诉人'), '答复内容', 'Reply')),
        alsoBy: titled(
          z.array(
            choice({
              phone: { zh: '电话', en: 'by telephone' },
              visit: { zh: '上门', en: 'in person' },
              letter: { zh: '书面', en: 'by letter' },
            }),
          ),
          '另行告知方式',
          'Also told',
        )
          .max(3)
          .default([])
          .meta({ description: '答复一律在查询页公布;匿名投诉仅在查询页答复 · every reply stands on the receipt page; for somebody without a name it stands only there' }),
      }),
    },
  },
});
