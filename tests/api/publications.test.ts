import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Analysis, Publication } from '../../contracts/api/publications.ts';
import { startApi, type Api, type ApiAnswer } from '../rig/api.ts';

let api: Api;
let handler: string;
let head: string;

beforeAll(async () => {
  api = await startApi();
  handler = await api.signIn('tangwanHandler');
  head = await api.signIn('tangwanHead');
});
afterAll(() => api.stop());

interface Facts {
  readonly stage?: string;
  readonly status?: string;
  readonly rating?: number | null;
}

const text = '唐湾镇2022年第三季度财政拨付资金使用情况:道路维护、饮水安全两项,合计支出情况见附表。';
const draft = (changes: object = {}) => ({ kind: 'disclosure', region: '340881109', title: '第三季度资金公开', text, ...changes });
const post = (path: string, body: unknown, token = handler, key = randomUUID()): Promise<ApiAnswer> =>
  api.call('POST', `/api/v1/publications${path}`, { token, headers: { 'idempotency-key': key }, ...(body === undefined ? {} : { body }) });
const put = (id: string, body: unknown, token = handler) =>
  api.call('PUT', `/api/v1/publications/${id}`, { token, headers: { 'idempotency-key': randomUUID() }, body });
const open = <Body = { items: Array<Record<string, unknown>>; next: string | null }>(path: string) =>
  api.call('GET', `/api/v1/public${path}`) as Promise<ApiAnswer & { body: Body }>;

async function drafted(changes: object = {}): Promise<Publication> {
  const answer = await post('', draft(changes));
  expect(answer).toMatchObject({ status: 201 });
  return answer.body as Publication;
}

async function published(changes: object = {}): Promise<Publication> {
  const { id } = await drafted(changes);
  const answer = await post(`/${id}/publish`, undefined, head);
  expect(answer).toMatchObject({ status: 200 });
  return answer.body as Publication;
}

describe('a typical case is refused that holds', () => {
  test.each([
    ['an identity number', '当事人身份证号11010519491231002X,问题已解决。'],
    ['an identity number with blanks and full-width digits', '证件号 110105 １９４９１２３１ 002X 的居民反映的问题已解决。'],
    ['an old identity number', '证件号110105491231002的居民反映的问题已解决。'],
    ['a mobile number', '经回访(13900000005),村民表示满意。'],
    ['a mobile number in pieces', '经回访 139-0000 0005,村民表示满意。'],
    ['a telephone of a household', '联系电话 0556-6123456,村民表示满意。'],
  ])('%s', async (_, content) => {
    const refused = await post('', draft({ kind: 'example', text: content }));
    expect(refused).toMatchObject({ status: 422, body: { code: 'invalid-fields', errors: [{ path: 'text', zh: expect.stringContaining('疑似') }] } });
    expect(JSON.stringify(refused.body)).not.toMatch(/0005|002X|6123456/);
    const { id } = await drafted({ kind: 'example' });
    expect((await put(id, { title: '饮水安全', text: content })).status).toBe(422);
  });

  test('anything of it in its title; a disclosure may name the telephone of an office, and no identity number', async () => {
    expect(await post('', draft({ kind: 'example', title: '13900000005 的投诉' }))).toMatchObject({ status: 422, body: { errors: [{ path: 'title' }] } });
    expect((await post('', draft({ text: `${text}咨询电话 0556-6123456。` }))).status).toBe(201);
    expect((await post('', draft({ text: `${text}11010519491231002X` }))).status).toBe(422);
    expect((await post('', draft({ kind: 'example', text: '群众反映的饮水问题,10日内办结,办结率98.77%,共受理2195件,支出1380000元。' }))).status).toBe(201);
  });
});

