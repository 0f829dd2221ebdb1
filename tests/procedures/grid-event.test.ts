import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { ProblemCode } from '../../contracts/problem.ts';
import { serviceDay } from '../rig/chizhou.ts';
import { System, clockIn, stepIn, type Answer } from '../rig/system.ts';
import { Tunxi, resident, rubbish, rubbishHeap } from '../rig/tunxi.ts';
import { refusedWithoutTrace } from '../rig/unchanged.ts';

let system: System;
let tunxi: Tunxi;
/** An open event, beside those of the tests. */
let other: { caseNo: string; workflowId: string };

beforeAll(async () => {
  system = await System.start();
  tunxi = await Tunxi.of(system);
  other = await tunxi.opens(elsewhere({ category: 'street-lamp' }), tunxi.coordinator);
});
afterAll(() => system.stop());

const hour = 60;
const refusedForm = (zh: string) => ({ status: 422, body: { code: 'wrong-form', title: expect.stringContaining(zh) } });
const refused = (request: () => Promise<Answer>, status: number, code: ProblemCode) => refusedWithoutTrace(system, other.workflowId, request, status, code);
const elsewhere = (changes: Record<string, unknown>) => rubbish({ region: '341002', matter: { point: undefined, grid: 'liyang-grid-1', ...changes } });

interface Receipt {
  readonly caseNo: string;
  readonly status: { readonly zh: string };
  readonly progress: ReadonlyArray<{ readonly text: { readonly zh: string }; readonly details: ReadonlyArray<{ readonly text: { readonly zh: string } }> }>;
}

/** What the receipt code tells the resident. */
async function told(receipt: string) {
  const { status, body } = await system.outsider().get<Receipt>(`/api/v1/receipts/${receipt}`);
  expect(status).toBe(200);
  const { caseNo, progress } = body;
  return {
    caseNo,
    status: body.status.zh,
    progress: progress.map(({ text }) => text.zh),
    details: progress.flatMap(({ details }) => details.map(({ text }) => text.zh)),
  };
}

describe('采集上报 is refused', () => {
  const opens = (body: unknown) => () => tunxi.gridWorker.post('/api/v1/cases', body);

  test('outside every grid of the region, and in another grid than the one named', async () => {
    await refused(opens(rubbish({ matter: { point: { lat: 29.9, lng: 118.9 } } })), 422, 'outside-every-grid');
    await refused(opens(rubbish({ matter: { point: { lat: 29.705, lng: 118.29 } } })), 422, 'outside-every-grid'); // in 黎阳
    const { errors } = await refused(opens(rubbish({ matter: { grid: 'laojie-grid-2' } })), 422, 'invalid-fields');
    expect(errors).toMatchObject([{ path: 'matter.point' }]);
  });

  test('without a place, at a unit that is no grid, or with a point off the map', async () => {
    for (const [matter, path] of [
      [{ point: undefined }, 'matter.grid'],
      [{ point: undefined, grid: 'laojie-street' }, 'matter.grid'],
      [{ point: { lat: 91, lng: 118 } }, 'matter.point.lat'],
      [{ description: '' }, 'matter.description'],
      [{ channel: 'rumour' }, 'matter.channel'],
    ] as const) {
      expect((await refused(opens(rubbish({ matter })), 422, 'invalid-fields')).errors).toMatchObject([{ path }]);
    }
    await refused(opens(rubbish({ matter: { grid: 'nowhere' } })), 422, 'unknown-unit');
    await refused(opens(rubbish({ region: '341002' })), 403, 'forbidden');
  });

  test('with a category without a rule', async () => {
    await refused(opens(rubbish({ matter: { category: 'noise-of-frogs' } })), 422, 'no-routing-rule');
    const administrator = await system.as('system-admin');
    const category = { group: 'fire', name: { zh: '测试', en: 'test' }, public: true };
    expect(await administrator.send('PUT', '/api/v1/event-categories/ruleless', category)).toMatchObject({ status: 201 });
    await refused(opens(rubbish({ matter: { category: 'ruleless' } })), 422, 'no-routing-rule');
  });
});

