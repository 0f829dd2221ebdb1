import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { shift } from '../../api/schedules/occasions.ts';
import type { Matter } from '../../contracts/api/registry.ts';
import type { CaseView } from '../../contracts/api/cases.ts';
import type { Span } from '../../contracts/clock.ts';
import { exampleOfficers as officers } from '../../prisma/seed/example/officers.ts';
import { Chizhou, filing, friday, sends, serviceDay, today } from '../rig/chizhou.ts';
import { System, clockIn, stepIn } from '../rig/system.ts';

let system: System;
let chizhou: Chizhou;

beforeAll(async () => {
  system = await System.start();
  chizhou = await Chizhou.of(system);
});
afterAll(() => system.stop());

const refusedForm = (zh: string) => ({ status: 422, body: { code: 'wrong-form', title: expect.stringContaining(zh) } });
const hour = 60;
const inHand = { file: { delivery: 'pickUp' } };
const taken = { onSite: false, pickedUpBy: '示例·史某' };

/** What the receipt code tells the applicant. */
async function progress(receipt: string): Promise<string[]> {
  const { body } = await system.outsider().get<{ progress: Array<{ text: { zh: string } }> }>(`/api/v1/receipts/${receipt}`);
  return body.progress.map(({ text }) => text.zh);
}

/** The catalogue promises something else for a matter from now on, or nothing. */
async function promises(item: string, promise: Span | null): Promise<void> {
  const administrator = await system.as('system-admin');
  const { code, ...matter } = (await administrator.get<Matter>(`/api/v1/matters/${item}`)).body;
  expect(await administrator.send('PUT', `/api/v1/matters/${code}`, { ...matter, promise })).toMatchObject({ status: 200 });
}

describe('池州: a stall-holder’s licence on a Friday', () => {
  test('asked, told at once, filed and granted on one day: one trip, and the licence comes by post', async () => {
    const day = await chizhou.opens(serviceDay());
    await chizhou.comesTo(day.workflowId, `${friday}T09:00:00+08:00`);
    await chizhou.completes(chizhou.window, day.workflowId, 'checkIn', sends('serviceHandlerOne'));

    const { workflowId: id, receipt } = await chizhou.opens(filing({ serviceDay: day.caseNo }), chizhou.window);
    expect(clockIn(await chizhou.sees(id), 'consult.consult').plan).toMatchObject({ source: expect.stringContaining('5分钟') });
    await chizhou.completes(chizhou.window, id, 'consult', {
      onSite: true,
      businessScope: '蔬果零售',
      registeredAddress: '示例小区门前',
      principal: '示例·史某',
    });
    await chizhou.completes(chizhou.window, id, 'tellMaterials', { missing: [], channel: 'counter' });
    expect(clockIn(await chizhou.sees(id), 'file.file').plan).toMatchObject({ source: expect.stringContaining('10分钟') });
    const filed = { onSite: true, applicationNo: '池经开市监2022-117', channel: 'selfServiceTerminal', delivery: 'post' };
    await chizhou.completes(chizhou.window, id, 'file', filed);
    expect(await chizhou.sees(id)).toMatchObject({ leadUnit: 'chizhou-etdz-market', partOf: day.caseNo, trips: 1 });

    await chizhou.completes(chizhou.market, id, 'receive', { decision: 'accepted' });
    await chizhou.completes(chizhou.market, id, 'decide', { decision: 'granted', licenceNo: '92341700MA0EXAMPLE' });
    await chizhou.completes(chizhou.market, id, 'post', { carrier: '中国邮政', trackingNo: 'EX123456789CN' });
    await system.advance('general', id, { days: 2 });
    await chizhou.completes(chizhou.market, id, 'confirmDelivery', { delivered: true, signedBy: '示例·史某' });
    expect(await chizhou.rates(receipt, 5)).toMatchObject({ status: 200, body: { status: { zh: '已办结' }, mayRate: false } });

    const closed = await chizhou.sees(id);
    expect(closed).toMatchObject({ status: 'closed', outcome: 'granted', trips: 1, rating: 5 });
    expect(closed.steps.map(({ name }) => name)).toEqual([
      'consult', 'tellMaterials', 'file', 'receive', 'decide', 'post', 'confirmDelivery',
    ]);
    expect(stepIn(closed, 'consult').data).toMatchObject({ principal: '示例·史某', businessScope: '蔬果零售' });
    expect(JSON.stringify(await system.engine.whole('general', id))).not.toMatch(/史某|蔬果|13900000002|示例小区/);
  });

  test('the applicant follows it with the receipt code, and learns no name of an officer', async () => {
    const { workflowId: id, receipt } = await chizhou.leadsTo('receive');
    expect(await progress(receipt)).toEqual(expect.arrayContaining(['一次告知:已办结', '申报:已办结']));
    const seen = await system.outsider().get(`/api/v1/receipts/${receipt}`);
    const { dueAt } = clockIn(await chizhou.sees(id), 'receive.tellMaterials').plan ?? {};
    expect(seen.body).toMatchObject({ stage: { zh: '受理' }, next: { at: dueAt } });
    expect(JSON.stringify(seen.body)).not.toMatch(/示例|魏然|0000-4000|池经开市监/);
  });
});

