import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import * as contract from '../../contracts/api/accounts.ts';
import { officerId } from '../../contracts/ids.ts';
import { role } from '../../contracts/roles.ts';
import type { ApiKey as ApiKeyRow, Prisma } from '../../prisma/generated/client.ts';
import { append } from '../audit/append.ts';
import type { Deps } from '../deps.ts';
import { invalidFields } from '../http/check.ts';
import { endpoint, nothing, reply } from '../http/endpoint.ts';
import { forbidden } from '../http/forbidden.ts';
import { once } from '../http/once.ts';
import { page, pageFields, pageOf, placeOf } from '../http/page.ts';
import { Problem } from '../http/problem.ts';
import type { Actor } from './actor.ts';
import { authenticate } from './authenticate.ts';
import { hashOf, keyPrefix } from './credential.ts';
import { logIn, prove } from './log-in.ts';
import { hashPassword, refuseWeak } from './passwords.ts';

const securityAdministrator = { roles: ['securityAdministrator'] } as const;
const tag = 'accounts';
const dayMs = 24 * 60 * 60_000;

const openSession = endpoint({
  method: 'post',
  path: '/api/v1/sessions',
  tag,
  summary: { zh: '登录', en: 'Log in' },
  access: 'public',
  body: contract.logIn,
  responses: { 201: contract.session },
  problems: ['wrong-credentials', 'account-locked'],
  async handle({ body, requestId }, deps) {
    const { token, expiresAt } = await logIn(body.userName, body.password, requestId, deps);
    const me = meOf(await authenticate(`Bearer ${token}`, deps));
    return reply(201, { token, expiresAt: expiresAt.toISOString(), idleMinutes: deps.config.idleMinutes, me });
  },
});

const closeSession = endpoint({
  method: 'delete',
  path: '/api/v1/sessions/current',
  tag,
  summary: { zh: '退出登录', en: 'Log out' },
  access: 'signedIn',
  beforePasswordChange: true,
  responses: { 204: nothing },
  async handle({ actor, requestId }, { db, clock, credentials }) {
    await db.$transaction(async (transaction) => {
      await transaction.session.deleteMany({ where: { tokenHash: Buffer.from(actor.credential, 'hex') } });
      await append(transaction, [{ at: clock(), kind: 'logOut', officer: actor.officer, subject: 'sessions/current', requestId }]);
    });
    credentials.delete(actor.credential);
    return reply(204, null);
  },
});

const readMe = endpoint({
  method: 'get',
  path: '/api/v1/me',
  tag,
  summary: { zh: '当前登录人', en: 'Who I am' },
  access: 'signedIn',
  beforePasswordChange: true,
  responses: { 200: contract.me },
  handle: async ({ actor }) => reply(200, meOf(actor)),
});

const changePassword = endpoint({
  method: 'post',
  path: '/api/v1/me/password',
  tag,
  summary: { zh: '修改密码', en: 'Change my password' },
  description: { zh: '其他设备上的登录随之失效', en: 'Sessions elsewhere end with it' },
  access: 'signedIn',
  beforePasswordChange: true,
  audited: 'request',
  body: contract.changePassword,
  responses: { 204: nothing },
  problems: ['wrong-credentials', 'account-locked', 'password-too-weak'],
  async handle({ body, actor, requestId }, deps) {
    const account = await deps.db.account.findUnique({ where: { officerId: actor.officer } });
    if (account === null) throw new Problem('not-found', { what: { zh: '账号', en: 'account' } });
    await prove(account.userName, body.current, requestId, deps);
    refuseWeak(body.next);
    if (body.next === body.current) {
      throw invalidFields([{ path: 'next', zh: '新密码须与原密码不同', en: 'The new password must differ from the old one' }]);
    }
    await setPassword(account.userName, actor.officer, body.next, { mustChange: false, keep: actor.credential }, deps);
    return reply(204, null);
  },
});

