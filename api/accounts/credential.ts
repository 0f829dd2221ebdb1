import { createHash } from 'node:crypto';
import { z } from 'zod';
import { unitKind } from '../../contracts/api/registry.ts';
import { label } from '../../contracts/label.ts';
import { role } from '../../contracts/roles.ts';
import { Prisma } from '../../prisma/generated/client.ts';
import type { Database } from '../database.ts';

/** Keys of service accounts begin so, sessions do not. */
export const keyPrefix = 'ld_';

const row = z.object({
  kind: z.enum(['officer', 'service']),
  officer: z.uuid(),
  name: z.string(),
  roles: z.array(role),
  officerActive: z.boolean(),
  unit: z.string(),
  unitName: label,
  unitKind,
  region: z.string(),
  discipline: z.boolean(),
  expiresAt: z.date(),
  /** Null for keys, which do not time out by idleness. */
  lastSeenAt: z.date().nullable(),
  revoked: z.boolean(),
  mustChangePassword: z.boolean(),
  passwordChangedAt: z.date().nullable(),
});

/** A session or a key as the database holds it, with the officer and the unit it stands for. */
export type Credential = z.infer<typeof row>;

export function hashOf(token: string): Buffer<ArrayBuffer> {
  return createHash('sha256').update(token).digest();
}

const ofKeys = Prisma.sql`
  select k.key_hash as hash, 'service' as kind, o.id as officer, o.name, o.roles, o.active as "officerActive",
         u.code as unit, u.name as "unitName", u.kind as "unitKind", u.region_code as region, u.discipline,
         k.expires_at as "expiresAt", null::timestamptz as "lastSeenAt", k.revoked_at is not null as revoked,
         false as "mustChangePassword", null::timestamptz as "passwordChangedAt"
    from api_key k join officer o on o.id = k.officer_id join unit u on u.code = o.unit_code`;

const ofSessions = Prisma.sql`
  select s.token_hash as hash, 'officer' as kind, o.id as officer, o.name, o.roles, o.active as "officerActive",
         u.code as unit, u.name as "unitName", u.kind as "unitKind", u.region_code as region, u.discipline,
         s.expires_at as "expiresAt", s.last_seen_at as "lastSeenAt", false as revoked,
         coalesce(a.must_change_password, false) as "mustChangePassword", a.password_changed_at as "passwordChangedAt"
    from session s join officer o on o.id = s.officer_id join unit u on u.code = o.unit_code
         left join account a on a.officer_id = o.id`;

/** Looks a session or a key up, with its officer and unit, in one statement. */
export async function findCredential(db: Database, token: string): Promise<Credential | undefined> {
  const hash = hashOf(token);
  const rows: unknown[] = token.startsWith(keyPrefix)
    ? await db.$queryRaw`${ofKeys} where k.key_hash = ${hash}`
    : await db.$queryRaw`${ofSessions} where s.token_hash = ${hash}`;
  return rows[0] === undefined ? undefined : row.parse(rows[0]);
}

const foundRows = z.array(row.extend({ hash: z.instanceof(Uint8Array) }));

/** Looks up sessions and keys that were shown before, by the hex of their hashes, in one statement. */
export async function findCredentials(db: Database, ids: readonly string[]): Promise<ReadonlyMap<string, Credential>> {
  const hashes = ids.map((id) => Buffer.from(id, 'hex'));
  const rows: unknown = await db.$queryRaw`
    ${ofKeys} where k.key_hash = any(${hashes}::bytea[]) union all ${ofSessions} where s.token_hash = any(${hashes}::bytea[])`;
  return new Map(foundRows.parse(rows).map(({ hash, ...credential }) => [Buffer.from(hash).toString('hex'), credential]));
}
