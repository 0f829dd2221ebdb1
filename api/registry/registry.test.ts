import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { exampleOfficers, type ExampleOfficer } from '../../prisma/seed/example/officers.ts';
import { exampleUnits } from '../../prisma/seed/example/units.ts';
import { startApi, type Api } from '../../tests/rig/api.ts';

let api: Api;
let administrator: string;
let handler: string;

beforeAll(async () => {
  api = await startApi();
  administrator = await api.signIn('systemAdministrator');
  handler = await api.signIn('marketHandlerOne');
});
afterAll(() => api.stop());

const put = (path: string, body: unknown, token: string | undefined = administrator) =>
  api.call('PUT', `/api/v1${path}`, { body, ...(token === undefined ? {} : { token }) });
const get = (path: string, token = handler) => api.call('GET', `/api/v1${path}`, { token });

const name = { zh: '测试', en: 'Test' };
const unit = { name, kind: 'department', region: '341002', parent: 'tunxi' };
const matter = { name, category: 'business', materials: [], promise: null, departments: ['tunxi-market'], jointly: false, deliverable: null };
const officer = { name: '示例·新人', unit: 'tunxi-market', roles: ['handler'] };

async function everything(path: string): Promise<Array<Record<string, unknown>>> {
  const items: Array<Record<string, unknown>> = [];
  let next: string | null = '';
  while (next !== null) {
    const { status, body } = await get(`${path}${path.includes('?') ? '&' : '?'}limit=7${next === '' ? '' : `&cursor=${next}`}`);
    expect(status).toBe(200);
    const page = body as { items: Array<Record<string, unknown>>; next: string | null };
    items.push(...page.items);
    next = page.next;
  }
  return items;
}

