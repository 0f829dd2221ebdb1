import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Trial, people, system, type LampCase } from './trial.ts';

const { auditor, brother, coordinator, electrician, fitter, fittersMate, foreman, lampMaker, roadMender, supervisor } = people;
const repaired = { report: '换灯泡' };

let trial: Trial;
beforeAll(async () => {
  trial = await Trial.start();
});
afterAll(() => trial.stop());

/** A lamp that waits for the lamp team. */
async function reported(): Promise<LampCase> {
  const lamp = await trial.opens('repair');
  await lamp.completes(coordinator, 'register', { lamp: 'L-17' });
  return lamp;
}

describe('who may not act', () => {
  let lamp: LampCase;
  beforeAll(async () => {
    lamp = await reported();
  });

  test.each(['completeStep', 'acceptStep', 'returnStep', 'requestExtension'])('%s: another unit, another role, who is recused', async (action) => {
    const body = { reason: '理由', by: { amount: 5, unit: 'hour' }, ...repaired };
    expect(await lamp.isRefused('not-your-step', electrician, action, 'repair', body)).toMatchObject({ step: 'repair', unit: { zh: '路灯班' } });
    await lamp.isRefused('not-your-step', system, action, 'repair', body);
    expect(await lamp.isRefused('not-your-role', auditor, action, 'repair', body)).toMatchObject({ role: { zh: '经办人或单位负责人' } });
    expect(await lamp.isRefused('recused', brother, action, 'repair', body)).toMatchObject({ ground: { zh: '与被反映人有近亲属关系' } });
    expect(await lamp.isRefused('recused', lampMaker, action, 'repair', body)).toMatchObject({ ground: { zh: '与被反映人同一单位' } });
    expect(await lamp.isRefused('no-such-step', fitter, action, 'repair-2', body)).toEqual({ step: 'repair-2' });
    await lamp.isRefused('step-not-open', coordinator, action, 'register', body);
  });

  test.each(['urgeStep', 'superviseStep', 'substituteStep', 'callBackStep'])('%s: who does not coordinate, who is recused', async (action) => {
    const body = { reason: '理由', instruction: '从速', to: 'power-team' };
    await lamp.isRefused('forbidden', foreman, action, 'repair', body);
    await lamp.isRefused('forbidden', system, action, 'repair', body);
    await lamp.isRefused('recused', brother, action, 'repair', body);
    await lamp.isRefused('no-such-step', coordinator, action, 'repair-2', body);
    await lamp.isRefused('step-not-open', coordinator, action, 'register', body);
  });

  test('assigning: who is not the head, and to whom is in conflict', async () => {
    await lamp.isRefused('not-your-role', fitter, 'assignStep', 'repair', { officer: fitter.officer });
    await lamp.isRefused('not-your-step', coordinator, 'assignStep', 'repair', { officer: fitter.officer });
    const facts = await lamp.isRefused('member-recused', foreman, 'assignStep', 'repair', { officer: brother.officer });
    expect(facts).toMatchObject({ officer: brother.officer, ground: { zh: '与被反映人有近亲属关系' } });
  });

  test('a transfer: to the same unit, to the unit that keeps out, of what was given back already', async () => {
    await lamp.isRefused('same-unit', fitter, 'transferStep', 'repair', { to: 'lamp-team', reason: '转交' });
    expect(await lamp.isRefused('unit-recused', fitter, 'transferStep', 'repair', { to: 'lamp-maker', reason: '转交' })).toMatchObject({ unit: { zh: 'lamp-maker' } });
    await lamp.isRefused('same-unit', coordinator, 'substituteStep', 'repair', { to: 'lamp-team', reason: '更换' });
    await lamp.isRefused('unit-recused', coordinator, 'substituteStep', 'repair', { to: 'lamp-maker', reason: '更换' });
    await lamp.isRefused('nothing-to-take-back', fitter, 'takeBackStep', 'repair', { reason: '收回' });
  });

  test('nothing can be done twice, and nothing to a paused case but notes', async () => {
    await lamp.does(fitter, 'acceptStep', 'repair');
    await lamp.isRefused('step-not-open', fitter, 'acceptStep', 'repair');
    await lamp.isRefused('case-not-paused', coordinator, 'resumeCase', null, { reason: '恢复' });
    await lamp.isRefused('forbidden', foreman, 'pauseCase', null, { reason: '等灯' });
    await lamp.does(coordinator, 'pauseCase', null, { reason: '等灯' });
    await lamp.isRefused('case-paused', fitter, 'completeStep', 'repair', repaired);
    await lamp.isRefused('case-paused', coordinator, 'pauseCase', null, { reason: '等灯' });
    await lamp.isRefused('case-paused', coordinator, 'urgeStep', 'repair', { reason: '请快' });
    await lamp.isRefused('forbidden', foreman, 'resumeCase', null, { reason: '恢复' });
    await lamp.isRefused('recused', brother, 'addNote');
    await lamp.isRefused('no-such-step', fitter, 'addNote', null, { step: 'repair-9' });
    expect(await lamp.does(fitter, 'addNote', null, { step: 'repair' })).toMatchObject({ kind: 'noteAdded', step: 'repair', visibility: 'internal' });
    await lamp.does(coordinator, 'resumeCase', null, { reason: '灯到' });
  });
});

