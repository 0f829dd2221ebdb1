import type { Actor } from '../accounts/actor.ts';
import { append } from '../audit/append.ts';
import type { Deps } from '../deps.ts';

/** Who reads, and by which request. */
export interface Reader {
  readonly actor: Actor;
  readonly requestId: string;
}

/**
 * Leaves a trace of who reads which confidential cases (个人信息保护法 56, GB/T 22239-2019), in one statement; in none where
 * nothing is confidential. A list counts as a read of every case that it names. Without the trace nothing is answered.
 */
export async function noteReads(
  { db, clock }: Pick<Deps, 'db' | 'clock'>,
  { actor, requestId }: Reader,
  cases: ReadonlyArray<{ readonly caseNo: string; readonly confidential: boolean }>,
): Promise<void> {
  const named = new Set(cases.filter(({ confidential }) => confidential).map(({ caseNo }) => caseNo));
  if (named.size === 0) return;
  const at = clock();
  await append(db, [...named].map((subject) => ({ at, kind: 'caseRead', officer: actor.officer, subject, requestId })));
}
