import { z } from 'zod';
import * as contract from '../../contracts/api/routing.ts';
import { span } from '../../contracts/clock.ts';
import { label } from '../../contracts/label.ts';
import { categoryCode } from '../../contracts/references.ts';
import type { RoutingRule as Row } from '../../prisma/generated/client.ts';
import type { Database } from '../database.ts';
import { endpoint, reply, type Endpoint } from '../http/endpoint.ts';
import type { Transaction } from '../http/once.ts';
import { page, pageFields, pageOf, placeOf as cursorPlace } from '../http/page.ts';
import { Problem } from '../http/problem.ts';
import { placeOf } from './place.ts';
import { routesFor } from './routes.ts';

const tag = 'routing';
const systemAdministrator = { roles: ['systemAdministrator'] } as const;

const listCategories = endpoint({
  method: 'get',
  path: '/api/v1/event-categories',
  tag,
  summary: { zh: '大类、小类', en: 'Categories of events' },
  access: 'signedIn',
  query: z.strictObject({ ...pageFields, group: contract.eventCategory.shape.group.optional() }),
  responses: { 200: page(contract.eventCategory) },
  async handle({ query }, { db }) {
    const after = cursorPlace(z.tuple([z.string()]), query.cursor);
    const rows = await db.eventCategory.findMany({
      where: { ...(query.group === undefined ? {} : { group: query.group }), ...(after === undefined ? {} : { code: { gt: after[0] } }) },
      orderBy: { code: 'asc' },
      take: query.limit + 1,
      omit: { updatedAt: true },
    });
    return reply(200, pageOf(rows, query.limit, ({ code }) => [code], (row) => contract.eventCategory.parse(row)));
  },
});

const putCategory = endpoint({
  method: 'put',
  path: '/api/v1/event-categories/{code}',
  tag,
  summary: { zh: '新增或修改小类', en: 'Create or change a category' },
  access: systemAdministrator,
  params: z.strictObject({ code: categoryCode }),
  body: contract.eventCategoryBody,
  responses: { 200: contract.eventCategory, 201: contract.eventCategory },
  async handle({ params: { code }, body }, { db }) {
    const before = await db.eventCategory.count({ where: { code } });
    await db.eventCategory.upsert({ where: { code }, create: { code, ...body }, update: body });
    return reply(before === 0 ? 201 : 200, { code, ...body });
  },
});

const ruleCursor = z.tuple([z.string(), z.int(), z.string(), z.int()]);

const listRules = endpoint({
  method: 'get',
  path: '/api/v1/routing-rules',
  tag,
  summary: { zh: '分派规则', en: 'Routing rules' },
  description: { zh: '含历次版本,新版本在前', en: 'With their former versions, the newest first' },
  access: 'signedIn',
  query: z.strictObject({ ...pageFields, category: categoryCode.optional(), region: contract.routingRule.shape.region.optional() }),
  responses: { 200: page(contract.routingRule) },
  async handle({ query }, { db }) {
    const [category, grade, region, version] = cursorPlace(ruleCursor, query.cursor) ?? ['', 0, '', 0];
    const rows = await db.routingRule.findMany({
      where: {
        ...(query.category === undefined ? {} : { category: query.category }),
        ...(query.region === undefined ? {} : { region: query.region }),
        OR: [
          { category: { gt: category } },
          { category, grade: { gt: grade } },
          { category, grade, region: { gt: region } },
          { category, grade, region, version: { lt: version } },
        ],
      },
      orderBy: [{ category: 'asc' }, { grade: 'asc' }, { region: 'asc' }, { version: 'desc' }],
      take: query.limit + 1,
    });
    return reply(200, pageOf(rows, query.limit, (row) => [row.category, row.grade, row.region, row.version], ruleOf));
  },
});

const putRule = endpoint({
  method: 'put',
  path: '/api/v1/routing-rules/{category}/{grade}',
  tag,
  summary: { zh: '发布某小类某级的分派规则', en: 'Publish the routing rule of a category and grade' },
  description: {
    zh: '内容有变时成为新版本;已立案的事件仍按立案时的版本',
    en: 'A change becomes a new version; events that were opened keep the version they were opened under',
  },
  access: systemAdministrator,
  params: z.strictObject({ category: categoryCode, grade: z.coerce.number<string>().pipe(contract.grade) }),
  body: contract.routingRuleBody,
  responses: { 200: contract.routingRule, 201: contract.routingRule },
  problems: ['not-found', 'unknown-unit', 'unknown-region', 'unknown-rule'],
  async handle({ params: { category, grade }, body }, { db }) {
    const { status, row } = await db.$transaction(async (transaction) => {
      await mustName(transaction, category, body);
      // Two publications at once would both find the same last version.
      await transaction.$executeRaw`SELECT FROM event_category WHERE code = ${category} FOR UPDATE`;
      const last = await transaction.routingRule.findFirst({ where: { category, grade, region: body.region }, orderBy: { version: 'desc' } });
      if (last !== null && same(last, body)) return { status: 200 as const, row: last };
      const version = (last?.version ?? 0) + 1;
      return { status: 201 as const, row: await transaction.routingRule.create({ data: { category, grade, version, ...body } }) };
    });
    return reply(status, ruleOf(row));
  },
});

