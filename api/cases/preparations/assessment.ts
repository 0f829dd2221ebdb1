import { assessment, procedures } from '../../../contracts/procedures/index.ts';
import type { Database } from '../../database.ts';
import { invalidFields } from '../../http/check.ts';
import type { Prepared } from '../prepare.ts';

/** Procedures that count must be there, and must not be kept apart: nothing of discipline inspection goes into a bulletin. */
export async function prepareAssessment(_: Database, matter: unknown): Promise<Partial<Prepared>> {
  const { procedures: named } = assessment.matter.parse(matter);
  const faults = named.flatMap((name, index) => {
    const procedure = procedures[name];
    if (procedure !== undefined && procedure.family === 'general' && !procedure.confidential) return [];
    return [{ path: `matter.procedures[${index}]`, zh: `没有可纳入考核的流程 ${name}`, en: `there is no procedure ${name} that can be assessed` }];
  });
  if (faults.length > 0) throw invalidFields(faults);
  return {};
}
