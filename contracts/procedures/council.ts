import { z } from 'zod';
import { choice, titled } from '../form.ts';
import { instant } from '../ids.ts';
import { message } from '../message.ts';
import { personal } from '../personal.ts';
import { defineProcedure } from '../procedure.ts';
import { delegate, unitReference, unitReferenceOf } from '../references.ts';

const text = z.string().trim().min(2).max(2000);
const fileNo = z.string().trim().min(2).max(60);
const people = ['handler', 'unitHead', 'coordinator'] as const;
const count = z.int().min(0).max(100_000);
const eachOnce = (units: readonly string[]) => new Set(units).size === units.length;

/**
 * 长板凳议事会, 党群议事会, 党建联席会: what residents are concerned about is put on an agenda, answered question by question by the
 * units that are asked to come, and decided together.
 */
export const council = defineProcedure({
  name: 'council',
  family: 'general',
  label: { zh: '议事会', en: 'Council of residents and units' },
  mark: '议',
  confidential: false,
  openedBy: ['coordinator', 'handler', 'unitHead'],
  source: '2022年11月报:屯溪区黎阳镇“长板凳议事会”;合肥市庐阳区党群议事会',
  stages: {
    listen: { zh: '走访询问', en: 'Listening' },
    invite: { zh: '议题与邀请', en: 'Agenda and invitation' },
    meet: { zh: '议事', en: 'Meeting' },
    project: { zh: '项目实施', en: 'Project' },
    tell: { zh: '登门入户', en: 'From door to door' },
  },
  matter: z.strictObject({
    kind: titled(
      choice({
        longBench: { zh: '长板凳议事会', en: 'long-bench council' },
        partyAndResidents: { zh: '党群议事会', en: 'council of party and residents' },
        jointMeeting: { zh: '党建联席会', en: 'joint meeting of party branches' },
      }),
      '议事形式',
      'Kind of council',
    ),
    concern: titled(
      choice({
        drainage: { zh: '排水', en: 'drainage' },
        roads: { zh: '道路出行', en: 'roads and access' },
        facilities: { zh: '公共设施', en: 'public facilities' },
        environment: { zh: '环境卫生', en: 'environment' },
        parking: { zh: '停车', en: 'parking' },
        safety: { zh: '安全', en: 'safety' },
        schooling: { zh: '入学', en: 'schooling' },
        other: { zh: '其他', en: 'other' },
      }),
      '关注的问题',
      'What it is about',
    ),
    concerns: titled(
      z.array(z.strictObject({ concern: titled(personal(text, '议事'), '居民反映', 'What residents say') })).min(1).max(30),
      '居民反映',
      'Concerns of residents',
    ),
    host: titled(unitReference, '召集单位(党组织)', 'Host (party branch)'),
    community: titled(unitReferenceOf('community'), '社区', 'Community'),
    supervisor: titled(unitReference, '督办单位', 'Supervisor'),
  }),
  steps: {
    visit: {
      stage: 'listen',
      label: { zh: '走访询问', en: 'Visit and ask' },
      roles: people,
      rule: 'council.visit',
      form: z.strictObject({
        households: titled(count.min(1), '走访户数', 'Households visited'),
        findings: titled(personal(text, '议事'), '走访情况', 'What was found'),
      }),
    },
    agenda: {
      stage: 'invite',
      label: { zh: '拟定议题、邀请单位', en: 'Set the agenda and invite' },
      roles: people,
      rule: 'council.agenda',
      visibility: 'parties',
      form: z.strictObject({
        at: titled(instant, '议事时间', 'When').meta({ future: true }),
        invited: titled(
          z.array(unitReference).max(20).refine(eachOnce, message('单位重复', 'a unit is repeated')).default([]),
          '邀请单位',
          'Units that are invited',
        ),
        questions: titled(
          z
            .array(
              z.strictObject({
                question: titled(personal(text, '议事'), '问题', 'Question'),
                unit: titled(unitReference, '解答单位', 'Unit that answers'),
              }),
            )
            .min(1)
            .max(20),
          '议题',
          'Questions, numbered q1, q2 …',
        ),
      }),
    },
    attend: {
      stage: 'invite',
      label: { zh: '确认参会', en: 'Say who comes' },
      roles: ['handler', 'unitHead'],
      rule: 'council.attend',
      handOver: true,
      form: z.strictObject(delegate),
    },
    meet: {
      stage: 'meet',
      label: { zh: '召开议事会', en: 'Hold the meeting' },
      roles: people,
      rule: 'council.meet',
      visibility: 'parties',
      form: z
        .strictObject({
          held: titled(z.boolean(), '如期召开', 'It was held'),
          residents: titled(count, '到会居民人数', 'Residents who came').optional(),
        })
        .refine(({ held, residents }) => held === (residents !== undefined), {
          path: ['residents'],
          error: message('召开的填写到会居民人数,未召开的不填', 'given when it was held, and only then'),
        }),
    },
    answer: {
      stage: 'meet',
      label: { zh: '逐一解答', en: 'Answer a question' },
      roles: people,
      rule: 'council.answer',
      visibility: 'parties',
      form: z.strictObject({
        how: titled(
          choice({ meeting: { zh: '会上解答', en: 'in the meeting' }, afterwards: { zh: '会后答复', en: 'afterwards' } }),
          '解答方式',
          'How',
        ),
        answer: titled(personal(text, '议事'), '解答', 'Answer'),
      }),
    },
    resolve: {
      stage: 'meet',
      label: { zh: '研究协商、最终确定', en: 'Deliberate and resolve' },
      roles: people,
      rule: 'council.resolve',
      visibility: 'parties',
      form: z
        .strictObject({
          decision: titled(
            choice({
              adopted: { zh: '通过', en: 'adopted' },
              notAdopted: { zh: '未通过', en: 'not adopted' },
              postponed: { zh: '下次再议', en: 'postponed' },
            }),
            '决议',
            'Resolution',
          ),
          resolution: titled(personal(text, '议事'), '决议内容', 'What was resolved'),
          project: titled(unitReference, '申请项目的受理单位', 'Unit to which a project is proposed').optional(),
        })
        .refine(({ decision, project }) => decision === 'adopted' || project === undefined, {
          path: ['project'],
          error: message('通过的决议方可申请项目', 'a project follows from an adopted resolution only'),
        }),
    },
    applyForProject: {
      stage: 'project',
      label: { zh: '申请项目', en: 'Apply for a project' },
      roles: ['handler', 'unitHead'],
      rule: 'council.applyForProject',
      visibility: 'parties',
      handOver: true,
      form: z.strictObject({
        projectNo: titled(fileNo, '项目编号', 'Number of the project'),
        milestones: titled(
          z
            .array(
              z.strictObject({
                work: titled(
                  choice({
                    design: { zh: '方案设计', en: 'design' },
                    clearing: { zh: '清理整备', en: 'clearing of the ground' },
                    hardening: { zh: '地面硬化', en: 'hardening of the ground' },
                    installation: { zh: '安装调试', en: 'installation and testing' },
                    repair: { zh: '维修改造', en: 'repair' },
                    acceptance: { zh: '验收', en: 'acceptance' },
                  }),
                  '工作',
                  'Work',
                ),
                unit: titled(unitReference, '实施单位', 'Unit'),
                days: titled(z.int().min(1).max(365), '承诺天数(日)', 'Days promised'),
              }),
            )
            .min(1)
            .max(20),
          '实施步骤',
          'Milestones, in order',
        ),
      }),
    },
    milestone: {
      stage: 'project',
      label: { zh: '项目实施', en: 'Milestone of the project' },
      roles: people,
      rule: 'council.milestone',
      visibility: 'parties',
      form: z.strictObject({
        finished: titled(z.literal(true), '已完成', 'Finished'),
        note: titled(personal(text, '议事'), '完成情况', 'Note').optional(),
      }),
    },
    answerAgain: {
      stage: 'tell',
      label: { zh: '再次答复', en: 'Answer again' },
      roles: people,
      rule: 'council.answerAgain',
      visibility: 'parties',
      form: z.strictObject({ answer: titled(personal(text, '议事'), '答复', 'Answer') }),
    },
    doorToDoor: {
      stage: 'tell',
      label: { zh: '登门入户、交流结果', en: 'Tell the result from door to door' },
      roles: [...people, 'gridWorker'],
      rule: 'council.doorToDoor',
      visibility: 'parties',
      form: z
        .strictObject({
          households: titled(count.min(1), '入户户数', 'Households visited'),
          supporting: titled(count, '表示理解支持的户数', 'Households that understand and support it'),
        })
        .refine(({ households, supporting }) => supporting <= households, {
          path: ['supporting'],
          error: message('不得多于入户户数', 'not more than were visited'),
        }),
    },
  },
});
