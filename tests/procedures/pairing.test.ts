import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { exampleOfficers as officers } from '../../prisma/seed/example/officers.ts';
import { Pair, agrees, needs, pair, reported, resources, reviewed, workDone } from '../rig/pairs.ts';
import { System } from '../rig/system.ts';
import { inDays } from '../rig/yixian.ts';

let system: System;
let sides: Pair;

beforeAll(async () => {
  system = await System.start();
  sides = await Pair.of(system);
});
afterAll(() => system.stop());

const wrongForm = (why: string) => ({ status: 422, body: { code: 'wrong-form', zh: expect.stringContaining(why) } });
const wrongFields = (path: string) => ({ status: 422, body: { code: 'invalid-fields', errors: [{ path }] } });
const opens = (body: unknown) => sides.community.post('/api/v1/cases', body);
const until = inDays(60);

describe('a term', () => {
  test('of one year: lists, reporting, work rated by the community, review, and a decision by both', async () => {
    const { id, caseNo } = await sides.agreed(until);
    expect(caseNo).toMatch(/^屯结〔/);
    await sides.completes(sides.unit, id, 'checkIn', reported);
    expect(await sides.step(id, 'work')).toMatchObject({ about: 'y1-1', unit: 'tunxi-urban' });
    await sides.completes(sides.unit, id, 'work', workDone);
    await sides.completes(sides.community, id, 'rateWork', { level: 5 });
    await sides.completes(sides.unit, id, 'work-2', workDone);
    await sides.completes(sides.community, id, 'rateWork-2', { level: 3, comment: '次数偏少' });
    expect(await sides.has(id, 'review')).toBe(false);
    expect((await sides.sees(id)).next[0]).toMatchObject({ what: { zh: '本年度结束' } });
    await sides.endsTerm(id, until, { community: true, unit: false });
    expect(await sides.sees(id)).toMatchObject({ status: 'closed', outcome: 'ended' });
    expect(JSON.stringify(await system.engine.whole('general', id))).not.toMatch(/路灯|托管/);
  });

  test('of two years has lists and a review each year, and decides only at its end', async () => {
    const { id } = await sides.agreed(inDays(2 * 365 - 30));
    const first = await sides.endOfYear(id);
    await sides.completes(sides.unit, id, 'checkIn', reported);
    await sides.worksAndRates(id, 'work', 'rateWork');
    await sides.worksAndRates(id, 'work-2', 'rateWork-2');
    await sides.comesTo(id, first - 60_000);
    expect(await sides.has(id, 'review')).toBe(false);
    await sides.comesTo(id, first);
    await sides.bothDo(id, 'review', reviewed, reviewed);
    expect(await sides.has(id, 'decideTerm')).toBe(false);

    await sides.completes(sides.community, id, 'needs-2', needs);
    await sides.completes(sides.unit, id, 'resources-2', resources(inDays(500)));
    await sides.bothDo(id, 'agree-3', agrees, agrees);
    await sides.completes(sides.unit, id, 'checkIn-2', reported);
    await sides.worksAndRates(id, 'work-3', 'rateWork-3');
    expect(await sides.step(id, 'work-3')).toMatchObject({ about: 'y2-1', status: 'done' });
    await sides.comesTo(id, await sides.endOfYear(id));
    await sides.bothDo(id, 'review-3', reviewed, reviewed);
    expect(await sides.step(id, 'decideTerm')).toMatchObject({ status: 'offered' });
    const { historyLength } = await system.handle('general', id).describe();
    expect(historyLength).toBeLessThan(400);
  });
});

