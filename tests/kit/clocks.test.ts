import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { clockPlan } from '../../contracts/clock.ts';
import { Trial, people, system, type LampCase, type Person } from './trial.ts';

const { coordinator, electrician, fitter, foreman, mayor, supervisor } = people;
const hour = 3_600_000;
const minute = 60_000;
const repaired = { report: '换灯泡' };
const byHours = (amount: number) => ({ by: { amount, unit: 'hour' }, reason: '等备件' });

let trial: Trial;
beforeAll(async () => {
  trial = await Trial.start();
});
afterAll(() => trial.stop());

/** A lamp that waits for the lamp team, for 100 hours. */
const reported = () => trial.opens('repairUnder');
const light = async (lamp: LampCase) => (await lamp.clock('repair.repair')).light;

/** Noon of a Wednesday ahead, in Beijing. */
const wednesday = (() => {
  const tomorrow = new Date(Date.now() + 32 * hour);
  const days = (10 - tomorrow.getUTCDay()) % 7;
  return Date.parse(`${tomorrow.toISOString().slice(0, 10)}T12:00:00+08:00`) + days * 24 * hour;
})();

describe('the ladder', () => {
  test('is climbed rung by rung: nothing before each instant, the rung just after it', async () => {
    const lamp = await reported();
    const rungs = [
      [50, 'clockReminded', 'blue', 'handler'],
      [75, 'lightTurned', 'yellow', 'handler'],
      [90, 'clockReminded', 'yellow', 'unitHead'],
      [100, 'lightTurned', 'red', 'handler'],
    ] as const;
    for (const [at, kind, shown, role] of rungs) {
      const { picture } = await lamp.whole();
      await lamp.comesToHour('repair.repair', at - 0.01);
      expect(await lamp.entries(picture.seq)).toEqual([]);
      await lamp.comesToHour('repair.repair', at);
      const entries = await lamp.entries(picture.seq);
      expect(entries).toMatchObject([{ kind, clock: 'repair.repair', step: 'repair', data: { light: shown }, tell: [{ unit: 'lamp-team' }] }]);
      expect(entries[0]?.tell[0]?.roles).toContain(role);
      expect(await light(lamp)).toBe(shown);
    }
    await lamp.comesToHour('repair.repair', 109.99);
    expect(await lamp.steps('superviseClock')).toEqual([]);
    await lamp.comesToHour('repair.repair', 110);
    expect(await lamp.step('superviseClock')).toMatchObject({ unit: 'lighting-office', roles: ['supervisor'], parent: 'repair', status: 'offered' });
  });

  test('ends with the work: in time is met, late is missed', async () => {
    const inTime = await reported();
    await inTime.comesToHour('repair.repair', 99.9);
    await inTime.completes(fitter, 'repair', repaired);
    expect(await inTime.clock('repair.repair')).toMatchObject({ status: 'met', light: 'yellow' });
    expect((await inTime.whole()).picture).toMatchObject({ missed: 0 });

    const late = await reported();
    await late.comesToHour('repair.repair', 100);
    await late.completes(fitter, 'repair', repaired);
    expect(await late.clock('repair.repair')).toMatchObject({ status: 'missed', light: 'red' });
    expect((await late.whole()).picture).toMatchObject({ missed: 1 });
  });

  test('a supervision that nobody answers climbs to the next supervisor, and ends with the last', async () => {
    const lamp = await reported();
    await lamp.comesToHour('repair.repair', 110);
    await lamp.isRefused('not-your-step', mayor, 'completeStep', 'superviseClock', { instruction: '今日修复' });
    await lamp.isRefused('not-your-step', foreman, 'completeStep', 'superviseClock', { instruction: '今日修复' });
    await lamp.comesToHour('superviseClock.supervision', 30);
    expect(await lamp.step('superviseClock-2')).toMatchObject({ unit: 'city-bureau', parent: 'superviseClock', status: 'offered' });
    await lamp.comesToHour('superviseClock-2.supervision', 300);
    expect(await lamp.steps('superviseClock')).toHaveLength(2);
    expect((await lamp.whole()).picture.supervisedBy).toEqual(['lighting-office', 'city-bureau']);

    await lamp.completes(mayor, 'superviseClock-2', { instruction: '限期督办' });
    await lamp.completes(supervisor, 'superviseClock', { instruction: '今日修复' });
    expect((await lamp.steps('replyToSupervision')).map(({ unit, parent }) => ({ unit, parent }))).toEqual([
      { unit: 'lighting-office', parent: 'superviseClock' },
      { unit: 'lamp-team', parent: 'repair' },
    ]);
  });

  test('a step without a rule has no clock, and nothing to extend', async () => {
    const lamp = await trial.opens('repair');
    expect(await lamp.step('register')).toMatchObject({ clock: null });
    await lamp.isRefused('no-clock', coordinator, 'requestExtension', 'register', byHours(5));
    await lamp.passes({ days: 400 });
    expect(await lamp.kinds()).toEqual(['opened', 'stepOffered']);
  });
});

