import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Trial, people, type LampCase } from './trial.ts';

const { coordinator, electrician, fitter } = people;
const hour = 3_600_000;
const minute = 60_000;

let trial: Trial;
beforeAll(async () => {
  trial = await Trial.start();
});
afterAll(() => trial.stop());

/** Work that begins in two hours and ends in ten; the lamp team must be there within an hour of its beginning. */
async function planned(): Promise<{ lamp: LampCase; opens: number; closes: number }> {
  const opens = Date.now() + 2 * hour;
  const closes = opens + 8 * hour;
  const [opensAt, closesAt] = [opens, closes].map((at) => new Date(at).toISOString());
  const lamp = await trial.opens('attend', { opensAt, closesAt });
  return { lamp, opens, closes };
}

async function missed(): Promise<{ lamp: LampCase; closes: number }> {
  const { lamp, opens, closes } = await planned();
  await lamp.comesTo(opens + hour);
  return { lamp, closes };
}

const attendance = (lamp: LampCase) => lamp.entries().then((entries) => entries.filter(({ kind }) => kind === 'noShow'));

test('begins at its time: nobody can come before', async () => {
  const { lamp, opens } = await planned();
  await lamp.comesTo(opens - minute);
  await lamp.isRefused('no-such-step', fitter, 'completeStep', 'attend', { people: 2 });
  await lamp.comesTo(opens);
  expect(await lamp.step('attend')).toMatchObject({ unit: 'lamp-team', status: 'offered' });
  expect(await lamp.dueAt('attend.attend')).toBe(opens + hour);
});

test('who comes in time is no no-show; the case ends when the work does', async () => {
  const { lamp, opens, closes } = await planned();
  await lamp.comesTo(opens + 59 * minute);
  expect(await lamp.step('attend')).toMatchObject({ status: 'offered' });
  await lamp.completes(fitter, 'attend', { people: 2 });
  await lamp.comesTo(closes - minute);
  expect((await lamp.whole()).picture.status).toBe('open');
  await lamp.comesTo(closes);
  expect(await lamp.ends()).toMatchObject({ outcome: 'people:2' });
  expect(await attendance(lamp)).toEqual([]);
});

test('who does not come in time: the supervisor and the coordinator are told, and somebody else may be named', async () => {
  const { lamp } = await missed();
  expect(await lamp.step('attend')).toMatchObject({ status: 'withdrawn' });
  expect(await lamp.clock('attend.attend')).toMatchObject({ status: 'missed' });
  expect(await attendance(lamp)).toMatchObject([
    { step: 'attend', data: { unit: 'lamp-team' }, tell: [{ unit: 'lighting-office', roles: ['supervisor'] }, { unit: 'hotline' }] },
  ]);
  expect(await lamp.step('nameSubstitute')).toMatchObject({ unit: 'hotline', parent: 'attend', status: 'offered' });
  await lamp.isRefused('step-not-open', fitter, 'completeStep', 'attend', { people: 2 });
  await lamp.isRefused('not-your-step', fitter, 'completeStep', 'nameSubstitute', { unit: 'power-team', reason: '替班' });
});

describe('a substitute', () => {
  test('comes under a rule of its own', async () => {
    const { lamp, closes } = await missed();
    await lamp.completes(coordinator, 'nameSubstitute', { unit: 'power-team', reason: '替班' });
    expect(await lamp.clock('attend-2.attendInstead')).toMatchObject({ unit: 'power-team', status: 'running' });
    await lamp.completes(electrician, 'attend-2', { people: 1 });
    await lamp.comesTo(closes);
    expect(await lamp.ends()).toMatchObject({ outcome: 'people:1' });
    expect(await attendance(lamp)).toHaveLength(1);
  });

  test('is the unit itself, where it is only late', async () => {
    const { lamp } = await missed();
    await lamp.completes(coordinator, 'nameSubstitute', { unit: 'lamp-team', reason: '迟到' });
    await lamp.completes(fitter, 'attend-2', { people: 3 });
    expect(await lamp.step('attend-2')).toMatchObject({ status: 'done', unit: 'lamp-team' });
  });

  test('does not come either: late turns red, and when the work ends it is a second no-show', async () => {
    const { lamp, closes } = await missed();
    await lamp.completes(coordinator, 'nameSubstitute', { unit: 'power-team', reason: '替班' });
    await lamp.comesToHour('attend-2.attendInstead', 2);
    expect(await lamp.step('attend-2')).toMatchObject({ status: 'offered' });
    expect(await lamp.clock('attend-2.attendInstead')).toMatchObject({ light: 'red' });
    await lamp.comesTo(closes);
    expect(await lamp.ends()).toMatchObject({ outcome: 'nobody' });
    expect(await lamp.step('attend-2')).toMatchObject({ status: 'withdrawn' });
    expect(await attendance(lamp)).toMatchObject([{ data: { unit: 'lamp-team' } }, { data: { unit: 'power-team' } }]);
  });

  test('is not wanted', async () => {
    const { lamp, closes } = await missed();
    await lamp.completes(coordinator, 'nameSubstitute', { unit: null, reason: '不再安排' });
    await lamp.comesTo(closes);
    expect(await lamp.ends()).toMatchObject({ outcome: 'nobody' });
    expect(await lamp.steps('attend')).toHaveLength(1);
  });

  test('is not named before the work ends: then it is too late to name one', async () => {
    const { lamp, closes } = await missed();
    await lamp.comesTo(closes - minute);
    expect(await lamp.step('nameSubstitute')).toMatchObject({ status: 'offered' });
    await lamp.comesTo(closes);
    expect(await lamp.ends()).toMatchObject({ outcome: 'nobody' });
    expect(await lamp.step('nameSubstitute')).toMatchObject({ status: 'withdrawn' });
    expect(await attendance(lamp)).toHaveLength(1);
  });
});
