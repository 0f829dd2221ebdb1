import { agrees, needs, pair, reported, resources, reviewed, workDone } from '../../rig/pairs.ts';
import type { System } from '../../rig/system.ts';
import { Told } from '../../rig/told.ts';
import { inDays } from '../../rig/yixian.ts';

const community = 'laojie-community-head';
const unit = 'tunxi-urban-1';

async function both(told: Told, step: string, part: string, ofCommunity: object, ofUnit: object = ofCommunity): Promise<void> {
  await told.completes(unit, part, ofUnit);
  await told.completes(community, step, ofCommunity);
}

async function listed(system: System, until: string): Promise<Told> {
  const told = await Told.open(system, 'general', community, pair(until));
  await told.completes(community, 'needs', needs);
  await told.completes(unit, 'resources', resources(inDays(20)));
  return told;
}

/** One year in which everything is done; both want to go on. */
async function renewed(system: System): Promise<Told> {
  const told = await listed(system, inDays(60));
  await both(told, 'agree', 'agree-2', agrees);
  await told.completes(unit, 'checkIn', reported);
  for (const [work, rating] of [['work', 'rateWork'], ['work-2', 'rateWork-2']] as const) {
    await told.completes(unit, work, workDone);
    await told.completes(community, rating, { level: 4 });
  }
  await told.waits({ days: 62 });
  await both(told, 'review', 'review-2', reviewed);
  await both(told, 'decideTerm', 'decideTerm-2', { renew: true });
  await told.ends();
  return told;
}

/** Two years: lists that are made again, work that is not done, and a unit that does not want to go on. */
async function ended(system: System): Promise<Told> {
  const told = await listed(system, inDays(700));
  await both(told, 'agree', 'agree-2', { agrees: false, remark: '增加一项' }, agrees);
  await told.completes(unit, 'resources-2', resources(inDays(30)));
  await both(told, 'agree-3', 'agree-4', agrees);
  await told.waits({ days: 366 });
  await both(told, 'review', 'review-2', reviewed);
  await told.completes(community, 'needs-2', needs);
  await told.completes(unit, 'resources-3', resources(inDays(500)));
  await both(told, 'agree-5', 'agree-6', agrees);
  await told.completes(unit, 'work-3', workDone);
  await told.waits({ days: 336 });
  await both(told, 'review-3', 'review-4', reviewed);
  await both(told, 'decideTerm', 'decideTerm-2', { renew: true }, { renew: false });
  await told.ends();
  return told;
}

export const pairingStories = { renewed, ended } as const;
