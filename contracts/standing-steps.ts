import { z } from 'zod';
import { ratingLevel } from './action.ts';
import { choice, titled } from './form.ts';
import { personal } from './personal.ts';
import { unitReference } from './references.ts';
import type { StepDefinition } from './procedure.ts';

const reason = titled(z.string().trim().min(2).max(500), '理由', 'Reason');
const instruction = titled(z.string().trim().min(2).max(500), '督办意见', 'Instruction');

/** Steps that every procedure has, because the kit offers them: decisions about other steps, and follow-up visits. They stay in the stage in which they arise. */
export const standingSteps = {
  /** The objection of a unit that returned a step is reviewed. */
  reviewReturn: {
    stage: '',
    label: { zh: '退回复核', en: 'Review the return' },
    roles: ['coordinator', 'unitHead'],
    rule: 'general.objectionReview',
    form: z.strictObject({
      decision: titled(
        choice({
          reassign: { zh: '改派其他单位', en: 'to another unit' },
          reject: { zh: '退回不成立,继续办理', en: 'rejected: the unit goes on' },
          drop: { zh: '退回成立,不再需要(限协办、移交)', en: 'not needed (parts of co-units and hand-overs only)' },
        }),
        '复核决定',
        'Decision',
      ),
      to: titled(unitReference, '改派单位', 'Unit to which it goes').optional(),
      reason,
    }),
  },
  decideExtension: {
    stage: '',
    label: { zh: '延期审批', en: 'Decide on the extension' },
    roles: ['unitHead', 'coordinator'],
    rule: 'general.extensionDecision',
    form: z.strictObject({ approve: titled(z.boolean(), '同意延期', 'Approve'), reason }),
  },
  /** The last rung of a ladder. */
  superviseClock: {
    stage: '',
    label: { zh: '督办', en: 'Supervise' },
    roles: ['supervisor'],
    rule: 'general.supervision',
    form: z.strictObject({ instruction }),
  },
  replyToSupervision: {
    stage: '',
    label: { zh: '督办回复', en: 'Reply to the supervision' },
    roles: ['handler', 'unitHead'],
    rule: 'general.supervisionReply',
    form: z.strictObject({ measures: titled(z.string().trim().min(2).max(1000), '整改措施', 'Measures') }),
  },
  /** 缺勤之后: who comes instead. */
  nameSubstitute: {
    stage: '',
    label: { zh: '安排替补', en: 'Name a substitute' },
    roles: ['coordinator', 'unitHead'],
    rule: 'general.nameSubstitute',
    form: z.strictObject({
      unit: titled(unitReference.nullable(), '替补单位', 'Unit that comes instead').meta({
        description: '可为原单位(仅迟到);不再安排则留空 (null) · may be the same unit, where it is only late; left empty (null): nobody comes',
      }),
      reason,
    }),
  },
  followUp: {
    stage: '',
    label: { zh: '回访', en: 'Follow-up visit' },
    roles: ['handler', 'unitHead', 'coordinator'],
    rule: 'general.followUp',
    form: z.strictObject({
      channel: titled(
        choice({ phone: { zh: '电话', en: 'by telephone' }, visit: { zh: '上门', en: 'in person' }, online: { zh: '网络', en: 'online' } }),
        '方式',
        'How',
      ),
      outcome: titled(
        choice({
          reached: { zh: '已联系上', en: 'reached' },
          unreachable: { zh: '未能联系', en: 'not reached' },
          refused: { zh: '拒绝回访', en: 'refused to answer' },
        }),
        '结果',
        'Outcome',
      ),
      contacted: titled(z.boolean(), '承办单位按时联系', 'The unit made contact in time').optional(),
      resolved: titled(z.boolean(), '问题已解决', 'Resolved').optional(),
      level: titled(ratingLevel, '满意度', 'Satisfaction').optional(),
      comment: titled(personal(z.string().trim().max(500), '回访记录'), '回访记录', 'What was said').optional(),
    }),
  },
} as const satisfies Record<string, StepDefinition>;
export type StandingStep = keyof typeof standingSteps;
