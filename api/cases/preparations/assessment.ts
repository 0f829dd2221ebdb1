import type { ProcedureDefinition } from '../../../contracts/procedure.ts';
import { assessment, inspection, procedures } from '../../../contracts/procedures/index.ts';
import type { Database } from '../../database.ts';
import { invalidFields } from '../../http/check.ts';
import type { FieldError } from '../../http/problem.ts';
import type { Prepared } from '../prepare.ts';

/** Procedures that count must be there, and must not be kept apart: nothing of discipline inspection goes into a bulletin. */
export async function prepareAssessment(_: Database, matter: unknown): Promise<Partial<Prepared>> {
  const { procedures: named } = assessment.matter.parse(matter);
  refuse(named.flatMap((name, index) => faultsOf(name, `matter.procedures[${index}]`)));
  return {};
}

/** Cases are drawn from a procedure that is there, and is not kept apart. */
export async function prepareSampling(_: Database, matter: unknown): Promise<Partial<Prepared>> {
  refuse(faultsOf(inspection.matter.parse(matter).procedure, 'matter.procedure'));
  return {};
}

function faultsOf(name: string, path: string): FieldError[] {
  const procedure: ProcedureDefinition | undefined = procedures[name];
  if (procedure?.family === 'general' && !procedure.confidential) return [];
  return [{ path, zh: `没有可纳入的流程 ${name}`, en: `there is no such procedure, or it is kept apart: ${name}` }];
}

function refuse(faults: readonly FieldError[]): void {
  if (faults.length > 0) throw invalidFields(faults);
}
