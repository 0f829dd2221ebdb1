import { z } from 'zod';
import type { CaseView } from '../../contracts/api/cases.ts';
import { nextOf } from '../../contracts/case.ts';
import { label } from '../../contracts/label.ts';
import { joinPersonal } from '../../contracts/personal.ts';
import type { Case, Party, Prisma } from '../../prisma/generated/client.ts';
import type { Actor } from '../accounts/actor.ts';
import type { Deps } from '../deps.ts';
import { briefOf, clockOf, entryOf, procedureOf, stepOf } from './case-row.ts';
import { evidenceOf } from './evidence.ts';
import { findFor } from './find-case.ts';
import { handles, masked } from './discretion.ts';
import { noteReads, type Reader } from './note-reads.ts';

const withMatter = z.looseObject({ matter: z.record(z.string(), z.json()) });
const fields = z.record(z.string(), z.json());
const waits = z.array(z.strictObject({ id: z.string(), at: z.iso.datetime({ offset: true }), what: label }));

const parts = {
  opening: { include: { parties: { orderBy: { id: 'asc' } } } },
  steps: { orderBy: [{ offeredAt: 'asc' }, { id: 'asc' }] },
  clocks: { orderBy: [{ startedAt: 'asc' }, { id: 'asc' }] },
  entries: { orderBy: { seq: 'asc' } },
} satisfies Prisma.CaseInclude;

/** A case with everything that belongs to it. */
type CaseRow = Prisma.CaseGetPayload<{ include: typeof parts }>;

/** Everything about a case that the actor may read. Five statements, one more where something is attached; what is confidential leaves a trace of who read it. */
export async function readCase(deps: Deps, reader: Reader, ref: string): Promise<CaseView> {
  const row = await findFor(deps.db, reader.actor, 'read', ref, (where) =>
    deps.db.case.findFirst({ where, include: parts, relationLoadStrategy: 'join' }),
  );
  const [view] = await Promise.all([viewOf(deps, row, reader.actor), noteReads(deps, reader, [row])]);
  return view;
}

/** Everything about a case as somebody reads it who does not handle it: parties masked, and without personal fields. */
export async function readCaseMasked(deps: Viewing, caseNo: string): Promise<CaseView> {
  return viewOf(deps, await deps.db.case.findUniqueOrThrow({ where: { caseNo }, include: parts, relationLoadStrategy: 'join' }), null);
}

type Viewing = Pick<Deps, 'db' | 'engine' | 'config'>;

async function viewOf({ db, engine, config }: Viewing, row: CaseRow, actor: Actor | null): Promise<CaseView> {
  const { caseNo } = row;
  const personalShown = actor !== null && handles(actor, row);
  const [units, submissions, notified] = await Promise.all([
    db.unit.findMany({ where: { code: { in: row.units } }, select: { code: true, name: true }, orderBy: { code: 'asc' } }),
    db.submission.findMany({
      where: { caseNo, ...(personalShown ? {} : { attachments: { isEmpty: false } }) },
      select: { key: true, fields: true, attachments: true },
    }),
    db.notification.groupBy({ by: ['seq'], where: { caseNo }, _count: { id: true, doneAt: true } }),
  ]);
  const personal = new Map(personalShown ? submissions.map((each) => [each.key, each.fields]) : []);
  const told = new Map(notified.map(({ seq, _count }) => [seq, _count]));
  const whole = (kept: unknown, key: string | null | undefined) =>
    fields.parse(joinPersonal(kept, key === null || key === undefined ? undefined : personal.get(key)));

  const procedure = procedureOf(row.procedure);
  const clocks = row.clocks.map(clockOf);
  const entries = row.entries.map(entryOf);
  const reached = new Set(entries.flatMap(({ kind, data }) => (kind === 'stageReached' ? [String(data['stage'])] : [])));
  const completion = new Map(entries.flatMap(({ kind, step, key }) => (kind === 'stepDone' && step !== null ? [[step, key]] : [])));
  const { namespace } = engine.quarters(procedure.family);
  return {
    ...briefOf(row),
    source: row.opening.source,
    stages: Object.entries(procedure.stages).map(([name, text], index) => ({
      name,
      label: text,
      reached: index === 0 || reached.has(name),
      current: name === row.stage,
    })),
    matter: withMatter.parse(personalShown ? row.opening.body : row.opening.start).matter,
    parties: row.opening.parties.map((party) => partyShown(party, actor, row)),
    units: units.map(({ code, name }) => ({ code, name: label.parse(name) })),
    steps: row.steps.map((step) => {
      const shown = stepOf(step, procedure);
      return { ...shown, data: shown.data === null ? null : whole(shown.data, completion.get(step.id)) };
    }),
    clocks,
    timeline: entries.map(({ tell: _, key, ...entry }) => ({
      ...entry,
      data: whole(entry.data, key),
      notified: told.get(entry.seq)?.id ?? 0,
      acknowledged: told.get(entry.seq)?.doneAt ?? 0,
    })),
    evidence: await evidenceOf(db, [...submissions, row.opening], entries, personal, personalShown),
    next: nextOf({ waits: waitsOf(row) }, clocks, entries.at(-1)?.at ?? row.openedAt.toISOString()),
    partOf: row.partOf,
    item: row.item,
    trips: row.trips,
    serviceDay: row.serviceDay,
    category: row.category,
    grade: row.grade,
    place: row.place,
    links: {
      self: `${config.publicUrl}/api/v1/cases/${row.workflowId}`,
      temporalUi: `${config.temporalUiUrl}/namespaces/${namespace}/workflows/${encodeURIComponent(row.workflowId)}/${row.runId}/history`,
    },
  };
}

/** What the procedure of a case waits for, beside its clocks. */
export function waitsOf(row: Pick<Case, 'waits'>): z.infer<typeof waits> {
  return waits.parse(row.waits);
}

/**
 * A party who asked for confidentiality is known to the unit that took the case in, and to nobody else.
 * An identity number is masked for everybody (个人信息保护法 28).
 */
function partyShown(party: Party, actor: Actor | null, row: Case): CaseView['parties'][number] {
  const { id, role, named, name, phone, address } = party;
  const idNumber = masked(party.idNumber, 3, 2);
  const open = actor !== null && handles(actor, row) && (named !== 'confidential' || actor.unit === row.coordinator);
  if (open) return { id, role, named, name, phone, idNumber, address };
  return { id, role, named, name: masked(name, 1, 0), phone: masked(phone, 3, 2), idNumber, address: masked(address, 0, 0) };
}
