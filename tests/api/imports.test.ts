import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { zipSync } from 'fflate';
import type { Household, ImportReport, ImportTable } from '../../contracts/api/imports.ts';
import { workbook } from '../../api/exports/xlsx.ts';
import { exampleOfficers, type ExampleOfficerName } from '../../prisma/seed/example/officers.ts';
import { startApi, type Api } from '../rig/api.ts';

let api: Api;
const tokens = new Map<string, string>();

beforeAll(async () => {
  api = await startApi();
  for (const name of ['systemAdministrator', 'tunxiCoordinator', 'laojieGridHeadOne', 'laojieGridWorkerOne', 'auditor', 'marketHandlerOne'] as const) {
    tokens.set(name, await api.signIn(name));
  }
});
afterAll(() => api.stop());

const xlsx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
type Options = { who?: ExampleOfficerName; type?: string; key?: string; dryRun?: boolean };

async function imports(what: string, table: string | Uint8Array, { who = what === 'households' ? 'tunxiCoordinator' : 'systemAdministrator', type = 'text/csv', key = randomUUID(), dryRun = false }: Options = {}) {
  const answer = await api.call('POST', `/api/v1/imports/${what}?dryRun=${dryRun}`, {
    token: tokens.get(who) ?? '',
    body: typeof table === 'string' ? Buffer.from(table) : table,
    headers: { 'content-type': type, 'idempotency-key': key },
  });
  return { status: answer.status, body: answer.body as ImportReport & { code?: string; errors?: Array<{ path: string; zh: string; en: string }> } };
}

const table = (...lines: readonly string[]): string => `${lines.join('\n')}\n`;

/** A workbook with these lines. */
async function sheet(...lines: ReadonlyArray<ReadonlyArray<string | number | null>>): Promise<Buffer> {
  const [heading = [], ...rest] = lines;
  const batches = (async function* () {
    yield rest;
  })();
  return Buffer.concat(await Array.fromAsync(workbook(heading.map(String), batches)));
}

/** Text as office programs in China save it: every character of two bytes, found by decoding them all. */
function gb18030(text: string): Buffer {
  const bytes = new Map<string, Buffer>();
  const decoder = new TextDecoder('gb18030');
  for (let lead = 0x81; lead <= 0xfe; lead += 1) {
    for (let trail = 0x40; trail <= 0xfe; trail += 1) {
      const pair = Buffer.from([lead, trail]);
      if (trail !== 0x7f) bytes.set(decoder.decode(pair), pair);
    }
  }
  return Buffer.concat([...text].map((character) => bytes.get(character) ?? Buffer.from(character)));
}

const counts = async () => ({ units: await api.db.unit.count(), officers: await api.db.officer.count(), households: await api.db.household.count(), members: await api.db.householdMember.count() });

const home = '住户编号,网格,楼栋,地址,电话,姓名,身份证号,出生年份';
const first = 'tunxi-h-1,laojie-grid-1,1号楼,示例路1号101,13900000101,示例·甲,11010519491231002X,';