describe('what is refused, with nothing changed', () => {
  test('reading without a log-in', async () => {
    for (const path of ['/regions', '/units', '/officers', '/matters', '/units/tunxi']) {
      expect(await api.call('GET', `/api/v1${path}`)).toMatchObject({ status: 401 });
    }
  });

  test('changes by anybody but the system administrator', async () => {
    for (const who of ['marketHandlerOne', 'chizhouHead', 'chizhouCoordinator', 'securityAdministrator', 'auditAdministrator'] as const) {
      const token = await api.signIn(who);
      expect(await put('/units/new-unit', unit, token)).toMatchObject({ status: 403, body: { code: 'forbidden' } });
      expect(await put('/regions/341003', { name, parent: '341000', short: null }, token)).toMatchObject({ status: 403 });
      expect(await put('/matters/new-matter', matter, token)).toMatchObject({ status: 403 });
      expect(await api.call('POST', '/api/v1/officers', { token, body: officer, headers: { 'idempotency-key': randomUUID() } })).toMatchObject({ status: 403 });
    }
    expect(await get('/units/new-unit')).toMatchObject({ status: 404 });
  });

  test('malformed codes and unknown fields', async () => {
    expect(await get('/units/NOT%20A%20CODE')).toMatchObject({ status: 422, body: { errors: [{ path: 'code' }] } });
    expect(await get('/officers/12')).toMatchObject({ status: 422, body: { errors: [{ path: 'id' }] } });
    expect(await put('/units/new-unit', { ...unit, colour: 'red' })).toMatchObject({ status: 422, body: { errors: [{ path: 'colour' }] } });
    expect(await get('/units?limit=1000')).toMatchObject({ status: 422 });
    expect(await get('/units?cursor=eyJ4IjoxfQ')).toMatchObject({ status: 422, body: { errors: [{ path: 'cursor' }] } });
  });

  test('a unit of an unknown region, below an unknown unit, or below itself', async () => {
    expect(await put('/units/new-unit', { ...unit, region: '999999' })).toMatchObject({ status: 422, body: { code: 'unknown-region' } });
    expect(await put('/units/new-unit', { ...unit, parent: 'nowhere' })).toMatchObject({ status: 422, body: { code: 'unknown-unit' } });
    const tunxi = { name, kind: 'department', region: '341002' };
    expect(await put('/units/tunxi', { ...tunxi, parent: 'tunxi' })).toMatchObject({ status: 422, body: { errors: [{ path: 'parent' }] } });
    expect(await put('/units/tunxi', { ...tunxi, parent: 'laojie-grid-1' })).toMatchObject({ status: 422, body: { errors: [{ path: 'parent' }] } });
  });

  test('two changes at once that would close a circle: one of them fails', async () => {
    await put('/units/ring-a', { ...unit, parent: null });
    await put('/units/ring-b', { ...unit, parent: null });
    const answers = await Promise.all([put('/units/ring-a', { ...unit, parent: 'ring-b' }), put('/units/ring-b', { ...unit, parent: 'ring-a' })]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 422]);
  });

  test('a region under one that does not cover it', async () => {
    expect(await put('/regions/341003', { name, parent: '340100', short: null })).toMatchObject({ status: 422, body: { errors: [{ path: 'parent' }] } });
    expect(await put('/regions/341003', { name, parent: '350000', short: null })).toMatchObject({ status: 422, body: { code: 'unknown-region' } });
    expect(await put('/regions/341003', { name, parent: '341000', short: '屯' })).toMatchObject({ status: 409, body: { code: 'conflict' } });
  });

  test('an administrator with a second role, and a change of one’s own roles', async () => {
    const post = (body: unknown) => api.call('POST', '/api/v1/officers', { token: administrator, body, headers: { 'idempotency-key': randomUUID() } });
    expect(await post({ ...officer, roles: ['systemAdministrator', 'handler'] })).toMatchObject({
      status: 422,
      body: { errors: [{ path: 'roles', zh: '系统、安全、审计管理员不得兼任其他角色', en: 'a system, security or audit administrator holds no other role' }] },
    });
    expect(await post({ ...officer, roles: ['handler', 'handler'] })).toMatchObject({ status: 422 });
    expect(await post({ ...officer, unit: 'nowhere' })).toMatchObject({ status: 422, body: { code: 'unknown-unit' } });
    const { id } = exampleOfficers.systemAdministrator;
    expect(await put(`/officers/${id}`, { name: '我', unit: 'liandong-operations', roles: ['securityAdministrator'] })).toMatchObject({ status: 403 });
  });

  test('a matter in use without departments, with a material named twice, or with a promise that is none', async () => {
    const idCard = { id: 'id-card', name, required: true };
    expect(await put('/matters/new-matter', { ...matter, departments: [] })).toMatchObject({ status: 422, body: { errors: [{ path: 'departments' }] } });
    expect(await put('/matters/new-matter', { ...matter, departments: ['nowhere'] })).toMatchObject({ status: 422, body: { code: 'unknown-unit' } });
    expect(await put('/matters/new-matter', { ...matter, materials: [idCard, idCard] })).toMatchObject({ status: 422, body: { errors: [{ path: 'materials' }] } });
    for (const amount of [0, 1.5, 2_501, 1e300]) {
      expect(await put('/matters/new-matter', { ...matter, promise: { amount, unit: 'workday' } })).toMatchObject({ status: 422, body: { errors: [{ path: 'promise.amount' }] } });
    }
  });
});

describe('some of a list', () => {
  const { marketHandlerOne: { id } } = exampleOfficers;

  test.each([
    ['/units?codes=', ['tunxi-market', 'tunxi'], 'code'],
    ['/regions?codes=', ['341002', '340000'], 'code'],
    ['/matters?codes=', ['small-loan', 'construction-permit'], 'code'],
    ['/officers?ids=', [id], 'id'],
  ])('%s is told by codes, page by page; what is none is refused', async (path, codes, field) => {
    expect((await everything(`${path}${codes.join(',')}`)).map((each) => each[field])).toEqual(codes.toSorted());
    const { body } = await get(`${path}${codes.join(',')}&limit=1`);
    expect(body).toMatchObject({ items: [{ [field]: codes.toSorted()[0] }] });
    expect(await get(`${path}${codes.join(',')},NOT%20A%20CODE`)).toMatchObject({ status: 422, body: { code: 'invalid-fields' } });
    expect(await get(path)).toMatchObject({ status: 422 });
    expect(await get(`${path}${Array.from({ length: 201 }, () => codes[0]).join(',')}`)).toMatchObject({ status: 422 });
  });
});

