import { describe, expect, test } from '@jest/globals';
import { calendarYears } from '../../prisma/seed/calendar.ts';
import {
  addPause,
  addSpan,
  dayOf,
  isCovered,
  isWorkday,
  shareOfWorkingTime,
  subtractSpan,
  timeLeft,
  usualWorkingHours,
  workdayFrom,
  workingTimeBetween,
  type Calendar,
} from './calendar.ts';

const seeded = calendarYears();
const calendar: Calendar = {
  years: seeded.map(({ year }) => year),
  exceptions: Object.fromEntries(seeded.flatMap(({ days }) => days.map(({ day, isWorkday: worked }) => [day, worked]))),
  workingHours: usualWorkingHours,
};

/** An instant as people in Beijing read it: `2026-03-02 09:00`. */
const at = (text: string) => new Date(`${text.replace(' ', 'T')}${text.length === 16 ? ':00' : ''}+08:00`).toISOString();
const endOf = (day: string) => at(`${day} 23:59:59`);
const due = (from: string, amount: number, unit: 'minute' | 'hour' | 'workingHour' | 'workday' | 'day' | 'month') =>
  addSpan(calendar, at(from), { amount, unit });
const known = (instant: string) => ({ at: instant, provisional: false });
const assumed = (instant: string) => ({ at: instant, provisional: true });

describe('the calendar of 2026', () => {
  const off = [
    ['01-01', '01-03'],
    ['02-15', '02-23'],
    ['04-04', '04-06'],
    ['05-01', '05-05'],
    ['06-19', '06-21'],
    ['09-25', '09-27'],
    ['10-01', '10-07'],
  ] as const;
  const worked = ['01-04', '02-14', '02-28', '05-09', '09-20', '10-10'];

  test.each(off)('is off from %s to %s', (first, last) => {
    for (let day = first as string; day <= last; day = nextDay(day)) expect([day, isWorkday(calendar, `2026-${day}`)]).toEqual([day, false]);
  });

  test('works the weekend days that make up for them, and no other', () => {
    const found = everyDayOf(2026).filter((day) => [0, 6].includes(new Date(day).getUTCDay()) && isWorkday(calendar, day));
    expect(found).toEqual(worked.map((day) => `2026-${day}`));
  });

  test('is an ordinary Monday to Friday otherwise', () => {
    const named = new Set(off.flatMap(([first, last]) => everyDayOf(2026).filter((day) => day >= `2026-${first}` && day <= `2026-${last}`)));
    const wrong = everyDayOf(2026).filter((day) => {
      const usual = ![0, 6].includes(new Date(day).getUTCDay());
      return !named.has(day) && !worked.includes(day.slice(5)) && isWorkday(calendar, day) !== usual;
    });
    expect(wrong).toEqual([]);
  });

  test('ends with 2026: the package counts 2027 as Monday to Friday, so it is left out', () => {
    expect(calendar.years).toEqual([2020, 2021, 2022, 2023, 2024, 2025, 2026]);
    expect(isCovered(calendar, '2026-12-31')).toBe(true);
    expect(isCovered(calendar, '2027-01-01')).toBe(false);
    expect(isCovered(calendar, '2019-12-31')).toBe(false);
  });

  test('holds only the days that differ from Monday to Friday', () => {
    for (const { year, days } of seeded) {
      for (const { day, isWorkday: itWorks } of days) {
        expect(day.startsWith(`${year}-`)).toBe(true);
        expect(itWorks).toBe([0, 6].includes(new Date(day).getUTCDay()));
      }
    }
  });

  test('finds working days around a holiday', () => {
    expect(workdayFrom(calendar, '2026-02-15')).toBe('2026-02-24');
    expect(workdayFrom(calendar, '2026-02-14')).toBe('2026-02-14');
    expect(workdayFrom(calendar, '2026-02-14', 1)).toBe('2026-02-24');
    expect(workdayFrom(calendar, '2026-02-24', -1)).toBe('2026-02-14');
  });
});

describe('the day in Beijing', () => {
  test('begins at 16:00 of the day before in UTC', () => {
    expect(dayOf('2026-03-01T15:59:59.999Z')).toBe('2026-03-01');
    expect(dayOf('2026-03-01T16:00:00.000Z')).toBe('2026-03-02');
  });

  test('decides on which day a term begins', () => {
    expect(due('2026-03-02 23:59', 1, 'workday')).toEqual(known(endOf('2026-03-03')));
    expect(due('2026-03-03 00:00', 1, 'workday')).toEqual(known(endOf('2026-03-04')));
  });
});

