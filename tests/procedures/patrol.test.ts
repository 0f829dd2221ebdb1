import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Coverage, Schedule } from '../../contracts/api/schedules.ts';
import type { CaseView } from '../../contracts/api/cases.ts';
import { eventually } from '../rig/eventually.ts';
import { Laojie, at, evening, everyEvening, oneEvening, walked } from '../rig/laojie.ts';
import { System } from '../rig/system.ts';

let system: System;
let laojie: Laojie;

beforeAll(async () => {
  system = await System.start();
  laojie = await Laojie.of(system);
});
afterAll(() => system.stop());

const minute = 60_000;
const hazard = { checkPoint: 'tea-lane', kind: 'passage' };
const reported = { category: 'blocked-fire-exit', title: '消防通道被占', description: '示例·某店门前堆放货物' };

/** An evening whose first round has begun. */
async function sixOClock() {
  const opened = await laojie.opens(oneEvening());
  await laojie.comesTo(opened.workflowId, at('18:05'));
  return opened;
}

describe('a schedule of patrols is refused', () => {
  test.each([
    ['with a round after its end', { matter: { rounds: ['18:00', '22:00'] } }, 'matter.rounds'],
    ['with a round twice', { matter: { rounds: ['18:00', '18:00'] } }, 'matter.rounds'],
    ['with a check point twice', { matter: { route: [{ id: 'archway', name: '牌坊' }, { id: 'archway', name: '牌坊' }] } }, 'matter.route'],
    ['without a route', { matter: { route: [] } }, 'matter.route'],
    ['without an end of term', { until: undefined }, 'until'],
  ])('%s', async (_, changes, path) => {
    const { status, body } = await laojie.coordinator.post<{ code: string; errors: Array<{ path: string }> }>('/api/v1/schedules', everyEvening(changes));
    expect({ status, code: body.code, paths: body.errors.map((error) => error.path) }).toEqual({ status: 422, code: 'invalid-fields', paths: [path] });
  });

  test('by somebody who is no coordinator, or of an unknown unit', async () => {
    expect(await laojie.secretary.post('/api/v1/schedules', everyEvening())).toMatchObject({ status: 403 });
    expect(await laojie.coordinator.post('/api/v1/schedules', everyEvening({ matter: { patroller: 'nobody' } }))).toMatchObject({
      status: 422,
      body: { code: 'unknown-unit' },
    });
  });
});

describe('a round is refused', () => {
  test('before it begins, and to who does not patrol', async () => {
    const { workflowId } = await laojie.opens(oneEvening());
    expect(await laojie.tries(laojie.secretary, workflowId, 'steps/round/complete', walked(at('18:00')))).toMatchObject({ status: 404, body: { code: 'no-such-step' } });
    await laojie.comesTo(workflowId, at('18:05'));
    expect(await laojie.tries(laojie.volunteer, workflowId, 'steps/round/complete', walked(at('18:00')))).toMatchObject({ status: 404 });
    await laojie.does(laojie.coordinator, workflowId, 'withdraw', { reason: '暴雨停巡' });
  });

  test('with a check point that is missing, named twice, not on the route, or visited at another time', async () => {
    const { workflowId } = await sixOClock();
    const [archway, teaLane, shops] = walked(at('18:00')).visited;
    const cases: Array<[Record<string, unknown>, string]> = [
      [{ visited: [archway, teaLane] }, 'inkstone-shops'],
      [{ omitted: [{ checkPoint: 'archway', reason: '施工围挡' }] }, 'archway'],
      [{ visited: [archway, teaLane, shops, { ...archway, checkPoint: 'river' }] }, 'river'],
      [{ hazards: [{ ...hazard, checkPoint: 'river' }] }, 'river'],
      [{ visited: [archway, teaLane, { ...shops, at: at('17:59') }] }, 'inkstone-shops'],
      [{ visited: [archway, teaLane, { ...shops, at: at('18:30') }] }, 'inkstone-shops'],
    ];
    for (const [changes, told] of cases) {
      const refused = await laojie.tries(laojie.secretary, workflowId, 'steps/round/complete', walked(at('18:00'), changes));
      expect(refused).toMatchObject({ status: 422, body: { code: 'wrong-form', zh: expect.stringContaining(told), en: expect.stringContaining(told) } });
    }
    const unreasoned = walked(at('18:00'), { visited: [archway, teaLane], omitted: [{ checkPoint: 'inkstone-shops' }] });
    expect(await laojie.tries(laojie.secretary, workflowId, 'steps/round/complete', unreasoned)).toMatchObject({
      status: 422,
      body: { errors: [{ path: 'omitted[0].reason' }] },
    });
    expect(await laojie.step(workflowId, 'round')).toMatchObject({ status: 'offered' });
  });
});

