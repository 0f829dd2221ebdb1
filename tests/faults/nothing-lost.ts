import { expect } from '@jest/globals';
import type { WholeCase } from '../../contracts/record.ts';
import type { System } from '../rig/system.ts';

/**
 * Nothing of a case is lost or doubled: its workflow tells entries 1 to n without a gap, and the table of entries has the
 * same ones. Returns what the workflow tells.
 */
export async function nothingLost(system: System, workflowId: string): Promise<WholeCase> {
  const whole = await system.engine.whole('discipline', workflowId);
  const rows = await system.db.entry.findMany({ where: { caseNo: whole.picture.caseNo }, orderBy: { seq: 'asc' } });
  expect(whole.entries.map(({ seq }) => seq)).toEqual(whole.entries.map((_, index) => index + 1));
  expect(rows.map(({ seq, kind, key }) => ({ seq, kind, key }))).toEqual(whole.entries.map(({ seq, kind, key }) => ({ seq, kind, key })));
  const row = await system.db.case.findUniqueOrThrow({ where: { workflowId } });
  expect(row).toMatchObject({ seq: whole.picture.seq, stage: whole.picture.stage, status: whole.picture.status });
  return whole;
}

/** The entries that a request caused, by its Idempotency-Key. */
export function causedBy(whole: WholeCase, key: string): string[] {
  return whole.entries.filter((entry) => entry.key === key).map(({ kind }) => kind);
}
