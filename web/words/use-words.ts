import { useMemo } from 'react';
import type { Label, Language } from '../../contracts/label.ts';
import { en, zh, type Word } from './dictionary.ts';
import { usePreferences } from './preferences.ts';
import { clockTime, dayTime, span } from './time.ts';

type Values = Readonly<Record<string, string | number>>;

export interface Words<Known extends string = Word> {
  readonly language: Language;
  /** A text of the pages. */
  t(word: Known, values?: Values): string;
  /** A text that the API gave in both languages. */
  say(label: Label): string;
  /** Day and time in Asia/Shanghai. */
  at(instant: string): string;
  /** Day in Asia/Shanghai. */
  on(instant: string): string;
  /** How long it is from now to a due time, or since: 剩 2 天 3 小时. */
  left(dueAt: string, now: number): string;
}

/** The words of a part of the pages: each text in both languages, with the same places to fill in. */
export interface Dictionary<Own extends string> {
  readonly zh: Readonly<Record<Own, string>>;
  readonly en: Readonly<Record<Own, string>>;
}

export const useWords = wordsWith<never>({ zh: {}, en: {} });

/** The hook of a part of the pages that has words of its own beside the common ones; they are loaded with that part. */
export function wordsWith<Own extends string>(own: Dictionary<Own>): () => Words<Word | Own> {
  return () => {
    const { language } = usePreferences();
    return useMemo(() => wordsIn(language, own), [language]);
  };
}

function wordsIn<Own extends string>(language: Language, own: Dictionary<Own>): Words<Word | Own> {
  const dictionary: Readonly<Record<Word | Own, string>> = { ...(language === 'zh' ? zh : en), ...own[language] };
  const t = (word: Word | Own, values: Values = {}): string =>
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
