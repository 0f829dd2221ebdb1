import { delivery, handedOver, nobodyHome, nth, otherWays, window } from '../../rig/niandou.ts';
import type { System } from '../../rig/system.ts';
import { Told } from '../../rig/told.ts';

const officer = 'niandou-police-1';

/** One appointment after the other: each waits until its window is open, and ends as `results` say. */
async function visited(system: System, results: readonly object[], matter: Record<string, unknown> = {}): Promise<Told> {
  const told = await Told.open(system, 'general', officer, delivery(matter));
  await told.completes(officer, 'receive', { decision: 'accepted' });
  for (const [index, result] of results.entries()) {
    await told.completes(officer, nth('appointment', index + 1), window(2 * index + 1));
    await told.waits({ hours: 48 });
    await told.completes(officer, nth('visit', index + 1), result);
  }
  return told;
}

/** The second visit finds somebody, who cannot sign. */
async function delivered(system: System): Promise<Told> {
  const told = await visited(system, [nobodyHome, { ...handedOver, receipt: 'witnessed', witness: '示例·邻居' }]);
  await told.rates(5);
  await told.ends();
  return told;
}

/** Nobody rates. */
async function returned(system: System): Promise<Told> {
  const told = await visited(system, [nobodyHome, { result: 'identityMismatch' }], { visitsAtMost: 2 });
  await told.completes(officer, 'returnToOffice', otherWays);
  await told.waits({ days: 9 });
  await told.ends();
  return told;
}

async function refused(system: System): Promise<Told> {
  const told = await Told.open(system, 'general', officer, delivery());
  await told.completes(officer, 'receive', { decision: 'refused', reasons: '不在辖区', otherWays: ['post'] });
  await told.rates(3);
  await told.ends();
  return told;
}

async function mended(system: System): Promise<Told> {
  const told = await visited(system, [handedOver]);
  await told.rates(2);
  await told.completes(officer, 'mend', { action: 'explained', explanation: '已说明' });
  await told.completes(officer, 'followUp', { channel: 'phone', outcome: 'reached', level: 4 });
  await told.ends();
  return told;
}

export const homeDeliveryStories = { delivered, returned, refused, mended } as const;