describe('an extension', () => {
  test('is refused beyond the allowance, in another unit of time, twice at once, and where the rule knows none', async () => {
    const lamp = await reported();
    const facts = await lamp.isRefused('no-extension', fitter, 'requestExtension', 'repair', byHours(51));
    expect(facts).toEqual({ rule: { zh: '修灯时限', en: 'lamp.repair' }, times: 1, most: { zh: '50小时', en: '50 hours' } });
    await lamp.isRefused('no-extension', fitter, 'requestExtension', 'repair', { by: { amount: 1, unit: 'workday' }, reason: '等备件' });
    await lamp.does(fitter, 'requestExtension', 'repair', byHours(50));
    await lamp.isRefused('extension-pending', foreman, 'requestExtension', 'repair', byHours(5));
    await lamp.isRefused('not-your-step', foreman, 'completeStep', 'decideExtension', { approve: true, reason: '同意' });
    await lamp.isRefused('no-extension', coordinator, 'requestExtension', 'decideExtension', byHours(5));
  });

  test('that is not granted changes nothing, and may be asked for again', async () => {
    const lamp = await reported();
    const before = await lamp.clock('repair.repair');
    await lamp.does(fitter, 'requestExtension', 'repair', byHours(30));
    expect(await lamp.step('decideExtension')).toMatchObject({ unit: 'hotline', parent: 'repair', status: 'offered' });
    expect(await lamp.clock('repair.repair')).toMatchObject({ extensionPending: true });
    await lamp.completes(coordinator, 'decideExtension', { approve: false, reason: '人手足够' });
    expect((await lamp.entries()).at(-1)).toMatchObject({ kind: 'extensionRefused', step: 'repair', data: { reason: '人手足够' } });
    expect(await lamp.clock('repair.repair')).toEqual({ ...before, seq: expect.any(Number) });
    await lamp.does(fitter, 'requestExtension', 'repair', byHours(30));
  });

  test('that is granted moves the due time and its ladder by just that much, and turns the light back; once', async () => {
    const lamp = await reported();
    const first = await lamp.dueAt('repair.repair');
    await lamp.comesToHour('repair.repair', 91);
    expect(await light(lamp)).toBe('yellow');
    await lamp.does(fitter, 'requestExtension', 'repair', byHours(50));
    await lamp.completes(coordinator, 'decideExtension', { approve: true, reason: '同意' });
    expect((await lamp.entries()).slice(-2)).toMatchObject([
      { kind: 'extensionGranted', data: { by: { amount: 50, unit: 'hour' } }, tell: [{ unit: 'lamp-team' }] },
      { kind: 'lightTurned', data: { light: 'blue' } },
    ]);
    expect((await lamp.dueAt('repair.repair')) - first).toBe(50 * hour);
    expect(await lamp.clock('repair.repair')).toMatchObject({ extensions: [{ amount: 50, unit: 'hour' }], extensionPending: false, light: 'blue' });
    await lamp.isRefused('no-extension', fitter, 'requestExtension', 'repair', byHours(1));

    await lamp.comesToHour('repair.repair', 112);
    expect(await light(lamp)).toBe('blue');
    await lamp.comesToHour('repair.repair', 112.5);
    expect(await light(lamp)).toBe('yellow');
    await lamp.comesToHour('repair.repair', 149.9);
    expect(await light(lamp)).toBe('yellow');
    await lamp.comesToHour('repair.repair', 150);
    expect(await light(lamp)).toBe('red');
  });

  test('asked for a step that is done meanwhile falls away with it', async () => {
    const lamp = await trial.opens('mendUntilSatisfied');
    await lamp.does(fitter, 'requestExtension', 'repair', byHours(30));
    await lamp.completes(fitter, 'repair', repaired);
    const { plan } = await lamp.clock('repair.repair');
    expect(await lamp.step('decideExtension')).toMatchObject({ status: 'withdrawn' });
    expect(await lamp.clock('decideExtension.extensionDecision')).toMatchObject({ status: 'cancelled' });
    await lamp.isRefused('step-not-open', coordinator, 'completeStep', 'decideExtension', { approve: true, reason: '同意' });
    expect(await lamp.clock('repair.repair')).toMatchObject({ status: 'met', plan, extensionPending: false });
  });
});

