import { accountEndpoints } from './accounts/endpoints.ts';
import { auditEndpoints } from './audit/endpoints.ts';
import { attachmentEndpoints } from './attachments/endpoints.ts';
import { campaignBoardEndpoint, campaignsEndpoint } from './cases/campaign-board.ts';
import { coverageEndpoint } from './cases/coverage.ts';
import { bulletinEndpoints } from './bulletins/endpoints.ts';
import { caseEndpoints } from './cases/endpoints.ts';
import { fourListsEndpoint } from './cases/four-lists.ts';
import { recountProvisional } from './cases/recount.ts';
import { complaintEndpoints } from './complaints/endpoints.ts';
import { clockEndpoints } from './clocks/endpoints.ts';
import { duplicateEndpoints } from './duplicates/endpoints.ts';
import { dossierEndpoints } from './dossier/endpoints.ts';
import { filterEndpoints } from './filters/endpoints.ts';
import { exportEndpoints } from './exports/endpoints.ts';
import { householdEndpoints } from './households/endpoints.ts';
import type { Endpoint } from './http/endpoint.ts';
import { liveEndpoints } from './live/endpoints.ts';
import { importEndpoints } from './imports/endpoints.ts';
import { inspectionEndpoints } from './inspections/endpoints.ts';
import { notificationEndpoints } from './notifications/endpoints.ts';
import { procedureEndpoints } from './procedures/endpoints.ts';
import { publicationEndpoints } from './publications/endpoints.ts';
import { recordEndpoints } from './record/endpoints.ts';
import { registryEndpoints } from './registry/endpoints.ts';
import { residentEndpoints } from './residents/endpoints.ts';
import { routingEndpoints } from './routing/endpoints.ts';
import { scheduleEndpoints } from './schedules/endpoints.ts';
import { statisticsEndpoints } from './statistics/endpoints.ts';
import { templateEndpoints } from './templates/endpoints.ts';

/** Every operation of the API, one line a resource. Those with access `internal` are served by the internal listener alone. */
export const endpoints: readonly Endpoint[] = [
  ...accountEndpoints,
  ...auditEndpoints,
  ...registryEndpoints,
  ...procedureEndpoints,
  ...caseEndpoints,
  coverageEndpoint,
  campaignsEndpoint,
  campaignBoardEndpoint,
  fourListsEndpoint,
  ...duplicateEndpoints,
  ...routingEndpoints,
  ...attachmentEndpoints,
  ...dossierEndpoints,
  ...householdEndpoints,
  ...importEndpoints,
  ...exportEndpoints,
  ...complaintEndpoints,
  ...publicationEndpoints,
  ...residentEndpoints,
  ...notificationEndpoints,
  ...liveEndpoints,
  ...filterEndpoints,
  ...scheduleEndpoints,
  ...statisticsEndpoints,
  ...bulletinEndpoints,
  ...inspectionEndpoints,
  ...templateEndpoints,
  ...recordEndpoints,
  ...clockEndpoints({ onCalendarPublished: async (year, deps) => void (await recountProvisional(deps, year)) }),
];
