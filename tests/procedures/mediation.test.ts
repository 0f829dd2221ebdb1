import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { System } from '../rig/system.ts';
import { Yixian, dispute, forms, inDays, neighbour, today } from '../rig/yixian.ts';

let system: System;
let yixian: Yixian;

beforeAll(async () => {
  system = await System.start();
  yixian = await Yixian.of(system);
});
afterAll(() => system.stop());

const tries = (id: string, step: string, form: unknown, who = yixian.mediator) => yixian.tries(who, id, `steps/${step}/complete`, form);
const wrongForm = (why: string) => ({ status: 422, body: { code: 'wrong-form', zh: expect.stringContaining(why) } });
const wrongFields = (path: string) => ({ status: 422, body: { code: 'invalid-fields', errors: [{ path }] } });
const day = 24 * 60;

describe('黟县: 作退一步想', () => {
  test('from the report of the party branch to the handshake', async () => {
    const { workflowId: id, caseNo } = await yixian.opens(dispute(), yixian.branch);
    expect(caseNo).toMatch(/^黟调〔\d{4}〕\d{6}号$/);
    expect(await yixian.sees(id)).toMatchObject({ stage: { label: { zh: '上门安抚' } }, leadUnit: 'biyang-studio', coordinator: 'biyang-studio' });

    await yixian.completes(yixian.community, id, 'calm', forms.calm);
    await yixian.completes(yixian.mediator, id, 'askConsent', forms.askConsent);
    await yixian.completes(yixian.mediator, id, 'invite', forms.invite);
    expect(await tries(id, 'mediate', forms.mediate)).toMatchObject({ status: 409, body: { code: 'parts-missing', facts: { missing: 2 } } });
    await yixian.mediates(id);
    await yixian.completes(yixian.mediator, id, 'agreement', forms.oral);
    await yixian.completes(yixian.mediator, id, 'watchPerformance', { result: 'performed' });
    expect(await yixian.step(id, 'applyForConfirmation')).toMatchObject({ status: 'withdrawn' });
    await yixian.closesAs(id, 'reconciled');
    const { steps, clocks } = await yixian.sees(id);
    expect(steps.filter(({ status }) => status === 'offered')).toEqual([]);
    expect(clocks.filter(({ status }) => status === 'running')).toEqual([]);
  });
});

