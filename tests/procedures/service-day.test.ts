import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Schedule } from '../../contracts/api/schedules.ts';
import { exampleOfficers as officers } from '../../prisma/seed/example/officers.ts';
import { Chizhou, filing, friday, sends, serviceDay, today, weekdayOf } from '../rig/chizhou.ts';
import { System } from '../rig/system.ts';

let system: System;
let chizhou: Chizhou;

beforeAll(async () => {
  system = await System.start();
  chizhou = await Chizhou.of(system);
});
afterAll(() => system.stop());

const at = (time: string) => `${friday}T${time}:00+08:00`;

/** A service day that has just opened, with the roster confirmed by both units. */
async function justOpened(changes: Record<string, unknown> = {}) {
  const day = await chizhou.opens(serviceDay(changes));
  await chizhou.completes(chizhou.window, day.workflowId, 'confirmRoster', sends('serviceHandlerOne'));
  await chizhou.completes(chizhou.market, day.workflowId, 'confirmRoster-2', sends('marketHandlerOne'));
  await chizhou.comesTo(day.workflowId, at('09:00'));
  return day;
}

describe('the page: every Friday staff come to the community', () => {
  test('the schedule opens the day ahead, the units name who comes and check in, the community reports', async () => {
    const made = await chizhou.coordinator.post<Schedule>('/api/v1/schedules', {
      ...serviceDaySchedule(),
      recurrence: { kind: 'weekly', weekday: weekdayOf(today) % 7 + 1 }, // tomorrow: whichever day the test is run
      onHoliday: 'hold',
    });
    expect(made).toMatchObject({ status: 201 });
    const opened = await chizhou.coordinator.post<{ workflowId: string }>(`/api/v1/schedules/${made.body.id}/trigger`, undefined);
    expect(opened).toMatchObject({ status: 201 });
    const id = encodeURIComponent(opened.body.workflowId);
    const view = await chizhou.sees(id);
    expect(view).toMatchObject({ stage: { label: { zh: '确认排班' } }, leadUnit: 'pingtianhu-community' });
    expect(view.next).toContainEqual(expect.objectContaining({ step: 'confirmRoster', unit: 'chizhou-etdz-service', act: 'remindOfficer' }));

    await chizhou.completes(chizhou.window, id, 'confirmRoster', sends('serviceHandlerOne'));
    await chizhou.completes(chizhou.market, id, 'confirmRoster-2', sends('marketHandlerOne'));
    const { opensAt, closesAt } = view.matter as { opensAt: string; closesAt: string };
    await chizhou.comesTo(opened.body.workflowId, opensAt);
    await chizhou.completes(chizhou.window, id, 'checkIn', sends('serviceHandlerOne'));
    await chizhou.completes(chizhou.market, id, 'checkIn-2', sends('marketHandlerOne'));
    expect(await chizhou.has(id, 'report')).toBe(false);

    await chizhou.comesTo(opened.body.workflowId, closesAt);
    await chizhou.completes(chizhou.community, id, 'report', { consultations: 16, note: '摊贩较多,下次增派一人' });
    expect(await chizhou.sees(id)).toMatchObject({ status: 'closed', outcome: 'held' });
    expect(await chizhou.has(id, 'nameSubstitute')).toBe(false);
  });

  test('the filings of the day are counted, not asked for', async () => {
    const { caseNo, workflowId } = await chizhou.opens(serviceDay());
    const path = `/api/v1/cases/${workflowId}/matters`;
    expect(await chizhou.community.get(path)).toMatchObject({ status: 200, body: { total: 0, items: [] } });
    const before = await chizhou.window.post('/api/v1/cases', filing({ serviceDay: '池服〔2022〕000099号' }));
    expect(before).toMatchObject({ status: 422, body: { code: 'invalid-fields', errors: [{ path: 'matter.serviceDay' }] } });

    await chizhou.leadsTo('file', filing({ serviceDay: caseNo }));
    const loan = await chizhou.opens(filing({ serviceDay: caseNo, item: 'small-loan' }), chizhou.window);
    await chizhou.does(chizhou.coordinator, loan.workflowId, 'withdraw', { reason: '申请人撤回' });
    expect(await chizhou.community.get(path)).toMatchObject({
      body: {
        total: 2,
        open: 1,
        items: [
          { item: 'individual-business-licence', name: { zh: '个体工商户设立登记' }, total: 1, open: 1 },
          { item: 'small-loan', total: 1, open: 0 },
        ],
      },
    });
    const { body } = await chizhou.coordinator.get<{ items: unknown[] }>(`/api/v1/cases?partOf=${encodeURIComponent(caseNo)}`);
    expect(body.items).toHaveLength(2);
  });
});