test('accepted, assigned, completed: by whom, on whose desk, told to whom', async () => {
  const lamp = await reported();
  expect(await lamp.step('repair')).toMatchObject({ status: 'offered', unit: 'lamp-team', officer: null, stage: 'repair' });
  expect(await lamp.does(fitter, 'acceptStep', 'repair')).toMatchObject({ kind: 'stepAccepted', actor: { officer: fitter.officer } });
  expect(await lamp.step('repair')).toMatchObject({ status: 'accepted', officer: fitter.officer });

  const assigned = await lamp.does(foreman, 'assignStep', 'repair', { officer: fittersMate.officer });
  expect(assigned).toMatchObject({ kind: 'stepAssigned', data: { officer: fittersMate.officer }, tell: [{ unit: 'lamp-team' }] });
  expect(await lamp.step('repair')).toMatchObject({ status: 'accepted', officer: fittersMate.officer });
  expect((await lamp.whole()).picture.access).toEqual([coordinator.officer, fitter.officer, fittersMate.officer]);

  expect(await lamp.isRefused('wrong-form', fittersMate, 'completeStep', 'repair', { report: '未修' })).toEqual({
    reason: { zh: '未修好不能办结', en: 'not repaired' },
  });
  const done = await lamp.completes(fittersMate, 'repair', repaired);
  expect(done).toMatchObject({ kind: 'stepDone', data: repaired, visibility: 'parties', tell: [{ unit: 'hotline', roles: ['coordinator', 'unitHead'] }] });
  expect(await lamp.step('repair')).toMatchObject({ status: 'done', officer: fittersMate.officer, data: repaired, doneAt: done.at });
  expect(await lamp.clock('repair.repair')).toMatchObject({ status: 'met', endedAt: done.at });
  expect(await lamp.ends()).toEqual({ status: 'closed', outcome: 'repaired' });
});

test('two complete one step at the same moment: it is done once, and the other is refused', async () => {
  const lamp = await reported();
  const answers = await Promise.allSettled([fitter, fittersMate].map((who) => lamp.sends(who, 'completeStep', repaired, 'repair')));
  expect(answers.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
  expect(answers.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { code: expect.stringMatching(/^(step-not-open|case-not-open)$/) } });
  expect((await lamp.kinds()).filter((kind) => kind === 'stepDone')).toHaveLength(2); // registered, repaired
});

