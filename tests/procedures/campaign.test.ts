import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { CampaignBoard, CampaignBrief, HouseholdCovered } from '../../contracts/api/campaigns.ts';
import type { CaseBrief } from '../../contracts/api/cases.ts';
import { eventually } from '../rig/eventually.ts';
import { Place } from '../rig/place.ts';
import { System, type Person } from '../rig/system.ts';

let system: System;
let tunxi: Place;
let workers: Readonly<Record<string, Person>>;

beforeAll(async () => {
  system = await System.start();
  tunxi = new Place(system, 'general', await system.as('tunxi-coordinator'));
  workers = {
    'laojie-grid-1': await system.as('laojie-grid-1'),
    'laojie-grid-2': await system.as('laojie-grid-2'),
    'liyang-grid-1': await system.as('liyang-grid-1'),
  };
});
afterAll(() => system.stop());

const grids = ['laojie-grid-1', 'laojie-grid-2', 'liyang-grid-1'];

function testing(changes: Record<string, unknown> = {}) {
  return {
    procedure: 'campaign',
    region: '341002',
    title: '全员核酸检测',
    matter: { kind: 'testing', rounds: 1, grids, ...changes },
  };
}

/** The case of each grid in the latest round, by grid. */
async function parts(whole: string, count: number): Promise<Map<string, CaseBrief>> {
  const items = await eventually(async () => {
    const { body } = await tunxi.coordinator.get<{ items: CaseBrief[] }>(`/api/v1/cases?partOf=${encodeURIComponent(whole)}&limit=100`);
    return body.items.length === count ? body.items : undefined;
  });
  return new Map(items.toReversed().map((part) => [part.leadUnit, part]));
}

async function listed(id: string, query = '', who: Person = tunxi.coordinator): Promise<HouseholdCovered[]> {
  const { status, body } = await who.get<{ items: HouseholdCovered[] }>(`/api/v1/cases/${encodeURIComponent(id)}/coverage?limit=100${query}`);
  expect({ status, body }).toMatchObject({ status: 200 });
  return body.items;
}

const done = ({ household, members }: HouseholdCovered) => ({
  household,
  outcome: 'done',
  persons: Array.from({ length: members }, (_, index) => ({ number: index + 1 })),
});

/** The grid worker goes from door to door until nobody is missing. */
async function coversAll(grid: string, id: string): Promise<void> {
  const worker = workers[grid];
  if (worker === undefined) throw new Error(`nobody works in ${grid}`);
  const visits = (await listed(id, '&missing=true', worker)).map(done);
  if (visits.length > 0) await tunxi.does(worker, id, 'steps/visit/report', { visits });
  await tunxi.completes(worker, id, 'visit', {});
}

function partIn(all: ReadonlyMap<string, CaseBrief>, grid: string): CaseBrief {
  const part = all.get(grid);
  if (part === undefined) throw new Error(`${grid} has no part`);
  return part;
}

describe('what is refused', () => {
  const open = (changes: Record<string, unknown>) => tunxi.coordinator.post('/api/v1/cases', testing(changes));

  test('a campaign over what is no grid, a grid without households, a grid twice, or too many parts', async () => {
    expect(await open({ grids: ['laojie-community'] })).toMatchObject({ status: 422, body: { code: 'invalid-fields', errors: [{ path: 'matter.grids[0]', zh: 'laojie-community 不是网格' }] } });
    await system.db.household.updateMany({ where: { grid: 'liyang-grid-1' }, data: { active: false } });
    expect(await open({})).toMatchObject({ status: 422, body: { errors: [{ path: 'matter.grids[2]', en: 'liyang-grid-1 has no households in the registry' }] } });
    await system.db.household.updateMany({ where: { grid: 'liyang-grid-1' }, data: { active: true } });
    expect(await open({ grids: ['laojie-grid-1', 'laojie-grid-1'] })).toMatchObject({ status: 422, body: { errors: [{ path: 'matter.grids' }] } });
    expect(await open({ rounds: 31 })).toMatchObject({ status: 422, body: { errors: [{ path: 'matter.rounds' }] } });
    expect(await tunxi.coordinator.post('/api/v1/cases', { procedure: 'campaignGrid', region: '341002', title: '单独一格', matter: { kind: 'testing', grid: 'laojie-grid-1', round: 1 } })).toMatchObject({
      status: 403,
    });
  });

  test('a report that forgets a member, of a household that lives elsewhere, or of another unit; and to end with a gap', async () => {
    const { caseNo } = await tunxi.opens(testing({ grids: ['laojie-grid-2'] }));
    const { workflowId: id } = partIn(await parts(caseNo, 1), 'laojie-grid-2');
    const report = (visits: unknown[], who = workers['laojie-grid-2']) => tunxi.tries(who ?? tunxi.coordinator, id, 'steps/visit/report', { visits });

    expect(await report([{ household: 'laojie-grid-2-0001', outcome: 'done', persons: [{ number: 1 }] }])).toMatchObject({
      status: 422,
      body: { code: 'wrong-form', zh: expect.stringContaining('laojie-grid-2-0001 有 2 人,须逐人登记') },
    });
    expect(await report([{ household: 'laojie-grid-1-0001', outcome: 'absent' }])).toMatchObject({ status: 422, body: { code: 'wrong-form' } });
    expect(await report([{ household: 'laojie-grid-2-0001', outcome: 'excused' }])).toMatchObject({ status: 422, body: { errors: [{ path: 'visits[0].excuse' }] } });
    expect(await report([{ household: 'laojie-grid-2-0001', outcome: 'absent' }, { household: 'laojie-grid-2-0001', outcome: 'absent' }])).toMatchObject({
      status: 422,
      body: { errors: [{ path: 'visits' }] },
    });
    expect(await report([{ household: 'laojie-grid-2-0001', outcome: 'absent' }], tunxi.coordinator)).toMatchObject({ status: 403, body: { code: 'not-your-step' } });
    expect(await tunxi.tries(workers['laojie-grid-2'] ?? tunxi.coordinator, id, 'steps/visit/complete', {})).toMatchObject({
      status: 409,
      body: { code: 'households-missing', facts: { missing: 4 } },
    });
    expect((await listed(id)).every(({ outcome, visits }) => outcome === null && visits === 0)).toBe(true);
    await tunxi.does(tunxi.coordinator, caseNo, 'withdraw', { reason: '任务取消' });
    await eventually(async () => ((await tunxi.sees(id)).status === 'withdrawn' ? true : undefined));
  });
});