describe('一次告知', () => {
  test('names materials of the catalogue; what is required must then be brought', async () => {
    const { workflowId: id } = await chizhou.leadsTo('tellMaterials');
    const tell = (missing: string[]) => chizhou.tries(chizhou.window, id, 'steps/tellMaterials/complete', { missing, channel: 'counter' });
    expect(await tell(['passport'])).toMatchObject(refusedForm('事项目录中没有材料 passport'));
    expect((await tell(['premises', 'id-card'])).status).toBe(200);
    const bring = (supplied: string[]) => chizhou.tries(chizhou.window, id, 'steps/supplement/complete', { onSite: false, supplied });
    expect(await bring(['premises'])).toMatchObject(refusedForm('仍缺少材料 id-card'));
    expect((await bring(['id-card', 'premises'])).status).toBe(200);
    expect(await chizhou.step(id, 'file')).toMatchObject({ status: 'offered', unit: 'chizhou-etdz-service' });
  });

  test('of what is not required does not hold the filing up', async () => {
    const { workflowId: id } = await chizhou.leadsTo('file', filing(), { tellMaterials: { missing: ['name-approval'] } });
    expect(await chizhou.has(id, 'supplement')).toBe(false);
  });

  test('is due in five working days: the day before nothing is late, the day after it is', async () => {
    const { workflowId: id } = await chizhou.leadsTo('tellMaterials');
    const clock = 'tellMaterials.tellMaterials';
    expect(await chizhou.clock(id, clock)).toMatchObject({ plan: { term: { amount: 5, unit: 'workday' }, source: expect.stringContaining('第32条') } });
    await chizhou.comesNear(id, clock, -24 * hour);
    expect((await chizhou.clock(id, clock)).light).not.toBe('red');
    await chizhou.comesNear(id, clock, 1);
    expect((await chizhou.clock(id, clock)).light).toBe('red');
  });
});

