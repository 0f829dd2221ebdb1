import type { ProcedureDefinition } from '../procedure.ts';
import { assessment } from './assessment.ts';
import { assistedFiling } from './assisted-filing.ts';
import { complaint } from './complaint.ts';
import { campaign, campaignGrid } from './campaign.ts';
import { council } from './council.ts';
import { gridEvent } from './grid-event.ts';
import { homeDelivery } from './home-delivery.ts';
import { inspection } from './inspection.ts';
import { jointInspection } from './joint-inspection.ts';
import { mediation } from './mediation.ts';
import { pairing } from './pairing.ts';
import { patrol } from './patrol.ts';
import { serviceDay } from './service-day.ts';

export { assessment, assistedFiling, complaint, campaign, campaignGrid, gridEvent, inspection, jointInspection, mediation, patrol, serviceDay, council, homeDelivery, pairing };

/** Every procedure by its name: one line for each. */
export const procedures: Readonly<Record<string, ProcedureDefinition>> = { jointInspection, serviceDay, assistedFiling, assessment, inspection, complaint, mediation, patrol, campaign, campaignGrid, gridEvent, council, homeDelivery, pairing };
