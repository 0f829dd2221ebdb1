import { z } from 'zod';
import { entryKind } from './case.ts';
import { caseNo, instant, unitCode } from './ids.ts';
import { label } from './label.ts';

const named = z.strictObject({ name: z.string(), label });
const step = z.strictObject({ id: z.string(), label });

/** What a unit's webhook is told: ids, numbers, labels and a link, never personal data. */
export const webhookData = z.strictObject({
  caseNo,
  unit: unitCode.meta({ description: '收到通知的单位 · the unit that is told' }),
  what: label,
  /** Of a confidential case only its number is told, and that there is something to see: the next four are null. */
  seq: z.int().nullable().meta({ description: '记录序号,可据此排序 · the entry; events of a case can be put in order by it' }),
  kind: entryKind.nullable(),
  procedure: named.nullable(),
  step: step.nullable(),
  links: z.strictObject({ case: z.url() }),
});

/**
 * One event as it is posted to a webhook: a CloudEvent 1.0 in structured JSON (application/cloudevents+json),
 * signed as Standard Webhooks say. `id` stays the same however often it is sent.
 */
export const webhookEvent = z
  .strictObject({
    specversion: z.literal('1.0'),
    id: z.string(),
    source: z.url().meta({ description: '本系统的地址 · the address of this system' }),
    type: z.string().meta({ description: 'example.liandong.{kind}; example.liandong.notice of a confidential case' }),
    subject: caseNo,
    time: instant,
    datacontenttype: z.literal('application/json'),
    data: webhookData,
  })
  .meta({ id: 'WebhookEvent' });
export type WebhookEvent = z.infer<typeof webhookEvent>;
