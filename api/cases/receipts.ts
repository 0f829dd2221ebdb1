import { z } from 'zod';
import { caseStatus, caseStatusLabels, entryKind, nextOf, type EntryKind } from '../../contracts/case.ts';
import { ratingBody, type Message } from '../../contracts/action.ts';
import type { receiptView } from '../../contracts/api/cases.ts';
import { entryLabels } from '../../contracts/entry-labels.ts';
import { label, type Label } from '../../contracts/label.ts';
import { splitPersonal } from '../../contracts/personal.ts';
import type { Prisma } from '../../prisma/generated/client.ts';
import type { Database } from '../database.ts';
import type { Deps } from '../deps.ts';
import { Problem } from '../http/problem.ts';
import { deliver } from './act.ts';
import { clockOf, definitionOf, procedureOf } from './case-row.ts';
import { digestOf } from './open-case.ts';
import { detailsTold } from './details-told.ts';
import { waitsOf } from './read-case.ts';
import { receiptDigest } from './receipt.ts';

/**
 * The case of a receipt code, with what the parties may see. Throws `wrong-receipt`, slowly and without a hint; an address
 * that has sent too many wrong ones gets `too-many-requests` for right and wrong ones alike.
 */
async function caseOf({ db, limits }: Deps, receipt: string, address: string) {
  limits.wrongReceipts.mustHaveRoom(address);
  const row = await find(db, { opening: { receipt: receiptDigest(receipt) } });
  if (row !== null) return followed(db, row);
  limits.wrongReceipts.count(address);
  await new Promise((resolve) => setTimeout(resolve, 1_000));
  throw new Problem('wrong-receipt');
}

function find(db: Database, where: Prisma.CaseWhereInput) {
  return db.case.findFirst({
    where,
    orderBy: { openedAt: 'desc' },
    include: {
      entries: { where: { visibility: { in: ['parties', 'public'] } }, orderBy: { seq: 'asc' } },
      clocks: { where: { status: { in: ['running', 'missed'] } } },
      opening: { select: { appointedAt: true, body: true, parties: { select: { id: true }, orderBy: { id: 'asc' }, take: 1 } } },
      steps: { where: { name: 'attend', status: { in: ['offered', 'accepted'] } }, select: { id: true }, take: 1 },
    },
    relationLoadStrategy: 'join',
  });
}

type Found = NonNullable<Awaited<ReturnType<typeof find>>>;

/** 并案: the code of a merged case leads to the one that took it in, or to the one that became of it when it was taken out again. */
async function followed(db: Database, row: Found): Promise<Found> {
  if (row.status !== 'merged' || row.outcome === null) return row;
  const last = await db.entry.findFirst({
    where: { caseNo: row.outcome, kind: { in: ['caseTakenIn', 'caseLetGo'] }, data: { path: ['case'], equals: row.caseNo } },
    orderBy: { seq: 'desc' },
    select: { kind: true },
  });
  const next = last?.kind === 'caseLetGo' ? await find(db, { partOf: row.caseNo }) : await find(db, { caseNo: row.outcome });
  return next === null ? row : followed(db, { ...next, entries: [...row.entries, ...next.entries] });
}

