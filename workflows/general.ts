/** Workflow types of the family `general`. */
export { assessment } from './assessment.ts';
export { assistedFiling } from './assisted-filing.ts';
export { campaign, campaignGrid } from './campaign.ts';
export { complaint } from './complaint.ts';
export { council } from './council.ts';
export { gridEvent } from './grid-event.ts';
export { homeDelivery } from './home-delivery.ts';
export { inspection } from './inspection.ts';
export { mediation } from './mediation.ts';
export { pairing } from './pairing.ts';
export { patrol } from './patrol.ts';
export { serviceDay } from './service-day.ts';
