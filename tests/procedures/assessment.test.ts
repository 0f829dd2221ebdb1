import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Bulletin, BulletinLine } from '../../contracts/api/bulletins.ts';
import type { Schedule } from '../../contracts/api/schedules.ts';
import { monthBefore } from '../../contracts/month.ts';
import { shift } from '../../api/schedules/occasions.ts';
import { examplePassword } from '../../prisma/seed/example/example.ts';
import { assessmentOf, thisMonth } from '../rig/assessed.ts';
import { Chizhou, today } from '../rig/chizhou.ts';
import { eventually } from '../rig/eventually.ts';
import { System, type Person } from '../rig/system.ts';

let system: System;
let chizhou: Chizhou;
let marketHead: Person;

beforeAll(async () => {
  system = await System.start();
  chizhou = await Chizhou.of(system);
  marketHead = await system.as('chizhou-market-head');
  const satisfied = await chizhou.leadsTo('rating');
  await chizhou.rates(satisfied.receipt, 5);
  const late = await chizhou.leadsTo('decide');
  await chizhou.comesNear(late.workflowId, 'decide.decide', 10);
  await chizhou.leadsTo('consult');
});
afterAll(() => system.stop());

/** Opens an assessment; the figures are worked out a moment later. */
async function assesses() {
  const opened = await chizhou.opens(assessmentOf());
  await workedOut(opened.workflowId);
  return opened;
}

function workedOut(id: string) {
  return eventually(async () => ((await chizhou.has(id, 'confirm-2')) ? true : undefined));
}

async function bulletin(id: string, who: Person = chizhou.coordinator): Promise<Bulletin> {
  const { status, body } = await who.get<Bulletin>(`/api/v1/bulletins/${id}`);
  expect({ status, body }).toMatchObject({ status: 200 });
  return body;
}

function lineIn({ tables }: Bulletin, table: string, key: string): BulletinLine {
  const line = tables.find((each) => each.table === table)?.lines.find((each) => each.key === key);
  if (line === undefined) throw new Error(`no line ${key} in ${table}`);
  return line;
}

const claim = { table: 'unit', key: 'chizhou-etdz-market', measure: 'overdue', claimed: 0, grounds: '示例·某申请人补件后重新计时' };

describe('an assessment is refused', () => {
  test.each([
    ['of a month that there is not', { month: '2026-13' }, 'matter.month'],
    ['of the unit that assesses', { assessed: ['chizhou-etdz-service'] }, 'matter.assessed'],
    ['of a unit twice', { assessed: ['chizhou-etdz-market', 'chizhou-etdz-market'] }, 'matter.assessed'],
    ['of a procedure that there is not', { procedures: ['assistedFiling', 'checkIns'] }, 'matter.procedures[1]'],
    ['of discipline inspection', { procedures: ['jointInspection'] }, 'matter.procedures[0]'],
  ])('%s', async (_, changes, path) => {
    expect(await chizhou.coordinator.post('/api/v1/cases', assessmentOf(changes))).toMatchObject({
      status: 422,
      body: { code: 'invalid-fields', errors: [{ path }] },
    });
  });

  test('by schedule too: what could never be opened is not planned', async () => {
    const planned = (changes: object) => chizhou.coordinator.post('/api/v1/schedules', monthly(8, changes));
    expect(await planned({ procedures: ['checkIns'] })).toMatchObject({ status: 422, body: { errors: [{ path: 'matter.procedures[0]' }] } });
    expect(await planned({ assessed: ['chizhou-etdz-service'] })).toMatchObject({ status: 422, body: { errors: [{ path: 'matter.assessed' }] } });
    expect(await system.db.schedule.count()).toBe(0);
  });

  test('to whoever is no coordinator', async () => {
    expect(await chizhou.window.post('/api/v1/cases', assessmentOf())).toMatchObject({ status: 403 });
  });
});

