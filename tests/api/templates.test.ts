import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { StandardText, StandardTextBody } from '../../contracts/api/templates.ts';
import { exampleStandardTexts } from '../../prisma/seed/example/standard-texts.ts';
import { startApi, type Api, type ApiAnswer } from '../rig/api.ts';

let api: Api;
let administrator: string;
let head: string;
let handler: string;
let neighbour: string;

beforeAll(async () => {
  api = await startApi();
  administrator = await api.signIn('systemAdministrator');
  head = await api.signIn('marketHead');
  handler = await api.signIn('marketHandlerOne');
  neighbour = await api.signIn('hrHandler');
});
afterAll(() => api.stop());

const refusal: StandardTextBody = {
  procedure: 'assistedFiling',
  step: 'decide',
  field: 'reasons',
  unit: 'chizhou-etdz-market',
  name: { zh: '场所不符', en: 'The premises do not fit' },
  text: { zh: '经现场核查,{caseNo}的经营场所不符合规定。{unit} {today}', en: null },
  active: true,
};
const add = (change: object = {}, token = head, key = randomUUID()): Promise<ApiAnswer> =>
  api.call('POST', '/api/v1/standard-texts', { token, headers: { 'idempotency-key': key }, body: { ...refusal, ...change } });
const change = (id: string, body: object, token = head) => api.call('PUT', `/api/v1/standard-texts/${id}`, { token, body: { ...refusal, ...body } });
const remove = (id: string, token = head) => api.call('DELETE', `/api/v1/standard-texts/${id}`, { token });
async function offered(token: string, query = '?procedure=assistedFiling&step=decide&active=true'): Promise<StandardText[]> {
  const { body } = await api.call('GET', `/api/v1/standard-texts${query}`, { token });
  return (body as { items: StandardText[] }).items;
}
const namesOf = (texts: readonly StandardText[]): string[] => texts.map(({ name }) => name.zh);

describe('a standard text is refused', () => {
  test.each([
    ['of a procedure that is not there', { procedure: 'nothing' }, 'procedure'],
    ['of a procedure of discipline inspection, by others', { procedure: 'jointInspection' }, 'procedure'],
    ['of a step that is not there', { step: 'nothing' }, 'step'],
    ['of a field that is not there', { field: 'nothing' }, 'field'],
    ['of a field that is no long text', { field: 'licenceNo' }, 'field'],
    ['with a place that nobody fills in', { text: { zh: '{applicant}的申请不符合规定。', en: null } }, 'text.zh'],
    ['that is longer than any field', { text: { zh: '不'.repeat(2001), en: null } }, 'text.zh'],
    ['that is longer than its field', { field: 'return/reason', text: { zh: '不'.repeat(501), en: null } }, 'text.zh'],
    ['with the title where personal data may not stand', { field: 'return/reason', text: { zh: '“{title}”不属于本单位职责。', en: null } }, 'text.zh'],
    ['with an identity number', { text: { zh: '申请人 110105 19491231 002X 的申请不符合规定。', en: null } }, 'text.zh'],
    ['with a mobile number', { text: { zh: '请致电联系人。', en: 'call 139 0000 0005' } }, 'text.en'],
  ])('%s', async (_, changed, path) => {
    const refused = await add(changed);
    expect(refused).toMatchObject({ status: 422, body: { code: 'invalid-fields', errors: [{ path, zh: expect.any(String), en: expect.any(String) }] } });
    expect(JSON.stringify(refused.body)).not.toMatch(/002X|0005/);
  });

  test('from whoever does not keep it: handlers, other heads, heads for everybody, and the administrator for a unit', async () => {
    expect(await add({}, handler)).toMatchObject({ status: 403, body: { code: 'forbidden' } });
    expect(await add({ unit: 'chizhou-etdz-hr' })).toMatchObject({ status: 403, body: { zh: expect.stringContaining('该单位负责人') } });
    expect(await add({ unit: null })).toMatchObject({ status: 403, body: { zh: expect.stringContaining('系统管理员') } });
    expect(await add({}, administrator)).toMatchObject({ status: 403 });
    expect((await api.call('GET', '/api/v1/standard-texts')).status).toBe(401);
  });
});

