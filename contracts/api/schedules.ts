import { z } from 'zod';
import { caseNo, day, instant, officerId, regionCode, unitCode } from '../ids.ts';
import { json } from '../json.ts';
import { label } from '../label.ts';
import { choice, titled } from '../form.ts';
import { message } from '../message.ts';
import { month } from '../month.ts';
import type { OccasionDefinition, ProcedureDefinition } from '../procedure.ts';
import { procedures } from '../procedures/index.ts';

/** At this hour of Beijing time a schedule opens the case of an occasion. */
export const openingHour = 7;

/** 放假时: what becomes of an occasion whose day is no working day. */
export const onHolidayLabels = {
  hold: { zh: '照常', en: 'held all the same' },
  skip: { zh: '不开展', en: 'skipped' },
  nextWorkday: { zh: '顺延至下一工作日', en: 'moved to the next working day' },
  previousWorkday: { zh: '提前至上一工作日', en: 'moved to the working day before' },
} as const;
export const onHoliday = choice(onHolidayLabels);

/** 周期: how often an occasion is planned. A day of the month is one that every month has. */
export const recurrence = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: titled(z.literal('daily'), '每日', 'Every day') }),
    z.strictObject({
      kind: titled(z.literal('weekly'), '每周', 'Every week'),
      weekday: titled(z.int().min(1).max(7), '星期', 'Weekday').meta({ description: '1 为周一,7 为周日 · 1 is Monday, 7 is Sunday' }),
    }),
    z.strictObject({
      kind: titled(z.literal('monthly'), '每月', 'Every month'),
      day: titled(z.int().min(1).max(28), '日期', 'Day of the month').meta({ description: '1 至 28 日,每月都有 · 1 to 28: every month has it' }),
    }),
  ])
  .meta({ id: 'Recurrence', title: '周期', titleEn: 'How often' });
export type Recurrence = z.infer<typeof recurrence>;

const time = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/, message('时间写作 09:00', 'a time looks like 09:00'))
  .meta({ timeOfDay: true });

const fields = {
  title: titled(z.string().trim().min(2).max(80), '名称', 'Name').meta({
    description: '各次事项以此加日期为标题,勿含个人信息 · with the day, the title of each case; nobody’s name',
  }),
  region: titled(regionCode, '区划', 'Region'),
  recurrence,
  opensAt: titled(time, '开始时间', 'Begins at'),
  closesAt: titled(time, '结束时间', 'Ends at'),
  leadDays: titled(z.int().min(0).max(14), '提前几日立案', 'Lead days')
    .meta({ description: `当日 ${openingHour} 时立案 · how many days before the occasion its case is opened, at ${openingHour} o’clock` })
    .default(3),
  onHoliday: titled(onHoliday, '遇非工作日', 'On a day off').default('skip'),
  until: titled(day, '期限', 'End of term').meta({ description: '最后一次不晚于此日 · the last day on which an occasion is planned' }),
  active: titled(z.boolean(), '启用', 'In force').meta({ description: '停用后不再立案 · a stopped schedule opens no cases' }).default(true),
};

/** A procedure that schedules may open. */
export type Scheduled = ProcedureDefinition & { readonly occasion: OccasionDefinition };

function isScheduled(procedure: ProcedureDefinition): procedure is Scheduled {
  return procedure.occasion !== undefined;
}

/** Every procedure that schedules may open. */
export const scheduledProcedures: readonly Scheduled[] = Object.values(procedures).filter(isScheduled);

/** The body that makes a schedule of one procedure. */
export function scheduleBodyOf({ name, occasion: { routine } }: Scheduled) {
  return z
    .strictObject({ procedure: titled(z.literal(name), '流程', 'Procedure'), ...fields, matter: titled(routine, '各次相同的内容', 'What stays the same') })
    .refine(({ opensAt, closesAt }) => opensAt < closesAt, {
      path: ['closesAt'],
      error: message('结束时间须晚于开始时间', 'it closes after it opens'),
    })
    .refine(({ opensAt, leadDays }) => leadDays > 0 || Number(opensAt.slice(0, 2)) > openingHour, {
      path: ['opensAt'],
      error: message(`当日立案的,开始时间须晚于 ${openingHour}:59`, `without lead days it opens after ${openingHour}:59, when its case is there`),
    })
    .refine(({ recurrence: often, leadDays }) => often.kind !== 'monthly' || leadDays < often.day, {
      path: ['leadDays'],
      error: message('每月的日程须在当月立案:提前天数须小于日期', 'the case of a monthly occasion is opened in its month: fewer lead days than its day'),
    });
}