const listAccounts = endpoint({
  method: 'get',
  path: '/api/v1/accounts',
  tag,
  summary: { zh: '账号列表', en: 'Accounts' },
  access: securityAdministrator,
  query: z.strictObject({
    ...pageFields,
    q: z.string().trim().min(1).max(60).optional().meta({ description: '用户名或姓名包含 · part of the user name or of the name' }),
    state: contract.accountState.optional(),
  }),
  responses: { 200: page(contract.account) },
  async handle({ query: { limit, cursor, q, state } }, { db, clock }) {
    const after = placeOf(z.tuple([z.string()]), cursor);
    const rows = await db.account.findMany({
      where: {
        AND: [
          after === undefined ? {} : { userName: { gt: after[0] } },
          q === undefined ? {} : { OR: [{ userName: { contains: q } }, { officer: { name: { contains: q } } }] },
          state === undefined ? {} : inState(state, clock()),
        ],
      },
      include: withOfficer,
      orderBy: { userName: 'asc' },
      take: limit + 1,
    });
    return reply(200, pageOf(rows, limit, ({ userName }) => [userName], accountOf));
  },
});

const openAccount = endpoint({
  method: 'post',
  path: '/api/v1/accounts',
  tag,
  summary: { zh: '为工作人员开立账号', en: 'Open an account for an officer' },
  description: { zh: '初始密码须在首次登录后修改', en: 'The first password must be changed after the first log-in' },
  access: securityAdministrator,
  keyed: true,
  body: contract.newAccount,
  responses: { 201: contract.account },
  problems: ['password-too-weak', 'unknown-officer', 'conflict'],
  async handle({ body, actor, key }, deps) {
    refuseWeak(body.password);
    const passwordHash = await hashPassword(body.password);
    const { userName, officer } = body;
    const request = { open: 'account', userName, officer };
    const made = await once(deps.db, { officer: actor.officer, key, request }, contract.account, async (transaction) => {
      const person = await transaction.officer.findUnique({ where: { id: officer }, include: { account: true } });
      if (person === null) throw new Problem('unknown-officer', { officer });
      if (person.roles.includes('serviceAccount')) {
        throw invalidFields([{ path: 'officer', zh: '服务账号使用密钥,不设登录账号', en: 'A service account uses keys and has no log-in' }]);
      }
      if (person.account !== null) throw taken({ zh: '该人员已有账号', en: 'this officer has an account' });
      if ((await transaction.account.count({ where: { userName } })) > 0) throw taken({ zh: '用户名已被使用', en: 'this user name is taken' });
      const now = deps.clock();
      return accountOf(
        await transaction.account.create({ data: { userName, officerId: officer, passwordHash, createdAt: now, passwordChangedAt: now }, include: withOfficer }),
      );
    });
    return reply(201, made);
  },
});

const accountPath = z.strictObject({ userName: contract.userName });

const unlockAccount = endpoint({
  method: 'post',
  path: '/api/v1/accounts/{userName}/unlock',
  tag,
  summary: { zh: '解除锁定', en: 'Unlock an account' },
  access: securityAdministrator,
  params: accountPath,
  responses: { 200: contract.account },
  async handle({ params }, { db }) {
    await db.account.updateMany({ where: params, data: { failures: 0, lockedUntil: null } });
    return reply(200, accountOf(await findAccount(params.userName, db)));
  },
});

const resetPassword = endpoint({
  method: 'post',
  path: '/api/v1/accounts/{userName}/password',
  tag,
  summary: { zh: '重置密码', en: 'Give a new first password' },
  description: { zh: '所有登录随之失效,下次登录后须修改', en: 'All sessions end; it must be changed after the next log-in' },
  access: securityAdministrator,
  params: accountPath,
  body: contract.resetPassword,
  responses: { 200: contract.account },
  problems: ['password-too-weak'],
  async handle({ params, body }, deps) {
    refuseWeak(body.password);
    const { officerId: officer } = await findAccount(params.userName, deps.db);
    await setPassword(params.userName, officer, body.password, { mustChange: true, keep: undefined }, deps);
    return reply(200, accountOf(await findAccount(params.userName, deps.db)));
  },
});

