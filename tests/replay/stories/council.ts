import { sends } from '../../rig/chizhou.ts';
import {
  adopted,
  answered,
  estateAgenda,
  fitnessProject,
  held,
  longBench,
  longBenchAgenda,
  partyAndResidents,
  satisfied,
  toldAtDoors,
  visited,
} from '../../rig/councils.ts';
import type { System } from '../../rig/system.ts';
import { Told } from '../../rig/told.ts';

const host = 'liyang-community-head';
const branch = 'luyang-estate-branch-1';

/** The long bench of 黎阳: education is named in time, planning declines, housing never answers; nobody is satisfied at first. */
async function answeredTwice(system: System): Promise<Told> {
  const told = await Told.open(system, 'general', host, longBench());
  await told.completes(host, 'visit', visited);
  await told.completes(host, 'agenda', longBenchAgenda);
  await told.completes('tunxi-education-1', 'attend', sends('tunxiEducationHandler'));
  await told.does('tunxi-planning-1', 'steps/attend-3/return', { reason: '另有安排' });
  await told.completes(host, 'reviewReturn', { decision: 'drop', reason: '书面答复' });
  await told.waits({ days: 4 });
  await told.completes(host, 'meet', held);
  await told.completes('tunxi-housing-1', 'answer', answered);
  await told.completes('tunxi-planning-1', 'answer-2', { ...answered, how: 'afterwards' });
  await told.completes(host, 'resolve', adopted);
  await told.completes('tunxi-education-1', 'answer-3', answered);
  await told.completes(host, 'doorToDoor', toldAtDoors);
  await told.completes(host, 'followUp', { ...satisfied, level: 2 });
  await told.completes(host, 'answerAgain', { answer: '再次说明' });
  await told.completes(host, 'doorToDoor-2', toldAtDoors);
  await told.completes(host, 'followUp-2', satisfied);
  await told.ends();
  return told;
}

async function proposed(system: System): Promise<Told> {
  const told = await Told.open(system, 'general', 'luyang-community-head', partyAndResidents());
  await told.completes(branch, 'visit', visited);
  await told.completes(branch, 'agenda', estateAgenda);
  await told.completes('luyang-property-1', 'attend', sends('propertyHandler'));
  await told.waits({ days: 4 });
  await told.completes(branch, 'meet', held);
  await told.completes('luyang-property-1', 'answer', answered);
  await told.completes(branch, 'resolve', { ...adopted, project: 'luyang-sports' });
  return told;
}

async function residentsTold(told: Told): Promise<Told> {
  await told.completes('luyang-community-head', 'doorToDoor', toldAtDoors);
  await told.completes(branch, 'followUp', satisfied);
  await told.ends();
  return told;
}

/** 快乐健身行动 */
async function built(system: System): Promise<Told> {
  const told = await proposed(system);
  await told.completes('luyang-sports-1', 'applyForProject', fitnessProject);
  await told.completes('luyang-property-1', 'milestone', { finished: true });
  await told.waits({ days: 12 });
  await told.completes('luyang-property-1', 'milestone-2', { finished: true });
  await told.completes('luyang-sports-1', 'milestone-3', { finished: true });
  return residentsTold(told);
}

async function projectRefused(system: System): Promise<Told> {
  const told = await proposed(system);
  await told.does('luyang-sports-1', 'steps/applyForProject/return', { reason: '名额已满' });
  await told.completes('luyang-community-head', 'reviewReturn', { decision: 'drop', reason: '下年度再申请' });
  return residentsTold(told);
}

/** A meeting that is not held, one that postpones, and one that does not adopt. */
async function notAdopted(system: System): Promise<Told> {
  const told = await Told.open(system, 'general', host, longBench());
  const alone = (days: number) => ({
    at: new Date(Date.now() + days * 86_400_000).toISOString(),
    questions: [{ question: '停车', unit: 'liyang-community' }],
  });
  await told.completes(host, 'visit', visited);
  await told.completes(host, 'agenda', alone(2));
  await told.waits({ days: 3 });
  await told.completes(host, 'meet', { held: false });
  await told.completes(host, 'agenda-2', alone(5));
  await told.waits({ days: 3 });
  await told.completes(host, 'meet-2', held);
  await told.completes(host, 'answer', answered);
  await told.completes(host, 'resolve', { decision: 'postponed', resolution: '下次再议' });
  await told.completes(host, 'agenda-3', alone(8));
  await told.waits({ days: 3 });
  await told.completes(host, 'meet-3', held);
  await told.completes(host, 'answer-2', answered);
  await told.completes(host, 'resolve-2', { decision: 'notAdopted', resolution: '未过半数' });
  await told.completes(host, 'doorToDoor', toldAtDoors);
  await told.completes(host, 'followUp', satisfied);
  await told.ends();
  return told;
}

export const councilStories = { answeredTwice, built, projectRefused, notAdopted } as const;
