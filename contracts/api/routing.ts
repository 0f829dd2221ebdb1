import { z } from 'zod';
import { ruleCode, span } from '../clock.ts';
import { choice, titled } from '../form.ts';
import { caseNo, instant, regionCode, unitCode } from '../ids.ts';
import { label } from '../label.ts';
import { message } from '../message.ts';
import { categoryCode } from '../references.ts';

/** 大类 */
export const eventGroups = {
  cityscape: { zh: '市容环境', en: 'cityscape and environment' },
  advertising: { zh: '宣传广告', en: 'advertising' },
  construction: { zh: '施工管理', en: 'construction sites' },
  emergency: { zh: '突发事件', en: 'emergencies' },
  streetOrder: { zh: '街面秩序', en: 'order in the street' },
  dispute: { zh: '矛盾纠纷', en: 'disputes' },
  security: { zh: '治安隐患', en: 'public security' },
  workSafety: { zh: '安全生产', en: 'safety at work' },
  fire: { zh: '消防', en: 'fire protection' },
  livelihood: { zh: '民生服务', en: 'daily life' },
  vulnerable: { zh: '特殊人群', en: 'people in need of care' },
  policy: { zh: '政策宣传', en: 'policy information' },
} as const;

const categoryFields = {
  group: titled(choice(eventGroups), '大类', 'Group'),
  name: label,
  public: z.boolean().meta({ description: '居民可直接上报,受理情况可公开查询 · residents may report it, and anybody may see that it was reported' }),
};

/** 小类: a kind of event. */
export const eventCategoryBody = z.strictObject(categoryFields).meta({ id: 'EventCategoryBody' });
export const eventCategory = z.strictObject({ code: categoryCode, ...categoryFields }).meta({ id: 'EventCategory' });
export type EventCategory = z.infer<typeof eventCategory>;

/** 分级 (U: GB/T 34300-2017 was not read; a local default). */
export const grade = z.int().min(1).max(4);

/** 街道—社区—网格, and the district or county above the street. */
export const placeLevels = {
  grid: { zh: '网格', en: 'the grid' },
  community: { zh: '社区', en: 'the community' },
  street: { zh: '街道', en: 'the street' },
  district: { zh: '区县', en: 'the district or county' },
} as const;
export type PlaceLevel = keyof typeof placeLevels;

/** Who handles: a unit by its code, or the unit of a level above the place of the event. */
export const routedTo = z.union([z.strictObject({ unit: unitCode }), z.strictObject({ level: choice(placeLevels) })]);
export type RoutedTo = z.infer<typeof routedTo>;

const anyRegion = z.literal('any');

const ruleFields = {
  region: titled(z.union([regionCode, anyRegion]), '适用区划', 'Region').meta({
    description: '该区划及其下级;any 为各地通用 · a region with all below it; any: everywhere, where no region has its own',
  }),
  lead: titled(routedTo, '主办', 'Lead'),
  coUnits: titled(z.array(routedTo).max(10).default([]), '协办', 'Co-units'),
  limit: titled(ruleCode, '办理时限规则', 'Time-limit rule of the handling'),
  source: titled(z.string().trim().min(2).max(300), '依据', 'Source'),
  active: titled(z.boolean().default(true), '启用', 'In use'),
};

/** 分派规则 of a category and grade: a version of its own each time it is changed. */
export const routingRuleBody = z.strictObject(ruleFields).meta({ id: 'RoutingRuleBody' });
export const routingRule = z
  .strictObject({ category: categoryCode, grade, version: z.int().min(1), ...ruleFields, publishedAt: instant })
  .meta({ id: 'RoutingRule' });
export type RoutingRule = z.infer<typeof routingRule>;

/** A point on the map, in degrees of WGS 84. */
export const point = z.strictObject({
  lat: titled(z.number().min(-90).max(90), '纬度', 'Latitude'),
  lng: titled(z.number().min(-180).max(180), '经度', 'Longitude'),
});
export type Point = z.infer<typeof point>;

/** Which rule of a grade holds at a place, what it comes to, and why. Pinned in a case when it is opened. */
export const route = z.strictObject({
  grade,
  lead: unitCode,
  coUnits: z.array(unitCode),
  limit: ruleCode,
  rule: z.strictObject({ region: z.string(), version: z.int() }),
  why: label,
});
export type Route = z.infer<typeof route>;

