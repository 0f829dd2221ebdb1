import { useRef, useState } from 'react';
import { Refusal } from '../api/client.ts';
import { useAttempt } from '../forms/attempt.ts';
import { useDraft } from '../forms/drafts.ts';
import { isGroup, isList, type Group, type Value } from '../forms/values.ts';
import { useWords } from '../words/use-words.ts';

/** What a resident has answered so far, and how sending it went. Kept in memory alone: it is personal, and the telephone may be borrowed. */
export interface Answers {
  text(name: string): string;
  texts(name: string): readonly string[];
  point(name: string): { readonly lat: number; readonly lng: number } | null;
  put(changes: Group): void;
  /** What is wrong with an answer, by the path that the API gives. */
  fault(...paths: readonly string[]): string | undefined;
  readonly failure: unknown;
  readonly busy: boolean;
  send<Sent>(body: unknown, way: (body: unknown, key: string) => Promise<Sent>): Promise<Sent | null>;
}

/** `initial`: what is chosen beforehand. */
export function useAnswers(form: string, initial: Group = {}): Answers {
  const { language } = useWords();
  const [values, change, forget] = useDraft(form, () => initial);
  const latest = useRef(values); // two answers that come one after the other, such as a point and its grid, both count
  const [failure, setFailure] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const attempt = useAttempt();
  const errors = failure instanceof Refusal ? (failure.problem.errors ?? []) : [];
  return {
    text: (name) => textOf(values[name]),
    texts: (name) => listOf(values[name]),
    point: (name) => pointOf(values[name]),
    put(changes) {
      latest.current = { ...latest.current, ...changes };
      change(latest.current);
    },
    fault: (...paths) => errors.find(({ path }) => paths.some((each) => path === each || path.startsWith(`${each}[`)))?.[language],
    failure,
    busy,
    async send(body, way) {
      setFailure(null);
      setBusy(true);
      try {
        const sent = await way(body, attempt([form, body]));
        forget();
        latest.current = initial;
        return sent;
      } catch (error) {
        setFailure(error);
        return null;
      } finally {
        setBusy(false);
      }
    },
  };
}

function textOf(value: Value): string {
  return typeof value === 'string' ? value : '';
}

function listOf(value: Value): readonly string[] {
  return isList(value) ? value.filter((each) => typeof each === 'string') : [];
}

function pointOf(value: Value): { lat: number; lng: number } | null {
  if (!isGroup(value)) return null;
  const { lat, lng } = value;
  return typeof lat === 'number' && typeof lng === 'number' ? { lat, lng } : null;
}
