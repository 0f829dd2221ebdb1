import { accountEndpoints } from './accounts/endpoints.ts';
import { caseEndpoints } from './cases/endpoints.ts';
import { recountProvisional } from './cases/recount.ts';
import { clockEndpoints } from './clocks/endpoints.ts';
import type { Endpoint } from './http/endpoint.ts';
import { notificationEndpoints } from './notifications/endpoints.ts';
import { procedureEndpoints } from './procedures/endpoints.ts';
import { recordEndpoints } from './record/endpoints.ts';
import { registryEndpoints } from './registry/endpoints.ts';
import { scheduleEndpoints } from './schedules/endpoints.ts';
import { statisticsEndpoints } from './statistics/endpoints.ts';

/** Every operation of the API, one line a resource. Those with access `internal` are served by the internal listener alone. */
export const endpoints: readonly Endpoint[] = [
  ...accountEndpoints,
  ...registryEndpoints,
  ...procedureEndpoints,
  ...caseEndpoints,
  ...notificationEndpoints,
  ...scheduleEndpoints,
  ...statisticsEndpoints,
  ...recordEndpoints,
  ...clockEndpoints({ onCalendarPublished: async (year, deps) => void (await recountProvisional(deps, year)) }),
];
