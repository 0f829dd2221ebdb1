import { z } from 'zod';
import { ratingLevel } from '../action.ts';
import { choice, titled } from '../form.ts';
import { day } from '../ids.ts';
import { message } from '../message.ts';
import { personal } from '../personal.ts';
import { defineProcedure } from '../procedure.ts';
import { caseReference, delegate, fromCase, unitReference, unitReferenceOf } from '../references.ts';

const text = z.string().trim().min(2).max(1000);
const people = ['handler', 'unitHead', 'coordinator'] as const;
const needId = z.string().regex(/^n\d{1,2}$/, message('需求按 n1、n2……编号', 'needs are numbered n1, n2 …'));

const kind = titled(
  choice({
    organisation: { zh: '组织共建', en: 'party branches work together' },
    activities: { zh: '活动共联', en: 'activities held together' },
    resources: { zh: '资源共享', en: 'resources shared' },
    service: { zh: '服务群众', en: 'service to residents' },
  }),
  '类别',
  'Kind',
);

const agreement = {
  agrees: titled(z.boolean(), '同意本年度清单', 'Agrees to the lists of the year'),
  remark: titled(personal(text, '结对共建'), '修改意见', 'What is to be changed').optional(),
};
const renewal = { renew: titled(z.boolean(), '同意续期', 'Agrees to a further term') };
const review = { summary: titled(personal(text, '结对共建'), '年度总结', 'Review of the year') };

/**
 * 结对共建与下沉: a unit is paired with a community for a term. Every year the community lists what it needs and the unit what it
 * can give; both agree, the work is done and rated, and the year is reviewed. A pairing without the end of its term is refused.
 */
export const pairing = defineProcedure({
  name: 'pairing',
  family: 'general',
  label: { zh: '结对共建', en: 'Pairing of a unit and a community' },
  mark: '结',
  confidential: false,
  openedBy: ['coordinator', 'handler', 'unitHead'],
  source: '2022年11月报:黄山市组织共建、活动共联、资源共享,在职党员到社区报到',
  stages: {
    lists: { zh: '三张清单', en: 'Lists of the year' },
    work: { zh: '共建项目', en: 'Work' },
    review: { zh: '年度总结', en: 'Review of the year' },
    term: { zh: '期满', en: 'End of the term' },
  },
  matter: z
    .strictObject({
      unit: titled(unitReference, '结对单位', 'Unit'),
      community: titled(unitReferenceOf('community'), '社区', 'Community'),
      until: titled(day, '结对期满日期', 'Last day of the term').meta({ future: true }),
      renews: titled(caseReference('pairing'), '续期的原结对(事项编号)', 'Pairing that it renews').optional(),
    })
    .refine(({ unit, community }) => unit !== community, {
      path: ['community'],
      error: message('须与结对单位不同', 'must differ from the unit'),
    }),
  steps: {
    needs: {
      stage: 'lists',
      label: { zh: '需求清单', en: 'List the needs' },
      roles: people,
      rule: 'pairing.needs',
      form: z.strictObject({
        needs: titled(
          z.array(z.strictObject({ kind, need: titled(personal(text, '结对共建'), '需求', 'Need') })).min(1).max(20),
          '需求清单',
          'Needs, numbered n1, n2 …',
        ),
      }),
    },
    resources: {
      stage: 'lists',
      label: { zh: '资源清单与项目清单', en: 'List resources and projects' },
      roles: people,
      rule: 'pairing.resources',
      form: z.strictObject({
        resources: titled(
          z.array(z.strictObject({ kind, resource: titled(personal(text, '结对共建'), '资源', 'Resource') })).max(20).default([]),
          '资源清单',
          'Resources',
        ),
        projects: titled(
          z
            .array(
              z.strictObject({
                need: titled(fromCase(needId, 'need'), '对应需求', 'Need that it answers'),
                kind,
                project: titled(personal(text, '结对共建'), '项目', 'Project'),
                by: titled(day, '完成日期', 'Done by').meta({ future: true }),
              }),
            )
            .min(1)
            .max(20),
          '项目清单',
          'Projects, numbered by year and place: y1-1, y1-2 …',
        ),
      }),
    },
    agree: {
      stage: 'lists',
      label: { zh: '双方认领确认', en: 'Agree on the lists' },
      roles: people,
      rule: 'pairing.agree',
      form: z.strictObject(agreement),
      part: z.strictObject(agreement),
    },
    checkIn: {
      stage: 'work',
      label: { zh: '在职党员到社区报到', en: 'Party members report to the community' },
      roles: people,
      rule: 'pairing.checkIn',
      form: z
        .strictObject({
          members: titled(z.int().min(1).max(10_000), '报到人数', 'How many reported'),
          officers: titled(z.array(z.strictObject(delegate)).max(500).default([]), '报到的系统内人员', 'Those of them who are officers here'),
        })
        .refine(({ members, officers }) => officers.length <= members, {
          path: ['members'],
          error: message('报到人数不得少于所列人员', 'not fewer than are named'),
        })
        .refine(({ officers }) => new Set(officers.map(({ officer }) => officer)).size === officers.length, {
          path: ['officers'],
          error: message('人员重复', 'an officer is repeated'),
        }),
    },
    work: {
      stage: 'work',
      label: { zh: '共建项目', en: 'Carry out a project' },
      roles: people,
      rule: 'pairing.work',
      form: z.strictObject({
        people: titled(z.int().min(1).max(100_000), '参与人次', 'How many took part'),
        account: titled(personal(text, '结对共建'), '完成情况', 'What was done'),
      }),
    },
    rateWork: {
      stage: 'work',
      label: { zh: '社区评价', en: 'Rate the work' },
      roles: people,
      rule: 'pairing.rateWork',
      form: z.strictObject({
        level: titled(ratingLevel, '满意度(1 至 5)', 'Satisfaction, 1 to 5'),
        comment: titled(personal(text, '结对共建'), '评语', 'Comment').optional(),
      }),
    },
    review: {
      stage: 'review',
      label: { zh: '年度总结', en: 'Review the year' },
      roles: people,
      rule: 'pairing.review',
      form: z.strictObject(review),
      part: z.strictObject(review),
    },
    decideTerm: {
      stage: 'term',
      label: { zh: '期满决定', en: 'Decide at the end of the term' },
      roles: people,
      rule: 'pairing.decideTerm',
      form: z.strictObject(renewal),
      part: z.strictObject(renewal),
    },
  },
});
