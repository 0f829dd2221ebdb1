import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { archiveClosed } from '../../api/archive/archive-closed.ts';
import { dossierFromArchive, historyFromArchive } from '../../api/archive/case-archive.ts';
import { archiveIsLate } from '../../api/archive/late.ts';
import { rebuild } from '../../api/record/rebuild.ts';
import { stories } from '../replay/stories.ts';
import { bundleOf } from '../rig/bundles.ts';
import type { Told } from '../rig/told.ts';
import { replay } from '../rig/replay.ts';
import { System } from '../rig/system.ts';
import { forget } from './forget.ts';
import { tablesOf, truncateTables } from './tables.ts';

let system: System;
let told: Told;

beforeAll(async () => {
  system = await System.start();
  told = await stories.jointInspection.referredLocally(system);
}, 120_000);
afterAll(() => system.stop());

test('a closed case waits for its archive, and a day is too long', async () => {
  expect(await archiveIsLate(system.deps)).toBe(false);
  await system.db.archiveDue.update({ where: { caseNo: told.caseNo }, data: { since: new Date(Date.now() - 25 * 3_600_000) } });
  expect(await archiveIsLate(system.deps)).toBe(true);
});

test('archived once, compressed and hashed; forgotten by the engine, its tables are made again from the archive', async () => {
  expect(await archiveClosed(system.deps)).toEqual({ archived: 1, failed: 0 });
  expect(await archiveClosed(system.deps)).toEqual({ archived: 0, failed: 0 });
  expect(await archiveIsLate(system.deps)).toBe(false);

  const before = await tablesOf(system.db);
  await forget(told);
  await truncateTables(system.db);
  const findings = await Array.fromAsync(rebuild(system, { check: false }));
  expect(findings).toEqual([expect.objectContaining({ caseNo: told.caseNo, from: 'archive' })]);
  expect(await tablesOf(system.db)).toEqual(before);
}, 120_000); // the engine takes half a minute to forget what has ended

test('its dossier lies beside it, and names nobody', async () => {
  const dossier = await dossierFromArchive(system.db, told.caseNo);
  expect(dossier).toContain(told.caseNo);
  const parties = await system.db.party.findMany({ where: { caseNo: told.caseNo } });
  for (const name of parties.flatMap(({ name }) => name ?? [])) expect(dossier).not.toContain(name);
});

test('the archived history replays', async () => {
  const history = await historyFromArchive(system.db, told.caseNo);
  if (history === null) throw new Error('there is no archive');
  await expect(replay(bundleOf('discipline'), history)).resolves.toBeUndefined();
});

test('an archive that was tampered with is refused, and nothing is taken from it', async () => {
  const before = await tablesOf(system.db);
  await system.db.caseArchive.update({ where: { caseNo: told.caseNo }, data: { whole: new Uint8Array([1, 2, 3]), history: new Uint8Array([1, 2, 3]), dossier: new Uint8Array([1, 2, 3]) } });
  const findings = await Array.fromAsync(rebuild(system, { check: false }));
  expect(findings).toEqual([{ caseNo: told.caseNo, failure: expect.stringContaining('SHA-256') }]);
  await expect(historyFromArchive(system.db, told.caseNo)).rejects.toThrow('SHA-256');
  await expect(dossierFromArchive(system.db, told.caseNo)).rejects.toThrow('SHA-256');
  expect(await tablesOf(system.db)).toEqual(before);
});
