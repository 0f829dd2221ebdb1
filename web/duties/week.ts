import type { Language } from '../../contracts/label.ts';

const timeZone = 'Asia/Shanghai';
const locales: Readonly<Record<Language, string>> = { zh: 'zh-CN', en: 'en-GB' };
const formats = { zh: formatsIn('zh'), en: formatsIn('en') };

function formatsIn(language: Language) {
  const make = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(locales[language], { timeZone, ...options });
  return {
    day: make({ month: 'short', day: 'numeric' }),
    weekday: make({ weekday: 'short' }),
    month: make({ year: 'numeric', month: 'long' }),
    time: make({ hour: '2-digit', minute: '2-digit', hour12: false }),
  };
}

/** A day some days later, or earlier; YYYY-MM-DD. */
export function shift(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

export function mondayOf(day: string): string {
  return shift(day, -((new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7));
}

export function daysFrom(day: string, count: number): string[] {
  return Array.from({ length: count }, (_, index) => shift(day, index));
}

export function isDay(text: string | undefined): text is string {
  return text !== undefined && /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text));
}

/** A month some months later, or earlier; YYYY-MM. */
export function shiftMonth(month: string, months: number): string {
  const [year = 0, number = 1] = month.split('-').map(Number);
  return new Date(Date.UTC(year, number - 1 + months, 1)).toISOString().slice(0, 7);
}

export function lastDayOf(month: string): string {
  return shift(`${shiftMonth(month, 1)}-01`, -1);
}

const noon = (day: string): Date => new Date(`${day}T12:00:00+08:00`);

/** 11月27日 */
export function dayName(day: string, language: Language): string {
  return formats[language].day.format(noon(day));
}

/** 周五 */
export function weekdayName(day: string, language: Language): string {
  return formats[language].weekday.format(noon(day));
}

/** 2026年11月 */
export function monthName(month: string, language: Language): string {
  return formats[language].month.format(noon(`${month}-15`));
}

/** 09:00, in Beijing time. */
export function timeOf(instant: string, language: Language): string {
  return formats[language].time.format(new Date(instant));
}