describe('is refused as a whole, and nothing is imported', () => {
  test.each<[string, string, string | Uint8Array, string, number, string]>([
    ['nothing but a heading of nothing', 'units', ' \n', 'text/csv', 422, 'unreadable-table'],
    ['what is neither UTF-8 nor GB18030', 'units', Buffer.from([0x81, 0x20, 0xff, 0xff]), 'text/csv', 422, 'unreadable-table'],
    ['a quote without its end', 'units', 'code,name\na,"b\n', 'text/csv', 422, 'unreadable-table'],
    ['a text that says it is a workbook', 'units', 'code,name\n', xlsx, 422, 'unreadable-table'],
    ['a workbook made to exhaust', 'units', Buffer.from(zipSync({ 'xl/worksheets/sheet1.xml': Buffer.alloc(8 * 1024 * 1024) })), xlsx, 422, 'unreadable-table'],
    ['a picture', 'units', 'x', 'image/png', 415, 'unsupported-media-type'],
  ])('%s', async (_, what, content, type, status, code) => {
    const before = await counts();
    expect(await imports(what, content, { type })).toMatchObject({ status, body: { code } });
    expect(await counts()).toEqual(before);
  });

  test('by whoever may not', async () => {
    const units = table('code,name,kind,region', 'new-unit,新单位,部门,341002');
    expect(await imports('units', units, { who: 'tunxiCoordinator' })).toMatchObject({ status: 403 });
    expect(await imports('households', table(home, first), { who: 'systemAdministrator' })).toMatchObject({ status: 403 });
    expect(await imports('households', table(home, first), { who: 'laojieGridWorkerOne' })).toMatchObject({ status: 403 });
    expect(await api.call('POST', '/api/v1/imports/units', { body: Buffer.from(units), headers: { 'content-type': 'text/csv', 'idempotency-key': randomUUID() } })).toMatchObject({ status: 401 });
    expect(await api.db.unit.count({ where: { code: 'new-unit' } })).toBe(0);
  });

  test('with columns that are unknown, repeated or missing', async () => {
    const { status, body } = await imports('units', table('代码,颜色,代码,名称', 'a-b,红,a-b,甲'));
    expect(status).toBe(422);
    expect(body.errors?.map(({ path }) => path)).toEqual(['lines[1]', 'lines[1].code', 'lines[1].kind', 'lines[1].region']);
    expect(body.errors?.[0]).toMatchObject({ zh: '第 1 行:没有名为“颜色”的列', en: 'line 1: there is no column “颜色”' });
  });

  test.each<[string, string, readonly string[], ReadonlyArray<readonly [string, RegExp]>]>([
    ['units', 'an unknown parent, region and kind, a circle, a bad code, and a line too long', [
      'code,name,kind,region,parent',
      'good-unit,好单位,部门,341002,tunxi',
      'bad-a,甲,部门,341002,nowhere',
      'bad-b,乙,部门,999999,',
      'ring-a,丙,部门,341002,ring-b',
      'ring-b,丁,部门,341002,ring-a',
      'bad-grid,戊,网格,341002,tunxi',
    ], [['lines[3].parent', /没有代码为 nowhere/], ['lines[5].parent', /上级/], ['lines[6].parent', /上级/], ['lines[7].parent', /网格的上级须为社区/], ['lines[4].region', /没有代码为 999999/]]],
    ['units', 'what does not fit on its own', [
      'code,name,kind,region',
      'NOT A CODE,甲,部门,341002',
      'kind-of,乙,衙门,341002',
      'no-name,,部门,341002',
      'too-long,丁,部门,341002,多余',
    ], [['lines[2].code', /单位代码/], ['lines[3].kind', /须为其中之一/], ['lines[4].name', /必填/], ['lines[5]', /列数多于表头/]]],
    ['units', 'a code twice', ['code,name,kind,region', 'twice-a,甲,部门,341002', 'twice-a,乙,部门,341002'], [['lines[3].code', /与第 2 行重复/]]],
    ['grids', 'a grid of no community', ['代码,名称,所属社区', 'new-grid,新网格,nowhere'], [['lines[2].parent', /nowhere/]]],
    ['officers', 'an unknown unit, role and id, and a mixture of roles', [
      '姓名,单位,角色,编号',
      '示例·新,nowhere,经办人,',
      `示例·丁,tunxi-market,经办人,${randomUUID()}`,
    ], [['lines[2].unit', /nowhere/], ['lines[3].id', /没有该编号/]]],
    ['officers', 'roles that nobody may hold together, or that do not exist', [
      '姓名,单位,角色',
      '示例·乙,tunxi-market,皇帝',
      '示例·丙,tunxi-market,系统管理员、经办人',
    ], [['lines[2].roles', /未知的角色/], ['lines[3].roles', /不得兼任/]]],
    ['officers', 'his own roles', ['编号,姓名,单位,角色', `${exampleOfficers.systemAdministrator.id},示例·系统管理员,liandong-operations,安全管理员`], [['lines[2].roles', /本人/]]],
    ['households', 'broken identity numbers, years and telephones', [
      home,
      'tunxi-h-1,laojie-grid-1,,示例路1号,,示例·甲,110105194912310021,',
      'tunxi-h-2,laojie-grid-1,,示例路2号,打不通,示例·乙,,',
      'tunxi-h-3,laojie-grid-1,,示例路3号,,示例·丙,11010519491231002X,1950',
      'tunxi-h-4,laojie-grid-1,,,,示例·丁,,',
    ], [['lines[2].idNumber', /校验位/], ['lines[3].phone', /电话/], ['lines[4].birthYear', /不符/], ['lines[5].address', /必填/]]],
    ['households', 'a household in two grids, at two addresses, in no grid, in a unit that is none, or of another district', [
      home,
      first,
      'tunxi-h-1,laojie-grid-2,1号楼,示例路1号101,,示例·乙,,',
      'tunxi-h-1,laojie-grid-1,1号楼,示例路9号,,示例·丙,,',
      'tunxi-h-2,nowhere,,示例路2号,,示例·丁,,',
      'tunxi-h-3,laojie-community,,示例路3号,,示例·戊,,',
      'tunxi-h-4,biyang-grid-4,,示例路4号,,示例·己,,',
    ], [['lines[3].grid', /第 2 行属于网格 laojie-grid-1/], ['lines[4].address', /地址不同/], ['lines[5].grid', /nowhere/], ['lines[6].grid', /laojie-community/], ['lines[7].grid', /不在您的辖区/]]],
    ['households', 'one person twice', [home, first, 'tunxi-h-2,laojie-grid-1,,示例路2号,,示例·乙,11010519491231002x,'], [['lines[3].idNumber', /与第 2 行重复/]]],
  ])('%s: %s', async (what, _, lines, faults) => {
    const before = await counts();
    const { status, body } = await imports(what, table(...lines));
    expect({ status, code: body.code }).toEqual({ status: 422, code: 'faulty-table' });
    expect(body.errors?.map(({ path }) => path)).toEqual(faults.map(([path]) => path));
    for (const [index, [, words]] of faults.entries()) expect(body.errors?.[index]?.zh).toMatch(words);
    const dry = await imports(what, table(...lines), { dryRun: true });
    expect(dry).toMatchObject({ status: 200, body: { applied: false, added: 0, faults: faults.map(([path]) => ({ line: Number(/\d+/.exec(path)?.[0]) })), moreFaults: 0 } });
    expect(await counts()).toEqual(before);
  });
});

