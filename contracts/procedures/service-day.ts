import { z } from 'zod';
import { day, instant } from '../ids.ts';
import { message } from '../message.ts';
import { personal } from '../personal.ts';
import { defineOccasion, defineProcedure } from '../procedure.ts';
import { delegate, unitReference } from '../references.ts';

/** What stays the same from one day to the next. */
const lasting = {
  community: unitReference.meta({ title: '坐班社区' }),
  units: z
    .array(unitReference)
    .min(1)
    .max(20)
    .refine((units) => new Set(units).size === units.length, message('单位重复', 'a unit is repeated'))
    .meta({ title: '坐班单位' }),
  supervisor: unitReference.meta({ title: '督办单位' }),
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
  occasion: defineOccasion(z.strictObject(lasting), (routine, hours) => ({ ...routine, ...hours }), { duty: { step: 'checkIn', each: 'units' } }),
  source: '2022年11月报:池州市经开区政务服务中心每周五到社区坐班',
  stages: {
    roster: { zh: '确认排班', en: 'Roster' },
    sitIn: { zh: '坐班', en: 'Sit-in' },
    report: { zh: '小结', en: 'Report' },
  },
  matter: z
    .strictObject({
      ...lasting,
      day: day.meta({ title: '坐班日期' }),
      opensAt: instant.meta({ title: '开始时间', future: true }),
      closesAt: instant.meta({ title: '结束时间', future: true }),
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
      form: z.strictObject({ ...delegate, substitute: z.boolean().default(false).meta({ title: '替班', description: '非排班人员' }) }),
    },
    report: {
      stage: 'report',
      label: { zh: '坐班小结', en: 'Report of the day' },
      roles: ['handler', 'unitHead', 'coordinator'],
      rule: 'serviceDay.report',
      visibility: 'public',
      form: z.strictObject({
        consultations: z.int().min(0).max(10_000).meta({ title: '咨询人次', description: '帮办代办件数由系统统计,不必填写 · filings are counted, not asked for' }),
        note: personal(z.string().trim().max(500), '工作小结').optional().meta({ title: '备注' }),
      }),
    },
  },
});