describe('what is refused', () => {
  test('a day whose times do not fit', async () => {
    const open = (changes: Record<string, unknown>) => chizhou.coordinator.post('/api/v1/cases', serviceDay(changes));
    expect(await open({ closesAt: at('08:00') })).toMatchObject({ status: 422, body: { errors: [{ path: 'matter.closesAt' }] } });
    expect(await open({ day: '2099-01-02' })).toMatchObject({ status: 422, body: { errors: [{ path: 'matter.day' }] } });
    expect(await open({ day: '2022-11-04', opensAt: '2022-11-04T09:00:00+08:00', closesAt: '2022-11-04T11:00:00+08:00' })).toMatchObject({
      status: 422,
      body: { code: 'date-in-the-past' },
    });
    expect(await chizhou.window.post('/api/v1/cases', serviceDay())).toMatchObject({ status: 403, body: { code: 'forbidden' } });
  });

  test('to name somebody of another unit, for another unit, or to check in before it opens or twice', async () => {
    const { workflowId: id } = await chizhou.opens(serviceDay());
    const { window, market } = chizhou;
    const confirm = 'steps/confirmRoster/complete';
    expect(await chizhou.tries(window, id, confirm, sends('marketHandlerOne'))).toMatchObject({ status: 422, body: { code: 'wrong-form' } });
    expect(await chizhou.tries(window, id, confirm, { ...sends('marketHandlerOne'), unit: 'chizhou-etdz-service' })).toMatchObject({
      status: 422,
      body: { code: 'invalid-fields', errors: [{ path: 'officer' }] },
    });
    expect(await chizhou.tries(market, id, confirm, sends('marketHandlerOne'))).toMatchObject({ status: 403, body: { code: 'not-your-step' } });
    expect(await chizhou.tries(window, id, 'steps/checkIn/complete', sends('serviceHandlerOne'))).toMatchObject({ status: 404, body: { code: 'no-such-step' } });

    await chizhou.comesTo(id, at('09:00'));
    await chizhou.completes(window, id, 'checkIn', sends('serviceHandlerOne'));
    expect(await chizhou.tries(window, id, 'steps/checkIn/complete', sends('serviceHandlerOne'))).toMatchObject({ status: 409, body: { code: 'step-not-open' } });
  });
});

describe('a roster that is not confirmed', () => {
  test('is withdrawn when the sit-in opens, and the coordinator learns of it; the unit is expected all the same', async () => {
    const { caseNo, workflowId: id } = await chizhou.opens(serviceDay());
    await chizhou.completes(chizhou.window, id, 'confirmRoster', sends('serviceHandlerOne'));
    await chizhou.comesTo(id, at('08:59'));
    expect(await chizhou.step(id, 'confirmRoster-2')).toMatchObject({ status: 'offered' });
    expect(await chizhou.told(caseNo, 'stepWithdrawn')).toEqual([]);

    await chizhou.comesTo(id, at('09:00'));
    expect(await chizhou.step(id, 'confirmRoster-2')).toMatchObject({ status: 'withdrawn', unit: 'chizhou-etdz-market' });
    expect(await chizhou.told(caseNo, 'stepWithdrawn')).toContain(officers.chizhouCoordinator.id);
    expect(await chizhou.step(id, 'checkIn-2')).toMatchObject({ status: 'offered', unit: 'chizhou-etdz-market' });
  });

  test('and was transferred: the other unit is expected', async () => {
    const { workflowId: id } = await chizhou.opens(serviceDay());
    await chizhou.does(chizhou.market, id, 'steps/confirmRoster-2/transfer', { to: 'jiuhua-bank', reason: '当日由银行派员' });
    await chizhou.completes(chizhou.bank, id, 'confirmRoster-2', sends('bankHandler'));
    await chizhou.comesTo(id, at('09:00'));
    expect(await chizhou.step(id, 'checkIn-2')).toMatchObject({ status: 'offered', unit: 'jiuhua-bank' });
  });
});