describe('the page: 不漏一户、不落一人', () => {
  test('every household of every grid, with a re-visit where nobody was at home, and a reason where it cannot be', async () => {
    const { caseNo, workflowId } = await tunxi.opens(testing());
    const all = await parts(caseNo, 3);
    const first = partIn(all, 'laojie-grid-1');
    const worker = workers['laojie-grid-1'] ?? tunxi.coordinator;
    const [one, two, three, ...rest] = await listed(first.workflowId, '', worker);
    if (one === undefined || two === undefined || three === undefined) throw new Error('the grid has too few households');

    await tunxi.does(worker, first.workflowId, 'steps/visit/report', {
      visits: [
        { ...done(one), persons: [{ number: 1 }, { number: 2, excuse: 'unfit' }, { number: 3 }] },
        { household: two.household, outcome: 'absent' },
        { household: three.household, outcome: 'excused', excuse: 'vacant', note: '示例·长期空置' },
        ...rest.map(done),
      ],
    });
    expect(await listed(first.workflowId, '&missing=true')).toMatchObject([{ household: two.household, outcome: 'absent', visits: 1 }]);
    expect(await listed(caseNo, '&missing=true')).toHaveLength(1 + 4 + 3);
    expect((await tunxi.sees(first.workflowId)).coverage).toEqual({ households: 6, done: 4, excused: 1, persons: 17, personsDone: 10, personsExcused: 5 });
    expect(await tunxi.tries(worker, first.workflowId, 'steps/visit/complete', {})).toMatchObject({ status: 409, body: { facts: { missing: 1, some: two.household } } });

    const board = async (who: Person = tunxi.coordinator, query = '') => (await who.get<CampaignBoard>(`/api/v1/cases/${encodeURIComponent(caseNo)}/grids${query}`)).body;
    expect(await board()).toMatchObject({
      case: { caseNo, title: '全员核酸检测' },
      kind: { zh: '核酸检测' },
      rounds: [{ round: 1, grids: 3, open: 3, missing: 8, coverage: { households: 13, done: 4, excused: 1 } }],
      round: 1,
      grids: [{ grid: { code: 'laojie-grid-2', name: { zh: '老街社区第二网格' } }, above: { zh: '老街社区' }, missing: 4, visit: { step: 'visit', unit: 'laojie-grid-2', status: 'offered' } }, { missing: 3 }, { grid: { code: 'laojie-grid-1' }, missing: 1 }],
    });
    const { body: listing } = await tunxi.coordinator.get<{ items: CampaignBrief[] }>('/api/v1/campaigns?status=open');
    expect(listing.items.find((each) => each.case.caseNo === caseNo)).toMatchObject({ round: 1, grids: 3, open: 3, missing: 8 });
    expect(await worker.get(`/api/v1/cases/${encodeURIComponent(caseNo)}/grids`)).toMatchObject({ status: 404 });
    expect((await worker.get<CampaignBoard>(`/api/v1/cases/${first.workflowId}/grids`)).body).toMatchObject({ partOf: caseNo, grids: [{ grid: { code: 'laojie-grid-1' } }] });
    expect(await board(tunxi.coordinator, '?round=2')).toMatchObject({ round: 2, grids: [] });

    const paged: HouseholdCovered[] = [];
    for (let cursor = ''; ; ) {
      const { body } = await tunxi.coordinator.get<{ items: HouseholdCovered[]; next: string | null }>(`/api/v1/cases/${encodeURIComponent(caseNo)}/coverage?limit=2&missing=true${cursor}`);
      paged.push(...body.items);
      if (body.next === null) break;
      cursor = `&cursor=${body.next}`;
    }
    expect(paged).toEqual(await listed(caseNo, '&missing=true'));
    expect((await listed(caseNo, '&grid=liyang-grid-1')).every(({ grid }) => grid === 'liyang-grid-1')).toBe(true);
    expect((await listed(caseNo, `&grid=liyang-grid-1&q=${encodeURIComponent('程一')}`)).map(({ head }) => head)).toEqual(['示例·程一']);
    expect(await listed(caseNo, `&q=${encodeURIComponent('程一')}`, await system.as('tunxi-supervisor'))).toEqual([]);
    expect((await listed(caseNo, '&q=grid-2-0001&missing=true')).map(({ household }) => household)).toEqual(['laojie-grid-2-0001']);
    const table = await tunxi.coordinator.downloads(`/api/v1/exports/coverage?case=${encodeURIComponent(caseNo)}&missing=true&grid=laojie-grid-1`);
    expect(table.bytes.toString('utf8').trim().split('\r\n').slice(1)).toEqual([expect.stringMatching(new RegExp(`^老街社区第一网格,${two.household},.*无人在家`))]);
    expect(await (await system.as('chizhou-coordinator')).get(`/api/v1/exports/coverage?case=${encodeURIComponent(caseNo)}`)).toMatchObject({ status: 404 });

    for (const grid of grids) await coversAll(grid, partIn(all, grid).workflowId);
    const coverage = { households: 13, done: 12, excused: 1, persons: 37, personsDone: 32, personsExcused: 5 };
    await eventually(async () => ((await tunxi.sees(workflowId)).stage.name === 'report' ? true : undefined));
    const view = await tunxi.sees(workflowId);
    expect(view.coverage).toEqual(coverage);
    expect(view.timeline.find(({ kind }) => kind === 'roundClosed')?.data).toEqual({ round: 1, grids: 3, gridsMissing: 0, ...coverage });
    expect(await listed(caseNo, '&missing=true')).toEqual([]);
    await tunxi.completes(tunxi.coordinator, workflowId, 'report', { note: '应检尽检' });
    expect(await tunxi.sees(workflowId)).toMatchObject({ status: 'closed', outcome: 'reported' });
  });

  test('names are for those who work on it; others see masks', async () => {
    const { caseNo } = await tunxi.opens(testing({ grids: ['liyang-grid-1'] }));
    const { workflowId: id } = partIn(await parts(caseNo, 1), 'liyang-grid-1');
    const supervisor = await system.as('tunxi-supervisor');
    expect((await listed(id, '', workers['liyang-grid-1'])).map(({ head }) => head)).toEqual(['示例·程一', '示例·吴一', '示例·胡一']);
    expect((await listed(id, '', supervisor)).every(({ head, address }) => head === '示****' && (address?.startsWith('*') ?? false))).toBe(true);
    await tunxi.does(tunxi.coordinator, caseNo, 'withdraw', { reason: '任务取消' });
    await eventually(async () => ((await tunxi.sees(id)).status === 'withdrawn' ? true : undefined));
  });
});