describe('a bulletin', () => {
  test('is worked out, told to the assessed, corrected where an objection is upheld, and published', async () => {
    const { workflowId: id } = await assesses();
    await chizhou.completes(chizhou.hr, id, 'confirm-2', {});
    const draft = await bulletin(id);
    expect(draft).toMatchObject({ month: thisMonth, publishedAt: null, formula: { version: 1, source: expect.stringContaining('本地默认') } });
    // Three filings: one done and rated, one overdue, one not yet taken on.
    expect(lineIn(draft, 'procedure', 'assistedFiling')).toMatchObject({ registered: 3, accepted: 2, closed: 1, overdue: 1, inTimeRate: 0.5, corrections: [] });
    expect(lineIn(draft, 'unit', 'chizhou-etdz-market')).toMatchObject({ registered: 2, accepted: 2, overdue: 1, inTimeRate: 0.5, score: 50 });
    expect(lineIn(draft, 'street', '341702402').registered).toBe(3);
    expect(await system.outsider().get(`/api/v1/open-data/bulletins/${id}`)).toMatchObject({ status: 404 });
    expect(await (await system.as('tunxi-coordinator')).get(`/api/v1/bulletins/${id}`)).toMatchObject({ status: 404 });

    const objecting = (changes: object) => chizhou.tries(marketHead, id, 'steps/confirm/complete', { objections: [{ ...claim, ...changes }] });
    expect(await objecting({ key: 'chizhou-etdz-hr' })).toMatchObject({ status: 422, body: { code: 'wrong-form' } });
    expect(await objecting({ claimed: 3 })).toMatchObject({ status: 422, body: { code: 'wrong-form', zh: expect.stringContaining('2') } });
    expect(await objecting({ measure: 'checkIns' })).toMatchObject({ status: 422, body: { errors: [{ path: 'objections[0].measure' }] } });
    await chizhou.completes(marketHead, id, 'confirm', { objections: [claim, { ...claim, measure: 'closed', claimed: 2 }] });
    expect(await chizhou.has(id, 'publish')).toBe(false);

    const decision = (form: object) => chizhou.tries(chizhou.coordinator, id, 'steps/decideObjection/complete', form);
    expect(await decision({ uphold: true, reason: '属实' })).toMatchObject({ status: 422, body: { errors: [{ path: 'to' }] } });
    expect(await decision({ uphold: false, to: 0, reason: '不属实' })).toMatchObject({ status: 422 });
    await chizhou.completes(chizhou.coordinator, id, 'decideObjection', { uphold: true, to: 0, reason: '补正期间不计入办理时限' });
    await chizhou.completes(chizhou.coordinator, id, 'decideObjection-2', { uphold: false, reason: '尚未办结' });

    expect(await chizhou.tries(chizhou.window, id, 'steps/publish/complete', { publish: true })).toMatchObject({ status: 403, body: { code: 'not-your-role' } });
    await chizhou.completes(await system.as('chizhou-service-head'), id, 'publish', { publish: true });
    await system.handle('general', id).result();
    const published = await bulletin(id, await system.as('tunxi-coordinator'));
    expect(published.publishedAt).not.toBeNull();
    expect(lineIn(published, 'unit', 'chizhou-etdz-market')).toMatchObject({
      overdue: 0, closed: 1, inTimeRate: 1, score: 100, corrections: [{ measure: 'overdue', from: 1, to: 0, reason: '补正期间不计入办理时限' }],
    });
    expect(published).toMatchObject({
      regionName: { zh: '贵池区' },
      objections: [
        { table: 'unit', key: 'chizhou-etdz-market', measure: 'overdue', upheld: true, to: 0, reason: '补正期间不计入办理时限' },
        { table: 'unit', key: 'chizhou-etdz-market', measure: 'closed', upheld: false, to: null, reason: '尚未办结' },
      ],
    });
    expect((await system.outsider().get(`/api/v1/open-data/bulletins/${id}/json`)).body).toEqual(published);
  });

  test('without an objection in time is published as it was worked out: nothing the day before, deemed the day after', async () => {
    const { workflowId: id } = await assesses();
    await chizhou.comesNear(id, 'confirm.confirm', -24 * 60);
    expect(await chizhou.step(id, 'confirm')).toMatchObject({ status: 'offered' });
    await chizhou.comesNear(id, 'confirm.confirm', 24 * 60);
    expect(await chizhou.step(id, 'confirm')).toMatchObject({ status: 'withdrawn' });
    expect(await chizhou.tries(marketHead, id, 'steps/confirm/complete', {})).toMatchObject({ status: 409, body: { code: 'step-not-open' } });
    await chizhou.completes(await system.as('chizhou-service-head'), id, 'publish', { publish: true });
    await system.handle('general', id).result();
    expect(await chizhou.sees(id)).toMatchObject({ status: 'closed', outcome: 'published' });
  });

  test('keeps the formula that it was made with, and counts later cases into the next', async () => {
    const { workflowId: id } = await assesses();
    const before = await bulletin(id);
    await (await system.as('system-admin')).post('/api/v1/formulas', {
      satisfaction: { 5: 1, 4: 1, 3: 1, 2: 0, 1: 0 }, weights: { closedRate: 1 }, source: '本地默认,可配置', confidence: 'U',
    });
    await chizhou.leadsTo('consult');
    expect(await bulletin(id)).toEqual(before);
    const next = await bulletin((await assesses()).workflowId);
    expect({ version: next.formula.version, registered: lineIn(next, 'procedure', 'assistedFiling').registered }).toEqual({ version: 2, registered: 4 });
  });

  test('is a page in Chinese, and open data for everybody, once it is published', async () => {
    const { body: listed } = await system.outsider().get<{ items: Array<{ links: { openData: string; page: string } }> }>('/api/v1/open-data/bulletins');
    expect(listed.items).toHaveLength(2);
    const links = listed.items.at(-1)?.links;
    if (links === undefined) throw new Error('nothing is published');
    const csv = await fetch(new URL(new URL(links.openData).pathname, system.url));
    expect(csv.headers.get('content-type')).toContain('text/csv');
    const text = await csv.text();
    expect(text.split('\r\n')[0]).toContain('月份,区划,公式版本,表,代码,名称,登记量');
    expect(text).toContain(`${thisMonth},341702,1,牵头单位,chizhou-etdz-market,池州经开区市场监督管理局,2,2,1,0,`);
    expect(text).not.toContain('示例·');

    const { body: session } = await system.outsider().send<{ token: string }>('POST', '/api/v1/sessions', { userName: 'tunxi-coordinator', password: examplePassword });
    const page = await fetch(new URL(new URL(links.page).pathname, system.url), { headers: { authorization: `Bearer ${session.token}` } });
    expect({ status: page.status, type: page.headers.get('content-type'), policy: page.headers.get('content-security-policy') }).toMatchObject({
      status: 200, type: expect.stringContaining('text/html'), policy: expect.stringContaining("style-src 'sha256-"),
    });
    const read = await page.text();
    for (const told of [`${thisMonth} 考核通报`, '公式第 1 版', '更正:1 → 0,补正期间不计入办理时限', '签到、点击、上报次数不计入考核']) expect(read).toContain(told);
    expect(read).not.toContain('示例·');
    expect(await system.outsider().get(new URL(links.page).pathname)).toMatchObject({ status: 401 });
  });
});