describe('who does not come', () => {
  test('is nothing at fourteen minutes, and a no-show at sixteen: the supervisor is told', async () => {
    const { caseNo, workflowId: id } = await justOpened();
    expect((await chizhou.sees(id)).next).toContainEqual(
      expect.objectContaining({ what: expect.objectContaining({ zh: '提醒经办人' }), step: 'checkIn' }),
    );
    await chizhou.completes(chizhou.window, id, 'checkIn', sends('serviceHandlerOne'));

    await chizhou.comesTo(id, at('09:14'));
    expect(await chizhou.step(id, 'checkIn-2')).toMatchObject({ status: 'offered' });
    expect(await chizhou.told(caseNo, 'noShow')).toEqual([]);
    expect((await chizhou.sees(id)).next[0]).toMatchObject({ what: { zh: '未按时到岗,记缺勤' }, step: 'checkIn-2' });

    await chizhou.comesTo(id, at('09:16'));
    expect(await chizhou.step(id, 'checkIn-2')).toMatchObject({ status: 'withdrawn' });
    expect(await chizhou.clock(id, 'checkIn-2.checkIn')).toMatchObject({ status: 'missed' });
    const told = await chizhou.told(caseNo, 'noShow');
    expect(told).toEqual(expect.arrayContaining([officers.chizhouSupervisor.id, officers.chizhouCoordinator.id]));
    expect(await chizhou.sees(id, chizhou.supervisor)).toMatchObject({ status: 'open' });
    expect(await chizhou.step(id, 'nameSubstitute')).toMatchObject({ unit: 'chizhou-etdz-service', status: 'offered', parent: 'checkIn-2' });
  });

  test('can be replaced before the clock runs out: nothing is missed, and the clock is not set back', async () => {
    const { caseNo, workflowId: id } = await justOpened();
    await chizhou.completes(chizhou.window, id, 'checkIn', sends('serviceHandlerOne'));
    const due = (await chizhou.clock(id, 'checkIn-2.checkIn')).plan?.dueAt;
    const substitute = { to: 'chizhou-etdz-hr', reason: '市监局来电,路上有事' };
    expect(await chizhou.tries(chizhou.market, id, 'steps/checkIn-2/substitute', substitute)).toMatchObject({ status: 403 });
    await chizhou.comesTo(id, at('09:10'));
    await chizhou.does(chizhou.coordinator, id, 'steps/checkIn-2/substitute', substitute);
    expect((await chizhou.clock(id, 'checkIn-2.checkIn')).plan?.dueAt).toBe(due);
    expect(await chizhou.tries(chizhou.market, id, 'steps/checkIn-2/complete', sends('marketHandlerOne'))).toMatchObject({ status: 403 });
    await chizhou.completes(chizhou.hr, id, 'checkIn-2', { ...sends('hrHandler'), substitute: true });

    await endsWith(id, 'held');
    expect(await chizhou.told(caseNo, 'noShow')).toEqual([]);
  });

  test('can be replaced afterwards by another unit, until the sit-in closes', async () => {
    const { workflowId: id } = await justOpened();
    await chizhou.completes(chizhou.window, id, 'checkIn', sends('serviceHandlerOne'));
    await chizhou.comesTo(id, at('09:16'));
    const named = { unit: 'jiuhua-bank', reason: '改由银行派员' };
    expect(await chizhou.tries(chizhou.supervisor, id, 'steps/nameSubstitute/complete', named)).toMatchObject({ status: 403, body: { code: 'not-your-step' } });
    expect(await chizhou.tries(chizhou.coordinator, id, 'steps/nameSubstitute/complete', { ...named, unit: 'nobody' })).toMatchObject({ status: 422, body: { code: 'unknown-unit' } });
    await chizhou.completes(chizhou.coordinator, id, 'nameSubstitute', named);
    expect(await chizhou.clock(id, 'checkIn-3.substituteCheckIn')).toMatchObject({ unit: 'jiuhua-bank', plan: { term: { amount: 60, unit: 'minute' } } });
    await chizhou.comesTo(id, at('10:00'));
    await chizhou.completes(chizhou.bank, id, 'checkIn-3', sends('bankHandler'));
    await endsWith(id, 'held');
  });

  test('and is only late, is named again and checks in', async () => {
    const { workflowId: id } = await justOpened();
    await chizhou.completes(chizhou.window, id, 'checkIn', sends('serviceHandlerOne'));
    await chizhou.comesTo(id, at('09:16'));
    expect(await chizhou.tries(chizhou.market, id, 'steps/checkIn-2/complete', sends('marketHandlerOne'))).toMatchObject({ status: 409, body: { code: 'step-not-open' } });
    await chizhou.completes(chizhou.coordinator, id, 'nameSubstitute', { unit: 'chizhou-etdz-market', reason: '堵车,二十分钟后到' });
    await chizhou.completes(chizhou.market, id, 'checkIn-3', sends('marketHandlerOne'));
    await endsWith(id, 'held');
  });

  test('and whose substitute does not come either, is told as well', async () => {
    const { workflowId: id } = await justOpened();
    await chizhou.completes(chizhou.window, id, 'checkIn', sends('serviceHandlerOne'));
    await chizhou.comesTo(id, at('09:16'));
    await chizhou.completes(chizhou.coordinator, id, 'nameSubstitute', { unit: 'jiuhua-bank', reason: '改由银行派员' });
    await endsWith(id, 'heldWithAbsence');
    const { timeline } = await chizhou.sees(id);
    expect(timeline.filter(({ kind }) => kind === 'noShow').map(({ data }) => data['unit'])).toEqual(['chizhou-etdz-market', 'jiuhua-bank']);
  });

  test.each([
    ['nobody is to come instead', { unit: null, reason: '无人可派' }],
    ['nobody says who comes instead', undefined],
  ])('while %s: the day is held with an absence', async (_, named) => {
    const { workflowId: id } = await justOpened();
    await chizhou.completes(chizhou.window, id, 'checkIn', sends('serviceHandlerOne'));
    await chizhou.comesTo(id, at('09:16'));
    if (named !== undefined) await chizhou.completes(chizhou.coordinator, id, 'nameSubstitute', named);
    await endsWith(id, 'heldWithAbsence');
  });

  test('is everybody: the day was not held', async () => {
    const { workflowId: id } = await justOpened();
    await endsWith(id, 'notHeld', 0);
  });
});

