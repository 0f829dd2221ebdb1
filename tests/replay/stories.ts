import { Told } from '../rig/told.ts';
import { filing, friday, sends, serviceDay } from '../rig/chizhou.ts';
import { asOnThePage, findings, petition, team } from '../rig/feidong.ts';
import type { System } from '../rig/system.ts';

/** Who is named on the way. */
export const people = { stallKeeper: '示例·摊主', innkeeper: '示例·店主', jobSeeker: '示例·居民' } as const;

/* 肥东: three allegations. */

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

/* 池州: a licence on a Friday. */

async function openFiling(system: System, item: string): Promise<Told> {
  return Told.open(system, 'general', 'chizhou-service-1', filing({ item }));
}

export async function filed(system: System, item: string, delivery: 'post' | 'pickUp' | undefined, missing: readonly string[] = []): Promise<Told> {
  const told = await openFiling(system, item);
  await told.completes('chizhou-service-1', 'consult', { onSite: true });
  await told.completes('chizhou-service-1', 'tellMaterials', { missing, channel: 'counter' });
  if (missing.length > 0) await told.completes('chizhou-service-1', 'supplement', { onSite: false, supplied: missing });
  await told.completes('chizhou-service-1', 'file', {
    onSite: false,
    applicationNo: '2022-0001',
    channel: 'selfServiceTerminal',
    ...(delivery === undefined ? {} : { delivery }),
  });
  return told;
}

async function rated(told: Told, level: number): Promise<Told> {
  await told.rates(level);
  if (level >= 3) await told.ends();
  return told;
}

async function posted(system: System): Promise<Told> {
  const told = await filed(system, 'individual-business-licence', 'post', ['premises']);
  await told.completes('chizhou-market-1', 'receive', { decision: 'accepted' });
  await told.completes('chizhou-market-1', 'decide', { decision: 'granted', licenceNo: '92341702' });
  for (const [step, confirm] of [['post', 'confirmDelivery'], ['post-2', 'confirmDelivery-2']] as const) {
    await told.completes('chizhou-market-1', step, { carrier: '邮政速递', trackingNo: 'EA123456789CN' });
    const arrived = step !== 'post';
    await told.completes('chizhou-market-1', confirm, arrived ? { delivered: true, signedBy: people.stallKeeper } : { delivered: false });
  }
  return rated(told, 5);
}

async function jointly(system: System): Promise<Told> {
  const told = await filed(system, 'restaurant-opening', 'pickUp');
  await told.waits({ days: 10 }); // not told in time: deemed accepted
  await told.completes('chizhou-housing-1', 'decide-2', { opinion: 'agree' });
  await told.completes('chizhou-market-1', 'decide', { decision: 'granted', licenceNo: '92341703' });
  await told.completes('chizhou-service-1', 'pickUp', { onSite: true, pickedUpBy: people.innkeeper });
  await told.waits({ days: 8 }); // nobody rates
  await told.ends();
  return told;
}

async function refused(system: System): Promise<Told> {
  const told = await filed(system, 'resident-medical-insurance', undefined);
  await told.completes('chizhou-medical-1', 'receive', { decision: 'correct', missing: ['residence'] });
  await told.completes('chizhou-service-1', 'supplement', { onSite: true, supplied: ['residence'] });
  await told.completes('chizhou-medical-1', 'receive-2', { decision: 'refused', reasons: '不在本区参保范围' });
  return rated(told, 3);
}

async function mended(system: System): Promise<Told> {
  const told = await rated(await granted(system), 1);
  await told.completes('chizhou-hr-1', 'mend', { action: 'explained', explanation: '已说明' });
  await told.completes('chizhou-service-1', 'followUp', { channel: 'phone', outcome: 'reached', level: 2 });
  await told.completes('chizhou-hr-1', 'mend-2', { action: 'mended', explanation: '已整改' });
  await told.completes('chizhou-service-1', 'followUp-2', { channel: 'phone', outcome: 'reached', level: 4 });
  await told.ends();
  return told;
}

/** Waits for the rating. */
export async function granted(system: System): Promise<Told> {
  const told = await filed(system, 'employment-registration', 'pickUp');
  await told.completes('chizhou-hr-1', 'receive', { decision: 'accepted' });
  await told.completes('chizhou-hr-1', 'decide', { decision: 'granted', licenceNo: '34170200' });
  await told.completes('chizhou-service-1', 'pickUp', { onSite: true, pickedUpBy: people.jobSeeker });
  return told;
}

/* 池州: the Friday itself. */

async function openServiceDay(system: System): Promise<Told> {
  return Told.open(system, 'general', 'chizhou-coordinator', serviceDay());
}

/** Five minutes after it opened; one unit has confirmed who comes. */
export async function begun(system: System): Promise<Told> {
  const told = await openServiceDay(system);
  await told.completes('chizhou-service-head', 'confirmRoster', sends('serviceHandlerOne'));
  await told.waits({ minutes: Math.ceil((Date.parse(`${friday}T09:05:00+08:00`) - Date.now()) / 60_000) });
  await told.completes('chizhou-service-1', 'checkIn', sends('serviceHandlerOne'));
  return told;
}

async function reported(told: Told): Promise<Told> {
  await told.waits({ hours: 3 });
  await told.completes('pingtianhu-head', 'report', { consultations: 21 });
  await told.ends();
  return told;
}

async function held(system: System): Promise<Told> {
  const told = await begun(system);
  await told.completes('chizhou-market-1', 'checkIn-2', sends('marketHandlerOne'));
  return reported(told);
}

async function substituted(system: System): Promise<Told> {
  const told = await begun(system);
  await told.waits({ minutes: 30 });
  await told.completes('chizhou-coordinator', 'nameSubstitute', { unit: 'chizhou-etdz-service', reason: '由中心代办' });
  await told.completes('chizhou-service-1', 'checkIn-3', { ...sends('serviceHandlerOne'), substitute: true });
  return reported(told);
}

/** Every path of every procedure, to its end. */
export const stories = {
  jointInspection: { established, referredLocally, verifiedAgain, withdrawn },
  assistedFiling: { posted, jointly, refused, mended },
  serviceDay: { held, substituted },
} as const;