/** 街道—社区—网格 at a place, and who grades and supervises there. */
export const placeChain = z.strictObject({
  region: regionCode.meta({ description: '网格所在区划 · region of the grid' }),
  grid: unitCode,
  community: unitCode.nullable(),
  street: unitCode.nullable(),
  district: unitCode.nullable(),
  centre: unitCode.meta({ description: '立案与分级分流的单位:网格中心,没有的为社区 · who grades and routes: the grid centre; where there is none, the community' }),
  supervisor: unitCode.nullable(),
});
export type PlaceChain = z.infer<typeof placeChain>;

/** 试算: an event that did not happen. */
export const routingTrial = z
  .strictObject({
    category: categoryCode,
    region: regionCode,
    grid: unitCode.optional(),
    point: point.optional(),
  })
  .refine(({ grid, point: at }) => grid !== undefined || at !== undefined, {
    path: ['grid'],
    error: message('须填写网格或位置之一', 'give the grid or the point'),
  });

export const routingTold = z.strictObject({
  category: eventCategory,
  place: placeChain,
  proposed: route.meta({ description: '最低的一级 · that of the lowest grade' }),
  routes: z.array(z.strictObject({ ...route.shape, term: span.nullable(), source: z.string() })),
  passedOver: z.array(z.strictObject({ grade, rule: z.strictObject({ region: z.string(), version: z.int() }), why: label })),
});

const named = z.strictObject({ code: unitCode, name: label, party: label.nullable() });

/** A grid with the chain above it, the buildings below it and who is its head (网格长 = 网格党组织负责人). */
export const gridView = z.strictObject({
  grid: named,
  heads: z.array(z.strictObject({ id: z.uuid(), name: z.string() })),
  above: z.array(z.strictObject({ ...named.shape, kind: z.string() })).meta({ description: '自社区向上 · from the community upwards' }),
  buildings: z.array(named),
});

/** An open event that may be the same. Nothing in it names anybody. */
export const likeness = z.strictObject({
  caseNo,
  workflowId: z.string(),
  category: categoryCode,
  place: unitCode.nullable(),
  stage: z.string(),
  openedAt: instant,
  metres: z.int().nullable().meta({ description: '两处位置的距离,任一位置未知时为 null · null where either point is not known' }),
});
export type Likeness = z.infer<typeof likeness>;
export const likenesses = z.strictObject({ items: z.array(likeness) });

const reason = titled(z.string().trim().min(2).max(500), '理由', 'Reason');

/** 并案 */
export const mergeBody = z.strictObject({ into: titled(caseNo, '并入的事项', 'Case into which it goes'), reason });

/** 拆分: a report that was merged is taken out again, or an event with two causes becomes two. */
export const splitBody = z
  .strictObject({
    report: titled(caseNo, '拆出的已并事项', 'Merged case to be taken out').optional(),
    category: titled(categoryCode, '新事项的小类', 'Category of the new case').optional(),
    reason,
  })
  .refine(({ report, category }) => (report === undefined) !== (category === undefined), {
    path: ['report'],
    error: message('须填写拆出的已并事项,或新事项的小类,二者之一', 'give the merged case to be taken out, or the category of the new one'),
  });

/** 问题、措施、责任、成效 of one event, read from its case. */
export const fourLists = z.strictObject({
  caseNo,
  problem: z.strictObject({
    title: z.string(),
    category: eventCategory.nullable(),
    grade: grade.nullable(),
    place: z.strictObject({ code: z.string(), name: label }).nullable(),
    description: z.string().nullable().meta({ description: '无权查看办案内容的为 null · null for those who do not handle the case' }),
    foundBy: z.string(),
    foundAt: instant,
    photos: z.array(z.string()),
  }),
  measures: z.array(
    z.strictObject({ step: z.string(), unit: unitCode, measures: z.string().nullable(), at: instant.nullable() }),
  ),
  responsibility: z.array(
    z.strictObject({
      unit: z.strictObject({ code: z.string(), name: label }),
      step: z.string(),
      label,
      lead: z.boolean(),
      officer: z.uuid().nullable(),
      rule: label.nullable(),
      source: z.string().nullable(),
      dueAt: instant.nullable(),
      doneAt: instant.nullable(),
      inTime: z.boolean().nullable(),
    }),
  ),
  results: z.strictObject({
    status: z.string(),
    outcome: z.string().nullable(),
    closedAt: instant.nullable(),
    checks: z.array(z.strictObject({ unit: unitCode, passed: z.boolean(), photo: z.string().nullable(), at: instant.nullable() })),
    reworks: z.int(),
    satisfaction: z.int().nullable(),
    missed: z.int(),
  }),
});
