import { z } from 'zod';
import type { CaseNotification } from '../../contracts/api/notifications.ts';
import { entryKind } from '../../contracts/case.ts';
import { entryLabels } from '../../contracts/entry-labels.ts';
import { Prisma } from '../../prisma/generated/client.ts';
import { procedureOf } from '../cases/case-row.ts';
import { findCase } from '../cases/find-case.ts';
import { noteReads, type Reader } from '../cases/note-reads.ts';
import type { Deps } from '../deps.ts';
import { pageFields, pageOf, placeOf } from '../http/page.ts';
import { closedReasons } from './deliveries.ts';
import { failureLabel } from './post-event.ts';
import { stepShown } from './step-shown.ts';

export const caseNotificationsQuery = z.strictObject(pageFields);

const place = z.tuple([z.int(), z.uuid()]);
const reason = z.enum(['webhookDeactivated']);

interface Row {
  readonly seq: number;
  readonly at: Date;
  readonly kind: string;
  readonly step: string | null;
  readonly unit: string;
  readonly channel: string;
  readonly recipient: string;
  readonly officer: string | null;
  readonly url: string | null;
  readonly doneAt: Date | null;
  readonly attempts: number;
  readonly nextAt: Date | null;
  readonly lastError: string | null;
  readonly closed: string | null;
}

/**
 * Who was told of what on a case, entry by entry: officers in the system, webhooks with their attempts.
 * Of an address only the host is shown: the rest may hold a token. A confidential case leaves a trace of who read this.
 */
export async function readCaseNotifications(
  deps: Deps,
  reader: Reader,
  ref: string,
  query: z.infer<typeof caseNotificationsQuery>,
) {
  const { db } = deps;
  const after = placeOf(place, query.cursor);
  const found = await findCase(db, reader.actor, ref);
  const { caseNo } = found;
  const [rows] = await Promise.all([
    db.$queryRaw<Row[]>`
      SELECT notification.seq, notification.at, entry.kind, entry.step, notification.unit, notification.channel, notification.recipient,
        officer.name AS officer, webhook.url, notification.done_at AS "doneAt", notification.attempts,
        notification.next_at AS "nextAt", notification.last_error AS "lastError", notification.closed
      FROM notification
      JOIN entry ON entry.case_no = notification.case_no AND entry.seq = notification.seq
      LEFT JOIN officer ON officer.id = notification.recipient
      LEFT JOIN webhook ON webhook.id = notification.recipient
      WHERE notification.case_no = ${caseNo}
        ${after === undefined ? Prisma.empty : Prisma.sql`AND (notification.seq, notification.recipient) > (${after[0]}::int, ${after[1]}::uuid)`}
      ORDER BY notification.seq, notification.recipient
      LIMIT ${query.limit + 1}`,
    noteReads(deps, reader, [found]),
  ]);
  const procedure = procedureOf(found.procedure);
  return pageOf(rows, query.limit, ({ seq, recipient }) => [seq, recipient], itemOf);

  function itemOf(row: Row): CaseNotification {
    const kind = entryKind.parse(row.kind);
    return {
      seq: row.seq,
      at: row.at.toISOString(),
      kind,
      what: entryLabels[kind],
      step: stepShown(procedure, row.step),
      unit: row.unit,
      officer: row.officer === null ? null : { id: row.recipient, name: row.officer },
      webhook: row.url === null ? null : { id: row.recipient, host: new URL(row.url).host },
      status: statusOf(row),
      attempts: row.attempts,
      lastError: row.lastError === null ? null : failureLabel(row.lastError),
      nextAttemptAt: row.nextAt?.toISOString() ?? null,
      doneAt: row.doneAt?.toISOString() ?? null,
      closed: row.closed === null ? null : closedReasons[reason.parse(row.closed)],
    };
  }
}

function statusOf({ channel, doneAt, closed }: Row): CaseNotification['status'] {
  if (channel === 'inApp') return doneAt === null ? 'unread' : 'read';
  if (doneAt !== null) return 'acknowledged';
  return closed === null ? 'pending' : 'closed';
}
