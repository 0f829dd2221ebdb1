import { expect } from '@jest/globals';
import { rebuild } from '../../api/record/rebuild.ts';
import { family } from '../../contracts/ids.ts';
import type { WholeCase } from '../../contracts/record.ts';
import type { System } from '../rig/system.ts';

/**
 * Nothing of a case is lost or doubled: its workflow tells entries 1 to n without a gap, and the tables say in every
 * column what the workflow tells. Returns what it tells.
 */
export async function nothingLost(system: System, workflowId: string): Promise<WholeCase> {
  expect(await differences(system, workflowId)).toEqual([]);
  const row = await system.db.case.findUniqueOrThrow({ where: { workflowId } });
  const whole = await system.engine.whole(family.parse(row.family), workflowId);
  expect(whole.entries.map(({ seq }) => seq)).toEqual(Array.from({ length: row.seq }, (_, index) => index + 1));
  return whole;
}

/** What a rebuild would change. */
async function differences({ db, engine }: System, only: string): Promise<unknown[]> {
  const findings = await Array.fromAsync(rebuild({ db, engine }, { check: true, only }));
  expect(findings).toHaveLength(1);
  return findings.flatMap((finding): unknown[] => ('differences' in finding ? [...finding.differences] : [finding]));
}

/** The entries that a request caused, by its Idempotency-Key. */
export function causedBy(whole: WholeCase, key: string): string[] {
  return whole.entries.filter((entry) => entry.key === key).map(({ kind }) => kind);
}
