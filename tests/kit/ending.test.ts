import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { until } from '../rig/eventually.ts';
import { Trial, outside, people, system, type LampCase } from './trial.ts';

const { brother, coordinator, electrician, fitter, foreman, supervisor } = people;
const hour = 3_600_000;

let trial: Trial;
beforeAll(async () => {
  trial = await Trial.start();
});
afterEach(() => trial.ear.set('open'));
afterAll(() => trial.stop());

/** Whatever anybody tries on a case that has ended. */
async function takesNothingMore(lamp: LampCase, step: string): Promise<void> {
  const toStep = ['acceptStep', 'assignStep', 'completeStep', 'returnStep', 'transferStep', 'takeBackStep', 'substituteStep', 'requestExtension', 'urgeStep', 'superviseStep', 'callBackStep'];
  const toCase = ['addNote', 'addEvidence', 'declareInterest', 'pauseCase', 'resumeCase', 'withdrawCase'];
  for (const action of toStep) await lamp.isRefused('case-not-open', coordinator, action, step);
  for (const action of toCase) await lamp.isRefused('case-not-open', coordinator, action);
  await lamp.isRefused('case-not-open', outside, 'rateCase', null, { level: 5 });
  await lamp.isRefused('case-not-open', system, 'recountClocks');
}

describe('a case is withdrawn', () => {
  test('by who coordinates it, or supervises, and by nobody else', async () => {
    const lamp = await trial.opens('repairUnder');
    for (const who of [fitter, foreman, system]) await lamp.isRefused('forbidden', who, 'withdrawCase', null, { reason: '撤回' });
    await lamp.isRefused('no-appointment', outside, 'withdrawCase', null, { reason: '撤回' });
    await lamp.isRefused('recused', brother, 'withdrawCase', null, { reason: '撤回' });
    await lamp.does(supervisor, 'withdrawCase', null, { reason: '误报' });
    expect(await lamp.ends()).toMatchObject({ status: 'withdrawn' });
  });

  test('with all that is open: whoever had the ball is told, no clock runs on, nothing more is taken', async () => {
    const lamp = await trial.opens('repairJointly', { units: ['power-team', 'road-team'] });
    await lamp.completes(electrician, 'repair-2', { contribution: '已配合' });
    await lamp.does(fitter, 'returnStep', 'repair', { reason: '非本班管辖' });
    const entry = await lamp.does(coordinator, 'withdrawCase', null, { reason: '误报' });
    expect(entry).toMatchObject({ kind: 'caseWithdrawn', visibility: 'parties', data: { reason: '误报' } });
    expect(entry.tell.map(({ unit }) => unit)).toEqual(['lamp-team', 'road-team', 'hotline']);
    expect(await lamp.ends()).toMatchObject({ status: 'withdrawn' });
    const { picture, steps, clocks } = await lamp.whole();
    expect(picture).toMatchObject({ status: 'withdrawn', closedAt: entry.at, waits: [] });
    expect(steps.map(({ id, status }) => `${id} ${status}`)).toEqual(['repair withdrawn', 'repair-2 done', 'repair-3 withdrawn', 'reviewReturn withdrawn']);
    expect(clocks.map(({ status }) => status)).toEqual(['cancelled', 'met', 'cancelled', 'cancelled']);
    expect((await lamp.entries()).at(-1)).toEqual(entry);
    await takesNothingMore(lamp, 'repair');
  });

  test('while it is paused', async () => {
    const lamp = await trial.opens('repairUnder');
    await lamp.does(coordinator, 'pauseCase', null, { reason: '等灯' });
    await lamp.does(coordinator, 'withdrawCase', null, { reason: '误报' });
    expect(await lamp.ends()).toMatchObject({ status: 'withdrawn' });
    expect((await lamp.whole()).clocks).toMatchObject([{ status: 'cancelled' }]);
  });

  test('while the record is away: its story is told no further, whatever falls due, and it ends when all is written', async () => {
    const opens = Date.now() + 4_000; // while an activity is in flight, time is waited for, not moved
    const [opensAt, closesAt] = [opens, opens + hour].map((at) => new Date(at).toISOString());
    const lamp = await trial.opens('attend', { opensAt, closesAt });
    trial.ear.set('refuse');
    const withdrawal = lamp.sends(coordinator, 'withdrawCase', { reason: '误报' });
    await until(() => Date.now() > opens + 1_000);
    expect((await lamp.kinds()).slice(-1)).toEqual(['caseWithdrawn']);
    expect(await lamp.steps('attend')).toEqual([]);
    await lamp.isRefused('case-not-open', fitter, 'addNote');
    trial.ear.set('open');
    await withdrawal;
    expect(await lamp.ends()).toMatchObject({ status: 'withdrawn' });
    expect((await lamp.kinds()).slice(-1)).toEqual(['caseWithdrawn']);
  });
});

