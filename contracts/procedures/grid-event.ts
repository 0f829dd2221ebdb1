import { z } from 'zod';
import { grade, point, type PlaceChain, type Route } from '../api/routing.ts';
import { choice, titled } from '../form.ts';
import { message } from '../message.ts';
import { personal } from '../personal.ts';
import { defineProcedure } from '../procedure.ts';
import { attachmentReference, categoryReference, unitReference, unitReferenceOf } from '../references.ts';
import { toldToParties } from '../told.ts';

const unit = ['handler', 'unitHead', 'gridWorker'] as const;
const centre = ['coordinator', 'handler', 'unitHead'] as const;
const text = z.string().trim().min(2).max(1000);
const reason = z.string().trim().min(2).max(500);
const photos = titled(z.array(attachmentReference).max(9).default([]), '照片', 'Photographs');
const measures = titled(personal(text, '办理记录'), '处置措施', 'Measures taken');
const handled = z.strictObject({ measures, photos });

/** What the registry says of an event; put in by the API when the case is opened. */
export interface EventFacts {
  readonly chain: PlaceChain;
  /** One for each grade that has a rule, the lowest first. */
  readonly routes: readonly Route[];
  /** Open events that may be the same. */
  readonly alike: readonly string[];
}

/**
 * 全科网格: found on the spot, graded and routed online, handled by departments together, followed to the end, and asked about.
 * 采集上报 → 立案 → 派遣 → 处置 → 核查 → 回访 → 结案.
 */
export const gridEvent = defineProcedure({
  name: 'gridEvent',
  family: 'general',
  label: { zh: '网格事件', en: 'Grid event' },
  mark: '网',
  confidential: false,
  merges: true,
  notAccepted: ['dismissed'],
  openedBy: ['gridWorker', 'coordinator', 'handler', 'unitHead', 'serviceAccount'],
  source: '2022年11月报:黄山市屯溪区“全科网格”;前端发现报告—网上分级分流—部门联动办理—全程跟踪督办—办结回访问效',
  stages: {
    report: { zh: '发现报告', en: 'Report' },
    route: { zh: '分级分流', en: 'Grading and routing' },
    handle: { zh: '联动办理', en: 'Handling' },
    check: { zh: '核查', en: 'Check on the spot' },
    followUp: { zh: '回访问效', en: 'Follow-up' },
  },
  matter: z
    .strictObject({
      category: titled(categoryReference, '小类', 'Category'),
      channel: titled(
        choice({
          gridWorker: { zh: '网格员巡查', en: 'a grid worker on patrol' },
          resident: { zh: '居民反映', en: 'a resident' },
          sensor: { zh: '物联感知', en: 'a sensor' },
          import: { zh: '批量导入', en: 'an import' },
        }),
        '发现渠道',
        'Found by',
      ),
      grid: titled(unitReferenceOf('grid'), '网格', 'Grid').optional(),
      point: titled(personal(point, '现场核实'), '位置', 'Point on the map').optional(),
      address: titled(personal(z.string().trim().min(2).max(200), '现场核实'), '地点描述', 'Where it is, in words').optional(),
      description: titled(personal(text, '事件办理'), '问题描述', 'What is the matter'),
      photos,
    })
    .refine(({ grid, point: at }) => grid !== undefined || at !== undefined, {
      path: ['grid'],
      error: message('须填写网格或位置之一', 'give the grid or the point'),
    }),
  steps: {
    route: {
      stage: 'route',
      label: { zh: '立案、分级分流', en: 'Grade and route' },
      roles: centre,
      rule: 'gridEvent.route',
      visibility: 'parties',
      form: z
        .strictObject({
          decision: toldToParties(
            titled(
              choice({ file: { zh: '立案', en: 'take it on' }, dismiss: { zh: '不予立案', en: 'do not take it on' } }),
              '立案决定',
              'Decision',
            ),
          ),
          dismissal: toldToParties(titled(personal(text, '告知反映人'), '不予立案理由', 'Why it is not taken on')).optional(),
          grade: titled(grade, '分级', 'Grade')
            .meta({ description: '1 网格自行处置,2 社区,3 街道吹哨、部门报到,4 区县 · 1 grid, 2 community, 3 street with departments, 4 district' })
            .optional(),
          lead: titled(unitReference, '主办单位', 'Lead').meta({ description: '不填时按规则 · left out: by the rule' }).optional(),
          coUnits: titled(z.array(unitReference).max(10), '协办单位', 'Co-units').meta({ description: '不填时按规则 · left out: by the rule' }).optional(),
          reason: titled(reason, '理由', 'Reason').meta({ description: '不按规则分派时必填 · needed to overrule the rule' }).optional(),
        })
        .refine(({ decision, grade: given }) => decision === 'dismiss' || given !== undefined, {
          path: ['grade'],
          error: message('立案须定级', 'what is taken on gets a grade'),
        })
        .refine((form) => form.decision === 'file' || form.dismissal !== undefined, {
          path: ['dismissal'],
          error: message('不予立案须说明理由', 'say why it is not taken on'),
        }),
    },
    whistle: {
      stage: 'handle',
      label: { zh: '街道吹哨', en: 'The street whistles' },
      roles: ['handler', 'unitHead', 'coordinator'],
      rule: 'gridEvent.whistle',
      form: z.strictObject({
        departments: titled(z.array(unitReference).min(1).max(10), '报到部门', 'Departments that have to come'),
        task: titled(personal(text, '事件办理'), '会商事项', 'What is asked of them').optional(),
      }),
    },
    reportIn: {
      stage: 'handle',
      label: { zh: '部门报到', en: 'The department reports in' },
      roles: ['handler', 'unitHead'],
      rule: 'gridEvent.reportIn',
      handOver: true,
      visibility: 'parties',
      form: z.strictObject({}),
    },
    assist: {
      stage: 'handle',
      label: { zh: '部门办理', en: 'Handle, as a department that came' },
      roles: ['handler', 'unitHead'],
      visibility: 'parties',
      form: handled,
    },
    handle: {
      stage: 'handle',
      label: { zh: '处置', en: 'Handle' },
      roles: unit,
      visibility: 'parties',
      form: handled,
      part: handled,
    },
    check: {
      stage: 'check',
      label: { zh: '现场核查', en: 'Check on the spot' },
      roles: unit,
      rule: 'gridEvent.check',
      visibility: 'parties',
      form: z.strictObject({
        passed: titled(z.boolean(), '已处置到位', 'It is done'),
        photo: titled(attachmentReference, '现场照片', 'Photograph of the place'),
        remark: titled(personal(text, '核查记录'), '核查情况', 'What was found').optional(),
      }),
    },
  },
});
