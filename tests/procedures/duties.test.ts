import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { CaseView } from '../../contracts/api/cases.ts';
import type { Duties, DutyOccasion } from '../../contracts/api/duties.ts';
import type { Coverage, Occasion, Schedule } from '../../contracts/api/schedules.ts';
import type { Actor } from '../../api/accounts/actor.ts';
import type { Database } from '../../api/database.ts';
import { listDuties } from '../../api/schedules/duties.ts';
import { shift } from '../../api/schedules/occasions.ts';
import { Chizhou, friday, sends, serviceDay, today, weekdayOf } from '../rig/chizhou.ts';
import { eventually } from '../rig/eventually.ts';
import { everyEvening } from '../rig/laojie.ts';
import { System, type Person } from '../rig/system.ts';

let system: System;
let chizhou: Chizhou;
let stranger: Person;

beforeAll(async () => {
  system = await System.start();
  chizhou = await Chizhou.of(system);
  stranger = await system.as('tunxi-coordinator');
});
afterAll(() => system.stop());

const on = (weekday: number) => ({ kind: 'weekly', weekday }) as const;
/** Three lead days before this day lie ahead: it has no case yet. */
const planned = shift(today, 5);

async function make(changes: Record<string, unknown> = {}): Promise<Schedule> {
  const { community, units, supervisor } = serviceDay().matter;
  const made = await chizhou.coordinator.post<Schedule>('/api/v1/schedules', {
    procedure: 'serviceDay',
    region: '341702402',
    title: '平天湖社区坐班日',
    recurrence: on(weekdayOf(planned)),
    opensAt: '09:00',
    closesAt: '11:30',
    leadDays: 3,
    onHoliday: 'hold',
    until: shift(today, 60),
    matter: { community, units, supervisor },
    ...changes,
  });
  expect(made).toMatchObject({ status: 201 });
  return made.body;
}

const change = (id: string, day: string | null, who = chizhou.coordinator, of = planned) =>
  who.send<Occasion>('PUT', `/api/v1/schedules/${id}/occasions/${of}`, { day, reason: '社区停电' });
const restore = (id: string, of = planned) => chizhou.coordinator.send<Occasion>('DELETE', `/api/v1/schedules/${id}/occasions/${of}`);

async function duties(query: string, who: Person = chizhou.coordinator): Promise<readonly DutyOccasion[]> {
  const answer = await who.get<Duties>(`/api/v1/duties?${query}`);
  expect(answer).toMatchObject({ status: 200, body: { left: 0 } });
  return answer.body.items;
}

async function occasionsOf(id: string, query: string): Promise<Occasion[]> {
  return (await chizhou.coordinator.get<{ items: Occasion[] }>(`/api/v1/schedules/${id}/occasions?${query}`)).body.items;
}

/** The case, as soon as its workflow has written it. */
function opened(caseNo: string): Promise<CaseView> {
  return eventually(async () => {
    const { status, body } = await chizhou.coordinator.get<CaseView>(`/api/v1/cases/${encodeURIComponent(caseNo)}`);
    return status === 200 ? body : undefined;
  });
}

/** Has the engine start what it would have started at seven, three days before a day. */
async function startAsIfFor(id: string, day: string): Promise<string> {
  const at = new Date(`${shift(day, -3)}T07:00:00+08:00`);
  const schedule = system.engine.client('general').schedule.getHandle(id);
  await schedule.backfill({ start: new Date(at.getTime() - 60_000), end: new Date(at.getTime() + 60_000), overlap: 'ALLOW_ALL' });
  return `${id}-${at.toISOString().replace('.000Z', 'Z')}`;
}

