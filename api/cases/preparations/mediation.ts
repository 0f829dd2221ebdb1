import { mediation } from '../../../contracts/procedures/index.ts';
import type { Database } from '../../database.ts';
import type { Prepared } from '../prepare.ts';

/** Whoever reports a dispute, the committee coordinates its mediation. */
export async function prepareMediation(_: Database, matter: unknown): Promise<Partial<Prepared>> {
  return { coordinator: mediation.matter.parse(matter).studio };
}