describe('working days', () => {
  test('leave the first day out and end with the last', () => {
    expect(due('2026-03-02 09:00', 1, 'workday')).toEqual(known('2026-03-03T15:59:59.000Z'));
    expect(due('2026-03-02 09:00', 5, 'workday')).toEqual(known(endOf('2026-03-09')));
  });

  test('begin to count on the next working day when they start on a weekend', () => {
    expect(due('2026-03-07 10:00', 1, 'workday')).toEqual(known(endOf('2026-03-09')));
  });

  test('count the Saturday that makes up for the Spring Festival, and skip the festival', () => {
    expect(due('2026-02-12 09:00', 2, 'workday')).toEqual(known(endOf('2026-02-14')));
    expect(due('2026-02-12 09:00', 3, 'workday')).toEqual(known(endOf('2026-02-24')));
    expect(due('2026-02-12 09:00', 7, 'workday')).toEqual(known(endOf('2026-02-28')));
  });

  test('count the worked Sunday before National Day, and not Mid-autumn', () => {
    expect(due('2026-09-18 09:00', 1, 'workday')).toEqual(known(endOf('2026-09-20')));
    expect(due('2026-09-24 09:00', 1, 'workday')).toEqual(known(endOf('2026-09-28')));
    expect(due('2026-09-30 09:00', 3, 'workday')).toEqual(known(endOf('2026-10-10')));
  });

  test('follow the five working days of the objection across the first of May', () => {
    expect(due('2026-04-29 09:00', 5, 'workday')).toEqual(known(endOf('2026-05-09')));
  });
});

describe('days', () => {
  test('leave the first day out', () => {
    expect(due('2026-03-02 09:00', 1, 'day')).toEqual(known(endOf('2026-03-03')));
    expect(due('2026-03-02 00:00', 60, 'day')).toEqual(known(endOf('2026-05-06')));
  });

  test('move off a weekend and off a holiday, and not off a weekend that is worked', () => {
    expect(due('2026-03-02 09:00', 4, 'day')).toEqual(known(endOf('2026-03-06')));
    expect(due('2026-03-02 09:00', 5, 'day')).toEqual(known(endOf('2026-03-09')));
    expect(due('2026-02-10 09:00', 4, 'day')).toEqual(known(endOf('2026-02-14')));
    expect(due('2026-02-10 09:00', 5, 'day')).toEqual(known(endOf('2026-02-24')));
    expect(due('2026-02-20 09:00', 3, 'day')).toEqual(known(endOf('2026-02-24')));
  });

  test('take a fraction of a day for a day', () => {
    expect(due('2026-03-02 09:00', 0.5, 'day')).toEqual(known(endOf('2026-03-03')));
  });
});

describe('months', () => {
  test('end on the same day of a later month', () => {
    expect(due('2026-03-10 09:00', 1, 'month')).toEqual(known(endOf('2026-04-10')));
    expect(due('2026-06-10 09:00', 2, 'month')).toEqual(known(endOf('2026-08-10')));
  });

  test('end with a shorter month', () => {
    expect(due('2025-12-31 09:00', 2, 'month')).toEqual(known(endOf('2026-02-28')));
    expect(due('2024-01-31 09:00', 1, 'month')).toEqual(known(endOf('2024-02-29')));
    expect(due('2025-08-31 09:00', 1, 'month')).toEqual(known(endOf('2025-09-30')));
    expect(due('2024-02-29 09:00', 12, 'month')).toEqual(known(endOf('2025-02-28')));
  });

  test('cross the end of a year', () => {
    expect(due('2025-11-20 09:00', 2, 'month')).toEqual(known(endOf('2026-01-20')));
  });

  test('move off a holiday', () => {
    expect(due('2026-01-15 09:00', 1, 'month')).toEqual(known(endOf('2026-02-24')));
    expect(due('2026-01-14 09:00', 1, 'month')).toEqual(known(endOf('2026-02-14')));
  });
});