describe('屯溪: 前端发现报告—网上分级分流—部门联动办理—全程跟踪督办—办结回访问效', () => {
  test('a street whistles, the department reports in, the collector checks, the resident is asked', async () => {
    const { workflowId: id, caseNo, receipt } = await tunxi.opens(rubbish({ parties: [resident], matter: { photos: [tunxi.photo] } }), tunxi.gridWorker);
    expect(caseNo).toMatch(/^屯网〔\d{4}〕\d{6}号$/);
    const opened = await tunxi.sees(id);
    expect(opened).toMatchObject({ coordinator: 'tunxi-grid-centre', stage: { name: 'route' } });
    expect(opened.timeline.find(({ kind }) => kind === 'routeProposed')?.data).toMatchObject({ grade: 1, lead: 'laojie-grid-1' });

    await tunxi.completes(tunxi.coordinator, id, 'route', { decision: 'file', grade: 3 });
    const routed = (await tunxi.sees(id)).timeline.find(({ kind }) => kind === 'routed');
    expect(routed?.data).toMatchObject({
      grade: 3, lead: 'laojie-street', coUnits: ['tunxi-urban'], overruled: false, rule: { region: '341002', version: 1 },
      why: { zh: expect.stringContaining('由街道主办') },
    });
    await tunxi.completes(tunxi.street, id, 'whistle', { departments: ['tunxi-urban'], task: '协助清运' });
    expect(clockIn(await tunxi.sees(id), 'reportIn.reportIn').plan).toMatchObject({ term: { amount: 2, unit: 'workingHour' } });
    expect(await tunxi.has(id, 'assist')).toBe(false);
    await tunxi.completes(tunxi.urban, id, 'reportIn', {});
    const assist = clockIn(await tunxi.sees(id), 'assist.exposedRubbish');
    expect(assist).toMatchObject({ plan: { term: { amount: 4, unit: 'workingHour' } }, startedAt: stepIn(await tunxi.sees(id), 'whistle').doneAt });
    await tunxi.completes(tunxi.urban, id, 'assist', { measures: '出动清运车一辆', photos: [tunxi.photo] });
    await tunxi.completes(tunxi.street, id, 'handle', { measures: '巷口增设垃圾桶' });
    const neighbour = await tunxi.neighbour.get(`/api/v1/cases/${id}`);
    expect(neighbour.status).toBe(404);
    const colleague = await system.as('laojie-grid-1-head'); // of the grid: he may go and look, and must know where
    expect(await tunxi.sees(id, colleague)).toMatchObject({ matter: { point: rubbishHeap, description: '巷口堆放垃圾约两方' } });
    await tunxi.checks(id, true);
    await tunxi.asks(id, 5);

    const closed = await tunxi.sees(id);
    expect(closed).toMatchObject({ status: 'closed', outcome: 'resolved', category: 'exposed-rubbish', grade: 3, place: 'laojie-grid-1' });
    expect(closed.stages.filter(({ reached }) => reached).map(({ name }) => name)).toEqual(['report', 'route', 'handle', 'check', 'followUp']);
    expect(await system.db.case.findUnique({ where: { caseNo } })).toMatchObject({
      category: 'exposed-rubbish', grade: 3, place: 'laojie-grid-1', satisfaction: 5, resolved: true, reworks: 0,
    });
    expect((await told(receipt)).progress).toEqual(expect.arrayContaining(['立案、分级分流:已办结', '部门报到:已办结', '现场核查:已办结']));
    expect(JSON.stringify(await system.engine.whole('general', id))).not.toMatch(/居民|13900000009|29\.70|堆放|清运/);

    const lists = await tunxi.coordinator.get(`/api/v1/cases/${id}/four-lists`);
    expect(lists).toMatchObject({
      status: 200,
      body: {
        problem: { category: { group: 'cityscape', name: { zh: '暴露垃圾' } }, grade: 3, place: { code: 'laojie-grid-1' }, description: '巷口堆放垃圾约两方', foundBy: 'gridWorker', photos: [tunxi.photo] },
        measures: [{ unit: 'tunxi-urban', measures: '出动清运车一辆' }, { unit: 'laojie-street', measures: '巷口增设垃圾桶' }],
        results: { outcome: 'resolved', satisfaction: 5, checks: [{ unit: 'laojie-grid-1', passed: true, photo: tunxi.photo }] },
      },
    });
    const { responsibility } = lists.body as { responsibility: Array<{ step: string }> };
    expect(responsibility.find(({ step }) => step === 'handle')).toMatchObject({ unit: { code: 'laojie-street' }, lead: true, inTime: true, rule: { zh: '暴露垃圾处置' } });
    const auditor = await system.as('auditor');
    expect(await auditor.get(`/api/v1/cases/${id}/four-lists`)).toMatchObject({ body: { problem: { description: null }, measures: [{ measures: null }, { measures: null }] } });
  });
});

