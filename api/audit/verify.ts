import { z } from 'zod';
import type { AuditVerification } from '../../contracts/api/audit.ts';
import type { Database } from '../database.ts';

/** A stretch takes about a second. */
const stretch = 100_000;

const found = z.tuple([z.object({ checked: z.int(), last: z.bigint().nullable(), fault: z.bigint().nullable() })]);

/**
 * Checks the audit chain after an entry: that the numbers have no gap, and that each hash is the one over the hash before it
 * and the entry's own content. `witness`: an entry as somebody copied it before, as number:hash.
 */
export async function verify(db: Database, after: number, witness: string | undefined): Promise<AuditVerification> {
  const [{ checked, last, fault }] = found.parse(await db.$queryRaw`
    WITH stretch AS (SELECT entry FROM audit_entry AS entry WHERE seq > ${after} ORDER BY seq LIMIT ${stretch}),
    compared AS (
      SELECT (entry).seq AS seq,
        (entry).seq <> coalesce(lag((entry).seq) OVER chain, ${after}::bigint) + 1
        OR (entry).hash <> audit_hash(coalesce(lag((entry).hash) OVER chain, (SELECT hash FROM audit_entry WHERE seq = ${after}), ''::bytea), entry) AS broken
      FROM stretch WINDOW chain AS (ORDER BY (entry).seq)
    )
    SELECT count(*)::int AS checked, max(seq) AS last, min(seq) FILTER (WHERE broken) AS fault FROM compared`);
  const head = await db.auditEntry.findFirst({ orderBy: { seq: 'desc' }, select: { seq: true, hash: true } });
  return {
    checked,
    to: last === null ? after : Number(last),
    fault: fault === null ? null : Number(fault),
    next: checked === stretch && fault === null ? Number(last) : null,
    head: head === null ? null : { seq: Number(head.seq), hash: Buffer.from(head.hash).toString('hex') },
    witness: witness === undefined ? null : await agrees(db, witness),
  };
}

async function agrees(db: Database, witness: string): Promise<'agrees' | 'differs'> {
  const [seq = '0', hash = ''] = witness.split(':');
  const entry = await db.auditEntry.findUnique({ where: { seq: BigInt(seq) }, select: { hash: true } });
  return entry !== null && Buffer.from(entry.hash).toString('hex') === hash ? 'agrees' : 'differs';
}