describe('month after month', () => {
  test('a schedule closes the month before, also when its hours have passed', async () => {
    const past = lastDayToClose();
    const made = await chizhou.coordinator.post<Schedule>('/api/v1/schedules', monthly(Number(past.slice(8))));
    expect(made).toMatchObject({ status: 201 });
    const { id } = made.body;
    const at = new Date(`${past}T07:00:00+08:00`);
    await system.engine.client('general').schedule.getHandle(id).backfill({
      start: new Date(at.getTime() - 60_000), end: new Date(at.getTime() + 60_000), overlap: 'ALLOW_ALL',
    });
    const late = encodeURIComponent(`${id}-${at.toISOString().replace('.000Z', 'Z')}`);
    await eventually(async () => ((await chizhou.coordinator.get(`/api/v1/cases/${late}`)).status === 200 ? true : undefined));
    await workedOut(late);
    expect((await chizhou.sees(late)).matter['month']).toBe(monthBefore(past));

    const { body } = await chizhou.coordinator.post<{ workflowId: string }>(`/api/v1/schedules/${id}/trigger`, undefined);
    await workedOut(encodeURIComponent(body.workflowId));
    const { matter, serviceDay, title } = await chizhou.sees(encodeURIComponent(body.workflowId));
    expect({ serviceDay, month: matter['month'] }).toEqual({ serviceDay: null, month: monthBefore(title.slice(-10)) });
  });
});

function monthly(day: number, changes: object = {}) {
  const { assessor, assessed, procedures } = assessmentOf().matter;
  return {
    procedure: 'assessment', region: '341702', title: '月度考核通报', recurrence: { kind: 'monthly', day }, opensAt: '09:00', closesAt: '17:00',
    leadDays: 0, onHoliday: 'hold', until: '2099-12-31', matter: { assessor, assessed, procedures, ...changes },
  };
}

/** The last day before today that every month has. */
function lastDayToClose(): string {
  let day = shift(today, -1);
  while (day.slice(8) > '28') day = shift(day, -1);
  return day;
}

