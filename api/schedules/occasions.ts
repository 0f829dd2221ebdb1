import type { z } from 'zod';
import { onHolidayLabels, openingHour, type onHoliday, type Recurrence } from '../../contracts/api/schedules.ts';
import type { Label } from '../../contracts/label.ts';
import { dayOf, isCovered, isWorkday, workdayFrom, type Calendar } from '../clocks/calendar.ts';

/** What of a schedule says when its occasions are. Times of the day in Asia/Shanghai. */
export interface Routine {
  readonly recurrence: Recurrence;
  readonly opensAt: string;
  readonly closesAt: string;
  readonly leadDays: number;
  readonly onHoliday: z.infer<typeof onHoliday>;
  /** The last day on which an occasion is planned. */
  readonly until: string;
}

/** An occasion by its recurrence, and on which day it takes place: moved, or skipped (null), with the reason. */
export interface Occasion {
  readonly planned: string;
  readonly day: string | null;
  readonly why: Label | null;
  /** The arrangement of holidays of its year is not published. */
  readonly provisional: boolean;
}

const week = 7;
/** No holiday is longer; so far back an occasion may have been planned that was moved to today. */
export const longestMove = 3 * week;

/**
 * Where the calendar with 调休 puts an occasion. One that would move to a day that already has one is skipped:
 * the regular one of that day, or an earlier one that moved there.
 */
export function occasionOf(calendar: Calendar, routine: Routine, planned: string): Occasion {
  const { recurrence, onHoliday: policy } = routine;
  const provisional = !isCovered(calendar, planned);
  if (policy === 'hold' || isWorkday(calendar, planned)) return { planned, day: planned, why: null, provisional };
  const off: Label = { zh: `${planned} 非工作日`, en: `${planned} is no working day` };
  if (policy === 'skip') return { planned, day: null, why: because(off, onHolidayLabels.skip), provisional };

  const target = (from: string) => workdayFrom(calendar, from, policy === 'nextWorkday' ? 0 : -1);
  const day = target(planned);
  const before = plannedBefore(recurrence, planned);
  const taken = isPlanned(recurrence, day) || (!isWorkday(calendar, before) && target(before) === day);
  if (taken) return { planned, day: null, why: because(off, { zh: `${day} 已有一次,不另开展`, en: `${day} already has one` }), provisional };
  const moved = onHolidayLabels[policy];
  return { planned, day, why: because(off, { zh: `${moved.zh} ${day}`, en: `${moved.en}, ${day}` }), provisional: provisional || !isCovered(calendar, day) };
}

/** The next occasions from a day on, at most `count`, to the end of the term. */
export function upcoming(calendar: Calendar, routine: Routine, from: string, count: number): Occasion[] {
  const found: Occasion[] = [];
  const { recurrence, until } = routine;
  for (let planned = plannedFrom(recurrence, shift(from, -longestMove)); planned <= until; planned = plannedFrom(recurrence, shift(planned, 1))) {
    if (found.length === count) break;
    const occasion = occasionOf(calendar, routine, planned);
    if ((occasion.day ?? planned) >= from) found.push(occasion);
  }
  return found;
}

/** The planned day of what the engine started at an instant; the next one, where somebody started it by hand on another day. */
export function plannedFor({ recurrence, leadDays }: Routine, at: string): string {
  return plannedFrom(recurrence, shift(dayOf(at), leadDays));
}

/** When the engine opens the case of a planned occasion. */
export function caseOpensAt({ leadDays }: Routine, planned: string): string {
  return instantOf(shift(planned, -leadDays), `${String(openingHour).padStart(2, '0')}:00`);
}

/** On which days the engine opens cases: every one, one of the week (1 Monday … 7 Sunday), or one of the month. */
export function openingDays({ recurrence, leadDays }: Routine): Recurrence {
  switch (recurrence.kind) {
    case 'daily':
      return recurrence;
    case 'weekly':
      return { kind: 'weekly', weekday: ((recurrence.weekday - 1 - leadDays + 2 * week) % week) + 1 };
    case 'monthly':
      return { kind: 'monthly', day: recurrence.day - leadDays };
  }
}

/** Opening and closing time of an occasion on its day. */
export function hoursOn({ opensAt, closesAt }: Routine, day: string): { opensAt: string; closesAt: string } {
  return { opensAt: instantOf(day, opensAt), closesAt: instantOf(day, closesAt) };
}

function instantOf(day: string, time: string): string {
  return new Date(`${day}T${time}:00+08:00`).toISOString();
}

function because(cause: Label, effect: Label): Label {
  return { zh: `${cause.zh},${effect.zh}`, en: `${cause.en}: ${effect.en}` };
}

export function shift(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

function weekdayOf(day: string): number {
  return new Date(`${day}T00:00:00Z`).getUTCDay() || week;
}

function isPlanned(recurrence: Recurrence, day: string): boolean {
  switch (recurrence.kind) {
    case 'daily':
      return true;
    case 'weekly':
      return weekdayOf(day) === recurrence.weekday;
    case 'monthly':
      return Number(day.slice(-2)) === recurrence.day;
  }
}

/** The first planned day that is not before `from`. */
function plannedFrom(recurrence: Recurrence, from: string): string {
  return isPlanned(recurrence, from) ? from : plannedFrom(recurrence, shift(from, 1));
}

/** The last planned day before one. */
function plannedBefore(recurrence: Recurrence, day: string): string {
  const before = shift(day, -1);
  return isPlanned(recurrence, before) ? before : plannedBefore(recurrence, before);
}
