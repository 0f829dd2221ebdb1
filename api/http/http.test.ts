import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import express from 'express';
import { z } from 'zod';
import { day, unitCode } from '../../contracts/ids.ts';
import { message } from '../../contracts/message.ts';
import { startApi, type Api, type ApiAnswer } from '../../tests/rig/api.ts';
import { openDatabase } from '../database.ts';
import { logAccess } from './access-log.ts';
import { withContext } from './context.ts';
import { endpoint, nothing, reply } from './endpoint.ts';
import { mount } from './mount.ts';
import { problemHandler } from './problem-handler.ts';

const filing = endpoint({
  method: 'post',
  path: '/filings/{name}',
  tag: 'test',
  summary: { zh: '测试', en: 'Test' },
  access: 'public',
  params: z.strictObject({ name: z.string().max(20) }),
  query: z.strictObject({ limit: z.coerce.number<string>().int().max(9).default(3) }),
  body: z.strictObject({
    title: z.string().min(2),
    allegations: z.array(z.strictObject({ fact: z.string().min(2), on: day.optional() })).max(3).default([]),
    unit: unitCode.optional(),
    grade: z.string().regex(/^[A-C]$/, message('等级为 A、B、C', 'a grade is A, B or C')).optional(),
    contact: z.union([z.strictObject({ kind: z.literal('phone'), number: z.string() }), z.string().max(5)]).optional(),
  }),
  responses: { 200: z.strictObject({ name: z.string(), limit: z.number(), title: z.string() }) },
  handle: async ({ params, query, body }) => reply(200, { name: params.name, limit: query.limit, title: body.title }),
});

const keyed = endpoint({
  method: 'post',
  path: '/keyed',
  tag: 'test',
  summary: { zh: '测试', en: 'Test' },
  access: 'public',
  keyed: true,
  responses: { 200: z.strictObject({ key: z.string() }) },
  handle: async ({ key }) => reply(200, { key }),
});

const fixed = endpoint({
  method: 'get',
  path: '/filings/latest',
  tag: 'test',
  summary: { zh: '测试', en: 'Test' },
  access: 'public',
  responses: { 200: z.strictObject({ fixed: z.boolean() }) },
  handle: async () => reply(200, { fixed: true }),
});

const breaking = endpoint({
  method: 'get',
  path: '/breaking',
  tag: 'test',
  summary: { zh: '测试', en: 'Test' },
  access: 'public',
  responses: { 200: nothing },
  handle: async () => {
    throw new Error('secret detail of the inside');
  },
});

const untrue = endpoint({
  method: 'get',
  path: '/untrue',
  tag: 'test',
  summary: { zh: '测试', en: 'Test' },
  access: 'public',
  responses: { 200: z.strictObject({ short: z.string().max(3) }) },
  handle: async () => reply(200, { short: 'much too long' }),
});

let api: Api;
let base: string;
let stop: () => Promise<void>;