describe('a unit returns a step', () => {
  const returned = async () => {
    const lamp = await reported();
    const entry = await lamp.does(fitter, 'returnStep', 'repair', { reason: '非本班管辖' });
    expect(entry).toMatchObject({ kind: 'stepReturned', data: { reason: '非本班管辖' }, tell: [{ unit: 'hotline' }] });
    return lamp;
  };

  test('and the review is refused to the unit, to a wrong decision, and to the unit that keeps out', async () => {
    const lamp = await returned();
    expect(await lamp.step('reviewReturn')).toMatchObject({ status: 'offered', unit: 'hotline', parent: 'repair', stage: 'repair' });
    await lamp.isRefused('step-not-open', fitter, 'completeStep', 'repair', repaired);
    await lamp.isRefused('step-not-open', fitter, 'returnStep', 'repair', { reason: '再退' });
    await lamp.isRefused('not-your-step', foreman, 'completeStep', 'reviewReturn', { decision: 'reject', reason: '不成立' });
    await lamp.isRefused('wrong-form', coordinator, 'completeStep', 'reviewReturn', { decision: 'drop', reason: '不要了' });
    await lamp.isRefused('wrong-form', coordinator, 'completeStep', 'reviewReturn', { decision: 'reassign', reason: '改派' });
    await lamp.isRefused('unit-recused', coordinator, 'completeStep', 'reviewReturn', { decision: 'reassign', to: 'lamp-maker', reason: '改派' });
    await lamp.isRefused('not-transferable', coordinator, 'transferStep', 'reviewReturn', { to: 'power-team', reason: '转交' });
  });

  test('upheld: another unit gets it, on the same clock', async () => {
    const lamp = await returned();
    const before = await lamp.clock('repair.repair');
    await lamp.completes(coordinator, 'reviewReturn', { decision: 'reassign', to: 'power-team', reason: '改派' });
    expect((await lamp.kinds()).slice(-2)).toEqual(['stepDone', 'returnUpheld']);
    expect((await lamp.entries()).at(-1)).toMatchObject({ step: 'repair', data: { unit: 'power-team', reason: '改派' }, tell: [{ unit: 'power-team' }] });
    expect(await lamp.clock('repair.repair')).toEqual({ ...before, unit: 'power-team', seq: expect.any(Number) });
    await lamp.isRefused('not-your-step', fitter, 'completeStep', 'repair', repaired);
    await lamp.completes(electrician, 'repair', repaired);
    expect(await lamp.ends()).toMatchObject({ status: 'closed' });
  });

  test('rejected: the unit goes on', async () => {
    const lamp = await returned();
    await lamp.completes(coordinator, 'reviewReturn', { decision: 'reject', reason: '属本班管辖' });
    expect((await lamp.entries()).at(-1)).toMatchObject({ kind: 'returnRejected', step: 'repair', data: { unit: 'lamp-team' } });
    expect(await lamp.step('repair')).toMatchObject({ status: 'offered', unit: 'lamp-team' });
    await lamp.completes(fitter, 'repair', repaired);
    expect(await lamp.ends()).toMatchObject({ status: 'closed' });
  });
});

describe('a transfer', () => {
  const transferred = async () => {
    const lamp = await reported();
    const entry = await lamp.does(fitter, 'transferStep', 'repair', { to: 'power-team', reason: '线路故障' });
    expect(entry).toMatchObject({ kind: 'stepTransferred', data: { from: 'lamp-team', to: 'power-team', reason: '线路故障' }, tell: [{ unit: 'power-team' }, { unit: 'hotline' }] });
    return lamp;
  };

  test('is taken back by the giver alone, until it is accepted', async () => {
    const lamp = await transferred();
    expect(await lamp.step('repair')).toMatchObject({ status: 'offered', unit: 'power-team', transferredFrom: 'lamp-team' });
    await lamp.isRefused('nothing-to-take-back', electrician, 'takeBackStep', 'repair', { reason: '收回' });
    await lamp.isRefused('nothing-to-take-back', roadMender, 'takeBackStep', 'repair', { reason: '收回' });
    await lamp.isRefused('not-your-role', auditor, 'takeBackStep', 'repair', { reason: '收回' });
    expect(await lamp.does(fitter, 'takeBackStep', 'repair', { reason: '已找到灯泡' })).toMatchObject({
      kind: 'transferTakenBack',
      data: { from: 'power-team', to: 'lamp-team' },
      tell: [{ unit: 'power-team' }],
    });
    expect(await lamp.step('repair')).toMatchObject({ unit: 'lamp-team', transferredFrom: null });
    await lamp.isRefused('nothing-to-take-back', fitter, 'takeBackStep', 'repair', { reason: '收回' });

    await lamp.does(fitter, 'transferStep', 'repair', { to: 'power-team', reason: '线路故障' });
    await lamp.does(electrician, 'acceptStep', 'repair');
    await lamp.isRefused('nothing-to-take-back', fitter, 'takeBackStep', 'repair', { reason: '收回' });
  });

  test('goes on from hand to hand: only the last giver takes it back', async () => {
    const lamp = await transferred();
    await lamp.does(electrician, 'transferStep', 'repair', { to: 'road-team', reason: '路面开挖' });
    await lamp.isRefused('nothing-to-take-back', fitter, 'takeBackStep', 'repair', { reason: '收回' });
    await lamp.does(electrician, 'takeBackStep', 'repair', { reason: '不必开挖' });
    expect(await lamp.step('repair')).toMatchObject({ unit: 'power-team' });
  });

  test('that was returned and reassigned is out of the giver’s hands', async () => {
    const lamp = await transferred();
    await lamp.does(electrician, 'returnStep', 'repair', { reason: '非线路故障' });
    await lamp.completes(coordinator, 'reviewReturn', { decision: 'reassign', to: 'road-team', reason: '灯杆基础' });
    await lamp.isRefused('nothing-to-take-back', fitter, 'takeBackStep', 'repair', { reason: '收回' });
    expect(await lamp.step('repair')).toMatchObject({ unit: 'road-team', transferredFrom: null });
  });
});

