import type { Attachment } from '../../prisma/generated/client.ts';
import type { Actor } from '../accounts/actor.ts';
import type { Database } from '../database.ts';
import { caseFilter } from '../policy/case-filter.ts';
import { looksDown } from '../cases/find-case.ts';
import { unitsBelow } from '../registry/units-below.ts';

interface Use {
  readonly sha256: string;
  readonly case_no: string;
}

/** An attachment that somebody may see; `cases` are those through which he does, none where he uploaded it himself. */
export interface VisibleAttachment {
  readonly row: Attachment;
  readonly cases: ReadonlyArray<{ readonly caseNo: string; readonly confidential: boolean }>;
}

/**
 * Of these attachments, those that the actor uploaded himself and those that are on record in a case that he may read.
 * Two statements, and for those that others uploaded two or three more.
 */
export async function visibleAttachments(db: Database, actor: Actor, hashes: readonly string[]): Promise<VisibleAttachment[]> {
  const named = { sha256: { in: [...hashes] } };
  const [rows, own] = await Promise.all([
    db.attachment.findMany({ where: named }),
    db.attachmentUpload.findMany({ where: { ...named, officer: actor.officer }, select: { sha256: true } }),
  ]);
  const mine = new Set(own.map(({ sha256 }) => sha256));
  const foreign = rows.flatMap(({ sha256 }) => (mine.has(sha256) ? [] : [sha256]));
  const uses = foreign.length === 0 ? [] : await usesOf(db, foreign);
  const cases = uses.length === 0 ? [] : await readable(db, actor, uses);
  return rows.flatMap((row) => {
    if (mine.has(row.sha256)) return [{ row, cases: [] }];
    const among = new Set(uses.flatMap(({ sha256, case_no }) => (sha256 === row.sha256 ? [case_no] : [])));
    const through = cases.filter(({ caseNo }) => among.has(caseNo));
    return through.length === 0 ? [] : [{ row, cases: through }];
  });
}

/** Cases on whose record the attachments are. What a refused request named is not. */
async function usesOf(db: Database, hashes: readonly string[]): Promise<Use[]> {
  return db.$queryRaw<Use[]>`
    SELECT DISTINCT named.sha256, request.case_no
    FROM (
      SELECT case_no, key, attachments FROM submission WHERE attachments && ${hashes}::text[]
      UNION ALL
      SELECT case_no, key, attachments FROM opening WHERE attachments && ${hashes}::text[]
    ) AS request
    CROSS JOIN LATERAL unnest(request.attachments) AS named(sha256)
    WHERE named.sha256 = ANY (${hashes}::text[])
      AND EXISTS (SELECT FROM entry WHERE entry.case_no = request.case_no AND entry.key = request.key)`;
}

async function readable(db: Database, actor: Actor, uses: readonly Use[]) {
  const below = looksDown(actor) ? await unitsBelow(db, actor.unit) : [];
  return db.case.findMany({
    where: { AND: [{ caseNo: { in: uses.map(({ case_no }) => case_no) } }, caseFilter(actor, below)] },
    select: { caseNo: true, confidential: true },
  });
}
