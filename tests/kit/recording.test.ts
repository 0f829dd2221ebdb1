import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { until } from '../rig/eventually.ts';
import { Trial, people } from './trial.ts';

const { coordinator, fitter, foreman } = people;

let trial: Trial;
beforeAll(async () => {
  trial = await Trial.start();
});
afterEach(() => trial.ear.set('open'));
afterAll(() => trial.stop());

/** Whether it has been answered by now. */
async function isAnswered(answer: Promise<unknown>): Promise<boolean> {
  const pending = Symbol('pending');
  return (await Promise.race([answer, Promise.resolve(pending)])) !== pending;
}

test('what one activation adds leaves in one record, with the picture, the steps, the clocks and the names it wants', async () => {
  const lamp = await trial.opens('repairJointly', { units: ['power-team', 'road-team'] });
  expect(lamp.calls).toHaveLength(1);
  const [{ entries, steps, clocks, requests, unnamed, picture } = never()] = lamp.batches;
  expect(entries.map(({ kind }) => kind)).toEqual(['opened', 'stageReached', 'stepOffered', 'stepOffered', 'stepOffered']);
  expect(steps.map(({ id }) => id)).toEqual(['repair', 'repair-2', 'repair-3']);
  expect(clocks.map(({ plan }) => plan)).toEqual([null, null, null]);
  expect(requests.map(({ op, clock }) => `${op} ${clock}`)).toEqual(['start repair.repair', 'start repair-2.repair', 'start repair-3.repair']);
  expect(unnamed).toEqual(['hotline', 'lamp-team', 'power-team', 'road-team']);
  expect(picture).toMatchObject({ seq: 5, status: 'open', stage: 'repair' });
});

test('what an action does, and what the procedure does then, leave together; unchanged steps stay at home', async () => {
  const lamp = await trial.opens('repair');
  await lamp.completes(coordinator, 'register', { lamp: 'L-17' });
  const records = lamp.batches.length;
  await lamp.completes(fitter, 'repair', { report: '已修' });
  await lamp.ends();
  expect(lamp.batches.slice(records)).toMatchObject([
    { entries: [{ kind: 'stepDone' }, { kind: 'caseClosed' }], steps: [{ id: 'repair', status: 'done' }], clocks: [{ id: 'repair.repair', status: 'met' }], unnamed: [] },
  ]);
});

test('nobody is answered before the record that covers his entry is written; what happens meanwhile leaves in one more', async () => {
  const lamp = await trial.opens('repairUnder');
  const { seq } = (await lamp.whole()).picture;
  trial.ear.set('refuse');
  const first = lamp.sendsPatiently(fitter, 'acceptStep', {}, 'repair');
  await until(() => lamp.calls.some(({ way }) => way === 'ordinary'));
  trial.ear.set('hold');
  await until(() => trial.ear.held === 1);
  const others = Array.from({ length: 3 }, () => lamp.sendsPatiently(foreman, 'addNote'));
  await until(async () => (await lamp.whole()).picture.seq === seq + 4);
  expect((await lamp.whole()).written).toBe(seq);
  expect(await Promise.all([first, ...others].map(isAnswered))).toEqual([false, false, false, false]);

  trial.ear.letOneThrough();
  await until(() => lamp.batches.length === 2 && trial.ear.held === 1);
  expect(await Promise.all(others.map(isAnswered))).toEqual([false, false, false]);
  trial.ear.set('open');
  expect(await first).toMatchObject({ seq: seq + 1 });
  expect((await Promise.all(others)).map(({ seq: answered }) => answered).toSorted()).toEqual([seq + 2, seq + 3, seq + 4]);
  expect(lamp.batches.map(({ entries }) => entries.map((entry) => entry.seq)).slice(1)).toEqual([[seq + 1], [seq + 2, seq + 3, seq + 4]]);
});

test('a record that cannot be written is tried in the workflow task, then patiently outside it, always the same; the rest follows in order', async () => {
  const lamp = await trial.opens('repairUnder');
  const before = lamp.calls.length;
  trial.ear.set('refuse');
  const answers = [lamp.sendsPatiently(fitter, 'acceptStep', {}, 'repair')];
  await until(() => lamp.calls.length > before);
  answers.push(lamp.sendsPatiently(foreman, 'addNote'), lamp.sendsPatiently(foreman, 'addNote'));
  await until(() => lamp.calls.some(({ way }) => way === 'ordinary'));
  trial.ear.set('open');
  expect((await Promise.all(answers)).map(({ seq }) => seq).toSorted()).toEqual([4, 5, 6]);

  const calls = lamp.calls.slice(before);
  const last = calls.findIndex(({ taken }) => taken);
  const tried = calls.slice(0, last + 1);
  expect(tried.filter(({ way }) => way === 'local')).toHaveLength(5);
  expect(tried.at(-1)?.way).toBe('ordinary');
  expect(tried.map(({ batch }) => batch)).toEqual(tried.map(() => calls[0]?.batch));
  expect(calls.slice(last + 1)).toMatchObject([{ way: 'local', taken: true, batch: { entries: [{ seq: 5 }, { seq: 6 }] } }]);
});

test('a clock that was to start while the record was away starts with what was asked then', async () => {
  const lamp = await trial.opens('repair');
  trial.ear.set('refuse');
  const done = lamp.sendsPatiently(coordinator, 'completeStep', { lamp: 'L-17' }, 'register');
  await until(() => lamp.calls.some(({ way }) => way === 'ordinary'));
  expect(await lamp.clock('repair.repair')).toMatchObject({ plan: null, status: 'running' });
  trial.ear.set('open');
  await done;
  const { startedAt } = await lamp.clock('repair.repair');
  expect(await lamp.dueAt('repair.repair')).toBe(Date.parse(startedAt) + 100 * 3_600_000);
});

test('a workflow ends only when nothing is left unwritten', async () => {
  const lamp = await trial.opens('repairUnder');
  trial.ear.set('refuse');
  const done = lamp.sendsPatiently(fitter, 'completeStep', { report: '已修' }, 'repair');
  await until(() => lamp.calls.some(({ way }) => way === 'ordinary'));
  const { picture, written } = await lamp.whole();
  expect({ status: picture.status, unwritten: picture.seq - written }).toEqual({ status: 'closed', unwritten: 2 });
  expect((await lamp.handle.describe()).status.name).toBe('RUNNING');
  await lamp.isRefused('case-not-open', foreman, 'addNote');
  trial.ear.set('open');
  expect(await done).toMatchObject({ seq: picture.seq - 1 });
  expect(await lamp.ends()).toMatchObject({ status: 'closed' });
});

function never(): never {
  throw new Error('nothing was recorded');
}
