import { z } from 'zod';
import { span } from '../clock.ts';
import { choice, titled } from '../form.ts';
import { message } from '../message.ts';
import { personal } from '../personal.ts';
import { defineProcedure } from '../procedure.ts';
import { unitReferenceOf } from '../references.ts';

/** Code of a household in the registry, such as `laojie-grid-1-0001`. */
export const householdCode = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{1,63}$/, message('住户编号为 2 至 64 位小写字母、数字与连字符', 'a household code has 2 to 64 of a-z, 0-9 and -'));

export const kindLabels = {
  testing: { zh: '核酸检测', en: 'testing' },
  dataCheck: { zh: '数据核查', en: 'data check' },
  stayingAtHome: { zh: '人员管控', en: 'staying at home' },
  homeService: { zh: '居家服务', en: 'service at home' },
  outreach: { zh: '政策宣传', en: 'outreach' },
} as const;
const kind = titled(choice(kindLabels), '任务类型', 'Kind of task');

/** Why a household or a person is left out. */
export const excuseLabels = {
  vacant: { zh: '空置', en: 'vacant' },
  movedAway: { zh: '已迁出', en: 'moved away' },
  away: { zh: '在外未归', en: 'away' },
  unfit: { zh: '身体原因不宜', en: 'unfit for it' },
  refused: { zh: '拒绝,已报社区', en: 'refused, and reported to the community' },
  other: { zh: '其他', en: 'other' },
} as const;

export const outcomeLabels = {
  done: { zh: '已登记', en: 'done' },
  absent: { zh: '无人在家,须再访', en: 'nobody at home, to be visited again' },
  excused: { zh: '不必登记', en: 'left out' },
} as const;

const personVisited = z.strictObject({
  number: titled(z.int().min(1).max(99), '成员序号', 'Number of the member'),
  excuse: titled(choice(excuseLabels), '未办原因', 'Why not done').optional(),
});

const householdVisited = z
  .strictObject({
    household: titled(householdCode, '住户', 'Household'),
    outcome: titled(choice(outcomeLabels), '结果', 'Outcome'),
    persons: titled(z.array(personVisited).max(30).default([]), '家庭成员', 'Members').meta({
      description: '已登记的,须逐人填写;未办的填写原因 · when done: every member, with a reason where not',
    }),
    excuse: titled(choice(excuseLabels), '不必登记的原因', 'Why it is left out').optional(),
    note: titled(personal(z.string().trim().max(200), '走访记录'), '备注', 'Note').optional(),
  })
  .refine(({ outcome, persons }) => outcome === 'done' || persons.length === 0, {
    path: ['persons'],
    error: message('仅已登记的住户填写成员', 'members are given only when the household is done'),
  })
  .refine(({ outcome, excuse }) => (outcome === 'excused') === (excuse !== undefined), {
    path: ['excuse'],
    error: message('不必登记的须填写原因,且仅在此时填写', 'a reason is given when a household is left out, and only then'),
  })
  .refine(({ persons }) => new Set(persons.map(({ number }) => number)).size === persons.length, {
    path: ['persons'],
    error: message('成员重复', 'a member is repeated'),
  });
export type HouseholdVisited = z.infer<typeof householdVisited>;

const visits = z
  .array(householdVisited)
  .min(1)
  .max(50)
  .refine((list) => new Set(list.map(({ household }) => household)).size === list.length, message('住户重复', 'a household is repeated'));

const lasting = {
  kind,
  term: titled(span, '每轮期限', 'Term of a round').optional(),
};

const mostGrids = 1000;
const mostParts = 5000;

/** 应急与普查任务: every household of every grid, 不漏一户、不落一人. One part for each grid and round. */
export const campaign = defineProcedure({
  name: 'campaign',
  family: 'general',
  label: { zh: '入户专项行动', en: 'Household campaign' },
  mark: '动',
  confidential: false,
  openedBy: ['coordinator'],
  source: '2022年11月报:屯溪区261个全科网格,核酸检测、数据核查、人员管控、居家服务、防疫宣传,不漏一户、不落一人',
  stages: {
    rounds: { zh: '入户', en: 'Rounds' },
    report: { zh: '总结', en: 'Report' },
  },
  matter: z
    .strictObject({
      ...lasting,
      rounds: titled(z.int().min(1).max(30), '轮次', 'Rounds'),
      grids: titled(
        z
          .array(unitReferenceOf('grid'))
          .min(1)
          .max(mostGrids)
          .refine((grids) => new Set(grids).size === grids.length, message('网格重复', 'a grid is repeated')),
        '网格',
        'Grids',
      ),
    })
    .refine(({ rounds, grids }) => rounds * grids.length <= mostParts, {
      path: ['rounds'],
      error: message(`轮次与网格数之积不超过 ${mostParts},请分批开展`, `rounds times grids is at most ${mostParts}: make several campaigns`),
    }),
  steps: {
    report: {
      stage: 'report',
      label: { zh: '行动总结', en: 'Report of the campaign' },
      roles: ['coordinator', 'unitHead'],
      rule: 'campaign.report',
      visibility: 'public',
      form: z.strictObject({
        note: titled(personal(z.string().trim().min(2).max(1000), '工作总结'), '总结', 'Note').meta({
          description: '户数、人数由系统统计,不必填写 · households and persons are counted, not asked for',
        }),
      }),
    },
  },
});

/** One grid in one round of a campaign. */
export const campaignGrid = defineProcedure({
  name: 'campaignGrid',
  family: 'general',
  label: { zh: '入户专项行动·网格', en: 'Household campaign, one grid' },
  mark: '户',
  confidential: false,
  openedBy: [],
  source: '2022年11月报:不漏一户、不落一人',
  stages: { visit: { zh: '入户登记', en: 'Visits' } },
  matter: z.strictObject({ ...lasting, grid: titled(unitReferenceOf('grid'), '网格', 'Grid'), round: titled(z.int().min(1), '轮次', 'Round') }),
  steps: {
    visit: {
      stage: 'visit',
      label: { zh: '入户登记', en: 'Visit every household' },
      roles: ['gridWorker', 'handler', 'unitHead'],
      rule: 'campaign.visit',
      report: z.strictObject({ visits: titled(visits, '走访', 'Visits') }),
      form: z.strictObject({}),
    },
  },
});
