import type { Opening } from '../../contracts/procedure.ts';
import type { Database } from '../database.ts';
import { prepareFiling } from './preparations/assisted-filing.ts';
import { prepareInspection } from './preparations/joint-inspection.ts';

/** What the registry adds to an opening, pinned when the case is opened. */
export type Prepared = Pick<Opening, 'conflicts' | 'subjectUnit' | 'facts'>;

const preparations: Readonly<Record<string, (db: Database, matter: unknown) => Promise<Partial<Prepared>>>> = {
  jointInspection: prepareInspection,
  assistedFiling: prepareFiling,
};

/** Looks up what the procedure needs to know from the registry. */
export async function prepare(db: Database, procedure: string, matter: unknown): Promise<Prepared> {
  return { conflicts: [], subjectUnit: null, facts: {}, ...(await preparations[procedure]?.(db, matter)) };
}
