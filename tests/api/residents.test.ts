import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { CaseView } from '../../contracts/api/cases.ts';
import type { Filed, PublicServiceDay } from '../../contracts/api/residents.ts';
import type { ProblemDetails } from '../../contracts/problem.ts';
import { Chizhou, friday, serviceDay, today, weekdayOf } from '../rig/chizhou.ts';
import { must } from '../rig/must.ts';
import { jpeg, photo } from '../rig/pictures.ts';
import { System, type Answer, type Person } from '../rig/system.ts';
import { Tongcheng, complaint, type Receipt } from '../rig/tongcheng.ts';
import { Tunxi, rubbishHeap } from '../rig/tunxi.ts';

let system: System;
let tunxi: Tunxi;
let chizhou: Chizhou;
let addresses = 0;

beforeAll(async () => {
  system = await System.start();
  tunxi = await Tunxi.of(system);
  chizhou = await Chizhou.of(system);
});
afterAll(() => system.stop());

/** Somebody at an address of his own. */
function resident(): Person {
  addresses += 1;
  return system.outsider(`203.0.113.${addresses}`);
}

async function looksUp(code: string): Promise<Receipt> {
  const answer = await resident().get<Receipt>(`/api/v1/receipts/${code}`);
  must(answer, 200, 'look up');
  return answer.body;
}

async function ticketOf(bytes: Uint8Array, who = resident()): Promise<string> {
  const answer = await who.uploads<{ ticket: string }>('/api/v1/public/photos', bytes, 'image/jpeg');
  must(answer, 201, 'upload');
  return answer.body.ticket;
}