describe('the page: at six in the evening the watchman walks the old street', () => {
  test('round after round, to the end of the evening', async () => {
    const { workflowId } = await sixOClock();
    const [archway, teaLane] = walked(at('18:00')).visited;
    await laojie.completes(laojie.secretary, workflowId, 'round', {
      visited: [archway, teaLane],
      omitted: [{ checkPoint: 'inkstone-shops', reason: '示例·某户办喜事,通道暂封' }],
    });
    expect(await laojie.has(workflowId, 'round-2')).toBe(false);
    await laojie.comesTo(workflowId, at('20:10'));
    await laojie.completes(laojie.secretary, workflowId, 'round-2', walked(at('20:00')));
    await laojie.comesTo(workflowId, at('21:55'));
    expect(await laojie.sees(workflowId)).toMatchObject({ status: 'open', next: [{ what: { zh: '当晚巡查结束' } }] });
    await laojie.comesTo(workflowId, at('22:00'));
    expect(await laojie.sees(workflowId)).toMatchObject({ status: 'closed', outcome: 'walked' });
  });

  test('what he finds becomes an event of the grid with one request, once, and the patrol knows its number', async () => {
    const { caseNo, workflowId } = await sixOClock();
    await laojie.completes(laojie.secretary, workflowId, 'round', walked(at('18:00'), { hazards: [hazard] }));
    expect(await laojie.step(workflowId, 'reportHazard')).toMatchObject({ unit: 'laojie-merchants', about: 'tea-lane passage', status: 'offered' });

    const path = 'steps/reportHazard/complete';
    expect(await laojie.tries(laojie.secretary, workflowId, path, { ...reported, category: 'no-such-category' })).toMatchObject({ status: 422 });
    expect(await system.db.opening.count({ where: { procedure: 'gridEvent' } })).toBe(0);

    const send = () => laojie.secretary.post(`/api/v1/cases/${workflowId}/${path}`, reported, 'hazard-in-tea-lane');
    expect(await send()).toMatchObject({ status: 200 });
    expect(await send()).toMatchObject({ status: 200 });
    const opened = await eventually(async () => {
      const { timeline } = await laojie.sees(workflowId);
      return timeline.find(({ kind }) => kind === 'caseOpened');
    });
    expect(opened).toMatchObject({ step: 'reportHazard', data: { caseNo: expect.stringMatching(/^屯网〔/) } });
    const event = await laojie.sees(encodeURIComponent(String(opened.data['caseNo'])));
    expect(event).toMatchObject({ procedure: { name: 'gridEvent' }, title: '消防通道被占', partOf: caseNo, source: 'related', matter: { category: 'blocked-fire-exit', grid: 'laojie-grid-1' } });
    expect(await system.db.opening.count({ where: { procedure: 'gridEvent' } })).toBe(1);
    const { body } = await laojie.coordinator.get<{ items: unknown[] }>(`/api/v1/cases?partOf=${encodeURIComponent(caseNo)}`);
    expect(body.items).toHaveLength(1);

    for (const id of [workflowId, event.workflowId]) {
      const history = readable(await system.handle('general', id).fetchHistory());
      expect([history.includes('blocked-fire-exit'), history.includes('消防通道被占'), history.includes('示例·某店')]).toEqual([true, false, false]);
    }
  });

  test('the evening is not over before what was found is reported', async () => {
    const { workflowId } = await sixOClock();
    await laojie.completes(laojie.secretary, workflowId, 'round', walked(at('18:00'), { hazards: [hazard] }));
    await laojie.comesTo(workflowId, at('22:10'));
    expect(await laojie.sees(workflowId)).toMatchObject({ status: 'open' });
    await laojie.completes(laojie.secretary, workflowId, 'reportHazard', reported);
    await system.handle('general', workflowId).result();
    expect(await laojie.sees(workflowId)).toMatchObject({ status: 'closed', outcome: 'walkedInPart' });
  });
});

