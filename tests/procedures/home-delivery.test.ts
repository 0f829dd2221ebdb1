import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Niandou, delivery, handedOver, nobodyHome, nth, otherWays, window } from '../rig/niandou.ts';
import { System, type Person } from '../rig/system.ts';
import { inDays } from '../rig/yixian.ts';

let system: System;
let niandou: Niandou;
let officer: Person;

beforeAll(async () => {
  system = await System.start();
  niandou = await Niandou.of(system);
  officer = niandou.coordinator;
});
afterAll(() => system.stop());

const tries = (id: string, step: string, form: unknown) => niandou.tries(officer, id, `steps/${step}/complete`, form);
const wrongForm = (why: string) => ({ status: 422, body: { code: 'wrong-form', zh: expect.stringContaining(why) } });
const wrongFields = (path: string) => ({ status: 422, body: { code: 'invalid-fields', errors: [{ path }] } });

test('当涂: the identity card is brought to a woman of ninety, who rates it with her code', async () => {
  const { workflowId: id, receipt, caseNo } = await niandou.opens(delivery());
  expect(caseNo).toMatch(/^当送〔/);
  await niandou.completes(officer, id, 'receive', { decision: 'accepted' });
  await niandou.comesBy(id, 1);
  await niandou.completes(officer, id, 'visit', { ...handedOver, receipt: 'witnessed', witness: '示例·邻居' });
  expect(await system.outsider().get(`/api/v1/receipts/${receipt}`)).toMatchObject({ body: { mayRate: true } });
  expect(await niandou.rates(receipt, 5)).toMatchObject({ status: 200 });
  expect(await niandou.sees(id)).toMatchObject({ status: 'closed', outcome: 'delivered', rating: 5 });
  expect(JSON.stringify(await system.engine.whole('general', id))).not.toMatch(/示例·/);
});

describe('what is refused', () => {
  test('a request for nobody, and more visits than five', async () => {
    expect(await officer.post('/api/v1/cases', { ...delivery(), parties: [] })).toMatchObject(wrongFields('parties'));
    expect(await officer.post('/api/v1/cases', delivery({ visitsAtMost: 6 }))).toMatchObject(wrongFields('matter.visitsAtMost'));
  });

  test('an appointment in the past, one that ends before it begins, and one over two days', async () => {
    const { workflowId: id } = await niandou.opens(delivery());
    expect(await tries(id, 'receive', { decision: 'refused', otherWays: ['pickUp'] })).toMatchObject(wrongFields('reasons'));
    expect(await tries(id, 'receive', { decision: 'refused', reasons: '不符合条件' })).toMatchObject(wrongFields('otherWays'));
    await niandou.completes(officer, id, 'receive', { decision: 'accepted' });
    expect(await tries(id, 'appointment', window(-1))).toMatchObject({ status: 422, body: { code: 'date-in-the-past' } });
    expect(await tries(id, 'appointment', { ...window(1), closesAt: window(1).opensAt })).toMatchObject(wrongFields('closesAt'));
    expect(await tries(id, 'appointment', { ...window(1), closesAt: `${inDays(2)}T08:00:00+08:00` })).toMatchObject(wrongFields('closesAt'));
  });

  test('to come before the time of the appointment', async () => {
    const { workflowId: id } = await niandou.opens(delivery());
    await niandou.completes(officer, id, 'receive', { decision: 'accepted' });
    await niandou.completes(officer, id, 'appointment', window(1));
    await niandou.comesTo(id, Date.parse(window(1).opensAt) - 60_000);
    expect(await tries(id, 'visit', handedOver)).toMatchObject(wrongForm('尚未开始'));
    await niandou.comesTo(id, window(1).opensAt);
    await niandou.completes(officer, id, 'visit', handedOver);
  });

  test('to hand it over without an identity, without a receipt, or without a witness for who cannot sign', async () => {
    const { id } = await niandou.atTheDoor();
    const { identifiedBy: _, ...unidentified } = handedOver;
    expect(await tries(id, 'visit', unidentified)).toMatchObject(wrongFields('identifiedBy'));
    const { receipt: __, ...unsigned } = handedOver;
    expect(await tries(id, 'visit', unsigned)).toMatchObject(wrongFields('receipt'));
    expect(await tries(id, 'visit', { ...handedOver, receipt: 'witnessed' })).toMatchObject(wrongFields('witness'));
    expect(await tries(id, 'visit', { result: 'identityMismatch', identifiedBy: 'idCard' })).toMatchObject(wrongFields('identifiedBy'));
    expect(await niandou.step(id, 'visit')).toMatchObject({ status: 'offered' });
  });
});

