import { at, oneEvening, walked } from '../../rig/laojie.ts';
import type { System } from '../../rig/system.ts';
import { Told } from '../../rig/told.ts';

const minutesUntil = (time: string) => Math.ceil((Date.parse(at(time)) - Date.now()) / 60_000);

async function sixOClock(system: System): Promise<Told> {
  const told = await Told.open(system, 'general', 'tunxi-coordinator', oneEvening());
  await told.waits({ minutes: minutesUntil('18:05') });
  return told;
}

/** Both rounds, and a hazard that becomes an event. */
async function reported(system: System): Promise<Told> {
  const told = await sixOClock(system);
  await told.completes('laojie-merchants-1', 'round', walked(at('18:00'), { hazards: [{ checkPoint: 'tea-lane', kind: 'passage' }] }));
  await told.completes('laojie-merchants-1', 'reportHazard', { category: 'blocked-fire-exit', title: '消防通道被占', description: '门前堆放货物' });
  await told.waits({ hours: 2 });
  await told.completes('laojie-merchants-1', 'round-2', walked(at('20:00')));
  await told.waits({ hours: 2 });
  await told.ends();
  return told;
}

/** Nobody walks the first round; volunteers come instead. Nobody walks the second. */
async function substituted(system: System): Promise<Told> {
  const told = await sixOClock(system);
  await told.waits({ minutes: 60 });
  await told.completes('tunxi-coordinator', 'nameSubstitute', { unit: 'laojie-volunteers', reason: '书记外出' });
  await told.completes('laojie-volunteers-1', 'round-2', walked(at('18:50')));
  await told.waits({ hours: 3 });
  await told.ends();
  return told;
}

export const patrolStories = { reported, substituted };