describe('受理', () => {
  const slow = filing({ item: 'food-business-permit' });
  const receive = (id: string, form: object, step = 'receive') => chizhou.tries(chizhou.market, id, `steps/${step}/complete`, form);

  test('is not refused without reasons, and a correction names materials of the catalogue', async () => {
    const { workflowId: id } = await chizhou.leadsTo('receive');
    const invalid = (path: string) => ({ status: 422, body: { code: 'invalid-fields', errors: [{ path }] } });
    expect(await receive(id, { decision: 'refused' })).toMatchObject(invalid('reasons'));
    expect(await receive(id, { decision: 'correct' })).toMatchObject(invalid('missing'));
    expect(await receive(id, { decision: 'correct', missing: ['passport'] })).toMatchObject(refusedForm('事项目录中没有材料 passport'));
    expect(await chizhou.tries(chizhou.window, id, 'steps/receive/complete', { decision: 'accepted' })).toMatchObject({
      status: 403,
      body: { code: 'not-your-step' },
    });
    expect(await chizhou.step(id, 'receive')).toMatchObject({ status: 'offered' });
  });

  test('a correction is asked for once; what is refused in the end goes to the rating', async () => {
    const { workflowId: id, receipt } = await chizhou.leadsTo('receive');
    expect((await receive(id, { decision: 'correct', missing: ['premises'] })).status).toBe(200);
    await chizhou.completes(chizhou.window, id, 'supplement', { onSite: true, supplied: ['premises'] });
    expect(await receive(id, { decision: 'correct', missing: ['premises'] }, 'receive-2')).toMatchObject(refusedForm('补正只能要求一次'));
    expect((await receive(id, { decision: 'refused', reasons: '不属于本机关职权' }, 'receive-2')).status).toBe(200);
    await chizhou.rates(receipt, 3);
    expect(await chizhou.sees(id)).toMatchObject({ status: 'closed', outcome: 'notAccepted', trips: 1 });
    expect(await chizhou.has(id, 'decide')).toBe(false);
  });

  test('视为受理: an hour before the five working days end it is not; then it is, from the day of handing in', async () => {
    const { workflowId: id, receipt } = await chizhou.leadsTo('receive', slow);
    await chizhou.comesNear(id, 'receive.tellMaterials', -hour);
    const before = await chizhou.sees(id);
    expect(stepIn(before, 'receive')).toMatchObject({ status: 'offered' });
    expect(before.next[0]).toMatchObject({ step: 'receive', what: { zh: '逾期未告知,视为受理' } });
    expect(before.steps.some(({ name }) => name === 'decide')).toBe(false);

    await chizhou.comesNear(id, 'receive.tellMaterials', 1);
    const after = await chizhou.sees(id);
    expect(stepIn(after, 'receive')).toMatchObject({ status: 'withdrawn' });
    expect(clockIn(after, 'receive.tellMaterials')).toMatchObject({ status: 'missed' });
    expect(stepIn(after, 'decide')).toMatchObject({ status: 'offered', unit: 'chizhou-etdz-market' });
    expect(clockIn(after, 'decide.decide').plan).toMatchObject({ from: stepIn(after, 'file').doneAt, term: { amount: 10, unit: 'workday' } });
    expect(await receive(id, { decision: 'refused', reasons: '逾期的意见' })).toMatchObject({ status: 409, body: { code: 'step-not-open' } });
    expect(await progress(receipt)).toContain('受理:逾期未告知,视为受理');
  });

  test('视为受理 after a correction: from the day on which it was handed in again', async () => {
    const { workflowId: id } = await chizhou.leadsTo('receive', slow);
    await receive(id, { decision: 'correct', missing: ['layout'] });
    await system.advance('general', id, { days: 2 });
    await chizhou.completes(chizhou.window, id, 'supplement', { onSite: false, supplied: ['layout'] });
    await chizhou.comesNear(id, 'receive-2.tellMaterials', -hour);
    expect(await chizhou.has(id, 'decide')).toBe(false);
    await chizhou.comesNear(id, 'receive-2.tellMaterials', 1);
    const view = await chizhou.sees(id);
    expect(clockIn(view, 'decide.decide').plan).toMatchObject({ from: stepIn(view, 'supplement').doneAt });
  });

  test('what was accepted in time counts from the acceptance', async () => {
    const { workflowId: id } = await chizhou.leadsTo('receive', slow);
    await system.advance('general', id, { days: 1 });
    await receive(id, { decision: 'accepted' });
    const view = await chizhou.sees(id);
    expect(clockIn(view, 'decide.decide').plan).toMatchObject({ from: stepIn(view, 'receive').doneAt });
  });
});

describe('审批', () => {
  const decide = (id: string, form: object) => chizhou.tries(chizhou.market, id, 'steps/decide/complete', form);
  const granted = { decision: 'granted', licenceNo: 'JY23417000000001' };
  const term = async (id: string) => (await chizhou.clock(id, 'decide.decide')).plan;

  test('is not refused without reasons or without telling of review and suit, nor granted without a number', async () => {
    const { workflowId: id, receipt } = await chizhou.leadsTo('decide');
    const missing = (path: string) => ({ status: 422, body: { code: 'invalid-fields', errors: [{ path }] } });
    const refusal = { decision: 'refused', reasons: '经营场所为违法建筑', remediesTold: true };
    expect(await decide(id, { ...refusal, reasons: undefined })).toMatchObject(missing('reasons'));
    expect(await decide(id, { ...refusal, remediesTold: undefined })).toMatchObject(missing('remediesTold'));
    expect(await decide(id, { ...refusal, remediesTold: false })).toMatchObject(missing('remediesTold'));
    expect(await decide(id, { decision: 'granted' })).toMatchObject(refusedForm('准予许可须填写证照编号'));

    expect((await decide(id, refusal)).status).toBe(200);
    expect((await chizhou.sees(id)).stage.name).toBe('rate');
    expect(await chizhou.has(id, 'post')).toBe(false);
    await chizhou.rates(receipt, 3);
    expect(await chizhou.sees(id)).toMatchObject({ status: 'closed', outcome: 'refused' });
  });

  test('keeps the promise of the matter where it is shorter than the law', async () => {
    const { workflowId: id } = await chizhou.leadsTo('decide');
    expect(await term(id)).toMatchObject({ term: { amount: 1, unit: 'workday' }, source: expect.stringMatching(/第42条.*承诺时限1个工作日/) });
    await chizhou.comesNear(id, 'decide.decide', -hour);
    expect((await chizhou.clock(id, 'decide.decide')).light).not.toBe('red');
    await chizhou.comesNear(id, 'decide.decide', 1);
    expect((await chizhou.clock(id, 'decide.decide')).light).toBe('red');
    await decide(id, granted);
    expect(await chizhou.clock(id, 'decide.decide')).toMatchObject({ status: 'missed' });
  });

  test('has the 20 working days of the law where nothing, or more, is promised; ten more once, by approval of the head', async () => {
    for (const promise of [{ amount: 25, unit: 'workday' } as const, null]) {
      await promises('individual-business-change', promise);
      const { workflowId } = await chizhou.leadsTo('decide', filing({ item: 'individual-business-change' }));
      expect(await term(workflowId)).toMatchObject({ term: { amount: 20, unit: 'workday' }, source: expect.not.stringContaining('承诺') });
    }
    const { workflowId: id } = await chizhou.leadsTo('decide', filing({ item: 'individual-business-change' }));
    await extended(id, 'decide.decide', 10);
    await decide(id, granted);
    expect(await chizhou.clock(id, 'decide.decide')).toMatchObject({ status: 'missed', extensions: [{ amount: 10, unit: 'workday' }] });
  });

  test('what is promised later does not touch a filing that runs', async () => {
    const { workflowId: id } = await chizhou.leadsTo('receive', filing({ item: 'food-business-permit' }));
    await promises('food-business-permit', { amount: 3, unit: 'workday' });
    await chizhou.completes(chizhou.market, id, 'receive', { decision: 'accepted' });
    expect(await term(id)).toMatchObject({ term: { amount: 10, unit: 'workday' } });
    await promises('food-business-permit', { amount: 10, unit: 'workday' });
  });
});

