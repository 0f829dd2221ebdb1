import { type z } from 'zod';
import { caseStatus, caseStatusLabels, entryKind, nextOf, type EntryKind } from '../../contracts/case.ts';
import { ratingBody, type Message } from '../../contracts/action.ts';
import type { receiptView } from '../../contracts/api/cases.ts';
import { entryLabels } from '../../contracts/entry-labels.ts';
import type { Label } from '../../contracts/label.ts';
import { splitPersonal } from '../../contracts/personal.ts';
import type { Deps } from '../deps.ts';
import { Problem } from '../http/problem.ts';
import { deliver } from './act.ts';
import { clockOf, definitionOf, procedureOf } from './case-row.ts';
import { digestOf } from './open-case.ts';
import { waitsOf } from './read-case.ts';
import { receiptDigest } from './receipt.ts';

/** The case of a receipt code, with what the parties may see. Throws `wrong-receipt`, slowly and without a hint. */
async function caseOf({ db }: Deps, receipt: string) {
  const row = await db.case.findFirst({
    where: { opening: { receipt: receiptDigest(receipt) } },
    include: {
      entries: { where: { visibility: { in: ['parties', 'public'] } }, orderBy: { seq: 'asc' } },
      clocks: { where: { status: { in: ['running', 'missed'] } } },
      opening: { select: { parties: { select: { id: true }, orderBy: { id: 'asc' }, take: 1 } } },
    },
    relationLoadStrategy: 'join',
  });
  if (row !== null) return row;
  await new Promise((resolve) => setTimeout(resolve, 1_000));
  throw new Problem('wrong-receipt');
}

/** What happened and what comes next, in plain words, for the person outside. */
export async function readReceipt(deps: Deps, receipt: string): Promise<z.infer<typeof receiptView>> {
  const row = await caseOf(deps, receipt);
  const procedure = procedureOf(row.procedure);
  const all = row.clocks.map(clockOf);
  const clocks = all.filter(({ status }) => status === 'running');
  const next = nextOf({ waits: waitsOf(row) }, clocks, row.openedAt.toISOString()).find(({ step }) => step === null);
  const due = clocks.flatMap(({ plan, step }) => (plan === null || step === null ? [] : [plan.dueAt])).toSorted()[0];
  return {
    caseNo: row.caseNo,
    procedure: procedure.label,
    stage: procedure.stages[row.stage] ?? { zh: row.stage, en: row.stage },
    status: caseStatusLabels[caseStatus.parse(row.status)],
    openedAt: row.openedAt.toISOString(),
    closedAt: row.closedAt?.toISOString() ?? null,
    progress: row.entries.map(({ at, kind, step }) => ({ at: at.toISOString(), text: told(entryKind.parse(kind), step) })),
    next: next ? { at: next.at, text: next.what } : due === undefined ? null : { at: due, text: { zh: '承办单位应在此前办理', en: 'the unit has until then' } },
    mayRate: mayRate(clocks.map(({ id }) => id), row.rating),
  };

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

function mayRate(clocks: readonly string[], rating: number | null): boolean {
  return rating === null && clocks.some((id) => id.startsWith('case.rating'));
}

/** 好差评 by the party with the receipt code. */
export async function rate(deps: Deps, receipt: string, key: string, body: z.infer<typeof ratingBody>) {
  const row = await caseOf(deps, receipt);
  const { kept, taken } = splitPersonal(ratingBody, body);
  const message: Message = {
    actor: { kind: 'party', party: row.opening.parties[0]?.id ?? 'p1' },
    key,
    hash: digestOf({ rate: body, receipt }),
    body: kept as Message['body'],
  };
  return { row, answered: await deliver(deps, row, 'rateCase', message, taken) };
}
