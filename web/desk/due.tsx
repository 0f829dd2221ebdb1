import type { DeskStep } from '../api/client.ts';
import { useDeskWords } from './words.ts';

type Timed = Pick<DeskStep, 'dueAt' | 'status' | 'left'>;

/** How much time is left, as the rule counts it: in working days or hours where it does, and always by the clock on the wall. */
export function useDue(now: number): (step: Timed) => { readonly first: string; readonly also: string | null } {
  const { left, t } = useDeskWords();
  return ({ dueAt, status, left: counted }) => {
    if (dueAt === null) return { first: t(status === 'paused' ? 'due.paused' : 'due.none'), also: null };
    const onTheWall = left(dueAt, now);
    const over = Date.parse(dueAt) < now;
    if (counted === null || (over && counted.amount === 0)) return { first: onTheWall, also: null };
    const count = Math.abs(counted.amount);
    if (counted.unit === 'workingHour') return { first: t(over ? 'due.hoursOver' : 'due.hours', { count }), also: onTheWall };
    if (count === 0) return { first: t('due.workdayLast'), also: onTheWall };
    return { first: t(over ? 'due.workdaysOver' : 'due.workdays', { count }), also: onTheWall };
  };
}