describe('who may import', () => {
  test('finds his tables with their columns, and an empty one to fill in that is taken back', async () => {
    const mine = async (who: ExampleOfficerName) => {
      const { body } = await api.call('GET', '/api/v1/imports', { token: tokens.get(who) ?? '' });
      return (body as { items: ImportTable[] }).items;
    };
    expect((await mine('systemAdministrator')).map(({ what }) => what)).toEqual(['units', 'grids', 'officers']);
    expect(await mine('tunxiCoordinator')).toMatchObject([{ what: 'households', columns: expect.arrayContaining([{ name: 'code', label: { zh: '住户编号', en: 'household' }, required: true }]) }]);
    expect(await mine('auditor')).toEqual([]);
    const template = await api.call('GET', '/api/v1/imports/grids/template', { token: tokens.get('systemAdministrator') ?? '' });
    expect(template.headers.get('content-disposition')).toContain('grids-template.csv');
    expect(await imports('grids', `${String(template.body)}laojie-grid-8,老街社区第八网格,,laojie-community,,\n`, { dryRun: true })).toMatchObject({ status: 200, body: { added: 1, faults: [] } });
    expect(await api.call('GET', '/api/v1/imports/castles/template', { token: tokens.get('auditor') ?? '' })).toMatchObject({ status: 404 });
  });
});

