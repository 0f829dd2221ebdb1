import type { TimeLimitRule } from '../../contracts/clock.ts';
import { assistedFilingRules } from './rules/assisted-filing.ts';
import { generalRules } from './rules/general.ts';
import { jointInspectionRules } from './rules/joint-inspection.ts';
import { serviceDayRules } from './rules/service-day.ts';

const inForceFrom = '2022-01-01T00:00:00+08:00';

/** The first version of every rule that the procedures name, each with its source. */
export const timeLimitRules: TimeLimitRule[] = [
  ...generalRules,
  ...jointInspectionRules,
  ...serviceDayRules,
  ...assistedFilingRules,
].map((each) => ({ ...each, version: 1, effectiveFrom: inForceFrom }));
