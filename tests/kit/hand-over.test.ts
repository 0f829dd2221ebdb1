import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Trial, people } from './trial.ts';

const { brother, coordinator, electrician, fitter, foreman, roadMender, supervisor } = people;

let trial: Trial;
beforeAll(async () => {
  trial = await Trial.start();
});
afterAll(() => trial.stop());

test('is accepted by the unit to which it was given, with what it registers it as', async () => {
  const lamp = await trial.opens('handOver');
  await lamp.isRefused('not-your-step', electrician, 'completeStep', 'takeOver', { registeredAs: '养护12' });
  await lamp.isRefused('not-transferable', fitter, 'transferStep', 'takeOver', { to: 'power-team', reason: '转交' });
  await lamp.completes(fitter, 'takeOver', { registeredAs: '养护12' });
  expect(await lamp.ends()).toEqual({ status: 'closed', outcome: 'lamp-team:养护12' });
});

test('is refused, and given to another unit: the clock runs on', async () => {
  const lamp = await trial.opens('handOver');
  await lamp.does(fitter, 'returnStep', 'takeOver', { reason: '不在养护范围' });
  const { plan } = await lamp.clock('takeOver.takeOver');
  await lamp.completes(coordinator, 'reviewReturn', { decision: 'reassign', to: 'road-team', reason: '改派' });
  expect(await lamp.clock('takeOver.takeOver')).toMatchObject({ status: 'running', unit: 'road-team', plan });
  await lamp.isRefused('not-your-step', fitter, 'completeStep', 'takeOver', { registeredAs: '养护12' });
  await lamp.completes(roadMender, 'takeOver', { registeredAs: '道路7' });
  expect(await lamp.ends()).toMatchObject({ outcome: 'road-team:道路7' });
});

test('is refused, and needed no longer: the story goes on as if it was called back', async () => {
  const lamp = await trial.opens('handOver');
  await lamp.does(fitter, 'returnStep', 'takeOver', { reason: '已报废' });
  await lamp.completes(coordinator, 'reviewReturn', { decision: 'drop', reason: '确已报废' });
  expect(await lamp.step('takeOver')).toMatchObject({ status: 'withdrawn' });
  expect(await lamp.step('takeOver-2')).toMatchObject({ status: 'offered', unit: 'power-team' });
});

test('is called back by who coordinates, and by nobody else', async () => {
  const lamp = await trial.opens('handOver');
  for (const who of [fitter, foreman, electrician]) await lamp.isRefused('forbidden', who, 'callBackStep', 'takeOver', { reason: '收回' });
  await lamp.isRefused('recused', brother, 'callBackStep', 'takeOver', { reason: '收回' });
  expect(await lamp.does(coordinator, 'callBackStep', 'takeOver', { reason: '另有安排' })).toMatchObject({
    kind: 'stepWithdrawn',
    step: 'takeOver',
    actor: { officer: coordinator.officer },
    data: { zh: '移交方收回:另有安排' },
    tell: [{ unit: 'lamp-team' }],
    key: expect.any(String),
  });
  expect(await lamp.clock('takeOver.takeOver')).toMatchObject({ status: 'cancelled' });
  await lamp.isRefused('step-not-open', fitter, 'completeStep', 'takeOver', { registeredAs: '养护12' });
  await lamp.isRefused('step-not-open', coordinator, 'callBackStep', 'takeOver', { reason: '再收' });
  await lamp.completes(electrician, 'takeOver-2', { registeredAs: '供电3' });
  expect(await lamp.ends()).toMatchObject({ outcome: 'power-team:供电3' });
});

test('is called back while its refusal is under review: the review falls away', async () => {
  const lamp = await trial.opens('handOver');
  await lamp.does(fitter, 'returnStep', 'takeOver', { reason: '不在养护范围' });
  await lamp.does(coordinator, 'callBackStep', 'takeOver', { reason: '另有安排' });
  expect(await lamp.step('takeOver')).toMatchObject({ status: 'withdrawn' });
  expect(await lamp.step('reviewReturn')).toMatchObject({ status: 'withdrawn' });
  await lamp.isRefused('step-not-open', coordinator, 'completeStep', 'reviewReturn', { decision: 'reject', reason: '驳回' });
});

test('is not called back once it was accepted; nor is what was no hand-over', async () => {
  const lamp = await trial.opens('handOver');
  await lamp.does(fitter, 'acceptStep', 'takeOver');
  for (const who of [coordinator, supervisor]) await lamp.isRefused('step-not-open', who, 'callBackStep', 'takeOver', { reason: '收回' });

  const work = await trial.opens('repairUnder');
  await work.isRefused('step-not-open', coordinator, 'callBackStep', 'repair', { reason: '收回' });
});