describe('regions', () => {
  test('are listed with all below a region, and changed', async () => {
    expect((await everything('/regions?within=341000')).map(({ code }) => code)).toEqual(['341000', '341002', '341002004', '341002102', '341023', '341023100']);
    expect((await everything(`/regions?name=${encodeURIComponent('老街')}`)).map(({ code }) => code)).toEqual(['341002004']);
    expect((await everything('/regions?parent=341002')).map(({ code }) => code)).toEqual(['341002004', '341002102']);
    expect((await everything(`/regions?within=341000&name=${encodeURIComponent('黎阳')}`)).map(({ code }) => code)).toEqual(['341002102']);
    expect(await get('/regions/341002')).toMatchObject({ status: 200, body: { name: { zh: '屯溪区' }, short: '屯', parent: '341000' } });
    expect(await put('/regions/341003', { name, parent: '341000', short: '徽' })).toMatchObject({ status: 201 });
    expect(await put('/regions/341003', { name, parent: '341000', short: '州' })).toMatchObject({ status: 200, body: { short: '州' } });
  });
});

describe('units', () => {
  test('are paged through without gap or repetition, and filtered', async () => {
    const all = (await everything('/units')).map(({ code }) => code);
    expect(new Set(all).size).toBe(all.length);
    for (const { code } of exampleUnits) expect(all).toContain(code);
    expect((await everything('/units?kind=grid')).map(({ code }) => code)).toEqual(exampleUnits.flatMap(({ code, kind }) => (kind === 'grid' ? [code] : [])).toSorted());
    expect((await everything('/units?region=341702')).map(({ code }) => code)).toContain('pingtianhu-community');
    expect((await everything('/units?parent=laojie-community&kind=grid')).map(({ code }) => code)).toEqual(['laojie-grid-1', 'laojie-grid-2']);
    expect((await everything('/units?top=true&region=341702')).map(({ code }) => code)).toEqual(['chizhou-etdz']);
    expect((await everything(`/units?name=${encodeURIComponent('市场监督')}`)).map(({ code }) => code)).toEqual(['chizhou-etdz-market', 'tunxi-market']);
  });

  test('are created, changed and put out of use', async () => {
    expect(await put('/units/tunxi-water', unit)).toMatchObject({ status: 201, body: { code: 'tunxi-water', discipline: false, active: true } });
    expect(await put('/units/tunxi-water', { ...unit, active: false })).toMatchObject({ status: 200, body: { active: false } });
    expect((await everything('/units?active=false')).map(({ code }) => code)).toEqual(['tunxi-water']);
  });
});

