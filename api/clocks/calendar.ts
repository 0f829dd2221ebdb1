import type { Span } from '../../contracts/clock.ts';

/** A stretch of a working day, `HH:MM` in Asia/Shanghai. */
export interface WorkingPeriod {
  readonly from: string;
  readonly to: string;
}

/**
 * 工作日历. `exceptions` names the days (YYYY-MM-DD) that differ from Monday–Friday: false is off, true is worked (调休).
 * A year outside `years` has no published arrangement: it counts as Monday–Friday, and what rests on it is provisional.
 */
export interface Calendar {
  readonly years: readonly number[];
  readonly exceptions: Readonly<Record<string, boolean>>;
  /** In order, without overlap, the same on each working day. */
  readonly workingHours: readonly WorkingPeriod[];
}

/** Office hours where nothing else is configured. */
export const usualWorkingHours: readonly WorkingPeriod[] = [
  { from: '08:30', to: '12:00' },
  { from: '14:30', to: '17:30' },
];

/** An instant that was counted out, and whether a year without a published arrangement had to be assumed on the way. */
export interface Reckoned {
  readonly at: string;
  readonly provisional: boolean;
}

export interface Pause {
  readonly from: string;
  readonly to: string;
}

/**
 * The end of a term that begins at `from`.
 *
 * The first day is not counted. Terms in workdays, days and months end with their last day, at 23:59:59 Beijing time
 * (a fraction of a day counts as a day); a last day that is not worked moves the end of days and months to the next
 * working day (民法典 201–203). A month ends on the same day n months later, or on the last day of a shorter month.
 * Working hours run inside the working hours of working days; minutes and hours by the clock on the wall.
 */
export function addSpan(calendar: Calendar, from: string, span: Span): Reckoned {
  needReasonable(span);
  const start = Date.parse(from);
  switch (span.unit) {
    case 'minute':
    case 'hour':
      return { at: iso(start + inMilliseconds(span)), provisional: false };
    case 'workingHour':
      return workingTimeLater(calendar, start, inMilliseconds(span));
    case 'workday':
      return endOf(workdaysLater(calendar, dayNumber(start), Math.ceil(span.amount)));
    case 'day':
      return endOf(nextWorkday(calendar, dayNumber(start) + Math.ceil(span.amount)));
    case 'month':
      return endOf(nextWorkday(calendar, monthsLater(dayNumber(start), Math.ceil(span.amount))));
  }
}

/** The instant a span before `until`: the mirror of `addSpan`, but whole days keep the time of day and do not move off a holiday. */
export function subtractSpan(calendar: Calendar, until: string, span: Span): Reckoned {
  needReasonable(span);
  const end = Date.parse(until);
  const timeOfDay = end - startOfDay(dayNumber(end));
  const sameTimeOn = (day: number) => iso(startOfDay(day) + timeOfDay);
  switch (span.unit) {
    case 'minute':
    case 'hour':
      return { at: iso(end - inMilliseconds(span)), provisional: false };
    case 'workingHour':
      return workingTimeEarlier(calendar, end, inMilliseconds(span));
    case 'workday': {
      const { day, provisional } = workdaysEarlier(calendar, dayNumber(end), Math.ceil(span.amount));
      return { at: sameTimeOn(day), provisional };
    }
    case 'day':
      return { at: sameTimeOn(dayNumber(end) - Math.ceil(span.amount)), provisional: false };
    case 'month':
      return { at: sameTimeOn(monthsLater(dayNumber(end), -Math.ceil(span.amount))), provisional: false };
  }
}

/**
 * Moves a due time by a pause (中止), so that as much of the term is left after it as there was before: a term in
 * workdays by the working days of the pause, one in working hours by its working time, one in days or months by its
 * days (and then to a working day), others by its time. The first day of a pause is not counted, as with a term: what
 * is paused and resumed on one day takes no day.
 */
export function addPause(calendar: Calendar, dueAt: string, unit: Span['unit'], pause: Pause): Reckoned {
  const due = Date.parse(dueAt);
  const from = Date.parse(pause.from);
  const to = Math.max(from, Date.parse(pause.to));
  switch (unit) {
    case 'minute':
    case 'hour':
      return { at: iso(due + (to - from)), provisional: false };
    case 'workingHour': {
      const taken = workingTimeBetween(calendar, pause.from, pause.to);
      const moved = workingTimeLater(calendar, due, taken.milliseconds);
      return { at: moved.at, provisional: taken.provisional || moved.provisional };
    }
    case 'workday': {
      const taken = workdaysBetween(calendar, dayNumber(from), dayNumber(to));
      const moved = workdaysLater(calendar, dayNumber(due), taken.count);
      return endOf({ day: moved.day, provisional: taken.provisional || moved.provisional });
    }
    case 'day':
    case 'month':
      return endOf(nextWorkday(calendar, dayNumber(due) + dayNumber(to) - dayNumber(from)));
  }
}