describe('分级分流', () => {
  const route = (id: string, form: Record<string, unknown>) => tunxi.tries(tunxi.coordinator, id, 'steps/route/complete', form);

  test('needs a grade, and a reason where the rule is overruled; both are on record', async () => {
    const { workflowId: id } = await tunxi.opens(elsewhere({ category: 'green-space' }), tunxi.coordinator);
    expect(await route(id, { decision: 'file' })).toMatchObject({ status: 422, body: { errors: [{ path: 'grade' }] } });
    expect(await route(id, { decision: 'file', grade: 5 })).toMatchObject({ status: 422, body: { errors: [{ path: 'grade' }] } });
    expect(await route(id, { decision: 'file', grade: 4, lead: 'tunxi-market' })).toMatchObject(refusedForm('须说明理由'));
    expect(await route(id, { decision: 'file', grade: 4, coUnits: ['tunxi-urban'], reason: '联合办理' })).toMatchObject(refusedForm('不得重复'));
    expect(await route(id, { decision: 'file', grade: 4, lead: 'nowhere', reason: '改派' })).toMatchObject({ status: 422, body: { code: 'unknown-unit' } });
    expect((await route(id, { decision: 'file', grade: 4, lead: 'tunxi-market', reason: '市场内绿地' })).status).toBe(200);
    const view = await tunxi.sees(id);
    expect(view).toMatchObject({ leadUnit: 'tunxi-market' });
    expect(view.timeline.find(({ kind }) => kind === 'routed')?.data).toMatchObject({ lead: 'tunxi-market', overruled: true, reason: '市场内绿地' });
    expect(clockIn(view, 'handle.greenSpace').plan).toMatchObject({ term: { amount: 5, unit: 'workday' } });
  });

  test('may not take an event on: with a reason, and it ends', async () => {
    const { workflowId: id, receipt } = await tunxi.opens({ ...elsewhere({ category: 'policy-question' }), parties: [resident] }, tunxi.coordinator);
    expect(await route(id, { decision: 'dismiss' })).toMatchObject({ status: 422, body: { errors: [{ path: 'dismissal' }] } });
    expect((await route(id, { decision: 'dismiss', dismissal: '不属于网格事项' })).status).toBe(200);
    expect(await tunxi.sees(id)).toMatchObject({ status: 'closed', outcome: 'dismissed' });
    expect((await told(receipt)).details).toEqual(['不予立案', '不属于网格事项']);
  });

  test('has a tester: which rule, why, and which were passed over; nothing is recorded', async () => {
    const trial = { category: 'roadside-stall', region: '341002', point: rubbishHeap };
    expect(await tunxi.community.send('POST', '/api/v1/routing-rules/test', { ...trial, category: 'frogs' })).toMatchObject({ status: 422, body: { code: 'no-routing-rule' } });
    expect(await tunxi.community.send('POST', '/api/v1/routing-rules/test', { ...trial, point: { lat: 1, lng: 1 } })).toMatchObject({ status: 422, body: { code: 'outside-every-grid' } });
    const { status, body } = await tunxi.community.send('POST', '/api/v1/routing-rules/test', trial);
    expect({ status, body }).toMatchObject({
      status: 200,
      body: {
        place: { grid: 'laojie-grid-1', community: 'laojie-community', street: 'laojie-street', district: 'tunxi', centre: 'tunxi-grid-centre', supervisor: 'tunxi' },
        proposed: { grade: 1, lead: 'laojie-grid-1' },
        routes: [{ grade: 1 }, { grade: 2, lead: 'laojie-community' }, { grade: 3, lead: 'laojie-street', coUnits: ['tunxi-urban', 'tunxi-market'], term: { amount: 4, unit: 'workingHour' } }, { grade: 4, lead: 'tunxi' }],
        passedOver: [{ grade: 3, rule: { region: 'any' }, why: { zh: expect.stringContaining('341002') } }],
      },
    });
  });

  test('a rule that is changed becomes a new version, for events opened later; only the administrator changes it', async () => {
    const rule = { region: '341002102', lead: { unit: 'tunxi-market' }, coUnits: [], limit: 'gridEvent.blockedDrain', source: '测试', active: true };
    const path = '/api/v1/routing-rules/blocked-drain/2';
    expect(await tunxi.coordinator.send('PUT', path, rule)).toMatchObject({ status: 403 });
    const administrator = await system.as('system-admin');
    const put = (changes: Record<string, unknown>, at = path) => administrator.send('PUT', at, { ...rule, ...changes });
    expect(await put({ limit: 'gridEvent.frogs' })).toMatchObject({ status: 422, body: { code: 'unknown-rule' } });
    expect(await put({ lead: { unit: 'nowhere' } })).toMatchObject({ status: 422, body: { code: 'unknown-unit' } });
    expect(await put({ region: '999999' })).toMatchObject({ status: 422, body: { code: 'unknown-region' } });
    expect(await put({}, '/api/v1/routing-rules/frogs/2')).toMatchObject({ status: 404 });
    expect(await put({}, '/api/v1/routing-rules/blocked-drain/5')).toMatchObject({ status: 422, body: { errors: [{ path: 'grade' }] } });

    const before = await tunxi.opens(elsewhere({ category: 'blocked-drain' }), tunxi.coordinator);
    expect(await put({})).toMatchObject({ status: 201, body: { version: 1 } });
    expect(await put({})).toMatchObject({ status: 200, body: { version: 1 } });
    expect(await put({ coUnits: [{ level: 'street' }] })).toMatchObject({ status: 201, body: { version: 2 } });
    const after = await tunxi.dispatches(2, elsewhere({ category: 'blocked-drain' }), {}, tunxi.coordinator);
    await tunxi.completes(tunxi.coordinator, before.workflowId, 'route', { decision: 'file', grade: 2 });
    expect(await tunxi.step(before.workflowId, 'handle')).toMatchObject({ unit: 'liyang-community' });
    const { steps } = await tunxi.sees(after.workflowId);
    expect(steps.filter(({ name }) => name === 'handle').map(({ unit }) => unit)).toEqual(['tunxi-market', 'liyang-town']);
    expect(await tunxi.coordinator.get('/api/v1/routing-rules?category=blocked-drain&region=341002102')).toMatchObject({ body: { items: [{ version: 2 }, { version: 1 }] } });
  });
});

