import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { ExampleOfficerName } from '../../prisma/seed/example/officers.ts';
import { sends } from '../rig/chizhou.ts';
import {
  adopted,
  answered,
  estateAgenda,
  fitnessProject,
  held,
  longBench,
  longBenchAgenda,
  meetingAt,
  partyAndResidents,
  satisfied,
  toldAtDoors,
  visited,
} from '../rig/councils.ts';
import { Place } from '../rig/place.ts';
import { System, type Person } from '../rig/system.ts';
import { inDays } from '../rig/yixian.ts';

let system: System;
let liyang: Place;
let luyang: Place;
let host: Person;
let education: Person;
let housing: Person;
let planning: Person;
let branch: Person;
let property: Person;
let sports: Person;

beforeAll(async () => {
  system = await System.start();
  host = await system.as('liyang-community-head');
  education = await system.as('tunxi-education-1');
  housing = await system.as('tunxi-housing-1');
  planning = await system.as('tunxi-planning-1');
  branch = await system.as('luyang-estate-branch-1');
  property = await system.as('luyang-property-1');
  sports = await system.as('luyang-sports-1');
  liyang = new Place(system, 'general', host);
  luyang = new Place(system, 'general', await system.as('luyang-community-head'));
});
afterAll(() => system.stop());

const wrongForm = (why: string) => ({ status: 422, body: { code: 'wrong-form', zh: expect.stringContaining(why) } });
const wrongFields = (path: string) => ({ status: 422, body: { code: 'invalid-fields', errors: [{ path }] } });

/** The long bench of 黎阳 with its agenda set. */
async function invited(agenda: object = longBenchAgenda): Promise<string> {
  const { workflowId: id } = await liyang.opens(longBench());
  await liyang.completes(host, id, 'visit', visited);
  await liyang.completes(host, id, 'agenda', agenda);
  return id;
}

async function everybodyComes(id: string): Promise<void> {
  const coming: ReadonlyArray<readonly [Person, string, ExampleOfficerName]> = [
    [education, 'attend', 'tunxiEducationHandler'],
    [housing, 'attend-2', 'tunxiHousingHandler'],
    [planning, 'attend-3', 'tunxiPlanningHandler'],
  ];
  for (const [who, step, name] of coming) await liyang.completes(who, id, step, sends(name));
}

/** The meeting is held, and every unit owes its answer. */
async function meeting(): Promise<string> {
  const id = await invited();
  await everybodyComes(id);
  await liyang.comesTo(id, meetingAt);
  await liyang.completes(host, id, 'meet', held);
  return id;
}

async function answeredByAll(id: string): Promise<void> {
  await liyang.completes(housing, id, 'answer', answered);
  await liyang.completes(planning, id, 'answer-2', answered);
  await liyang.completes(education, id, 'answer-3', { ...answered, how: 'afterwards' });
}

/** 庐阳, up to the project that is proposed. */
async function proposed(): Promise<string> {
  const { workflowId: id } = await luyang.opens(partyAndResidents());
  await luyang.completes(branch, id, 'visit', visited);
  await luyang.completes(branch, id, 'agenda', estateAgenda);
  await luyang.completes(property, id, 'attend', sends('propertyHandler'));
  await luyang.comesTo(id, meetingAt);
  await luyang.completes(branch, id, 'meet', held);
  await luyang.completes(property, id, 'answer', answered);
  await luyang.completes(branch, id, 'resolve', { ...adopted, project: 'luyang-sports' });
  return id;
}

describe('黎阳: the long bench', () => {
  test('education, housing and planning answer one by one, and the residents understand', async () => {
    const { workflowId: id, caseNo } = await liyang.opens(longBench());
    expect(caseNo).toMatch(/^屯议〔/);
    await liyang.completes(host, id, 'visit', visited);
    await liyang.completes(host, id, 'agenda', longBenchAgenda);
    await everybodyComes(id);
    expect(await liyang.has(id, 'meet')).toBe(false);
    expect((await liyang.sees(id)).next).toContainEqual(expect.objectContaining({ what: expect.objectContaining({ zh: '议事会开始' }) }));
    await liyang.comesTo(id, meetingAt);
    await liyang.completes(host, id, 'meet', held);
    const { steps } = await liyang.sees(id);
    expect(steps.filter(({ name }) => name === 'answer')).toMatchObject([
      { about: 'q1', unit: 'tunxi-housing' },
      { about: 'q2', unit: 'tunxi-planning' },
      { about: 'q3', unit: 'tunxi-education' },
    ]);
    await answeredByAll(id);
    await liyang.completes(host, id, 'resolve', adopted);
    await liyang.completes(host, id, 'doorToDoor', toldAtDoors);
    await liyang.completes(host, id, 'followUp', satisfied);
    expect(await liyang.sees(id)).toMatchObject({ status: 'closed', outcome: 'adopted' });
    expect(JSON.stringify(await system.engine.whole('general', id))).not.toMatch(/积水|排水何时/);
  });
});