describe('working hours', () => {
  test('run inside the morning and end with it', () => {
    expect(due('2026-03-02 09:00', 1, 'workingHour')).toEqual(known(at('2026-03-02 10:00')));
    expect(due('2026-03-02 11:00', 1, 'workingHour')).toEqual(known(at('2026-03-02 12:00')));
  });

  test('stop at lunch', () => {
    expect(due('2026-03-02 11:30', 1, 'workingHour')).toEqual(known(at('2026-03-02 15:00')));
    expect(due('2026-03-02 12:30', 1, 'workingHour')).toEqual(known(at('2026-03-02 15:30')));
  });

  test('stop at night and over the weekend', () => {
    expect(due('2026-03-02 17:00', 1, 'workingHour')).toEqual(known(at('2026-03-03 09:00')));
    expect(due('2026-03-06 17:00', 1, 'workingHour')).toEqual(known(at('2026-03-09 09:00')));
    expect(due('2026-03-02 06:00', 1, 'workingHour')).toEqual(known(at('2026-03-02 09:30')));
    expect(due('2026-03-02 20:00', 4, 'workingHour')).toEqual(known(at('2026-03-03 15:00')));
  });

  test('run on the Saturday that is worked, and stop over the festival', () => {
    expect(due('2026-02-13 17:00', 1, 'workingHour')).toEqual(known(at('2026-02-14 09:00')));
    expect(due('2026-02-14 17:00', 1, 'workingHour')).toEqual(known(at('2026-02-24 09:00')));
  });

  test('follow other office hours', () => {
    const long: Calendar = { ...calendar, workingHours: [{ from: '08:00', to: '20:00' }] };
    expect(addSpan(long, at('2026-03-02 19:00'), { amount: 2, unit: 'workingHour' })).toEqual(known(at('2026-03-03 09:00')));
  });

  test('cannot be counted where there are none', () => {
    const never: Calendar = { ...calendar, workingHours: [] };
    expect(() => addSpan(never, at('2026-03-02 09:00'), { amount: 1, unit: 'workingHour' })).toThrow(RangeError);
  });

  test('between two instants leave out lunch, night and holidays', () => {
    const hours = (from: string, to: string) => workingTimeBetween(calendar, at(from), at(to)).milliseconds / 3_600_000;
    expect(hours('2026-03-02 11:00', '2026-03-02 15:00')).toBe(1.5);
    expect(hours('2026-02-14 17:00', '2026-02-24 09:00')).toBe(1);
    expect(hours('2026-03-07 08:00', '2026-03-08 20:00')).toBe(0);
    expect(hours('2026-03-02 15:00', '2026-03-02 11:00')).toBe(0);
  });

  test('have a half-way point that lies in office hours', () => {
    const [from, to] = [at('2026-02-13 08:30'), endOf('2026-02-24')];
    expect(shareOfWorkingTime(calendar, from, to, 0.5)).toEqual(known(at('2026-02-14 11:45')));
    expect(shareOfWorkingTime(calendar, from, to, 0)).toEqual(known(from));
    expect(shareOfWorkingTime(calendar, from, to, 1)).toEqual(known(to));
  });
});

describe('minutes and hours', () => {
  test('run by the clock on the wall, through nights and holidays, and are never provisional', () => {
    expect(due('2026-02-14 23:50', 15, 'minute')).toEqual(known(at('2026-02-15 00:05')));
    expect(due('2026-12-31 12:00', 24, 'hour')).toEqual(known(at('2027-01-01 12:00')));
  });
});

