import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import type { CaseBrief, CaseView } from '../../contracts/api/cases.ts';
import type { Formula } from '../../contracts/api/formulas.ts';
import { counts, liveCounts, type Backlog, type CaseFigures, type GroupBy, type Heat, type Measure, type UrgentCase } from '../../contracts/api/statistics.ts';
import { procedures } from '../../contracts/procedures/index.ts';
import { caseFilter } from '../../api/policy/case-filter.ts';
import { conditionSql } from '../../api/policy/condition-sql.ts';
import { unitsBelow } from '../../api/registry/units-below.ts';
import type { Actor } from '../../api/accounts/actor.ts';
import { exampleOfficers, type ExampleOfficerName } from '../../prisma/seed/example/officers.ts';
import { exampleUnits } from '../../prisma/seed/example/units.ts';
import { Chizhou, filing, serviceDay, today } from '../rig/chizhou.ts';
import { Feidong, petition } from '../rig/feidong.ts';
import { oneEvening } from '../rig/laojie.ts';
import { System, type Person } from '../rig/system.ts';
import { rubbish, Tunxi } from '../rig/tunxi.ts';

let system: System;
let chizhou: Chizhou;
let tunxi: Tunxi;
let auditor: Person;
let inspection: { caseNo: string };

beforeAll(async () => {
  system = await System.start();
  chizhou = await Chizhou.of(system);
  auditor = await system.as('auditor');
  await openOneOfEach();
}, 120_000);
afterAll(() => system.stop());

/** Filings that ended well, badly, late, or not at all; a day, a patrol, and an inspection of which nobody may know. */
async function openOneOfEach(): Promise<void> {
  const satisfied = await chizhou.leadsTo('rating');
  await chizhou.rates(satisfied.receipt, 5);

  const mended = await chizhou.leadsTo('rating');
  await chizhou.rates(mended.receipt, 1);
  await chizhou.completes(chizhou.market, mended.workflowId, 'mend', { action: 'explained', explanation: '已说明' });
  await chizhou.completes(chizhou.window, mended.workflowId, 'followUp', { channel: 'phone', outcome: 'reached', contacted: true, resolved: false, level: 2 });
  await chizhou.completes(chizhou.market, mended.workflowId, 'mend-2', { action: 'mended', explanation: '已整改' });
  await chizhou.completes(chizhou.window, mended.workflowId, 'followUp-2', { channel: 'phone', outcome: 'reached', contacted: true, resolved: true, level: 3 });

  const late = await chizhou.leadsTo('decide');
  await chizhou.comesNear(late.workflowId, 'decide.decide', 10);

  const refused = await chizhou.leadsTo('receive');
  await chizhou.completes(chizhou.market, refused.workflowId, 'receive', { decision: 'refused', reasons: '不属于本机关职权' });
  await chizhou.rates(refused.receipt, 4);

  await chizhou.leadsTo('consult');
  const withdrawn = await chizhou.leadsTo('file', filing());
  await chizhou.does(chizhou.coordinator, withdrawn.workflowId, 'withdraw', { reason: '申请人不再办理' });
  await chizhou.opens(serviceDay());
  tunxi = await Tunxi.of(system);
  await tunxi.opens(oneEvening());
  await tunxi.dispatches(1);
  const lamp = await tunxi.dispatches(1, rubbish({ title: '路灯不亮', matter: { category: 'street-lamp', point: { lat: 29.7061, lng: 118.3101 } } }));
  await tunxi.comesNear(lamp.workflowId, 'handle.streetLamp', 10);
  const feidong = await Feidong.of(system);
  inspection = await feidong.opens(petition());
}

/** Days are counted for a quarter at most. */
const period = (groupBy: GroupBy): Record<string, string> => (groupBy === 'day' ? { from: today.slice(0, 8) + '01' } : {});

async function figuresOf(who: Person, query: Record<string, string> = {}): Promise<CaseFigures> {
  const { status, body } = await who.get<CaseFigures>(`/api/v1/statistics/cases?${new URLSearchParams(query).toString()}`);
  expect({ status, body }).toMatchObject({ status: 200 });
  return body;
}

