import { friday, sends, serviceDay } from '../../rig/chizhou.ts';
import type { System } from '../../rig/system.ts';
import { Told } from '../../rig/told.ts';

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

export const serviceDayStories = { held, substituted } as const;
