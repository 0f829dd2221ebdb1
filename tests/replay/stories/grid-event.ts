import type { System } from '../../rig/system.ts';
import { Told } from '../../rig/told.ts';
import { photographed, resident, rubbish } from '../../rig/tunxi.ts';

const reached = (level: number) => ({ channel: 'phone', outcome: 'reached', resolved: level >= 3, level });

function open(system: System): Promise<Told> {
  return Told.open(system, 'general', 'laojie-grid-1', rubbish({ parties: [resident] }));
}

async function routed(system: System, grade: number, routing: Record<string, unknown> = {}): Promise<Told> {
  const told = await open(system);
  await told.completes('tunxi-coordinator', 'route', { decision: 'file', grade, ...routing });
  return told;
}

async function checks(told: Told, checker: string, round: string, passed: boolean): Promise<void> {
  await told.completes(checker, `check${round}`, { passed, photo: await photographed([await told.system.as(checker)]) });
}

async function ended(told: Told): Promise<Told> {
  await told.ends();
  return told;
}

/** 街道吹哨、部门报到. */
async function whistled(system: System): Promise<Told> {
  const told = await routed(system, 3);
  await told.completes('laojie-1', 'whistle', { departments: ['tunxi-urban', 'tunxi-market'] });
  await told.does('tunxi-market-1', 'steps/reportIn-2/return', { reason: '不涉及市场主体' });
  await told.completes('tunxi-coordinator', 'reviewReturn', { decision: 'drop', reason: '同意' });
  await told.completes('tunxi-urban-1', 'reportIn', {});
  await told.completes('tunxi-urban-1', 'assist', { measures: '出动清运车' });
  await told.completes('laojie-1', 'handle', { measures: '增设垃圾桶' });
  await checks(told, 'laojie-grid-1', '', false);
  await told.completes('tunxi-urban-1', 'handle-3', { measures: '再次清运' });
  await told.completes('laojie-1', 'handle-2', { measures: '派人值守' });
  await checks(told, 'laojie-grid-1', '-2', true);
  await told.completes('tunxi-coordinator', 'followUp', reached(5));
  return ended(told);
}

/** The grid itself; dissatisfied three times, the supervisor decides. */
async function supervised(system: System): Promise<Told> {
  const told = await routed(system, 1);
  for (const round of ['', '-2', '-3']) {
    await told.completes('laojie-grid-1-head', `handle${round}`, { measures: '当场清运' });
    await checks(told, 'laojie-community-head', round, true);
    await told.completes('tunxi-coordinator', `followUp${round}`, reached(2));
  }
  await told.completes('tunxi-supervisor', 'superviseClock', { instruction: '约谈网格长' });
  return ended(told);
}

/** The rule is overruled; the department is late, and its supervisor steps in. */
async function overruled(system: System): Promise<Told> {
  const told = await routed(system, 4, { lead: 'tunxi-market', reason: '市场内垃圾' });
  await told.waits({ days: 14 });
  await told.completes('tunxi-market-1', 'handle', { measures: '清运' });
  await checks(told, 'laojie-grid-1', '', true);
  await told.completes('tunxi-coordinator', 'followUp', { channel: 'phone', outcome: 'refused' });
  return ended(told);
}

async function dismissed(system: System): Promise<Told> {
  const told = await open(system);
  await told.completes('tunxi-coordinator', 'route', { decision: 'dismiss', dismissal: '不属于网格事项' });
  return ended(told);
}

async function merged(system: System): Promise<Told> {
  const [main, double] = [await open(system), await open(system)];
  await double.does('tunxi-coordinator', 'merge', { into: main.caseNo, reason: '同一处' });
  return ended(double);
}

/** Took a report in, and closes. */
async function tookIn(system: System): Promise<Told> {
  const [main, double] = [await routed(system, 1), await open(system)];
  await double.does('tunxi-coordinator', 'merge', { into: main.caseNo, reason: '同一处' });
  await main.completes('laojie-grid-1-head', 'handle', { measures: '当场清运' });
  await checks(main, 'laojie-community-head', '', true);
  await main.completes('tunxi-coordinator', 'followUp', reached(4));
  return ended(main);
}

/** Every path of a grid event, to its end. */
export const gridEventStories = { whistled, supervised, overruled, dismissed, merged, tookIn } as const;
