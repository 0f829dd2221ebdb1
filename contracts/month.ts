import { z } from 'zod';
import { message } from './message.ts';

/** A month in Asia/Shanghai, YYYY-MM. */
export const month = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/, message('月份写作 2026-10', 'a month looks like 2026-10')).meta({ format: 'month' });

/** The month before the one in which a day lies. */
export function monthBefore(day: string): string {
  return new Date(Date.UTC(yearOf(day), monthOf(day) - 2, 1)).toISOString().slice(0, 7);
}

/** The last day of a month. */
export function lastDayOf(of: string): string {
  return new Date(Date.UTC(yearOf(of), monthOf(of), 0)).toISOString().slice(0, 10);
}

function yearOf(text: string): number {
  return Number(text.slice(0, 4));
}

/** 1 January … 12 December */
function monthOf(text: string): number {
  return Number(text.slice(5, 7));
}