describe('a pause', () => {
  test('stops every clock, and moves each due time and rung by its length', async () => {
    const lamp = await reported();
    await lamp.does(fitter, 'returnStep', 'repair', { reason: '非本班管辖' });
    const first = await lamp.whole();
    await lamp.comesToHour('repair.repair', 10);
    const paused = Date.parse((await lamp.does(coordinator, 'pauseCase', null, { reason: '等灯' })).at);
    expect((await lamp.whole()).clocks.map(({ status }) => status)).toEqual(['paused', 'paused']);

    const { picture } = await lamp.whole();
    await lamp.passes({ days: 30 });
    expect(await lamp.entries(picture.seq)).toEqual([]);

    const resumed = Date.parse((await lamp.does(coordinator, 'resumeCase', null, { reason: '灯到' })).at);
    const after = await lamp.whole();
    expect(after.clocks.map(({ id, status }) => ({ id, status }))).toEqual(first.clocks.map(({ id }) => ({ id, status: 'running' })));
    for (const clock of first.clocks) {
      expect((await lamp.dueAt(clock.id)) - Date.parse(clockPlan.parse(clock.plan).dueAt)).toBe(resumed - paused);
    }
    const [from, to] = [paused, resumed].map((at) => new Date(at).toISOString());
    expect(after.clocks.map(({ pauses }) => pauses)).toEqual([[{ from, to }], [{ from, to }]]);

    await lamp.completes(coordinator, 'reviewReturn', { decision: 'reject', reason: '属本班' });
    await lamp.comesTo((await lamp.dueAt('repair.repair')) - minute);
    expect(await light(lamp)).toBe('yellow');
    await lamp.comesTo(await lamp.dueAt('repair.repair'));
    expect(await light(lamp)).toBe('red');
  });

  /** Two working days from Wednesday noon are over on Friday at midnight. The case is paused on Friday evening, and resumed on Saturday. */
  async function pausedOverTheDueTime(lamp: LampCase): Promise<void> {
    await lamp.comesTo(wednesday + 59 * hour);
    await lamp.does(coordinator, 'pauseCase', null, { reason: '等灯' });
    await lamp.comesTo(wednesday + 71 * hour);
    await lamp.does(coordinator, 'resumeCase', null, { reason: '灯到' });
  }

  test('takes no working day over a weekend: what fell due meanwhile is told on resuming', async () => {
    const lamp = await trial.opens('repairUnder', { rule: 'lamp.repairByWorkdays', opensAt: new Date(wednesday).toISOString() });
    const due = await lamp.dueAt('repair.repairByWorkdays');
    await pausedOverTheDueTime(lamp);
    await lamp.passes({ seconds: 5 });
    expect(await lamp.dueAt('repair.repairByWorkdays')).toBe(due);
    expect(await lamp.clock('repair.repairByWorkdays')).toMatchObject({ status: 'running', light: 'red' });
    expect((await lamp.entries()).filter(({ data }) => data['act'] === 'red')).toMatchObject([{ kind: 'lightTurned', tell: [{ unit: 'lamp-team' }] }]);
    expect(await lamp.steps('superviseClock')).toHaveLength(1);
  });

  test('takes no working day over a weekend: what lapsed meanwhile lapses on resuming', async () => {
    const lamp = await trial.opens('inspectUnlessDue', { rule: 'lamp.inspectByWorkdays', opensAt: new Date(wednesday).toISOString() });
    await pausedOverTheDueTime(lamp);
    expect(await lamp.ends()).toMatchObject({ outcome: 'deemedSound' });
  });

  test('what was waited for comes when the case is resumed, and its clock starts then', async () => {
    const dark = Date.now() + 5 * hour;
    const lamp = await trial.opens('inspectBefore', { closesAt: new Date(dark).toISOString() });
    await lamp.does(coordinator, 'pauseCase', null, { reason: '停电' });
    await lamp.comesTo(dark);
    await lamp.passes({ days: 30 });
    expect(await lamp.steps('repair')).toEqual([]);
    await lamp.does(coordinator, 'resumeCase', null, { reason: '来电' });
    expect(await lamp.clock('repair.repair')).toMatchObject({ status: 'running', light: 'blue' });
    expect((await lamp.dueAt('repair.repair')) - (await lamp.now())).toBeGreaterThan(99.9 * hour);
  });
});