describe('what is refused', () => {
  let agreeing: string | undefined;

  test('to open it with one party to the dispute, or for a branch without its grid', async () => {
    const opens = (body: unknown) => yixian.coordinator.post('/api/v1/cases', body);
    expect(await opens(dispute({ parties: [neighbour('示例·甲')] }))).toMatchObject(wrongFields('parties'));
    expect(await opens(dispute({ parties: [neighbour('示例·甲'), { role: 'other', name: '示例·丙' }] }))).toMatchObject(wrongFields('parties'));
    const { grid: _, ...matter } = dispute().matter;
    expect(await opens({ ...dispute(), matter })).toMatchObject(wrongFields('matter.grid'));
  });

  test('to calm one side only, or to ask one side only', async () => {
    const id = await yixian.leadsTo('calm');
    expect(await tries(id, 'calm', { ...forms.calm, met: ['p1'] }, yixian.community)).toMatchObject(wrongForm('缺 p2'));
    expect(await tries(id, 'calm', forms.calm)).toMatchObject({ status: 403, body: { code: 'not-your-step' } });
    await yixian.completes(yixian.community, id, 'calm', forms.calm);
    expect(await tries(id, 'askConsent', { answers: [{ party: 'p1', answer: 'agrees' }] })).toMatchObject(wrongForm('p1、p2'));
    expect(await tries(id, 'askConsent', { answers: ['p1', 'p1'].map((party) => ({ party, answer: 'agrees' })) })).toMatchObject(wrongForm('各一次'));
  });

  test('to have somebody join without the consent of both (人民调解法 20), or to invite for yesterday', async () => {
    const id = await yixian.leadsTo('invite');
    const uncle = (...consentOf: string[]) => ({ ...forms.invite, joining: [{ as: 'relative', name: '示例·舅舅', consentOf }] });
    expect(await tries(id, 'invite', uncle('p1'))).toMatchObject(wrongForm('人民调解法20'));
    expect(await tries(id, 'invite', { ...forms.invite, at: `${inDays(-1)}T15:00:00+08:00` })).toMatchObject({ status: 422, body: { code: 'date-in-the-past' } });
    await yixian.completes(yixian.mediator, id, 'invite', uncle('p1', 'p2'));
    const told = JSON.stringify(await system.engine.whole('general', id));
    expect(told).toContain('relative');
    expect(told).not.toContain('舅舅');
  });

  test.each<[string, object, string]>([
    ['without the signature of the mediator', { mediatorSigned: false }, 'mediatorSigned'],
    ['without the seal', { sealed: false }, 'sealed'],
    ['without the day of effect', { effectiveOn: undefined }, 'effectiveOn'],
    ['without the day of performance', { performBy: undefined }, 'performBy'],
    ['orally and not recorded', { made: 'oral', effectiveOn: undefined }, 'recorded'],
  ])('an agreement %s', async (_, changes, path) => {
    agreeing ??= await yixian.leadsTo('agreement');
    expect(await tries(agreeing, 'agreement', { ...forms.written, ...changes })).toMatchObject(wrongFields(path));
  });

  test('an agreement that one side did not sign, or whose days do not fit', async () => {
    agreeing ??= await yixian.leadsTo('agreement');
    expect(await tries(agreeing, 'agreement', { ...forms.written, signedBy: ['p2'] })).toMatchObject(wrongForm('人民调解法29'));
    expect(await tries(agreeing, 'agreement', { ...forms.written, effectiveOn: inDays(1) })).toMatchObject(wrongForm('生效日期'));
    expect(await tries(agreeing, 'agreement', { ...forms.written, performBy: inDays(-1) })).toMatchObject(wrongForm('履行日期'));
    expect(await yixian.step(agreeing, 'agreement')).toMatchObject({ status: 'offered' });
  });

  test('to end without telling of each of the other routes to each party (人民调解法 26)', async () => {
    const id = await yixian.leadsTo('agreement', { mediate: { attended: ['p1'], result: 'failed' } });
    const { court: _, ...twoRoutes } = forms.tellOtherRoutes;
    expect(await tries(id, 'tellOtherRoutes', twoRoutes)).toMatchObject(wrongFields('court'));
    expect(await tries(id, 'tellOtherRoutes', { ...forms.tellOtherRoutes, arbitration: false })).toMatchObject(wrongFields('arbitration'));
    expect(await tries(id, 'tellOtherRoutes', { ...forms.tellOtherRoutes, told: ['p1'] })).toMatchObject(wrongForm('缺 p2'));
  });
});

describe('free and voluntary', () => {
  test('a clear refusal of one side bars it: they are told of the other routes, and it ends', async () => {
    const id = await yixian.leadsTo('invite', {
      askConsent: { answers: [{ party: 'p1', answer: 'agrees' }, { party: 'p2', answer: 'refuses' }] },
    });
    expect(await yixian.has(id, 'mediate')).toBe(false);
    await yixian.completes(yixian.mediator, id, 'tellOtherRoutes', forms.tellOtherRoutes);
    await yixian.closesAs(id, 'refused');
  });

  test('they meet at most three times', async () => {
    const id = await yixian.leadsTo('mediate', { invite: { ...forms.invite, withUnits: [] } });
    const again = { attended: ['p1'], result: 'again' };
    expect(await tries(id, 'mediate', { attended: ['p1'], result: 'agreed' })).toMatchObject(wrongForm('各方当事人到场'));
    await yixian.completes(yixian.mediator, id, 'mediate', again);
    for (const round of ['-2', '-3']) {
      await yixian.completes(yixian.mediator, id, `invite${round}`, { ...forms.invite, withUnits: [] });
      if (round === '-2') await yixian.completes(yixian.mediator, id, 'mediate-2', again);
    }
    expect(await tries(id, 'mediate-3', again)).toMatchObject(wrongForm('已调解 3 次'));
    await yixian.completes(yixian.mediator, id, 'mediate-3', { attended: ['p1'], result: 'refused' });
    await yixian.completes(yixian.mediator, id, 'tellOtherRoutes', forms.tellOtherRoutes);
    await yixian.closesAs(id, 'failed');
  });
});