describe('one occasion', () => {
  test('is not moved by another unit, to the past, beyond the term, far off, onto another, or to where it is', async () => {
    const { id } = await make();
    expect(await change(id, shift(planned, 1), stranger)).toMatchObject({ status: 403, body: { code: 'forbidden' } });
    expect(await change(id, shift(planned, 1), chizhou.window)).toMatchObject({ status: 403 });
    expect(await change('serviceDay-341702-00000000', null)).toMatchObject({ status: 404 });
    expect(await change(id, shift(planned, 1), chizhou.coordinator, shift(planned, 1))).toMatchObject({ status: 404, body: { code: 'not-found' } });
    expect(await change(id, shift(today, -1))).toMatchObject({ status: 422, body: { code: 'date-in-the-past' } });
    expect(await change(id, null, chizhou.coordinator, shift(planned, -7))).toMatchObject({ status: 422, body: { code: 'date-in-the-past' } });
    const wrongDay = (zh: unknown) => ({ status: 422, body: { code: 'invalid-fields', errors: [{ path: 'day', zh }] } });
    expect(await change(id, shift(planned, 22))).toMatchObject(wrongDay('最多提前或推迟 21 日'));
    expect(await change(id, shift(planned, 7))).toMatchObject(wrongDay(`${shift(planned, 7)} 已有一次`));
    expect(await change(id, planned)).toMatchObject(wrongDay('该次本在此日开展'));
    const last = shift(planned, 49);
    expect(await change(id, shift(today, 61), chizhou.coordinator, last)).toMatchObject(wrongDay(`日程于 ${shift(today, 60)} 期满`));
    expect(await chizhou.coordinator.send('PUT', `/api/v1/schedules/${id}/occasions/${planned}`, { day: null })).toMatchObject({ status: 422, body: { errors: [{ path: 'reason' }] } });
    expect(await occasionsOf(id, 'limit=1')).toMatchObject([{ planned, day: planned, changed: null }]);
  });

  test('is moved to tomorrow: its case is opened at once, for the new day, and from then on it changes there', async () => {
    const { id } = await make();
    const tomorrow = shift(today, 1);
    expect(await change(id, tomorrow)).toMatchObject({ status: 200, body: { planned, day: tomorrow, why: { zh: `原定 ${planned},改至 ${tomorrow}:社区停电` }, changed: { reason: '社区停电' } } });
    const caseNo = await eventually(async () => (await occasionsOf(id, 'limit=1'))[0]?.caseNo ?? undefined);
    expect(await opened(caseNo)).toMatchObject({ title: `平天湖社区坐班日 ${tomorrow}`, matter: { day: tomorrow } });
    expect(await change(id, null)).toMatchObject({ status: 409, body: { code: 'conflict', zh: expect.stringContaining(`该次已立案 ${caseNo}`) } });
    expect(await restore(id)).toMatchObject({ status: 409 });

    const [moved, ghost] = [await duties(`from=${tomorrow}&to=${tomorrow}&schedule=${id}`), await duties(`from=${planned}&to=${planned}&schedule=${id}`)];
    expect(moved).toEqual(ghost);
    expect(moved).toMatchObject([{ planned, day: tomorrow, on: tomorrow, case: { caseNo }, duties: [{ state: 'toConfirm' }, { state: 'toConfirm' }] }]);
  });

  test('is moved to a later day: the engine opens nothing before the old one, and the case before the new one', async () => {
    const { id } = await make();
    const later = shift(planned, 2);
    expect(await change(id, later)).toMatchObject({ status: 200, body: { day: later, caseOpensAt: new Date(`${shift(later, -3)}T07:00:00+08:00`).toISOString() } });
    const early = await startAsIfFor(id, planned);
    const result = await eventually(async () => {
      const [run] = await Array.fromAsync(system.engine.client('general').workflow.list({ query: `WorkflowId = '${early}'` }));
      return run === undefined || run.status.name === 'RUNNING' ? undefined : system.handle('general', early).result();
    });
    expect(result).toMatchObject({ status: 'skipped', why: { zh: `原定 ${planned},改至 ${later}:社区停电` } });
    await startAsIfFor(id, later);
    const caseNo = await eventually(async () => (await occasionsOf(id, `from=${later}&limit=1`))[0]?.caseNo ?? undefined);
    expect(await opened(caseNo)).toMatchObject({ matter: { day: later } });
  });

  test('is left out with a reason and put back; other days, and the change lapses', async () => {
    const { id } = await make();
    expect(await change(id, null)).toMatchObject({ status: 200, body: { day: null, opensAt: null, caseOpensAt: null } });
    expect(await change(id, planned, chizhou.coordinator, shift(planned, 7))).toMatchObject({ status: 200, body: { day: planned } });
    expect(await restore(id)).toMatchObject({ status: 422, body: { errors: [{ path: 'day', zh: `${planned} 已有一次` }] } });
    expect(await restore(id, shift(planned, 7))).toMatchObject({ status: 200, body: { day: shift(planned, 7), changed: null } });
    expect(await restore(id)).toMatchObject({ status: 200, body: { day: planned, why: null } });

    await change(id, null);
    const { procedure, title, region, opensAt, closesAt, leadDays, onHoliday, until, active, matter } = await make();
    const body = { procedure, title, region, opensAt, closesAt, leadDays, onHoliday, until, active, matter };
    expect(await chizhou.coordinator.send('PUT', `/api/v1/schedules/${id}`, { ...body, recurrence: { kind: 'daily' } })).toMatchObject({ status: 200 });
    expect(await occasionsOf(id, `from=${planned}&limit=1`)).toMatchObject([{ day: planned, changed: null }]);
  });

  test('of a month stays in its month', async () => {
    const soon = shift(`${shift(today, 40).slice(0, 7)}-10`, 0);
    const { id } = await make({ recurrence: { kind: 'monthly', day: 10 }, until: shift(today, 90) });
    expect(await change(id, `${soon.slice(0, 7)}-12`, chizhou.coordinator, soon)).toMatchObject({ status: 200 });
    expect(await change(id, shift(`${soon.slice(0, 7)}-01`, -1), chizhou.coordinator, soon)).toMatchObject({ status: 422, body: { errors: [{ zh: '每月的日程须在当月开展' }] } });
  });
});