describe('审批 by several departments', () => {
  const restaurant = filing({ item: 'restaurant-opening' });
  const licensed = { decision: 'granted', licenceNo: 'JY23417000000002' };

  test('the lead decides after its co-units, of which one that disagrees says why', async () => {
    const { workflowId: id } = await chizhou.leadsTo('decide', restaurant);
    const view = await chizhou.sees(id);
    expect(view.steps.filter(({ name }) => name === 'decide')).toMatchObject([
      { id: 'decide', unit: 'chizhou-etdz-market', part: false },
      { id: 'decide-2', unit: 'chizhou-etdz-housing', part: true, parent: 'decide' },
    ]);
    expect(await chizhou.tries(chizhou.market, id, 'steps/decide/complete', licensed)).toMatchObject({
      status: 409,
      body: { code: 'parts-missing', facts: { missing: 1 } },
    });
    expect(await chizhou.tries(chizhou.housing, id, 'steps/decide-2/complete', { opinion: 'disagree' })).toMatchObject({
      status: 422,
      body: { errors: [{ path: 'reasons' }] },
    });
    await chizhou.completes(chizhou.housing, id, 'decide-2', { opinion: 'disagree', reasons: '排烟不符合要求' });
    await chizhou.completes(chizhou.market, id, 'decide', licensed);
    expect(await chizhou.step(id, 'post')).toMatchObject({ status: 'offered' });
  });

  test('keeps the promise, or has 45 working days, and 15 more once; each department has a clock of its own', async () => {
    const { workflowId: promised } = await chizhou.leadsTo('decide', restaurant);
    const fifteen = { term: { amount: 15, unit: 'workday' }, rule: 'assistedFiling.decideJointly' };
    expect(await chizhou.clock(promised, 'decide-2.decideJointly')).toMatchObject({ unit: 'chizhou-etdz-housing', plan: fifteen });

    await promises('restaurant-opening', null);
    const { workflowId: id } = await chizhou.leadsTo('decide', restaurant);
    const { clocks } = await chizhou.sees(id);
    expect(clocks.filter(({ rule }) => rule === 'assistedFiling.decideJointly')).toMatchObject([
      { unit: 'chizhou-etdz-housing', plan: { term: { amount: 45, unit: 'workday' } } },
      { unit: 'chizhou-etdz-market', plan: { term: { amount: 45, unit: 'workday' } } },
    ]);
    await chizhou.completes(chizhou.housing, id, 'decide-2', { opinion: 'agree' });
    await extended(id, 'decide.decideJointly', 15);
  });
});

/**
 * Asks for more than the law allows, is refused; gets what it allows, once; then shows both sides of the new due time.
 * The lead department is market supervision.
 */