describe('处置与核查', () => {
  test('within four working hours: an hour before they end it is not late, then it is', async () => {
    const { workflowId: id } = await tunxi.dispatches(1);
    const clock = 'handle.exposedRubbish';
    expect(await tunxi.clock(id, clock)).toMatchObject({ plan: { term: { amount: 4, unit: 'workingHour' }, source: expect.stringContaining('自派遣起算') } });
    await tunxi.comesNear(id, clock, -10);
    expect((await tunxi.clock(id, clock)).light).not.toBe('red');
    await tunxi.comesNear(id, clock, 1);
    expect((await tunxi.clock(id, clock)).light).toBe('red');
  });

  test('a photograph is needed, and who handled it does not check it', async () => {
    const { workflowId: id } = await tunxi.dispatches(1);
    await tunxi.completes(tunxi.gridHead, id, 'handle', { measures: '当场清运' });
    expect(await tunxi.step(id, 'check')).toMatchObject({ unit: 'laojie-community' });
    const check = (form: object, who = tunxi.community) => tunxi.tries(who, id, 'steps/check/complete', form);
    expect(await check({ passed: true })).toMatchObject({ status: 422, body: { errors: [{ path: 'photo' }] } });
    expect(await check({ passed: true, photo: 'f'.repeat(64) })).toMatchObject({ status: 422, body: { code: 'unknown-attachment' } });
    await tunxi.does(tunxi.community, id, 'steps/check/transfer', { to: 'laojie-grid-1', reason: '就近核查' });
    expect(await check({ passed: true, photo: tunxi.photo }, tunxi.gridWorker)).toMatchObject(refusedForm('不得由承办单位'));
    await tunxi.does(tunxi.community, id, 'steps/check/take-back', { reason: '由社区核查' });
    await tunxi.checks(id, true, '', tunxi.community);
    expect(await tunxi.sees(id)).toMatchObject({ status: 'closed', outcome: 'resolved' });
    expect(await tunxi.has(id, 'followUp')).toBe(false);
  });

  test('what fails the check, or does not satisfy, goes to the same unit on a new clock; at the third time the supervisor decides', async () => {
    const { workflowId: id, caseNo } = await tunxi.dispatches(1, rubbish({ parties: [resident] }));
    await tunxi.completes(tunxi.gridHead, id, 'handle', { measures: '当场清运' });
    await tunxi.checks(id, false, '', tunxi.community);
    expect(await tunxi.has(id, 'followUp')).toBe(false);
    await tunxi.clears(id, '-2');
    await tunxi.asks(id, 2);
    expect(await tunxi.clock(id, 'handle-3.exposedRubbish')).toMatchObject({ unit: 'laojie-grid-1', status: 'running' });
    await tunxi.clears(id, '-3');
    await tunxi.asks(id, 1, '-2');
    expect(await tunxi.has(id, 'handle-4')).toBe(false);
    await tunxi.completes(tunxi.supervisor, id, 'superviseClock', { instruction: '约谈网格长' });
    expect(await tunxi.sees(id)).toMatchObject({ status: 'closed' });
    expect(await system.db.case.findUnique({ where: { caseNo } })).toMatchObject({ reworks: 2, satisfaction: 1, resolved: false });
  });

  test('an anonymous reporter is not asked', async () => {
    const { workflowId: id } = await tunxi.dispatches(1, rubbish({ parties: [{ role: 'reporter', named: 'anonymous' }] }));
    await tunxi.clears(id);
    expect(await tunxi.sees(id)).toMatchObject({ status: 'closed' });
    expect(await tunxi.has(id, 'followUp')).toBe(false);
  });
});

