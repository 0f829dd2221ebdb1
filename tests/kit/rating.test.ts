import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Trial, outside, people, type LampCase } from './trial.ts';

const { coordinator, fitter } = people;

let trial: Trial;
beforeAll(async () => {
  trial = await Trial.start();
});
afterAll(() => trial.stop());

/** A lamp that may be rated now. */
async function rateable(): Promise<LampCase> {
  const lamp = await trial.opens('rating');
  await lamp.completes(coordinator, 'register', { lamp: 'L-17' });
  return lamp;
}

test('is refused before its time, and to who is no party', async () => {
  const lamp = await trial.opens('rating');
  expect(await lamp.isRefused('rating-not-open', outside, 'rateCase', null, { level: 5 })).toEqual({});
  await lamp.completes(coordinator, 'register', { lamp: 'L-17' });
  for (const who of [coordinator, fitter]) await lamp.isRefused('forbidden', who, 'rateCase', null, { level: 5 });
});

test('ends its term, and is told to the coordinator', async () => {
  const lamp = await rateable();
  expect((await lamp.entries()).at(-1)).toMatchObject({ kind: 'windowOpened', clock: 'case.rating', visibility: 'parties' });
  expect(await lamp.does(outside, 'rateCase', null, { level: 2 })).toMatchObject({
    kind: 'rated',
    actor: { kind: 'party', party: 'p1' },
    data: { level: 2, zh: '不满意' },
    tell: [{ unit: 'hotline' }],
  });
  expect(await lamp.ends()).toMatchObject({ outcome: 'rated:2' });
  expect((await lamp.kinds()).slice(-3)).toEqual(['rated', 'windowClosed', 'caseClosed']);
  expect(await lamp.clock('case.rating')).toMatchObject({ status: 'met' });
  await lamp.isRefused('case-not-open', outside, 'rateCase', null, { level: 5 });
});

test('given twice at the same moment counts once', async () => {
  const lamp = await rateable();
  const answers = await Promise.allSettled([5, 1].map((level) => lamp.sends(outside, 'rateCase', { level })));
  expect(answers.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
  expect(answers.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { code: expect.stringMatching(/^(rated-already|case-not-open)$/) } });
  await lamp.ends();
  expect((await lamp.kinds()).filter((kind) => kind === 'rated')).toHaveLength(1);
});

test('that nobody gives is missed when its term ends, and not before', async () => {
  const lamp = await rateable();
  await lamp.comesToHour('case.rating', 71.99);
  expect((await lamp.whole()).picture.status).toBe('open');
  await lamp.comesToHour('case.rating', 72);
  expect(await lamp.ends()).toMatchObject({ outcome: 'rated:null' });
  expect((await lamp.kinds()).slice(-3)).toEqual(['windowClosed', 'ratingMissed', 'caseClosed']);
  expect((await lamp.whole()).picture.rating).toBeNull();
});

test('waits while the case is paused, and is given when that is resumed', async () => {
  const lamp = await rateable();
  await lamp.does(coordinator, 'pauseCase', null, { reason: '春节' });
  await lamp.passes({ days: 7 });
  expect((await lamp.whole()).picture.status).toBe('paused');
  expect(await lamp.isRefused('case-paused', outside, 'rateCase', null, { level: 5 })).toEqual({});
  await lamp.does(coordinator, 'resumeCase', null, { reason: '节后' });
  await lamp.does(outside, 'rateCase', null, { level: 5 });
  expect(await lamp.ends()).toMatchObject({ outcome: 'rated:5' });
});