async function extended(id: string, clock: string, workdays: number): Promise<void> {
  const ask = (amount: number) =>
    chizhou.tries(chizhou.market, id, 'steps/decide/request-extension', { by: { amount, unit: 'workday' }, reason: '须现场核查' });
  const first = await chizhou.clock(id, clock);
  expect(await ask(workdays + 1)).toMatchObject({ status: 409, body: { code: 'no-extension', facts: { most: `${workdays}个工作日` } } });
  expect((await ask(workdays)).status).toBe(200);
  const decision = { approve: true, reason: '同意延期' };
  expect(await chizhou.tries(chizhou.market, id, 'steps/decideExtension/complete', decision)).toMatchObject({ status: 403 });
  await chizhou.completes(chizhou.head, id, 'decideExtension', decision);
  expect(await ask(1)).toMatchObject({ status: 409, body: { code: 'no-extension' } });

  const { dueAt } = await system.deps.clocks.forecast({
    rule: first.rule,
    from: first.startedAt,
    extensions: [{ amount: workdays, unit: 'workday' }],
  });
  expect(await chizhou.clock(id, clock)).toMatchObject({ plan: { dueAt } });
  await chizhou.comesNear(id, clock, -hour);
  expect((await chizhou.clock(id, clock)).light).not.toBe('red');
  await chizhou.comesNear(id, clock, 1);
  expect((await chizhou.clock(id, clock)).light).toBe('red');
  await chizhou.comesToRung(id, clock, 'supervise');
  expect(await chizhou.step(id, 'superviseClock')).toMatchObject({ unit: 'chizhou-etdz', parent: 'decide' });
}

describe('送达', () => {
  test('how is said when it is filed, unless there is nothing to deliver', async () => {
    const { workflowId: id } = await chizhou.leadsTo('file');
    const form = { onSite: true, applicationNo: '2022-118', channel: 'online' };
    expect(await chizhou.tries(chizhou.window, id, 'steps/file/complete', form)).toMatchObject(refusedForm('须选择领取方式'));

    const medical = await system.as('chizhou-medical-1');
    const nothing = { lead: medical, file: { delivery: undefined } };
    const insured = await chizhou.leadsTo('decide', filing({ item: 'resident-medical-insurance' }), nothing);
    await chizhou.completes(medical, insured.workflowId, 'decide', { decision: 'granted' });
    expect((await chizhou.sees(insured.workflowId)).steps.at(-1)?.name).toBe('decide');
    expect(await chizhou.rates(insured.receipt, 4)).toMatchObject({ status: 200 });
  });

  test('by post within ten working days, with a tracking number; what came back is posted again', async () => {
    const { workflowId: id } = await chizhou.leadsTo('post');
    const post = (trackingNo: string) => chizhou.tries(chizhou.market, id, 'steps/post/complete', { carrier: '中国邮政', trackingNo });
    for (const trackingNo of ['EX12', 'ex123456789cn', 'EX 123456789 CN']) {
      expect(await post(trackingNo)).toMatchObject({ status: 422, body: { errors: [{ path: 'trackingNo' }] } });
    }
    expect(await chizhou.clock(id, 'post.deliver')).toMatchObject({ plan: { term: { amount: 10, unit: 'workday' }, source: expect.stringContaining('第44条') } });
    await chizhou.comesNear(id, 'post.deliver', -24 * hour);
    expect((await chizhou.clock(id, 'post.deliver')).light).not.toBe('red');
    await chizhou.comesNear(id, 'post.deliver', 1);
    expect((await chizhou.clock(id, 'post.deliver')).light).toBe('red');
    expect((await post('EX123456789CN')).status).toBe(200);

    const arrives = (form: object, step = 'confirmDelivery') => chizhou.tries(chizhou.market, id, `steps/${step}/complete`, form);
    expect(await arrives({ delivered: true })).toMatchObject({ status: 422, body: { errors: [{ path: 'signedBy' }] } });
    expect((await arrives({ delivered: false })).status).toBe(200);
    expect(await chizhou.step(id, 'post-2')).toMatchObject({ status: 'offered' });
    await chizhou.completes(chizhou.market, id, 'post-2', { carrier: '中国邮政', trackingNo: 'EX987654321CN' });
    expect((await arrives({ delivered: true, signedBy: '示例·史某' }, 'confirmDelivery-2')).status).toBe(200);
    expect((await chizhou.sees(id)).next.at(-1)).toMatchObject({ step: null });
    expect(stepIn(await chizhou.sees(id), 'post').data).toMatchObject({ trackingNo: 'EX123456789CN' });
  });

  test('at the counter: picked up on another day it is a second trip', async () => {
    const { workflowId: id } = await chizhou.leadsTo('post', filing(), inHand);
    expect(await chizhou.step(id, 'pickUp')).toMatchObject({ unit: 'chizhou-etdz-service', status: 'offered' });
    await chizhou.comesTo(id, `${shift(today, 1)}T10:00:00+08:00`);
    await chizhou.completes(chizhou.window, id, 'pickUp', { onSite: true, pickedUpBy: '示例·史某' });
    expect(await chizhou.sees(id)).toMatchObject({ trips: 2 });
    expect(await chizhou.has(id, 'post')).toBe(false);
  });

  test('what nobody picked up in thirty days is posted; the day before it still lies there', async () => {
    const { workflowId: id } = await chizhou.leadsTo('post', filing(), inHand);
    expect(await chizhou.clock(id, 'pickUp.pickUp')).toMatchObject({ plan: { term: { amount: 30, unit: 'day' } } });
    await chizhou.comesNear(id, 'pickUp.pickUp', -24 * hour);
    expect(await chizhou.step(id, 'pickUp')).toMatchObject({ status: 'offered' });
    expect(await chizhou.has(id, 'post')).toBe(false);
    await chizhou.comesNear(id, 'pickUp.pickUp', 1);
    expect(await chizhou.step(id, 'pickUp')).toMatchObject({ status: 'withdrawn' });
    expect(await chizhou.step(id, 'post')).toMatchObject({ status: 'offered', unit: 'chizhou-etdz-market' });
  });
});