describe('nothing resets a clock', () => {
  const acts: ReadonlyArray<readonly [string, Person, string, string | null, Record<string, unknown>]> = [
    ['accepted', fitter, 'acceptStep', 'repair', {}],
    ['assigned', foreman, 'assignStep', 'repair', { officer: fitter.officer }],
    ['transferred', fitter, 'transferStep', 'repair', { to: 'power-team', reason: '转交' }],
    ['taken back', fitter, 'takeBackStep', 'repair', { reason: '收回' }],
    ['returned', fitter, 'returnStep', 'repair', { reason: '退回' }],
    ['rejected', coordinator, 'completeStep', 'reviewReturn', { decision: 'reject', reason: '驳回' }],
    ['returned again', fitter, 'returnStep', 'repair', { reason: '退回' }],
    ['reassigned', coordinator, 'completeStep', 'reviewReturn-2', { decision: 'reassign', to: 'road-team', reason: '改派' }],
    ['substituted', coordinator, 'substituteStep', 'repair', { to: 'lamp-team', reason: '更换' }],
    ['asked for', fitter, 'requestExtension', 'repair', byHours(30)],
    ['not granted', coordinator, 'completeStep', 'decideExtension', { approve: false, reason: '不同意' }],
    ['urged', coordinator, 'urgeStep', 'repair', { reason: '催办' }],
    ['supervised', supervisor, 'superviseStep', 'repair', { instruction: '从速' }],
    ['noted', fitter, 'addNote', null, {}],
    ['evidenced', fitter, 'addEvidence', null, { sha256: 'a'.repeat(64), mediaType: 'image/jpeg', size: 7 }],
    ['declared', coordinator, 'declareInterest', null, { officer: electrician.officer, ground: 'other' }],
  ];

  test('whatever is done, the due time, its rungs and its light stay', async () => {
    const lamp = await reported();
    await lamp.comesToHour('repair.repair', 80);
    const { startedAt, status, light: shown, plan, extensions, pauses } = await lamp.clock('repair.repair');
    expect(shown).toBe('yellow');
    for (const [what, who, action, step, body] of acts) {
      await lamp.does(who, action, step, body);
      expect({ what, clock: await lamp.clock('repair.repair') }).toMatchObject({ what, clock: { startedAt, status, light: shown, plan, extensions, pauses } });
    }
    expect(await lamp.does(system, 'recountClocks')).toMatchObject({ kind: 'clockRecounted', data: { count: 0 } });
    await lamp.comesTo((await lamp.dueAt('repair.repair')) - minute);
    expect(await light(lamp)).toBe('yellow');
    await lamp.comesTo(await lamp.dueAt('repair.repair'));
    expect(await light(lamp)).toBe('red');
    expect((await lamp.entries()).at(-1)).toMatchObject({ tell: [{ unit: 'lamp-team' }] });
  });

  test('who has it after a change of hands is the one who is reminded', async () => {
    const lamp = await reported();
    await lamp.does(fitter, 'transferStep', 'repair', { to: 'power-team', reason: '转交' });
    await lamp.comesToHour('repair.repair', 50);
    expect((await lamp.entries()).at(-1)).toMatchObject({ kind: 'clockReminded', tell: [{ unit: 'power-team', roles: ['handler'] }] });
  });

  test('the calendar is recounted by the system alone', async () => {
    const lamp = await reported();
    await lamp.isRefused('forbidden', coordinator, 'recountClocks');
  });
});