describe('a report', () => {
  const report = (changes: Record<string, unknown> = {}) => ({ category: 'exposed-rubbish', point: rubbishHeap, description: '巷口垃圾成堆', ...changes });
  const reports = <Body = Filed>(body: unknown, who = resident(), key?: string) => who.post<Body>('/api/v1/public/reports', body, key);

  test.each<[string, Record<string, unknown>, string, string]>([
    ['of a kind that nobody knows', { category: 'frogs' }, 'no-routing-rule', ''],
    ['of a kind that residents do not report', { category: 'neighbour-dispute' }, 'no-routing-rule', ''],
    ['outside every grid', { point: { lat: 29.9, lng: 118.9 } }, 'outside-every-grid', ''],
    ['without a place', { point: undefined }, 'invalid-fields', 'grid'],
    ['in a unit that is no grid', { point: undefined, grid: 'tunxi-urban' }, 'invalid-fields', 'matter.grid'],
    ['without a word on what is wrong', { description: '' }, 'invalid-fields', 'description'],
    ['with a name and no telephone', { reporter: { named: 'realName', name: '示例·居民' } }, 'invalid-fields', 'reporter.phone'],
    ['without a name and with a telephone', { reporter: { named: 'anonymous', phone: '13900000009' } }, 'invalid-fields', 'reporter.named'],
    ['with more pictures than it may', { photos: Array<string>(4).fill(`${'0'.repeat(64)}.${'A'.repeat(43)}`) }, 'invalid-fields', 'photos'],
    ['with a picture that somebody else uploaded', { photos: [`${'0'.repeat(64)}.${'A'.repeat(43)}`] }, 'unknown-attachment', ''],
  ])('%s is refused', async (_, changes, code, path) => {
    const before = await system.db.opening.count();
    const answer = await reports<ProblemDetails>(report(changes));
    expect(answer).toMatchObject({ status: 422, body: { code } });
    if (path !== '') expect(answer.body.errors?.map((each) => each.path)).toContain(path);
    expect(await system.db.opening.count()).toBe(before);
  });

  test('what is no picture is not taken, nor more than one may send', async () => {
    const who = resident();
    const pdf = Buffer.from('%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n');
    expect(await who.uploads('/api/v1/public/photos', pdf, 'image/jpeg')).toMatchObject({ status: 415, body: { code: 'unsupported-media-type' } });
    expect(await who.uploads('/api/v1/public/photos', jpeg, 'text/html')).toMatchObject({ status: 415 });
    const answers: Answer[] = [];
    for (let sent = 0; sent < 31; sent += 1) answers.push(await who.uploads('/api/v1/public/photos', jpeg, 'image/jpeg'));
    expect(answers[0]).toMatchObject({ status: 201 });
    expect(answers.at(-1)).toMatchObject({ status: 429, body: { code: 'too-many-requests' } });
  });

  test('goes to the grid of its point, with its picture, once for one key; a grid may be found by its name', async () => {
    const categories = await resident().get<{ items: { code: string }[] }>('/api/v1/public/categories');
    const codes = categories.body.items.map(({ code }) => code);
    expect(codes).toContain('exposed-rubbish');
    expect(codes).not.toContain('neighbour-dispute');
    expect(await resident().send('POST', '/api/v1/public/grids/at', rubbishHeap)).toMatchObject({ status: 200, body: { code: 'laojie-grid-1', community: { name: { zh: '老街社区' } } } });
    expect(await resident().send('POST', '/api/v1/public/grids/at', { lat: 29.9, lng: 118.9 })).toMatchObject({ status: 422, body: { code: 'outside-every-grid' } });

    const key = randomUUID();
    const body = report({ photos: [await ticketOf(photo({}))], reporter: { named: 'realName', name: '示例·居民', phone: '13900000009' } });
    const made = await reports(body, resident(), key);
    expect(made).toMatchObject({ status: 201 });
    expect(await reports(body, resident(), key)).toMatchObject({ status: 201, body: made.body });
    const { workflowId } = await system.db.opening.findUniqueOrThrow({ where: { caseNo: made.body.caseNo } });
    const view = await tunxi.sees(workflowId);
    expect(view).toMatchObject({ place: 'laojie-grid-1', coordinator: 'tunxi-grid-centre', source: 'online', evidence: [{ mediaType: 'image/jpeg' }] });
    const picture = await tunxi.coordinator.downloads(`/api/v1/attachments/${view.evidence[0]?.sha256}`);
    expect(picture.status).toBe(200);
    expect(await looksUp(made.body.receipt)).toMatchObject({ stage: { zh: '分级分流' }, appointment: null });

    const grids = await resident().get<{ items: { code: string; street: { code: string }; area: unknown }[] }>('/api/v1/public/grids?region=341002');
    expect(grids.body.items).toContainEqual(expect.objectContaining({ code: 'laojie-grid-2', street: { code: 'laojie-street', name: expect.anything() }, area: null }));
    expect(await resident().get('/api/v1/public/grids?region=341002&areas=true')).toMatchObject({ body: { items: expect.arrayContaining([expect.objectContaining({ area: expect.objectContaining({ type: 'Polygon' }) })]) } });
    const named = await reports(report({ point: undefined, grid: 'laojie-grid-2', address: '桥头' }));
    expect(named).toMatchObject({ status: 201 });
    expect(await tunxi.coordinator.get<CaseView>(`/api/v1/cases/${encodeURIComponent(named.body.caseNo)}`)).toMatchObject({ body: { place: 'laojie-grid-2', parties: [{ named: 'anonymous' }] } });
  });

  test('counties, and the towns of one, are told by name', async () => {
    const counties = await resident().get<{ items: { code: string }[] }>('/api/v1/public/regions');
    expect(counties.body.items.map(({ code }) => code)).toEqual(expect.arrayContaining(['341002', '340881']));
    expect(counties.body.items.map(({ code }) => code)).not.toContain('341000');
    expect(await resident().get('/api/v1/public/regions?of=341002')).toMatchObject({ body: { items: [{ code: '341002004', parent: { zh: '屯溪区' } }, { code: '341002102' }] } });
  });
});

test('a complaint brings pictures, which the town sees; an accusation brings none', async () => {
  const tongcheng = await Tongcheng.of(system);
  const photos = [await ticketOf(jpeg)];
  const accuses = complaint({ matter: { accuses: true, about: 'tangwan-town' }, photos });
  expect(await tongcheng.complains(accuses)).toMatchObject({ status: 422, body: { errors: [{ path: 'photos' }] } });
  expect(await tongcheng.complains(complaint({ matter: { photos: ['0'.repeat(64)] } }))).toMatchObject({ status: 422, body: { errors: [{ path: 'matter.photos' }] } });
  const { workflowId } = await tongcheng.leadsTo('handle', complaint({ photos }));
  expect(await tongcheng.sees(workflowId, tongcheng.town)).toMatchObject({ evidence: [{ mediaType: 'image/jpeg' }] });
});

