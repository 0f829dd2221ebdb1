import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Join } from '../../workflows/kit/steps.ts';
import { Trial, people, type LampCase, type Person } from './trial.ts';

const { coordinator, electrician, fitter, planner, roadMender } = people;
const repaired = { report: '已修' };
const helped = { contribution: '已配合' };

let trial: Trial;
beforeAll(async () => {
  trial = await Trial.start();
});
afterAll(() => trial.stop());

/** The lamp team leads; the others have the parts repair-2, repair-3 … in their order. */
function led(join: Join, ...units: string[]): Promise<LampCase> {
  return trial.opens('repairJointly', { join, units });
}

/** What is wanted before the lead may complete. */
const missing = (lamp: LampCase) => lamp.isRefused('parts-missing', fitter, 'completeStep', 'repair', repaired);

test('every unit has a part with a clock of its own', async () => {
  const lamp = await led('all', 'power-team', 'road-team');
  const { steps, clocks } = await lamp.whole();
  expect(steps.map(({ id, unit, part, parent }) => ({ id, unit, part, parent }))).toEqual([
    { id: 'repair', unit: 'lamp-team', part: false, parent: null },
    { id: 'repair-2', unit: 'power-team', part: true, parent: 'repair' },
    { id: 'repair-3', unit: 'road-team', part: true, parent: 'repair' },
  ]);
  expect(clocks.map(({ id, step, unit, status }) => ({ id, step, unit, status }))).toEqual([
    { id: 'repair.repair', step: 'repair', unit: 'lamp-team', status: 'running' },
    { id: 'repair-2.repair', step: 'repair-2', unit: 'power-team', status: 'running' },
    { id: 'repair-3.repair', step: 'repair-3', unit: 'road-team', status: 'running' },
  ]);
  await lamp.isRefused('not-your-step', fitter, 'completeStep', 'repair-2', helped);
  await lamp.isRefused('not-transferable', electrician, 'transferStep', 'repair-2', { to: 'road-team', reason: '转交' });
});

describe('how many parts the lead waits for', () => {
  const helpers: ReadonlyArray<readonly [string, Person]> = [
    ['repair-2', electrician],
    ['repair-3', roadMender],
    ['repair-4', planner],
  ];

  test.each<[string, Join, number]>([
    ['all', 'all', 3],
    ['any', 'any', 1],
    ['at least two', { atLeast: 2 }, 2],
    ['at least more than there are', { atLeast: 9 }, 3],
  ])('%s', async (_, join, wanted) => {
    const lamp = await led(join, 'power-team', 'road-team', 'lighting-office');
    for (const [index, [step, who]] of helpers.slice(0, wanted).entries()) {
      expect(await missing(lamp)).toEqual({ missing: wanted - index });
      await lamp.completes(who, step, helped);
    }
    await lamp.completes(fitter, 'repair', repaired);
    expect((await lamp.steps('repair')).map(({ status }) => status)).toEqual(['done', ...helpers.map((_each, index) => (index < wanted ? 'done' : 'withdrawn'))]);
    const parts = ['power-team', 'road-team', 'lighting-office'].slice(0, wanted).map((unit) => `;${unit}:已配合`);
    expect(await lamp.ends()).toEqual({ status: 'closed', outcome: `已修${parts.join('')}` });
  });

  test('none, where nobody was asked to help', async () => {
    const lamp = await led('any');
    await lamp.completes(fitter, 'repair', repaired);
    expect(await lamp.ends()).toMatchObject({ outcome: '已修' });
  });
});