const [first, ...others] = scheduledProcedures.map(scheduleBodyOf);
if (first === undefined) throw new Error('there is no procedure that schedules open');

/** The body of `POST /schedules`: one form for each procedure that schedules may open. */
export const scheduleBody = z.discriminatedUnion('procedure', [first, ...others]).meta({ id: 'ScheduleBody' });
export type ScheduleBody = z.infer<typeof scheduleBody>;

export const scheduleId = z.string().regex(/^[A-Za-z]+-\d{6}-[0-9a-f]{8}$/, message('日程编号不正确', 'a schedule id looks like serviceDay-341702-1a2b3c4d'));

/** An occasion that is planned: when, and whether the calendar moves or skips it. */
export const occasion = z
  .strictObject({
    planned: day.meta({ description: '按周期本应开展的日期 · the day by its recurrence' }),
    day: day.nullable().meta({ description: '实际日期;不开展时为 null · null where it does not take place' }),
    why: label.nullable(),
    changed: z
      .strictObject({ reason: z.string(), by: officerId, at: instant })
      .nullable()
      .meta({ description: '单次调整:由协调员改期或不开展 · moved or left out by the coordinator; null where the calendar alone decides' }),
    opensAt: instant.nullable(),
    caseOpensAt: instant.nullable().meta({ description: '何时自动立案 · when its case is opened by itself' }),
    provisional: z.boolean().meta({ description: '该年放假安排尚未公布 · the calendar of that year is not published' }),
    caseNo: caseNo.nullable().meta({ description: '已立案的事项 · its case, once it is opened' }),
  })
  .meta({ id: 'Occasion' });
export type Occasion = z.infer<typeof occasion>;

/** 单次调整: one occasion on another day, or not at all. */
export const occasionBody = z
  .strictObject({
    day: titled(day.nullable(), '改至', 'To').meta({ description: 'null 为不开展 · null: it does not take place' }),
    reason: titled(z.string().trim().min(2).max(200), '理由', 'Reason').meta({ description: '勿含个人信息 · nobody’s name' }),
  })
  .meta({ id: 'OccasionBody' });
export type OccasionBody = z.infer<typeof occasionBody>;

/** Such a change as it is kept with its schedule. */
export const occasionChange = z.strictObject({ ...occasionBody.shape, planned: day, by: officerId, at: instant });
export type OccasionChange = z.infer<typeof occasionChange>;

/** 日程: a recurring occasion. */
export const schedule = z
  .strictObject({
    id: scheduleId,
    procedure: z.string(),
    ...fields,
    matter: z.record(z.string(), json).meta({ description: '各次相同的内容 · what stays the same from one occasion to the next' }),
    coordinator: unitCode,
    updatedAt: instant,
    next: occasion.nullable().meta({ description: '下一次开展 · the next that takes place' }),
    links: z.strictObject({ self: z.string(), temporalUi: z.string() }),
  })
  .meta({ id: 'Schedule' });
export type Schedule = z.infer<typeof schedule>;

const duties = z.int().min(0);

/** 值守覆盖: duties, such as rounds of a patrol, of one month. `planned` is the sum of the others. */
export const coverage = z
  .strictObject({
    schedule: scheduleId,
    duty: label,
    items: z.array(
      z.strictObject({
        month,
        planned: duties,
        done: duties,
        missed: duties.meta({ description: '缺勤,且无人替补 · nobody came, and nobody instead' }),
        cancelled: duties.meta({ description: '事项已撤回 · of cases that were withdrawn' }),
        notOpened: duties.meta({ description: '应开展而未立案,如系统中断 · the day passed without a case, such as in an outage' }),
        toCome: duties.meta({ description: '尚未到时或仍可替补 · still to come, or somebody may still come instead' }),
      }),
    ),
  })
  .meta({ id: 'Coverage' });
export type Coverage = z.infer<typeof coverage>;

export const occasions = z.strictObject({ items: z.array(occasion) }).meta({ id: 'Occasions' });
