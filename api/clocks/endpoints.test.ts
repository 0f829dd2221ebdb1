import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import express from 'express';
import type { Role } from '../../contracts/roles.ts';
import { Prisma } from '../../prisma/generated/client.ts';
import { calendarYears } from '../../prisma/seed/calendar.ts';
import { timeLimitRules } from '../../prisma/seed/time-limit-rules.ts';
import { cloneDatabase, temporalAddress, type TestDatabase } from '../../tests/rig/infra.ts';
import { hashOf } from '../accounts/credential.ts';
import { readConfig } from '../config.ts';
import { openDatabase, type Database } from '../database.ts';
import { assembleDeps } from '../deps.ts';
import { createEngine, type Engine } from '../engine/engine.ts';
import { withContext } from '../http/context.ts';
import { mount } from '../http/mount.ts';
import { problemHandler } from '../http/problem-handler.ts';
import { createLogger } from '../log.ts';
import { clockEndpoints } from './endpoints.ts';

const now = new Date('2026-11-20T01:00:00.000Z');

let database: TestDatabase;
let db: Database;
let engine: Engine;
let server: Server;
let base: string;
let administrator: string;
let handler: string;
let recounted: number[] = [];

beforeAll(async () => {
  database = await cloneDatabase();
  db = openDatabase(database.url);
  engine = createEngine(temporalAddress);
  const config = readConfig({
    DATABASE_URL: database.url,
    TEMPORAL_ADDRESS: temporalAddress,
    INTERNAL_TOKEN: randomUUID(),
    CHECK_RESPONSES: 'true',
  });
  const log = createLogger('silent');
  const app = express();
  app.use(withContext);
  const endpoints = clockEndpoints({ onCalendarPublished: async (year) => void recounted.push(year) });
  mount(app, endpoints, assembleDeps({ db, engine, clock: () => now, log, config }));
  app.use(problemHandler(log));
  server = createServer(app).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  base = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/api/v1`;

  await db.unit.create({ data: { code: 'county', name: { zh: '县', en: 'county' }, kind: 'other', regionCode: '341002' } });
  [administrator, handler] = await Promise.all([signIn('systemAdministrator'), signIn('handler')]);
});

afterAll(async () => {
  server.close();
  server.closeAllConnections();
  await Promise.all([db.$disconnect(), engine.close()]);
  await database.drop();
});

beforeEach(async () => {
  await db.$transaction([db.timeLimitRule.deleteMany(), db.calendarDay.deleteMany(), db.calendarYear.deleteMany()]);
  await db.timeLimitRule.createMany({ data: timeLimitRules.map((rule) => ({ ...rule, extension: rule.extension ?? Prisma.DbNull })) });
  await db.calendarYear.createMany({ data: calendarYears().map(({ year, source }) => ({ year, source, publishedAt: now })) });
  recounted = [];
});

async function signIn(role: Role): Promise<string> {
  const officer = await db.officer.create({ data: { name: '李四', unitCode: 'county', roles: [role] } });
  const token = randomUUID();
  await db.session.create({
    data: { tokenHash: hashOf(token), officerId: officer.id, createdAt: now, lastSeenAt: now, expiresAt: new Date(now.getTime() + 3_600_000) },
  });
  return token;
}

async function call(
  method: string,
  path: string,
  { as = administrator, body, key }: { as?: string | null; body?: unknown; key?: string } = {},
): Promise<{ status: number; data: unknown }> {
  const headers: Record<string, string> = { 'content-type': 'application/json' };
  if (as !== null) headers['authorization'] = `Bearer ${as}`;
  if (key !== undefined) headers['idempotency-key'] = key;
  const response = await fetch(`${base}${path}`, { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
  return { status: response.status, data: await response.json() };
}

const version = {
  label: { zh: '回访', en: 'Follow-up visit' },
  term: { amount: 1, unit: 'workday' },
  extension: null,
  ladder: [{ act: 'red', place: { atDue: true } }],
  source: '屯溪区回访办法(试行)',
  confidence: 'C',
  effectiveFrom: '2026-12-01T00:00:00+08:00',
};
const days = ['2027-01-01', '2027-10-01'].map((day) => ({ day, isWorkday: false, name: '节日' }));

describe('rules', () => {
  test('are published by a system administrator alone', async () => {
    const path = '/rules/general.followUp/versions';
    expect(await call('POST', path, { as: null, body: version, key: randomUUID() })).toMatchObject({ status: 401 });
    expect(await call('POST', path, { as: handler, body: version, key: randomUUID() })).toMatchObject({ status: 403 });
    expect(await call('POST', path, { body: version })).toMatchObject({ status: 400, data: { code: 'key-missing' } });
    expect(await call('GET', '/rules', { as: null })).toMatchObject({ status: 401 });
  });

  test('are refused with the field that does not fit', async () => {
    const publish = (change: object) =>
      call('POST', '/rules/general.followUp/versions', { body: { ...version, ...change }, key: randomUUID() });
    expect(await publish({ term: { amount: 1.5, unit: 'workday' } })).toMatchObject({
      status: 422,
      data: { errors: [{ path: 'term.amount', zh: '日、工作日、月须为整数' }] },
    });
    expect(await publish({ ladder: [{ act: 'supervise', place: { afterDue: { amount: 1e9, unit: 'workday' } } }] })).toMatchObject({
      status: 422,
      data: { errors: [{ path: 'ladder[0].place.afterDue.amount' }] },
    });
    expect(await publish({ extension: { times: 1, most: { amount: 3651, unit: 'day' } } })).toMatchObject({
      status: 422,
      data: { errors: [{ path: 'extension.most.amount', en: 'at most 3650 days' }] },
    });
    expect(await publish({ effectiveFrom: '2026-11-20T08:59:59+08:00' })).toMatchObject({ status: 422, data: { code: 'date-in-the-past' } });
    expect(await call('POST', '/rules/Nonsense/versions', { body: version, key: randomUUID() })).toMatchObject({ status: 422 });
  });

  test('are published once for each key, and read back', async () => {
    const key = randomUUID();
    const first = await call('POST', '/rules/general.followUp/versions', { body: version, key });
    expect(first).toMatchObject({ status: 201, data: { code: 'general.followUp', version: 2 } });
    expect(await call('POST', '/rules/general.followUp/versions', { body: version, key })).toEqual(first);
    expect(await call('GET', '/rules/general.followUp', { as: handler })).toMatchObject({
      status: 200,
      data: { versions: [{ version: 2 }, { version: 1 }] },
    });
    expect(await call('GET', '/rules', { as: handler })).toMatchObject({
      data: { items: expect.arrayContaining([expect.objectContaining({ code: 'general.followUp', coming: [first.data] })]), next: null },
    });
    expect(await call('GET', '/rules/general.followUp/forecast?from=2026-11-20T09:00:00%2B08:00&version=2')).toMatchObject({
      data: { version: 2, from: '2026-11-20T01:00:00.000Z', dueAt: '2026-11-23T15:59:59.000Z' },
    });
    expect(await call('GET', '/rules/general.followUp/forecast?version=3')).toMatchObject({ status: 404 });
    expect(await call('GET', '/rules/general.nothing')).toMatchObject({ status: 404 });
  });

  test('say which steps name them, and of discipline inspection nothing', async () => {
    const { data } = await call('GET', '/rules', { as: handler });
    const { items } = data as { items: Array<{ code: string; usedBy: unknown }> };
    const uses = (code: string) => items.find((each) => each.code === code)?.usedBy;
    expect(uses('general.followUp')).toEqual([{ procedure: null, step: { name: 'followUp', label: { zh: '回访', en: 'Follow-up visit' } } }]);
    expect(uses('assistedFiling.tellMaterials')).toMatchObject([
      { procedure: { name: 'assistedFiling' }, step: { name: 'tellMaterials' } },
      { procedure: { name: 'assistedFiling' }, step: { name: 'receive' } },
    ]);
    expect(uses('discipline.verify')).toEqual([]);
  });

  test('forecast a due time, from now or from then', async () => {
    expect(await call('GET', '/rules/general.followUp/forecast', { as: handler })).toMatchObject({
      status: 200,
      data: { from: now.toISOString(), dueAt: '2026-11-25T15:59:59.000Z', provisional: false, supervisor: null },
    });
    expect(await call('GET', '/rules/general.followUp/forecast?from=2026-12-30T09:00:00%2B08:00')).toMatchObject({
      data: { dueAt: '2027-01-04T15:59:59.000Z', provisional: true },
    });
    expect(await call('GET', '/rules/general.followUp/forecast?from=2021-12-30T09:00:00Z')).toMatchObject({ status: 422, data: { code: 'unknown-rule' } });
    expect(await call('GET', '/rules/general.nothing/forecast')).toMatchObject({ status: 404 });
    expect(await call('GET', '/rules/general.followUp/forecast?from=tomorrow')).toMatchObject({ status: 422 });
  });
});

describe('the calendar', () => {
  const body = { source: '测试用安排', days };

  test('is published by a system administrator alone', async () => {
    expect(await call('PUT', '/calendar/2027', { as: handler, body })).toMatchObject({ status: 403 });
    expect(recounted).toEqual([]);
  });

  test('is published and read back, and its year is told', async () => {
    expect(await call('GET', '/calendar/2027', { as: handler })).toMatchObject({ status: 404 });
    expect(await call('PUT', '/calendar/2027', { body })).toMatchObject({ status: 200, data: { year: 2027, revision: 1, days } });
    expect(recounted).toEqual([2027]);
    const standing = await call('GET', '/calendar', { as: handler });
    expect(standing).toMatchObject({ status: 200, data: { years: expect.arrayContaining([{ year: 2027, source: '测试用安排', revision: 1, publishedAt: now.toISOString() }]), provisional: { cases: 0, clocks: 0 } } });
    expect(await call('GET', '/calendar/2027', { as: handler })).toMatchObject({ status: 200, data: { ...body, year: 2027 } });
  });

  test('is refused with the reason, and nobody is told', async () => {
    expect(await call('PUT', '/calendar/2027', { body: { ...body, days: days.slice(0, 1) } })).toMatchObject({
      status: 422,
      data: { code: 'calendar-unknown', zh: expect.stringContaining('2027-10-01 应为放假日'), en: expect.stringContaining('has to be a day off') },
    });
    expect(await call('PUT', '/calendar/27', { body })).toMatchObject({ status: 422 });
    expect(await call('PUT', '/calendar/2027', { body: { ...body, days: [{ day: '2027-13-01', isWorkday: false, name: '无' }] } })).toMatchObject({ status: 422 });
    expect(recounted).toEqual([]);
  });
});
