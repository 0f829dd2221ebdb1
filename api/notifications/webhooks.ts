import { z } from 'zod';
import { waitingAtMost, webhookWithSecret, type newWebhook, type Webhook } from '../../contracts/api/notifications.ts';
import { unitCode } from '../../contracts/ids.ts';
import { Prisma } from '../../prisma/generated/client.ts';
import { hasRole, type Actor } from '../accounts/actor.ts';
import type { Database } from '../database.ts';
import type { Deps } from '../deps.ts';
import { forbidden } from '../http/forbidden.ts';
import { once, type Transaction } from '../http/once.ts';
import { pageFields, pageOf, placeOf } from '../http/page.ts';
import { Problem } from '../http/problem.ts';
import { failureLabel } from './post-event.ts';
import { newSecret } from './signature.ts';

/*
 * Who names an address decides who hears of a unit's cases, and who holds the secret can speak as this system: that is
 * business, and a matter for the head of the unit. The system administrator is "without business data" (design.md,
 * section 7): he sees which addresses there are and how they fare, and can turn one off, but gives none and learns no secret.
 */

const activeAtMost = 5;
/** How long the former secret signs as well after a rotation. */
const changeOverMs = 24 * 60 * 60_000;

export const webhookQuery = z.strictObject({
  ...pageFields,
  unit: unitCode.optional(),
  active: z.enum(['true', 'false']).optional(),
});

type WebhookWithSecret = z.infer<typeof webhookWithSecret>;

/** Webhooks: of all units for the system administrator, of his own for the head of a unit. One statement. */
export async function listWebhooks({ db }: Deps, actor: Actor, query: z.infer<typeof webhookQuery>) {
  const after = placeOf(z.tuple([unitCode, z.uuid()]), query.cursor);
  const [unit, id] = after ?? ['', '00000000-0000-0000-0000-000000000000'];
  const rows = await readWebhooks(
    db,
    Prisma.sql`
      (webhook.unit, webhook.id) > (${unit}, ${id}::uuid)
      ${hasRole(actor, 'systemAdministrator') ? Prisma.empty : Prisma.sql`AND webhook.unit = ${actor.unit}`}
      ${query.unit === undefined ? Prisma.empty : Prisma.sql`AND webhook.unit = ${query.unit}`}
      ${query.active === undefined ? Prisma.empty : Prisma.sql`AND webhook.active = ${query.active === 'true'}`}
      ORDER BY webhook.unit, webhook.id
      LIMIT ${query.limit + 1}`,
  );
  return pageOf(rows, query.limit, (row) => [row.unit, row.id], webhookOf);
}

/** Has the unit told at this address from now on. The secret is in the first answer under the key only. */
export async function addWebhook({ db, clock }: Deps, actor: Actor, key: string, body: z.infer<typeof newWebhook>): Promise<WebhookWithSecret> {
  const { unit, url } = body;
  headOnly(actor, unit);
  return once(
    db,
    { officer: actor.officer, key, request: { add: 'webhook', unit, url } },
    webhookWithSecret,
    async (transaction) => {
      await transaction.$executeRaw`SELECT FROM unit WHERE code = ${unit} FOR NO KEY UPDATE`; // two at once would not see each other
      const active = await transaction.webhook.findMany({ where: { unit, active: true }, select: { url: true } });
      if (active.some((each) => each.url === url)) throw taken({ zh: '该单位已登记此地址', en: 'the unit has this address already' });
      if (active.length >= activeAtMost) {
        throw taken({ zh: `每个单位至多启用 ${activeAtMost} 个地址`, en: `a unit has at most ${activeAtMost} addresses in use` });
      }
      const now = clock();
      const secret = newSecret();
      const { id } = await transaction.webhook.create({
        data: { unit, url, secret, createdBy: actor.officer, createdAt: now, resumeAt: now },
        select: { id: true },
      });
      return { ...(await readWebhook(transaction, id)), secret };
    },
    forgetSecret,
  );
}

/** Points a webhook to another address, where its receiver moved. What waits is delivered there, and tried at once. */
export async function moveWebhook({ db, clock, outbox }: Deps, actor: Actor, id: string, url: string): Promise<Webhook> {
  const { unit, active } = await findWebhook(db, actor, id);
  headOnly(actor, unit);
  if (!active) throw inactive();
  await db.webhook.update({ where: { id }, data: { url, failures: 0, resumeAt: clock() }, select: { id: true } });
  outbox.wake();
  return readWebhook(db, id);
}

