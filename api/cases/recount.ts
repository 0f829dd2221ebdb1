import type { Message } from '../../contracts/action.ts';
import type { Deps } from '../deps.ts';
import { deliver } from './act.ts';
import { digestOf } from './open-case.ts';

/**
 * Tells the open cases with provisional clocks that the calendar of a year is known; their workflows count them again.
 * Returns how many were told.
 */
export async function recountProvisional(deps: Deps, year: number): Promise<number> {
  const rows = await deps.db.case.findMany({
    where: { status: { in: ['open', 'paused'] }, clocks: { some: { status: 'running', provisional: true } } },
    select: { caseNo: true, workflowId: true, procedure: true },
  });
  const published = await deps.db.calendarYear.findUniqueOrThrow({ where: { year } });
  const key = `calendar-${year}-${published.revision}`;
  for (const row of rows) {
    const message: Message = { actor: { kind: 'system' }, key, hash: digestOf({ key }), body: { year } };
    await deliver(deps, row, 'recountClocks', message, undefined);
  }
  return rows.length;
}
