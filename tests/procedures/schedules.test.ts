import { isDeepStrictEqual } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Occasion, Schedule } from '../../contracts/api/schedules.ts';
import type { CaseView } from '../../contracts/api/cases.ts';
import { createEngine } from '../../api/engine/engine.ts';
import { makeSchedule } from '../../api/schedules/service.ts';
import { reconcileSchedules } from '../../api/schedules/arrange.ts';
import { shift } from '../../api/schedules/occasions.ts';
import { dayOf } from '../../api/clocks/calendar.ts';
import { exampleOfficers as officers } from '../../prisma/seed/example/officers.ts';
import { eventually } from '../rig/eventually.ts';
import { System, type Person } from '../rig/system.ts';

let system: System;
let coordinator: Person;
let stranger: Person;
let handler: Person;

beforeAll(async () => {
  system = await System.start();
  coordinator = await system.as('chizhou-coordinator');
  stranger = await system.as('tunxi-coordinator');
  handler = await system.as('chizhou-service-1');
});
afterAll(() => system.stop());

const today = dayOf(new Date().toISOString());
const tomorrow = shift(today, 1);
const on = (weekday: number) => ({ kind: 'weekly', weekday }) as const;
const weekdayOf = (day: string) => new Date(`${day}T00:00:00Z`).getUTCDay() || 7;

/** 池州经开区: every Friday the service centre sits in 平天湖社区. */
function everyFriday(changes: Record<string, unknown> = {}) {
  return {
    procedure: 'serviceDay',
    region: '341702402',
    title: '平天湖社区坐班日',
    recurrence: on(5),
    opensAt: '09:00',
    closesAt: '11:30',
    leadDays: 3,
    onHoliday: 'skip',
    until: '2099-12-31',
    matter: { community: 'pingtianhu-community', units: ['chizhou-etdz-service', 'chizhou-etdz-market'], supervisor: 'chizhou-etdz' },
    ...changes,
  };
}

async function make(changes: Record<string, unknown> = {}): Promise<Schedule> {
  const { status, body } = await coordinator.post<Schedule>('/api/v1/schedules', everyFriday(changes));
  expect({ status, body }).toMatchObject({ status: 201 });
  return body;
}

function inEngine(id: string) {
  return system.engine.client('general').schedule.getHandle(id);
}

/** Has the engine start what it would have started at seven, three days before a day. */
async function startAsIfFor(id: string, day: string): Promise<string> {
  const at = new Date(`${shift(day, -3)}T07:00:00+08:00`);
  await inEngine(id).backfill({ start: new Date(at.getTime() - 60_000), end: new Date(at.getTime() + 60_000), overlap: 'ALLOW_ALL' });
  return `${id}-${at.toISOString().replace('.000Z', 'Z')}`;
}

async function resultOf(workflowId: string): Promise<unknown> {
  return eventually(async () => {
    const [run] = await Array.fromAsync(system.engine.client('general').workflow.list({ query: `WorkflowId = '${workflowId}'` }));
    if (run === undefined || run.status.name === 'RUNNING') return undefined;
    return system.handle('general', workflowId).result();
  });
}

async function openedAs(workflowId: string): Promise<CaseView> {
  return eventually(async () => {
    const { status, body } = await coordinator.get<CaseView>(`/api/v1/cases/${encodeURIComponent(workflowId)}`);
    return status === 200 ? body : undefined;
  });
}

async function occasionsOf(id: string, query: string): Promise<Occasion[]> {
  const { body } = await coordinator.get<{ items: Occasion[] }>(`/api/v1/schedules/${id}/occasions?${query}`);
  return body.items;
}