describe('a day that is paused', () => {
  test('does not open until it is resumed, and nobody is missed meanwhile', async () => {
    const { caseNo, workflowId: id } = await chizhou.opens(serviceDay());
    await chizhou.completes(chizhou.window, id, 'confirmRoster', sends('serviceHandlerOne'));
    await chizhou.does(chizhou.coordinator, id, 'pause', { reason: '台风停工' });
    await chizhou.comesTo(id, at('09:30'));
    expect(await chizhou.step(id, 'confirmRoster-2')).toMatchObject({ status: 'offered' });
    expect(await chizhou.has(id, 'checkIn')).toBe(false);
    expect(await chizhou.told(caseNo, 'noShow')).toEqual([]);

    await chizhou.does(chizhou.coordinator, id, 'resume', { reason: '台风已过' });
    expect(await chizhou.step(id, 'confirmRoster-2')).toMatchObject({ status: 'withdrawn' });
    expect(Date.parse((await chizhou.clock(id, 'checkIn-2.checkIn')).plan?.dueAt ?? '')).toBeGreaterThanOrEqual(Date.parse(at('09:45')));
    await chizhou.comesNear(id, 'checkIn-2.checkIn', -1);
    expect(await chizhou.told(caseNo, 'noShow')).toEqual([]);
    await chizhou.completes(chizhou.window, id, 'checkIn', sends('serviceHandlerOne'));
    await chizhou.completes(chizhou.market, id, 'checkIn-2', sends('marketHandlerOne'));
    await endsWith(id, 'held');
  });
});

describe('the report', () => {
  test('is due on the next working day: before it nothing is late, after it the supervisor steps in', async () => {
    const { workflowId: id } = await justOpened();
    await chizhou.completes(chizhou.window, id, 'checkIn', sends('serviceHandlerOne'));
    await chizhou.completes(chizhou.market, id, 'checkIn-2', sends('marketHandlerOne'));
    await chizhou.comesTo(id, at('11:29'));
    expect(await chizhou.has(id, 'report')).toBe(false);
    await chizhou.comesTo(id, at('11:30'));
    expect(await chizhou.step(id, 'report')).toMatchObject({ unit: 'pingtianhu-community', status: 'offered' });

    await chizhou.comesNear(id, 'report.report', -60);
    expect(await chizhou.clock(id, 'report.report')).toMatchObject({ light: 'yellow' });
    await chizhou.comesNear(id, 'report.report', 60);
    expect(await chizhou.clock(id, 'report.report')).toMatchObject({ light: 'red' });
    await chizhou.comesToRung(id, 'report.report', 'supervise', -60);
    expect(await chizhou.has(id, 'superviseClock')).toBe(false);
    await chizhou.comesToRung(id, 'report.report', 'supervise');
    expect(await chizhou.step(id, 'superviseClock')).toMatchObject({ unit: 'chizhou-etdz', parent: 'report' });
    await chizhou.completes(chizhou.community, id, 'report', { consultations: 3 });
    expect(await chizhou.sees(id)).toMatchObject({ status: 'closed', outcome: 'held' });
  });
});

/** Goes to the end of the day and has the community report. */
async function endsWith(id: string, outcome: string, consultations = 8): Promise<void> {
  await chizhou.comesTo(id, at('11:30'));
  await chizhou.completes(chizhou.community, id, 'report', { consultations });
  expect(await chizhou.sees(id)).toMatchObject({ status: 'closed', outcome });
  const { clocks, steps } = await chizhou.sees(id);
  expect(clocks.filter(({ status }) => status === 'running' || status === 'paused')).toEqual([]);
  expect(steps.filter(({ status }) => status === 'offered')).toEqual([]);
}

function serviceDaySchedule() {
  const { community, units, supervisor } = serviceDay().matter;
  return {
    procedure: 'serviceDay',
    region: '341702402',
    title: '平天湖社区坐班日',
    opensAt: '09:00',
    closesAt: '11:30',
    leadDays: 3,
    until: '2099-12-31',
    matter: { community, units, supervisor },
  };
}