/** Gives a webhook a new secret; for a day events are signed with the former one as well. */
export async function rotateSecret({ db, clock }: Deps, actor: Actor, key: string, id: string): Promise<WebhookWithSecret> {
  const { unit } = await findWebhook(db, actor, id);
  headOnly(actor, unit);
  return once(
    db,
    { officer: actor.officer, key, request: { rotate: 'webhook', id } },
    webhookWithSecret,
    async (transaction) => {
      const secret = newSecret();
      const formerUntil = new Date(clock().getTime() + changeOverMs);
      const changed = await transaction.$executeRaw`
        UPDATE webhook SET former_secret = secret, former_until = ${formerUntil}::timestamptz, secret = ${secret}
        WHERE id = ${id}::uuid AND active`;
      if (changed === 0) throw inactive();
      return { ...(await readWebhook(transaction, id)), secret };
    },
    forgetSecret,
  );
}

/** Tells a webhook nothing more. The relay closes what still waits for it, with the reason; again changes nothing. */
export async function deactivateWebhook({ db, clock, outbox }: Deps, actor: Actor, id: string): Promise<Webhook> {
  const { active } = await findWebhook(db, actor, id);
  if (active) await db.webhook.update({ where: { id }, data: { active: false, resumeAt: clock() }, select: { id: true } });
  outbox.wake();
  return readWebhook(db, id);
}

/** Every column but the secrets: they leave the database to sign, and for nothing else. */
interface Row {
  readonly id: string;
  readonly unit: string;
  readonly url: string;
  readonly active: boolean;
  readonly createdBy: string;
  readonly createdAt: Date;
  readonly acknowledgedAt: Date | null;
  readonly waitingSince: Date | null;
  readonly waiting: number;
  readonly lastError: string | null;
  readonly failures: number;
  readonly resumeAt: Date;
}

async function readWebhooks(db: Database | Transaction, where: Prisma.Sql): Promise<Row[]> {
  return db.$queryRaw<Row[]>`
    SELECT webhook.id, webhook.unit, webhook.url, webhook.active, webhook.created_by AS "createdBy", webhook.created_at AS "createdAt",
      webhook.acknowledged_at AS "acknowledgedAt", webhook.failures, webhook.resume_at AS "resumeAt",
      oldest.at AS "waitingSince", oldest.last_error AS "lastError",
      (SELECT count(*)::int FROM (
        SELECT FROM notification WHERE recipient = webhook.id AND next_at IS NOT NULL LIMIT ${waitingAtMost}) AS waits) AS waiting
    FROM webhook
    LEFT JOIN LATERAL (
      SELECT at, last_error FROM notification WHERE recipient = webhook.id AND next_at IS NOT NULL ORDER BY notification.id LIMIT 1) AS oldest ON true
    WHERE ${where}`;
}

async function readWebhook(db: Database | Transaction, id: string): Promise<Webhook> {
  const [row] = await readWebhooks(db, Prisma.sql`webhook.id = ${id}::uuid`);
  if (row === undefined) throw new Error('A webhook is never removed.');
  return webhookOf(row);
}

/** Throws `not-found` alike for a webhook that is not there and for one of another unit. */
async function findWebhook(db: Database, actor: Actor, id: string): Promise<{ readonly unit: string; readonly active: boolean }> {
  const row = await db.webhook.findUnique({ where: { id }, select: { unit: true, active: true } });
  if (row === null || !(hasRole(actor, 'systemAdministrator') || row.unit === actor.unit)) {
    throw new Problem('not-found', { what: { zh: '该推送地址', en: 'webhook' } });
  }
  return row;
}

function headOnly(actor: Actor, unit: string): void {
  if (!hasRole(actor, 'unitHead') || unit !== actor.unit) {
    throw forbidden({ zh: '仅该单位负责人可以登记推送地址', en: 'Only the head of the unit gives its addresses' });
  }
}

function webhookOf({ resumeAt, ...row }: Row): Webhook {
  return {
    ...row,
    createdAt: row.createdAt.toISOString(),
    acknowledgedAt: row.acknowledgedAt?.toISOString() ?? null,
    waitingSince: row.waitingSince?.toISOString() ?? null,
    lastError: row.lastError === null ? null : failureLabel(row.lastError),
    triedAgainAt: row.active && row.failures > 0 ? resumeAt.toISOString() : null,
  };
}

function forgetSecret(whole: WebhookWithSecret): WebhookWithSecret {
  return { ...whole, secret: null };
}

function taken(reason: { zh: string; en: string }): Problem {
  return new Problem('conflict', { reason });
}

function inactive(): Problem {
  return taken({ zh: '该推送地址已停用', en: 'the webhook is deactivated' });
}
