import type { System } from '../../rig/system.ts';
import { dispute, forms, inDays } from '../../rig/yixian.ts';
import { Told } from '../../rig/told.ts';

const studio = 'biyang-studio-1';
const alone = { ...forms.invite, withUnits: [] };

async function asked(system: System, answers: object = forms.askConsent): Promise<Told> {
  const told = await Told.open(system, 'general', 'biyang-grid-4-head', dispute());
  await told.completes('biyang-community-head', 'calm', forms.calm);
  await told.completes(studio, 'askConsent', answers);
  return told;
}

async function archived(told: Told): Promise<Told> {
  await told.completes(studio, 'archive', forms.archive);
  await told.ends();
  return told;
}

/** With police and judicial office at the table; the court confirms the writing, and it is performed. */
async function confirmed(system: System): Promise<Told> {
  const told = await asked(system);
  await told.completes(studio, 'invite', forms.invite);
  await told.completes('biyang-police-1', 'mediate-2', { contribution: '到场' });
  await told.completes('biyang-judicial-1', 'mediate-3', { contribution: '讲法' });
  await told.completes(studio, 'mediate', forms.mediate);
  await told.completes(studio, 'agreement', forms.written);
  await told.completes(studio, 'applyForConfirmation', { appliedBy: ['p1', 'p2'], court: '黟县人民法院', applicationNo: '2022-9' });
  await told.completes(studio, 'courtDecision', { decision: 'confirmed', rulingNo: '民特9号' });
  await told.completes(studio, 'watchPerformance', { result: 'performed' });
  return archived(told);
}

async function refused(system: System): Promise<Told> {
  const told = await asked(system, { answers: [{ party: 'p1', answer: 'refuses' }, { party: 'p2', answer: 'agrees' }] });
  await told.completes(studio, 'tellOtherRoutes', forms.tellOtherRoutes);
  return archived(told);
}

/** Two meetings; the agreement is broken when the window for the court is over, and a third meeting fails. */
async function broken(system: System): Promise<Told> {
  const told = await asked(system);
  await told.completes(studio, 'invite', alone);
  await told.completes(studio, 'mediate', { attended: ['p1'], result: 'again' });
  await told.completes(studio, 'invite-2', alone);
  await told.completes(studio, 'mediate-2', forms.mediate);
  await told.completes(studio, 'agreement', { ...forms.oral, performBy: inDays(40) });
  await told.waits({ days: 42 });
  await told.completes(studio, 'watchPerformance', { result: 'breached', next: 'again' });
  await told.completes(studio, 'invite-3', { ...alone, at: `${inDays(50)}T09:00:00+08:00` });
  await told.completes(studio, 'mediate-3', { attended: ['p1', 'p2'], result: 'failed' });
  await told.completes(studio, 'tellOtherRoutes', forms.tellOtherRoutes);
  return archived(told);
}

async function reportedToPolice(system: System): Promise<Told> {
  const told = await asked(system);
  await told.completes('biyang-grid-4-head', 'noticeCrime-3', { noticed: true, facts: '持械威胁' });
  await told.completes('biyang-police-1', 'reportToPolice', { receivedAs: '碧警受2022-71' });
  return archived(told);
}

export const mediationStories = { confirmed, refused, broken, reportedToPolice } as const;
