import { z } from 'zod';
import { caseStatus } from '../case.ts';
import { light } from '../clock.ts';
import { caseNo, day, instant, regionCode, stepId } from '../ids.ts';
import { label, type Label } from '../label.ts';
import { occasion, scheduleId } from './schedules.ts';

/** 值守状态: how far one duty of an occasion has come. */
export const dutyStateLabels = {
  ahead: { zh: '未开始', en: 'not begun' },
  toConfirm: { zh: '待确认', en: 'to be confirmed' },
  confirmed: { zh: '已确认', en: 'confirmed' },
  expected: { zh: '待到岗', en: 'expected' },
  present: { zh: '已到岗', en: 'present' },
  noShow: { zh: '缺勤', en: 'no-show' },
  replaced: { zh: '已换人', en: 'replaced' },
  cancelled: { zh: '已取消', en: 'cancelled' },
} as const;
export const dutyState = z.enum(Object.keys(dutyStateLabels) as Array<keyof typeof dutyStateLabels>);
export type DutyState = z.infer<typeof dutyState>;

/** What a duty counts as, in the coverage of its month. */
export const dutyFateLabels = {
  done: { zh: '已完成', en: 'done' },
  missed: { zh: '缺勤', en: 'missed' },
  cancelled: { zh: '已取消', en: 'cancelled' },
  notOpened: { zh: '未立案', en: 'not opened' },
  toCome: { zh: '待开展', en: 'to come' },
} as const satisfies Record<string, Label>;
export const dutyFate = z.enum(Object.keys(dutyFateLabels) as Array<keyof typeof dutyFateLabels>);
export type DutyFate = z.infer<typeof dutyFate>;

const unit = z.strictObject({ code: z.string(), name: label });

/** One duty: a unit that sits in, or a round of a patrol. */
export const duty = z
  .strictObject({
    unit,
    at: instant.nullable().meta({ description: '本轮开始时间 · when its round begins' }),
    officer: z.string().nullable().meta({ description: '排班人员 · who was named' }),
    state: dutyState.nullable().meta({ description: '无权查看该事项的为 null · null for those who may not see the case' }),
    substitute: z.strictObject({ unit, state: dutyState }).nullable().meta({ description: '替补 · who comes instead' }),
    asked: z
      .strictObject({ step: stepId, dueAt: instant.nullable() })
      .nullable()
      .meta({ description: '缺勤后待协调单位安排替补的环节 · the step in which the coordinator is asked who comes instead' }),
    fate: dutyFate.nullable().meta({ description: '计入当月覆盖的口径 · what it counts as in the coverage of its month' }),
  })
  .meta({ id: 'Duty' });
export type Duty = z.infer<typeof duty>;

/** 值守日历中的一次: planned by a schedule, or a case that was opened by hand for a day. */
export const dutyOccasion = z
  .strictObject({
    ...occasion.omit({ caseNo: true, planned: true }).shape,
    schedule: scheduleId.nullable().meta({ description: '未按日程立案的为 null · null where the case was opened by hand' }),
    planned: day.nullable(),
    on: day.meta({ description: '在日历中的日期:实际日期,不开展的为原定日期 · the day under which it stands: when it takes place, or would have' }),
    closesAt: instant.nullable(),
    procedure: z.strictObject({ name: z.string(), label }),
    title: z.string(),
    region: regionCode,
    place: unit.nullable(),
    coordinator: z.string(),
    opened: z.boolean(),
    case: z
      .strictObject({ caseNo, status: caseStatus, stage: label, light: light.nullable() })
      .nullable()
      .meta({ description: '已立案且有权查看的事项 · its case, for those who may see it' }),
    duties: z.array(duty),
  })
  .meta({ id: 'DutyOccasion' });
export type DutyOccasion = z.infer<typeof dutyOccasion>;

export const duties = z
  .strictObject({ items: z.array(dutyOccasion), left: z.int().meta({ description: '未列出的次数,请缩小范围 · how many were left out: ask for less' }) })
  .meta({ id: 'Duties' });
export type Duties = z.infer<typeof duties>;