describe('好差评', () => {
  const window = 'case.rating';

  test('is refused with a wrong code, before its time, beyond five levels, and a second time', async () => {
    const { workflowId: id, receipt } = await chizhou.leadsTo('confirmDelivery');
    expect(await chizhou.rates('ABCD-EFGH-JKMN', 5)).toMatchObject({ status: 404, body: { code: 'wrong-receipt' } });
    expect(await chizhou.rates(receipt, 5)).toMatchObject({ status: 409, body: { code: 'rating-not-open' } });
    await chizhou.completes(chizhou.market, id, 'confirmDelivery', { delivered: true, signedBy: '示例·史某' });
    for (const level of [0, 6, 2.5, '5']) {
      expect(await chizhou.rates(receipt, level)).toMatchObject({ status: 422, body: { errors: [{ path: 'level' }] } });
    }
    const key = randomUUID();
    const first = await chizhou.rates(receipt, 1, key);
    expect(first).toMatchObject({ status: 200 });
    expect(await chizhou.rates(receipt, 1, key)).toMatchObject({ status: 200, body: first.body });
    expect(await chizhou.rates(receipt, 5, key)).toMatchObject({ status: 409, body: { code: 'key-reused' } });
    expect(await chizhou.rates(receipt, 5)).toMatchObject({ status: 409, body: { code: 'rated-already' } });
    expect(await chizhou.sees(id)).toMatchObject({ rating: 1 });
  });

  test.each([
    [5, '非常满意'],
    [4, '满意'],
    [3, '基本满意'],
  ])('level %i, %s, closes the filing', async (level, words) => {
    const { workflowId: id, receipt } = await chizhou.leadsTo('rating');
    await chizhou.rates(receipt, level);
    const closed = await chizhou.sees(id);
    expect(closed).toMatchObject({ status: 'closed', rating: level });
    expect(closed.timeline.find(({ kind }) => kind === 'rated')?.data).toMatchObject({ level, zh: words });
    expect(await chizhou.has(id, 'mend')).toBe(false);
    expect(await chizhou.rates(receipt, level)).toMatchObject({ status: 409 });
  });

  test('not given within five days is not satisfied: before they end it may be given, afterwards not', async () => {
    const { workflowId: id, receipt } = await chizhou.leadsTo('rating');
    expect(await chizhou.clock(id, window)).toMatchObject({ plan: { term: { amount: 5, unit: 'day' } } });
    await chizhou.comesNear(id, window, -24 * hour);
    expect((await system.outsider().get(`/api/v1/receipts/${receipt}`)).body).toMatchObject({ mayRate: true });
    await chizhou.comesNear(id, window, 1);
    const closed = await chizhou.sees(id);
    expect(closed).toMatchObject({ status: 'closed', outcome: 'granted', rating: null });
    expect(closed.timeline.map(({ kind }) => kind)).toContain('ratingMissed');
    expect(await chizhou.rates(receipt, 5)).toMatchObject({ status: 409, body: { code: 'case-not-open' } });
    expect((await chizhou.sees(id)).rating).toBeNull();
  });

  test.each([
    [2, '不满意'],
    [1, '非常不满意'],
  ])('level %i, %s, is explained or mended, and asked about: satisfied, it closes', async (level) => {
    const { caseNo, workflowId: id, receipt } = await chizhou.leadsTo('rating');
    await chizhou.rates(receipt, level);
    expect(await chizhou.told(caseNo, 'rated')).toContain(officers.chizhouCoordinator.id);
    expect(await chizhou.step(id, 'mend')).toMatchObject({ unit: 'chizhou-etdz-market', status: 'offered' });
    const mend = (form: object) => chizhou.tries(chizhou.market, id, 'steps/mend/complete', form);
    expect(await mend({ action: 'ignored', explanation: '不予理会' })).toMatchObject({ status: 422, body: { errors: [{ path: 'action' }] } });
    expect(await mend({ action: 'explained' })).toMatchObject({ status: 422, body: { errors: [{ path: 'explanation' }] } });
    expect((await mend({ action: 'explained', explanation: '系统故障,已致歉' })).status).toBe(200);
    await chizhou.completes(chizhou.window, id, 'followUp', { channel: 'phone', outcome: 'reached', level: 4 });
    expect(await chizhou.sees(id)).toMatchObject({ status: 'closed', outcome: 'granted', rating: level });
  });

  test('差评 is mended within five working days: the day before and the day after', async () => {
    const { workflowId: id, receipt } = await chizhou.leadsTo('rating');
    await chizhou.rates(receipt, 1);
    const clock = 'mend.negativeRating';
    expect(await chizhou.clock(id, clock)).toMatchObject({ plan: { term: { amount: 5, unit: 'workday' } } });
    await chizhou.comesNear(id, clock, -24 * hour);
    expect((await chizhou.clock(id, clock)).light).not.toBe('red');
    await chizhou.comesNear(id, clock, 1);
    expect((await chizhou.clock(id, clock)).light).toBe('red');
  });

  test('dissatisfied again it is mended once more on a new clock, then the supervisor decides', async () => {
    const { workflowId: id, receipt } = await chizhou.leadsTo('rating');
    await chizhou.rates(receipt, 1);
    for (const round of ['', '-2']) {
      expect(await chizhou.has(id, 'superviseClock')).toBe(false);
      await chizhou.completes(chizhou.market, id, `mend${round}`, { action: 'mended', explanation: '已重新制发' });
      await chizhou.completes(chizhou.window, id, `followUp${round}`, { channel: 'visit', outcome: 'reached', level: 2 });
    }
    expect(await chizhou.has(id, 'mend-3')).toBe(false);
    expect(clockIn(await chizhou.sees(id), 'mend-2.negativeRating')).toMatchObject({ status: 'met', startedAt: stepIn(await chizhou.sees(id), 'followUp').doneAt });
    expect(await chizhou.step(id, 'superviseClock')).toMatchObject({ unit: 'chizhou-etdz', status: 'offered' });
    expect((await chizhou.sees(id)).status).toBe('open');
    await chizhou.completes(chizhou.supervisor, id, 'superviseClock', { instruction: '约谈经办人,向申请人致歉' });
    expect(await chizhou.sees(id)).toMatchObject({ status: 'closed', rating: 1 });
  });

  test('a follow-up that reached somebody has a level', async () => {
    const { workflowId: id, receipt } = await chizhou.leadsTo('rating');
    await chizhou.rates(receipt, 1);
    await chizhou.completes(chizhou.market, id, 'mend', { action: 'mended', explanation: '已重新制发' });
    const call = (form: object) => chizhou.tries(chizhou.window, id, 'steps/followUp/complete', { channel: 'phone', ...form });
    expect(await call({ outcome: 'reached' })).toMatchObject(refusedForm('须填写 level'));
    expect(await call({ outcome: 'reached', level: 6 })).toMatchObject({ status: 422, body: { errors: [{ path: 'level' }] } });
    expect((await call({ outcome: 'refused' })).status).toBe(200);
    expect((await chizhou.sees(id)).status).toBe('closed');
  });
});

