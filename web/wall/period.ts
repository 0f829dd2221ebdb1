import { lastDayOf, monthBefore } from '../../contracts/month.ts';

export const periods = ['thisMonth', 'lastMonth', 'thisYear'] as const;
export type Period = (typeof periods)[number];

export interface Days {
  /** Null where the days were chosen one by one. */
  readonly period: Period | null;
  readonly from: string;
  readonly to: string;
}

const aDay = /^\d{4}-\d{2}-\d{2}$/;

/** The days that an address means; what it says of neither is this month. */
export function daysOf({ period, from, to }: { readonly period?: string | undefined; readonly from?: string | undefined; readonly to?: string | undefined }, today: string): Days {
  if (from !== undefined && to !== undefined && aDay.test(from) && aDay.test(to)) return { period: null, from, to };
  const month = today.slice(0, 7);
  if (period === 'lastMonth') {
    const before = monthBefore(today);
    return { period, from: `${before}-01`, to: lastDayOf(before) };
  }
  if (period === 'thisYear') return { period, from: `${today.slice(0, 4)}-01-01`, to: today };
  return { period: 'thisMonth', from: `${month}-01`, to: today };
}

/** The first day of the month eleven months earlier: with the month of the day itself that is a year. */
export function yearUpTo(day: string): string {
  const [year = 0, month = 0] = day.split('-').map(Number);
  return new Date(Date.UTC(year, month - 12, 1)).toISOString().slice(0, 10);
}

/** How many days there are from one to the other, both counted. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000) + 1;
}

/** Every month, or every day, from one day to another: what nothing was counted in is there too. */
export function stepsBetween(from: string, to: string, by: 'month' | 'day'): string[] {
  const found: string[] = [];
  const end = by === 'month' ? to.slice(0, 7) : to;
  for (const at = new Date(`${from}T00:00:00Z`); ; ) {
    const step = at.toISOString().slice(0, by === 'month' ? 7 : 10);
    if (step > end || found.length > 400) return found;
    found.push(step);
    if (by === 'month') at.setUTCMonth(at.getUTCMonth() + 1, 1);
    else at.setUTCDate(at.getUTCDate() + 1);
  }
}