describe('texts of a unit', () => {
  let text: StandardText;

  test('are offered to that unit alone, after those for everybody', async () => {
    const key = randomUUID();
    const added = await add({}, head, key);
    expect(added).toMatchObject({ status: 201, body: refusal });
    expect((await add({}, head, key)).body).toEqual(added.body);
    expect(await add({ name: { zh: '另一条', en: 'another' } }, head, key)).toMatchObject({ status: 409, body: { code: 'key-reused' } });
    text = added.body as StandardText;
    expect(namesOf(await offered(handler))).toContain('场所不符');
    expect(namesOf(await offered(neighbour))).not.toContain('场所不符');
    expect(namesOf(await offered(neighbour))).toEqual(expect.arrayContaining(['不予许可理由与救济告知', '不属于本单位职责']));
    expect(namesOf(await offered(handler, '?procedure=assistedFiling&step=receive'))).not.toContain('场所不符');
  });

  test('are changed, put out of use and removed by its head, and are not there for others', async () => {
    const stranger = await api.signIn('hrHead');
    expect(await change(text.id, { unit: 'chizhou-etdz-hr' }, stranger)).toMatchObject({ status: 404, body: { code: 'not-found' } });
    expect((await remove(text.id, stranger)).status).toBe(404);
    expect(await change(text.id, { unit: null })).toMatchObject({ status: 403 });
    expect(await change(text.id, { step: 'nothing' })).toMatchObject({ status: 422 });
    expect(await change(text.id, { active: false })).toMatchObject({ status: 200, body: { active: false } });
    expect(namesOf(await offered(handler))).not.toContain('场所不符');
    expect(namesOf(await offered(head, '?procedure=assistedFiling'))).toContain('场所不符');
    expect((await remove(text.id)).status).toBe(204);
    expect((await remove(text.id)).status).toBe(404);
  });
});

describe('texts for everybody', () => {
  test('are kept by the system administrator, and by no head', async () => {
    const [example] = exampleStandardTexts;
    expect(await change(example?.id ?? '', { unit: 'chizhou-etdz-market' })).toMatchObject({ status: 403 });
    expect((await remove(example?.id ?? '')).status).toBe(403);
    const everywhere = { procedure: 'gridEvent', step: null, field: null, unit: null, name: { zh: '现场情况', en: 'On the spot' }, text: { zh: '{today}到现场查看,', en: null } };
    const added = await add(everywhere, administrator);
    expect(added).toMatchObject({ status: 201 });
    expect(namesOf(await offered(neighbour, '?procedure=gridEvent&step=handle'))).toContain('现场情况');
    expect((await remove((added.body as StandardText).id, administrator)).status).toBe(204);
  });

  test('every example fits its place, and the list is paged', async () => {
    for (const { id: _, ...example } of exampleStandardTexts) expect(await add(example, administrator)).toMatchObject({ status: 201 });
    const first = await api.call('GET', '/api/v1/standard-texts?limit=5', { token: head });
    const { items, next } = first.body as { items: StandardText[]; next: string };
    const second = (await api.call('GET', `/api/v1/standard-texts?limit=200&cursor=${next}`, { token: head })).body as { items: StandardText[] };
    expect(items).toHaveLength(5);
    expect(new Set([...items, ...second.items].map(({ id }) => id)).size).toBe(2 * exampleStandardTexts.length);
  });

  test('a step takes so many', async () => {
    const body = { unit: 'chizhou-etdz-market', step: 'post', field: null };
    for (let number = 1; number <= 50; number += 1) expect((await add({ ...body, name: { zh: `文本${number}`, en: `text ${number}` } })).status).toBe(201);
    expect(await add(body)).toMatchObject({ status: 409, body: { code: 'conflict' } });
  });
});
