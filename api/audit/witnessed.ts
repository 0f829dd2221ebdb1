import type { Label } from '../../contracts/label.ts';
import type { Actor } from '../accounts/actor.ts';
import type { Deps } from '../deps.ts';
import { problemOf } from '../http/problem-handler.ts';
import { append } from './append.ts';

/** A change that somebody asks for. */
export interface Act {
  readonly actor: Actor;
  readonly requestId: string;
  readonly summary: Label;
  /** Such as units/laojie-grid-1. */
  readonly subject: string;
  /** What of the request is kept: nothing personal, no secret. */
  readonly kept: Readonly<Record<string, unknown>>;
}

/**
 * Carries out a change that leaves a trace: it is on the audit chain before it is begun, and what came of it after. Where the
 * second is missing, the process was broken off in between. Without the first nothing is done.
 */
export async function witnessed<Answer extends { readonly status: number; readonly data: unknown }>(
  { db, clock, log }: Deps,
  { actor: { officer }, requestId, summary, subject, kept }: Act,
  carryOut: () => Promise<Answer>,
): Promise<Answer> {
  const [seq] = await append(db, [{ at: clock(), kind: 'change', officer, subject, requestId, detail: { summary, ...kept } }]);
  const cameTo = (detail: Readonly<Record<string, unknown>>) => append(db, [{ at: clock(), kind: 'outcome', officer, subject: String(seq), requestId, detail }]);
  const answer = await carryOut().catch(async (failure: unknown) => {
    const { status, code } = problemOf(failure);
    await cameTo({ status, code }).catch((cause: unknown) => log.warn({ requestId, err: cause }, 'the outcome of a change is not on the audit chain'));
    throw failure;
  });
  await cameTo({ status: answer.status, code: null, ...madeIn(answer.data) });
  return answer;
}

/** What was made has a name of its own, which the request did not know. */
function madeIn(data: unknown): { made?: string } {
  for (const name of ['id', 'userName', 'code']) {
    const value: unknown = typeof data === 'object' && data !== null ? Reflect.get(data, name) : undefined;
    if (typeof value === 'string') return { made: value };
  }
  return {};
}
