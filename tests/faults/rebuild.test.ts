import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { rebuild, strangers, type Finding } from '../../api/record/rebuild.ts';
import { stories } from '../replay/stories.ts';
import { filed, granted } from '../replay/stories/assisted-filing.ts';
import { extended, openInspection, paused } from '../replay/stories/joint-inspection.ts';
import { begun } from '../replay/stories/service-day.ts';
import type { Told } from '../rig/told.ts';
import { System } from '../rig/system.ts';
import { forget } from './forget.ts';
import { insist } from '../rig/insist.ts';
import { causedBy, nothingLost } from './nothing-lost.ts';
import { tablesOf, truncateTables } from './tables.ts';

let system: System;
const cases: Told[] = [];
const statuses = new Map<string, string>();

beforeAll(async () => {
  system = await System.start();
  const open = [openInspection, extended, paused, granted, begun, (where: System) => filed(where, 'small-loan', 'post')];
  const { referredLocally, withdrawn } = stories.jointInspection;
  const ended = [...Object.values(stories).flatMap((paths) => Object.values(paths).slice(0, 1)), referredLocally, withdrawn, stories.gridEvent.merged];
  for (const tell of [...open, ...ended]) cases.push(await tell(system));
  for (const { caseNo, status } of await system.db.case.findMany()) statuses.set(caseNo, status);
}, 240_000);
afterAll(() => system.stop());

function run(check: boolean, only?: string): Promise<Finding[]> {
  return Array.fromAsync(rebuild(system, { check, only }));
}

function differing(findings: readonly Finding[]): Finding[] {
  return findings.filter((finding) => 'failure' in finding || (finding.from !== 'nothing' && finding.differences.length > 0));
}

test('the cases stand in every state there is', () => {
  expect([...new Set(statuses.values())].toSorted()).toEqual(['closed', 'merged', 'open', 'paused', 'referred', 'withdrawn']);
});

test('the tables say in every column what the workflows tell', async () => {
  expect(differing(await run(true))).toEqual([]);
});

test('emptied and made again, nothing differs', async () => {
  const before = await tablesOf(system.db);
  await truncateTables(system.db);
  const findings = await run(false);
  expect(findings).toHaveLength(statuses.size);
  expect(await tablesOf(system.db)).toEqual(before);
});

test('what was changed by hand is found, and put right; what only it knows is not touched', async () => {
  const { caseNo } = one('withdrawn');
  const before = await tablesOf(system.db);
  const told = await system.db.notification.count();
  await system.db.$transaction([
    system.db.case.update({ where: { caseNo }, data: { stage: 'elsewhere', coordinator: 'nobody' } }),
    system.db.entry.update({ where: { caseNo_seq: { caseNo, seq: 3 } }, data: { visibility: 'public' } }),
    system.db.entry.delete({ where: { caseNo_seq: { caseNo, seq: 5 } } }),
    system.db.step.create({ data: { ...(await system.db.step.findFirstOrThrow({ where: { caseNo } })), id: 'forged', data: {} } }),
  ]);

  const findings = differing(await run(true));
  expect(findings).toEqual([
    {
      caseNo,
      from: 'engine',
      differences: expect.arrayContaining([
        { table: 'case', id: '', was: 'different', columns: ['stage', 'coordinator'] },
        { table: 'entry', id: '3', was: 'different', columns: ['visibility'] },
        { table: 'entry', id: '5', was: 'missing', columns: [] },
        { table: 'step', id: 'forged', was: 'surplus', columns: [] },
      ]),
    },
  ]);
  expect(differing(await run(false, caseNo))).toHaveLength(1);
  expect(await tablesOf(system.db)).toEqual(before);
  expect(await system.db.notification.count()).toBe(told);
});

test('beside people at work newer wins, and nothing is lost', async () => {
  const { caseNo, workflowId } = await openInspection(system);
  const coordinator = await system.as('feidong-coordinator');
  const keys = Array.from({ length: 20 }, (_, index) => `note-while-rebuilding-${index}`);
  let working = true;
  const work = Promise.all(
    keys.map((key) => insist(() => coordinator.post(`/api/v1/cases/${workflowId}/add-note`, { text: '补充情况' }, key))),
  ).finally(() => {
    working = false;
  });
  while (working) expect(await run(false, caseNo)).toEqual([expect.objectContaining({ from: 'engine' })]);
  await work;
  const whole = await nothingLost(system, workflowId);
  for (const key of keys) expect(causedBy(whole, key)).toEqual(['noteAdded']);
}, 120_000);

test('a case that the engine has forgotten, and no archive knows, stays as it is and is named', async () => {
  const told = await openInspection(system);
  await forget(told);
  expect(await run(false, told.workflowId)).toEqual([{ caseNo: told.caseNo, failure: expect.stringContaining('stay as they are') }]);
  expect(await system.db.case.count({ where: { caseNo: told.caseNo } })).toBe(1);
});

test('a number that was reserved, and whose workflow never started, is no case', async () => {
  const { caseNo } = one('withdrawn');
  const reserved = { ...(await system.db.opening.findUniqueOrThrow({ where: { caseNo } })), key: 'never-sent', caseNo: '肥监〔2026〕999999号', workflowId: 'never-started', receipt: null };
  await system.db.opening.create({ data: { ...reserved, body: {}, start: {} } });
  expect(await run(false, 'never-started')).toEqual([{ caseNo: reserved.caseNo, from: 'nothing' }]);
});

test('a case of the engine that the database knows nothing of is named', async () => {
  const { workflowId, caseNo } = one('withdrawn');
  expect(await Array.fromAsync(strangers(system))).toEqual([]);
  await system.db.opening.update({ where: { caseNo }, data: { workflowId: 'another' } });
  expect(await Array.fromAsync(strangers(system))).toEqual([workflowId]);
  await system.db.opening.update({ where: { caseNo }, data: { workflowId } });
});

/** The case that ended in a status. */
function one(status: string): Told {
  const told = cases.find((each) => statuses.get(each.caseNo) === status);
  if (told === undefined) throw new Error(`no case is ${status}`);
  return told;
}
