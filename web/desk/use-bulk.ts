import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { api, type DeskStep } from '../api/client.ts';

/** Requests under way at once: the list of one person does not hold up everybody else. */
const atOnce = 3;

export type BulkAction = { readonly kind: 'accept' } | { readonly kind: 'assign'; readonly officer: string };

export interface Refused {
  readonly step: DeskStep;
  readonly failure: unknown;
}

export interface Bulk {
  /** How far it has come; null while nothing is under way. */
  readonly progress: { readonly done: number; readonly count: number } | null;
  /** Of the last time. */
  readonly refused: readonly Refused[];
  readonly done: number;
  dismiss(): void;
  /** Does the same to each, a few at a time: what becomes of one does not touch the others. Returns those that succeeded. */
  run(action: BulkAction, steps: readonly DeskStep[]): Promise<readonly DeskStep[]>;
}

export function nameOf({ caseNo, step }: DeskStep): string {
  return `${caseNo}/${step.id}`;
}

export function useBulk(): Bulk {
  const client = useQueryClient();
  const [progress, setProgress] = useState<Bulk['progress']>(null);
  const [outcome, setOutcome] = useState<{ readonly refused: readonly Refused[]; readonly done: number }>({ refused: [], done: 0 });
  /** A step keeps its Idempotency-Key until its action was answered: trying again after a broken line counts once. */
  const keys = useRef(new Map<string, string>());

  const act = async (action: BulkAction, step: DeskStep): Promise<Refused | null> => {
    const body = action.kind === 'assign' ? { officer: action.officer } : {};
    const attempt = JSON.stringify([nameOf(step), action]);
    const key = keys.current.get(attempt) ?? crypto.randomUUID();
    keys.current.set(attempt, key);
    try {
      await api.onStep(step.caseNo, step.step.id, action.kind, body, key);
      keys.current.delete(attempt);
      return null;
    } catch (failure) {
      return { step, failure };
    }
  };

  return {
    progress,
    ...outcome,
    dismiss: () => setOutcome({ refused: [], done: 0 }),
    async run(action, steps) {
      const waiting = [...steps];
      const refused: Refused[] = [];
      let done = 0;
      setOutcome({ refused: [], done: 0 });
      setProgress({ done, count: steps.length });
      const work = async (): Promise<void> => {
        for (let step = waiting.shift(); step !== undefined; step = waiting.shift()) {
          const failed = await act(action, step);
          if (failed !== null) refused.push(failed);
          done += 1;
          setProgress({ done, count: steps.length });
        }
      };
      await Promise.all(Array.from({ length: atOnce }, work));
      setProgress(null);
      setOutcome({ refused, done: steps.length - refused.length });
      await client.invalidateQueries({ queryKey: ['desk'] });
      await client.invalidateQueries({ queryKey: ['case'] });
      return steps.filter((step) => !refused.some((each) => each.step === step));
    },
  };
}