describe('庐阳: 快乐健身行动', () => {
  test('the project is accepted, and its three milestones follow one another', async () => {
    const id = await proposed();
    await luyang.completes(sports, id, 'applyForProject', fitnessProject);
    expect(await luyang.step(id, 'milestone')).toMatchObject({ about: 'clearing', unit: 'luyang-property' });
    expect(await luyang.clock(id, 'milestone.milestone')).toMatchObject({ plan: { term: { amount: 10, unit: 'day' } } });
    expect(await luyang.has(id, 'milestone-2')).toBe(false);
    await luyang.comesNear(id, 'milestone.milestone', -10);
    expect(await luyang.clock(id, 'milestone.milestone')).toMatchObject({ light: 'yellow' });
    await luyang.comesNear(id, 'milestone.milestone', 10);
    expect(await luyang.clock(id, 'milestone.milestone')).toMatchObject({ light: 'red' });
    await luyang.completes(property, id, 'milestone', { finished: true });
    await luyang.completes(property, id, 'milestone-2', { finished: true });
    expect(await luyang.step(id, 'milestone-3')).toMatchObject({ about: 'installation', unit: 'luyang-sports' });
    await luyang.completes(sports, id, 'milestone-3', { finished: true, note: '安装完毕' });
    await luyang.completes(luyang.coordinator, id, 'doorToDoor', toldAtDoors);
    await luyang.completes(branch, id, 'followUp', satisfied);
    expect(await luyang.sees(id)).toMatchObject({ status: 'closed', outcome: 'built' });
  });

  test('the project is refused: the refusal is reviewed, and the residents are told all the same', async () => {
    const id = await proposed();
    await luyang.does(sports, id, 'steps/applyForProject/return', { reason: '本年度名额已满' });
    await luyang.completes(luyang.coordinator, id, 'reviewReturn', { decision: 'drop', reason: '下年度再申请' });
    await luyang.completes(luyang.coordinator, id, 'doorToDoor', toldAtDoors);
    await luyang.completes(branch, id, 'followUp', satisfied);
    expect(await luyang.sees(id)).toMatchObject({ status: 'closed', outcome: 'projectRefused' });
  });
});

describe('what is refused', () => {
  test('a council without a concern', async () => {
    expect(await host.post('/api/v1/cases', longBench({ concerns: [] }))).toMatchObject(wrongFields('matter.concerns'));
  });

  test('an agenda for yesterday, with a unit that is not invited, or that invites somebody twice or the host', async () => {
    const { workflowId: id } = await liyang.opens(longBench());
    await liyang.completes(host, id, 'visit', visited);
    const sets = (changes: object) => liyang.tries(host, id, 'steps/agenda/complete', { ...longBenchAgenda, ...changes });
    expect(await sets({ at: `${inDays(-1)}T15:00:00+08:00` })).toMatchObject({ status: 422, body: { code: 'date-in-the-past' } });
    expect(await sets({ invited: ['tunxi-housing', 'tunxi-planning'] })).toMatchObject(wrongForm('tunxi-education'));
    expect(await sets({ invited: [...longBenchAgenda.invited, 'tunxi-housing'] })).toMatchObject(wrongFields('invited'));
    expect(await sets({ invited: [...longBenchAgenda.invited, 'liyang-community'] })).toMatchObject(wrongForm('无需邀请'));
    expect(await sets({ invited: [...longBenchAgenda.invited, 'nobody'] })).toMatchObject({ status: 422, body: { code: 'unknown-unit' } });
  });

  test('to send somebody of another unit, or to answer for another one', async () => {
    const id = await invited();
    expect(await liyang.tries(education, id, 'steps/attend/complete', sends('tunxiHousingHandler'))).toMatchObject(wrongForm('本单位'));
    await everybodyComes(id);
    await liyang.comesTo(id, meetingAt);
    expect(await liyang.tries(host, id, 'steps/meet/complete', { held: true })).toMatchObject(wrongFields('residents'));
    await liyang.completes(host, id, 'meet', held);
    expect(await liyang.tries(education, id, 'steps/answer/complete', answered)).toMatchObject({ status: 403, body: { code: 'not-your-step' } });
    expect(await liyang.tries(host, id, 'steps/resolve/complete', { decision: 'notAdopted', resolution: '不同意', project: 'tunxi-housing' })).toMatchObject(
      wrongFields('project'),
    );
  });
});

