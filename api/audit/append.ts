import { z } from 'zod';
import type { Database } from '../database.ts';
import type { Transaction } from '../http/once.ts';

/** One thing that is to be on the audit chain. */
export interface Trace {
  readonly at: Date;
  readonly kind: 'caseRead' | 'logIn' | 'logInRefused' | 'logOut' | 'change' | 'outcome';
  readonly officer: string | null;
  readonly subject: string;
  readonly requestId: string;
  readonly detail?: Readonly<Record<string, unknown>>;
}

const rows = z.array(z.object({ seq: z.bigint() }));

/**
 * Appends to the audit chain in one statement, and returns the numbers given. The database chains and keeps them.
 * Within a transaction it comes last: nobody else appends until the transaction ends.
 */
export async function append(db: Database | Transaction, traces: readonly Trace[]): Promise<bigint[]> {
  const given = JSON.stringify(traces.map(({ detail = {}, ...rest }) => ({ ...rest, detail })));
  const made = await db.$queryRaw`
    INSERT INTO audit_entry (at, kind, officer, subject, request_id, detail)
    SELECT at, kind, officer, subject, "requestId", detail
    FROM jsonb_to_recordset(${given}::jsonb) AS given(at timestamptz, kind text, officer uuid, subject text, "requestId" text, detail jsonb)
    RETURNING seq`;
  return rows.parse(made).map(({ seq }) => seq);
}
