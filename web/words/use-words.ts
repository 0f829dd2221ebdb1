import { useMemo } from 'react';
import type { Label, Language } from '../../contracts/label.ts';
import { en, zh, type Word } from './dictionary.ts';
import { usePreferences } from './preferences.ts';
import { clockTime, dayTime, span } from './time.ts';

export interface Words {
  readonly language: Language;
  /** A text of the pages. */
  t(word: Word, values?: Readonly<Record<string, string | number>>): string;
  /** A text that the API gave in both languages. */
  say(label: Label): string;
  /** Day and time in Asia/Shanghai. */
  at(instant: string): string;
  /** Day in Asia/Shanghai. */
  on(instant: string): string;
  /** How long it is from now to a due time, or since: 剩 2 天 3 小时. */
  left(dueAt: string, now: number): string;
}

export function useWords(): Words {
  const { language } = usePreferences();
  return useMemo(() => wordsIn(language), [language]);
}

export function wordsIn(language: Language): Words {
  const dictionary: Readonly<Record<Word, string>> = language === 'zh' ? zh : en;
  const t: Words['t'] = (word, values = {}) =>
    dictionary[word].replaceAll(/\{(\w+)\}/g, (gap, name: string) => String(values[name] ?? gap));
  return {
    language,
    t,
    say: (label) => label[language],
    at: (instant) => clockTime(instant, language),
    on: (instant) => dayTime(instant, language),
    left(dueAt, now) {
      const { days, hours, minutes } = span(Math.abs(Date.parse(dueAt) - now));
      const word = days > 0 ? 'time.days' : hours > 0 ? 'time.hours' : 'time.minutes';
      return t(Date.parse(dueAt) < now ? 'due.over' : 'due.left', { time: t(word, { days, hours, minutes }) });
    },
  };
}