describe('吹哨报到', () => {
  const stall = () => rubbish({ matter: { category: 'roadside-stall' } });
  const whistled = async () => {
    const opened = await tunxi.dispatches(3, stall());
    await tunxi.completes(tunxi.street, opened.workflowId, 'whistle', { departments: ['tunxi-urban', 'tunxi-market'] });
    return opened;
  };

  test('names each department once, the co-units among them, and not the lead', async () => {
    const { workflowId: id } = await tunxi.dispatches(3, stall());
    const whistle = (departments: string[]) => tunxi.tries(tunxi.street, id, 'steps/whistle/complete', { departments });
    expect(await whistle([])).toMatchObject({ status: 422, body: { errors: [{ path: 'departments' }] } });
    expect(await whistle(['tunxi-urban'])).toMatchObject(refusedForm('须包含协办单位 tunxi-market'));
    expect(await whistle(['tunxi-urban', 'tunxi-urban', 'tunxi-market'])).toMatchObject(refusedForm('重复'));
    expect(await whistle(['tunxi-urban', 'tunxi-market', 'laojie-street'])).toMatchObject(refusedForm('主办单位无须报到'));
  });

  test('each department reports in on its own clock: before the two hours end it is not late, then it is', async () => {
    const { workflowId: id } = await whistled();
    await tunxi.completes(tunxi.urban, id, 'reportIn', {});
    await tunxi.comesNear(id, 'reportIn-2.reportIn', -10);
    expect((await tunxi.clock(id, 'reportIn-2.reportIn')).light).not.toBe('red');
    await tunxi.comesNear(id, 'reportIn-2.reportIn', 1);
    const view = await tunxi.sees(id);
    expect(clockIn(view, 'reportIn-2.reportIn').light).toBe('red');
    expect(clockIn(view, 'reportIn.reportIn')).toMatchObject({ status: 'met' });
    expect(stepIn(view, 'assist')).toMatchObject({ unit: 'tunxi-urban', status: 'offered' });
  });

  test('what a department refuses is reviewed; not needed, it is not waited for', async () => {
    const { workflowId: id } = await whistled();
    await tunxi.does(tunxi.market, id, 'steps/reportIn-2/return', { reason: '不涉及市场主体' });
    await tunxi.completes(tunxi.coordinator, id, 'reviewReturn', { decision: 'drop', reason: '同意' });
    await tunxi.completes(tunxi.urban, id, 'reportIn', {});
    await tunxi.completes(tunxi.urban, id, 'assist', { measures: '劝离' });
    await tunxi.completes(tunxi.street, id, 'handle', { measures: '划定摊位' });
    expect(await tunxi.step(id, 'check')).toMatchObject({ unit: 'laojie-grid-1' });
    await tunxi.checks(id, false);
    const { steps } = await tunxi.sees(id);
    expect(steps.filter(({ name, status }) => name === 'handle' && status === 'offered').map(({ unit }) => unit)).toEqual(['laojie-street', 'tunxi-urban']);
  });
});

