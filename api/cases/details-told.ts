import type { z } from 'zod';
import type { receiptView } from '../../contracts/api/cases.ts';
import { label, type Label } from '../../contracts/label.ts';
import { joinPersonal } from '../../contracts/personal.ts';
import type { ProcedureDefinition } from '../../contracts/procedure.ts';
import { isToldToParties } from '../../contracts/told.ts';
import type { Entry } from '../../prisma/generated/client.ts';
import type { Database } from '../database.ts';
import { definitionOf } from './case-row.ts';
import { placesOf } from './schema-walk.ts';

type Details = z.infer<typeof receiptView>['progress'][number]['details'];

const reason = { zh: '理由', en: 'Reason' };
const note = { zh: '说明', en: 'Note' };

/**
 * What entries tell the parties beside their kind: the fields of a form that are marked for them, why more time was granted,
 * and notes that are for them. One list for each entry. One statement.
 */
export async function detailsTold(db: Database, entries: readonly Entry[], procedure: ProcedureDefinition): Promise<Details[]> {
  const submissions = await db.submission.findMany({
    where: {
      caseNo: { in: [...new Set(entries.map(({ caseNo }) => caseNo))] },
      key: { in: entries.flatMap(({ key }) => key ?? []) },
    },
    select: { caseNo: true, key: true, fields: true },
  });
  return entries.map((entry) => {
    const taken = submissions.find(({ caseNo, key }) => caseNo === entry.caseNo && key === entry.key)?.fields;
    return detailsOf(entry, joinPersonal(entry.data, taken), procedure);
  });
}

function detailsOf({ kind, step }: Entry, data: unknown, procedure: ProcedureDefinition): Details {
  if (kind === 'extensionGranted') return field(data, 'reason', reason);
  if (kind === 'noteAdded') return field(data, 'text', note);
  const form = kind !== 'stepDone' || step === null ? undefined : definitionOf(procedure, step.replace(/-\d+$/, ''))?.form;
  if (form === undefined) return [];
  return [...placesOf(form, data)].flatMap(({ schema, value }) => {
    if (!isToldToParties(schema) || typeof value !== 'string') return [];
    const { title, titleEn, labels } = schema.meta() ?? {};
    return [{ title: { zh: title ?? '', en: String(titleEn) }, text: wordsFor(value, labels) }];
  });
}

function field(data: unknown, name: string, title: Label): Details {
  const text: unknown = typeof data === 'object' && data !== null ? Reflect.get(data, name) : undefined;
  return typeof text === 'string' && text !== '' ? [{ title, text: { zh: text, en: text } }] : [];
}

/** A choice in its words; anything else as it was written. */
function wordsFor(value: string, labels: unknown): Label {
  const words = label.safeParse(typeof labels === 'object' && labels !== null ? Reflect.get(labels, value) : undefined);
  return words.success ? words.data : { zh: value, en: value };
}