describe('areas of grids', () => {
  const grid = { name: { zh: '试画网格', en: 'Drawn grid' }, kind: 'grid', region: '341002004', parent: 'laojie-community' };
  const area = (...ring: Array<[number, number]>) => ({ type: 'Polygon', coordinates: [[...ring, ...ring.slice(0, 1)]] });
  const box = (west: number, south: number, east: number, north: number) => area([west, south], [east, south], [east, north], [west, north]);
  /** East of 老街社区第二网格, which ends at 118.312. */
  const beside = box(118.312, 29.705, 118.318, 29.712);

  test('that overlap a neighbour are refused with its name; nothing is changed', async () => {
    expect(await put('/units/drawn-grid', { ...grid, area: box(118.311, 29.705, 118.318, 29.712) })).toMatchObject({
      status: 422,
      body: { code: 'invalid-fields', errors: [{ path: 'area', zh: '与老街社区第二网格(laojie-grid-2)的范围重叠', en: 'The area overlaps that of Laojie community, grid 2 (laojie-grid-2)' }] },
    });
    expect(await put('/units/drawn-grid', { ...grid, area: box(118.303, 29.708, 118.309, 29.71) })).toMatchObject({
      body: { errors: [{ zh: '与老街社区第一网格(laojie-grid-1)、老街社区第二网格(laojie-grid-2)的范围重叠' }] },
    });
    expect(await get('/units/drawn-grid')).toMatchObject({ status: 404 });
  });

  test('that cross themselves are refused', async () => {
    const bow = area([118.312, 29.705], [118.318, 29.712], [118.318, 29.705], [118.312, 29.712]);
    expect(await put('/units/drawn-grid', { ...grid, area: bow })).toMatchObject({ status: 422, body: { errors: [{ path: 'area', zh: '边界自相交叉或没有围成区域' }] } });
  });

  test('may touch a neighbour, be changed, and take the ground of a grid that is out of use', async () => {
    expect(await put('/units/drawn-grid', { ...grid, area: beside })).toMatchObject({ status: 201 });
    expect(await put('/units/drawn-grid', { ...grid, area: box(118.312, 29.705, 118.317, 29.712) })).toMatchObject({ status: 200 });
    expect(await put('/units/drawn-grid-2', { ...grid, area: beside })).toMatchObject({ status: 422 });
    expect(await put('/units/drawn-grid', { ...grid, area: beside, active: false })).toMatchObject({ status: 200 });
    expect(await put('/units/drawn-grid-2', { ...grid, area: beside })).toMatchObject({ status: 201 });
    expect(await put('/units/drawn-grid', { ...grid, area: beside })).toMatchObject({ status: 422, body: { errors: [{ path: 'area' }] } });
  });

  test('are not brought back by a table', async () => {
    const post = await api.call('POST', '/api/v1/imports/grids', {
      token: administrator,
      body: '代码,名称,所属社区,启用\ndrawn-grid,试画网格,laojie-community,是\n',
      headers: { 'idempotency-key': randomUUID(), 'content-type': 'text/csv' },
    });
    expect(post).toMatchObject({ status: 422, body: { code: 'faulty-table', errors: [{ path: 'lines[2].active' }] } });
    expect(await get('/units/drawn-grid')).toMatchObject({ body: { active: false } });
  });
});