describe('并案与拆分', () => {
  const lamp = (changes: Record<string, unknown> = {}) => rubbish({ title: '路灯不亮', parties: [resident], matter: { category: 'street-lamp', ...changes } });
  const post = (id: string, action: string, body: unknown, who = tunxi.coordinator, key: string = randomUUID()) =>
    who.post<{ caseNo: string; workflowId: string; receipt: string; code: string; title: string }>(`/api/v1/cases/${id}/${action}`, body, key);
  const reason = '同一路灯';

  test('events of a category in the same grid or within 200 m are found, of others and farther away not', async () => {
    const first = await tunxi.opens(lamp({ category: 'road-collapse', point: { lat: 29.708, lng: 118.3055 } }), tunxi.gridWorker);
    const alike = async (query: string) => {
      const { status, body } = await tunxi.neighbour.get<{ items: Array<{ caseNo: string; metres: number | null }> }>(`/api/v1/duplicates?region=341002&category=road-collapse&${query}`);
      expect(status).toBe(200);
      return body.items;
    };
    // The border between two grids lies in between; a degree of longitude is 96.6 km here.
    expect(await alike('lat=29.708&lng=118.307')).toMatchObject([{ caseNo: first.caseNo, metres: 145 }]);
    expect(await alike('lat=29.708&lng=118.308')).toEqual([]);
    expect(await alike('lat=29.708&lng=118.308&metres=300')).toMatchObject([{ metres: 241 }]);
    expect(await alike('grid=laojie-grid-1')).toMatchObject([{ caseNo: first.caseNo, metres: null }]);
    expect(await alike('grid=laojie-grid-2')).toEqual([]);
    expect(await tunxi.neighbour.get('/api/v1/duplicates?region=341002&category=road-collapse')).toMatchObject({ status: 422 });
    expect(await tunxi.neighbour.get('/api/v1/duplicates?region=341002&category=road-collapse&lat=29.7')).toMatchObject({ status: 422 });

    const second = await tunxi.opens(lamp({ category: 'road-collapse', point: { lat: 29.708, lng: 118.307 } }), tunxi.neighbour);
    expect((await tunxi.sees(second.workflowId)).timeline.find(({ kind }) => kind === 'duplicatesFound')?.data).toEqual({ cases: [first.caseNo] });
    expect(await tunxi.coordinator.get(`/api/v1/cases/${second.workflowId}/duplicates`)).toMatchObject({ body: { items: [{ caseNo: first.caseNo, metres: 145 }] } });
    const found = JSON.stringify((await tunxi.coordinator.get(`/api/v1/cases/${first.workflowId}/duplicates`)).body);
    expect(found).toContain(second.caseNo);
    expect(found).not.toMatch(/居民|路灯|29\.7/);
  });

  test('with itself, a closed one, another procedure, by somebody else: refused, and nothing changed', async () => {
    const { workflowId: id, caseNo } = await tunxi.opens(lamp(), tunxi.gridWorker);
    const closed = await tunxi.dispatches(1, rubbish());
    await tunxi.clears(closed.workflowId);
    const sitIn = { community: 'laojie-community', units: ['tunxi-market'], supervisor: 'tunxi' };
    const foreign = await tunxi.opens({ ...serviceDay(sitIn), region: '341002' });
    await refused(() => post(id, 'merge', { into: caseNo, reason }), 409, 'cannot-merge');
    await refused(() => post(id, 'merge', { into: closed.caseNo, reason }), 409, 'cannot-merge');
    await refused(() => post(id, 'merge', { into: foreign.caseNo, reason }), 409, 'cannot-merge');
    await refused(() => post(id, 'merge', { into: '屯网〔2022〕999999号', reason }), 404, 'not-found');
    await refused(() => post(id, 'merge', { into: other.caseNo, reason: '' }), 422, 'invalid-fields');
    await refused(() => post(id, 'merge', { into: other.caseNo, reason }, tunxi.gridWorker), 403, 'forbidden');
    await refused(() => post(closed.workflowId, 'merge', { into: caseNo, reason }), 409, 'case-not-open');
    await refused(() => post(id, 'split', { reason }), 422, 'invalid-fields');
    await refused(() => post(id, 'split', { report: other.caseNo, reason }), 409, 'cannot-split');
    await refused(() => post(id, 'split', { category: 'street-lamp', reason }), 409, 'cannot-split');
    await refused(() => post(id, 'split', { category: 'frogs', reason }), 422, 'no-routing-rule');
    expect(await tunxi.sees(id)).toMatchObject({ status: 'open' });
  });

  test('the duplicate ends, its receipt code follows the main case, and its reporter is answered when that closes', async () => {
    const main = await tunxi.opens(lamp(), tunxi.gridWorker);
    const double = await tunxi.opens(lamp(), tunxi.gridWorker);
    const key = randomUUID();
    const merged = await post(double.workflowId, 'merge', { into: main.caseNo, reason }, tunxi.coordinator, key);
    expect(merged).toMatchObject({ status: 200, body: { caseNo: double.caseNo, into: main.caseNo } });
    expect(await post(double.workflowId, 'merge', { into: main.caseNo, reason }, tunxi.coordinator, key)).toMatchObject({ status: 200, body: merged.body });
    expect(await tunxi.sees(double.workflowId)).toMatchObject({ status: 'merged', outcome: main.caseNo });
    expect((await tunxi.sees(double.workflowId)).steps.map(({ status }) => status)).toEqual(['withdrawn']);
    expect((await tunxi.sees(main.workflowId)).timeline.filter(({ kind }) => kind === 'caseTakenIn')).toHaveLength(1);
    const third = await tunxi.opens(lamp(), tunxi.gridWorker);
    expect(await post(main.workflowId, 'merge', { into: third.caseNo, reason })).toMatchObject({ status: 409, body: { code: 'cannot-merge' } });
    expect((await tunxi.sees(third.workflowId)).timeline.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['caseTakenIn', 'caseLetGo']));

    expect(await told(double.receipt)).toMatchObject({ caseNo: main.caseNo, status: '办理中' });
    await tunxi.completes(tunxi.coordinator, main.workflowId, 'route', { decision: 'file', grade: 1 });
    await tunxi.clears(main.workflowId);
    await tunxi.asks(main.workflowId, 5);
    const closed = await tunxi.sees(main.workflowId);
    expect(closed.timeline.find(({ kind }) => kind === 'reportersAnswered')).toMatchObject({ visibility: 'parties', data: { cases: [double.caseNo] } });
    const answer = await told(double.receipt);
    expect(answer).toMatchObject({ caseNo: main.caseNo, status: '已办结' });
    expect(answer.progress).toEqual(expect.arrayContaining(['已并入其他事项,查询码继续有效', '已答复所有并入报告的反映人', '事项已办结']));
  });

  test('two cases that are merged into each other at once do not both end', async () => {
    const [one, two] = [await tunxi.opens(lamp(), tunxi.gridWorker), await tunxi.opens(lamp(), tunxi.gridWorker)];
    const answers = await Promise.all([post(one.workflowId, 'merge', { into: two.caseNo, reason }), post(two.workflowId, 'merge', { into: one.caseNo, reason })]);
    expect(answers.map(({ status }) => status).filter((status) => status === 200).length).toBeLessThan(2);
    const cases = [await tunxi.sees(one.workflowId), await tunxi.sees(two.workflowId)];
    expect(cases.filter(({ status }) => status === 'open').length).toBeGreaterThan(0);
  });

  test('a report that was merged is taken out again: a case of its own, and its receipt code follows that', async () => {
    const main = await tunxi.opens(lamp(), tunxi.gridWorker);
    const double = await tunxi.opens(lamp(), tunxi.gridWorker);
    expect((await post(double.workflowId, 'merge', { into: main.caseNo, reason })).status).toBe(200);
    const key = randomUUID();
    const again = await post(main.workflowId, 'split', { report: double.caseNo, reason: '另一盏灯' }, tunxi.coordinator, key);
    expect(again).toMatchObject({ status: 201, body: { receipt: expect.any(String) } });
    expect(await post(main.workflowId, 'split', { report: double.caseNo, reason: '另一盏灯' }, tunxi.coordinator, key)).toMatchObject({ status: 201, body: again.body });
    const own = await tunxi.sees(again.body.workflowId);
    expect(own).toMatchObject({ status: 'open', partOf: double.caseNo, title: '路灯不亮' });
    expect(own.timeline[0]).toMatchObject({ kind: 'opened', data: { partOf: double.caseNo } });
    expect((await tunxi.sees(main.workflowId)).timeline.find(({ kind }) => kind === 'caseSplit')).toMatchObject({ data: { case: again.body.caseNo } });
    expect(await told(double.receipt)).toMatchObject({ caseNo: again.body.caseNo });
    expect(await post(main.workflowId, 'split', { report: double.caseNo, reason: '另一盏灯' })).toMatchObject({ status: 409, body: { code: 'cannot-split' } });

    await tunxi.completes(tunxi.coordinator, main.workflowId, 'route', { decision: 'dismiss', dismissal: '已修复' });
    expect((await tunxi.sees(main.workflowId)).timeline.map(({ kind }) => kind)).not.toContain('reportersAnswered');
  });

  test('an event with two causes becomes two', async () => {
    const main = await tunxi.dispatches(2, lamp());
    const second = await post(main.workflowId, 'split', { category: 'blocked-drain', reason: '积水漏电' });
    expect(second.status).toBe(201);
    expect(await tunxi.sees(second.body.workflowId)).toMatchObject({ status: 'open', partOf: main.caseNo, matter: { category: 'blocked-drain', description: '巷口堆放垃圾约两方' } });
    expect(await tunxi.sees(main.workflowId)).toMatchObject({ status: 'open' });
    expect(await told(main.receipt)).toMatchObject({ caseNo: main.caseNo });
  });
});

