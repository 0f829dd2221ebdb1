import { z } from 'zod';
import { entryKind } from '../case.ts';
import { caseNo, instant, officerId, unitCode } from '../ids.ts';
import { label } from '../label.ts';
import { message } from '../message.ts';

const named = z.strictObject({ name: z.string(), label });

export const notificationId = z
  .string()
  .regex(/^[1-9]\d{0,17}$/, message('通知编号是一个正整数', 'a notification id is a positive whole number'));

/** Something that I was told in the system. */
export const inboxItem = z
  .strictObject({
    id: notificationId,
    at: instant,
    readAt: instant.nullable(),
    kind: entryKind,
    what: label,
    caseNo,
    title: z.string(),
    procedure: named,
    step: z.strictObject({ id: z.string(), label }).nullable(),
    seq: z.int().meta({ description: '所依据的记录序号 · the entry that it is about' }),
    links: z.strictObject({ case: z.string() }),
  })
  .meta({ id: 'InboxItem' });
export type InboxItem = z.infer<typeof inboxItem>;

export const unreadAtMost = 100;
export const inbox = z
  .strictObject({
    items: z.array(inboxItem),
    next: z.string().nullable(),
    unread: z.int().max(unreadAtMost).meta({ description: `未读数,至多计到 ${unreadAtMost} · unread, counted up to ${unreadAtMost}` }),
  })
  .meta({ id: 'Inbox' });
export type Inbox = z.infer<typeof inbox>;

/** Which to mark as read: some, or one and all before it. */
export const readBody = z
  .union([z.strictObject({ ids: z.array(notificationId).min(1).max(500) }), z.strictObject({ upTo: notificationId })])
  .meta({ id: 'NotificationsRead' });
export const readAnswer = z.strictObject({ read: z.int().meta({ description: '此次标为已读的条数 · how many became read by this' }) });

/**
 * An address that takes events. Private addresses are allowed: government intranets are. A user name in it would be
 * a credential that is shown and sent in the clear, a fragment is never sent.
 */
export const webhookUrl = z
  .string()
  .max(1000)
  .refine(takesEvents, message('须为 http 或 https 地址,不含空格、用户名、密码与 # 片段', 'an http or https address, without spaces, user name, password and # fragment'));

function takesEvents(text: string): boolean {
  const url = URL.parse(text);
  if (url === null || (url.protocol !== 'http:' && url.protocol !== 'https:')) return false;
  return url.username === '' && url.password === '' && !/[\s#]/.test(text);
}

export const newWebhook = z.strictObject({ unit: unitCode, url: webhookUrl }).meta({ id: 'NewWebhook' });

export const waitingAtMost = 1000;

const webhookFields = {
  id: z.uuid(),
  unit: unitCode,
  url: z.string(),
  active: z.boolean(),
  createdBy: officerId,
  createdAt: instant,
  acknowledgedAt: instant.nullable().meta({ description: '最近一次确认收到 · when something was acknowledged last' }),
  waitingSince: instant.nullable().meta({ description: '最早一条待送达通知的时间 · the oldest event that waits for it' }),
  waiting: z.int().max(waitingAtMost).meta({ description: `待送达条数,至多计到 ${waitingAtMost} · events that wait, counted up to ${waitingAtMost}` }),
  lastError: label.nullable().meta({ description: '最早一条待送达通知上次失败的原因 · why the oldest event that waits was not delivered' }),
  failures: z.int().meta({ description: '连续失败的轮次 · rounds in a row in which nothing was acknowledged' }),
  triedAgainAt: instant.nullable().meta({ description: '失败后何时再试 · when it is tried again after a failure' }),
};
export const webhook = z.strictObject(webhookFields).meta({ id: 'Webhook' });
export type Webhook = z.infer<typeof webhook>;

export const webhookWithSecret = z
  .strictObject({
    ...webhookFields,
    secret: z
      .string()
      .nullable()
      .meta({
        description:
          'Standard Webhooks 签名密钥 whsec_…,仅在首次应答中给出 · signing secret, told in the first answer only; null when the same request comes again',
      }),
  })
  .meta({ id: 'WebhookWithSecret' });

export const deliveryStatus = z.enum(['unread', 'read', 'pending', 'acknowledged', 'closed']);
export const deliveryStatusLabels = {
  unread: { zh: '未读', en: 'unread' },
  read: { zh: '已读', en: 'read' },
  pending: { zh: '待送达', en: 'waiting to be delivered' },
  acknowledged: { zh: '对方已确认收到', en: 'acknowledged by the receiver' },
  closed: { zh: '不再送达', en: 'no longer delivered' },
} as const satisfies Record<z.infer<typeof deliveryStatus>, z.infer<typeof label>>;

/** One who was told of one entry of a case: an officer in the system, or a webhook of the unit. */
export const caseNotification = z
  .strictObject({
    seq: z.int(),
    at: instant,
    kind: entryKind,
    what: label,
    step: z.strictObject({ id: z.string(), label }).nullable(),
    unit: unitCode,
    officer: z.strictObject({ id: officerId, name: z.string() }).nullable(),
    webhook: z.strictObject({ id: z.uuid(), host: z.string() }).nullable(),
    status: deliveryStatus,
    attempts: z.int(),
    lastError: label.nullable(),
    nextAttemptAt: instant.nullable(),
    doneAt: instant.nullable().meta({ description: '已读或确认收到的时间 · when it was read or acknowledged' }),
    closed: label.nullable().meta({ description: '不再送达的原因 · why it is no longer delivered' }),
  })
  .meta({ id: 'CaseNotification' });
export type CaseNotification = z.infer<typeof caseNotification>;