test('the coordinator gives a step to another unit: both are told', async () => {
  const lamp = await reported();
  await lamp.does(fitter, 'acceptStep', 'repair');
  const entry = await lamp.does(coordinator, 'substituteStep', 'repair', { to: 'power-team', reason: '人手不足' });
  expect(entry).toMatchObject({ kind: 'stepSubstituted', data: { from: 'lamp-team', to: 'power-team' }, tell: [{ unit: 'power-team' }, { unit: 'lamp-team' }] });
  expect(await lamp.step('repair')).toMatchObject({ status: 'offered', unit: 'power-team', officer: null });
  await lamp.isRefused('not-your-step', fitter, 'completeStep', 'repair', repaired);
});

test('an officer declares an interest: his step is free again, and he is out', async () => {
  const lamp = await reported();
  await lamp.does(fitter, 'acceptStep', 'repair');
  const declared = { officer: fitter.officer, ground: 'interest' };
  await lamp.isRefused('forbidden', fittersMate, 'declareInterest', null, declared);
  await lamp.does(fitter, 'declareInterest', null, declared);
  expect(await lamp.step('repair')).toMatchObject({ status: 'offered', officer: null, unit: 'lamp-team' });
  await lamp.isRefused('recused', fitter, 'completeStep', 'repair', repaired);
  await lamp.isRefused('recused', fitter, 'addNote');
  await lamp.does(coordinator, 'declareInterest', null, { officer: fittersMate.officer, ground: 'other' });
  await lamp.isRefused('recused', fittersMate, 'acceptStep', 'repair');
  expect((await lamp.whole()).picture.recused).toHaveLength(3);
});

test('urged and supervised: the unit is told, and owes a reply', async () => {
  const lamp = await reported();
  expect(await lamp.does(coordinator, 'urgeStep', 'repair', { reason: '居民催问' })).toMatchObject({ kind: 'stepUrged', tell: [{ unit: 'lamp-team', roles: ['handler', 'unitHead'] }] });
  expect(await lamp.does(supervisor, 'superviseStep', 'repair', { instruction: '今日修复' })).toMatchObject({ kind: 'stepSupervised', data: { instruction: '今日修复' } });
  expect(await lamp.step('replyToSupervision')).toMatchObject({ status: 'offered', unit: 'lamp-team', parent: 'repair' });
  await lamp.isRefused('not-your-step', electrician, 'completeStep', 'replyToSupervision', { measures: '加派人手' });
  await lamp.completes(foreman, 'replyToSupervision', { measures: '加派人手' });
  expect(await lamp.step('repair')).toMatchObject({ status: 'offered' });
});

test('notes and evidence stand in the file with what may be seen of them', async () => {
  const lamp = await reported();
  expect(await lamp.does(fitter, 'addNote', null, { visibility: 'parties' })).toMatchObject({ kind: 'noteAdded', step: null, visibility: 'parties' });
  const evidence = { sha256: 'a'.repeat(64), mediaType: 'image/jpeg', size: 7 };
  expect(await lamp.does(fitter, 'addEvidence', null, { ...evidence, step: 'repair' })).toMatchObject({ kind: 'evidenceAdded', step: 'repair', data: evidence });
});