/** Working time from one instant to another; none where `to` is not later. */
export function workingTimeBetween(calendar: Calendar, from: string, to: string): { milliseconds: number; provisional: boolean } {
  const [start, end] = [Date.parse(from), Date.parse(to)];
  let milliseconds = 0;
  let provisional = false;
  for (let day = dayNumber(start); startOfDay(day) < end; day += 1) {
    provisional ||= !isKnown(calendar, day);
    for (const [opens, closes] of periodsOf(calendar, day)) {
      milliseconds += Math.max(0, Math.min(closes, end) - Math.max(opens, start));
    }
  }
  return { milliseconds, provisional };
}

/**
 * What is left until a due time, below zero where it has passed: working days after today, up to and with the last; or
 * working hours, to a tenth.
 */
export function timeLeft<Unit extends 'workday' | 'workingHour'>(calendar: Calendar, now: string, dueAt: string, unit: Unit): { amount: number; unit: Unit } {
  const over = Date.parse(dueAt) < Date.parse(now);
  const [from, to] = over ? [dueAt, now] : [now, dueAt];
  const length =
    unit === 'workday'
      ? workdaysBetween(calendar, dayNumber(Date.parse(from)), dayNumber(Date.parse(to))).count
      : Math.round((workingTimeBetween(calendar, from, to).milliseconds / hour) * 10) / 10;
  return { amount: over && length > 0 ? -length : length, unit };
}

/** The instant at which a share (0 to 1) of the working time between two instants has passed; of the plain time where none is worked. */
export function shareOfWorkingTime(calendar: Calendar, from: string, to: string, share: number): Reckoned {
  const { milliseconds, provisional } = workingTimeBetween(calendar, from, to);
  if (milliseconds === 0) return shareOfTime(from, to, share);
  if (share === 1) return { at: to, provisional };
  return { ...workingTimeLater(calendar, Date.parse(from), milliseconds * share), provisional };
}

/** The instant at which a share (0 to 1) of the time between two instants has passed. */
export function shareOfTime(from: string, to: string, share: number): Reckoned {
  const [start, end] = [Date.parse(from), Date.parse(to)];
  return { at: iso(start + (end - start) * share), provisional: false };
}

/** Whether the day (YYYY-MM-DD) is worked, with 调休; by Monday–Friday in a year without a published arrangement. */
export function isWorkday(calendar: Calendar, day: string): boolean {
  return isWorked(calendar, numberOf(day));
}

/** Whether the arrangement of the day's year (YYYY-MM-DD) is published. */
export function isCovered(calendar: Calendar, day: string): boolean {
  return isKnown(calendar, numberOf(day));
}

/** The working day at or after a day, or before or after it by `steps` working days; all YYYY-MM-DD. */
export function workdayFrom(calendar: Calendar, day: string, steps = 0): string {
  const start = numberOf(day);
  if (steps === 0) return nameOf(nextWorkday(calendar, start).day);
  return nameOf((steps > 0 ? workdaysLater(calendar, start, steps) : workdaysEarlier(calendar, start, -steps)).day);
}

/** The day in Asia/Shanghai on which an instant falls, YYYY-MM-DD. */
export function dayOf(instant: string): string {
  return nameOf(dayNumber(Date.parse(instant)));
}

// Days are counted from 1970-01-01 in Beijing time, which is eight hours ahead and has no summer time.

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;
const wholeDay = 24 * hour;
const beijing = 8 * hour;

interface DayFound {
  readonly day: number;
  readonly provisional: boolean;
}

function dayNumber(milliseconds: number): number {
  return Math.floor((milliseconds + beijing) / wholeDay);
}

function startOfDay(day: number): number {
  return day * wholeDay - beijing;
}

function endOf({ day, provisional }: DayFound): Reckoned {
  return { at: iso(startOfDay(day + 1) - second), provisional };
}

function nameOf(day: number): string {
  return new Date(day * wholeDay).toISOString().slice(0, 10);
}

function numberOf(day: string): number {
  return Math.floor(Date.parse(`${day}T00:00:00Z`) / wholeDay);
}

