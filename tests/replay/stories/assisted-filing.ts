import { filing } from '../../rig/chizhou.ts';
import type { System } from '../../rig/system.ts';
import { Told } from '../../rig/told.ts';

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
    await told.completes('chizhou-market-1', confirm, arrived ? { delivered: true, signedBy: '示例·摊主' } : { delivered: false });
  }
  return rated(told, 5);
}

async function jointly(system: System): Promise<Told> {
  const told = await filed(system, 'restaurant-opening', 'pickUp');
  await told.waits({ days: 10 }); // not told in time: deemed accepted
  await told.completes('chizhou-housing-1', 'decide-2', { opinion: 'agree' });
  await told.completes('chizhou-market-1', 'decide', { decision: 'granted', licenceNo: '92341703' });
  await told.completes('chizhou-service-1', 'pickUp', { onSite: true, pickedUpBy: '示例·店主' });
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
  await told.completes('chizhou-service-1', 'pickUp', { onSite: true, pickedUpBy: '示例·居民' });
  return told;
}

export const assistedFilingStories = { posted, jointly, refused, mended } as const;
