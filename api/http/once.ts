import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Prisma } from '../../prisma/generated/client.ts';
import type { Database } from '../database.ts';
import { Problem } from './problem.ts';

export type Transaction = Prisma.TransactionClient;

interface KeyedBy {
  readonly officer: string;
  readonly key: string;
  readonly request: unknown;
  /** How long the work may take; five seconds unless said otherwise. */
  readonly timeoutMs?: number;
}

/** What was answered before under the key; null where nothing was. For a request whose work goes beyond the database. Throws `key-reused`. */
export async function answeredBefore<Answer extends z.ZodType>(
  db: Database,
  { officer, key, request }: KeyedBy,
  answer: Answer,
): Promise<z.output<Answer> | null> {
  const before = await db.keyedRequest.findUnique({ where: { actorId_key: { actorId: officer, key } } });
  if (before === null) return null;
  if (!fingerprintOf(request).equals(before.fingerprint)) throw new Problem('key-reused');
  return answer.parse(before.answer);
}

function fingerprintOf(request: unknown): Buffer {
  return createHash('sha256').update(JSON.stringify(request)).digest();
}

/**
 * Carries out a request that touches only the database once for each Idempotency-Key of an officer, in one transaction.
 * The same request again gets the first answer (`remember` takes secrets out of it); another request under the key is `key-reused`.
 */
export async function once<Answer extends z.ZodType>(
  db: Database,
  { officer, key, request, timeoutMs = 5_000 }: KeyedBy,
  answer: Answer,
  work: (transaction: Transaction) => Promise<z.output<Answer>>,
  remember: (answer: z.output<Answer>) => unknown = (whole) => whole,
): Promise<z.output<Answer>> {
  const fingerprint = fingerprintOf(request);
  return db.$transaction(async (transaction) => {
    const reserved = await transaction.$executeRaw`
      insert into keyed_request (actor_id, key, fingerprint, answer)
      values (${officer}::uuid, ${key}, ${fingerprint}, 'null')
      on conflict do nothing`;
    if (reserved === 0) {
      const before = await transaction.keyedRequest.findUniqueOrThrow({ where: { actorId_key: { actorId: officer, key } } });
      if (!fingerprint.equals(before.fingerprint)) throw new Problem('key-reused');
      return answer.parse(before.answer);
    }
    const made = await work(transaction);
    const kept = z.json().parse(remember(made));
    await transaction.$executeRaw`
      update keyed_request set answer = ${JSON.stringify(kept)}::jsonb where actor_id = ${officer}::uuid and key = ${key}`;
    return made;
  }, { timeout: timeoutMs });
}