/** Whether a rule says what is in force already. */
function same(row: Row, body: z.infer<typeof contract.routingRuleBody>): boolean {
  const { category: _category, grade: _grade, version: _version, publishedAt: _publishedAt, ...present } = ruleOf(row);
  return JSON.stringify(contract.routingRuleBody.parse(present)) === JSON.stringify(body);
}

async function mustName(db: Transaction, category: string, { region, lead, coUnits, limit }: z.infer<typeof contract.routingRuleBody>): Promise<void> {
  if ((await db.eventCategory.count({ where: { code: category } })) === 0) throw new Problem('not-found', { what: { zh: '该小类', en: 'category' } });
  if (region !== 'any' && (await db.region.count({ where: { code: region } })) === 0) throw new Problem('unknown-region', { region });
  if ((await db.timeLimitRule.count({ where: { code: limit } })) === 0) throw new Problem('unknown-rule', { rule: limit });
  const units = [lead, ...coUnits].flatMap((to) => ('unit' in to ? [to.unit] : []));
  const known = await db.unit.findMany({ where: { code: { in: units } }, select: { code: true } });
  const stranger = units.find((unit) => !known.some(({ code }) => code === unit));
  if (stranger !== undefined) throw new Problem('unknown-unit', { unit: stranger });
}

function ruleOf({ publishedAt, ...row }: Row): contract.RoutingRule {
  return contract.routingRule.parse({ ...row, publishedAt: publishedAt.toISOString() });
}

const test = endpoint({
  method: 'post',
  path: '/api/v1/routing-rules/test',
  tag,
  summary: { zh: '分派试算', en: 'What would happen to an event: which rule, and why' },
  description: { zh: '不产生任何记录', en: 'Nothing is recorded' },
  access: 'signedIn',
  body: contract.routingTrial,
  responses: { 200: contract.routingTold },
  problems: ['no-routing-rule', 'outside-every-grid'],
  async handle({ body: { category: code, ...where } }, { db }) {
    const place = await placeOf(db, where, '');
    const { category, routes, passedOver } = await routesFor(db, code, place);
    const limits = await limitsOf(db, routes.map(({ limit }) => limit));
    return reply(200, {
      category,
      place,
      proposed: routes[0],
      routes: routes.map((each) => ({ ...each, ...(limits.get(each.limit) ?? { term: null, source: '' }) })),
      passedOver: [...passedOver],
    });
  },
});

async function limitsOf(db: Database, codes: readonly string[]) {
  const rules = await db.timeLimitRule.findMany({
    where: { code: { in: [...codes] }, effectiveFrom: { lte: new Date() } },
    orderBy: [{ code: 'asc' }, { version: 'asc' }],
    select: { code: true, term: true, source: true },
  });
  return new Map(rules.map(({ code, term, source }) => [code, { term: span.parse(term), source }]));
}

const gridAt = endpoint({
  method: 'get',
  path: '/api/v1/grids/at',
  tag,
  summary: { zh: '某位置所在的网格及其上下级', en: 'The grid of a point: the chain above it, its buildings and its head' },
  access: 'signedIn',
  query: z.strictObject({
    region: contract.routingTrial.shape.region,
    lat: z.coerce.number<string>().pipe(contract.point.shape.lat),
    lng: z.coerce.number<string>().pipe(contract.point.shape.lng),
  }),
  responses: { 200: contract.gridView },
  problems: ['outside-every-grid'],
  async handle({ query: { region, lat, lng } }, { db }) {
    const { grid, community, street, district } = await placeOf(db, { region, point: { lat, lng } });
    const chain = [grid, community, street, district].filter((code) => code !== null);
    const [units, heads, buildings] = await Promise.all([
      db.unit.findMany({ where: { code: { in: chain } } }),
      db.officer.findMany({ where: { unitCode: grid, active: true, roles: { has: 'unitHead' } }, select: { id: true, name: true }, orderBy: { id: 'asc' } }),
      db.unit.findMany({ where: { parentCode: grid, kind: 'building', active: true }, orderBy: { code: 'asc' } }),
    ]);
    const [own, ...above] = chain.flatMap((code) => units.filter((unit) => unit.code === code));
    if (own === undefined) throw new Problem('outside-every-grid', { region });
    return reply(200, {
      grid: named(own),
      heads,
      above: above.map((unit) => ({ ...named(unit), kind: unit.kind })),
      buildings: buildings.map(named),
    });
  },
});

function named({ code, name, party }: { readonly code: string; readonly name: unknown; readonly party: unknown }) {
  return { code, name: label.parse(name), party: label.nullable().parse(party) };
}

/** 小类、分派规则与网格 */
export const routingEndpoints: readonly Endpoint[] = [listCategories, putCategory, listRules, putRule, test, gridAt];
