import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Trial, people } from './trial.ts';

const { coordinator, fitter, foreman, supervisor } = people;
const reached = (level: number) => ({ channel: 'phone', outcome: 'reached', level });
const unreachable = { channel: 'phone', outcome: 'unreachable' };

let trial: Trial;
beforeAll(async () => {
  trial = await Trial.start();
});
afterAll(() => trial.stop());

describe('a visit or a call', () => {
  test('that reached somebody says how satisfied he is', async () => {
    const lamp = await trial.opens('followUp');
    expect(await lamp.step('followUp')).toMatchObject({ unit: 'hotline', stage: 'visit', about: 'attempt-1', status: 'offered' });
    await lamp.isRefused('not-your-step', fitter, 'completeStep', 'followUp', reached(5));
    const { reason } = await lamp.isRefused('wrong-form', coordinator, 'completeStep', 'followUp', { channel: 'phone', outcome: 'reached' });
    expect(reason).toMatchObject({ zh: expect.stringContaining('满意度') });
    await lamp.completes(coordinator, 'followUp', { ...reached(4), contacted: true, resolved: false });
    expect(await lamp.ends()).toMatchObject({ outcome: 'reached:4' });
    expect((await lamp.whole()).picture).toMatchObject({ satisfaction: 4, contacted: true, resolved: false });
  });

  test('that is refused is not tried again', async () => {
    const lamp = await trial.opens('followUp');
    await lamp.completes(coordinator, 'followUp', { channel: 'phone', outcome: 'refused' });
    expect(await lamp.ends()).toMatchObject({ outcome: 'refused:null' });
    expect((await lamp.whole()).picture).toMatchObject({ satisfaction: null });
  });

  test('that reached nobody is tried again after an interval, and after the last attempt no more', async () => {
    const lamp = await trial.opens('followUp');
    await lamp.completes(coordinator, 'followUp', unreachable);
    await lamp.comesToHour('case.followUpInterval', 7.99);
    expect(await lamp.steps('followUp')).toHaveLength(1);
    await lamp.comesToHour('case.followUpInterval', 8);
    expect(await lamp.step('followUp-2')).toMatchObject({ about: 'attempt-2', status: 'offered' });
    await lamp.completes(coordinator, 'followUp-2', unreachable);
    expect(await lamp.ends()).toMatchObject({ outcome: 'unreachable:null' });
    expect((await lamp.entries()).slice(-2)).toMatchObject([{ kind: 'followUpMissed', data: { attempts: 2 } }, { kind: 'caseClosed' }]);
    expect((await lamp.whole()).picture).toMatchObject({ missed: 0 });
  });

  test('waits no longer for its interval than the case is paused', async () => {
    const lamp = await trial.opens('followUp');
    await lamp.completes(coordinator, 'followUp', unreachable);
    await lamp.does(coordinator, 'pauseCase', null, { reason: '春节' });
    await lamp.passes({ days: 7 });
    expect(await lamp.steps('followUp')).toHaveLength(1);
    await lamp.does(coordinator, 'resumeCase', null, { reason: '节后' });
    await lamp.passes({ hours: 8, minutes: 1 });
    expect(await lamp.steps('followUp')).toHaveLength(2);
  });
});

describe('until somebody is satisfied', () => {
  test('fairly satisfied is enough', async () => {
    const lamp = await trial.opens('mendUntilSatisfied');
    await lamp.completes(fitter, 'repair', { report: '已修' });
    await lamp.completes(coordinator, 'followUp', reached(3));
    expect(await lamp.ends()).toMatchObject({ outcome: 'reached:3' });
    expect((await lamp.whole()).picture).toMatchObject({ reworks: 0 });
  });

  test('who cannot be reached three times is not worked for again', async () => {
    const lamp = await trial.opens('mendUntilSatisfied');
    await lamp.completes(fitter, 'repair', { report: '已修' });
    for (const step of ['followUp', 'followUp-2', 'followUp-3']) {
      await lamp.passes({ hours: 9 });
      await lamp.completes(coordinator, step, unreachable);
    }
    expect(await lamp.ends()).toMatchObject({ outcome: 'unreachable:null' });
    expect(await lamp.steps('repair')).toHaveLength(1);
  });

  test('dissatisfied: the same unit again on a new clock, once; then the supervisor decides', async () => {
    const lamp = await trial.opens('mendUntilSatisfied');
    await lamp.completes(fitter, 'repair', { report: '已修' });
    await lamp.comesToHour('followUp.followUp', 20);
    await lamp.completes(coordinator, 'followUp', reached(2));
    expect(await lamp.step('repair-2')).toMatchObject({ unit: 'lamp-team', status: 'offered' });
    const again = await lamp.clock('repair-2.repair');
    expect(Date.parse(again.startedAt) - Date.parse((await lamp.clock('repair.repair')).startedAt)).toBeGreaterThan(20 * 3_600_000);
    await lamp.completes(foreman, 'repair-2', { report: '再修' });
    await lamp.completes(coordinator, 'followUp-2', reached(1));
    expect(await lamp.steps('repair')).toHaveLength(2);
    expect(await lamp.step('superviseClock')).toMatchObject({ unit: 'lighting-office', status: 'offered' });
    await lamp.isRefused('not-your-step', coordinator, 'completeStep', 'superviseClock', { instruction: '列入改造' });
    await lamp.completes(supervisor, 'superviseClock', { instruction: '列入改造' });
    expect(await lamp.ends()).toMatchObject({ outcome: 'reached:1' });
    expect((await lamp.whole()).picture).toMatchObject({ reworks: 1, satisfaction: 1 });
  });
});