describe('a round that nobody walks', () => {
  test('is nothing at fifty-nine minutes, and told to the supervisor at sixty-one: the same evening', async () => {
    const { caseNo, workflowId } = await sixOClock();
    await laojie.comesTo(workflowId, Date.parse(at('19:00')) - minute);
    expect(await laojie.told(caseNo, 'noShow')).toEqual([]);
    await laojie.comesTo(workflowId, Date.parse(at('19:00')) + minute);
    expect((await laojie.told(caseNo, 'noShow')).toSorted()).toEqual(
      expect.arrayContaining([laojie.supervisor.officer, laojie.coordinator.officer].toSorted()),
    );
    expect(await laojie.sees(workflowId)).toMatchObject({ status: 'open' });

    await laojie.completes(laojie.coordinator, workflowId, 'nameSubstitute', { unit: 'laojie-volunteers', reason: '书记外出' });
    await laojie.completes(laojie.volunteer, workflowId, 'round-2', walked(at('18:50'), { hazards: [hazard] }));
    expect(await laojie.step(workflowId, 'reportHazard')).toMatchObject({ unit: 'laojie-volunteers' });
    await laojie.completes(laojie.volunteer, workflowId, 'reportHazard', reported);
    await laojie.comesTo(workflowId, at('20:05'));
    await laojie.completes(laojie.secretary, workflowId, 'round-3', walked(at('20:00')));
    await laojie.comesTo(workflowId, at('22:00'));
    expect(await laojie.sees(workflowId)).toMatchObject({ status: 'closed', outcome: 'walked' });
  });

  test('does not end the evening: the next one is expected all the same', async () => {
    const { workflowId } = await sixOClock();
    await laojie.comesTo(workflowId, at('20:05'));
    await laojie.completes(laojie.secretary, workflowId, 'round-2', walked(at('20:00')));
    await laojie.comesTo(workflowId, at('22:00'));
    expect(await laojie.sees(workflowId)).toMatchObject({ status: 'closed', outcome: 'walkedInPart' });
  });
});

describe('evening after evening', () => {
  test('the daily schedule opens a case for each, and the coverage counts the rounds', async () => {
    const made = await laojie.coordinator.post<Schedule>('/api/v1/schedules', everyEvening());
    expect(made).toMatchObject({ status: 201 });
    const { id } = made.body;
    const opened = await openedAfterToday(id);
    const view = await laojie.sees(encodeURIComponent(opened.workflowId));
    const { day } = view.matter as { day: string };
    expect(view.matter).toMatchObject({ rounds: [new Date(at('18:00', day)).toISOString(), new Date(at('20:00', day)).toISOString()] });

    const before = await coverageOf(id, day);
    expect(before).toMatchObject({ done: 0, missed: 0, notOpened: 0 });
    expect(before.planned).toBe(before.toCome);
    await laojie.comesTo(opened.workflowId, at('18:05', day));
    await laojie.completes(laojie.secretary, encodeURIComponent(opened.workflowId), 'round', walked(at('18:00', day)));
    expect(await coverageOf(id, day)).toEqual({ ...before, done: 1, toCome: before.toCome - 1 });
    await laojie.comesTo(opened.workflowId, at('22:05', day));
    await system.handle('general', opened.workflowId).result();
    expect(await coverageOf(id, day)).toEqual({ ...before, done: 1, missed: 1, toCome: before.toCome - 2 });
    expect(await laojie.sees(encodeURIComponent(opened.workflowId))).toMatchObject({ outcome: 'walkedInPart' });
  });

  test('a coverage of too many months, or of months the wrong way round, is refused', async () => {
    const { body } = await laojie.coordinator.post<Schedule>('/api/v1/schedules', everyEvening({ active: false }));
    const path = `/api/v1/schedules/${body.id}/coverage`;
    expect(await laojie.coordinator.get(`${path}?from=2026-01&to=2027-02`)).toMatchObject({ status: 422, body: { errors: [{ path: 'to' }] } });
    expect(await laojie.coordinator.get(`${path}?from=2026-02&to=2026-01`)).toMatchObject({ status: 422, body: { errors: [{ path: 'to' }] } });
    expect(await laojie.coordinator.get(`${path}?from=2026-13`)).toMatchObject({ status: 422, body: { errors: [{ path: 'from' }] } });
    expect(await laojie.coordinator.get('/api/v1/schedules/patrol-341002-00000000/coverage')).toMatchObject({ status: 404 });
  });
});

/** The case of an evening that has not begun, whatever the hour at which the test is run. */
async function openedAfterToday(id: string): Promise<{ workflowId: string }> {
  for (;;) {
    const { body } = await laojie.coordinator.post<{ workflowId: string }>(`/api/v1/schedules/${id}/trigger`, undefined);
    const { matter } = await laojie.sees(encodeURIComponent(body.workflowId));
    if ((matter as CaseView['matter'] & { day: string }).day >= evening) return body;
  }
}

/** A history with its payloads in plain text. */
function readable(history: unknown): string {
  return JSON.stringify(history).replaceAll(/"data":"([A-Za-z0-9+/=]+)"/g, (_, data: string) => Buffer.from(data, 'base64').toString());
}

async function coverageOf(id: string, day: string): Promise<Coverage['items'][number]> {
  const month = day.slice(0, 7);
  const { status, body } = await laojie.coordinator.get<Coverage>(`/api/v1/schedules/${id}/coverage?from=${month}&to=${month}`);
  expect({ status, duty: body.duty }).toMatchObject({ status: 200, duty: { zh: '巡查一轮' } });
  const [item] = body.items;
  if (item === undefined) throw new Error('no coverage');
  expect(item.planned).toBe(item.done + item.missed + item.cancelled + item.notOpened + item.toCome);
  return item;
}