/** What happened and what comes next, in plain words, for the person outside. */
export async function readReceipt(deps: Deps, receipt: string, address: string): Promise<z.infer<typeof receiptView>> {
  const row = await caseOf(deps, receipt, address);
  const details = await detailsTold(deps.db, row.entries, procedureOf(row.procedure));
  const procedure = procedureOf(row.procedure);
  const all = row.clocks.map(clockOf);
  const clocks = all.filter(({ status }) => status === 'running');
  const next = nextOf({ waits: waitsOf(row) }, clocks, row.openedAt.toISOString()).find(({ step, act }) => step === null && act === 'wait');
  const due = clocks.flatMap(({ plan, step }) => (plan === null || (step === null && plan.rungs.length === 0) ? [] : [plan.dueAt])).toSorted()[0];
  const rating = clocks.find(({ id }) => id.startsWith('case.rating'));
  const appointment = await appointmentOf(deps.db, row);
  return {
    caseNo: row.caseNo,
    procedure: procedure.label,
    stage: procedure.stages[row.stage] ?? { zh: row.stage, en: row.stage },
    status: caseStatusLabels[caseStatus.parse(row.status)],
    openedAt: row.openedAt.toISOString(),
    closedAt: row.closedAt?.toISOString() ?? null,
    progress: row.entries.map(({ at, kind, step }, index) => ({ at: at.toISOString(), text: told(entryKind.parse(kind), step), details: details[index] ?? [] })),
    next: whatComes(),
    appointment,
    mayRate: rating !== undefined,
  };

  /** In the words of the person outside: what he is to do, or until when somebody else has to act. */
  function whatComes(): z.infer<typeof receiptView>['next'] {
    if (appointment !== null) return { at: appointment.opensAt, text: { zh: '请按预约时间到社区', en: 'come to the community at this time' } };
    if (rating?.plan) return { at: rating.plan.dueAt, text: { zh: '您可以在此前评价', en: 'you may rate until then' } };
    if (next) return { at: next.at, text: next.what };
    return due === undefined ? null : { at: due, text: { zh: '承办单位应在此前办理', en: 'the unit has until then' } };
  }

  function told(kind: EntryKind, step: string | null): Label {
    const name = step?.replace(/-\d+$/, '');
    const label = name === undefined ? undefined : definitionOf(procedure, name)?.label;
    const text = (kind === 'stepWithdrawn' ? lapseOf(step) : null) ?? entryLabels[kind];
    return label === undefined ? text : { zh: `${label.zh}:${text.zh}`, en: `${label.en}: ${text.en}` };
  }

  /** What it meant that nobody answered in time, such as 视为受理. */
  function lapseOf(step: string | null): Label | null {
    return all.find((clock) => clock.step === step && clock.status === 'missed')?.lapse ?? null;
  }
}

const appointed = z.looseObject({ matter: z.looseObject({ community: z.string(), item: z.string() }) });

/** An appointment that is still to be kept: when, where, what for. */
async function appointmentOf(db: Database, { opening: { appointedAt, body }, steps }: Found): Promise<z.infer<typeof receiptView>['appointment']> {
  const { data } = appointed.safeParse(body);
  if (appointedAt === null || data === undefined || steps.length === 0) return null;
  const { community, item } = data.matter;
  const [unit, matter] = await Promise.all([
    db.unit.findUnique({ where: { code: community }, select: { name: true } }),
    db.matter.findUnique({ where: { code: item }, select: { name: true } }),
  ]);
  return { opensAt: appointedAt.toISOString(), community: label.parse(unit?.name), item: label.parse(matter?.name) };
}

/** 好差评 by the party with the receipt code. */
export async function rate(
  deps: Deps,
  { receipt, key, address, body }: { readonly receipt: string; readonly key: string; readonly address: string; readonly body: z.infer<typeof ratingBody> },
) {
  const row = await caseOf(deps, receipt, address);
  const { kept, taken } = splitPersonal(ratingBody, body);
  const message = { actor: partyOf(row), key, hash: digestOf({ rate: body, receipt }), body: kept as Message['body'] };
  return { row, answered: await deliver(deps, row, 'rateCase', message, taken) };
}

/** 取消预约, by the party with the receipt code. Throws `no-appointment` where there is none any more. */
export async function cancel(deps: Deps, { receipt, key, address }: { readonly receipt: string; readonly key: string; readonly address: string }) {
  const row = await caseOf(deps, receipt, address);
  const message = { actor: partyOf(row), key, hash: digestOf({ cancel: receipt }), body: { reason: '申请人取消预约' } };
  return { row, answered: await deliver(deps, row, 'withdrawCase', message, undefined) };
}

function partyOf({ opening }: Found): Message['actor'] {
  return { kind: 'party', party: opening.parties[0]?.id ?? 'p1' };
}
