import { STATUS_CODES } from 'node:http';
import { z } from 'zod';
import type { Label } from '../../contracts/label.ts';
import type { WebhookEvent } from '../../contracts/webhook-event.ts';
import { signedHeaders } from './signature.ts';

/** How long a receiver may take to answer. */
export const timeoutMs = 10_000;
const timedOut = 'timeout';
const status = /^status (\d{3})$/;
const named = z.object({ name: z.string() });
const coded = z.object({ cause: z.object({ code: z.string() }) });

/**
 * Posts a signed event once and waits `patience` milliseconds for the answer. Returns null when the receiver acknowledged
 * it with 2xx, otherwise what went wrong, in a word that shows nothing of the answer's content. A redirection is no
 * acknowledgement and is not followed: it would carry the event to a place that nobody of the unit named.
 */
export async function postEvent(
  url: string,
  event: WebhookEvent,
  { secrets, at, patience }: { readonly secrets: readonly string[]; readonly at: Date; readonly patience: number },
): Promise<string | null> {
  const body = JSON.stringify(event);
  const headers = {
    'content-type': 'application/cloudevents+json; charset=utf-8',
    'user-agent': 'liandong',
    ...signedHeaders(event.id, at, body, secrets),
  };
  try {
    const answer = await fetch(url, { method: 'POST', headers, body, redirect: 'manual', signal: AbortSignal.timeout(patience) });
    await answer.body?.cancel();
    return answer.ok ? null : `status ${answer.status}`;
  } catch (error) {
    const { name } = named.parse(error);
    const known = coded.safeParse(error);
    if (name === 'TimeoutError') return timedOut;
    return known.success ? known.data.cause.code : name;
  }
}

/** What `postEvent` said went wrong, for people. */
export function failureLabel(text: string): Label {
  const code = status.exec(text)?.[1];
  if (code !== undefined) return { zh: `对方应答 ${code}`, en: `answered ${code} ${STATUS_CODES[code] ?? ''}`.trim() };
  if (text === timedOut) return { zh: `${timeoutMs / 1000} 秒内未应答`, en: `no answer within ${timeoutMs / 1000} seconds` };
  return { zh: `无法连接(${text})`, en: `cannot be reached (${text})` };
}
