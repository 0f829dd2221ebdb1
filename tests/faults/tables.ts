import { expect } from '@jest/globals';
import type { Database } from '../../api/database.ts';
import { rebuild } from '../../api/record/rebuild.ts';
import type { WholeCase } from '../../contracts/record.ts';
import type { Told } from '../replay/told.ts';
import type { System } from '../rig/system.ts';

/** Every row of the four tables that `rebuild` makes, with every column. */
export async function tablesOf(db: Database): Promise<Record<string, unknown>> {
  return {
    case: await db.case.findMany({ orderBy: { caseNo: 'asc' } }),
    step: await db.step.findMany({ orderBy: [{ caseNo: 'asc' }, { id: 'asc' }] }),
    clock: await db.clock.findMany({ orderBy: [{ caseNo: 'asc' }, { id: 'asc' }] }),
    entry: await db.entry.findMany({ orderBy: [{ caseNo: 'asc' }, { seq: 'asc' }] }),
  };
}

export async function truncateTables(db: Database): Promise<void> {
  await db.$executeRaw`TRUNCATE "case", step, clock, entry`;
}

export function wholeOf({ system, family, workflowId }: Pick<Told, 'system' | 'family' | 'workflowId'>): Promise<WholeCase> {
  return system.engine.whole(family, workflowId);
}

/**
 * Nothing of a case is lost or doubled: its workflow tells entries 1 to n without a gap, each request at most once, and
 * the tables say in every column what the workflow tells. Returns what it tells.
 */
export async function nothingLost(told: Pick<Told, 'system' | 'family' | 'workflowId'>): Promise<WholeCase> {
  const { system, workflowId } = told;
  expect(await differences(system, workflowId)).toEqual([]);
  const whole = await wholeOf(told);
  expect(whole.entries.map(({ seq }) => seq)).toEqual(Array.from({ length: whole.picture.seq }, (_, index) => index + 1));
  expect(await system.db.entry.count({ where: { caseNo: whole.picture.caseNo } })).toBe(whole.picture.seq);
  return whole;
}

/** What a rebuild would change. */
async function differences({ db, engine }: System, only: string): Promise<unknown[]> {
  const findings = await Array.fromAsync(rebuild({ db, engine }, { check: true, only }));
  return findings.flatMap((finding): unknown[] => ('differences' in finding ? [...finding.differences] : [finding]));
}

/** The entries that a request caused, by its Idempotency-Key. */
export function causedBy(whole: WholeCase, key: string): string[] {
  return whole.entries.filter((entry) => entry.key === key).map(({ kind }) => kind);
}