describe('units and grids', () => {
  const units = table(
    '代码,名称,英文名称,类型,区划,上级单位,党组织',
    'xin-grid-1,新社区第一网格,New grid 1,网格,341002004,xin-community,新社区第一网格党支部',
    'xin-community,新社区,New community,社区(村),341002004,laojie-street,',
  );

  test('a trial says what would come of it, and does nothing', async () => {
    const before = await counts();
    expect(await imports('units', units, { dryRun: true })).toMatchObject({ status: 200, body: { dryRun: true, applied: false, lines: 2, added: 2, changed: 0, unchanged: 0, faults: [] } });
    expect(await counts()).toEqual(before);
  });

  test('come in any order, once for a key, and again change nothing', async () => {
    const key = randomUUID();
    const made = await imports('units', `\ufeff${units}`, { key });
    expect(made).toMatchObject({ status: 200, body: { applied: true, lines: 2, added: 2, changed: 0, unchanged: 0 } });
    expect(await imports('units', `\ufeff${units}`, { key })).toEqual(made);
    expect(await imports('units', units, { key })).toMatchObject({ status: 409, body: { code: 'key-reused' } });
    expect(await imports('units', units)).toMatchObject({ body: { added: 0, changed: 0, unchanged: 2 } });
    expect(await api.db.unit.findUnique({ where: { code: 'xin-grid-1' } })).toMatchObject({ kind: 'grid', parentCode: 'xin-community', party: { zh: '新社区第一网格党支部' }, active: true });
  });

  test('a column that is not there leaves what is; GB18030 and XLSX are read as well', async () => {
    const grids = table('代码,名称,所属社区,启用', 'xin-grid-1,新社区一网格,xin-community,否', 'xin-grid-2,新社区二网格,xin-community,是');
    expect(await imports('grids', gb18030(grids))).toMatchObject({ status: 200, body: { added: 1, changed: 1 } });
    expect(await api.db.unit.findUnique({ where: { code: 'xin-grid-1' } })).toMatchObject({ name: { zh: '新社区一网格', en: 'New grid 1' }, regionCode: '341002004', party: { zh: '新社区第一网格党支部' }, active: false });
    const book = await sheet(['code', 'name', 'community'], ['xin-grid-3', '新社区三网格', 'xin-community'], ['xin-grid-2', '新社区二网格', 'xin-community']);
    expect(await imports('grids', book, { type: xlsx })).toMatchObject({ status: 200, body: { added: 1, changed: 0, unchanged: 1 } });
  });
});

test('officers: somebody new, and somebody known by name or by id', async () => {
  const lines = table('姓名,单位,角色,电话', '示例·新人,tunxi-market,经办人、单位负责人,13900000999');
  expect(await imports('officers', lines)).toMatchObject({ status: 200, body: { added: 1, changed: 0 } });
  expect(await imports('officers', lines)).toMatchObject({ body: { added: 0, changed: 0, unchanged: 1 } });
  const made = await api.db.officer.findFirstOrThrow({ where: { name: '示例·新人' } });
  expect(made).toMatchObject({ unitCode: 'tunxi-market', roles: ['handler', 'unitHead'], phone: '13900000999', active: true });
  expect(await imports('officers', table('编号,姓名,单位,角色,启用', `${made.id},示例·旧人,tunxi-market,handler,否`))).toMatchObject({ body: { added: 0, changed: 1 } });
  expect(await api.db.officer.findUnique({ where: { id: made.id } })).toMatchObject({ name: '示例·旧人', roles: ['handler'], phone: '13900000999', active: false });
});

