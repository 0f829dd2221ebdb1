import { entryKind } from '../../contracts/case.ts';
import type { Database } from '../database.ts';
import type { Told } from './event-of.ts';

/** Deliveries looked at for a round: of each case among them the oldest goes out. */
const looksAt = 200;
/**
 * So often an event is tried before those behind it while nothing is acknowledged. Then it may be the reason itself:
 * others are tried first, and its own failures no longer count against the webhook.
 */
const triesAhead = 5;
const closesAtOnce = 5_000;

export const closedReasons = {
  webhookDeactivated: { zh: '接收地址已停用', en: 'the webhook was deactivated' },
} as const;
export type ClosedReason = keyof typeof closedReasons;

/** A webhook that this relay serves until `until`, unless it gives it back before. The time is the proof: no two turns end at the same. */
export interface Turn {
  readonly id: string;
  /** Rounds in a row in which nothing was acknowledged. */
  readonly failures: number;
  readonly until: Date;
}

export interface Delivery extends Told {
  readonly id: bigint;
  readonly attempts: number;
}

export interface Round {
  readonly active: boolean;
  readonly url: string;
  /** The present secret, and the former one while it is still good. */
  readonly secrets: readonly string[];
  readonly deliveries: readonly Delivery[];
}

/** Whether these have failed so often that they say nothing about the receiver. */
export function stuck(deliveries: readonly Delivery[]): boolean {
  return deliveries.every(({ attempts }) => attempts >= triesAhead);
}

export interface Outcome {
  readonly delivery: Delivery;
  /** Null when it was acknowledged. */
  readonly error: string | null;
  /** When it is tried again, had it not been acknowledged. */
  readonly nextAt: Date;
}

/**
 * Takes up to `most` webhooks that have something due and that no other relay serves, those first that waited longest.
 * Whoever takes a turn and dies loses it at its end, and another one goes on.
 */
export async function takeTurns(db: Database, { now, until, most }: { now: Date; until: Date; most: number }): Promise<Turn[]> {
  return db.$queryRaw<Turn[]>`
    UPDATE webhook SET resume_at = ${until}::timestamptz
    WHERE id IN (
      SELECT waiting.id FROM webhook AS waiting
      CROSS JOIN LATERAL (
        SELECT FROM notification
        WHERE recipient = waiting.id AND next_at IS NOT NULL AND (next_at <= ${now}::timestamptz OR NOT waiting.active)
        LIMIT 1) AS due
      WHERE waiting.resume_at <= ${now}::timestamptz
      ORDER BY waiting.resume_at
      LIMIT ${most}
      FOR UPDATE OF waiting SKIP LOCKED)
    RETURNING id, failures, resume_at AS until`;
}

interface RoundRow {
  readonly active: boolean;
  readonly url: string;
  readonly secret: string;
  readonly formerSecret: string | null;
  readonly formerUntil: Date | null;
  readonly id: bigint | null;
  readonly attempts: number;
  readonly caseNo: string;
  readonly seq: number;
  readonly unit: string;
  readonly at: Date;
  readonly kind: string;
  readonly step: string | null;
  readonly procedure: string;
  readonly confidential: boolean;
}

/**
 * Prolongs a turn and reads what is due: the oldest event of each of up to `most` cases, so that those of one case go out one after the other.
 * Undefined when the turn was lost. Reads address and secret anew, so that a change of them counts from the next round on.
 */
