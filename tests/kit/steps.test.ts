import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Trial, people } from './trial.ts';

const { coordinator, fitter } = people;

let trial: Trial;
beforeAll(async () => {
  trial = await Trial.start();
});
afterAll(() => trial.stop());

test('a lamp is reported and repaired', async () => {
  const lamp = await trial.opens('repair');
  await lamp.completes(coordinator, 'register', { lamp: 'L-17' });
  await lamp.completes(fitter, 'repair', { report: '换灯泡' });
  expect(await lamp.ends()).toEqual({ status: 'closed', outcome: 'repaired' });
  console.log(JSON.stringify(await lamp.whole(), null, 1).slice(0, 3000), lamp.calls.length);
});
