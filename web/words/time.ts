import type { Language } from '../../contracts/label.ts';

const timeZone = 'Asia/Shanghai';
const locales: Readonly<Record<Language, string>> = { zh: 'zh-CN', en: 'en-GB' };
const dayParts: Intl.DateTimeFormatOptions = { timeZone, year: 'numeric', month: 'short', day: 'numeric', weekday: 'short' };
const formats = {
  zh: formatsIn('zh'),
  en: formatsIn('en'),
};

function formatsIn(language: Language) {
  const make = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(locales[language], options);
  return {
    hour: make({ timeZone, hour: '2-digit', minute: '2-digit', hour12: false }),
    day: make(dayParts),
    time: make({ ...dayParts, hour: '2-digit', minute: '2-digit', hour12: false }),
    letterDay: make({ timeZone, dateStyle: 'long' }),
    letterTime: make({ timeZone, dateStyle: 'long', timeStyle: 'short' }),
  };
}

/** As in a letter, without the weekday: 2026年11月27日, and 2026年11月27日 09:00. */
export function inLetter(instant: string, language: Language, precision: 'day' | 'time'): string {
  return formats[language][precision === 'day' ? 'letterDay' : 'letterTime'].format(new Date(instant));
}

/** 2026年11月27日周五 09:00, in Beijing time wherever the reader is. */
export function clockTime(instant: string, language: Language): string {
  return formats[language].time.format(new Date(instant));
}

export function dayTime(instant: string, language: Language): string {
  return formats[language].day.format(new Date(instant));
}

/** 09:30, in Beijing time. */
export function hourOf(instant: string, language: Language): string {
  return formats[language].hour.format(new Date(instant));
}

/** The day of an instant in Asia/Shanghai, YYYY-MM-DD. */
export function beijingDay(milliseconds: number): string {
  return new Date(milliseconds + 8 * 3_600_000).toISOString().slice(0, 10);
}

export function span(milliseconds: number): { days: number; hours: number; minutes: number } {
  const minutes = Math.floor(milliseconds / 60_000);
  return { days: Math.floor(minutes / 1440), hours: Math.floor(minutes / 60) % 24, minutes: minutes % 60 };
}
