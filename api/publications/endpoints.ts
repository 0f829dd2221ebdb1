import { z } from 'zod';
import * as contract from '../../contracts/api/publications.ts';
import { regionCode } from '../../contracts/ids.ts';
import { label } from '../../contracts/label.ts';
import type { Role } from '../../contracts/roles.ts';
import { endpoint, reply, type Endpoint } from '../http/endpoint.ts';
import { page, pageFields, pageOf, placeOf } from '../http/page.ts';
import { regionAndBelow } from '../registry/region-scope.ts';
import { analyse } from './analysis.ts';
import { draft, edit, noSuchPublication, publish, shown, withdraw } from './write.ts';

const tag = 'publications';
const writers: readonly Role[] = ['handler', 'unitHead', 'coordinator'];
const params = z.strictObject({ publication: contract.publicationId });
const inTime = z.tuple([z.iso.datetime(), contract.publicationId]);
const within = regionCode.optional().meta({ description: '该区划及以下 · the region and all below it' });

const make = endpoint({
  method: 'post',
  path: '/api/v1/publications',
  tag,
  summary: { zh: '起草公开信息', en: 'Draft a publication' },
  description: { zh: '典型案例不得含个人信息', en: 'A typical case carries no personal data' },
  access: { roles: writers },
  keyed: true,
  body: contract.publicationDraft,
  responses: { 201: contract.publication },
  problems: ['unknown-region', 'key-reused'],
  handle: async ({ body, actor, key }, deps) => reply(201, await draft(deps, actor, key, body)),
});

const listOwn = endpoint({
  method: 'get',
  path: '/api/v1/publications',
  tag,
  summary: { zh: '本单位的公开信息', en: 'Publications of my unit, drafts among them' },
  access: { roles: writers },
  query: z.strictObject({ ...pageFields, kind: contract.publicationKind.optional(), status: contract.publicationStatus.optional() }),
  responses: { 200: page(contract.publication) },
  async handle({ query, actor }, { db }) {
    const after = placeOf(inTime, query.cursor);
    const rows = await db.publication.findMany({
      where: {
        unit: actor.unit,
        ...(query.kind === undefined ? {} : { kind: query.kind }),
        ...(query.status === undefined ? {} : { status: query.status }),
        ...(after === undefined ? {} : { OR: [{ updatedAt: { lt: after[0] } }, { updatedAt: after[0], id: { lt: after[1] } }] }),
      },
      orderBy: [{ updatedAt: 'desc' }, { id: 'desc' }],
      take: query.limit + 1,
    });
    return reply(200, pageOf(rows, query.limit, ({ updatedAt, id }) => [updatedAt.toISOString(), id], shown));
  },
});

const readOwn = endpoint({
  method: 'get',
  path: '/api/v1/publications/{publication}',
  tag,
  summary: { zh: '本单位的一条公开信息', en: 'One publication of my unit' },
  access: { roles: writers },
  params,
  responses: { 200: contract.publication },
  problems: ['not-found'],
  async handle({ params: { publication: id }, actor }, { db }) {
    const row = await db.publication.findUnique({ where: { id, unit: actor.unit } });
    if (row === null) throw noSuchPublication();
    return reply(200, shown(row));
  },
});

const change = endpoint({
  method: 'put',
  path: '/api/v1/publications/{publication}',
  tag,
  summary: { zh: '修改草稿', en: 'Change the draft' },
  description: { zh: '已发布的版本不变,再次发布后生效', en: 'What is published stays until it is published again' },
  access: { roles: writers },
  keyed: true,
  params,
  body: contract.publicationEdit,
  responses: { 200: contract.publication },
  problems: ['not-found', 'key-reused'],
  handle: async ({ params: { publication: id }, body, actor, key }, deps) => reply(200, await edit(deps, { actor, key, id }, body)),
});