describe('a step that lapses', () => {
  test.each([
    ['lamp.inspect', true],
    ['lamp.inspectUntold', false],
  ])('under %s: nothing before the due time; then it is withdrawn for its reason, and the story goes on', async (rule, turnsRed) => {
    const lamp = await trial.opens('inspectUnlessDue', { rule });
    const clock = `inspect.${rule.slice('lamp.'.length)}`;
    await lamp.comesTo((await lamp.dueAt(clock)) - minute);
    expect(await lamp.step('inspect')).toMatchObject({ status: 'offered' });
    await lamp.comesTo(await lamp.dueAt(clock));
    expect(await lamp.ends()).toEqual({ status: 'closed', outcome: 'deemedSound' });
    expect((await lamp.entries()).slice(-2)).toMatchObject([{ kind: 'stepWithdrawn', data: { zh: '逾期未巡检,视为完好' }, tell: [{ unit: 'lamp-team' }] }, { kind: 'caseClosed' }]);
    expect((await lamp.kinds()).includes('lightTurned')).toBe(turnsRed);
    expect(await lamp.clock(clock)).toMatchObject({ status: 'missed' });
  });

  test('hands its form over when it is done in time', async () => {
    const lamp = await trial.opens('inspectUnlessDue');
    await lamp.comesToHour('inspect.inspect', 23.9);
    await lamp.completes(fitter, 'inspect', { sound: true });
    expect(await lamp.ends()).toEqual({ status: 'closed', outcome: 'inspected' });
    expect(await lamp.clock('inspect.inspect')).toMatchObject({ status: 'met' });
  });
});

describe('a step before an event', () => {
  test('is withdrawn as too late when the event comes, and its unit and the coordinator are told', async () => {
    const dark = Date.now() + 5 * hour;
    const lamp = await trial.opens('inspectBefore', { closesAt: new Date(dark).toISOString() });
    expect((await lamp.whole()).picture.waits).toEqual([{ id: 'dark', at: new Date(dark).toISOString(), what: { zh: '天黑', en: 'it gets dark' } }]);
    await lamp.completes(fitter, 'inspect', { sound: true });
    await lamp.comesTo(dark - minute);
    expect(await lamp.step('inspect-2')).toMatchObject({ status: 'offered' });
    await lamp.comesTo(dark);
    expect((await lamp.entries()).find(({ kind }) => kind === 'stepWithdrawn')).toMatchObject({
      step: 'inspect-2',
      data: { zh: '天已黑' },
      tell: [{ unit: 'power-team' }, { unit: 'hotline', roles: ['coordinator', 'unitHead'] }],
    });
    expect((await lamp.whole()).picture.waits).toEqual([]);
    await lamp.isRefused('step-not-open', electrician, 'completeStep', 'inspect-2', { sound: true });
    await lamp.completes(fitter, 'repair', repaired);
    expect(await lamp.ends()).toMatchObject({ outcome: 'lamp-team:true;power-team:none' });
  });
});

test('a term without a step runs out, and the story goes on', async () => {
  const lamp = await trial.opens('burnIn', { rule: 'lamp.rating' });
  await lamp.comesToHour('case.rating', 71.9);
  expect((await lamp.whole()).picture.status).toBe('open');
  await lamp.comesToHour('case.rating', 72);
  expect(await lamp.ends()).toMatchObject({ outcome: 'burnsOn' });
  expect(await lamp.kinds()).toEqual(['opened', 'windowOpened', 'windowClosed', 'caseClosed']);
});
