import type { Database } from '../../api/database.ts';

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
