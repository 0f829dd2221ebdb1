import type { z } from 'zod';
import { onHolidayLabels, openingHour, type onHoliday } from '../../contracts/api/schedules.ts';
import type { Label } from '../../contracts/label.ts';
import { dayOf, isCovered, isWorkday, workdayFrom, type Calendar } from '../clocks/calendar.ts';

/** What of a schedule says when its occasions are. Times of the day in Asia/Shanghai. */
export interface Routine {
  /** 1 Monday … 7 Sunday */
  readonly weekday: number;
  readonly opensAt: string;
  readonly closesAt: string;
  readonly leadDays: number;
  readonly onHoliday: z.infer<typeof onHoliday>;
  /** The last day on which an occasion is planned. */
  readonly until: string;
}

/** An occasion by its weekday, and on which day it takes place: moved, or skipped (null), with the reason. */
export interface Occasion {
  readonly planned: string;
  readonly day: string | null;
  readonly why: Label | null;
  /** The arrangement of holidays of its year is not published. */
  readonly provisional: boolean;
}

const week = 7;
/** No holiday is longer; so far back an occasion may have been planned that was moved to today. */
const longestMove = 3 * week;

/**
 * Where the calendar with 调休 puts an occasion. One that would move to a day that already has one is skipped:
 * the regular one of that day, or an earlier one that moved there.
 */
export function occasionOf(calendar: Calendar, routine: Routine, planned: string): Occasion {
  const { weekday, onHoliday: policy } = routine;
  const provisional = !isCovered(calendar, planned);
  if (policy === 'hold' || isWorkday(calendar, planned)) return { planned, day: planned, why: null, provisional };
  const off: Label = { zh: `${planned} 非工作日`, en: `${planned} is no working day` };
  if (policy === 'skip') return { planned, day: null, why: because(off, onHolidayLabels.skip), provisional };

  const target = (from: string) => workdayFrom(calendar, from, policy === 'nextWorkday' ? 0 : -1);
  const day = target(planned);
  const before = shift(planned, -week);
  const taken = weekdayOf(day) === weekday || (!isWorkday(calendar, before) && target(before) === day);
  if (taken) return { planned, day: null, why: because(off, { zh: `${day} 已有坐班,不另开展`, en: `${day} already has one` }), provisional };
  const moved = onHolidayLabels[policy];
  return { planned, day, why: because(off, { zh: `${moved.zh} ${day}`, en: `${moved.en}, ${day}` }), provisional: provisional || !isCovered(calendar, day) };
}

/** The next occasions from a day on, at most `count`, to the end of the term. */
export function upcoming(calendar: Calendar, routine: Routine, from: string, count: number): Occasion[] {
  const found: Occasion[] = [];
  for (let planned = onWeekday(shift(from, -longestMove), routine.weekday); planned <= routine.until; planned = shift(planned, week)) {
    if (found.length === count) break;
    const occasion = occasionOf(calendar, routine, planned);
    if ((occasion.day ?? planned) >= from) found.push(occasion);
  }
  return found;
}

/** The planned day of what the engine started at an instant; the next one, where somebody started it by hand on another day. */
export function plannedFor({ weekday, leadDays }: Routine, at: string): string {
  return onWeekday(shift(dayOf(at), leadDays), weekday);
}

/** When the engine opens the case of a planned occasion. */
export function caseOpensAt({ leadDays }: Routine, planned: string): string {
  return instantOf(shift(planned, -leadDays), `${String(openingHour).padStart(2, '0')}:00`);
}

/** The weekday on which the engine opens cases, 1 Monday … 7 Sunday. */
export function openingWeekday({ weekday, leadDays }: Routine): number {
  return ((weekday - 1 - leadDays + 2 * week) % week) + 1;
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

function onWeekday(from: string, weekday: number): string {
  return shift(from, (weekday - weekdayOf(from) + week) % week);
}