describe('a failed visit', () => {
  test('is followed by another appointment, and after the last one it goes back to the office', async () => {
    const { id, receipt } = await niandou.atTheDoor({ visitsAtMost: 2 });
    await niandou.completes(officer, id, 'visit', nobodyHome);
    await niandou.comesBy(id, 2);
    await niandou.completes(officer, id, nth('visit', 2), { result: 'identityMismatch' });
    expect(await niandou.has(id, 'appointment-3')).toBe(false);
    expect(await tries(id, 'returnToOffice', { ...otherWays, otherWays: [] })).toMatchObject(wrongFields('otherWays'));
    await niandou.completes(officer, id, 'returnToOffice', otherWays);
    expect(await niandou.rates(receipt, 3)).toMatchObject({ status: 200 });
    expect(await niandou.sees(id)).toMatchObject({ status: 'closed', outcome: 'returned' });
  });

  test('is tried three times unless the request says otherwise', async () => {
    const { id } = await niandou.atTheDoor();
    await niandou.completes(officer, id, 'visit', nobodyHome);
    for (const visit of [2, 3]) {
      await niandou.comesBy(id, visit);
      await niandou.completes(officer, id, nth('visit', visit), nobodyHome);
    }
    expect(await niandou.step(id, 'returnToOffice')).toMatchObject({ status: 'offered' });
  });

  test('because it is no longer wanted is the last', async () => {
    const { id } = await niandou.atTheDoor();
    await niandou.completes(officer, id, 'visit', { result: 'declined' });
    expect(await niandou.step(id, 'returnToOffice')).toMatchObject({ status: 'offered' });
  });
});

describe('the clock of a visit', () => {
  test('ends with the window: a minute before nothing is late, a minute after it is, and then the supervisor steps in', async () => {
    const { id } = await niandou.atTheDoor();
    expect((await niandou.clock(id, 'visit.visit')).plan?.dueAt).toBe(new Date(window(1).closesAt).toISOString());
    await niandou.comesNear(id, 'visit.visit', -1);
    expect(await niandou.clock(id, 'visit.visit')).toMatchObject({ light: 'yellow' });
    await niandou.comesNear(id, 'visit.visit', 1);
    expect(await niandou.clock(id, 'visit.visit')).toMatchObject({ light: 'red' });
    expect(await niandou.has(id, 'superviseClock')).toBe(false);
    await niandou.comesNear(id, 'visit.visit', 14 * 24 * 60); // a working day later, whichever holiday comes between
    expect(await niandou.step(id, 'superviseClock')).toMatchObject({ unit: 'dangtu-police' });
  });
});

describe('the rating', () => {
  test('can be given for five days: on the last one the window is open, the day after it is over', async () => {
    const { id, receipt } = await niandou.atTheDoor();
    await niandou.completes(officer, id, 'visit', handedOver);
    await niandou.comesNear(id, 'case.rating', -10);
    expect(await niandou.sees(id)).toMatchObject({ status: 'open' });
    await niandou.comesNear(id, 'case.rating', 10);
    expect(await niandou.sees(id)).toMatchObject({ status: 'closed', outcome: 'delivered', rating: null });
    expect(await niandou.rates(receipt, 5)).toMatchObject({ status: 409 });
  });

  test('that is bad is mended and followed up; twice in vain, the supervisor decides', async () => {
    const { id, receipt } = await niandou.atTheDoor();
    await niandou.completes(officer, id, 'visit', handedOver);
    await niandou.rates(receipt, 1);
    const mended = { action: 'mended', explanation: '致歉并说明' };
    const still = { channel: 'phone', outcome: 'reached', level: 2 };
    await niandou.completes(officer, id, 'mend', mended);
    await niandou.completes(officer, id, 'followUp', still);
    await niandou.completes(officer, id, 'mend-2', mended);
    await niandou.completes(officer, id, 'followUp-2', still);
    await niandou.completes(await system.as('dangtu-supervisor'), id, 'superviseClock', { instruction: '改进预约方式' });
    expect(await niandou.sees(id)).toMatchObject({ status: 'closed', outcome: 'delivered' });
  });
});

test('a request that is refused is told how else to get it', async () => {
  const { workflowId: id, receipt } = await niandou.opens(delivery());
  await niandou.completes(officer, id, 'receive', { decision: 'refused', reasons: '不在辖区', otherWays: ['post'] });
  await niandou.rates(receipt, 4);
  expect(await niandou.sees(id)).toMatchObject({ status: 'closed', outcome: 'refused' });
});
