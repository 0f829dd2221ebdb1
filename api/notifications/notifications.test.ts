import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { caseNotification, inbox, webhookWithSecret } from '../../contracts/api/notifications.ts';
import type { Actor, CasePicture } from '../../contracts/case.ts';
import { exampleOfficers, type ExampleOfficerName } from '../../prisma/seed/example/officers.ts';
import { startApi, type Api, type ApiAnswer } from '../../tests/rig/api.ts';
import { until } from '../../tests/rig/eventually.ts';
import { Receiver } from '../../tests/rig/receiver.ts';
import { recordedCase, type RecordedCase } from '../../tests/rig/recorded-case.ts';

type Procedure = 'assistedFiling' | 'jointInspection';

const market = 'chizhou-etdz-market';
const town = 'badou-cdi';

let api: Api;
let number = 0;
const tokens = new Map<ExampleOfficerName, string>();

beforeAll(async () => {
  api = await startApi({ PUBLIC_URL: 'http://liandong.test' });
});
afterAll(() => api.stop());
afterEach(async () => {
  await api.db.notification.deleteMany();
  await api.db.webhook.deleteMany();
});

async function as(name: ExampleOfficerName, method: string, path: string, body?: unknown, key?: string): Promise<ApiAnswer> {
  const token = tokens.get(name) ?? (await api.signIn(name));
  tokens.set(name, token);
  return api.call(method, `/api/v1${path}`, {
    token,
    ...(body === undefined ? {} : { body }),
    headers: key === undefined ? {} : { 'idempotency-key': key },
  });
}

async function aCase(procedure: Procedure = 'assistedFiling', changes: Partial<CasePicture> = {}): Promise<RecordedCase> {
  number += 1;
  return recordedCase(api.deps, { units: [procedure === 'assistedFiling' ? market : town], ...changes, procedure, number });
}

const read = async (name: ExampleOfficerName, query = '') => inbox.parse((await as(name, 'GET', `/notifications${query}`)).body);
const handlersOf = (unit: string) => ({ tell: [{ unit, roles: ['handler'] }] });
const add = (name: ExampleOfficerName, url: string, unit = market, key: string = randomUUID()) => as(name, 'POST', '/webhooks', { unit, url }, key);
const added = async (name: ExampleOfficerName, url: string, unit = market) => webhookWithSecret.parse((await add(name, url, unit)).body);
const id = (name: ExampleOfficerName) => exampleOfficers[name].id;