const disableAccount = endpoint({
  method: 'post',
  path: '/api/v1/accounts/{userName}/disable',
  tag,
  summary: { zh: '停用账号', en: 'Disable an account' },
  description: { zh: '该人员随之停用,其登录与密钥即失效', en: 'Its officer is no longer active; his sessions and keys end' },
  access: securityAdministrator,
  params: accountPath,
  responses: { 200: contract.account },
  handle: async ({ params, actor }, deps) => reply(200, await setActive(params.userName, false, actor, deps)),
});

const enableAccount = endpoint({
  method: 'post',
  path: '/api/v1/accounts/{userName}/enable',
  tag,
  summary: { zh: '恢复账号', en: 'Enable an account again' },
  access: securityAdministrator,
  params: accountPath,
  responses: { 200: contract.account },
  handle: async ({ params, actor }, deps) => reply(200, await setActive(params.userName, true, actor, deps)),
});

const listApiKeys = endpoint({
  method: 'get',
  path: '/api/v1/api-keys',
  tag,
  summary: { zh: '密钥列表', en: 'Keys of service accounts' },
  access: securityAdministrator,
  query: z.strictObject({ ...pageFields, officer: officerId.optional() }),
  responses: { 200: page(contract.apiKey) },
  async handle({ query }, { db }) {
    const after = placeOf(z.tuple([z.uuid()]), query.cursor);
    const rows = await db.apiKey.findMany({
      where: {
        ...(query.officer === undefined ? {} : { officerId: query.officer }),
        ...(after === undefined ? {} : { id: { gt: after[0] } }),
      },
      orderBy: { id: 'asc' },
      take: query.limit + 1,
    });
    return reply(200, pageOf(rows, query.limit, ({ id }) => [id], apiKeyOf));
  },
});

const makeApiKey = endpoint({
  method: 'post',
  path: '/api/v1/api-keys',
  tag,
  summary: { zh: '为服务账号签发密钥', en: 'Make a key for a service account' },
  description: { zh: '密钥只显示一次', en: 'The secret is told once' },
  access: securityAdministrator,
  keyed: true,
  body: contract.newApiKey,
  responses: { 201: contract.madeApiKey },
  problems: ['unknown-officer'],
  async handle({ body, actor, key }, { db, clock }) {
    const { officer, name, days } = body;
    const request = { make: 'api-key', officer, name, days };
    const made = await once(
      db,
      { officer: actor.officer, key, request },
      contract.madeApiKey,
      async (transaction) => {
        const person = await transaction.officer.findUnique({ where: { id: officer } });
        if (person === null) throw new Problem('unknown-officer', { officer });
        if (!person.roles.includes('serviceAccount')) {
          throw invalidFields([{ path: 'officer', zh: '只有服务账号可持有密钥', en: 'Only a service account holds keys' }]);
        }
        const secret = `${keyPrefix}${randomBytes(32).toString('base64url')}`;
        const now = clock();
        const row = await transaction.apiKey.create({
          data: { keyHash: hashOf(secret), officerId: officer, name, createdAt: now, expiresAt: new Date(now.getTime() + days * dayMs) },
        });
        return { ...apiKeyOf(row), secret };
      },
      (whole) => ({ ...whole, secret: null }),
    );
    return reply(201, made);
  },
});

const revokeApiKey = endpoint({
  method: 'delete',
  path: '/api/v1/api-keys/{id}',
  tag,
  summary: { zh: '吊销密钥', en: 'Revoke a key' },
  access: securityAdministrator,
  params: z.strictObject({ id: z.uuid() }),
  responses: { 204: nothing },
  async handle({ params }, { db, clock, credentials }) {
    const key = await db.apiKey.findUnique({ where: params });
    if (key === null) throw new Problem('not-found', { what: { zh: '密钥', en: 'key' } });
    if (key.revokedAt === null) await db.apiKey.update({ where: params, data: { revokedAt: clock() } });
    credentials.delete(Buffer.from(key.keyHash).toString('hex'));
    return reply(204, null);
  },
});