describe('rounds', () => {
  test('follow one another, each with the households that the registry has by then', async () => {
    const { caseNo, workflowId } = await tunxi.opens(testing({ rounds: 2, grids: ['laojie-grid-2'] }));
    await coversAll('laojie-grid-2', partIn(await parts(caseNo, 1), 'laojie-grid-2').workflowId);
    await eventually(async () => ((await tunxi.sees(workflowId)).timeline.some(({ kind }) => kind === 'roundClosed') ? true : undefined));
    const second = [...(await parts(caseNo, 2)).values()].filter(({ status }) => status === 'open');
    expect(second).toMatchObject([{ leadUnit: 'laojie-grid-2', procedure: { name: 'campaignGrid' } }]);
    await coversAll('laojie-grid-2', second[0]?.workflowId ?? '');
    await eventually(async () => ((await tunxi.sees(workflowId)).stage.name === 'report' ? true : undefined));
    await tunxi.completes(tunxi.coordinator, workflowId, 'report', { note: '两轮完成' });
  });

  test('a grid that is late turns red the day after its term, and not before', async () => {
    const { caseNo } = await tunxi.opens(testing({ grids: ['laojie-grid-1'], term: { amount: 1, unit: 'day' } }));
    const { workflowId: id } = partIn(await parts(caseNo, 1), 'laojie-grid-1');
    const clock = (await tunxi.sees(id)).clocks[0];
    const due = Date.parse(clock?.plan?.dueAt ?? '');
    await tunxi.comesTo(id, due - 60_000);
    expect(await tunxi.sees(id)).toMatchObject({ light: 'yellow' });
    await tunxi.comesTo(id, due);
    expect(await tunxi.sees(id)).toMatchObject({ light: 'red' });
    await coversAll('laojie-grid-1', id);
    expect((await tunxi.sees(id)).clocks[0]).toMatchObject({ status: 'missed' });
    await tunxi.does(tunxi.coordinator, caseNo, 'withdraw', { reason: '任务取消' });
  });
});