describe('refused', () => {
  test.each([
    ['GET', '/notifications'],
    ['POST', '/notifications/1/read'],
    ['POST', '/notifications/read'],
    ['GET', '/cases/池助〔2026〕000001号/notifications'],
    ['GET', '/webhooks'],
    ['POST', '/webhooks'],
    ['PUT', `/webhooks/${randomUUID()}/url`],
    ['POST', `/webhooks/${randomUUID()}/rotate`],
    ['POST', `/webhooks/${randomUUID()}/deactivate`],
  ])('%s %s to whoever is not signed in', async (method, path) => {
    expect(await api.call(method, `/api/v1${encodeURI(path)}`)).toMatchObject({ status: 401, body: { code: 'not-signed-in' } });
  });

  test.each([
    ['not-a-number', 422],
    ['0', 422],
    ['-1', 422],
    ['99999999999999999999', 422],
    ['123456', 404],
  ])('a notification %s', async (ref, status) => {
    expect(await as('marketHandlerOne', 'POST', `/notifications/${ref}/read`)).toMatchObject({ status });
  });

  test('another officer’s notification, and it stays unread', async () => {
    await (await aCase()).tell(handlersOf(market));
    const [{ id: first } = { id: '' }] = (await read('marketHandlerOne')).items;
    expect(await as('marketHandlerTwo', 'POST', `/notifications/${first}/read`)).toMatchObject({ status: 404 });
    expect((await as('marketHandlerTwo', 'POST', '/notifications/read', { ids: [first] })).body).toEqual({ read: 0 });
    expect((await read('marketHandlerOne')).unread).toBe(1);
  });

  test.each([{}, { ids: [] }, { ids: ['x'] }, { upTo: '1', ids: ['1'] }, { all: true }])('a list to be read such as %j', async (body) => {
    expect(await as('marketHandlerOne', 'POST', '/notifications/read', body)).toMatchObject({ status: 422, body: { code: 'invalid-fields' } });
  });

  test('an address by anybody but the head of that unit: it is he who decides who hears of its business', async () => {
    for (const name of ['marketHandlerOne', 'chizhouCoordinator', 'systemAdministrator', 'auditor'] as const) {
      expect(await add(name, 'https://receiver.example/')).toMatchObject({ status: 403, body: { code: 'forbidden' } });
    }
    for (const name of ['hrHead', 'chizhouHead'] as const) {
      expect(await add(name, 'https://receiver.example/')).toMatchObject({ status: 403, body: { code: 'forbidden' } });
    }
    expect(await add('marketHead', 'https://receiver.example/', 'no-such-unit')).toMatchObject({ status: 403 });
    expect(await api.db.webhook.count()).toBe(0);
  });

  test.each([
    'ftp://receiver.example/',
    'javascript:alert(1)',
    'file:///etc/passwd',
    'receiver.example/events',
    'http://',
    'https://name:secret@receiver.example/',
    'https://receiver.example/#part',
    'https://receiver.example/a b',
    ' https://receiver.example/',
    `https://receiver.example/${'x'.repeat(1000)}`,
    '',
    7,
  ])('the address %s', async (url) => {
    const answer = await as('marketHead', 'POST', '/webhooks', { unit: market, url }, randomUUID());
    expect(answer).toMatchObject({ status: 422, body: { code: 'invalid-fields', errors: [{ path: 'url' }] } });
  });

  test('without a key; a key that was used for another address; the same address twice; a sixth', async () => {
    expect(await as('marketHead', 'POST', '/webhooks', { unit: market, url: 'https://receiver.example/' })).toMatchObject({ body: { code: 'key-missing' } });
    const key = randomUUID();
    expect(await add('marketHead', 'https://receiver.example/1', market, key)).toMatchObject({ status: 201 });
    expect(await add('marketHead', 'https://receiver.example/2', market, key)).toMatchObject({ status: 409, body: { code: 'key-reused' } });
    expect(await add('marketHead', 'https://receiver.example/1')).toMatchObject({ status: 409, body: { code: 'conflict' } });
    const more = await Promise.all([2, 3, 4, 5, 6, 7].map((each) => add('marketHead', `https://receiver.example/${each}`)));
    expect(more.filter(({ status }) => status === 201)).toHaveLength(4);
    expect(await api.db.webhook.count()).toBe(5);
  });

  test('another unit’s webhook is not found; the system administrator may not move it or learn a secret', async () => {
    const { id: hook } = await added('marketHead', 'https://receiver.example/');
    const url = { url: 'https://elsewhere.example/' };
    expect(await as('hrHead', 'PUT', `/webhooks/${hook}/url`, url)).toMatchObject({ status: 404 });
    expect(await as('hrHead', 'POST', `/webhooks/${hook}/rotate`, undefined, randomUUID())).toMatchObject({ status: 404 });
    expect(await as('hrHead', 'POST', `/webhooks/${hook}/deactivate`)).toMatchObject({ status: 404 });
    expect(await as('systemAdministrator', 'PUT', `/webhooks/${hook}/url`, url)).toMatchObject({ status: 403 });
    expect(await as('systemAdministrator', 'POST', `/webhooks/${hook}/rotate`, undefined, randomUUID())).toMatchObject({ status: 403 });
    expect((await as('hrHead', 'GET', '/webhooks')).body).toEqual({ items: [], next: null });
  });

  test('what was told of a case, to those who may not see it, as if it were not there', async () => {
    const inspection = await aCase('jointInspection');
    await inspection.tell(handlersOf(town));
    const path = `/cases/${encodeURIComponent(inspection.caseNo)}/notifications`;
    for (const name of ['marketHandlerOne', 'marketHead', 'townHandlerOne'] as const) {
      expect(await as(name, 'GET', path)).toMatchObject({ status: 404, body: { code: 'not-found' } });
    }
    expect(await as('systemAdministrator', 'GET', path)).toMatchObject({ status: 403 });
  });
});