describe('officers', () => {
  test('show their phone to themselves, their head and the security administrator; masked to others', async () => {
    const { id } = exampleOfficers.marketHandlerOne;
    const phoneFor = async (token: string) => (await get(`/officers/${id}`, token)).body;
    expect(await phoneFor(handler)).toMatchObject({ phone: '13900000231' });
    expect(await phoneFor(await api.signIn('marketHead'))).toMatchObject({ phone: '13900000231' });
    expect(await phoneFor(await api.signIn('securityAdministrator'))).toMatchObject({ phone: '13900000231' });
    for (const who of ['marketHandlerTwo', 'hrHead', 'systemAdministrator', 'chizhouSupervisor'] as const) {
      expect(await phoneFor(await api.signIn(who))).toMatchObject({ phone: '139****0231' });
    }
  });

  test('are filtered by unit, role and name', async () => {
    expect((await everything('/officers?unit=feidong-cdi')).map(({ roles }) => roles)).toEqual([['coordinator', 'handler'], ['handler'], ['unitHead'], ['supervisor']]);
    const workers: readonly ExampleOfficer[] = Object.values(exampleOfficers).filter(({ roles }: ExampleOfficer) => roles.includes('gridWorker'));
    expect((await everything('/officers?role=gridWorker')).map(({ id }) => id).toSorted()).toEqual(workers.map(({ id }) => id).toSorted());
    expect(await everything(`/officers?name=${encodeURIComponent('张衡')}`)).toHaveLength(1);
  });

  test('are added once under a key; the key with another body is refused', async () => {
    const key = randomUUID();
    const post = (body: unknown) => api.call('POST', '/api/v1/officers', { token: administrator, body, headers: { 'idempotency-key': key } });
    const first = await post(officer);
    expect(first).toMatchObject({ status: 201, body: { name: '示例·新人', phone: null } });
    expect((await post(officer)).body).toEqual(first.body);
    expect(await post({ ...officer, name: '另一人' })).toMatchObject({ status: 409, body: { code: 'key-reused' } });
    expect(await everything(`/officers?name=${encodeURIComponent('示例·新人')}`)).toHaveLength(1);
  });

  test('keep their phone when it is left out, and lose it when it is null', async () => {
    const { id, name: own, unit: home, roles } = exampleOfficers.tunxiUrbanHandler;
    const head = await api.signIn('tunxiUrbanHead');
    expect(await put(`/officers/${id}`, { name: own, unit: home, roles })).toMatchObject({ status: 200 });
    expect((await get(`/officers/${id}`, head)).body).toMatchObject({ phone: '13900000311' });
    expect(await put(`/officers/${id}`, { name: own, unit: home, roles, phone: null })).toMatchObject({ status: 200, body: { phone: null } });
  });

  test('lose a role at once', async () => {
    const { id, name: own, unit: home } = exampleOfficers.systemAdministrator;
    const other = await api.call('POST', '/api/v1/officers', {
      token: administrator,
      body: { name: '第二位', unit: home, roles: ['systemAdministrator'] },
      headers: { 'idempotency-key': randomUUID() },
    });
    expect(other).toMatchObject({ status: 201 });
    const second = await api.signIn('tongchengSupervisor');
    expect(await put(`/officers/${exampleOfficers.tongchengSupervisor.id}`, { name: 'x', unit: 'tongcheng-platform', roles: ['systemAdministrator'] })).toMatchObject({ status: 200 });
    expect(await put(`/officers/${id}`, { name: own, unit: home, roles: ['auditor'] }, second)).toMatchObject({ status: 200 });
    expect(await put('/units/tunxi-water', unit)).toMatchObject({ status: 403 });
    expect(await put(`/officers/${id}`, { name: own, unit: home, roles: ['systemAdministrator'] }, second)).toMatchObject({ status: 200 });
  });

  test('declare whom and what they keep out of; others neither read nor write it', async () => {
    const { id } = exampleOfficers.marketHandlerOne;
    const relations = [
      { relation: 'relative', officer: exampleOfficers.bankHead.id },
      { relation: 'interest', unit: 'jiuhua-bank' },
    ];
    expect(await put(`/officers/${id}/relations`, { relations }, await api.signIn('marketHandlerTwo'))).toMatchObject({ status: 403 });
    expect(await get(`/officers/${id}/relations`, await api.signIn('hrHead'))).toMatchObject({ status: 403 });
    expect(await put(`/officers/${id}/relations`, { relations: [{ relation: 'relative' }] }, handler)).toMatchObject({ status: 422 });
    expect(await put(`/officers/${id}/relations`, { relations: [{ relation: 'relative', officer: randomUUID() }] }, handler)).toMatchObject({ status: 422, body: { code: 'unknown-officer' } });
    expect(await put(`/officers/${id}/relations`, { relations: [{ relation: 'relative', officer: id }] }, handler)).toMatchObject({ status: 422 });
    expect(await put(`/officers/${id}/relations`, { relations }, handler)).toMatchObject({ status: 200 });
    expect(await get(`/officers/${id}/relations`, await api.signIn('marketHead'))).toMatchObject({
      status: 200,
      body: { relations: expect.arrayContaining([{ relation: 'interest', officer: null, unit: 'jiuhua-bank' }]) },
    });
    expect(await put(`/officers/${id}/relations`, { relations: [] }, handler)).toMatchObject({ status: 200, body: { relations: [] } });
  });
});

describe('matters', () => {
  test('are in use once a place has named its departments', async () => {
    expect(await get('/matters/small-loan')).toMatchObject({
      status: 200,
      body: { active: true, departments: ['chizhou-etdz-hr', 'jiuhua-bank'], jointly: true, promise: { amount: 5, unit: 'workday' } },
    });
    expect((await everything('/matters?category=loan')).map(({ code }) => code)).toEqual(['small-loan']);
    expect((await everything('/matters?department=jiuhua-bank')).map(({ code }) => code)).toEqual(['small-loan']);
    expect(await put('/matters/new-matter', matter)).toMatchObject({ status: 201, body: { promise: null, deliverable: null } });
    expect(await put('/matters/new-matter', { ...matter, active: false, departments: [] })).toMatchObject({ status: 200, body: { active: false } });
    expect(await get('/matters/no-such-matter')).toMatchObject({ status: 404 });
  });
});
