import type { TimeLimitRule } from '../../contracts/clock.ts';
import { assessmentRules } from './rules/assessment.ts';
import { assistedFilingRules } from './rules/assisted-filing.ts';
import { complaintRules } from './rules/complaint.ts';
import { campaignRules } from './rules/campaign.ts';
import { generalRules } from './rules/general.ts';
import { gridEventRules } from './rules/grid-event.ts';
import { inspectionRules } from './rules/inspection.ts';
import { jointInspectionRules } from './rules/joint-inspection.ts';
import { mediationRules } from './rules/mediation.ts';
import { patrolRules } from './rules/patrol.ts';
import { councilRules } from './rules/council.ts';
import { homeDeliveryRules } from './rules/home-delivery.ts';
import { pairingRules } from './rules/pairing.ts';
import { serviceDayRules } from './rules/service-day.ts';

const inForceFrom = '2022-01-01T00:00:00+08:00';

/** The first version of every rule that the procedures name, each with its source. */
export const timeLimitRules: TimeLimitRule[] = [
  ...generalRules,
  ...complaintRules,
  ...jointInspectionRules,
  ...serviceDayRules,
  ...assistedFilingRules,
  ...pairingRules,
  ...homeDeliveryRules,
  ...councilRules,
  ...gridEventRules,
  ...campaignRules,
  ...mediationRules,
  ...patrolRules,
  ...assessmentRules,
  ...inspectionRules,
].map((each) => ({ ...each, version: 1, effectiveFrom: inForceFrom }));