describe('who is invited', () => {
  test('and does not answer is not waited for: a minute before the meeting the invitation stands, then it is withdrawn', async () => {
    const id = await invited();
    await liyang.completes(education, id, 'attend', sends('tunxiEducationHandler'));
    await liyang.comesTo(id, Date.parse(meetingAt) - 60_000);
    expect(await liyang.step(id, 'attend-2')).toMatchObject({ status: 'offered' });
    await liyang.comesTo(id, meetingAt);
    expect(await liyang.step(id, 'attend-2')).toMatchObject({ status: 'withdrawn' });
    expect(await liyang.step(id, 'meet')).toMatchObject({ status: 'offered' });
  });

  test('and declines is let off by the coordinator', async () => {
    const id = await invited();
    await liyang.does(education, id, 'steps/attend/return', { reason: '当日另有会议' });
    await liyang.completes(host, id, 'reviewReturn', { decision: 'drop', reason: '同意' });
    expect(await liyang.step(id, 'attend')).toMatchObject({ status: 'withdrawn' });
  });
});

describe('the meeting', () => {
  test('that is not held is set again', async () => {
    const id = await invited();
    await liyang.comesTo(id, meetingAt);
    await liyang.completes(host, id, 'meet', { held: false });
    expect(await liyang.step(id, 'agenda-2')).toMatchObject({ status: 'offered' });
    expect(await liyang.has(id, 'answer')).toBe(false);
  });

  test('leaves five working days for an answer: before they end nothing is late, after them it is', async () => {
    const id = await meeting();
    await liyang.comesNear(id, 'answer-3.answer', -10);
    expect(await liyang.clock(id, 'answer-3.answer')).toMatchObject({ light: 'yellow', plan: { term: { amount: 5, unit: 'workday' } } });
    await liyang.comesNear(id, 'answer-3.answer', 10);
    expect(await liyang.clock(id, 'answer-3.answer')).toMatchObject({ light: 'red' });
  });

  test('can postpone twice, and not a third time', async () => {
    const id = await invited({ ...longBenchAgenda, invited: [], questions: [{ question: '停车', unit: 'liyang-community' }] });
    const postponed = { decision: 'postponed', resolution: '下次再议' };
    for (const [round, days] of [['', 3], ['-2', 6], ['-3', 9]] as const) {
      if (round !== '') {
        await liyang.completes(host, id, `agenda${round}`, { at: `${inDays(days)}T15:00:00+08:00`, questions: [{ question: '停车', unit: 'liyang-community' }] });
      }
      await liyang.comesTo(id, `${inDays(days)}T15:00:00+08:00`);
      await liyang.completes(host, id, `meet${round}`, held);
      await liyang.completes(host, id, `answer${round}`, answered);
      if (round !== '-3') await liyang.completes(host, id, `resolve${round}`, postponed);
    }
    expect(await liyang.tries(host, id, 'steps/resolve-3/complete', postponed)).toMatchObject(wrongForm('已议 3 次'));
    await liyang.completes(host, id, 'resolve-3', { decision: 'notAdopted', resolution: '未过半数' });
    await liyang.completes(host, id, 'doorToDoor', toldAtDoors);
    await liyang.completes(host, id, 'followUp', satisfied);
    expect(await liyang.sees(id)).toMatchObject({ status: 'closed', outcome: 'notAdopted' });
  });
});

test('residents who are not satisfied are answered once more, then the supervisor decides', async () => {
  const id = await meeting();
  await answeredByAll(id);
  await liyang.completes(host, id, 'resolve', adopted);
  expect(await liyang.tries(host, id, 'steps/doorToDoor/complete', { households: 3, supporting: 4 })).toMatchObject(wrongFields('supporting'));
  const dissatisfied = { channel: 'visit', outcome: 'reached', level: 2 };
  await liyang.completes(host, id, 'doorToDoor', toldAtDoors);
  await liyang.completes(host, id, 'followUp', dissatisfied);
  expect(await liyang.has(id, 'doorToDoor-2')).toBe(false);
  await liyang.completes(host, id, 'answerAgain', { answer: '再次说明进度' });
  await liyang.completes(host, id, 'doorToDoor-2', toldAtDoors);
  await liyang.completes(host, id, 'followUp-2', dissatisfied);
  expect(await liyang.step(id, 'superviseClock')).toMatchObject({ unit: 'tunxi', status: 'offered' });
  await liyang.completes(await system.as('tunxi-supervisor'), id, 'superviseClock', { instruction: '按计划推进' });
  expect(await liyang.sees(id)).toMatchObject({ status: 'closed', outcome: 'adopted' });
});