describe('an appointment', () => {
  const applicant = { name: '示例·史某', phone: '13900000002' };
  const at = (time: string) => `${friday}T${time}:00+08:00`;
  const appointment = (changes: Record<string, unknown> = {}) => ({ community: 'pingtianhu-community', opensAt: at('09:30'), item: 'individual-business-licence', applicant, ...changes });
  const books = <Body = Filed>(body: unknown = appointment(), who = resident(), key?: string) => who.post<Body>('/api/v1/public/appointments', body, key);
  const daysIn = async (community: string) => {
    const answer = await resident().get<{ items: PublicServiceDay[] }>(`/api/v1/public/service-days?community=${community}`);
    must(answer, 200, 'service days');
    return answer.body.items;
  };
  const leftAt = async (time: string) => (await daysIn('pingtianhu-community')).flatMap(({ slots }) => slots).find(({ opensAt }) => Date.parse(opensAt) === Date.parse(at(time)))?.left;
  const cancels = (code: string, key?: string) => resident().post<Receipt>(`/api/v1/receipts/${code}/cancellation`, undefined, key);
  let day: { caseNo: string; workflowId: string };

  test('is refused where no service day is open', async () => {
    expect(await books()).toMatchObject({ status: 422, body: { code: 'no-such-slot' } });
  });

  test('the calendar tells what comes, and from when it can be booked', async () => {
    const made = await chizhou.coordinator.post<{ id: string }>('/api/v1/schedules', {
      procedure: 'serviceDay',
      region: '341702402',
      title: '平天湖社区坐班日',
      recurrence: { kind: 'weekly', weekday: (weekdayOf(today) % 7) + 1 },
      opensAt: '14:00',
      closesAt: '16:00',
      onHoliday: 'hold',
      until: `${Number(today.slice(0, 4)) + 1}-12-31`,
      matter: { community: 'pingtianhu-community', units: ['chizhou-etdz-service'], supervisor: 'chizhou-etdz', appointments: { minutes: 60, perSlot: 1 } },
    });
    must(made, 201, 'schedule');
    const [first, second] = await daysIn('pingtianhu-community');
    expect(first).toMatchObject({ community: { name: { zh: '平天湖社区' } }, units: [{ zh: expect.any(String) }], slots: [] });
    expect(Date.parse(second?.bookingFrom ?? '')).toBeLessThan(Date.parse(second?.opensAt ?? ''));
    must(await chizhou.coordinator.post(`/api/v1/schedules/${made.body.id}/trigger`, undefined), 201, 'trigger');
    const [open] = await daysIn('pingtianhu-community');
    expect(open).toMatchObject({ bookingFrom: null, slots: [{ left: 1 }, { left: 1 }] });
    expect(await resident().get('/api/v1/public/communities?region=341702')).toMatchObject({ body: { items: [{ code: 'pingtianhu-community' }] } });
    expect(await resident().get('/api/v1/public/matters')).toMatchObject({ body: { items: expect.arrayContaining([expect.objectContaining({ code: 'individual-business-licence' })]) } });
    must(await chizhou.coordinator.send('DELETE', `/api/v1/schedules/${made.body.id}`), 204, 'remove');
  });

  test.each<[string, Record<string, unknown>, number, string]>([
    ['between two slots', { opensAt: `${friday}T09:40:00+08:00` }, 422, 'no-such-slot'],
    ['after the sit-in', { opensAt: `${friday}T15:00:00+08:00` }, 422, 'no-such-slot'],
    ['in the past', { opensAt: '2022-11-18T09:30:00+08:00' }, 422, 'no-such-slot'],
    ['in a community where nobody sits in', { community: 'laojie-community' }, 422, 'no-such-slot'],
    ['for a matter that nobody knows', { item: 'a-castle' }, 422, 'unknown-matter'],
    ['without a telephone number', { applicant: { name: '示例·史某' } }, 422, 'invalid-fields'],
  ])('%s is refused', async (_, changes, status, code) => {
    day ??= await chizhou.opens(serviceDay({ appointments: { minutes: 30, perSlot: 1 } }));
    expect(await books(appointment(changes))).toMatchObject({ status, body: { code } });
  });

  test('of two who want the last place at once one gets it; what is cancelled is free again, once', async () => {
    expect(await leftAt('09:30')).toBe(1);
    const both = await Promise.all([books(), books()]);
    expect(both.map(({ status }) => status).toSorted()).toEqual([201, 409]);
    expect(both.find(({ status }) => status === 409)?.body).toMatchObject({ code: 'slot-full' });
    expect(await leftAt('09:30')).toBe(0);

    const receipt = both.find(({ status }) => status === 201)?.body.receipt ?? '';
    const told = await looksUp(receipt);
    expect(told).toMatchObject({ stage: { zh: '咨询' }, appointment: { community: { zh: '平天湖社区' }, item: { zh: '个体工商户设立登记' } }, next: { text: { zh: '请按预约时间到社区' } } });
    expect(Date.parse(told.appointment?.opensAt ?? '')).toBe(Date.parse(at('09:30')));
    const key = randomUUID();
    expect(await cancels(receipt, key)).toMatchObject({ status: 200, body: { status: { zh: '已撤回' }, appointment: null } });
    expect(await cancels(receipt, key)).toMatchObject({ status: 200 });
    expect(await cancels(receipt)).toMatchObject({ status: 409, body: { code: 'case-not-open' } });
    expect(await leftAt('09:30')).toBe(1);
  });

  test('belongs to the service day, is noted at the window on its day, and goes on as a filing', async () => {
    const { body } = await books();
    const { workflowId } = await system.db.opening.findUniqueOrThrow({ where: { caseNo: body.caseNo } });
    expect(await chizhou.sees(workflowId, chizhou.window)).toMatchObject({ partOf: day.caseNo, coordinator: 'chizhou-etdz-service', parties: [{ name: '示例·史某' }] });
    if (today < friday) {
      expect(await chizhou.tries(chizhou.window, workflowId, 'steps/attend/complete', { onSite: true })).toMatchObject({ status: 422, body: { code: 'wrong-form', facts: { reason: '尚未到预约当日' } } });
    }
    await chizhou.comesTo(workflowId, at('09:00'));
    await chizhou.completes(chizhou.window, workflowId, 'attend', { onSite: true });
    expect(await chizhou.step(workflowId, 'consult')).toMatchObject({ status: 'offered' });
    expect(await cancels(body.receipt)).toMatchObject({ status: 409, body: { code: 'no-appointment' } });
    expect(await chizhou.sees(workflowId, chizhou.window)).toMatchObject({ trips: 1 });
  });

  test('who has not come when the sit-in closes has missed it; a minute before, nothing has happened', async () => {
    const { body } = await books(appointment({ opensAt: at('10:00') }));
    const { workflowId } = await system.db.opening.findUniqueOrThrow({ where: { caseNo: body.caseNo } });
    await chizhou.comesNear(workflowId, 'attend.appointment', -1);
    expect(await chizhou.sees(workflowId, chizhou.window)).toMatchObject({ status: 'open' });
    await chizhou.comesNear(workflowId, 'attend.appointment', 1);
    expect(await chizhou.sees(workflowId, chizhou.window)).toMatchObject({ status: 'closed', outcome: 'notAttended' });
    expect((await looksUp(body.receipt)).progress.map(({ text }) => text.zh)).toContain('预约到场:坐班结束时未到场,预约失效');
  });

  test('who cannot come is visited by the same window', async () => {
    const asks = (body: unknown) => resident().post<Filed>('/api/v1/public/home-visits', body);
    const visit = { community: 'pingtianhu-community', brings: 'service', because: 'elderly', applicant: { ...applicant, address: '示例小区 1 幢' } };
    expect(await asks({ ...visit, community: 'laojie-community' })).toMatchObject({ status: 422, body: { code: 'no-such-slot' } });
    expect(await asks({ ...visit, applicant })).toMatchObject({ status: 422, body: { errors: [{ path: 'applicant.address' }] } });
    const made = await asks(visit);
    expect(made).toMatchObject({ status: 201 });
    expect(await chizhou.window.get(`/api/v1/cases/${encodeURIComponent(made.body.caseNo)}`)).toMatchObject({ body: { procedure: { name: 'homeDelivery' }, leadUnit: 'chizhou-etdz-service' } });
  });
});
