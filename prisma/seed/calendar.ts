import chineseDays from 'chinese-days';

export interface CalendarYearSeed {
  readonly year: number;
  readonly source: string;
  /** Only the days that differ from Monday–Friday. */
  readonly days: ReadonlyArray<{ readonly day: string; readonly isWorkday: boolean; readonly name: string }>;
}

const from = 2020;
const lookAhead = 2100;

/**
 * The arrangements that the package `chinese-days` really has, year by year, without a gap from 2020 on.
 * The package counts a year that it does not know as Monday–Friday; such a year is left out, for an administrator to enter.
 */
export function calendarYears(): CalendarYearSeed[] {
  const years: CalendarYearSeed[] = [];
  for (let year = from; year < lookAhead && hasArrangement(year); year += 1) {
    years.push({ year, source: `国务院办公厅关于${year}年部分节假日安排的通知(数据取自 chinese-days)`, days: exceptionsOf(year) });
  }
  return years;
}

/** The data gives a holiday a name in two languages; a day that it does not have gets the name of its weekday. */
function holidayName(day: string): string | undefined {
  return chineseDays.getDayDetail(day).name.split(',')[1];
}

function hasArrangement(year: number): boolean {
  return ['01-01', '05-01', '10-01'].every((holiday) => holidayName(`${year}-${holiday}`) !== undefined);
}

function exceptionsOf(year: number): CalendarYearSeed['days'] {
  return daysOf(year).flatMap((day) => {
    const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
    const usual = weekday !== 0 && weekday !== 6;
    const { work } = chineseDays.getDayDetail(day);
    const name = holidayName(day);
    return work === usual || name === undefined ? [] : [{ day, isWorkday: work, name }];
  });
}

function daysOf(year: number): string[] {
  const first = Date.UTC(year, 0, 1);
  const count = (Date.UTC(year + 1, 0, 1) - first) / 86_400_000;
  return Array.from({ length: count }, (_, index) => new Date(first + index * 86_400_000).toISOString().slice(0, 10));
}