describe('what is refused', () => {
  test('a pairing without the end of its term, with one in the past, or of a unit with itself', async () => {
    const { until: _, ...endless } = pair(until).matter;
    expect(await opens({ ...pair(until), matter: endless })).toMatchObject(wrongFields('matter.until'));
    expect(await opens(pair(inDays(-1)))).toMatchObject({ status: 422, body: { code: 'date-in-the-past', facts: { field: 'matter.until' } } });
    expect(await opens(pair(until, { community: 'tunxi-urban' }))).toMatchObject(wrongFields('matter.community'));
  });

  test('a project for no need, or that is done after the year ends', async () => {
    const { workflowId: id } = await sides.opens(pair(until));
    await sides.completes(sides.community, id, 'needs', needs);
    const lists = (changes: object) => {
      const [first] = resources(inDays(20)).projects;
      return sides.tries(sides.unit, id, 'steps/resources/complete', { projects: [{ ...first, ...changes }] });
    };
    expect(await lists({ need: 'n3' })).toMatchObject(wrongForm('没有 n3'));
    expect(await lists({ by: inDays(61) })).toMatchObject(wrongForm(until));
    expect(await lists({ by: inDays(-2) })).toMatchObject({ status: 422, body: { code: 'date-in-the-past' } });
    expect(await sides.tries(sides.community, id, 'steps/resources/complete', resources(inDays(20)))).toMatchObject({ status: 403 });
  });

  test('to report officers of another unit, one twice, or more than were counted; to rate six', async () => {
    const { id } = await sides.agreed(until);
    const reports = (form: object) => sides.tries(sides.unit, id, 'steps/checkIn/complete', form);
    const stranger = { officer: officers.laojieHandler.id, unit: officers.laojieHandler.unit };
    expect(await reports({ members: 1, officers: [stranger] })).toMatchObject(wrongForm('本单位'));
    expect(await reports({ members: 1, officers: [{ ...stranger, unit: 'tunxi-urban' }] })).toMatchObject(wrongFields('officers[0].officer'));
    expect(await reports({ ...reported, members: 1 })).toMatchObject(wrongFields('members'));
    expect(await reports({ members: 5, officers: [reported.officers[0], reported.officers[0]] })).toMatchObject(wrongFields('officers'));
    await sides.completes(sides.unit, id, 'work', workDone);
    expect(await sides.tries(sides.community, id, 'steps/rateWork/complete', { level: 6 })).toMatchObject(wrongFields('level'));
  });
});

test('lists on which one side does not agree are made again', async () => {
  const { workflowId: id } = await sides.opens(pair(until));
  await sides.completes(sides.community, id, 'needs', needs);
  await sides.completes(sides.unit, id, 'resources', resources(inDays(20)));
  const early = await sides.tries(sides.community, id, 'steps/agree/complete', agrees);
  expect(early).toMatchObject({ status: 409, body: { code: 'parts-missing' } });
  await sides.bothDo(id, 'agree', { agrees: false, remark: '增加一项' }, agrees);
  expect(await sides.has(id, 'work')).toBe(false);
  await sides.completes(sides.unit, id, 'resources-2', resources(inDays(30)));
  await sides.bothDo(id, 'agree-3', agrees, agrees);
  expect(await sides.step(id, 'work')).toMatchObject({ status: 'offered' });
});

describe('a project', () => {
  test('is due on the day of the list: before it nothing is late, after it it is', async () => {
    const { id } = await sides.agreed(until, inDays(20));
    await sides.comesNear(id, 'work.work', -60);
    expect(await sides.clock(id, 'work.work')).toMatchObject({ light: 'yellow', plan: { term: { amount: 20, unit: 'day' } } });
    await sides.comesNear(id, 'work.work', 10);
    expect(await sides.clock(id, 'work.work')).toMatchObject({ light: 'red' });
  });

  test('that is not done when the year ends is left, and told; a minute before it was still open', async () => {
    const { id, caseNo } = await sides.agreed(until);
    const end = Date.parse(`${until}T23:59:59+08:00`);
    await sides.comesTo(id, end - 60_000);
    expect(await sides.step(id, 'work')).toMatchObject({ status: 'offered' });
    await sides.comesTo(id, end);
    expect(await sides.step(id, 'work')).toMatchObject({ status: 'withdrawn' });
    expect(await sides.step(id, 'checkIn')).toMatchObject({ status: 'withdrawn' });
    expect(await sides.told(caseNo, 'stepWithdrawn')).toContain(officers.laojieCommunityHead.id);
    expect(await sides.step(id, 'review')).toMatchObject({ status: 'offered' });
  });
});

describe('a renewal', () => {
  test('is agreed by both, and is a case of its own that names the one before', async () => {
    const { id, caseNo } = await sides.agreed(until);
    const renewal = pair(inDays(400), { renews: caseNo });
    expect(await opens(renewal)).toMatchObject(wrongFields('matter.renews'));
    await sides.endsTerm(id, until, { community: true, unit: true });
    expect(await sides.sees(id)).toMatchObject({ status: 'closed', outcome: 'renewed' });

    expect(await opens(pair(inDays(400), { renews: caseNo, unit: 'tunxi-market' }))).toMatchObject(wrongFields('matter.renews'));
    const next = await sides.opens(renewal);
    expect(await sides.sees(next.workflowId)).toMatchObject({ status: 'open', matter: { renews: caseNo } });
    const { body } = await sides.community.get<{ items: unknown[] }>(`/api/v1/cases?partOf=${encodeURIComponent(caseNo)}`);
    expect(body.items).toHaveLength(1);
    expect(await opens(renewal)).toMatchObject(wrongFields('matter.renews'));
  });
});
