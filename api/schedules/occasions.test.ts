import { describe, expect, test } from '@jest/globals';
import { calendarYears } from '../../prisma/seed/calendar.ts';
import { usualWorkingHours, type Calendar } from '../clocks/calendar.ts';
import { caseOpensAt, hoursOn, occasionOf, openingWeekday, plannedFor, upcoming, type Routine } from './occasions.ts';

const published = calendarYears();
const calendar: Calendar = {
  years: published.map(({ year }) => year),
  exceptions: Object.fromEntries(published.flatMap(({ days }) => days.map(({ day, isWorkday }) => [day, isWorkday]))),
  workingHours: usualWorkingHours,
};

const fridays: Routine = { weekday: 5, opensAt: '09:00', closesAt: '11:30', leadDays: 3, onHoliday: 'skip', until: '2026-12-31' };
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
    expect(dayOn('2026-10-10', { weekday: 6 })).toBe('2026-10-10');
    expect(dayOn('2026-10-17', { weekday: 6 })).toBeNull();
  });

  test('does not move to a day that has one already', () => {
    // Thursday 1 October would move to Thursday 8 October, which has its own.
    expect(occasionOf(calendar, { ...fridays, weekday: 4, onHoliday: 'nextWorkday' }, '2026-10-01')).toMatchObject({
      day: null,
      why: { zh: expect.stringContaining('2026-10-08 已有坐班') },
    });
    // Both Mondays of the Spring Festival would move to Tuesday 24 February: the first one does.
    const mondays = { weekday: 1, onHoliday: 'nextWorkday' } as const;
    expect([dayOn('2026-02-16', mondays), dayOn('2026-02-23', mondays)]).toEqual(['2026-02-24', null]);
  });

  test('is provisional in a year without a published arrangement', () => {
    expect(occasionOf(calendar, fridays, '2098-10-03')).toMatchObject({ day: '2098-10-03', provisional: true });
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
    expect(openingWeekday({ ...fridays, leadDays })).toBe(weekday);
  });

  test('belongs to the day that was planned when the engine was to start it, or to the next', () => {
    expect(plannedFor(fridays, '2026-10-05T23:00:00Z')).toBe('2026-10-09');
    expect(plannedFor(fridays, '2026-10-07T02:00:00Z')).toBe('2026-10-16');
  });
});
