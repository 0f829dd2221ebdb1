import { z } from 'zod';
import type { Evidence } from '../../contracts/api/cases.ts';
import type { Entry } from '../../contracts/case.ts';
import { attachmentOf } from '../attachments/attachment-row.ts';
import type { Database } from '../database.ts';

/** A request that named attachments, under its key. */
interface Naming {
  readonly key: string;
  readonly attachments: readonly string[];
}

const titled = z.object({ title: z.string() });

/**
 * What is attached to a case, in the order of its entries: evidence, and what forms name. What a refused request named is not.
 * `personal` has the personal fields by key, for those who may see them: without them no title and no place is told.
 */
export async function evidenceOf(
  db: Database,
  namings: readonly Naming[],
  entries: readonly Entry[],
  personal: ReadonlyMap<string, unknown>,
  personalShown: boolean,
): Promise<Evidence[]> {
  const hashes = namings.flatMap(({ attachments }) => attachments);
  if (hashes.length === 0) return [];
  const rows = await db.attachment.findMany({ where: { sha256: { in: hashes } } });
  const known = new Map(rows.map((row) => [row.sha256, attachmentOf(row)]));
  const byKey = new Map(namings.map(({ key, attachments }) => [key, attachments]));
  return firstOfEachKey(entries).flatMap(({ seq, step, at, key }) =>
    (byKey.get(key) ?? []).flatMap((sha256) => {
      const attachment = known.get(sha256);
      if (attachment === undefined) return [];
      const title = titled.safeParse(personal.get(key)).data?.title ?? null;
      return [{ ...attachment, ...(personalShown ? {} : { takenAt: null, place: null }), title, entry: seq, step, at }];
    }),
  );
}

/** One request may make several entries: the first is its own. */
function firstOfEachKey(entries: readonly Entry[]): Array<Entry & { key: string }> {
  const seen = new Set<string>();
  return entries.flatMap((entry) => {
    const { key } = entry;
    if (key === null || seen.has(key)) return [];
    seen.add(key);
    return [{ ...entry, key }];
  });
}
