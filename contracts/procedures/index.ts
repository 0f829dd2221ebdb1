import type { ProcedureDefinition } from '../procedure.ts';
import { assistedFiling } from './assisted-filing.ts';
import { jointInspection } from './joint-inspection.ts';
import { serviceDay } from './service-day.ts';

export { assistedFiling, jointInspection, serviceDay };

/** Every procedure by its name: one line for each. */
export const procedures: Readonly<Record<string, ProcedureDefinition>> = { jointInspection, serviceDay, assistedFiling };
