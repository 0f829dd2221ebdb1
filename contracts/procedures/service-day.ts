import { z } from 'zod';
import { titled } from '../form.ts';
import { day, instant } from '../ids.ts';
import { message } from '../message.ts';
import { personal } from '../personal.ts';
import { defineOccasion, defineProcedure } from '../procedure.ts';
import { delegate, unitReference, unitReferenceOf } from '../references.ts';

/** What stays the same from one day to the next. */
const lasting = {
  community: titled(unitReferenceOf('community'), '坐班社区', 'Community'),
  units: titled(
    z
      .array(unitReference)
      .min(1)
      .max(20)
      .refine((units) => new Set(units).size === units.length, message('单位重复', 'a unit is repeated')),
    '坐班单位',
    'Units that sit in',
  ),
  supervisor: titled(unitReference, '督办单位', 'Supervisor'),
  appointments: titled(
    z.strictObject({
      minutes: titled(z.int().min(10).max(240), '每时段分钟数', 'Minutes of a slot'),
      perSlot: titled(z.int().min(0).max(50), '每时段可预约人数', 'Appointments in a slot').meta({ description: '0 为不接受预约 · 0: no appointments' }),
    }),
    '预约',
    'Appointments',
  )
    .meta({ description: '不填时每 30 分钟 3 人 · left out: 3 in every 30 minutes' })
    .optional(),
};

function dayInShanghai(at: string): string {
  return new Date(Date.parse(at) + 8 * 3_600_000).toISOString().slice(0, 10);
}

/**
 * 政务服务进社区 · 坐班日: staff of the service centre and its partners sit in a community on a fixed weekday.
 * Opened by a schedule, some days ahead, so that the roster can be confirmed.
 */
export const serviceDay = defineProcedure({
  name: 'serviceDay',
  family: 'general',
  label: { zh: '政务服务进社区·坐班日', en: 'Service day in the community' },
  mark: '服',
  confidential: false,
  openedBy: ['coordinator'],
  occasion: defineOccasion(z.strictObject(lasting), (routine, hours) => ({ ...routine, ...hours }), {
    duty: { step: 'checkIn', each: 'units', confirm: 'confirmRoster' },
    place: 'community',
  }),
  source: '2022年11月报:池州市经开区政务服务中心每周五到社区坐班',
  stages: {
    roster: { zh: '确认排班', en: 'Roster' },
    sitIn: { zh: '坐班', en: 'Sit-in' },
    report: { zh: '小结', en: 'Report' },
  },
  matter: z
    .strictObject({
      ...lasting,
      day: titled(day, '坐班日期', 'Day'),
      opensAt: titled(instant, '开始时间', 'Opens at').meta({ future: true }),
      closesAt: titled(instant, '结束时间', 'Closes at').meta({ future: true }),
    })
    .refine(({ opensAt, closesAt }) => Date.parse(opensAt) < Date.parse(closesAt), {
      path: ['closesAt'],
      error: message('结束时间须晚于开始时间', 'it closes after it opens'),
    })
    .refine(({ day: on, opensAt, closesAt }) => [opensAt, closesAt].every((at) => dayInShanghai(at) === on), {
      path: ['day'],
      error: message('开始与结束须在坐班当日(北京时间)', 'it opens and closes on its day, in Beijing time'),
    }),
  steps: {
    confirmRoster: {
      stage: 'roster',
      label: { zh: '确认坐班人员', en: 'Confirm who sits in' },
      roles: ['handler', 'unitHead'],
      rule: 'serviceDay.confirmRoster',
      form: z.strictObject(delegate),
    },
    checkIn: {
      stage: 'sitIn',
      label: { zh: '到岗', en: 'Check in' },
      roles: ['handler', 'unitHead'],
      rule: 'serviceDay.checkIn',
      form: z.strictObject({
        ...delegate,
        substitute: titled(z.boolean(), '替班', 'Substitute').meta({ description: '非排班人员 · not the officer of the roster' }).default(false),
      }),
    },
    report: {
      stage: 'report',
      label: { zh: '坐班小结', en: 'Report of the day' },
      roles: ['handler', 'unitHead', 'coordinator'],
      rule: 'serviceDay.report',
      visibility: 'public',
      form: z.strictObject({
        consultations: titled(z.int().min(0).max(10_000), '咨询人次', 'Consultations').meta({
          description: '帮办代办件数由系统统计,不必填写 · filings are counted, not asked for',
        }),
        note: titled(personal(z.string().trim().max(500), '工作小结'), '备注', 'Note').optional(),
      }),
    },
  },
});
