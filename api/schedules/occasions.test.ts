import { describe, expect, test } from '@jest/globals';
import { calendarYears } from '../../prisma/seed/calendar.ts';
import { usualWorkingHours, type Calendar } from '../clocks/calendar.ts';
import { caseOpensAt, hoursOn, occasionOf, openingDays, plannedFor, upcoming, type Routine } from './occasions.ts';

const published = calendarYears();
const calendar: Calendar = {
  years: published.map(({ year }) => year),
  exceptions: Object.fromEntries(published.flatMap(({ days }) => days.map(({ day, isWorkday }) => [day, isWorkday]))),
  workingHours: usualWorkingHours,
};

const fridays: Routine = { recurrence: { kind: 'weekly', weekday: 5 }, opensAt: '09:00', closesAt: '11:30', leadDays: 3, onHoliday: 'skip', until: '2026-12-31', changes: [] };
const everyDay = { recurrence: { kind: 'daily' } } as const;
const onDay = (day: number) => ({ recurrence: { kind: 'monthly', day } }) as const;
const on = (weekday: number) => ({ recurrence: { kind: 'weekly', weekday } }) as const;
const dayOn = (planned: string, changes: Partial<Routine>) => occasionOf(calendar, { ...fridays, ...changes }, planned).day;

describe('an occasion whose day is off', () => {
  test('is skipped, and says so', () => {
    expect(occasionOf(calendar, fridays, '2026-10-02')).toEqual({
      planned: '2026-10-02',
      day: null,
      why: { zh: '2026-10-02 非工作日,不开展', en: '2026-10-02 is no working day: skipped' },
      provisional: false,
    });
  });

  test('moves to the working day after or before, across the whole holiday', () => {
    expect(dayOn('2026-10-02', { onHoliday: 'nextWorkday' })).toBe('2026-10-08');
    expect(dayOn('2026-10-02', { onHoliday: 'previousWorkday' })).toBe('2026-09-30');
    expect(dayOn('2026-02-20', { onHoliday: 'previousWorkday' })).toBe('2026-02-14'); // a worked Saturday
  });

  test('is held all the same where the place wants it', () => {
    expect(dayOn('2026-10-02', { onHoliday: 'hold' })).toBe('2026-10-02');
  });

  test('a Saturday is held when it is worked (调休), and otherwise is a day off', () => {
    expect(dayOn('2026-10-10', on(6))).toBe('2026-10-10');
    expect(dayOn('2026-10-17', on(6))).toBeNull();
  });

  test('does not move to a day that has one already', () => {
    // Thursday 1 October would move to Thursday 8 October, which has its own.
    expect(occasionOf(calendar, { ...fridays, ...on(4), onHoliday: 'nextWorkday' }, '2026-10-01')).toMatchObject({
      day: null,
      why: { zh: expect.stringContaining('2026-10-08 已有一次') },
    });
    // Both Mondays of the Spring Festival would move to Tuesday 24 February: the first one does.
    const mondays = { ...on(1), onHoliday: 'nextWorkday' } as const;
    expect([dayOn('2026-02-16', mondays), dayOn('2026-02-23', mondays)]).toEqual(['2026-02-24', null]);
  });

  test('is provisional in a year without a published arrangement', () => {
    expect(occasionOf(calendar, fridays, '2098-10-03')).toMatchObject({ day: '2098-10-03', provisional: true });
  });
});

describe('every evening', () => {
  const evenings: Routine = { ...fridays, ...everyDay, opensAt: '18:00', closesAt: '22:00', leadDays: 0 };

  test('comes every day, holidays among them where they are held', () => {
    expect(upcoming(calendar, { ...evenings, onHoliday: 'hold' }, '2026-09-30', 3).map(({ day }) => day)).toEqual(['2026-09-30', '2026-10-01', '2026-10-02']);
  });

  test('has nowhere to move to: the working day after has its own', () => {
    expect(occasionOf(calendar, { ...evenings, onHoliday: 'nextWorkday' }, '2026-10-01')).toMatchObject({ day: null, why: { zh: expect.stringContaining('2026-10-08 已有一次') } });
    expect(upcoming(calendar, { ...evenings, onHoliday: 'skip' }, '2026-10-01', 9).filter(({ day }) => day !== null).map(({ day }) => day)).toEqual(['2026-10-08', '2026-10-09']);
  });

  test('opens at seven of its own day', () => {
    expect(openingDays(evenings)).toEqual({ kind: 'daily' });
    expect(caseOpensAt(evenings, '2026-10-26')).toBe('2026-10-25T23:00:00.000Z');
    expect(plannedFor(evenings, '2026-10-25T23:00:00Z')).toBe('2026-10-26');
  });
});

describe('every month', () => {
  const monthly: Routine = { ...fridays, ...onDay(8), onHoliday: 'hold', until: '2027-01-31' };

  test('comes on its day, to the end of the term, over the end of the year', () => {
    expect(upcoming(calendar, monthly, '2026-10-09', 9).map(({ day }) => day)).toEqual(['2026-11-08', '2026-12-08', '2027-01-08']);
  });

  test('moves over a holiday to a day of its own', () => {
    expect(dayOn('2026-10-05', { ...onDay(5), onHoliday: 'nextWorkday' })).toBe('2026-10-08');
    expect(dayOn('2026-10-05', { ...onDay(5), onHoliday: 'previousWorkday' })).toBe('2026-09-30');
  });

  test('opens so many days before, in the same month', () => {
    expect(openingDays(monthly)).toEqual({ kind: 'monthly', day: 5 });
    expect(plannedFor(monthly, caseOpensAt(monthly, '2026-11-08'))).toBe('2026-11-08');
    expect(plannedFor(monthly, '2026-11-20T02:00:00Z')).toBe('2026-12-08');
  });
});

describe('what comes', () => {
  test('goes on to the end of the term', () => {
    expect(upcoming(calendar, { ...fridays, until: '2026-10-16' }, '2026-09-29', 10).map(({ planned, day }) => [planned, day])).toEqual([
      ['2026-10-02', null],
      ['2026-10-09', '2026-10-09'],
      ['2026-10-16', '2026-10-16'],
    ]);
  });

  test('holds what was moved here from a day that is past', () => {
    const moved = upcoming(calendar, { ...fridays, onHoliday: 'nextWorkday' }, '2026-10-05', 2);
    expect(moved.map(({ planned, day }) => [planned, day])).toEqual([
      ['2026-10-02', '2026-10-08'],
      ['2026-10-09', '2026-10-09'],
    ]);
  });
});

describe('the case of an occasion', () => {
  test('is opened some days ahead, at seven, Beijing time', () => {
    expect(caseOpensAt(fridays, '2026-10-09')).toBe('2026-10-05T23:00:00.000Z');
    expect(hoursOn(fridays, '2026-10-09')).toEqual({ opensAt: '2026-10-09T01:00:00.000Z', closesAt: '2026-10-09T03:30:00.000Z' });
  });

  test.each([
    [0, 5],
    [3, 2],
    [5, 7],
    [7, 5],
    [14, 5],
  ])('%d days before a Friday is weekday %d', (leadDays, weekday) => {
    expect(openingDays({ ...fridays, leadDays })).toEqual({ kind: 'weekly', weekday });
  });

  test('belongs to the day that was planned when the engine was to start it, or to the next', () => {
    expect(plannedFor(fridays, '2026-10-05T23:00:00Z')).toBe('2026-10-09');
    expect(plannedFor(fridays, '2026-10-07T02:00:00Z')).toBe('2026-10-16');
  });
});