describe('a schedule is refused', () => {
  test('to whoever is not signed in, or no coordinator', async () => {
    expect(await system.outsider().post('/api/v1/schedules', everyFriday())).toMatchObject({ status: 401 });
    expect(await handler.post('/api/v1/schedules', everyFriday())).toMatchObject({ status: 403, body: { code: 'forbidden' } });
  });

  test.each([
    ['without an end of term', { until: undefined }, 'until'],
    ['on an eighth weekday', { recurrence: on(8) }, 'recurrence.weekday'],
    ['on a day that not every month has', { recurrence: { kind: 'monthly', day: 29 } }, 'recurrence.day'],
    ['of an unknown recurrence', { recurrence: { kind: 'hourly' } }, 'recurrence.kind'],
    ['of a month whose case would come in the month before', { recurrence: { kind: 'monthly', day: 3 } }, 'leadDays'],
    ['of a procedure that no schedule opens', { procedure: 'assistedFiling' }, 'procedure'],
    ['that closes before it opens', { opensAt: '11:30', closesAt: '09:00' }, 'closesAt'],
    ['with a time of day that there is not', { closesAt: '24:00' }, 'closesAt'],
    ['whose case would come after the opening', { leadDays: 0, opensAt: '07:30' }, 'opensAt'],
    ['with a unit twice', { matter: { ...everyFriday().matter, units: ['jiuhua-bank', 'jiuhua-bank'] } }, 'matter.units'],
    ['without a unit', { matter: { ...everyFriday().matter, units: [] } }, 'matter.units'],
    ['with a field that nobody knows', { hour: 9 }, 'hour'],
  ])('%s', async (_, changes, path) => {
    const { status, body } = await coordinator.post<{ code: string; errors: Array<{ path: string }> }>('/api/v1/schedules', everyFriday(changes));
    expect({ status, code: body.code, paths: body.errors.map((error) => error.path) }).toEqual({ status: 422, code: 'invalid-fields', paths: [path] });
  });

  test.each([
    ['of an unknown unit', { matter: { ...everyFriday().matter, units: ['nobody'] } }, 422, 'unknown-unit'],
    ['of an unknown region', { region: '341702999' }, 422, 'unknown-region'],
    ['of another region', { region: '341002004' }, 403, 'forbidden'],
    ['that has ended before it began', { until: shift(today, -1) }, 422, 'date-in-the-past'],
  ])('%s', async (_, changes, status, code) => {
    expect(await coordinator.post('/api/v1/schedules', everyFriday(changes))).toMatchObject({ status, body: { code } });
    expect(await system.db.schedule.count({ where: { title: '平天湖社区坐班日' } })).toBe(0);
  });
});

test('a procedure says what a schedule of it carries', async () => {
  const routineOf = async (name: string) => (await coordinator.get<{ routine: { required: string[] } | null }>(`/api/v1/procedures/${name}`)).body.routine;
  expect((await routineOf('serviceDay'))?.required).toEqual(['community', 'units', 'supervisor']);
  expect((await routineOf('patrol'))?.required).toContain('route');
  expect(await routineOf('assistedFiling')).toBeNull();
});

