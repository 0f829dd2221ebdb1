import { asOnThePage, findings, petition, team } from '../../rig/feidong.ts';
import type { System } from '../../rig/system.ts';
import { Told } from '../../rig/told.ts';

const registered = { leadNo: '肥信2022-0517', received: 'letter' };
const acceptanceTold = { channel: 'phone', told: true };

export async function openInspection(system: System): Promise<Told> {
  return Told.open(system, 'discipline', 'feidong-coordinator', petition());
}

async function assessed(system: System): Promise<Told> {
  const told = await openInspection(system);
  await told.completes('feidong-coordinator', 'register', registered);
  await told.completes('feidong-coordinator', 'tellAcceptance', acceptanceTold);
  await told.completes('feidong-office-4-head', 'assess', { route: 'joint', reasons: '涉及人员多、时间跨度长' });
  return told;
}

async function launched(system: System): Promise<Told> {
  const told = await assessed(system);
  await told.completes('feidong-head', 'approveLaunch', { approve: true, members: team });
  return told;
}

async function verified(told: Told, round: '' | 'Again'): Promise<void> {
  await told.completes('feidong-group-agri-head', `verify${round}-2`, { contribution: '调取账册' });
  await told.completes('badou-cdi-head', `verify${round}-3`, { contribution: '走访农户' });
  await told.completes('feidong-office-4-head', `verify${round}`, { report: '核查报告' });
}

async function concluded(system: System, found: unknown): Promise<Told> {
  const told = await launched(system);
  await told.waits({ days: 40 });
  await verified(told, '');
  await told.completes('feidong-office-4-head', 'conclude', found);
  return told;
}

async function fedBack(told: Told, ...steps: string[]): Promise<void> {
  for (const step of steps) await told.completes('feidong-office-4-head', step, { channel: 'visit', objection: 'none' });
}

async function satisfied(told: Told): Promise<Told> {
  await told.completes('feidong-office-4-head', 'followUp', { channel: 'visit', outcome: 'reached', level: 5 });
  await told.ends();
  return told;
}

async function established(system: System): Promise<Told> {
  const told = await concluded(system, asOnThePage);
  await fedBack(told, 'feedBack', 'feedBack-2', 'feedBack-3');
  await told.completes('badou-cdi-head', 'caseReview', { caseFileNo: '八纪立〔2022〕3号' });
  return satisfied(told);
}

async function referredLocally(system: System): Promise<Told> {
  const told = await openInspection(system);
  await told.completes('feidong-coordinator', 'register', registered);
  await told.completes('feidong-coordinator', 'tellAcceptance', acceptanceTold);
  await told.completes('feidong-office-4-head', 'assess', { route: 'local', to: 'badou-cdi', reasons: '属地可以独立办理' });
  await told.completes('badou-cdi-head', 'referral', { registeredAs: '八纪信2022-11' });
  await told.ends();
  return told;
}

async function verifiedAgain(system: System): Promise<Told> {
  const told = await concluded(system, findings('notEstablished', 'notEstablished', 'notEstablished'));
  await fedBack(told, 'feedBack', 'feedBack-3');
  await told.completes('feidong-office-4-head', 'feedBack-2', { channel: 'visit', objection: 'withEvidence', newEvidence: '新的收据' });
  await verified(told, 'Again');
  await told.completes('feidong-office-4-head', 'conclude-2', {
    findings: [{ allegation: 'a2', result: 'partly', basis: '新的收据' }],
  });
  await fedBack(told, 'feedBack-4');
  await told.completes('badou-cdi-head', 'caseReview', { caseFileNo: '八纪立〔2022〕4号' });
  return satisfied(told);
}

/** Returned and given back, urged, extended, paused and resumed on the way; then the reporter withdraws. */
async function withdrawn(system: System): Promise<Told> {
  const told = await extended(system);
  await told.does('feidong-coordinator', 'pause', { reason: '等待鉴定' });
  await told.waits({ days: 12 });
  await told.does('feidong-coordinator', 'resume', { reason: '鉴定已到' });
  await told.does('feidong-coordinator', 'withdraw', { reason: '反映人撤回' });
  await told.ends();
  return told;
}

export async function extended(system: System): Promise<Told> {
  const told = await launched(system);
  await told.does('badou-cdi-head', 'steps/verify-3/return', { reason: '与对象熟识' });
  await told.completes('feidong-head', 'reviewReturn', { decision: 'reassign', to: 'feidong-cdi-registry', reason: '改派' });
  await told.does('feidong-coordinator', 'steps/verify-2/urge', { reason: '请尽快' });
  await told.does('feidong-office-4-head', 'steps/verify/request-extension', { by: { amount: 1, unit: 'month' }, reason: '账册不全' });
  await told.completes('feidong-head', 'decideExtension', { approve: true, reason: '同意' });
  return told;
}

export async function paused(system: System): Promise<Told> {
  const told = await launched(system);
  await told.waits({ days: 30 });
  await told.does('feidong-coordinator', 'pause', { reason: '等待鉴定' });
  return told;
}

export const jointInspectionStories = { established, referredLocally, verifiedAgain, withdrawn } as const;