async function listed(who: Person, path = '/api/v1/cases'): Promise<CaseBrief[]> {
  const { pathname, search } = new URL(path, system.url);
  const found: CaseBrief[] = [];
  for (let cursor = ''; ; ) {
    const { status, body } = await who.get<{ items: CaseBrief[]; next: string | null }>(
      `${pathname}${search === '' ? '?' : `${search}&`}limit=50${cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`}`,
    );
    expect({ status, body }).toMatchObject({ status: 200 });
    found.push(...body.items);
    if (body.next === null) return found;
    cursor = body.next;
  }
}

/** What a case counts for, read from its steps and clocks one by one. */
function measured(view: CaseView): ReadonlySet<Measure> {
  const found = new Set<Measure>(['registered']);
  const { status, outcome } = view;
  const refusals = procedures[view.procedure.name]?.notAccepted ?? [];
  const taken = status === 'closed' || status === 'referred' || (status !== 'withdrawn' && view.stages[0]?.current === false);
  if (taken && !refusals.includes(outcome ?? '')) found.add('accepted');
  if (status === 'closed' || status === 'referred' || status === 'withdrawn') found.add(status);
  if (view.light === 'red' || view.clocks.some((clock) => clock.status === 'missed' && clock.plan?.rungs.some(({ act }) => act === 'red'))) found.add('overdue');
  if (view.steps.filter(({ name }) => name === 'mend').length > 1) found.add('reworked');
  const asked = view.steps.findLast(({ name, data }) => name === 'followUp' && data?.['outcome'] === 'reached')?.data;
  if (asked) {
    found.add(asked['contacted'] === true ? 'contacted' : 'notContacted');
    found.add(asked['resolved'] === true ? 'resolved' : 'notResolved');
    found.add(`satisfaction${Number(asked['level'])}` as Measure);
  }
  if (view.rating !== null) found.add(`rating${view.rating}` as Measure);
  return found;
}

async function addedUp(who: Person): Promise<Record<Measure, number>> {
  const sums = Object.fromEntries(Object.keys(counts).map((measure) => [measure, 0])) as Record<Measure, number>;
  for (const { workflowId } of await listed(who)) {
    const { status, body } = await who.get<CaseView>(`/api/v1/cases/${workflowId}`);
    expect(status).toBe(200);
    for (const measure of measured(body)) sums[measure] += 1;
  }
  return sums;
}

function onlyCounts(figures: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(figures).filter(([name]) => name in counts));
}

describe('figures are refused', () => {
  test.each<[string, string, number]>([
    ['chizhou-market-1', '', 403],
    ['chizhou-terminal', '', 403],
    ['system-admin', '', 403],
    ['chizhou-coordinator', 'region=341002', 403],
    ['chizhou-coordinator', 'from=2026-02-01&to=2026-01-01', 422],
    ['chizhou-coordinator', 'groupBy=officer', 422],
    ['chizhou-coordinator', 'from=yesterday', 422],
    ['auditor', 'region=349999', 422],
    ['auditor', 'from=2010-01-01', 422],
    ['auditor', 'groupBy=day&from=2026-01-01&to=2026-06-30', 422],
  ])('to %s, asking %j: %d', async (name, query, status) => {
    expect((await (await system.as(name)).get(`/api/v1/statistics/cases?${query}`)).status).toBe(status);
  });

  test('so are those of this moment, those on the map, and those that are exported', async () => {
    for (const path of ['statistics/now', 'statistics/urgent', 'statistics/heat', 'exports/figures']) {
      expect([path, (await chizhou.market.get(`/api/v1/${path}`)).status]).toEqual([path, 403]);
      expect([path, (await chizhou.coordinator.get(`/api/v1/${path}?region=341002`)).status]).toEqual([path, 403]);
      expect([path, await auditor.get(`/api/v1/${path}?region=349999`)]).toMatchObject([path, { status: 422, body: { code: 'unknown-region' } }]);
    }
    expect((await auditor.get('/api/v1/statistics/now?groupBy=month')).status).toBe(422);
    expect((await auditor.get('/api/v1/statistics/heat?measure=income')).status).toBe(422);
    expect((await auditor.get('/api/v1/cases?cell=nowhere')).status).toBe(422);
  });

  test('to whoever is not signed in', async () => {
    expect(await system.outsider().get('/api/v1/statistics/cases')).toMatchObject({ status: 401 });
  });
});

describe('figures', () => {
  test('are the cases, added up one by one', async () => {
    const { total } = await figuresOf(chizhou.coordinator);
    expect(onlyCounts(total)).toEqual(await addedUp(chizhou.coordinator));
    expect(total).toMatchObject({
      registered: 7, accepted: 3, closed: 3, withdrawn: 1, overdue: 1, reworked: 1,
      contacted: 1, resolved: 1, satisfaction3: 1, rating5: 1, rating1: 1, rating4: 1,
      closedRate: 1, overdueRate: 0.3333, responseRate: 1, resolutionRate: 1, satisfactionRate: 0.6, ratingMean: 3.3333,
    });
  });

  test.each(['chizhou-head', 'chizhou-supervisor', 'chizhou-service-head', 'auditor', 'feidong-head'])('of %s too: those that he sees, and no others', async (name) => {
    const who = await system.as(name);
    expect(onlyCounts((await figuresOf(who, { region: exampleRegion(name) })).total)).toEqual(await addedUp(who));
  });

  test.each<GroupBy>(['procedure', 'unit', 'region', 'street', 'grid', 'category', 'month', 'day'])('by %s: every number leads to its cases', async (groupBy) => {
    const figures = await figuresOf(auditor, { groupBy, ...period(groupBy) });
    expect(figures.items.length).toBeGreaterThan(0);
    const grouped = figures.items.reduce((sum, { registered }) => sum + registered, 0);
    expect(grouped).toBe({ grid: 3, category: 2 }[String(groupBy)] ?? figures.total.registered);
    for (const item of [{ ...figures.total, key: 'total' }, ...figures.items]) {
      const told = onlyCounts(item);
      for (const [measure, link] of Object.entries(item.links)) {
        const count = Number(told[measure]);
        if (count === 0 && measure !== 'overdue') continue;
        expect([item.key, measure, (await listed(auditor, link)).length]).toEqual([item.key, measure, count]);
      }
    }
  });

  test('of days on which nothing was opened are nothing, and no rate is made of nothing', async () => {
    const { total, items } = await figuresOf(chizhou.coordinator, { from: '2020-01-01', to: '2020-12-31' });
    expect({ total, items }).toMatchObject({ total: { registered: 0, closedRate: null, satisfactionRate: null, ratingMean: null }, items: [] });
    expect((await figuresOf(chizhou.coordinator, { from: today, to: today })).total.registered).toBe(7);
  });

  test('name no procedure, unit or region that one does not see', async () => {
    const told = JSON.stringify(await figuresOf(chizhou.coordinator, { groupBy: 'unit' }));
    for (const other of ['tunxi', 'laojie', 'feidong', 'badou']) expect(told).not.toContain(other);
  });
});

describe('this moment', () => {
  test.each<GroupBy>(['procedure', 'unit', 'region', 'grid', 'category'])('by %s: what is open, its lights, and what is due today, each with its cases', async (groupBy) => {
    const { status, body } = await auditor.get<Backlog>(`/api/v1/statistics/now?groupBy=${groupBy}`);
    expect({ status, body }).toMatchObject({ status: 200 });
    const all = await listed(auditor);
    const lit = (light: string) => all.filter((each) => each.status === 'open' && each.light === light).length;
    expect(body.total).toMatchObject({ open: all.filter((each) => each.status === 'open').length, paused: 0, red: lit('red'), yellow: lit('yellow') });
    expect(body.total.red).toBeGreaterThanOrEqual(2);
    expect(body.items.length).toBeGreaterThan(0);
    for (const item of [{ ...body.total, key: 'total' }, ...body.items]) {
      const told: Record<string, unknown> = { ...item };
      for (const measure of Object.keys(liveCounts)) {
        expect([item.key, measure, (await listed(auditor, item.links[measure])).length]).toEqual([item.key, measure, told[measure]]);
      }
    }
  });

  test('the red and the yellow come first by their due time, and say who has the ball', async () => {
    const { body } = await auditor.get<{ items: UrgentCase[] }>('/api/v1/statistics/urgent');
    const lit = (await listed(auditor)).filter(({ light }) => light === 'red' || light === 'yellow');
    expect(body.items.map(({ caseNo }) => caseNo).toSorted()).toEqual(lit.map(({ caseNo }) => caseNo).toSorted());
    const due = body.items.map(({ dueAt }) => dueAt ?? '');
    expect(due).toEqual(due.toSorted());
    const lamp = body.items.find(({ title }) => title === '路灯不亮');
    expect(lamp).toMatchObject({ light: 'red', holders: [{ unit: 'laojie-grid-2', name: { zh: '老街社区第二网格' }, step: { zh: '处置' } }] });
    expect((await chizhou.coordinator.get<{ items: UrgentCase[] }>('/api/v1/statistics/urgent')).body.items.map(({ caseNo }) => caseNo)).not.toContain(lamp?.caseNo);
  });
});

describe('the map', () => {
  test('counts by squares that hold what the list finds in them, and tells no address', async () => {
    const { status, body } = await tunxi.supervisor.get<Heat>('/api/v1/statistics/heat');
    expect({ status, body }).toMatchObject({ status: 200, body: { side: 0.005, measure: 'registered' } });
    expect(body.cells).toHaveLength(2);
    for (const { link, count, south, west } of body.cells) {
      expect((await listed(tunxi.supervisor, link)).length).toBe(count);
      expect([south * 1000, west * 1000].map(Math.round).every((edge) => edge % 5 === 0)).toBe(true);
    }
    expect(JSON.stringify(body)).not.toContain('29.7061');
    expect((await tunxi.supervisor.get<Heat>('/api/v1/statistics/heat?measure=overdue')).body.cells).toMatchObject([{ count: 1, south: 29.705, west: 118.31 }]);
    expect((await chizhou.coordinator.get<Heat>('/api/v1/statistics/heat')).body.cells).toEqual([]);
  });
});

test('exported figures are those that were shown, the total first', async () => {
  const figures = await figuresOf(tunxi.supervisor, { groupBy: 'category' });
  const { bytes, headers } = await tunxi.supervisor.downloads('/api/v1/exports/figures?groupBy=category');
  expect(headers.get('content-disposition')).toContain('figures.csv');
  const lines: Array<Record<string, string>> = parse(bytes, { bom: true, columns: true });
  expect(lines.map((line) => [line['名称'], line['登记量'], line['超期量']])).toEqual([
    ['合计', String(figures.total.registered), String(figures.total.overdue)],
    ...figures.items.map(({ name, registered, overdue }) => [name.zh, String(registered), String(overdue)]),
  ]);
});

describe('a confidential case', () => {
  test('is in the figures of those who may see it, and of nobody else', async () => {
    const seeing = async (name: string) => {
      const { items } = await figuresOf(await system.as(name), { region: exampleRegion(name), groupBy: 'procedure' });
      return items.find(({ key }) => key === 'jointInspection')?.registered ?? 0;
    };
    expect(inspection.caseNo).toContain('监');
    expect({ coordinator: await seeing('feidong-coordinator'), head: await seeing('feidong-head') }).toEqual({ coordinator: 1, head: 1 });
    expect({ auditor: await seeing('auditor'), supervisor: await seeing('feidong-supervisor'), city: await seeing('hefei-cdi-head') }).toEqual({ auditor: 0, supervisor: 0, city: 0 });
  });

  test('conditions as SQL find what the lists find, for everybody', async () => {
    for (const name of Object.keys(exampleOfficers) as ExampleOfficerName[]) {
      const who = actorOf(name);
      const where = caseFilter(who, await unitsBelow(system.db, who.unit));
      const bySql = await system.db.$queryRaw<Array<{ case_no: string }>>`SELECT case_no FROM "case" WHERE ${conditionSql(where)} ORDER BY case_no`;
      const byList = await system.db.case.findMany({ where, select: { caseNo: true }, orderBy: { caseNo: 'asc' } });
      expect([name, bySql.map(({ case_no }) => case_no).toSorted()]).toEqual([name, byList.map(({ caseNo }) => caseNo).toSorted()]);
    }
  });

  test('a condition that they do not know is never left out', () => {
    expect(() => conditionSql({ opening: { title: 'x' } })).toThrow('opening');
    expect(() => conditionSql({ region: { startsWith: '34' } })).toThrow('startsWith');
    expect(conditionSql({ caseNo: { in: [] } }).values).toEqual([[]]);
    expect(conditionSql({ OR: [] }).sql).toBe('(false)');
  });
});

describe('the formula', () => {
  const body = {
    satisfaction: { 5: 1, 4: 0.8, 3: 0.5, 2: 0, 1: 0 },
    weights: { inTimeRate: 0.5, resolutionRate: 0.5 },
    source: '本地默认,可配置',
    confidence: 'U',
  };

  test('is published by the system administrator alone, and its weights add up', async () => {
    expect(await chizhou.coordinator.post('/api/v1/formulas', body)).toMatchObject({ status: 403 });
    const administrator = await system.as('system-admin');
    const refused = (changes: object) => administrator.post<{ errors: Array<{ path: string }> }>('/api/v1/formulas', { ...body, ...changes });
    expect((await refused({ weights: { inTimeRate: 0.5, resolutionRate: 0.4 } })).body.errors).toMatchObject([{ path: 'weights' }]);
    expect((await refused({ weights: { checkIns: 1 } })).body.errors).toMatchObject([{ path: 'weights.checkIns' }, { path: 'weights' }]);
    expect((await refused({ satisfaction: { ...body.satisfaction, 5: 2 } })).body.errors).toMatchObject([{ path: 'satisfaction.5' }]);
    expect(await system.db.formula.count()).toBe(1);
  });

  test('has versions, the first of which says that it is a default; figures name the one they follow', async () => {
    const administrator = await system.as('system-admin');
    const published = await administrator.post<Formula>('/api/v1/formulas', body, 'second-formula');
    expect(published).toMatchObject({ status: 201, body: { version: 2 } });
    expect(await administrator.post('/api/v1/formulas', body, 'second-formula')).toMatchObject({ status: 201, body: { version: 2 } });
    expect(await system.outsider().get('/api/v1/formulas')).toMatchObject({ status: 200, body: { items: [{ version: 2 }, { version: 1, source: expect.stringContaining('本地默认') }] } });
    expect(await system.outsider().get('/api/v1/formulas/3')).toMatchObject({ status: 404 });
    expect(await figuresOf(chizhou.coordinator)).toMatchObject({ formula: 2, total: { satisfactionRate: 0.5 } });
  });
});

describe('what is open, by stage of a procedure', () => {
  test('is not for administrators, and of discipline inspection not for those outside it', async () => {
    expect(await (await system.as('system-admin')).get('/api/v1/procedures/gridEvent/counts')).toMatchObject({ status: 403 });
    expect(await chizhou.coordinator.get('/api/v1/procedures/jointInspection/counts')).toMatchObject({ status: 404, body: { code: 'not-found' } });
    expect(await chizhou.coordinator.get('/api/v1/procedures/nothing/counts')).toMatchObject({ status: 404 });
  });

  test('counts those that its reader finds in the list, and no others', async () => {
    for (const who of [chizhou.coordinator, auditor, await system.as('tunxi-supervisor')]) {
      const found = (await listed(who)).filter(({ procedure, status }) => procedure.name === 'assistedFiling' && (status === 'open' || status === 'paused'));
      const { status, body } = await who.get<{ items: { stage: string; total: number; blue: number; yellow: number; red: number }[] }>('/api/v1/procedures/assistedFiling/counts');
      expect(status).toBe(200);
      expect(Object.fromEntries(body.items.map(({ stage, total }) => [stage, total]))).toEqual(
        Object.fromEntries([...Map.groupBy(found, ({ stage }) => stage.name)].map(([stage, cases]) => [stage, cases.length])),
      );
      expect(body.items.reduce((sum, { red }) => sum + red, 0)).toBe(found.filter(({ light }) => light === 'red').length);
    }
  });
});

function exampleRegion(name: string): string {
  const officer = Object.values(exampleOfficers).find(({ userName }) => userName === name);
  const region = exampleUnits.find(({ code }) => code === officer?.unit)?.region;
  if (region === undefined) throw new Error(`no region of ${name}`);
  return region;
}

function actorOf(name: ExampleOfficerName): Actor {
  const { id, unit, roles } = exampleOfficers[name];
  const home = exampleUnits.find(({ code }) => code === unit);
  if (home === undefined) throw new Error(`no unit ${unit}`);
  return {
    kind: 'officer', officer: id, name, roles, unit, unitName: home.name, unitKind: home.kind, region: home.region, discipline: home.discipline, passwordDue: false, credential: '',
  };
}