describe('the agreement is kept, or broken', () => {
  test('it is watched from the day agreed: the day before nothing, and three working days after it the light is red', async () => {
    const id = await yixian.leadsTo('watchPerformance');
    expect(await tries(id, 'watchPerformance', { result: 'breached', next: 'again' })).toMatchObject(wrongForm('届满后'));
    expect(await tries(id, 'watchPerformance', { result: 'breached' })).toMatchObject(wrongFields('next'));
    await yixian.comesTo(id, `${inDays(9)}T20:00:00+08:00`);
    expect(await yixian.clock(id, 'watchPerformance.performance')).toMatchObject({ light: 'blue', status: 'running' });
    await yixian.comesNear(id, 'watchPerformance.performance', -10);
    expect(await yixian.clock(id, 'watchPerformance.performance')).toMatchObject({ light: 'yellow' });
    await yixian.comesNear(id, 'watchPerformance.performance', 10);
    expect(await yixian.clock(id, 'watchPerformance.performance')).toMatchObject({ light: 'red' });

    await yixian.completes(yixian.mediator, id, 'watchPerformance', { result: 'breached', next: 'again' });
    expect(await yixian.step(id, 'applyForConfirmation')).toMatchObject({ status: 'withdrawn' });
    await yixian.completes(yixian.mediator, id, 'invite-2', { ...forms.invite, at: `${inDays(40)}T15:00:00+08:00`, withUnits: [] });
    await yixian.completes(yixian.mediator, id, 'mediate-4', forms.mediate);
    const now = (await yixian.step(id, 'mediate-4')).doneAt ?? '';
    const on = new Date(Date.parse(now) + 8 * 3_600_000).toISOString().slice(0, 10);
    await yixian.completes(yixian.mediator, id, 'agreement-2', { ...forms.written, effectiveOn: on, performBy: on });
    await yixian.comesNear(id, 'watchPerformance-2.performance', -day);
    await yixian.completes(yixian.mediator, id, 'watchPerformance-2', { result: 'breached', next: 'otherRoutes' });
    await yixian.completes(yixian.mediator, id, 'tellOtherRoutes', forms.tellOtherRoutes);
    await yixian.closesAs(id, 'breached');
  });

  test('they ask the court together within thirty days: on the last day they may, the day after they may not', async () => {
    const performBy = inDays(60);
    const id = await yixian.leadsTo('watchPerformance', { agreement: { ...forms.written, performBy } });
    const clock = await yixian.clock(id, 'applyForConfirmation.confirmation');
    expect(clock.plan).toMatchObject({ term: { amount: 30, unit: 'day' }, source: expect.stringContaining('第33条') });
    expect(Date.parse(clock.plan?.dueAt ?? '')).toBeGreaterThanOrEqual(Date.parse(`${inDays(30)}T23:59:00+08:00`));
    await yixian.comesNear(id, 'applyForConfirmation.confirmation', -60);
    expect(await yixian.step(id, 'applyForConfirmation')).toMatchObject({ status: 'offered' });
    const application = { court: '黟县人民法院', applicationNo: '黟司确2022-8' };
    expect(await tries(id, 'applyForConfirmation', { ...application, appliedBy: ['p1'] })).toMatchObject(wrongForm('共同申请'));
    await yixian.comesNear(id, 'applyForConfirmation.confirmation', 10);
    expect(await yixian.step(id, 'applyForConfirmation')).toMatchObject({ status: 'withdrawn' });
    expect(await tries(id, 'applyForConfirmation', { ...application, appliedBy: ['p1', 'p2'] })).toMatchObject({ status: 409 });
    await yixian.completes(yixian.mediator, id, 'watchPerformance', { result: 'performed' });
    await yixian.closesAs(id, 'reconciled');
  });

  test('what the court confirmed and is broken all the same can be enforced: they are told', async () => {
    const id = await yixian.leadsTo('watchPerformance', { agreement: { ...forms.written, performBy: today } });
    await yixian.completes(yixian.mediator, id, 'applyForConfirmation', { appliedBy: ['p1', 'p2'], court: '黟县人民法院', applicationNo: '黟司确2022-10' });
    await yixian.completes(yixian.mediator, id, 'courtDecision', { decision: 'confirmed', rulingNo: '(2022)皖1023民特10号' });
    await yixian.comesTo(id, `${inDays(1)}T09:00:00+08:00`);
    await yixian.completes(yixian.mediator, id, 'watchPerformance', { result: 'breached', next: 'otherRoutes' });
    expect(await tries(id, 'tellOtherRoutes', forms.tellOtherRoutes)).toMatchObject(wrongForm('强制执行'));
    await yixian.completes(yixian.mediator, id, 'tellOtherRoutes', { ...forms.tellOtherRoutes, enforcement: true });
    await yixian.closesAs(id, 'breached');
  });

  test('the court confirms what both asked it to', async () => {
    const id = await yixian.leadsTo('watchPerformance');
    await yixian.completes(yixian.mediator, id, 'applyForConfirmation', { appliedBy: ['p1', 'p2'], court: '黟县人民法院', applicationNo: '黟司确2022-9' });
    await yixian.completes(yixian.mediator, id, 'courtDecision', { decision: 'confirmed', rulingNo: '(2022)皖1023民特9号' });
    await yixian.completes(yixian.mediator, id, 'watchPerformance', { result: 'performed' });
    await yixian.closesAs(id, 'reconciled');
  });
});