describe('publishing', () => {
  test('is for the head of the unit, and of that unit alone', async () => {
    const { id } = await drafted();
    expect(await post(`/${id}/publish`, undefined)).toMatchObject({ status: 403, body: { code: 'forbidden' } });
    const stranger = await api.signIn('tongchengSupervisor');
    expect(await post(`/${id}/publish`, undefined, stranger)).toMatchObject({ status: 404, body: { code: 'not-found' } });
    expect((await api.call('GET', `/api/v1/publications/${id}`, { token: stranger })).status).toBe(404);
    expect(await post(`/${id}/withdraw`, { reason: '内容有误' }, head)).toMatchObject({ status: 409, body: { code: 'conflict' } });
    expect(await post('', draft({ region: '340881' }))).toMatchObject({ status: 403 });
    expect(await post('', draft({ region: '340881109999' }))).toMatchObject({ status: 422, body: { code: 'unknown-region' } });
    expect((await api.call('POST', '/api/v1/publications', { body: draft(), headers: { 'idempotency-key': randomUUID() } })).status).toBe(401);
  });

  test('nobody outside sees a draft; the same request twice is one', async () => {
    const key = randomUUID();
    const [first, again] = [await post('', draft(), handler, key), await post('', draft(), handler, key)];
    expect(again.body).toEqual(first.body);
    expect(await post('', draft({ title: '另一份' }), handler, key)).toMatchObject({ status: 409, body: { code: 'key-reused' } });
    const { id } = first.body as Publication;
    for (const path of [`/publications/${id}`, `/publications/${id}/versions`]) expect((await open(path)).status).toBe(404);
  });

  test('makes a version; an edit shows only when it is published again, and every version stays', async () => {
    const { id } = await published();
    expect(await post(`/${id}/publish`, undefined, head)).toMatchObject({ status: 409, body: { code: 'conflict' } });
    await put(id, { title: '第三季度资金公开(更正)', text: `${text}更正:合计数有误。` });
    expect(await open(`/publications/${id}`)).toMatchObject({ body: { version: 1, title: '第三季度资金公开', text } });
    expect(await post(`/${id}/publish`, undefined, head)).toMatchObject({ status: 200, body: { version: 2 } });
    expect(await open(`/publications/${id}`)).toMatchObject({ body: { version: 2, title: '第三季度资金公开(更正)' } });
    expect((await open(`/publications/${id}/versions`)).body.items).toMatchObject([{ version: 2 }, { version: 1, text }]);
    const first = await open(`/publications/${id}/versions?limit=1`);
    expect((await open(`/publications/${id}/versions?limit=1&cursor=${first.body.next}`)).body).toMatchObject({ items: [{ version: 1 }], next: null });
  });

  test('withdrawn with a reason, it says why, no longer what; and it can be published again', async () => {
    const { id } = await published({ kind: 'powers', title: '村级小微权力清单' });
    expect(await post(`/${id}/withdraw`, {}, head)).toMatchObject({ status: 422 });
    expect((await post(`/${id}/withdraw`, { reason: '清单已调整' }, head)).status).toBe(200);
    expect(await open(`/publications/${id}`)).toMatchObject({ status: 200, body: { status: 'withdrawn', withdrawnReason: '清单已调整', text: null } });
    expect((await open(`/publications/${id}/versions`)).body.items).toMatchObject([{ version: 1, text: null }]);
    expect((await open('/publications?kind=powers')).body.items).toEqual([]);
    expect(await post(`/${id}/publish`, undefined, head)).toMatchObject({ status: 200, body: { version: 2, status: 'published', withdrawnReason: null } });
  });

  test('is listed by region and kind, the latest first, page by page', async () => {
    for (const n of [1, 2, 3]) await published({ kind: 'example', title: `典型案例${n}` });
    const titles = async (query: string) => (await open(`/publications?kind=example&${query}`)).body.items.map(({ title }) => title);
    expect(await titles('region=340881')).toEqual(['典型案例3', '典型案例2', '典型案例1']);
    expect(await titles('region=341002')).toEqual([]);
    const page = await open('/publications?kind=example&limit=2');
    expect(page.body.items[0]).toMatchObject({ unit: { code: 'tangwan-town', name: { zh: '唐湾镇人民政府' } } });
    expect(await titles(`limit=2&cursor=${page.body.next}`)).toEqual(['典型案例1']);
    expect((await open('/publications?kind=rumour')).status).toBe(422);
  });
});