function iso(milliseconds: number): string {
  return new Date(Math.round(milliseconds)).toISOString();
}

function inMilliseconds({ amount, unit }: Span): number {
  return amount * (unit === 'minute' ? minute : hour);
}

function isKnown(calendar: Calendar, day: number): boolean {
  return calendar.years.includes(new Date(day * wholeDay).getUTCFullYear());
}

function isWorked(calendar: Calendar, day: number): boolean {
  const weekday = new Date(day * wholeDay).getUTCDay();
  const usual = weekday !== 0 && weekday !== 6;
  return isKnown(calendar, day) ? (calendar.exceptions[nameOf(day)] ?? usual) : usual;
}

/** The first working day at or after `start`. */
function nextWorkday(calendar: Calendar, start: number): DayFound {
  let day = start;
  let provisional = !isKnown(calendar, day);
  while (!isWorked(calendar, day)) {
    day += 1;
    provisional ||= !isKnown(calendar, day);
  }
  return { day, provisional };
}

function workdaysLater(calendar: Calendar, start: number, count: number): DayFound {
  return countWorkdays(calendar, start, count, 1);
}

function workdaysEarlier(calendar: Calendar, start: number, count: number): DayFound {
  return countWorkdays(calendar, start, count, -1);
}

function countWorkdays(calendar: Calendar, start: number, count: number, direction: 1 | -1): DayFound {
  let day = start;
  let provisional = false;
  for (let left = count; left > 0; ) {
    day += direction;
    provisional ||= !isKnown(calendar, day);
    if (isWorked(calendar, day)) left -= 1;
  }
  return { day, provisional };
}

/** Working days after `from`, up to and with `to`. */
function workdaysBetween(calendar: Calendar, from: number, to: number): { count: number; provisional: boolean } {
  let count = 0;
  let provisional = false;
  for (let day = from + 1; day <= to; day += 1) {
    provisional ||= !isKnown(calendar, day);
    if (isWorked(calendar, day)) count += 1;
  }
  return { count, provisional };
}

function monthsLater(day: number, months: number): number {
  const date = new Date(day * wholeDay);
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth() + months];
  const lastOfMonth = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  return Math.floor(Date.UTC(year, month, Math.min(date.getUTCDate(), lastOfMonth)) / wholeDay);
}

function periodsOf(calendar: Calendar, day: number): ReadonlyArray<readonly [opens: number, closes: number]> {
  if (!isWorked(calendar, day)) return [];
  return calendar.workingHours.map(({ from, to }) => [startOfDay(day) + timeOfDay(from), startOfDay(day) + timeOfDay(to)]);
}

function timeOfDay(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return hours * hour + minutes * minute;
}

function workingTimeLater(calendar: Calendar, start: number, milliseconds: number): Reckoned {
  let left = milliseconds;
  let provisional = false;
  if (left <= 0) return { at: iso(start), provisional };
  needWorkingHours(calendar);
  for (let day = dayNumber(start); ; day += 1) {
    provisional ||= !isKnown(calendar, day);
    for (const [opens, closes] of periodsOf(calendar, day)) {
      const begin = Math.max(opens, start);
      const length = Math.max(0, closes - begin);
      if (length >= left) return { at: iso(begin + left), provisional };
      left -= length;
    }
  }
}

function workingTimeEarlier(calendar: Calendar, end: number, milliseconds: number): Reckoned {
  let left = milliseconds;
  let provisional = false;
  needWorkingHours(calendar);
  for (let day = dayNumber(end); ; day -= 1) {
    provisional ||= !isKnown(calendar, day);
    for (const [opens, closes] of periodsOf(calendar, day).toReversed()) {
      const finish = Math.min(closes, end);
      const length = Math.max(0, finish - opens);
      if (length >= left) return { at: iso(finish - left), provisional };
      left -= length;
    }
  }
}

/** Days are walked one by one: a span of more than a century would hold up everybody else. */
function needReasonable({ amount, unit }: Span): void {
  if (amount > century[unit]) throw new RangeError(`A span of ${amount} ${unit} is longer than a hundred years`);
}

const century: Readonly<Record<Span['unit'], number>> = {
  minute: 52_596_000,
  hour: 876_600,
  workingHour: 250_000,
  workday: 25_000,
  day: 36_525,
  month: 1_200,
};

function needWorkingHours(calendar: Calendar): void {
  const perDay = calendar.workingHours.reduce((sum, { from, to }) => sum + timeOfDay(to) - timeOfDay(from), 0);
  if (perDay <= 0) throw new RangeError('The calendar has no working hours');
}