const release = endpoint({
  method: 'post',
  path: '/api/v1/publications/{publication}/publish',
  tag,
  summary: { zh: '发布', en: 'Publish the draft, as the next version' },
  access: { roles: ['unitHead'] },
  keyed: true,
  params,
  responses: { 200: contract.publication },
  problems: ['not-found', 'conflict', 'invalid-fields', 'key-reused'],
  handle: async ({ params: { publication: id }, actor, key }, deps) => reply(200, await publish(deps, { actor, key, id })),
});

const takeBack = endpoint({
  method: 'post',
  path: '/api/v1/publications/{publication}/withdraw',
  tag,
  summary: { zh: '撤回', en: 'Withdraw it, with a reason' },
  access: { roles: ['unitHead'] },
  keyed: true,
  params,
  body: contract.publicationWithdrawal,
  responses: { 200: contract.publication },
  problems: ['not-found', 'conflict', 'key-reused'],
  handle: async ({ params: { publication: id }, body, actor, key }, deps) => reply(200, await withdraw(deps, { actor, key, id }, body.reason)),
});

const publicList = endpoint({
  method: 'get',
  path: '/api/v1/public/publications',
  tag: 'public',
  summary: { zh: '信息公开、权力清单、典型案例', en: 'What units have published, the latest first' },
  access: 'public',
  query: z.strictObject({
    ...pageFields,
    region: within,
    kind: contract.publicationKind.optional(),
    q: z.string().trim().min(1).max(60).optional().meta({ description: '标题包含 · part of a title under which it was published' }),
  }),
  responses: { 200: page(contract.publicationBrief) },
  async handle({ query }, { db }) {
    const after = placeOf(inTime, query.cursor);
    const rows = await db.publication.findMany({
      where: {
        status: 'published',
        ...(query.kind === undefined ? {} : { kind: query.kind }),
        ...(query.region === undefined ? {} : { region: regionAndBelow(query.region) }),
        ...(query.q === undefined ? {} : { versions: { some: { title: { contains: query.q } } } }),
        ...(after === undefined ? {} : { OR: [{ publishedAt: { lt: after[0] } }, { publishedAt: after[0], id: { lt: after[1] } }] }),
      },
      orderBy: [{ publishedAt: 'desc' }, { id: 'desc' }],
      take: query.limit + 1,
      include: { versions: { orderBy: { version: 'desc' }, take: 1 } },
      relationLoadStrategy: 'join',
    });
    const units = await db.unit.findMany({ where: { code: { in: rows.map(({ unit }) => unit) } }, select: { code: true, name: true } });
    const names = new Map(units.map(({ code, name }) => [code, label.parse(name)]));
    const at = (row: (typeof rows)[number]) => (row.publishedAt ?? row.updatedAt).toISOString();
    return reply(
      200,
      pageOf(rows, query.limit, (row) => [at(row), row.id], (row) => ({
        id: row.id,
        kind: contract.publicationKind.parse(row.kind),
        region: row.region,
        unit: { code: row.unit, name: names.get(row.unit) ?? { zh: row.unit, en: row.unit } },
        title: row.versions[0]?.title ?? row.title,
        version: row.version,
        publishedAt: at(row),
      })),
    );
  },
});

const publicRead = endpoint({
  method: 'get',
  path: '/api/v1/public/publications/{publication}',
  tag: 'public',
  summary: { zh: '一条公开信息', en: 'One publication: its last version, or why it was withdrawn' },
  access: 'public',
  params,
  responses: { 200: contract.publicPublication },
  problems: ['not-found'],
  async handle({ params: { publication: id } }, { db }) {
    const row = await db.publication.findUnique({
      where: { id, version: { gt: 0 } },
      include: { versions: { orderBy: { version: 'desc' }, take: 1 } },
      relationLoadStrategy: 'join',
    });
    const [last] = row?.versions ?? [];
    if (row === null || last === undefined) throw noSuchPublication();
    const { versions: _, ...bare } = row;
    const { updatedAt: __, ...standing } = shown(bare);
    const withdrawn = standing.status === 'withdrawn';
    const unit = await db.unit.findUnique({ where: { code: standing.unit }, select: { name: true } });
    return reply(200, { ...standing, unitName: label.parse(unit?.name ?? { zh: standing.unit, en: standing.unit }), status: withdrawn ? 'withdrawn' : 'published', title: last.title, text: withdrawn ? null : last.text });
  },
});

