import type { Deps } from '../deps.ts';
import { Problem } from '../http/problem.ts';
import type { Actor } from './actor.ts';
import { findCredential, findCredentials, hashOf, type Credential } from './credential.ts';

const minute = 60_000;
const day = 24 * 60 * minute;

/**
 * Who sends this Authorization header. Throws `not-signed-in` or `session-expired`.
 * Costs one statement at most; a session's last sight is written once a minute.
 */
export async function authenticate(authorization: string | undefined, deps: Deps): Promise<Actor> {
  const token = /^Bearer ([\w-]{20,200})$/i.exec(authorization ?? '')?.[1];
  if (token === undefined) throw new Problem('not-signed-in');
  const id = hashOf(token).toString('hex');

  const credential = deps.credentials.get(id) ?? (await findCredential(deps.db, token));
  if (credential === undefined || !counts(credential)) throw new Problem('not-signed-in');
  if (isExpired(credential, deps)) throw new Problem('session-expired');

  const current = await seen(id, credential, deps);
  if (deps.credentials.peek(id) !== current) deps.credentials.set(id, current, { noUpdateTTL: true });
  return actorFrom(id, credential, deps);
}

/**
 * Who stands behind credentials that were accepted before, by their ids, as the database knows him now; left out are those
 * that count no longer. That somebody only listens keeps no session alive. One statement.
 */
export async function stillSignedIn(ids: readonly string[], deps: Pick<Deps, 'db' | 'clock' | 'config'>): Promise<ReadonlyMap<string, Actor>> {
  const found = await findCredentials(deps.db, ids);
  return new Map(
    [...found].flatMap(([id, credential]) => (counts(credential) && !isExpired(credential, deps) ? [[id, actorFrom(id, credential, deps)]] : [])),
  );
}

function counts({ revoked, officerActive }: Credential): boolean {
  return !revoked && officerActive;
}

function isExpired({ expiresAt, lastSeenAt }: Credential, { clock, config }: Pick<Deps, 'clock' | 'config'>): boolean {
  const now = clock().getTime();
  const idleSince = lastSeenAt === null ? now : lastSeenAt.getTime();
  return now >= expiresAt.getTime() || now - idleSince >= config.idleMinutes * minute;
}

/** Notes that a session is in use, unless that was noted within the last minute. */
async function seen(id: string, credential: Credential, { db, clock }: Deps): Promise<Credential> {
  const now = clock();
  if (credential.lastSeenAt === null || now.getTime() - credential.lastSeenAt.getTime() < minute) return credential;
  await db.session.updateMany({ where: { tokenHash: Buffer.from(id, 'hex'), lastSeenAt: { lt: now } }, data: { lastSeenAt: now } });
  return { ...credential, lastSeenAt: now };
}

function actorFrom(id: string, credential: Credential, { clock, config }: Pick<Deps, 'clock' | 'config'>): Actor {
  const { kind, officer, name, roles, unit, unitName, unitKind, region, discipline, mustChangePassword, passwordChangedAt } = credential;
  const age = passwordChangedAt === null ? 0 : clock().getTime() - passwordChangedAt.getTime();
  const tooOld = config.passwordDays > 0 && age > config.passwordDays * day;
  return { kind, officer, name, roles, unit, unitName, unitKind, region, discipline, passwordDue: mustChangePassword || tooOld, credential: id };
}