describe('the small-loan drive, jointly with the bank', () => {
  test('human resources leads, the bank gives its part, and the loan is decided within the promise', async () => {
    const day = await chizhou.opens(serviceDay({ units: ['chizhou-etdz-service', 'jiuhua-bank'] }));
    const { workflowId: id, receipt } = await chizhou.leadsTo('decide', filing({ item: 'small-loan', serviceDay: day.caseNo }), {
      lead: chizhou.hr,
      tellMaterials: { missing: ['statements'] },
    });
    const view = await chizhou.sees(id, chizhou.bank);
    expect(view.steps.filter(({ name }) => name === 'decide').map(({ unit, part }) => ({ unit, part }))).toEqual([
      { unit: 'chizhou-etdz-hr', part: false },
      { unit: 'jiuhua-bank', part: true },
    ]);
    expect(clockIn(view, 'decide-2.decideJointly').plan).toMatchObject({ term: { amount: 5, unit: 'workday' } });
    const notice = { decision: 'granted', licenceNo: '池经开贷2022-8' };
    expect(await chizhou.tries(chizhou.hr, id, 'steps/decide/complete', notice)).toMatchObject({ status: 409, body: { code: 'parts-missing' } });
    expect(await chizhou.tries(chizhou.bank, id, 'steps/decide/complete', notice)).toMatchObject({ status: 403, body: { code: 'not-your-step' } });
    await chizhou.completes(chizhou.bank, id, 'decide-2', { opinion: 'agree', reasons: '授信五万元' });
    await chizhou.completes(chizhou.hr, id, 'decide', notice);
    await chizhou.completes(chizhou.hr, id, 'post', { carrier: '中国邮政', trackingNo: 'EX123456789CN' });
    await chizhou.completes(chizhou.hr, id, 'confirmDelivery', { delivered: true, signedBy: '示例·史某' });
    await chizhou.rates(receipt, 5);
    expect(await chizhou.sees(id)).toMatchObject({ status: 'closed', outcome: 'granted', trips: 1, partOf: day.caseNo });
  });
});

