import type { z } from 'zod';
import { onHolidayLabels, openingHour, type OccasionChange, type onHoliday, type Recurrence } from '../../contracts/api/schedules.ts';
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
  /** Occasions that were moved or left out one by one. */
  readonly changes: readonly OccasionChange[];
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
/** No holiday is longer, and nobody moves an occasion further: so far off one may have been planned that takes place today. */
export const longestMove = 3 * week;

/**
 * On which day an occasion takes place: as its coordinator decided, or where the calendar with 调休 puts it. One that the
 * calendar would move to a day that already has one is skipped: the regular one of that day, or another that moved there.
 */
export function occasionOf(calendar: Calendar, routine: Routine, planned: string): Occasion {
  const change = changeOf(routine, planned);
  if (change !== undefined) return { planned, day: change.day, why: becauseOf(change), provisional: false };

  const { recurrence, onHoliday: policy, changes } = routine;
  const provisional = !isCovered(calendar, planned);
  if (policy === 'hold' || isWorkday(calendar, planned)) return { planned, day: planned, why: null, provisional };
  const off: Label = { zh: `${planned} 非工作日`, en: `${planned} is no working day` };
  if (policy === 'skip') return { planned, day: null, why: because(off, onHolidayLabels.skip), provisional };

  const target = (from: string) => workdayFrom(calendar, from, policy === 'nextWorkday' ? 0 : -1);
  const asPlanned = (day: string) => isPlanned(recurrence, day) && changeOf(routine, day) === undefined;
  const day = target(planned);
  const before = plannedBefore(recurrence, planned);
  const taken =
    asPlanned(day) || changes.some((each) => each.day === day) || (asPlanned(before) && !isWorkday(calendar, before) && target(before) === day);
  if (taken) return { planned, day: null, why: because(off, { zh: `${day} 已有一次,不另开展`, en: `${day} already has one` }), provisional };
  // Its case is opened so many days before the planned day: by then a day further back has passed.
  if (day < shift(planned, -routine.leadDays)) {
    const late: Label = { zh: `提前至 ${day} 已不及立案,不开展`, en: `to be held on ${day} its case would be opened too late: skipped` };
    return { planned, day: null, why: because(off, late), provisional };
  }
  const moved = onHolidayLabels[policy];
  return { planned, day, why: because(off, { zh: `${moved.zh} ${day}`, en: `${moved.en}, ${day}` }), provisional: provisional || !isCovered(calendar, day) };
}

/** The day under which an occasion stands in a calendar: when it takes place, or would have. */
export function standsOn({ planned, day }: Pick<Occasion, 'planned' | 'day'>): string {
  return day ?? planned;
}

/** The next occasions from a day on, at most `count`, to the end of the term. */
export function upcoming(calendar: Calendar, routine: Routine, from: string, count: number): Occasion[] {
  const { recurrence, until } = routine;
  const found = changedOnes(calendar, routine).filter((each) => standsOn(each) >= from);
  const enough = found.length + count;
  for (let planned = plannedFrom(recurrence, shift(from, -longestMove)); planned <= until && found.length < enough; planned = plannedFrom(recurrence, shift(planned, 1))) {
    if (changeOf(routine, planned) !== undefined) continue;
    const occasion = occasionOf(calendar, routine, planned);
    if (standsOn(occasion) >= from) found.push(occasion);
  }
  return found.toSorted(inOrder).slice(0, count);
}

/** The occasions that are planned from one day to another, wherever they were moved. */
export function plannedBetween(calendar: Calendar, routine: Routine, from: string, to: string): Occasion[] {
  const { recurrence, until } = routine;
  const last = to < until ? to : until;
  const found: Occasion[] = [];
  for (let planned = plannedFrom(recurrence, from); planned <= last; planned = plannedFrom(recurrence, shift(planned, 1))) {
    found.push(occasionOf(calendar, routine, planned));
  }
  return found;
}

/** The occasions that take place from one day to another, or were planned there. */
export function occasionsBetween(calendar: Calendar, routine: Routine, from: string, to: string): Occasion[] {
  const within = (day: string) => day >= from && day <= to;
  return plannedBetween(calendar, routine, shift(from, -longestMove), shift(to, longestMove)).filter((each) => within(standsOn(each)) || within(each.planned));
}

/** The change that was made to one occasion; undefined where the calendar alone decides, or where nothing is planned on that day any more. */
export function changeOf({ recurrence, until, changes }: Routine, planned: string): OccasionChange | undefined {
  return planned <= until && isPlanned(recurrence, planned) ? changes.find((each) => each.planned === planned) : undefined;
}

function changedOnes(calendar: Calendar, routine: Routine): Occasion[] {
  return routine.changes.flatMap(({ planned }) => (changeOf(routine, planned) === undefined ? [] : [occasionOf(calendar, routine, planned)]));
}

function inOrder(one: Occasion, other: Occasion): number {
  return standsOn(one).localeCompare(standsOn(other)) || one.planned.localeCompare(other.planned);
}

/** The planned day of what the engine started at an instant; the next one, where somebody started it by hand on another day. */
export function plannedFor(routine: Routine, at: string): string {
  const day = shift(dayOf(at), routine.leadDays);
  const moved = routine.changes.find((each) => each.day === day && changeOf(routine, each.planned) === each);
  return moved?.planned ?? plannedFrom(routine.recurrence, day);
}

/** When the engine opens the case of a planned occasion: of one that the coordinator moved, so many days before its new day. */
export function caseOpensAt(routine: Routine, planned: string): string {
  const day = changeOf(routine, planned)?.day ?? planned;
  return instantOf(shift(day, -routine.leadDays), `${String(openingHour).padStart(2, '0')}:00`);
}

/** On which days the engine opens cases: every one, one of the week (1 Monday … 7 Sunday), or one of the month. */
export function openingDays({ recurrence, leadDays }: Pick<Routine, 'recurrence' | 'leadDays'>): Recurrence {
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
export function hoursOn({ opensAt, closesAt }: Pick<Routine, 'opensAt' | 'closesAt'>, day: string): { opensAt: string; closesAt: string } {
  return { opensAt: instantOf(day, opensAt), closesAt: instantOf(day, closesAt) };
}

function instantOf(day: string, time: string): string {
  return new Date(`${day}T${time}:00+08:00`).toISOString();
}

function becauseOf({ planned, day, reason }: OccasionChange): Label {
  const cause = { zh: `原定 ${planned}`, en: `planned for ${planned}` };
  if (day === planned) return because(cause, { zh: `当日照常开展:${reason}`, en: `held on that day: ${reason}` });
  return because(cause, day === null ? { zh: `不开展:${reason}`, en: `left out: ${reason}` } : { zh: `改至 ${day}:${reason}`, en: `moved to ${day}: ${reason}` });
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

/** Whether a day is one by its recurrence. */
export function isPlanned(recurrence: Recurrence, day: string): boolean {
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