beforeAll(async () => {
  api = await startApi();
  const app = express();
  app.use(withContext, logAccess(api.deps.log));
  mount(app, [filing, keyed, fixed, breaking, untrue], api.deps);
  app.use(problemHandler(api.deps.log));
  const server = createServer(app).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  base = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`;
  stop = async () => {
    server.close();
    server.closeAllConnections();
  };
});
afterAll(async () => {
  await stop();
  await api.stop();
});

async function send(body: string | Uint8Array<ArrayBuffer>, { path = '/filings/x', headers = {} }: { path?: string; headers?: Record<string, string> } = {}): Promise<ApiAnswer> {
  const response = await fetch(base + path, { method: 'POST', body, headers: { 'content-type': 'application/json', ...headers } });
  return { status: response.status, headers: response.headers, body: await response.json() };
}

async function get(path: string, init: RequestInit = {}): Promise<ApiAnswer> {
  const response = await fetch(base + path, init);
  return { status: response.status, headers: response.headers, body: await response.json() };
}

describe('a body is refused', () => {
  test.each([
    ['that is not JSON', '{"title":'],
    ['with something behind it', '{"title":"ok"} x'],
    ['that is empty', ''],
    ['that is not UTF-8', new Uint8Array([0x7b, 0x22, 0xff, 0x22, 0x7d])],
    ['that is nested too deeply', '['.repeat(10_000) + ']'.repeat(10_000)],
  ])('%s', async (_, body) => {
    expect(await send(body)).toMatchObject({ status: 400, body: { code: 'malformed-request' } });
  });

  test('with a repeated field, wherever it stands', async () => {
    expect(await send('{"title":"one","title":"two"}')).toMatchObject({
      status: 422,
      body: { code: 'invalid-fields', errors: [{ path: 'title', zh: '字段重复', en: 'This field is repeated' }] },
    });
    expect(await send('{"title":"ok","allegations":[{"fact":"aa"},{"fact":"aa","f\\u0061ct":"aa"}]}')).toMatchObject({
      status: 422,
      body: { errors: [{ path: 'allegations[1].fact' }] },
    });
  });

  test('with names that reach into objects', async () => {
    expect(await send('{"title":"ok","__proto__":{"admin":true}}')).toMatchObject({ status: 422, body: { errors: [{ path: '__proto__' }] } });
  });

  test('with characters that the database cannot keep', async () => {
    expect(await send('{"title":"o\\u0000k"}')).toMatchObject({ status: 422, body: { errors: [{ path: 'title' }] } });
    expect(await send('{"title":"o\\ud800k"}')).toMatchObject({ status: 422, body: { errors: [{ path: 'title' }] } });
  });

  test('beyond 256 KiB', async () => {
    expect(await send(JSON.stringify({ title: 'x'.repeat(256 * 1024) }))).toMatchObject({
      status: 413,
      body: { code: 'body-too-large', zh: '请求内容超过 256 KiB。请拆分或压缩内容。' },
    });
  });

  test('of another type', async () => {
    expect(await send('title=ok', { headers: { 'content-type': 'application/x-www-form-urlencoded' } })).toMatchObject({
      status: 415,
      body: { code: 'unsupported-media-type' },
    });
  });

  test('where none is taken', async () => {
    expect(await send('{}', { path: '/keyed', headers: { 'idempotency-key': 'abcdefgh' } })).toMatchObject({ status: 400, body: { code: 'malformed-request' } });
  });

  test('with every field that does not fit named, in both languages', async () => {
    const answer = await send(
      JSON.stringify({ title: 'x', allegations: [{ fact: 'ok' }, { fact: 7, on: '2026-02-30' }], unknown: 1, unit: 'NO', grade: 'D', contact: { kind: 'phone' } }),
    );
    expect(answer).toMatchObject({ status: 422, body: { code: 'invalid-fields', facts: { count: 7 } } });
    const { errors } = answer.body as { errors: Array<{ path: string; zh: string; en: string }> };
    expect(errors.map(({ path }) => path).toSorted()).toEqual([
      'allegations[1].fact',
      'allegations[1].on',
      'contact.number',
      'grade',
      'title',
      'unit',
      'unknown',
    ]);
    expect(errors.find(({ path }) => path === 'grade')).toEqual({ path: 'grade', zh: '等级为 A、B、C', en: 'a grade is A, B or C' });
    const title = errors.find(({ path }) => path === 'title');
    expect(title?.zh).toMatch(/\p{Script=Han}/u);
    expect(title?.en).not.toMatch(/\p{Script=Han}/u);
  });
});

describe('an address is refused', () => {
  test('with an unknown or repeated query parameter', async () => {
    expect(await send('{"title":"ok"}', { path: '/filings/x?limt=3' })).toMatchObject({ status: 422, body: { errors: [{ path: 'limt' }] } });
    expect(await send('{"title":"ok"}', { path: '/filings/x?limit=3&limit=4' })).toMatchObject({ status: 422, body: { errors: [{ path: 'limit' }] } });
  });

  test('that cannot be decoded, or holds what cannot be kept', async () => {
    expect(await send('{"title":"ok"}', { path: '/filings/%E5%B1' })).toMatchObject({ status: 400, body: { code: 'malformed-request' } });
    expect(await send('{"title":"ok"}', { path: '/filings/a%00b' })).toMatchObject({ status: 422 });
    expect(await send('{"title":"ok"}', { path: '/filings/x?limit=%00' })).toMatchObject({ status: 422 });
  });

  test('with another method, saying which it takes', async () => {
    const answer = await get('/filings/x', { method: 'PATCH' });
    expect(answer).toMatchObject({ status: 405, body: { code: 'method-not-allowed' } });
    expect(answer.headers.get('allow')).toBe('POST');
  });

  test('that nobody serves', async () => {
    expect(await api.call('GET', '/api/v1/nothing')).toMatchObject({ status: 404, body: { code: 'not-found' } });
    expect(await api.call('GET', '/api/v2/me')).toMatchObject({ status: 404 });
  });
});

describe('a key', () => {
  test('is asked for, in its own form', async () => {
    expect(await get('/keyed', { method: 'POST' })).toMatchObject({ status: 400, body: { code: 'key-missing' } });
    expect(await get('/keyed', { method: 'POST', headers: { 'idempotency-key': 'short' } })).toMatchObject({
      status: 422,
      body: { errors: [{ path: 'Idempotency-Key' }] },
    });
    expect(await get('/keyed', { method: 'POST', headers: { 'idempotency-key': 'long-enough' } })).toMatchObject({ status: 200, body: { key: 'long-enough' } });
  });
});

describe('a problem', () => {
  test('is told in the language asked for, with both inside', async () => {
    const chinese = await api.call('GET', '/api/v1/me?x=屯溪');
    expect(chinese.headers.get('content-type')).toMatch(/^application\/problem\+json/);
    expect(chinese.body).toEqual({
      type: 'https://liandong.example/problems/not-signed-in',
      code: 'not-signed-in',
      status: 401,
      title: '未登录或登录凭据无效',
      detail: '请先登录',
      zh: '未登录或登录凭据无效。请先登录。',
      en: 'You are not signed in, or the credential is not valid. Sign in first.',
      instance: '/api/v1/me',
      requestId: chinese.headers.get('x-request-id'),
    });
    const english = await api.call('GET', '/api/v1/me', { headers: { 'accept-language': 'en-GB,en;q=0.9' } });
    expect(english.body).toMatchObject({ title: 'You are not signed in, or the credential is not valid', detail: 'Sign in first' });
    const others = await api.call('GET', '/api/v1/me', { headers: { 'accept-language': 'fr' } });
    expect(others.body).toMatchObject({ detail: '请先登录' });
  });

  test('carries the caller’s request id, when it is well formed', async () => {
    const id = randomUUID();
    expect(await api.call('GET', '/api/v1/me', { headers: { 'x-request-id': id } })).toMatchObject({ body: { requestId: id } });
    const { body } = await api.call('GET', '/api/v1/me', { headers: { 'x-request-id': 'a b' } });
    expect(body).not.toMatchObject({ requestId: 'a b' });
  });

  test('nobody foresaw tells nothing of the inside, and is logged with it', async () => {
    const answer = await get('/breaking');
    expect(answer).toMatchObject({ status: 500, body: { code: 'internal' } });
    expect(JSON.stringify(answer.body)).not.toContain('secret');
    expect(api.log.join('')).toContain('secret detail of the inside');
  });

  test('comes up when an answer breaks its own contract', async () => {
    expect(await get('/untrue')).toMatchObject({ status: 500 });
  });
});

test('a fixed address is not taken for a parameter, in whatever order they are declared', async () => {
  expect(await get('/filings/latest')).toMatchObject({ status: 200, body: { fixed: true } });
});

test('Chinese addresses arrive', async () => {
  // fetch, like curl, sends them percent-encoded; Node refuses raw bytes before we see them
  expect(await send('{"title":"ok"}', { path: '/filings/肥监〔2026〕000001号?limit=5' })).toMatchObject({
    status: 200,
    body: { name: '肥监〔2026〕000001号', limit: 5 },
  });
});

test('a database out of reach is a 503 that says when to come again', async () => {
  const db = openDatabase('postgresql://nobody:x@127.0.0.1:1/nothing');
  const app = express();
  app.use(withContext);
  const reading = endpoint({
    method: 'get',
    path: '/reading',
    tag: 'test',
    summary: { zh: '测试', en: 'Test' },
    access: 'public',
    responses: { 200: nothing },
    handle: async () => {
      await db.region.count();
      return reply(200, null);
    },
  });
  mount(app, [reading], api.deps);
  app.use(problemHandler(api.deps.log));
  const server = createServer(app).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const response = await fetch(`http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}/reading`);
  expect(response.status).toBe(503);
  expect(response.headers.get('retry-after')).toBe('5');
  expect(await response.json()).toMatchObject({ code: 'database-unavailable' });
  server.close();
  server.closeAllConnections();
  await db.$disconnect();
});

describe('what operations see', () => {
  test('live and ready on both listeners', async () => {
    for (const internal of [false, true]) {
      expect(await api.call('GET', '/health/live', { internal })).toMatchObject({ status: 200, body: { status: 'ok' } });
      expect(await api.call('GET', '/health/ready', { internal })).toMatchObject({
        status: 200,
        body: { status: 'ok', database: 'ok', engine: 'ok' },
      });
    }
  });

  test('metrics by route template, on the internal listener and with its credential only', async () => {
    expect(await api.call('GET', '/metrics')).toMatchObject({ status: 404 });
    expect(await api.call('GET', '/metrics', { internal: true })).toMatchObject({ status: 401 });
    expect(await api.call('GET', '/metrics', { internal: true, token: 'x'.repeat(36) })).toMatchObject({ status: 401 });
    await api.call('GET', '/api/v1/units/some-unit', { token: await api.signIn('feidongHead') });
    const { body } = await api.call('GET', '/metrics', { internal: true, token: api.deps.config.internalToken });
    expect(body).toContain('route="/api/v1/units/{code}"');
    expect(body).not.toContain('some-unit');
  });

  test('the internal listener serves nothing of the public one', async () => {
    const token = await api.signIn('feidongHead');
    expect(await api.call('GET', '/api/v1/me', { internal: true, token })).toMatchObject({ status: 401 });
    expect(await api.call('GET', '/api/v1/me', { internal: true, token: api.deps.config.internalToken })).toMatchObject({ status: 404 });
  });

  test('one log line a request, with ids and without what people typed', async () => {
    const token = await api.signIn('feidongHead');
    await api.call('GET', '/api/v1/officers?name=张三丰', { token });
    const line = api.log.findLast((each) => each.includes('"/api/v1/officers"'));
    expect(JSON.parse(line ?? '{}')).toMatchObject({ method: 'GET', route: '/api/v1/officers', status: 200, officer: expect.any(String), requestId: expect.any(String) });
    expect(api.log.join('')).not.toContain('张三丰');
    expect(api.log.join('')).not.toContain(encodeURIComponent('张三丰'));
  });

  test('security headers on every answer', async () => {
    const { headers } = await api.call('GET', '/api/v1/me');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('x-powered-by')).toBeNull();
  });
});
