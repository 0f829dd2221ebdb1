import { z } from 'zod';
import { standardText, standardTextBody } from '../../contracts/api/templates.ts';
import { endpoint, nothing, reply, type Endpoint } from '../http/endpoint.ts';
import { page, pageFields, pageOf, placeOf } from '../http/page.ts';
import { visibleTo } from '../procedures/visible.ts';
import { addText, changeText, removeText, shown } from './write.ts';

const tag = 'standardTexts';
const keepers = { roles: ['systemAdministrator', 'unitHead'] } as const;
const path = z.strictObject({ id: z.uuid() });

const list = endpoint({
  method: 'get',
  path: '/api/v1/standard-texts',
  tag,
  summary: { zh: '常用文本', en: 'Standard texts that my unit may use' },
  description: { zh: '各单位通用的与本单位的', en: 'Those for everybody, and those of my unit' },
  access: 'signedIn',
  query: z.strictObject({
    ...pageFields,
    procedure: standardText.shape.procedure.optional(),
    step: z.string().min(1).max(60).optional().meta({ description: '该环节与各环节通用的 · those of the step and those for every step' }),
    active: z.enum(['true', 'false']).optional(),
  }),
  responses: { 200: page(standardText) },
  async handle({ query, actor }, { db }) {
    const after = placeOf(z.tuple([z.string(), z.uuid()]), query.cursor);
    const visible = visibleTo(actor).map(({ name }) => name);
    const rows = await db.standardText.findMany({
      where: {
        AND: [
          { procedure: { in: visible.filter((name) => query.procedure === undefined || name === query.procedure) } },
          { OR: [{ unit: null }, { unit: actor.unit }] },
          query.step === undefined ? {} : { OR: [{ step: null }, { step: query.step }] },
          query.active === undefined ? {} : { active: query.active === 'true' },
          after === undefined ? {} : { OR: [{ procedure: { gt: after[0] } }, { procedure: after[0], id: { gt: after[1] } }] },
        ],
      },
      orderBy: [{ procedure: 'asc' }, { id: 'asc' }],
      take: query.limit + 1,
    });
    return reply(200, pageOf(rows, query.limit, (row) => [row.procedure, row.id], shown));
  },
});

const add = endpoint({
  method: 'post',
  path: '/api/v1/standard-texts',
  tag,
  summary: { zh: '新增常用文本', en: 'Add a standard text' },
  description: {
    zh: '各单位通用的由系统管理员新增(unit 为 null),单位的由该单位负责人新增;不得含个人信息',
    en: 'For everybody (unit null) by the system administrator, for a unit by its head; without personal data',
  },
  access: keepers,
  keyed: true,
  body: standardTextBody,
  responses: { 201: standardText },
  problems: ['conflict', 'key-reused'],
  handle: async ({ body, actor, key }, deps) => reply(201, await addText(deps, actor, key, body)),
});

const change = endpoint({
  method: 'put',
  path: '/api/v1/standard-texts/{id}',
  tag,
  summary: { zh: '修改常用文本', en: 'Change a standard text' },
  access: keepers,
  params: path,
  body: standardTextBody,
  responses: { 200: standardText },
  problems: ['not-found'],
  handle: async ({ params, body, actor }, deps) => reply(200, await changeText(deps, actor, params.id, body)),
});

const remove = endpoint({
  method: 'delete',
  path: '/api/v1/standard-texts/{id}',
  tag,
  summary: { zh: '删除常用文本', en: 'Remove a standard text' },
  access: keepers,
  params: path,
  responses: { 204: nothing },
  problems: ['not-found'],
  async handle({ params, actor }, deps) {
    await removeText(deps, actor, params.id);
    return reply(204, null);
  },
});

/** 常用文本 */
export const templateEndpoints: readonly Endpoint[] = [list, add, change, remove];
