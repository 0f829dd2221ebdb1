import { randomBytes } from 'node:crypto';
import { append } from '../audit/append.ts';
import type { Database } from '../database.ts';
import type { Deps } from '../deps.ts';
import { Problem } from '../http/problem.ts';
import { hashOf } from './credential.ts';
import { passwordFits } from './passwords.ts';

const failuresAllowed = 5;
const lockMinutes = 15;
const minute = 60_000;

/** Opens a session. Throws `wrong-credentials` or `account-locked`. */
export async function logIn(userName: string, password: string, requestId: string, deps: Deps): Promise<{ token: string; expiresAt: Date }> {
  const officer = await prove(userName, password, requestId, deps);
  const now = deps.clock();
  const expiresAt = new Date(now.getTime() + deps.config.sessionHours * 60 * minute);
  const token = `ls_${randomBytes(32).toString('base64url')}`;
  await deps.db.$transaction(async (transaction) => {
    await transaction.session.deleteMany({ where: { officerId: officer, expiresAt: { lt: now } } });
    await transaction.session.create({ data: { tokenHash: hashOf(token), officerId: officer, createdAt: now, expiresAt, lastSeenAt: now } });
    await append(transaction, [{ at: now, kind: 'logIn', officer, subject: userName, requestId }]);
  });
  return { token, expiresAt };
}

/**
 * Checks a password and returns the officer's id.
 * Attempts count in the order in which they are written down, and none counts after the lock: of a hundred guesses
 * sent at once, five are judged, as if they had come one after the other.
 */
export async function prove(userName: string, password: string, requestId: string, { db, clock, log }: Deps): Promise<string> {
  const account = await db.account.findUnique({ where: { userName }, include: { officer: { select: { active: true } } } });
  if (account !== null) refuseLocked(account.lockedUntil, clock());
  const usable = account?.officer.active === true ? account : undefined;

  if (await passwordFits(usable?.passwordHash, password)) {
    if (usable !== undefined && (await noteSuccess(db, usable, clock()))) return usable.officerId;
  } else if (account === null || (await noteFailure(db, userName, requestId, clock()))) {
    log.warn({ officer: account?.officerId }, 'failed log-in');
    throw new Problem('wrong-credentials');
  }
  const now = await db.account.findUnique({ where: { userName }, select: { lockedUntil: true } });
  refuseLocked(now?.lockedUntil ?? null, clock());
  throw new Problem('wrong-credentials'); // the password was changed in between
}

function refuseLocked(lockedUntil: Date | null, now: Date): void {
  if (lockedUntil !== null && lockedUntil > now) throw new Problem('account-locked', { until: lockedUntil.toISOString() });
}

/** False when the account was locked, or its password changed, while we looked. */
async function noteSuccess(db: Database, { userName, passwordHash }: { userName: string; passwordHash: string }, now: Date): Promise<boolean> {
  const { count } = await db.account.updateMany({
    where: { userName, passwordHash, OR: [{ lockedUntil: null }, { lockedUntil: { lte: now } }] },
    data: { failures: 0, lockedUntil: null },
  });
  return count === 1;
}

/**
 * False when the account was locked while we looked. Its trace is a part of the same statement. Five failures at most between
 * two locks are written down: nobody outside fills the audit chain.
 */
async function noteFailure(db: Database, userName: string, requestId: string, now: Date): Promise<boolean> {
  const lockedUntil = new Date(now.getTime() + lockMinutes * minute);
  const noted = await db.$executeRaw`
    with failed as (
      update account
         set failures = case when locked_until is null then failures + 1 else 1 end,
             locked_until = case when locked_until is null and failures + 1 >= ${failuresAllowed} then ${lockedUntil}::timestamptz end
       where user_name = ${userName} and (locked_until is null or locked_until <= ${now})
      returning officer_id, locked_until is not null as locked
    )
    insert into audit_entry (at, kind, officer, subject, request_id, detail)
    select ${now}::timestamptz, 'logInRefused', officer_id, ${userName}, ${requestId}, jsonb_build_object('locked', locked) from failed`;
  return noted === 1;
}