describe('a possible offence', () => {
  const offence = { noticed: true, facts: '一方持械威胁' };

  test.each(['calm', 'mediate', 'watchPerformance'] as const)('noticed while %s is open goes to the police, and ends the mediation', async (step) => {
    const id = await yixian.leadsTo(step);
    await yixian.completes(step === 'calm' ? yixian.branch : yixian.mediator, id, step === 'calm' ? 'noticeCrime-3' : 'noticeCrime', offence);
    expect(await yixian.step(id, step)).toMatchObject({ status: 'withdrawn' });
    expect(await yixian.step(id, 'reportToPolice')).toMatchObject({ status: 'offered', unit: 'biyang-police' });
    expect(await yixian.tries(yixian.coordinator, id, 'steps/reportToPolice/call-back', { reason: '不再报告' })).toMatchObject({ status: 409, body: { code: 'step-not-open' } });
    await yixian.completes(yixian.police, id, 'reportToPolice', { receivedAs: '碧警受2022-71' });
    await yixian.closesAs(id, 'reportedToPolice');
  });

  test('is to be received within two hours: before them nothing is late, after them it is red', async () => {
    const id = await yixian.leadsTo('askConsent');
    await yixian.completes(yixian.community, id, 'noticeCrime-2', offence);
    await yixian.comesNear(id, 'reportToPolice.reportToPolice', -5);
    expect(await yixian.clock(id, 'reportToPolice.reportToPolice')).toMatchObject({ light: 'yellow' });
    await yixian.comesNear(id, 'reportToPolice.reportToPolice', 5);
    expect(await yixian.clock(id, 'reportToPolice.reportToPolice')).toMatchObject({ light: 'red' });
  });

  test('noticed while the file is archived still goes to the police', async () => {
    const id = await yixian.leadsTo('watchPerformance', { agreement: forms.oral });
    await yixian.completes(yixian.mediator, id, 'watchPerformance', { result: 'performed' });
    await yixian.completes(yixian.mediator, id, 'noticeCrime', offence);
    expect(await yixian.step(id, 'archive')).toMatchObject({ status: 'withdrawn' });
    await yixian.completes(yixian.police, id, 'reportToPolice', { receivedAs: '碧警受2022-72' });
    await yixian.completes(yixian.mediator, id, 'archive-2', forms.archive);
    expect(await yixian.sees(id)).toMatchObject({ status: 'closed', outcome: 'reportedToPolice' });
  });
});

test('police who see that another station has to take it return it, and the studio decides; it cannot be dropped', async () => {
  const id = await yixian.leadsTo('calm');
  await yixian.completes(yixian.community, id, 'noticeCrime-2', { noticed: true, facts: '持械威胁' });
  await yixian.does(yixian.police, id, 'steps/reportToPolice/return', { reason: '属治安大队管辖' });
  expect(await yixian.tries(yixian.coordinator, id, 'steps/reviewReturn/complete', { decision: 'drop', reason: '不再报告' })).toMatchObject(wrongForm('不能取消'));
  await yixian.completes(yixian.coordinator, id, 'reviewReturn', { decision: 'reassign', to: 'yixian-police', reason: '改由县局接报' });
  expect(await yixian.step(id, 'reportToPolice')).toMatchObject({ status: 'offered', unit: 'yixian-police' });
});

test('the calming visit is due in four hours: before them it is not late, after them it is', async () => {
  const id = await yixian.leadsTo('calm');
  await yixian.comesNear(id, 'calm.calm', -5);
  expect(await yixian.clock(id, 'calm.calm')).toMatchObject({ light: 'yellow' });
  await yixian.comesNear(id, 'calm.calm', 5);
  expect(await yixian.clock(id, 'calm.calm')).toMatchObject({ light: 'red' });
  expect(await yixian.has(id, 'superviseClock')).toBe(false);
  await yixian.comesNear(id, 'calm.calm', 14 * day); // a working day later, whichever holiday comes between
  expect(await yixian.step(id, 'superviseClock')).toMatchObject({ unit: 'yixian', parent: 'calm' });
});
