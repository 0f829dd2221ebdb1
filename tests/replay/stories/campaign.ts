import { until } from '../../rig/eventually.ts';
import type { System } from '../../rig/system.ts';
import { Told } from '../../rig/told.ts';

const done = (household: string, members: number) => ({
  household,
  outcome: 'done',
  persons: Array.from({ length: members }, (_, index) => ({ number: index + 1 })),
});

async function begun(system: System, rounds: number): Promise<Told> {
  return Told.open(system, 'general', 'tunxi-coordinator', {
    procedure: 'campaign',
    region: '341002',
    title: '全员核酸检测',
    matter: { kind: 'testing', rounds, grids: ['laojie-grid-2', 'liyang-grid-1'] },
  });
}

/** With a household at which nobody was at home at first, and one that stands empty. */
async function laojie(whole: Told): Promise<Told> {
  const told = await whole.part('tunxi-coordinator', 'laojie-grid-2');
  await told.does('laojie-grid-2', 'steps/visit/report', {
    visits: [
      done('laojie-grid-2-0001', 2),
      { household: 'laojie-grid-2-0002', outcome: 'absent' },
      { household: 'laojie-grid-2-0003', outcome: 'excused', excuse: 'vacant' },
    ],
  });
  await told.waits({ days: 4 });
  await told.does('laojie-grid-2', 'steps/visit/report', { visits: [done('laojie-grid-2-0002', 3), done('laojie-grid-2-0004', 4)] });
  await told.completes('laojie-grid-2', 'visit', {});
  await told.ends();
  return told;
}

async function liyang(whole: Told): Promise<Told> {
  const told = await whole.part('tunxi-coordinator', 'liyang-grid-1');
  await told.does('liyang-grid-1', 'steps/visit/report', {
    visits: [done('liyang-grid-1-0001', 4), done('liyang-grid-1-0002', 3), done('liyang-grid-1-0003', 3)],
  });
  await told.completes('liyang-grid-1', 'visit', {});
  await told.ends();
  return told;
}

async function twoRounds(system: System): Promise<Told> {
  const told = await begun(system, 2);
  for (let round = 1; round <= 2; round += 1) await Promise.all([laojie(told), liyang(told)]);
  const coordinator = await system.as('tunxi-coordinator');
  await until(async () => (await told.view(coordinator)).stage.name === 'report');
  await told.completes('tunxi-coordinator', 'report', { note: '应检尽检' });
  await told.ends();
  return told;
}

async function withdrawn(system: System): Promise<Told> {
  const told = await begun(system, 1);
  const part = await told.part('tunxi-coordinator', 'laojie-grid-2');
  await told.does('tunxi-coordinator', 'withdraw', { reason: '任务取消' });
  await Promise.all([told.ends(), part.ends()]);
  return told;
}

async function covered(system: System): Promise<Told> {
  return laojie(await begun(system, 1));
}

export const campaignStories = { twoRounds, withdrawn };
export const campaignGridStories = { covered };
