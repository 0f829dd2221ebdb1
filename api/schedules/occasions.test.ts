import { describe, expect, test } from '@jest/globals';
import { calendarYears } from '../../prisma/seed/calendar.ts';
import { usualWorkingHours, type Calendar } from '../clocks/calendar.ts';
import { caseOpensAt, hoursOn, occasionOf, occasionsBetween, openingDays, plannedFor, upcoming, type Routine } from './occasions.ts';

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
    expect(dayOn('2026-02-20', { onHoliday: 'previousWorkday', leadDays: 6 })).toBe('2026-02-14'); // a worked Saturday
  });

  test('is left out, and says so, where its case would be opened only after the day before the holiday', () => {
    expect(occasionOf(calendar, { ...fridays, onHoliday: 'previousWorkday', leadDays: 5 }, '2026-02-20')).toMatchObject({
      day: null,
      why: { zh: expect.stringContaining('提前至 2026-02-14 已不及立案') },
    });
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
    expect(dayOn('2026-10-05', { ...onDay(5), onHoliday: 'previousWorkday', leadDays: 5 })).toBe('2026-09-30');
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

describe('an occasion that its coordinator changed', () => {
  const change = (planned: string, day: string | null) => ({ planned, day, reason: '社区停电', by: '00000000-0000-4000-8000-000000000201', at: '2026-10-01T00:00:00.000Z' });
  const changed = (...changes: ReturnType<typeof change>[]): Routine => ({ ...fridays, changes });

  test('takes place on its new day, and says why', () => {
    expect(occasionOf(calendar, changed(change('2026-10-16', '2026-10-14')), '2026-10-16')).toEqual({
      planned: '2026-10-16',
      day: '2026-10-14',
      why: { zh: '原定 2026-10-16,改至 2026-10-14:社区停电', en: 'planned for 2026-10-16: moved to 2026-10-14: 社区停电' },
      provisional: false,
    });
    expect(occasionOf(calendar, changed(change('2026-10-16', null)), '2026-10-16')).toMatchObject({ day: null, why: { zh: '原定 2026-10-16,不开展:社区停电' } });
    expect(occasionOf(calendar, changed(change('2026-10-02', '2026-10-02')), '2026-10-02')).toMatchObject({ day: '2026-10-02', why: { zh: '原定 2026-10-02,当日照常开展:社区停电' } });
  });

  test('comes in the order of the days on which they take place, also where it was moved before another', () => {
    const routine = changed(change('2026-10-23', '2026-10-15'));
    expect(upcoming(calendar, routine, '2026-10-12', 3).map(({ day }) => day)).toEqual(['2026-10-15', '2026-10-16', '2026-10-30']);
    expect(upcoming(calendar, routine, '2026-10-12', 1).map(({ planned }) => planned)).toEqual(['2026-10-23']);
    expect(occasionsBetween(calendar, routine, '2026-10-19', '2026-10-25').map(({ planned, day }) => [planned, day])).toEqual([['2026-10-23', '2026-10-15']]);
    expect(occasionsBetween(calendar, routine, '2026-10-12', '2026-10-15').map(({ planned }) => planned)).toEqual(['2026-10-23']);
  });

  test('has its case opened before its new day, and not before the old one', () => {
    const routine = changed(change('2026-10-23', '2026-10-14'));
    expect(caseOpensAt(routine, '2026-10-23')).toBe('2026-10-10T23:00:00.000Z');
    expect(plannedFor(routine, '2026-10-10T23:00:00.000Z')).toBe('2026-10-23');
    expect(plannedFor(routine, '2026-10-12T23:00:00.000Z')).toBe('2026-10-16');
  });

  test('leaves no room for one that the calendar would move there, and gives up its own', () => {
    const thursdays = { ...fridays, ...on(4), onHoliday: 'nextWorkday' } as const;
    expect(occasionOf(calendar, { ...thursdays, changes: [change('2026-10-08', '2026-10-09')] }, '2026-10-01')).toMatchObject({ day: '2026-10-08' });
    expect(occasionOf(calendar, { ...thursdays, changes: [change('2026-10-08', null), change('2026-10-15', '2026-10-08')] }, '2026-10-01')).toMatchObject({ day: null });
  });

  test('means nothing once its day is not planned any more', () => {
    expect(occasionOf(calendar, { ...changed(change('2026-10-16', null)), ...on(1) }, '2026-10-19').day).toBe('2026-10-19');
    expect(upcoming(calendar, { ...changed(change('2026-10-16', '2026-10-14')), ...on(1) }, '2026-10-12', 2).map(({ day }) => day)).toEqual(['2026-10-12', '2026-10-19']);
  });
});