describe('a schedule and the engine', () => {
  test('a key makes one schedule, and the engine has it; another request under the key is refused', async () => {
    const made = await coordinator.post<Schedule>('/api/v1/schedules', everyFriday(), 'friday-in-pingtianhu');
    const again = await coordinator.post<Schedule>('/api/v1/schedules', everyFriday(), 'friday-in-pingtianhu');
    expect(again).toMatchObject({ status: 201, body: { id: made.body.id } });
    expect(await coordinator.post('/api/v1/schedules', everyFriday({ recurrence: on(4) }), 'friday-in-pingtianhu')).toMatchObject({
      status: 409,
      body: { code: 'key-reused' },
    });
    expect(made.body).toMatchObject({ coordinator: 'chizhou-etdz-service', active: true, next: { caseNo: null } });

    const { spec, policies, action, state } = await inEngine(made.body.id).describe();
    expect(spec).toMatchObject({ timezone: 'Asia/Shanghai', calendars: [{ dayOfWeek: [{ start: 'TUESDAY' }], hour: [{ start: 7 }] }] });
    expect(policies).toMatchObject({ overlap: 'ALLOW_ALL', catchupWindow: 7 * 86_400_000 });
    expect(action).toMatchObject({ workflowType: 'serviceDay', args: [{ schedule: made.body.id }] });
    expect(state).toMatchObject({ paused: false });
    expect(await coordinator.get('/api/v1/schedules?region=341702&active=true')).toMatchObject({
      body: { items: expect.arrayContaining([expect.objectContaining({ id: made.body.id })]) },
    });
  });

  test('every day and every month are told to the engine in its own words', async () => {
    const calendars = async (changes: Record<string, unknown>) => (await inEngine((await make(changes)).id).describe()).spec.calendars;
    const anyDay = { dayOfWeek: [{ start: 'SUNDAY', end: 'SATURDAY' }] };
    expect(await calendars({ recurrence: { kind: 'daily' } })).toMatchObject([{ ...anyDay, dayOfMonth: [{ start: 1, end: 31 }], hour: [{ start: 7 }] }]);
    expect(await calendars({ recurrence: { kind: 'monthly', day: 8 } })).toMatchObject([{ ...anyDay, dayOfMonth: [{ start: 5 }], hour: [{ start: 7 }] }]);
  });

  test('changes and stops reach the engine; somebody else’s schedule is left alone', async () => {
    const { id } = await make();
    const change = (who: Person, body: unknown) => who.send('PUT', `/api/v1/schedules/${id}`, body);
    expect(await change(stranger, everyFriday({ recurrence: on(1) }))).toMatchObject({ status: 403, body: { code: 'forbidden' } });
    expect(await stranger.send('DELETE', `/api/v1/schedules/${id}`)).toMatchObject({ status: 403 });
    expect(await stranger.post(`/api/v1/schedules/${id}/trigger`, undefined)).toMatchObject({ status: 403 });
    expect(await change(coordinator, everyFriday({ until: shift(today, -1) }))).toMatchObject({ status: 422 });

    expect(await change(coordinator, everyFriday({ recurrence: on(1), opensAt: '14:30', closesAt: '17:00' }))).toMatchObject({ status: 200, body: { recurrence: on(1) } });
    expect(await inEngine(id).describe()).toMatchObject({ spec: { calendars: [{ dayOfWeek: [{ start: 'FRIDAY' }] }] } });

    expect(await change(coordinator, everyFriday({ active: false }))).toMatchObject({ status: 200, body: { active: false, next: null } });
    expect(await inEngine(id).describe()).toMatchObject({ state: { paused: true } });
    expect(await coordinator.post(`/api/v1/schedules/${id}/trigger`, undefined)).toMatchObject({ status: 409, body: { code: 'conflict' } });

    expect(await coordinator.send('DELETE', `/api/v1/schedules/${id}`)).toMatchObject({ status: 204 });
    await expect(inEngine(id).describe()).rejects.toThrow('not found');
    expect(await coordinator.get(`/api/v1/schedules/${id}`)).toMatchObject({ status: 404, body: { code: 'not-found' } });
  });

  test('what was interrupted before the engine had it is repaired by the same request', async () => {
    const nowhere = createEngine('127.0.0.1:1');
    const actor = { officer: officers.chizhouCoordinator.id, unit: 'chizhou-etdz-service', region: '341702' };
    const body = { ...everyFriday(), onHoliday: 'skip', active: true } as const;
    const whileAway = makeSchedule({ ...system.deps, engine: nowhere }, actor as Parameters<typeof makeSchedule>[1], 'interrupted-1', body);
    await expect(whileAway).rejects.toMatchObject({ code: 'engine-unavailable' });
    await nowhere.close();

    const again = await makeSchedule(system.deps, actor as Parameters<typeof makeSchedule>[1], 'interrupted-1', body);
    expect(await inEngine(again.id).describe()).toMatchObject({ state: { paused: false } });
  });

  test('what differs is put right when the API starts, and nothing else is touched', async () => {
    const { id } = await make();
    const lost = await make();
    const orphan = await make();
    await inEngine(lost.id).delete();
    await system.db.schedule.delete({ where: { id: orphan.id } });
    await system.db.schedule.update({ where: { id }, data: { recurrence: on(3), updatedAt: new Date() } });

    const differing = () => reconcileSchedules(system.deps);
    await eventually(async () => ((await differing()).length === 0 ? true : undefined));
    expect(await inEngine(id).describe()).toMatchObject({ spec: { calendars: [{ dayOfWeek: [{ start: 'SUNDAY' }] }] } });
    expect(await inEngine(lost.id).describe()).toMatchObject({ action: { workflowType: 'serviceDay' } });
    await expect(inEngine(orphan.id).describe()).rejects.toThrow('not found');
  });
});