describe('households', () => {
  const lines = table(
    home,
    first,
    'tunxi-h-1,laojie-grid-1,1号楼,示例路1号101,,示例·乙,,1952',
    'tunxi-h-2,laojie-grid-1,,示例路2号,13900000102,示例·丙,,',
  );
  const list = async (who: ExampleOfficerName, grid = 'laojie-grid-1', more = '') =>
    api.call('GET', `/api/v1/households?grid=${grid}${more}`, { token: tokens.get(who) ?? '' });

  test('come with their members: the first line is the head', async () => {
    expect(await imports('households', lines)).toMatchObject({ status: 200, body: { applied: true, lines: 3, added: 2, changed: 0 } });
    const { body } = await list('laojieGridWorkerOne');
    const { items } = body as { items: Household[] };
    expect(items.filter(({ code }) => code.startsWith('tunxi-h-'))).toEqual([
      {
        code: 'tunxi-h-1', grid: 'laojie-grid-1', building: '1号楼', address: '示例路1号101', head: '示例·甲', phone: '13900000101', active: true,
        members: [
          { number: 1, name: '示例·甲', birthYear: 1949, idNumber: '110*************2X' },
          { number: 2, name: '示例·乙', birthYear: 1952, idNumber: null },
        ],
      },
      { code: 'tunxi-h-2', grid: 'laojie-grid-1', building: null, address: '示例路2号', head: '示例·丙', phone: '13900000102', active: true, members: [{ number: 1, name: '示例·丙', birthYear: null, idNumber: null }] },
    ]);
  });

  test('again replace their members, and move to no other grid; a person lives in one of them', async () => {
    expect(await imports('households', table(home, first), { who: 'laojieGridHeadOne' })).toMatchObject({ status: 200, body: { added: 0, changed: 1 } });
    expect(await api.db.householdMember.count({ where: { household: 'tunxi-h-1' } })).toBe(1);
    expect(await api.db.householdMember.count({ where: { household: 'tunxi-h-2' } })).toBe(1);
    const moved = await imports('households', table(home, first.replace('laojie-grid-1', 'laojie-grid-2')));
    expect(moved).toMatchObject({ status: 422, body: { errors: [{ path: 'lines[2].grid', zh: '第 2 行 网格:该住户已登记在网格 laojie-grid-1' }] } });
    const twice = await imports('households', table(home, first.replace('tunxi-h-1', 'tunxi-h-9')));
    expect(twice).toMatchObject({ status: 422, body: { errors: [{ path: 'lines[2].idNumber', zh: expect.stringContaining('tunxi-h-1') }] } });
    expect(await imports('households', table(home, first.replaceAll('laojie-grid-1', 'laojie-grid-2').replace('tunxi-h-1', 'tunxi-h-8')), { who: 'laojieGridHeadOne' })).toMatchObject({
      status: 422,
      body: { errors: [{ path: 'lines[2].grid', en: 'line 2, grid: this grid is not in your area' }] },
    });
  });

  test('are listed whole for who works in the grid, masked for others of the region, and not at all elsewhere', async () => {
    for (const who of ['tunxiCoordinator', 'auditor'] as const) {
      const { status, body } = await list(who);
      expect(status).toBe(200);
      const text = JSON.stringify(body);
      for (const secret of ['示例·甲', '13900000101', '示例路1号101', '1949']) expect(text).not.toContain(secret);
      expect((body as { items: Household[] }).items.find(({ code }) => code === 'tunxi-h-1')).toMatchObject({ head: '示***', phone: '139******01', members: [{ idNumber: '110*************2X', birthYear: null }] });
    }
    expect(await list('marketHandlerOne')).toMatchObject({ status: 404 });
    expect(await list('tunxiCoordinator', 'laojie-community')).toMatchObject({ status: 404 });
    expect(await list('systemAdministrator')).toMatchObject({ status: 403 });
    const page = await list('laojieGridWorkerOne', 'laojie-grid-1', '&limit=1');
    const next = (page.body as { next: string | null }).next;
    expect(next).not.toBeNull();
    expect(await list('laojieGridWorkerOne', 'laojie-grid-1', `&limit=1&cursor=${next}`)).toMatchObject({ status: 200, body: { items: [{}] } });
  });

  test('five thousand come in seconds, with the same number of statements', async () => {
    const many = Array.from({ length: 5_000 }, (_, index) => `many-${index},laojie-grid-2,,示例路${index}号,,示例·户主,,${1940 + (index % 60)}`);
    const begun = performance.now();
    expect(await imports('households', table(home, ...many))).toMatchObject({ status: 200, body: { added: 5_000 } });
    expect(performance.now() - begun).toBeLessThan(10_000);
  });

  test('leave nothing of themselves in the log', () => {
    expect(api.log.join('')).not.toMatch(/示例·[甲乙丙]|示例路|13900000101/);
  });
});
