import { z } from 'zod';
import { choice, titled } from '../form.ts';
import { day, instant } from '../ids.ts';
import { message } from '../message.ts';
import { personal } from '../personal.ts';
import { defineOccasion, defineProcedure, defineRelated } from '../procedure.ts';
import { categoryReference, fromCase, unitReference, unitReferenceOf } from '../references.ts';

const text = z.string().trim().min(2).max(500);
const time = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/, message('时间写作 18:00', 'a time looks like 18:00'))
  .meta({ timeOfDay: true });
const checkPointId = z.string().regex(/^[a-z0-9-]{1,40}$/, message('点位代号为小写字母、数字与连字符', 'a check point has a-z, 0-9 and hyphens'));

const checkPoint = z.strictObject({
  id: titled(checkPointId, '点位代号', 'Id'),
  name: titled(z.string().trim().min(2).max(60), '点位名称(勿含个人信息)', 'Name of the place, nobody’s name'),
});

function unlike<T>(things: readonly T[]): boolean {
  return new Set(things).size === things.length;
}

/** What stays the same from one evening to the next. */
const lasting = {
  patroller: titled(unitReference, '打更单位', 'Unit that patrols'),
  route: titled(
    z
      .array(checkPoint)
      .min(1)
      .max(50)
      .refine((points) => unlike(points.map(({ id }) => id)), message('点位重复', 'a check point is repeated')),
    '巡查路线',
    'Route',
  ),
  place: titled(unitReferenceOf('grid'), '所在网格', 'Grid in which it lies'),
  supervisor: titled(unitReference, '督办单位', 'Supervising unit'),
};

/** When each round of an evening begins. */
const rounds = z
  .array(time)
  .min(1)
  .max(12)
  .refine(unlike, message('轮次重复', 'a round is repeated'));

const routine = z.strictObject({ ...lasting, rounds: titled(rounds, '各轮开始时间', 'When the rounds begin') });

const matter = z
  .strictObject({
    ...lasting,
    day: titled(day, '日期', 'Day'),
    opensAt: titled(instant, '开始时间', 'Begins at'),
    closesAt: titled(instant, '结束时间', 'Ends at').meta({ future: true }),
    rounds: titled(z.array(instant).min(1).max(12), '各轮开始时间', 'When the rounds begin'),
  })
  .refine(({ opensAt, closesAt }) => Date.parse(opensAt) < Date.parse(closesAt), {
    path: ['closesAt'],
    error: message('结束时间须晚于开始时间', 'it ends after it begins'),
  })
  .refine(({ opensAt, closesAt, rounds: begin }) => begin.every((at) => Date.parse(at) >= Date.parse(opensAt) && Date.parse(at) < Date.parse(closesAt)), {
    path: ['rounds'],
    error: message('各轮须在当晚的开始与结束之间', 'every round begins between the begin and the end of the evening'),
  });

const visit = z.strictObject({
  checkPoint: titled(fromCase(checkPointId, 'checkPoint'), '点位', 'Check point'),
  at: titled(instant, '到达时间', 'When'),
});

const omission = z.strictObject({
  checkPoint: titled(fromCase(checkPointId, 'checkPoint'), '点位', 'Check point'),
  reason: titled(personal(text, '巡查记录'), '未到原因', 'Why not'),
});

const hazard = z.strictObject({
  checkPoint: titled(fromCase(checkPointId, 'checkPoint'), '点位', 'Check point'),
  kind: titled(
    choice({
      fire: { zh: '火灾隐患', en: 'danger of fire' },
      theft: { zh: '防盗隐患', en: 'danger of theft' },
      electricity: { zh: '用电用气', en: 'electricity or gas' },
      passage: { zh: '通道堵塞', en: 'blocked passage' },
      other: { zh: '其他', en: 'other' },
    }),
    '隐患类型',
    'Kind of hazard',
  ),
});

const hazardReport = z.strictObject({
  category: titled(categoryReference, '事件小类', 'Category of the event'),
  title: titled(personal(z.string().trim().min(2).max(80), '隐患上报'), '隐患', 'Hazard'),
  description: titled(personal(text, '隐患上报'), '情况说明', 'What was found'),
});

/**
 * 打更: somebody walks the street every evening, reminds shops and residents of fire and thieves, and reports what he finds.
 * Each evening is a case of its own, opened by a daily schedule.
 */
export const patrol = defineProcedure({
  name: 'patrol',
  family: 'general',
  label: { zh: '巡街打更', en: 'Evening patrol' },
  mark: '巡',
  confidential: false,
  openedBy: ['coordinator'],
  source: '2022年11月报:屯溪老街商会党支部每晚6时巡街打更,提醒防火防盗',
  occasion: defineOccasion(
    routine,
    ({ rounds: begin, ...rest }, hours) => ({
      ...rest,
      ...hours,
      rounds: begin.toSorted().map((at) => new Date(`${hours.day}T${at}:00+08:00`).toISOString()),
    }),
    { duty: { step: 'round', each: 'rounds', unit: 'patroller' }, place: 'place' },
  ),
  stages: {
    walk: { zh: '巡查', en: 'Rounds' },
    report: { zh: '隐患上报', en: 'Hazards' },
  },
  matter,
  steps: {
    round: {
      stage: 'walk',
      label: { zh: '巡查一轮', en: 'Walk a round' },
      roles: ['handler', 'unitHead', 'gridWorker'],
      rule: 'patrol.round',
      form: z.strictObject({
        visited: titled(z.array(visit).max(50), '已到点位', 'Check points visited'),
        omitted: titled(z.array(omission).max(50).default([]), '未到点位', 'Check points not visited'),
        hazards: titled(z.array(hazard).max(20).default([]), '发现隐患', 'Hazards found'),
      }),
    },
    reportHazard: {
      stage: 'report',
      label: { zh: '上报隐患', en: 'Report the hazard' },
      roles: ['handler', 'unitHead', 'gridWorker'],
      rule: 'patrol.reportHazard',
      form: hazardReport,
      opens: defineRelated('gridEvent', { form: hazardReport, matter }, ({ title, ...found }, { place }) => ({
        title,
        matter: { ...found, channel: 'gridWorker', grid: place },
      })),
    },
  },
});