describe('the calendar', () => {
  test('1 October moves or skips, the worked Saturday of 10 October is held', async () => {
    const skipping = await make();
    expect(await occasionsOf(skipping.id, 'from=2026-09-28&limit=2')).toMatchObject([
      { planned: '2026-10-02', day: null, why: { zh: '2026-10-02 非工作日,不开展' } },
      { planned: '2026-10-09', day: '2026-10-09', why: null, opensAt: '2026-10-09T01:00:00.000Z' },
    ]);
    const moving = await make({ onHoliday: 'nextWorkday' });
    expect(await occasionsOf(moving.id, 'from=2026-09-28&limit=2')).toMatchObject([
      { planned: '2026-09-25', day: '2026-09-28', why: { zh: '2026-09-25 非工作日,顺延至下一工作日 2026-09-28' } },
      { planned: '2026-10-02', day: '2026-10-08' },
    ]);
    const saturdays = await make({ recurrence: on(6) });
    expect(await occasionsOf(saturdays.id, 'from=2026-10-05&limit=2')).toMatchObject([{ day: '2026-10-10' }, { day: null }]);
  });

  test('an occasion that is skipped leaves a trace in the engine', async () => {
    const { id } = await make();
    const onHoliday = await startAsIfFor(id, '2026-10-02');
    expect(await resultOf(onHoliday)).toEqual({
      status: 'skipped',
      why: { zh: '2026-10-02 非工作日,不开展', en: '2026-10-02 is no working day: skipped' },
    });
    const past = await startAsIfFor(id, '2026-10-09');
    expect(await resultOf(past)).toMatchObject({ status: 'skipped', why: { zh: '2026-10-09 已过' } });
    expect(await system.db.opening.count({ where: { key: { startsWith: `${id}:2026-10` } } })).toBe(0);
  });

  test('a day off that lies ahead moves the sit-in to the next working day', async () => {
    const friday = shift(today, 12 - weekdayOf(today));
    const year = Number(friday.slice(0, 4));
    await system.db.calendarYear.upsert({
      where: { year },
      create: { year, source: '测试用放假安排', publishedAt: new Date() },
      update: { revision: { increment: 1 } },
    });
    const off = (day: string, isWorkday: boolean) => ({ day: new Date(`${day}T00:00:00Z`), isWorkday, name: '测试' });
    const days = [off(friday, false), off(shift(friday, 1), false), off(shift(friday, 2), false), off(shift(friday, 3), true)];
    await system.db.calendarDay.deleteMany({ where: { day: { in: days.map(({ day }) => day) } } });
    await system.db.calendarDay.createMany({ data: days });

    const { id } = await make({ onHoliday: 'nextWorkday' });
    const workflowId = await startAsIfFor(id, friday);
    expect(await openedAs(workflowId)).toMatchObject({ title: `平天湖社区坐班日 ${shift(friday, 3)}`, serviceDay: shift(friday, 3), source: 'schedule' });
  });
});

describe('the case of an occasion', () => {
  test('whose time to open is past when the schedule is made is opened at once, and only once', async () => {
    const { id } = await make({ recurrence: on(weekdayOf(tomorrow)), onHoliday: 'hold' });
    const workflowId = await startAsIfFor(id, tomorrow);
    const view = await openedAs(workflowId);
    expect(view).toMatchObject({ title: `平天湖社区坐班日 ${tomorrow}`, stage: { name: 'roster' }, coordinator: 'chizhou-etdz-service' });
    expect(await occasionsOf(id, 'limit=1')).toMatchObject([{ day: tomorrow, caseNo: view.caseNo, caseOpensAt: null }]);
    expect(await system.db.opening.count({ where: { key: { startsWith: id } } })).toBe(1);
  });

  test('can be opened ahead of time: the next one, once for a key, and not again when its time comes', async () => {
    const { id } = await make({ recurrence: on(weekdayOf(today)), onHoliday: 'hold', closesAt: '23:59', opensAt: '23:58' });
    const first = await eventually(async () => (await occasionsOf(id, 'limit=1'))[0]?.caseNo ?? undefined);
    const ahead = await coordinator.post<{ caseNo: string; workflowId: string }>(`/api/v1/schedules/${id}/trigger`, undefined, 'ahead-of-time');
    expect(ahead).toMatchObject({ status: 201 });
    expect(ahead.body.caseNo).not.toBe(first);
    expect(await coordinator.post(`/api/v1/schedules/${id}/trigger`, undefined, 'ahead-of-time')).toMatchObject({ body: { caseNo: ahead.body.caseNo } });
    const [, next, later] = await occasionsOf(id, 'limit=3');
    expect(next).toMatchObject({ day: shift(today, 7), caseNo: ahead.body.caseNo, caseOpensAt: null });
    expect(later).toMatchObject({ caseNo: null, caseOpensAt: expect.any(String) });

    expect(await startAsIfFor(id, shift(today, 7))).toBe(ahead.body.workflowId);
    await coordinator.post(`/api/v1/cases/${encodeURIComponent(ahead.body.caseNo)}/withdraw`, { reason: '社区停电,改期' });
    await startAsIfFor(id, shift(today, 7));
    await eventually(async () => {
      const latest = await resultOf(ahead.body.workflowId);
      return isDeepStrictEqual(latest, { status: 'skipped', why: { zh: `已立案 ${ahead.body.caseNo}`, en: `opened already as ${ahead.body.caseNo}` } }) || undefined;
    });
    expect((await occasionsOf(id, 'limit=2'))[1]).toMatchObject({ caseNo: ahead.body.caseNo });
  });

  test('is not opened for a schedule that was removed', async () => {
    const { id } = await make();
    await system.db.schedule.delete({ where: { id } });
    const workflowId = await startAsIfFor(id, shift(today, 14 - weekdayOf(today) + 5));
    expect(await resultOf(workflowId)).toMatchObject({ status: 'skipped', why: { zh: '日程已删除' } });
  });
});