describe('the calendar of duties', () => {
  test('is refused for too many days, backwards, and to who works on no cases', async () => {
    expect(await chizhou.coordinator.get(`/api/v1/duties?from=${today}&to=${shift(today, 42)}`)).toMatchObject({ status: 422, body: { errors: [{ path: 'to', zh: '最多 42 日' }] } });
    expect(await chizhou.coordinator.get(`/api/v1/duties?from=${today}&to=${shift(today, -1)}`)).toMatchObject({ status: 422, body: { errors: [{ path: 'to' }] } });
    expect(await chizhou.coordinator.get('/api/v1/duties')).toMatchObject({ status: 422 });
    expect(await (await system.as('system-admin')).get(`/api/v1/duties?from=${today}&to=${today}`)).toMatchObject({ status: 403 });
    expect(await system.outsider().get(`/api/v1/duties?from=${today}&to=${today}`)).toMatchObject({ status: 401 });
  });

  test('tells who is to confirm, is expected, is there, is missing, and who comes instead', async () => {
    const at = (time: string) => `${friday}T${time}:00+08:00`;
    const { caseNo, workflowId: id } = await chizhou.opens(serviceDay());
    const mine = async (who?: Person) => (await duties(`from=${friday}&to=${friday}&procedure=serviceDay`, who)).find((each) => each.case?.caseNo === caseNo);
    const states = async () => (await mine())?.duties.map(({ state }) => state);
    expect(await mine()).toMatchObject({ schedule: null, on: friday, place: { code: 'pingtianhu-community', name: { zh: '平天湖社区' } }, duties: [{ unit: { name: { zh: '池州经开区政务服务中心' } }, state: 'toConfirm', fate: 'toCome' }, { state: 'toConfirm' }] });
    await chizhou.completes(chizhou.window, id, 'confirmRoster', sends('serviceHandlerOne'));
    expect((await mine())?.duties[0]).toMatchObject({ state: 'confirmed', officer: '示例·魏然' });
    await chizhou.comesTo(id, at('09:00'));
    expect(await states()).toEqual(['expected', 'expected']);
    await chizhou.completes(chizhou.window, id, 'checkIn', sends('serviceHandlerOne'));
    await chizhou.comesTo(id, at('09:16'));
    expect((await mine())?.duties).toMatchObject([{ state: 'present', fate: 'done' }, { state: 'noShow', substitute: null, asked: { step: 'nameSubstitute', dueAt: expect.any(String) } }]);
    await chizhou.completes(chizhou.coordinator, id, 'nameSubstitute', { unit: 'jiuhua-bank', reason: '改由银行派员' });
    expect((await mine())?.duties[1]).toMatchObject({ state: 'noShow', asked: null, substitute: { unit: { code: 'jiuhua-bank', name: { zh: '九华农商行' } }, state: 'expected' } });
    await chizhou.completes(chizhou.bank, id, 'checkIn-3', sends('bankHandler'));
    expect((await mine(chizhou.bank))?.duties[1]).toMatchObject({ substitute: { state: 'present' }, fate: 'done' });

    expect(await mine(stranger)).toBeUndefined();
    await chizhou.comesTo(id, at('11:30'));
    await chizhou.does(chizhou.coordinator, id, 'withdraw', { reason: '另行登记' });
    expect(await mine()).toMatchObject({ case: { status: 'withdrawn' }, duties: [{ state: 'present' }, { state: 'noShow' }] });
  });

  test('of one who was replaced beforehand, and of a case that was withdrawn', async () => {
    const { caseNo, workflowId: id } = await chizhou.opens(serviceDay());
    await chizhou.comesTo(id, `${friday}T09:00:00+08:00`);
    await chizhou.does(chizhou.coordinator, id, 'steps/checkIn-2/substitute', { to: 'chizhou-etdz-hr', reason: '市监局来电' });
    const mine = async () => (await duties(`from=${friday}&to=${friday}&procedure=serviceDay`)).find((each) => each.case?.caseNo === caseNo);
    expect((await mine())?.duties[1]).toMatchObject({ unit: { code: 'chizhou-etdz-market' }, state: 'replaced', substitute: { unit: { code: 'chizhou-etdz-hr' }, state: 'expected' } });
    await chizhou.does(chizhou.coordinator, id, 'withdraw', { reason: '社区停电' });
    expect((await mine())?.duties).toMatchObject([{ state: 'cancelled', fate: 'cancelled' }, { substitute: { state: 'cancelled' } }]);
  });

  test('names the rounds of an evening; who is of another region sees none of it, who is of the place sees the plan and not the case', async () => {
    const made = await stranger.post<Schedule>('/api/v1/schedules', everyEvening());
    const { id } = made.body;
    const day = shift(today, 1);
    const opened = await stranger.post<{ caseNo: string }>(`/api/v1/schedules/${id}/trigger`, undefined);
    expect(opened).toMatchObject({ status: 201 });
    const all = await duties(`from=${today}&to=${shift(today, 7)}&schedule=${id}`, stranger);
    const first = all.find((each) => each.case?.caseNo === opened.body.caseNo);
    expect(first).toMatchObject({ procedure: { label: { zh: '巡街打更' } }, place: { code: 'laojie-grid-1' }, duties: [{ unit: { code: 'laojie-merchants' } }, { unit: { code: 'laojie-merchants' } }] });
    expect(first?.duties.map((each) => each.at)).toEqual([`${first?.on}T10:00:00.000Z`, `${first?.on}T12:00:00.000Z`]);
    expect(all.filter(({ on: date }) => date > day)).not.toHaveLength(0);
    expect(await duties(`from=${today}&to=${shift(today, 7)}&schedule=${id}`)).toEqual([]);
    const neighbour = await duties(`from=${first?.on}&to=${first?.on}&schedule=${id}`, await system.as('laojie-grid-2'));
    expect(neighbour).toMatchObject([{ opened: true, case: null, duties: [{ state: null }, { state: null }] }]);
  });

  test('takes the same number of statements for one schedule and for twenty', async () => {
    const from = shift(today, 8);
    const actor = { officer: chizhou.coordinator.officer, unit: chizhou.coordinator.unit, region: '341702', roles: ['coordinator'], discipline: false, passwordDue: false } as unknown as Actor;
    const counted = async () => {
      let count = 0;
      const db = system.db.$extends({ query: { $allOperations: ({ args, query }) => ((count += 1), query(args)) } }) as unknown as Database;
      const { items } = await listDuties({ ...system.deps, db }, { actor, requestId: 'counted-1' }, { from, to: shift(from, 41), procedure: 'serviceDay' });
      return { count, items: items.length };
    };
    await make();
    const few = await counted();
    await Promise.all(Array.from({ length: 20 }, () => make({ recurrence: { kind: 'daily' }, leadDays: 0 })));
    const many = await counted();
    expect(many.items).toBeGreaterThan(few.items + 400);
    expect(many.count).toBe(few.count);
    expect(many.count).toBeLessThan(12);
  });

  test('agrees with the coverage of the month, also of what was moved out of it', async () => {
    const { id } = await make();
    await change(id, shift(planned, 3));
    const month = planned.slice(0, 7);
    const { body } = await chizhou.coordinator.get<Coverage>(`/api/v1/schedules/${id}/coverage?from=${month}`);
    const last = shift(`${shift(`${month}-01`, 31).slice(0, 7)}-01`, -1);
    const counted = (await duties(`from=${month}-01&to=${last}&schedule=${id}`)).filter((each) => each.planned?.startsWith(month)).flatMap((each) => each.duties.map(({ fate }) => fate));
    expect(body.items).toMatchObject([{ month, planned: counted.length, toCome: counted.length }]);
  });
});