describe('beyond the published calendar', () => {
  test('the last day of 2026 is known, the first of 2027 is not', () => {
    expect(due('2026-12-30 09:00', 1, 'workday')).toEqual(known(endOf('2026-12-31')));
    expect(due('2026-12-31 09:00', 1, 'workday')).toEqual(assumed(endOf('2027-01-01')));
    expect(due('2026-12-30 09:00', 1, 'day')).toEqual(known(endOf('2026-12-31')));
    expect(due('2026-12-30 09:00', 2, 'day')).toEqual(assumed(endOf('2027-01-01')));
    expect(due('2026-11-30 09:00', 1, 'month')).toEqual(known(endOf('2026-12-30')));
    expect(due('2026-12-10 09:00', 1, 'month')).toEqual(assumed(endOf('2027-01-11')));
    expect(due('2026-12-31 16:30', 1, 'workingHour')).toEqual(known(at('2026-12-31 17:30')));
    expect(due('2026-12-31 17:00', 1, 'workingHour')).toEqual(assumed(at('2027-01-01 09:00')));
  });

  test('weekends are off and everything else is worked', () => {
    expect(isWorkday(calendar, '2027-01-01')).toBe(true);
    expect(isWorkday(calendar, '2027-01-02')).toBe(false);
  });

  test('a stray day of an unpublished year is not believed', () => {
    const stray: Calendar = { ...calendar, exceptions: { ...calendar.exceptions, '2027-01-01': false } };
    expect(addSpan(stray, at('2026-12-31 09:00'), { amount: 1, unit: 'workday' })).toEqual(assumed(endOf('2027-01-01')));
  });

  test('a published year moves the day and makes it certain', () => {
    const published: Calendar = {
      ...calendar,
      years: [...calendar.years, 2027],
      exceptions: { ...calendar.exceptions, '2027-01-01': false },
    };
    expect(addSpan(published, at('2026-12-31 09:00'), { amount: 1, unit: 'workday' })).toEqual(known(endOf('2027-01-04')));
  });
});

describe('a pause', () => {
  const resumed = (dueAt: string, unit: 'minute' | 'hour' | 'workingHour' | 'workday' | 'day' | 'month', from: string, to: string) =>
    addPause(calendar, dueAt, unit, { from: at(from), to: at(to) });

  test('of a term in working days takes the working days that fell into it', () => {
    expect(resumed(endOf('2026-03-09'), 'workday', '2026-03-03 10:00', '2026-03-05 10:00')).toEqual(known(endOf('2026-03-11')));
    expect(resumed(endOf('2026-03-09'), 'workday', '2026-03-06 10:00', '2026-03-08 23:00')).toEqual(known(endOf('2026-03-09')));
    expect(resumed(endOf('2026-03-09'), 'workday', '2026-03-06 10:00', '2026-03-09 00:00')).toEqual(known(endOf('2026-03-10')));
    expect(resumed(endOf('2026-02-27'), 'workday', '2026-02-13 10:00', '2026-02-24 10:00')).toEqual(known(endOf('2026-03-02')));
  });

  test('within one day takes no day', () => {
    expect(resumed(endOf('2026-03-09'), 'workday', '2026-03-03 08:00', '2026-03-03 20:00')).toEqual(known(endOf('2026-03-09')));
    expect(resumed(endOf('2026-03-09'), 'day', '2026-03-03 00:00', '2026-03-03 23:59')).toEqual(known(endOf('2026-03-09')));
  });

  test('of a term in days or months takes its days, and the end moves to a working day', () => {
    expect(resumed(endOf('2026-03-09'), 'day', '2026-03-03 10:00', '2026-03-05 09:00')).toEqual(known(endOf('2026-03-11')));
    expect(resumed(endOf('2026-03-09'), 'day', '2026-03-03 10:00', '2026-03-08 11:00')).toEqual(known(endOf('2026-03-16')));
    expect(resumed(endOf('2026-04-10'), 'month', '2026-03-11 10:00', '2026-03-31 10:00')).toEqual(known(endOf('2026-04-30')));
    expect(resumed(endOf('2026-04-10'), 'month', '2026-03-11 10:00', '2026-04-01 10:00')).toEqual(known(endOf('2026-05-06')));
  });

  test('of a term in working hours takes its working time', () => {
    expect(resumed(at('2026-03-02 15:00'), 'workingHour', '2026-03-02 11:45', '2026-03-02 14:45')).toEqual(known(at('2026-03-02 15:30')));
    expect(resumed(at('2026-03-02 17:00'), 'workingHour', '2026-03-02 16:30', '2026-03-03 09:00')).toEqual(known(at('2026-03-03 09:30')));
    expect(resumed(at('2026-03-02 15:00'), 'workingHour', '2026-03-02 12:00', '2026-03-02 14:30')).toEqual(known(at('2026-03-02 15:00')));
  });

  test('of a term by the wall clock takes its time', () => {
    expect(resumed(at('2026-03-02 09:15'), 'minute', '2026-03-02 09:05', '2026-03-02 09:12')).toEqual(known(at('2026-03-02 09:22')));
    expect(resumed(at('2026-03-02 09:00'), 'hour', '2026-03-01 09:00', '2026-03-01 12:30')).toEqual(known(at('2026-03-02 12:30')));
  });

  test('leaves as many working days as there were', () => {
    const left = (from: string, dueAt: string) => everyDayOf(2026).filter((day) => day > from.slice(0, 10) && day <= dayOf(dueAt) && isWorkday(calendar, day)).length;
    const first = due('2026-02-10 09:00', 15, 'workday').at;
    for (const resumedOn of ['2026-02-11', '2026-02-14', '2026-02-20', '2026-02-24', '2026-02-28', '2026-03-01', '2026-03-09']) {
      const moved = resumed(first, 'workday', '2026-02-11 15:00', `${resumedOn} 15:00`).at;
      expect([resumedOn, left(`${resumedOn} 15:00`, moved)]).toEqual([resumedOn, left('2026-02-11 15:00', first)]);
    }
  });

  test('that reaches into an unpublished year makes the end provisional', () => {
    expect(resumed(endOf('2026-12-28'), 'workday', '2026-12-25 09:00', '2026-12-31 09:00')).toEqual(assumed(endOf('2027-01-01')));
    expect(resumed(endOf('2026-12-24'), 'workday', '2026-12-25 09:00', '2026-12-31 09:00')).toEqual(known(endOf('2026-12-30')));
  });
});