describe('told in the system', () => {
  test('says what happened, on which case and step; the newest first, a page at a time', async () => {
    const filing = await aCase();
    await filing.tell({ ...handlersOf(market), step: 'decide-2' }, { ...handlersOf(market), kind: 'stepUrged', step: 'decide-2' });
    const newest = await read('marketHandlerOne', '?limit=1');
    expect(newest).toMatchObject({
      unread: 2,
      items: [
        {
          kind: 'stepUrged',
          what: { zh: '催办', en: 'urged' },
          caseNo: filing.caseNo,
          title: '王大明的营业执照',
          procedure: { name: 'assistedFiling' },
          step: { id: 'decide-2' },
          seq: 2,
          readAt: null,
          links: { case: expect.stringMatching(/^http:\/\/liandong\.test\/api\/v1\/cases\/assistedFiling-/) },
        },
      ],
    });
    const older = await read('marketHandlerOne', `?limit=1&cursor=${newest.next}`);
    expect(older).toMatchObject({ items: [{ kind: 'stepOffered' }], next: null });
  });

  test('what was read stays read; the rest can be read in one go up to a place', async () => {
    const filing = await aCase();
    await filing.tell(handlersOf(market), handlersOf(market), handlersOf(market), handlersOf(market));
    const [fourth, third, second, first] = (await read('marketHandlerOne')).items.map((item) => item.id);
    expect(await as('marketHandlerOne', 'POST', `/notifications/${third}/read`)).toMatchObject({ status: 204 });
    const at = (await read('marketHandlerOne')).items.find((item) => item.id === third)?.readAt;
    expect(at).not.toBeNull();
    expect(await as('marketHandlerOne', 'POST', `/notifications/${third}/read`)).toMatchObject({ status: 204 });
    expect((await read('marketHandlerOne')).items.find((item) => item.id === third)?.readAt).toBe(at);

    expect((await as('marketHandlerOne', 'POST', '/notifications/read', { ids: [first, '987654321'] })).body).toEqual({ read: 1 });
    expect((await read('marketHandlerOne', '?unread=true')).items.map((item) => item.id)).toEqual([fourth, second]);
    expect((await as('marketHandlerOne', 'POST', '/notifications/read', { upTo: third })).body).toEqual({ read: 1 });
    expect(await read('marketHandlerOne', '?unread=true')).toMatchObject({ items: [{ id: fourth }], unread: 1 });
    expect((await read('marketHandlerTwo')).unread).toBe(4);
  });

  test('the unread are counted up to a hundred', async () => {
    await (await aCase()).tell(...Array.from({ length: 120 }, () => handlersOf(market)));
    expect((await read('marketHandlerOne', '?limit=1')).unread).toBe(100);
  });

  test('what is about a case that one may no longer see is left out', async () => {
    const filing = await aCase();
    await filing.tell(handlersOf(market));
    expect((await read('marketHandlerOne')).items).toHaveLength(1);
    filing.change({ recused: [{ officer: id('marketHandlerOne'), ground: 'relative' }] });
    await filing.tell(handlersOf('chizhou-etdz-hr'));
    expect((await read('marketHandlerOne')).items).toEqual([]);
    expect((await read('marketHandlerTwo')).items).toHaveLength(1);
  });
});

describe('who is told', () => {
  const toldOf = async ({ caseNo }: RecordedCase) => {
    const rows = await api.db.notification.findMany({ where: { caseNo, channel: 'inApp' }, orderBy: { id: 'asc' } });
    return new Set(rows.map(({ recipient }) => recipient));
  };

  test('those of the unit with the role, but nobody of what he did himself', async () => {
    const filing = await aCase();
    const actor: Actor = { kind: 'officer', officer: id('marketHandlerOne'), unit: market, roles: ['handler'] };
    await filing.tell({ ...handlersOf(market), actor, kind: 'stepAccepted' });
    expect(await toldOf(filing)).toEqual(new Set([id('marketHandlerTwo')]));
  });

  test('the head, where the unit has nobody with the role: nothing goes to nobody', async () => {
    const filing = await aCase();
    await filing.tell({ tell: [{ unit: market, roles: ['gridWorker'] }] });
    expect(await toldOf(filing)).toEqual(new Set([id('marketHead')]));
  });

  test('nobody who is recused, nobody who left, and nobody twice', async () => {
    const filing = await aCase('assistedFiling', { recused: [{ officer: id('marketHandlerTwo'), ground: 'interest' }] });
    await filing.tell({ tell: [{ unit: market, roles: ['handler'] }, { unit: market, roles: ['handler', 'unitHead'] }] });
    expect(await toldOf(filing)).toEqual(new Set([id('marketHandlerOne'), id('marketHead')]));
    expect(await api.db.notification.count({ where: { caseNo: filing.caseNo } })).toBe(2);
  });

  test('of a confidential case those who are named on it, and the heads of its units, who can name somebody', async () => {
    const inspection = await aCase('jointInspection', { access: [id('townHandlerOne')] });
    await inspection.tell(handlersOf(town));
    expect(await toldOf(inspection)).toEqual(new Set([id('townHandlerOne'), id('townHead')]));
  });

  test('not the head of a unit without a part in a confidential case', async () => {
    const inspection = await aCase('jointInspection');
    await inspection.tell({ tell: [{ unit: 'feidong-cdi', roles: ['coordinator', 'unitHead'] }] });
    expect(await toldOf(inspection)).toEqual(new Set());
  });

  test('nobody of the unit of the person whom the matter is about, and no webhook of it', async () => {
    await added('townHead', 'https://receiver.example/', town);
    const inspection = await aCase('jointInspection', { access: [id('townHandlerOne')], subjectUnit: town });
    await inspection.tell(handlersOf(town));
    expect(await api.db.notification.count({ where: { caseNo: inspection.caseNo } })).toBe(0);
  });
});