describe('街道—社区—网格—楼栋', () => {
  test('the grid of a point, with its party branch, its head, its buildings and the chain above', async () => {
    const path = '/api/v1/grids/at?region=341002';
    expect(await tunxi.neighbour.get(`${path}&lat=29.9&lng=118.9`)).toMatchObject({ status: 422, body: { code: 'outside-every-grid' } });
    expect(await tunxi.neighbour.get(`${path}&lat=29.708&lng=118.303`)).toMatchObject({
      status: 200,
      body: {
        grid: { code: 'laojie-grid-1', party: { zh: '老街社区第一网格党支部' } },
        heads: [{ name: '示例·网格长' }],
        above: [{ code: 'laojie-community' }, { code: 'laojie-street' }, { code: 'tunxi' }],
        buildings: [{ code: 'laojie-building-1', party: { zh: '老街1号楼党小组' } }],
      },
    });
  });

  test('a grid lies below a community, a building below a grid, and an area ends where it began', async () => {
    const administrator = await system.as('system-admin');
    const unit = { name: { zh: '测试', en: 'test' }, kind: 'grid', region: '341002004', parent: 'laojie-community' };
    const put = (changes: Record<string, unknown>) => administrator.send('PUT', '/api/v1/units/laojie-grid-9', { ...unit, ...changes });
    expect(await put({ parent: 'laojie-street' })).toMatchObject({ status: 422, body: { errors: [{ path: 'parent' }] } });
    expect(await put({ kind: 'building' })).toMatchObject({ status: 422, body: { errors: [{ path: 'parent' }] } });
    expect(await put({ parent: null })).toMatchObject({ status: 422, body: { errors: [{ path: 'parent' }] } });
    const ring = [[118.33, 29.7], [118.34, 29.7], [118.34, 29.71], [118.33, 29.7]];
    const area = (coordinates: unknown) => ({ area: { type: 'Polygon', coordinates } });
    expect(await put(area([ring.slice(1).concat([[1, 1]])]))).toMatchObject({ status: 422, body: { errors: [{ path: 'area.coordinates' }] } });
    expect(await put(area([ring, ring]))).toMatchObject({ status: 422 });
    expect(await put(area([ring]))).toMatchObject({ status: 201 });
    expect(await administrator.get('/api/v1/grids/at?region=341002004&lat=29.702&lng=118.339')).toMatchObject({ status: 200, body: { grid: { code: 'laojie-grid-9' } } });
    expect(await administrator.get('/api/v1/grids/at?region=341002004&lat=29.709&lng=118.331')).toMatchObject({ status: 422 });
  });
});

test('督办 runs all the way: a working day after the due time the supervisor has a step', async () => {
  const { workflowId: id } = await tunxi.dispatches(2);
  await tunxi.comesToRung(id, 'handle.exposedRubbish', 'supervise', -hour);
  expect(await tunxi.has(id, 'superviseClock')).toBe(false);
  await tunxi.comesToRung(id, 'handle.exposedRubbish', 'supervise', 1);
  expect(await tunxi.step(id, 'superviseClock')).toMatchObject({ unit: 'tunxi', status: 'offered' });
});
