import { z } from 'zod';
import { notificationId, unreadAtMost, type InboxItem, type readBody } from '../../contracts/api/notifications.ts';
import { entryKind } from '../../contracts/case.ts';
import { entryLabels } from '../../contracts/entry-labels.ts';
import { Prisma } from '../../prisma/generated/client.ts';
import type { Actor } from '../accounts/actor.ts';
import { procedureOf } from '../cases/case-row.ts';
import { looksDown } from '../cases/find-case.ts';
import { noteReads, type Reader } from '../cases/note-reads.ts';
import type { Deps } from '../deps.ts';
import { pageFields, pageOf, placeOf } from '../http/page.ts';
import { Problem } from '../http/problem.ts';
import { caseFilter } from '../policy/case-filter.ts';
import { unitsBelow } from '../registry/units-below.ts';
import { stepShown } from './step-shown.ts';

export const inboxQuery = z.strictObject({
  ...pageFields,
  unread: z.stringbool().default(false).meta({ description: '仅未读 · only what is unread' }),
});

const place = z.tuple([notificationId]);

interface Row {
  readonly id: bigint;
  readonly at: Date;
  readonly readAt: Date | null;
  readonly caseNo: string;
  readonly seq: number;
  readonly kind: string;
  readonly step: string | null;
}

/** How many of the officer's unread notifications are about one case. */
interface Unread {
  readonly caseNo: string;
  readonly count: number;
}

/**
 * What an officer was told, newest first. What is about a case that he may no longer see (recused since, or moved to another
 * unit) is neither shown nor counted: its title would tell too much. Three statements, one more for those who look down the
 * tree of units, and one where a confidential case leaves a trace of who read of it.
 */
export async function readInbox(deps: Deps, reader: Reader, query: z.infer<typeof inboxQuery>) {
  const { db, config } = deps;
  const { actor } = reader;
  const after = placeOf(place, query.cursor);
  const [rows, unread, below] = await Promise.all([
    db.$queryRaw<Row[]>`
      SELECT notification.id, notification.at, notification.done_at AS "readAt", notification.case_no AS "caseNo",
        notification.seq, entry.kind, entry.step
      FROM notification
      JOIN entry ON entry.case_no = notification.case_no AND entry.seq = notification.seq
      WHERE notification.recipient = ${actor.officer}::uuid AND notification.channel = 'inApp'
        ${query.unread ? Prisma.sql`AND notification.done_at IS NULL` : Prisma.empty}
        ${after === undefined ? Prisma.empty : Prisma.sql`AND notification.id < ${after[0]}::bigint`}
      ORDER BY notification.id DESC
      LIMIT ${query.limit + 1}`,
    db.$queryRaw<Unread[]>`
      SELECT case_no AS "caseNo", count(*)::int AS count FROM (
        SELECT case_no FROM notification WHERE recipient = ${actor.officer}::uuid AND channel = 'inApp' AND done_at IS NULL
        ORDER BY id DESC LIMIT ${unreadAtMost}) AS waiting
      GROUP BY case_no`,
    looksDown(actor) ? unitsBelow(db, actor.unit) : [],
  ]);
  const page = pageOf(rows, query.limit, ({ id }) => [id.toString()], (row) => row);
  const shown = new Set(page.items.map(({ caseNo }) => caseNo));
  const cases = await db.case.findMany({
    where: { AND: [{ caseNo: { in: [...shown, ...unread.map(({ caseNo }) => caseNo)] } }, caseFilter(actor, below)] },
    select: { caseNo: true, workflowId: true, procedure: true, confidential: true, opening: { select: { title: true } } },
    relationLoadStrategy: 'join',
  });
  await noteReads(deps, reader, cases.filter(({ caseNo }) => shown.has(caseNo)));
  const known = new Map(cases.map((each) => [each.caseNo, each]));
  const counted = unread.filter(({ caseNo }) => known.has(caseNo)).reduce((sum, { count }) => sum + count, 0);
  return { items: page.items.flatMap(itemOf), next: page.next, unread: counted };

  function itemOf({ id, at, readAt, caseNo, seq, kind: name, step }: Row): InboxItem[] {
    const about = known.get(caseNo);
    if (about === undefined) return [];
    const procedure = procedureOf(about.procedure);
    const kind = entryKind.parse(name);
    return [
      {
        id: id.toString(),
        at: at.toISOString(),
        readAt: readAt?.toISOString() ?? null,
        kind,
        what: entryLabels[kind],
        caseNo,
        title: about.opening.title,
        procedure: { name: procedure.name, label: procedure.label },
        step: stepShown(procedure, step),
        seq,
        links: { case: `${config.publicUrl}/api/v1/cases/${about.workflowId}` },
      },
    ];
  }
}

/** Marks one notification of the officer as read; again changes nothing. Throws `not-found` for one that is not his. */
export async function markRead({ db, clock }: Deps, actor: Actor, id: string): Promise<void> {
  const mine = { id: BigInt(id), recipient: actor.officer, channel: 'inApp' };
  const { count } = await db.notification.updateMany({ where: { ...mine, doneAt: null }, data: { doneAt: clock() } });
  if (count === 0 && (await db.notification.count({ where: mine })) === 0) {
    throw new Problem('not-found', { what: { zh: '该通知', en: 'notification' } });
  }
}

/** Marks several as read, or one and all before it; those that are not the officer's are left alone. Returns how many became read. */
export async function markAllRead({ db, clock }: Deps, actor: Actor, body: z.infer<typeof readBody>): Promise<number> {
  const which = 'upTo' in body ? { lte: BigInt(body.upTo) } : { in: body.ids.map(BigInt) };
  const { count } = await db.notification.updateMany({
    where: { recipient: actor.officer, channel: 'inApp', doneAt: null, id: which },
    data: { doneAt: clock() },
  });
  return count;
}