test('parts still open are withdrawn when the lead completes: their clocks end, their units are told', async () => {
  const lamp = await led('any', 'power-team', 'road-team', 'lighting-office');
  await lamp.completes(electrician, 'repair-2', helped);
  await lamp.does(roadMender, 'returnStep', 'repair-3', { reason: '无路面工程' });
  await lamp.does(planner, 'requestExtension', 'repair-4', { by: { amount: 5, unit: 'hour' }, reason: '待批' });
  await lamp.completes(fitter, 'repair', repaired);
  await lamp.ends();
  const withdrawn = (await lamp.entries()).filter(({ kind }) => kind === 'stepWithdrawn');
  expect(withdrawn.map(({ step, data, tell }) => ({ step, zh: data['zh'], told: tell.map(({ unit }) => unit) }))).toEqual([
    { step: 'repair-3', zh: '主办单位已办结', told: ['road-team'] },
    { step: 'reviewReturn', zh: '所涉环节已结束', told: ['hotline'] },
    { step: 'repair-4', zh: '主办单位已办结', told: ['lighting-office'] },
    { step: 'decideExtension', zh: '所涉环节已结束', told: ['hotline'] },
  ]);
  const ended = (await lamp.whole()).clocks.map(({ id, status }) => `${id} ${status}`);
  expect(ended).toEqual([
    'repair.repair met',
    'repair-2.repair met',
    'repair-3.repair cancelled',
    'repair-4.repair cancelled',
    'reviewReturn.objectionReview cancelled',
    'decideExtension.extensionDecision cancelled',
  ]);
});

describe('a part that a unit returns', () => {
  test('is dropped, and the lead need not wait for it', async () => {
    const lamp = await led('all', 'power-team', 'road-team');
    await lamp.completes(electrician, 'repair-2', helped);
    await lamp.does(roadMender, 'returnStep', 'repair-3', { reason: '无路面工程' });
    expect(await missing(lamp)).toEqual({ missing: 1 });
    await lamp.completes(coordinator, 'reviewReturn', { decision: 'drop', reason: '确不需要' });
    expect(await lamp.step('repair-3')).toMatchObject({ status: 'withdrawn' });
    expect(await lamp.clock('repair-3.repair')).toMatchObject({ status: 'cancelled' });
    await lamp.completes(fitter, 'repair', repaired);
    expect(await lamp.ends()).toMatchObject({ outcome: '已修;power-team:已配合' });
  });

  test('is reassigned, and the lead waits for the other unit', async () => {
    const lamp = await led('all', 'power-team');
    await lamp.does(electrician, 'returnStep', 'repair-2', { reason: '非线路故障' });
    await lamp.completes(coordinator, 'reviewReturn', { decision: 'reassign', to: 'road-team', reason: '改派' });
    expect(await missing(lamp)).toEqual({ missing: 1 });
    await lamp.isRefused('not-your-step', electrician, 'completeStep', 'repair-2', helped);
    await lamp.completes(roadMender, 'repair-2', helped);
    await lamp.completes(fitter, 'repair', repaired);
    expect(await lamp.ends()).toMatchObject({ outcome: '已修;road-team:已配合' });
  });

  test('of at least two, two of three were dropped: one is enough', async () => {
    const lamp = await led({ atLeast: 2 }, 'power-team', 'road-team', 'lighting-office');
    await lamp.does(roadMender, 'returnStep', 'repair-3', { reason: '无关' });
    await lamp.completes(coordinator, 'reviewReturn', { decision: 'drop', reason: '确无关' });
    expect(await missing(lamp)).toEqual({ missing: 2 });
    await lamp.does(planner, 'returnStep', 'repair-4', { reason: '无关' });
    await lamp.completes(coordinator, 'reviewReturn-2', { decision: 'drop', reason: '确无关' });
    expect(await missing(lamp)).toEqual({ missing: 1 });
    await lamp.completes(electrician, 'repair-2', helped);
    await lamp.completes(fitter, 'repair', repaired);
    expect(await lamp.ends()).toMatchObject({ outcome: '已修;power-team:已配合' });
  });
});

test('the lead returns: it is reassigned, never dropped, and its parts stay', async () => {
  const lamp = await led('all', 'power-team');
  await lamp.does(fitter, 'returnStep', 'repair', { reason: '应由道路班牵头' });
  await lamp.isRefused('wrong-form', coordinator, 'completeStep', 'reviewReturn', { decision: 'drop', reason: '不要了' });
  await lamp.completes(coordinator, 'reviewReturn', { decision: 'reassign', to: 'road-team', reason: '改派' });
  expect(await lamp.isRefused('parts-missing', roadMender, 'completeStep', 'repair', repaired)).toEqual({ missing: 1 });
  await lamp.completes(electrician, 'repair-2', helped);
  await lamp.completes(roadMender, 'repair', repaired);
  expect(await lamp.ends()).toMatchObject({ status: 'closed' });
});