const publicVersions = endpoint({
  method: 'get',
  path: '/api/v1/public/publications/{publication}/versions',
  tag: 'public',
  summary: { zh: '历次发布的版本', en: 'Every version that was published, the latest first' },
  access: 'public',
  params,
  query: z.strictObject(pageFields),
  responses: { 200: page(contract.publicationVersion) },
  problems: ['not-found'],
  async handle({ params: { publication: publicationId }, query }, { db }) {
    const after = placeOf(z.tuple([z.int()]), query.cursor);
    const row = await db.publication.findUnique({ where: { id: publicationId, version: { gt: 0 } }, select: { status: true } });
    if (row === null) throw noSuchPublication();
    const rows = await db.publicationVersion.findMany({
      where: { publicationId, ...(after === undefined ? {} : { version: { lt: after[0] } }) },
      orderBy: { version: 'desc' },
      take: query.limit + 1,
    });
    return reply(
      200,
      pageOf(rows, query.limit, ({ version }) => [version], ({ version, title, text, publishedAt }) => ({
        version,
        title,
        text: row.status === 'withdrawn' ? null : text,
        publishedAt: publishedAt.toISOString(),
      })),
    );
  },
});

const publicAnalysis = endpoint({
  method: 'get',
  path: '/api/v1/public/analysis',
  tag: 'public',
  summary: { zh: '综合分析:投诉登记量、受理量、办结量、满意率', en: 'Complaints by month: registered, accepted, closed, satisfied' },
  description: {
    zh: '按登记月份统计,只公布整月;不足 5 件的数字不公布,也不计入合计。满意率算法为本地默认。',
    en: 'By the month of registration; whole months only. Numbers of 1 to 4 are not shown, nor added up. The formula of satisfaction is a local default.',
  },
  access: 'public',
  query: z.strictObject({
    region: regionCode.meta({ description: '该区划及以下 · the region and all below it' }),
    months: z.coerce.number<string>().int().min(1).max(36).default(12),
  }),
  responses: { 200: contract.analysis },
  handle: async ({ query: { region, months } }, { db, clock }) => reply(200, await analyse(db, region, months, clock())),
});

const publicUnits = endpoint({
  method: 'get',
  path: '/api/v1/public/units',
  tag: 'public',
  summary: { zh: '可投诉的单位', en: 'Units that a complaint may be about' },
  access: 'public',
  query: z.strictObject({ ...pageFields, region: within, name: z.string().trim().min(1).max(60).optional().meta({ description: '名称包含 · part of the Chinese name' }) }),
  responses: { 200: page(contract.publicUnit) },
  async handle({ query }, { db }) {
    const after = placeOf(z.tuple([z.string()]), query.cursor);
    const rows = await db.unit.findMany({
      where: {
        active: true,
        ...(query.region === undefined ? {} : { regionCode: regionAndBelow(query.region) }),
        ...(query.name === undefined ? {} : { name: { path: ['zh'], string_contains: query.name } }),
        ...(after === undefined ? {} : { code: { gt: after[0] } }),
      },
      select: { code: true, name: true, regionCode: true },
      orderBy: { code: 'asc' },
      take: query.limit + 1,
    });
    return reply(200, pageOf(rows, query.limit, ({ code }) => [code], ({ code, name, regionCode: region }) => ({ code, name: label.parse(name), region })));
  },
});

/** 信息公开、权力清单、典型案例、综合分析 */
export const publicationEndpoints: readonly Endpoint[] = [
  make, listOwn, readOwn, change, release, takeBack, publicList, publicRead, publicVersions, publicAnalysis, publicUnits,
];
