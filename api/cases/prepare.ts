import type { Opening } from '../../contracts/procedure.ts';
import type { Database } from '../database.ts';
import { prepareAssessment, prepareSampling } from './preparations/assessment.ts';
import { prepareFiling } from './preparations/assisted-filing.ts';
import { prepareCampaign, prepareCampaignGrids } from './preparations/campaign.ts';
import { prepareComplaint } from './preparations/complaint.ts';
import { prepareEvent } from './preparations/grid-event.ts';
import { prepareInspection } from './preparations/joint-inspection.ts';
import { prepareMediation } from './preparations/mediation.ts';
import { preparePairing } from './preparations/pairing.ts';

/** What the registry adds to an opening, pinned when the case is opened. `coordinator`: where it is not the unit of who opens it. */
export type Prepared = Pick<Opening, 'conflicts' | 'subjectUnit' | 'facts'> & Partial<Pick<Opening, 'coordinator'>>;

const preparations: Readonly<Record<string, (db: Database, matter: unknown, region: string) => Promise<Partial<Prepared>>>> = {
  assessment: prepareAssessment,
  inspection: prepareSampling,
  campaign: prepareCampaign,
  complaint: prepareComplaint,
  jointInspection: prepareInspection,
  assistedFiling: prepareFiling,
  mediation: prepareMediation,
  pairing: preparePairing,
  gridEvent: prepareEvent,
};

/** Looks up what the procedure needs to know from the registry. */
export async function prepare(db: Database, procedure: string, matter: unknown, region: string): Promise<Prepared> {
  return { conflicts: [], subjectUnit: null, facts: {}, ...(await preparations[procedure]?.(db, matter, region)) };
}

/** As `prepare`, for parts of a case that are opened together, in their order. */
export async function prepareAll(db: Database, procedure: string, parts: ReadonlyArray<{ matter: unknown; region: string }>): Promise<Prepared[]> {
  if (procedure !== 'campaignGrid') return Promise.all(parts.map(({ matter, region }) => prepare(db, procedure, matter, region)));
  const prepared = await prepareCampaignGrids(db, parts.map(({ matter }) => matter));
  return prepared.map((each) => ({ conflicts: [], subjectUnit: null, facts: {}, ...each }));
}
