import { createHash } from 'node:crypto';
import type { EntryKind } from '../../contracts/case.ts';
import { entryLabels } from '../../contracts/entry-labels.ts';
import type { WebhookEvent } from '../../contracts/webhook-event.ts';
import { procedureOf } from '../cases/case-row.ts';
import { stepShown } from './step-shown.ts';

/** What an event is made of. */
export interface Told {
  readonly caseNo: string;
  readonly seq: number;
  readonly unit: string;
  readonly at: Date;
  readonly kind: EntryKind;
  readonly step: string | null;
  readonly procedure: string;
  readonly confidential: boolean;
}

/**
 * The event that a webhook is told. The unit's machine is nobody who is named on a confidential case: it learns the
 * number and that there is something to see, for which somebody who may must log in.
 */
export function eventOf(told: Told, webhook: string, publicUrl: string): WebhookEvent {
  const { caseNo, unit, confidential } = told;
  const data = { caseNo, unit, links: { case: `${publicUrl}/api/v1/cases/${encodeURIComponent(caseNo)}` } };
  const procedure = procedureOf(told.procedure);
  return {
    specversion: '1.0',
    id: eventId(told, webhook),
    source: publicUrl,
    type: `example.liandong.${confidential ? 'notice' : told.kind}`,
    subject: caseNo,
    time: told.at.toISOString(),
    datacontenttype: 'application/json',
    data: confidential
      ? { ...data, what: { zh: '事项有新情况', en: 'there is something new' }, seq: null, kind: null, procedure: null, step: null }
      : {
          ...data,
          what: entryLabels[told.kind],
          seq: told.seq,
          kind: told.kind,
          procedure: { name: procedure.name, label: procedure.label },
          step: stepShown(procedure, told.step),
        },
  };
}

/**
 * The same for every attempt, and for the same entry again after a database was restored: receivers know by it what they
 * have had. Made from what the event is about, which it does not tell.
 */
function eventId({ caseNo, seq }: Told, webhook: string): string {
  return `msg_${createHash('sha256').update(`${caseNo} ${seq} ${webhook}`).digest('base64url').slice(0, 27)}`;
}
