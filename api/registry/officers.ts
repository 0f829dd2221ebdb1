import { z } from 'zod';
import { officer, officerBody, officerRelations, type Officer, type OfficerRelation } from '../../contracts/api/registry.ts';
import { officerId, unitCode } from '../../contracts/ids.ts';
import { role } from '../../contracts/roles.ts';
import type { Officer as Row } from '../../prisma/generated/client.ts';
import { hasRole, type Actor } from '../accounts/actor.ts';
import type { Database } from '../database.ts';
import { invalidFields } from '../http/check.ts';
import { endpoint, reply } from '../http/endpoint.ts';
import { forbidden } from '../http/forbidden.ts';
import { once, type Transaction } from '../http/once.ts';
import { page, pageFields, pageOf, placeOf, someOf } from '../http/page.ts';
import { Problem } from '../http/problem.ts';
import { abilityFor, maySeePhone, type Ability } from '../policy/ability.ts';

const tag = 'registry';
const path = z.strictObject({ id: officerId });

const listOfficers = endpoint({
  method: 'get',
  path: '/api/v1/officers',
  tag,
  summary: { zh: '人员目录', en: 'Officers' },
  access: 'signedIn',
  query: z.strictObject({
    ...pageFields,
    ids: someOf(officerId),
    unit: unitCode.optional(),
    role: role.optional(),
    active: z.enum(['true', 'false']).optional(),
    name: z.string().trim().min(1).max(60).optional().meta({ description: '姓名包含 · part of the name' }),
  }),
  responses: { 200: page(officer) },
  async handle({ query, actor }, { db }) {
    const ability = abilityFor(actor);
    const after = placeOf(z.tuple([z.string(), z.uuid()]), query.cursor);
    const rows = await db.officer.findMany({
      where: {
        ...(query.ids === undefined ? {} : { id: { in: query.ids } }),
        ...(query.unit === undefined ? {} : { unitCode: query.unit }),
        ...(query.role === undefined ? {} : { roles: { has: query.role } }),
        ...(query.active === undefined ? {} : { active: query.active === 'true' }),
        ...(query.name === undefined ? {} : { name: { contains: query.name } }),
        ...(after === undefined ? {} : { OR: [{ unitCode: { gt: after[0] } }, { unitCode: after[0], id: { gt: after[1] } }] }),
      },
      orderBy: [{ unitCode: 'asc' }, { id: 'asc' }],
      take: query.limit + 1,
    });
    return reply(200, pageOf(rows, query.limit, ({ unitCode: unit, id }) => [unit, id], (row) => officerOf(row, ability)));
  },
});

const readOfficer = endpoint({
  method: 'get',
  path: '/api/v1/officers/{id}',
  tag,
  summary: { zh: '人员', en: 'One officer' },
  access: 'signedIn',
  params: path,
  responses: { 200: officer },
  handle: async ({ params, actor }, { db }) => reply(200, officerOf(await findOfficer(params.id, db), abilityFor(actor))),
});

const addOfficer = endpoint({
  method: 'post',
  path: '/api/v1/officers',
  tag,
  summary: { zh: '新增人员', en: 'Add an officer' },
  access: { roles: ['systemAdministrator'] },
  keyed: true,
  body: officerBody,
  responses: { 201: officer },
  problems: ['unknown-unit'],
  async handle({ body, actor, key }, { db }) {
    const made = await once(db, { officer: actor.officer, key, request: { add: 'officer', ...body } }, officer, async (transaction) => {
      await unitMustBeKnown(body.unit, transaction);
      return officerOf(await transaction.officer.create({ data: dataOf(body) }), abilityFor(actor));
    });
    return reply(201, made);
  },
});

const putOfficer = endpoint({
  method: 'put',
  path: '/api/v1/officers/{id}',
  tag,
  summary: { zh: '修改人员', en: 'Change an officer' },
  description: {
    zh: '不能修改本人的角色;停用后,其登录与密钥即失效',
    en: 'Nobody changes his own roles. Sessions and keys of an officer who is no longer active end',
  },
  access: { roles: ['systemAdministrator'] },
  params: path,
  body: officerBody,
  responses: { 200: officer },
  problems: ['unknown-unit'],
  async handle({ params: { id }, body, actor }, { db, credentials }) {
    const before = await findOfficer(id, db);
    if (id === actor.officer && !sameRoles(before.roles, body.roles)) {
      throw forbidden({ zh: '不能修改本人的角色', en: 'Nobody changes his own roles' });
    }
    await unitMustBeKnown(body.unit, db);
    const row = await db.officer.update({ where: { id }, data: dataOf(body) });
    for (const [key, credential] of credentials.entries()) if (credential.officer === id) credentials.delete(key);
    return reply(200, officerOf(row, abilityFor(actor)));
  },
});

