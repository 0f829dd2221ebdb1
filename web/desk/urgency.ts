import type { Urgency } from '../../contracts/api/cases.ts';
import { beijingDay } from '../words/time.ts';

/** In the order in which the API gives steps. */
export const urgencies = ['overdue', 'today', 'week', 'later', 'none'] as const satisfies readonly Urgency[];

const week = 7 * 24 * 3_600_000;

export function urgencyOf(dueAt: string | null, now: number): Urgency {
  if (dueAt === null) return 'none';
  const due = Date.parse(dueAt);
  if (due < now) return 'overdue';
  if (beijingDay(due) === beijingDay(now)) return 'today';
  return due - now <= week ? 'week' : 'later';
}