describe('综合分析', () => {
  const months = (ago: number) => {
    const day = new Date(Date.now() + 8 * 3_600_000);
    return new Date(Date.UTC(day.getUTCFullYear(), day.getUTCMonth() - ago, 15));
  };

  let given = 0;

  /** So many complaints of 桐城 in one month, as their workflows would have left them. */
  async function complaints(count: number, ago: number, { stage = 'reply', status = 'open', rating = null }: Facts = {}): Promise<void> {
    given += count;
    const numbers = Array.from({ length: count }, (_, n) => `桐诉〔2022〕${String(given - n).padStart(6, '0')}号`);
    await api.db.$executeRaw`
      INSERT INTO opening (key, case_no, workflow_id, procedure, title, pairs, source, body, hash, start, at)
      SELECT no, no, no, 'complaint', '示例', '{}', 'online', '{}', '', '{}', ${months(ago)} FROM unnest(${numbers}::text[]) AS no`;
    await api.db.$executeRaw`
      INSERT INTO "case" (case_no, workflow_id, run_id, procedure, family, region, coordinator, lead_unit, confidential, stage, status,
        opened_at, units, access, recused, supervised_by, waits, rating, seq)
      SELECT no, no, '', 'complaint', 'general', '340881109', 'tongcheng-platform', 'tangwan-town', ${status === 'referred'}, ${stage}, ${status},
        ${months(ago)}, '{}', '{}', '[]', '{}', '[]', ${rating}::int, 1 FROM unnest(${numbers}::text[]) AS no`;
  }

  const analysis = async (region: string) => (await open<Analysis>(`/analysis?region=${region}`)).body;

  test('wants a region', async () => {
    expect((await open('/analysis')).status).toBe(422);
    expect((await open('/analysis?region=桐城')).status).toBe(422);
  });

  test('of the page: 2,195 accepted, 98.77 % closed, 91.7 % satisfied; handed-over and refused ones are registered, not accepted', async () => {
    await complaints(1_834, 1, { status: 'closed', rating: 5 });
    await complaints(166, 1, { status: 'closed', rating: 2 });
    await complaints(168, 1, { status: 'closed' });
    await complaints(27, 1);
    await complaints(25, 1, { stage: 'accept', status: 'closed' });
    await complaints(25, 1, { stage: 'accept', status: 'referred' });
    const [last, before] = (await analysis('340881')).months;
    expect(last).toEqual({ month: months(1).toISOString().slice(0, 7), registered: 2_245, accepted: 2_195, closed: 2_168, rated: 2_000, closingRate: 98.77, satisfactionRate: 91.7 });
    expect(before).toMatchObject({ registered: 0, closingRate: null, satisfactionRate: null });
    expect((await analysis('340521')).total).toMatchObject({ registered: 0, satisfactionRate: null });
    expect(JSON.stringify(await analysis('340881'))).not.toMatch(/桐诉|示例/);
  });

  test('numbers of one to four are not shown, nor told by the total; the present month is not published', async () => {
    await complaints(4, 2, { status: 'closed', rating: 5 });
    await complaints(3, 2);
    await complaints(9, 0);
    const { months: shown, total } = await analysis('340881109');
    expect(shown).toHaveLength(12);
    expect(shown[1]).toMatchObject({ registered: 7, accepted: 7, closed: null, rated: null, closingRate: null, satisfactionRate: null });
    expect(shown.map(({ month }) => month)).not.toContain(months(0).toISOString().slice(0, 7));
    expect(total).toMatchObject({ registered: 2_252, closed: 2_168, rated: 2_000, satisfactionRate: 91.7 });
  });
});

test('units that a complaint may be about are found by name, without a log-in', async () => {
  expect((await open('/units?region=340881109&name=唐湾镇人民')).body.items).toEqual([{ code: 'tangwan-town', name: expect.anything(), region: '340881109' }]);
});

describe('which unit takes in complaints', () => {
  const path = '/api/v1/receiving-units/complaint/340521';

  test('is for the system administrator to say, and is a unit of the right kind', async () => {
    const administrator = await api.signIn('systemAdministrator');
    const say = (unit: string, at = path, token = administrator) => api.call('PUT', at, { token, body: { unit } });
    expect((await say('dangtu-police', path, head)).status).toBe(403);
    expect(await say('nowhere')).toMatchObject({ status: 422, body: { code: 'unknown-unit' } });
    expect(await say('tongcheng-cdi')).toMatchObject({ status: 422, body: { code: 'unknown-unit' } });
    expect(await say('dangtu-police', '/api/v1/receiving-units/gossip/340521')).toMatchObject({ status: 404 });
    expect(await say('dangtu-police', '/api/v1/receiving-units/complaint/349999')).toMatchObject({ status: 422, body: { code: 'unknown-region' } });
    expect(await say('dangtu-police')).toMatchObject({ status: 200 });
    const listed = await api.call('GET', '/api/v1/receiving-units?procedure=complaint', { token: head });
    expect(listed).toMatchObject({ body: { items: [{ region: '340521', unit: 'dangtu-police' }, { region: '340881', unit: 'tongcheng-platform' }] } });
    expect((await api.call('DELETE', path, { token: administrator })).status).toBe(204);
    expect((await api.call('DELETE', path, { token: administrator })).status).toBe(404);
  });
});