const readRelations = endpoint({
  method: 'get',
  path: '/api/v1/officers/{id}/relations',
  tag,
  summary: { zh: '回避关系', en: 'Grounds for recusal that an officer declared' },
  access: 'signedIn',
  params: path,
  responses: { 200: officerRelations },
  async handle({ params, actor }, { db }) {
    relationsMustConcern(actor, await findOfficer(params.id, db));
    return reply(200, { relations: await relationsOf(params.id, db) });
  },
});

const putRelations = endpoint({
  method: 'put',
  path: '/api/v1/officers/{id}/relations',
  tag,
  summary: { zh: '申报回避关系', en: 'Declare grounds for recusal' },
  description: { zh: '以所报内容整体替换', en: 'Replaces what was declared before' },
  access: 'signedIn',
  audited: 'body',
  params: path,
  body: officerRelations,
  responses: { 200: officerRelations },
  problems: ['unknown-officer', 'unknown-unit'],
  async handle({ params: { id }, body: { relations }, actor }, { db }) {
    relationsMustConcern(actor, await findOfficer(id, db));
    await subjectsMustBeKnown(relations, id, db);
    await db.$transaction([
      db.officerRelation.deleteMany({ where: { officerId: id } }),
      db.officerRelation.createMany({
        data: relations.map(({ relation, officer: person, unit }) => ({
          officerId: id,
          relation,
          subjectOfficerId: person,
          subjectUnitCode: unit,
        })),
      }),
    ]);
    return reply(200, { relations: await relationsOf(id, db) });
  },
});

export const officerEndpoints = [listOfficers, readOfficer, addOfficer, putOfficer, readRelations, putRelations];

async function findOfficer(id: string, db: Database): Promise<Row> {
  const row = await db.officer.findUnique({ where: { id } });
  if (row === null) throw new Problem('not-found', { what: { zh: '人员', en: 'officer' } });
  return row;
}

async function unitMustBeKnown(code: string, db: Database | Transaction): Promise<void> {
  if ((await db.unit.count({ where: { code } })) === 0) throw new Problem('unknown-unit', { unit: code });
}

/** What an officer declared concerns himself, the head of his unit, and the system administrator who keeps the registry. */
function relationsMustConcern(actor: Actor, { id, unitCode: unit }: Row): void {
  const concerned = id === actor.officer || hasRole(actor, 'systemAdministrator') || (hasRole(actor, 'unitHead') && unit === actor.unit);
  if (!concerned) {
    throw forbidden({
      zh: '仅本人、其单位负责人与系统管理员可以查看和申报',
      en: 'Only the officer, the head of the unit and the system administrator may',
    });
  }
}

async function subjectsMustBeKnown(relations: readonly OfficerRelation[], self: string, db: Database): Promise<void> {
  const people = [...new Set(relations.flatMap(({ officer: person }) => person ?? []))];
  const places = [...new Set(relations.flatMap(({ unit }) => unit ?? []))];
  if (people.includes(self)) {
    throw invalidFields([{ path: 'relations', zh: '无须申报本人', en: 'There is no need to declare oneself' }]);
  }
  const knownPeople = await db.officer.findMany({ where: { id: { in: people } }, select: { id: true } });
  const stranger = people.find((each) => !knownPeople.some(({ id }) => id === each));
  if (stranger !== undefined) throw new Problem('unknown-officer', { officer: stranger });
  const knownPlaces = await db.unit.findMany({ where: { code: { in: places } }, select: { code: true } });
  const nowhere = places.find((each) => !knownPlaces.some(({ code }) => code === each));
  if (nowhere !== undefined) throw new Problem('unknown-unit', { unit: nowhere });
}

async function relationsOf(officerIdGiven: string, db: Database): Promise<OfficerRelation[]> {
  const rows = await db.officerRelation.findMany({ where: { officerId: officerIdGiven }, orderBy: [{ declaredAt: 'asc' }, { id: 'asc' }] });
  return rows.map(({ relation, subjectOfficerId, subjectUnitCode }) => ({ relation, officer: subjectOfficerId, unit: subjectUnitCode }));
}

function officerOf(row: Row, ability: Ability): Officer {
  const { id, name, unitCode: unit, roles, active } = row;
  const phone = maySeePhone(ability, row) ? row.phone : mask(row.phone);
  return { id, name, unit, roles: z.array(role).parse(roles), active, phone };
}

/** 139****5678 */
function mask(phone: string | null): string | null {
  if (phone === null) return null;
  if (phone.length < 8) return '****';
  return `${phone.slice(0, 3)}****${phone.slice(-4)}`;
}

function dataOf({ name, unit, roles, active, phone }: z.infer<typeof officerBody>) {
  return { name, unitCode: unit, roles, active, ...(phone === undefined ? {} : { phone }) };
}

function sameRoles(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((each) => b.includes(each));
}