export const accountEndpoints = [
  openSession,
  closeSession,
  readMe,
  changePassword,
  listAccounts,
  openAccount,
  unlockAccount,
  resetPassword,
  disableAccount,
  enableAccount,
  listApiKeys,
  makeApiKey,
  revokeApiKey,
];

function meOf({ kind, officer, name, roles, unit, unitName, unitKind, region, discipline, passwordDue }: Actor): z.infer<typeof contract.me> {
  return { kind, officer, name, roles: [...roles], unit, unitName, unitKind, region, discipline, passwordDue };
}

/** What an account says of its officer. */
const withOfficer = { officer: { select: { name: true, unitCode: true, roles: true, active: true } } } as const;
type AccountWithOfficer = Prisma.AccountGetPayload<{ include: typeof withOfficer }>;

function inState(state: z.infer<typeof contract.accountState>, now: Date): Prisma.AccountWhereInput {
  switch (state) {
    case 'locked':
      return { lockedUntil: { gt: now } };
    case 'first':
      return { mustChangePassword: true };
    case 'disabled':
      return { officer: { active: false } };
  }
}

function accountOf(row: AccountWithOfficer): contract.Account {
  return {
    userName: row.userName,
    officer: row.officerId,
    name: row.officer.name,
    unit: row.officer.unitCode,
    roles: z.array(role).parse(row.officer.roles),
    active: row.officer.active,
    failures: row.failures,
    lockedUntil: row.lockedUntil?.toISOString() ?? null,
    mustChangePassword: row.mustChangePassword,
    passwordChangedAt: row.passwordChangedAt.toISOString(),
    createdAt: row.createdAt.toISOString(),
  };
}

function apiKeyOf(row: ApiKeyRow): contract.ApiKey {
  return {
    id: row.id,
    officer: row.officerId,
    name: row.name,
    createdAt: row.createdAt.toISOString(),
    expiresAt: row.expiresAt.toISOString(),
    revokedAt: row.revokedAt?.toISOString() ?? null,
  };
}

async function findAccount(userName: string, db: Deps['db']): Promise<AccountWithOfficer> {
  const account = await db.account.findUnique({ where: { userName }, include: withOfficer });
  if (account === null) throw new Problem('not-found', { what: { zh: '账号', en: 'account' } });
  return account;
}

/** Lets an officer in again, or keeps him out from now on. Nobody shuts himself out. */
async function setActive(userName: string, active: boolean, actor: Actor, { db, credentials }: Deps): Promise<contract.Account> {
  const { officerId: officer } = await findAccount(userName, db);
  if (officer === actor.officer) throw forbidden({ zh: '不能停用本人的账号', en: 'Nobody disables his own account' });
  await db.$transaction([
    db.officer.update({ where: { id: officer }, data: { active } }),
    db.session.deleteMany({ where: { officerId: officer } }),
  ]);
  for (const [id, credential] of credentials.entries()) if (credential.officer === officer) credentials.delete(id);
  return accountOf(await findAccount(userName, db));
}

/** Sets a password and ends the officer's sessions, save one. */
async function setPassword(
  userName: string,
  officer: string,
  password: string,
  { mustChange, keep }: { mustChange: boolean; keep: string | undefined },
  { db, clock, credentials }: Deps,
): Promise<void> {
  const passwordHash = await hashPassword(password);
  await db.$transaction([
    db.account.update({
      where: { userName },
      data: { passwordHash, mustChangePassword: mustChange, passwordChangedAt: clock(), failures: 0, lockedUntil: null },
    }),
    db.session.deleteMany({
      where: { officerId: officer, ...(keep === undefined ? {} : { tokenHash: { not: Buffer.from(keep, 'hex') } }) },
    }),
  ]);
  for (const [id, credential] of credentials.entries()) if (credential.officer === officer) credentials.delete(id);
}

function taken(reason: { zh: string; en: string }): Problem {
  return new Problem('conflict', { reason });
}