describe('webhooks', () => {
  test('the secret is told once, and is nowhere else to be seen', async () => {
    const key = randomUUID();
    const first = webhookWithSecret.parse((await add('marketHead', 'http://10.1.2.3:8080/events', market, key)).body);
    expect(first).toMatchObject({ unit: market, url: 'http://10.1.2.3:8080/events', active: true, createdBy: id('marketHead'), failures: 0, waitingSince: null });
    expect(first.secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    const again = webhookWithSecret.parse((await add('marketHead', 'http://10.1.2.3:8080/events', market, key)).body);
    expect(again).toEqual({ ...first, secret: null });

    const rotationKey = randomUUID();
    const rotated = webhookWithSecret.parse((await as('marketHead', 'POST', `/webhooks/${first.id}/rotate`, undefined, rotationKey)).body);
    expect(rotated.secret).not.toBe(first.secret);
    expect((await as('marketHead', 'POST', `/webhooks/${first.id}/rotate`, undefined, rotationKey)).body).toMatchObject({ secret: null });
    expect(await api.db.webhook.findUniqueOrThrow({ where: { id: first.id } })).toMatchObject({ secret: rotated.secret, formerSecret: first.secret });

    const lists = [await as('marketHead', 'GET', '/webhooks'), await as('systemAdministrator', 'GET', `/webhooks?unit=${market}&active=true`)];
    for (const { status, body } of lists) {
      expect(status).toBe(200);
      expect(body).toMatchObject({ items: [{ id: first.id }], next: null });
      expect(JSON.stringify(body)).not.toMatch(/whsec|ecret/);
    }
    const kept = JSON.stringify(await api.db.keyedRequest.findMany({ select: { answer: true } }));
    for (const secret of [first.secret, rotated.secret]) {
      expect(kept).not.toContain(secret);
      expect(api.log.join('')).not.toContain(secret);
    }
  });

  test('are listed page by page, by unit', async () => {
    for (const url of ['https://a.example/', 'https://b.example/']) await added('marketHead', url);
    await added('hrHead', 'https://c.example/', 'chizhou-etdz-hr');
    const pages: unknown[] = [];
    let next: string | null = '';
    while (next !== null) {
      const { body } = await as('systemAdministrator', 'GET', `/webhooks?limit=1${next === '' ? '' : `&cursor=${next}`}`);
      const page = z.object({ items: z.array(z.object({ unit: z.string() })).length(1), next: z.string().nullable() }).parse(body);
      pages.push(page.items[0]?.unit);
      next = page.next;
    }
    expect(pages).toEqual(['chizhou-etdz-hr', market, market]);
  });

  test('delivery, failure and acknowledgement are visible on the case, and the address only by its host', async () => {
    const receiver = await Receiver.open(() => 503);
    const hook = await added('marketHead', `${receiver.url}?token=t0ps3cr3t`);
    const filing = await aCase();
    await filing.tell({ ...handlersOf(market), step: 'decide' });
    const path = `/cases/${encodeURIComponent(filing.caseNo)}/notifications`;
    const told = async () => {
      const { status, body } = await as('marketHead', 'GET', path);
      expect(status).toBe(200);
      return z.object({ items: z.array(caseNotification), next: z.null() }).parse(body).items;
    };
    const toHook = async () => (await told()).find(({ webhook }) => webhook !== null);

    await until(async () => (await toHook())?.attempts === 1);
    expect(await told()).toHaveLength(3);
    expect(await toHook()).toMatchObject({
      seq: 1,
      kind: 'stepOffered',
      step: { id: 'decide' },
      unit: market,
      officer: null,
      webhook: { id: hook.id, host: new URL(receiver.url).host },
      status: 'pending',
      lastError: { zh: '对方应答 503', en: 'answered 503 Service Unavailable' },
      nextAttemptAt: expect.any(String),
      doneAt: null,
      closed: null,
    });
    expect(JSON.stringify(await told())).not.toContain('t0ps3cr3t');
    expect((await as('marketHead', 'GET', '/webhooks')).body).toMatchObject({
      items: [{ failures: 1, triedAgainAt: expect.any(String), waitingSince: expect.any(String), acknowledgedAt: null }],
    });

    receiver.answer = () => 200;
    api.advanceMinutes(1);
    api.deps.outbox.wake();
    await until(async () => (await toHook())?.status === 'acknowledged');
    expect(await toHook()).toMatchObject({ attempts: 2, doneAt: expect.any(String), nextAttemptAt: null });
    const inApp = (await told()).filter(({ officer }) => officer !== null);
    expect(inApp.map(({ officer, status }) => [officer?.id, status]).toSorted()).toEqual(
      [[id('marketHandlerOne'), 'unread'], [id('marketHandlerTwo'), 'unread']].toSorted(),
    );
    const auditor = await as('auditor', 'GET', `${path}?limit=1`);
    expect(auditor).toMatchObject({ status: 200, body: { next: expect.any(String) } });
    await receiver.close();
  });

  test('a receiver that moved gets what waited for it; a webhook that is turned off gets nothing, with the reason', async () => {
    const gone = await Receiver.open();
    await gone.close();
    const { id: hook } = await added('marketHead', gone.url);
    const filing = await aCase();
    await filing.tell(handlersOf(market));
    await until(async () => (await api.db.webhook.findUniqueOrThrow({ where: { id: hook } })).failures === 1);
    const receiver = await Receiver.open();
    expect(await as('marketHead', 'PUT', `/webhooks/${hook}/url`, { url: 'gopher://x' })).toMatchObject({ status: 422 });
    expect(await as('marketHead', 'PUT', `/webhooks/${hook}/url`, { url: receiver.url })).toMatchObject({ status: 200, body: { url: receiver.url } });
    api.advanceMinutes(1);
    api.deps.outbox.wake();
    await until(() => receiver.received.length === 1);
    await receiver.close();

    await filing.tell(handlersOf(market));
    await until(async () => (await api.db.webhook.findUniqueOrThrow({ where: { id: hook } })).failures === 1);
    for (let twice = 0; twice < 2; twice += 1) {
      expect(await as('systemAdministrator', 'POST', `/webhooks/${hook}/deactivate`)).toMatchObject({ status: 200, body: { active: false } });
    }
    const path = `/cases/${encodeURIComponent(filing.caseNo)}/notifications`;
    await until(async () => JSON.stringify((await as('marketHead', 'GET', path)).body).includes('"closed":{"zh":"接收地址已停用"'));
    expect(await as('marketHead', 'POST', `/webhooks/${hook}/rotate`, undefined, randomUUID())).toMatchObject({ status: 409 });
    expect(await as('marketHead', 'PUT', `/webhooks/${hook}/url`, { url: receiver.url })).toMatchObject({ status: 409 });
  });

  test('reading of a confidential case leaves a trace', async () => {
    const inspection = await aCase('jointInspection');
    await inspection.tell(handlersOf(town));
    const traces = () => api.db.auditEntry.count({ where: { kind: 'caseRead', subject: inspection.caseNo, officer: id('townHead') } });
    expect(await as('townHead', 'GET', `/cases/${encodeURIComponent(inspection.caseNo)}/notifications`)).toMatchObject({ status: 200 });
    expect(await traces()).toBe(1);
    expect((await read('townHead')).items).toHaveLength(1); // the list names it too
    expect(await traces()).toBe(2);
  });
});