describe('an administrator cancels the workflow', () => {
  const dark = () => ({ closesAt: new Date(Date.now() + 5 * hour).toISOString() });
  const opens = () => ({ opensAt: new Date(Date.now() + 2 * hour).toISOString(), ...dark() });

  test.each([
    ['while a step waits for its unit', () => trial.opens('repairUnder')],
    ['while co-units work', () => trial.opens('repairJointly', { units: ['power-team'] })],
    ['while steps wait for an event', () => trial.opens('inspectBefore', dark())],
    ['before its day comes', () => trial.opens('attend', opens())],
    ['while a term runs', () => trial.opens('burnIn', { rule: 'lamp.rating' })],
  ])('%s: the case is withdrawn, and that is written', async (_, open) => {
    const lamp = await open();
    await lamp.handle.cancel();
    expect(await lamp.ends()).toEqual({ status: 'withdrawn', outcome: 'cancelled' });
    const { picture, steps, clocks } = await lamp.whole();
    expect(picture).toMatchObject({ status: 'withdrawn', outcome: 'cancelled', closedAt: expect.any(String), waits: [] });
    expect([...new Set(steps.map(({ status }) => status))].filter((status) => status !== 'withdrawn')).toEqual([]);
    expect([...new Set(clocks.map(({ status }) => status))].filter((status) => status !== 'cancelled')).toEqual([]);
    expect((await lamp.entries()).at(-1)).toMatchObject({ kind: 'caseWithdrawn', actor: { kind: 'system' }, visibility: 'parties', tell: [{ unit: 'hotline' }] });
  });

  test('while it is paused, and its record is away', async () => {
    const lamp = await trial.opens('repairUnder');
    await lamp.does(coordinator, 'pauseCase', null, { reason: '等灯' });
    trial.ear.set('refuse');
    await lamp.handle.cancel();
    await until(() => lamp.calls.some(({ way }) => way === 'ordinary'));
    await lamp.isRefused('case-not-open', coordinator, 'resumeCase', null, { reason: '恢复' });
    trial.ear.set('open');
    expect(await lamp.ends()).toMatchObject({ outcome: 'cancelled' });
  });
});

test('a case is referred: what is still open is withdrawn, and the coordinator is told', async () => {
  const lamp = await trial.opens('refer');
  await lamp.completes(coordinator, 'register', { lamp: 'L-17' });
  expect(await lamp.ends()).toEqual({ status: 'referred', outcome: 'power-team' });
  expect(await lamp.step('inspect')).toMatchObject({ status: 'withdrawn' });
  expect((await lamp.entries()).slice(-2)).toMatchObject([
    { kind: 'stepWithdrawn', step: 'inspect', data: { zh: '事项已结束' }, tell: [{ unit: 'lamp-team' }] },
    { kind: 'caseReferred', data: { outcome: 'power-team' }, tell: [{ unit: 'hotline', roles: ['coordinator', 'unitHead'] }] },
  ]);
  await lamp.isRefused('case-not-open', fitter, 'completeStep', 'inspect', { sound: true });
});

test('a case closes with supervisions and replies still open: they are withdrawn', async () => {
  const lamp = await trial.opens('repairUnder');
  await lamp.does(supervisor, 'superviseStep', 'repair', { instruction: '从速' });
  await lamp.completes(fitter, 'repair', { report: '已修' });
  expect(await lamp.ends()).toMatchObject({ status: 'closed' });
  expect(await lamp.step('replyToSupervision')).toMatchObject({ status: 'withdrawn' });
  await lamp.isRefused('case-not-open', foreman, 'completeStep', 'replyToSupervision', { measures: '加派人手' });
});

test('whoever acts at the moment at which the case closes is answered or refused, and nothing is lost', async () => {
  const lamp = await trial.opens('repairUnder');
  const notes = Array.from({ length: 8 }, () => lamp.sends(foreman, 'addNote'));
  const answers = await Promise.allSettled([...notes.slice(0, 4), lamp.sends(fitter, 'completeStep', { report: '已修' }, 'repair'), ...notes.slice(4)]);
  await lamp.ends();
  const answered = answers.filter(({ status }) => status === 'fulfilled');
  for (const answer of answers) if (answer.status === 'rejected') expect(answer.reason).toMatchObject({ code: 'case-not-open' });
  expect((await lamp.kinds()).filter((kind) => kind === 'noteAdded' || kind === 'stepDone')).toHaveLength(answered.length);
});