describe('before a due time', () => {
  const before = (until: string, amount: number, unit: 'minute' | 'workingHour' | 'workday' | 'day' | 'month') =>
    subtractSpan(calendar, until, { amount, unit });

  test('a span is counted back in its own unit', () => {
    expect(before(endOf('2026-02-24'), 1, 'workday')).toEqual(known(endOf('2026-02-14')));
    expect(before(endOf('2026-03-31'), 1, 'month')).toEqual(known(endOf('2026-02-28')));
    expect(before(endOf('2026-03-10'), 3, 'day')).toEqual(known(endOf('2026-03-07')));
    expect(before(at('2026-03-02 15:00'), 1, 'workingHour')).toEqual(known(at('2026-03-02 11:30')));
    expect(before(endOf('2026-03-09'), 7, 'workingHour')).toEqual(known(at('2026-03-06 17:00')));
    expect(before(at('2026-03-02 00:05'), 10, 'minute')).toEqual(known(at('2026-03-01 23:55')));
  });
});

describe('what is left until a due time', () => {
  const left = (now: string, dueAt: string, unit: 'workday' | 'workingHour') => timeLeft(calendar, at(now), dueAt, unit).amount;

  test('is counted in working days, today not among them, with 调休', () => {
    expect(left('2026-03-02 09:00', endOf('2026-03-02'), 'workday')).toBe(0);
    expect(left('2026-03-06 09:00', endOf('2026-03-10'), 'workday')).toBe(2);
    expect(left('2026-02-13 16:00', endOf('2026-02-24'), 'workday')).toBe(2); // 14 February is worked, then 春节
    expect(left('2026-03-10 09:00', endOf('2026-03-06'), 'workday')).toBe(-2);
    expect(left('2026-03-07 09:00', endOf('2026-03-06'), 'workday')).toBe(0); // overdue, by no working day yet
  });

  test('is counted in working hours', () => {
    expect(left('2026-03-02 11:00', at('2026-03-02 15:00'), 'workingHour')).toBe(1.5);
    expect(left('2026-03-02 15:00', at('2026-03-02 11:00'), 'workingHour')).toBe(-1.5);
  });
});

test('a span of more than a century is refused, whatever its unit', () => {
  for (const unit of ['minute', 'hour', 'workingHour', 'workday', 'day', 'month'] as const) {
    expect(() => due('2026-03-02 09:00', 1e9, unit)).toThrow(RangeError);
  }
});

function everyDayOf(year: number): string[] {
  const days: string[] = [];
  for (let day = Date.UTC(year, 0, 1); day < Date.UTC(year + 1, 0, 1); day += 86_400_000) days.push(new Date(day).toISOString().slice(0, 10));
  return days;
}

function nextDay(monthAndDay: string): string {
  return new Date(Date.parse(`2026-${monthAndDay}`) + 86_400_000).toISOString().slice(5, 10);
}
