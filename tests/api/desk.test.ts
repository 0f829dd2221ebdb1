import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { DeskStep } from '../../contracts/api/cases.ts';
import type { SavedFilter } from '../../contracts/api/filters.ts';
import { startApi, type Api, type ApiAnswer } from '../rig/api.ts';
import { inHours, keptStep } from '../rig/kept-step.ts';

let api: Api;
let market: string;
let head: string;
let service: string;

const unit = 'chizhou-etdz-market';

beforeAll(async () => {
  api = await startApi();
  [market, head, service] = [await api.signIn('marketHandlerOne'), await api.signIn('marketHead'), await api.signIn('serviceHandlerOne')];
  const mine = await api.db.account.findUniqueOrThrow({ where: { userName: 'chizhou-market-1' } });
  await keptStep(api.deps, { number: 1, due: inHours(-50), light: 'red', unit });
  await keptStep(api.deps, { number: 2, due: inHours(30 * 24), status: 'accepted', officer: mine.officerId, unit });
  await keptStep(api.deps, { number: 3, due: inHours(6 * 24), light: 'yellow', term: 'day', unit });
  await keptStep(api.deps, { number: 4, due: null, procedure: 'jointInspection', unit });
  await keptStep(api.deps, { number: 5, due: inHours(400), unit: 'chizhou-etdz-hr', transferredFrom: 'chizhou-etdz-market' });
});
afterAll(() => api.stop());

async function desk(query: string, token = market): Promise<DeskStep[]> {
  const { status, body } = await api.call('GET', `/api/v1/steps?${query}`, { token });
  expect(status).toBe(200);
  return (body as { items: DeskStep[] }).items;
}
const numbers = async (query: string, token = market): Promise<number[]> => (await desk(query, token)).map(({ caseNo }) => Number(/(\d{6})号/.exec(caseNo)?.[1]));

describe('the desk', () => {
  test('refuses filters that it does not know', async () => {
    for (const query of ['due=soon', 'light=green', 'status=done', 'given=perhaps', 'colour=red']) {
      expect(await api.call('GET', `/api/v1/steps?${query}`, { token: market })).toMatchObject({ status: 422, body: { code: 'invalid-fields' } });
    }
  });

  test('is narrowed down by how soon, by light, state and procedure, and by several of them', async () => {
    expect(await numbers('')).toEqual([1, 3, 2, 4]);
    expect(await numbers('due=overdue')).toEqual([1]);
    expect([...(await numbers('due=today')), ...(await numbers('due=week'))]).toEqual([3]);
    expect(await numbers('due=later')).toEqual([2]);
    expect(await numbers('due=none')).toEqual([4]);
    expect(await numbers('light=yellow')).toEqual([3]);
    expect(await numbers('status=accepted')).toEqual([2]);
    expect(await numbers('mine=true')).toEqual([2]);
    expect(await numbers('procedure=jointInspection')).toEqual([4]);
    expect(await numbers('procedure=assistedFiling&status=offered&limit=1')).toEqual([1]);
    expect(await numbers('light=red&due=later')).toEqual([]);
  });

  test('shows to the giver what was given away and not yet accepted, to nobody else', async () => {
    expect(await numbers('given=true')).toEqual([5]);
    expect(await numbers('given=true', service)).toEqual([]);
    expect(await numbers('given=true', head)).toEqual([]); // he has no role for the step, and cannot take it back
  });

  test('says what is left as the rule counts it', async () => {
    const [late, third, second, none] = await desk('');
    expect(late?.left).toMatchObject({ unit: 'workday' });
    expect(late?.left?.amount).toBeLessThanOrEqual(0);
    expect(third?.left).toBeNull(); // days, not working days
    expect(second?.left?.amount).toBeGreaterThan(10);
    expect(second?.left?.amount).toBeLessThan(24);
    expect(second?.rule).toEqual({ label: { zh: '决定', en: 'decide' }, version: 2, term: { amount: 5, unit: 'workday' }, source: '示例办法第三条' });
    expect([none?.left, none?.rule]).toEqual([null, null]);
  });

  test('is exported as it is filtered', async () => {
    const { status, body } = await api.call('GET', '/api/v1/exports/steps?light=red', { token: market });
    expect([status, String(body).trim().split('\n').length]).toEqual([200, 2]);
  });
});

describe('filters that are kept', () => {
  const keep = (body: unknown, token = market): Promise<ApiAnswer> => api.call('PUT', '/api/v1/me/filters', { token, body });
  const kept = async (page: string, token = market): Promise<SavedFilter[]> => ((await api.call('GET', `/api/v1/me/filters?page=${page}`, { token })).body as { items: SavedFilter[] }).items;

  test('what is no filter, or too much, is refused', async () => {
    const wrong: unknown[] = [
      { page: 'wall', name: '红灯', query: 'light=red' },
      { page: 'desk', name: ' ', query: 'light=red' },
      { page: 'desk', name: '名'.repeat(31), query: 'light=red' },
      { page: 'desk', name: '空', query: '' },
      { page: 'desk', name: '空', query: 'light=' },
      { page: 'desk', name: '两次', query: 'light=red&light=blue' },
      { page: 'desk', name: '某页', query: 'light=red&cursor=abc' },
      { page: 'desk', name: '地址', query: '/desk?light=red' },
      { page: 'desk', name: '长', query: `q=${'长'.repeat(500)}` },
    ];
    for (const body of wrong) expect([body, await keep(body)]).toMatchObject([body, { status: 422, body: { code: 'invalid-fields' } }]);
    expect(await api.call('PUT', '/api/v1/me/filters', { body: {} })).toMatchObject({ status: 401 });
    expect(await keep({ page: 'desk', name: '红灯', query: 'light=red' }, await api.signIn('systemAdministrator'))).toMatchObject({ status: 403 });
    expect(await api.call('GET', '/api/v1/me/filters', { token: market })).toMatchObject({ status: 422 });
    expect(await kept('desk')).toEqual([]);
  });

  test('are one’s own, replaced under their name, and given up', async () => {
    const { body: made } = await keep({ page: 'desk', name: '红灯', query: 'light=red' });
    expect(await keep({ page: 'desk', name: '红灯', query: 'light=red&mine=1' })).toMatchObject({ status: 200, body: { id: (made as SavedFilter).id } });
    await keep({ page: 'cases', name: '红灯', query: 'light=red' });
    expect(await kept('desk')).toMatchObject([{ name: '红灯', query: 'light=red&mine=1' }]);
    expect(await kept('desk', head)).toEqual([]);
    const path = `/api/v1/me/filters/${(made as SavedFilter).id}`;
    expect(await api.call('DELETE', path, { token: head })).toMatchObject({ status: 404, body: { code: 'not-found' } });
    expect(await api.call('DELETE', path, { token: market })).toMatchObject({ status: 204 });
    expect(await api.call('DELETE', path, { token: market })).toMatchObject({ status: 404 });
    expect([await kept('desk'), (await kept('cases')).length]).toEqual([[], 1]);
  });

  test('are no more than thirty for a page', async () => {
    for (let number = 1; number <= 30; number += 1) expect(await keep({ page: 'desk', name: `第${number}个`, query: `procedure=p${number}` })).toMatchObject({ status: 200 });
    expect(await keep({ page: 'desk', name: '再一个', query: 'light=red' })).toMatchObject({ status: 409, body: { code: 'conflict', zh: expect.stringContaining('最多保存 30 个筛选') } });
    expect(await keep({ page: 'desk', name: '第1个', query: 'light=blue' })).toMatchObject({ status: 200 });
  });
});