describe('跑动次数', () => {
  const path = '/api/v1/statistics/trips';
  const registration = filing({ item: 'employment-registration' });

  test('is told to those who answer for a region, and for no other', async () => {
    expect(await chizhou.window.get(path)).toMatchObject({ status: 403, body: { code: 'forbidden' } });
    expect(await chizhou.supervisor.get(`${path}?region=341002`)).toMatchObject({ status: 403, body: { code: 'forbidden' } });
    expect(await chizhou.supervisor.get(`${path}?from=2026-02-01&to=2026-01-01`)).toMatchObject({ status: 422, body: { errors: [{ path: 'to' }] } });
    expect(await chizhou.supervisor.get(`${path}?from=2026-02-30`)).toMatchObject({ status: 422, body: { errors: [{ path: 'from' }] } });
  });

  test('is counted by the day: none online, one for all of a day, two for two days; of what is closed', async () => {
    const tomorrow = shift(today, 1);
    const finishes = async (onSite: { consult: boolean; file: boolean; pickUp: boolean }, at?: string): Promise<CaseView> => {
      const { workflowId: id, receipt } = await chizhou.leadsTo('post', registration, {
        lead: chizhou.hr,
        consult: { onSite: onSite.consult },
        file: { onSite: onSite.file, delivery: 'pickUp' },
      });
      if (at !== undefined) await chizhou.comesTo(id, at);
      await chizhou.completes(chizhou.window, id, 'pickUp', { ...taken, onSite: onSite.pickUp });
      await chizhou.rates(receipt, 5);
      return chizhou.sees(id);
    };
    expect(await finishes({ consult: false, file: false, pickUp: false })).toMatchObject({ status: 'closed', trips: 0 });
    expect(await finishes({ consult: true, file: true, pickUp: true })).toMatchObject({ trips: 1 });
    expect(await finishes({ consult: true, file: true, pickUp: true }, `${tomorrow}T09:00:00+08:00`)).toMatchObject({ trips: 2 });
    const withdrawn = await chizhou.leadsTo('file', registration);
    await chizhou.does(chizhou.coordinator, withdrawn.workflowId, 'withdraw', { reason: '申请人撤回' });
    await chizhou.leadsTo('file', registration);

    const counted = async (query: string, who = chizhou.coordinator) => {
      const { status, body } = await who.get<{ items: Array<{ item: string }> }>(`${path}?${query}`);
      expect(status).toBe(200);
      return body.items.find(({ item }) => item === 'employment-registration');
    };
    expect(await counted(`from=${today}&to=${today}`)).toMatchObject({ closed: 2, trips: 1, average: 0.5, atMostOnce: 2, most: 1 });
    expect(await counted(`from=${tomorrow}&to=${tomorrow}`)).toMatchObject({ closed: 1, trips: 2, most: 2, atMostOnce: 0 });
    expect(await counted(`from=${today}&to=${tomorrow}`)).toEqual({
      item: 'employment-registration',
      name: { zh: '就业失业登记', en: expect.any(String) },
      closed: 3,
      trips: 3,
      average: 1,
      atMostOnce: 2,
      most: 2,
    });
    expect(await counted(`from=${today}&to=${tomorrow}&region=341702402`)).toMatchObject({ closed: 3 });
    expect(await counted(`from=${shift(today, -9)}&to=${shift(today, -1)}`)).toBeUndefined();
    const elsewhere = await system.as('tunxi-coordinator');
    expect(await counted(`from=${today}&to=${tomorrow}`, elsewhere)).toBeUndefined();
  });
});
