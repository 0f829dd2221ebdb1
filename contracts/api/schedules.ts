import { z } from 'zod';
import { caseNo, day, instant, regionCode, unitCode } from '../ids.ts';
import { label } from '../label.ts';
import { message } from '../message.ts';
import { serviceDayRoutine } from '../procedures/service-day.ts';

/** At this hour of Beijing time a schedule opens the case of an occasion. */
export const openingHour = 7;

/** 放假时: what becomes of an occasion whose day is no working day. */
export const onHoliday = z.enum(['hold', 'skip', 'nextWorkday', 'previousWorkday']);
export const onHolidayLabels = {
  hold: { zh: '照常', en: 'held all the same' },
  skip: { zh: '不开展', en: 'skipped' },
  nextWorkday: { zh: '顺延至下一工作日', en: 'moved to the next working day' },
  previousWorkday: { zh: '提前至上一工作日', en: 'moved to the working day before' },
} as const satisfies Record<z.infer<typeof onHoliday>, { zh: string; en: string }>;

const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, message('时间写作 09:00', 'a time looks like 09:00'));

const fields = {
  procedure: z.literal('serviceDay').default('serviceDay'),
  region: regionCode,
  title: z.string().trim().min(2).max(80).meta({ description: '各次事项以此加日期为标题,勿含个人信息 · with the day, the title of each case' }),
  weekday: z.int().min(1).max(7).meta({ description: '1 为周一,7 为周日 · 1 is Monday, 7 is Sunday' }),
  opensAt: time,
  closesAt: time,
  leadDays: z.int().min(0).max(14).default(3).meta({ description: `提前几日立案(当日 ${openingHour} 时) · how many days before the occasion its case is opened` }),
  onHoliday: onHoliday.default('skip'),
  until: day.meta({ description: '最后一次不晚于此日 · the last day on which an occasion is planned' }),
  active: z.boolean().default(true).meta({ description: '停用后不再立案 · a stopped schedule opens no cases' }),
  matter: serviceDayRoutine,
};

export const scheduleBody = z
  .strictObject(fields)
  .refine(({ opensAt, closesAt }) => opensAt < closesAt, {
    path: ['closesAt'],
    error: message('结束时间须晚于开始时间', 'it closes after it opens'),
  })
  .refine(({ opensAt, leadDays }) => leadDays > 0 || Number(opensAt.slice(0, 2)) > openingHour, {
    path: ['opensAt'],
    error: message(`当日立案的,开始时间须晚于 ${openingHour}:59`, `without lead days it opens after ${openingHour}:59, when its case is there`),
  })
  .meta({ id: 'ScheduleBody' });
export type ScheduleBody = z.infer<typeof scheduleBody>;

export const scheduleId = z.string().regex(/^[A-Za-z]+-\d{6}-[0-9a-f]{8}$/, message('日程编号不正确', 'a schedule id looks like serviceDay-341702-1a2b3c4d'));

/** An occasion that is planned: when, and whether the calendar moves or skips it. */
export const occasion = z
  .strictObject({
    planned: day.meta({ description: '按星期本应开展的日期 · the day by its weekday' }),
    day: day.nullable().meta({ description: '实际日期;不开展时为 null · null where it does not take place' }),
    why: label.nullable(),
    opensAt: instant.nullable(),
    caseOpensAt: instant.nullable().meta({ description: '何时自动立案 · when its case is opened by itself' }),
    provisional: z.boolean().meta({ description: '该年放假安排尚未公布 · the calendar of that year is not published' }),
    caseNo: caseNo.nullable().meta({ description: '已立案的事项 · its case, once it is opened' }),
  })
  .meta({ id: 'Occasion' });
export type Occasion = z.infer<typeof occasion>;

/** 日程: a recurring occasion. */
export const schedule = z
  .strictObject({
    id: scheduleId,
    ...fields,
    coordinator: unitCode,
    updatedAt: instant,
    next: occasion.nullable().meta({ description: '下一次开展 · the next that takes place' }),
    links: z.strictObject({ self: z.string(), temporalUi: z.string() }),
  })
  .meta({ id: 'Schedule' });
export type Schedule = z.infer<typeof schedule>;

export const occasions = z.strictObject({ items: z.array(occasion) }).meta({ id: 'Occasions' });
