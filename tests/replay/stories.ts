import { assessmentStories } from './stories/assessment.ts';
import { assistedFilingStories } from './stories/assisted-filing.ts';
import { campaignGridStories, campaignStories } from './stories/campaign.ts';
import { complaintStories } from './stories/complaint.ts';
import { councilStories } from './stories/council.ts';
import { gridEventStories } from './stories/grid-event.ts';
import { homeDeliveryStories } from './stories/home-delivery.ts';
import { inspectionStories } from './stories/inspection.ts';
import { jointInspectionStories } from './stories/joint-inspection.ts';
import { mediationStories } from './stories/mediation.ts';
import { pairingStories } from './stories/pairing.ts';
import { patrolStories } from './stories/patrol.ts';
import { serviceDayStories } from './stories/service-day.ts';

/** Every path of every procedure, to its end. Whoever is named on the way is called 示例·…. */
export const stories = {
  jointInspection: jointInspectionStories,
  serviceDay: serviceDayStories,
  assistedFiling: assistedFilingStories,
  gridEvent: gridEventStories,
  complaint: complaintStories,
  mediation: mediationStories,
  council: councilStories,
  campaign: campaignStories,
  campaignGrid: campaignGridStories,
  homeDelivery: homeDeliveryStories,
  patrol: patrolStories,
  pairing: pairingStories,
  assessment: assessmentStories,
  inspection: inspectionStories,
} as const;
