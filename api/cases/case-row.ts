import type { z } from 'zod';
import { procedures } from '../../contracts/procedures/index.ts';
import { standingSteps } from '../../contracts/standing-steps.ts';
import type { Label } from '../../contracts/label.ts';
import type { ProcedureDefinition, StepDefinition } from '../../contracts/procedure.ts';
import type { CaseBrief } from '../../contracts/api/cases.ts';
import type { Clock, Entry, Step } from '../../contracts/case.ts';
import * as contract from '../../contracts/case.ts';
import type {
  Case as CaseRow,
  Clock as ClockRow,
  Entry as EntryRow,
  Step as StepRow,
} from '../../prisma/generated/client.ts';

/** The procedure of a case. Every row was written by the workflow of one, so that it is known. */
export function procedureOf(name: string): ProcedureDefinition {
  const procedure = procedures[name];
  if (procedure === undefined) throw new Error(`a case of the unknown procedure ${name}`);
  return procedure;
}

export function definitionOf(procedure: ProcedureDefinition, name: string): StepDefinition | undefined {
  const standing: Readonly<Record<string, StepDefinition>> = standingSteps;
  return procedure.steps[name] ?? standing[name];
}

const instant = (date: Date): string => date.toISOString();
const instantOrNull = (date: Date | null): string | null => date?.toISOString() ?? null;

export function briefOf(row: CaseRow & { readonly opening: { readonly title: string } }): CaseBrief {
  const procedure = procedureOf(row.procedure);
  return {
    caseNo: row.caseNo,
    workflowId: row.workflowId,
    procedure: { name: procedure.name, label: procedure.label },
    title: row.opening.title,
    region: row.region,
    coordinator: row.coordinator,
    leadUnit: row.leadUnit,
    stage: { name: row.stage, label: procedure.stages[row.stage] ?? sameLabel(row.stage) },
    status: contract.caseStatus.parse(row.status),
    outcome: row.outcome,
    light: row.light === null ? null : contract.clock.shape.light.parse(row.light),
    dueAt: instantOrNull(row.dueAt),
    openedAt: instant(row.openedAt),
    closedAt: instantOrNull(row.closedAt),
    confidential: row.confidential,
    coverage: row.coverage === null ? null : contract.coverage.parse(row.coverage),
    rating: row.rating,
    seq: row.seq,
  };
}

export function stepOf(row: StepRow, procedure: ProcedureDefinition): Step & { label: Label } {
  const { offeredAt, doneAt } = row;
  return {
    ...contract.step.parse({ ...fieldsOf(contract.step, row), offeredAt: instant(offeredAt), doneAt: instantOrNull(doneAt) }),
    label: definitionOf(procedure, row.name)?.label ?? sameLabel(row.name),
  };
}

export function clockOf(row: ClockRow): Clock {
  const { startedAt, pausedAt, endedAt } = row;
  return contract.clock.parse({
    ...fieldsOf(contract.clock, row),
    startedAt: instant(startedAt),
    pausedAt: instantOrNull(pausedAt),
    endedAt: instantOrNull(endedAt),
  });
}

export function entryOf(row: EntryRow): Entry {
  return contract.entry.parse({ ...fieldsOf(contract.entry, row), at: instant(row.at) });
}

/** The columns of a row that its contract knows. */
function fieldsOf(shape: z.ZodObject, row: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(row).filter(([name]) => name in shape.shape));
}

function sameLabel(text: string): Label {
  return { zh: text, en: text };
}