export async function nextRound(
  db: Database,
  turn: Turn,
  { now, until, most }: { now: Date; until: Date; most: number },
): Promise<Round | undefined> {
  const rows = await db.$queryRaw<RoundRow[]>`
    WITH
    served AS (
      UPDATE webhook SET resume_at = ${until}::timestamptz
      WHERE id = ${turn.id}::uuid AND resume_at = ${turn.until}::timestamptz
      RETURNING active, url, secret, former_secret, former_until
    ),
    oldest AS (
      SELECT id, attempts, case_no, seq, unit, at FROM notification
      WHERE recipient = ${turn.id}::uuid AND next_at <= ${now}::timestamptz
      ORDER BY id LIMIT ${looksAt}
    ),
    head AS (SELECT DISTINCT ON (case_no) * FROM oldest ORDER BY case_no, id)
    SELECT served.active, served.url, served.secret, served.former_secret AS "formerSecret", served.former_until AS "formerUntil",
      head.id, head.attempts, head.case_no AS "caseNo", head.seq, head.unit, head.at,
      entry.kind, entry.step, "case".procedure, "case".confidential
    FROM served
    LEFT JOIN (head
      JOIN entry ON entry.case_no = head.case_no AND entry.seq = head.seq
      JOIN "case" ON "case".case_no = head.case_no) ON true
    ORDER BY CASE WHEN ${turn.failures >= triesAhead}::boolean THEN head.attempts END, head.id
    LIMIT ${most}`;
  const [first] = rows;
  if (first === undefined) return undefined;
  const { active, url, secret, formerSecret, formerUntil } = first;
  const former = formerSecret !== null && formerUntil !== null && formerUntil > now ? [formerSecret] : [];
  return {
    active,
    url,
    secrets: [secret, ...former],
    deliveries: rows.flatMap(({ id, attempts, caseNo, seq, unit, at, kind, step, procedure, confidential }) =>
      id === null ? [] : [{ id, attempts, caseNo, seq, unit, at, kind: entryKind.parse(kind), step, procedure, confidential }],
    ),
  };
}

/**
 * Notes what became of a round and how the webhook now stands. With a `pause` its turn ends, and it rests until then;
 * the events that failed are tried with it again.
 */
export async function settleRound(
  db: Database,
  turn: Turn,
  outcomes: readonly Outcome[],
  { now, failures, pause }: { readonly now: Date; readonly failures: number; readonly pause: Date | null },
): Promise<void> {
  const results = outcomes.map(({ delivery, error, nextAt }) => ({
    id: delivery.id.toString(),
    error,
    next: pause !== null && nextAt > pause ? pause : nextAt,
  }));
  await db.$executeRaw`
    WITH settled AS (
      UPDATE notification SET
        attempts = notification.attempts + 1,
        done_at = CASE WHEN result.error IS NULL THEN ${now}::timestamptz END,
        next_at = CASE WHEN result.error IS NOT NULL AND notification.next_at IS NOT NULL THEN result.next END,
        last_error = coalesce(result.error, notification.last_error),
        closed = CASE WHEN result.error IS NOT NULL THEN notification.closed END
      FROM jsonb_to_recordset(${JSON.stringify(results)}::jsonb) AS result(id bigint, error text, next timestamptz)
      WHERE notification.id = result.id AND notification.done_at IS NULL
    )
    UPDATE webhook SET
      failures = ${failures},
      resume_at = coalesce(${pause}::timestamptz, resume_at),
      acknowledged_at = CASE WHEN ${outcomes.some(({ error }) => error === null)}::boolean THEN ${now}::timestamptz ELSE acknowledged_at END
    WHERE id = ${turn.id}::uuid AND resume_at = ${turn.until}::timestamptz`;
}

/** Ends a turn before its time: the webhook may be served again at once. */
export async function endTurn(db: Database, turn: Turn, now: Date): Promise<void> {
  await db.webhook.updateMany({ where: { id: turn.id, resumeAt: turn.until }, data: { resumeAt: now } });
}

/** Closes what still waits for a webhook, a batch at a time; true when nothing is left. */
export async function closePending(db: Database, webhook: string, reason: ClosedReason): Promise<boolean> {
  const closed = await db.$executeRaw`
    UPDATE notification SET next_at = NULL, closed = ${reason}
    WHERE id IN (SELECT id FROM notification WHERE recipient = ${webhook}::uuid AND next_at IS NOT NULL ORDER BY id LIMIT ${closesAtOnce})`;
  return closed < closesAtOnce;
}
