import { z } from 'zod';
import { caseNo, regionCode, unitCode } from './ids.ts';
import { json } from './json.ts';
import type { Opening } from './procedure.ts';

/** What a workflow asks of the API for parts of its case that are to be cases of their own: a number for each, under a key. */
export const partsRequest = z.strictObject({
  whole: caseNo,
  procedure: z.string(),
  parts: z
    .array(z.strictObject({ key: z.string(), region: regionCode, coordinator: unitCode, name: z.string(), matter: z.record(z.string(), json) }))
    .min(1)
    .max(50),
});
export type PartsRequest = z.infer<typeof partsRequest>;

/** A part that can be started: its workflow id, and what its workflow is started with. */
export const openedPart = z.strictObject({
  workflowId: z.string(),
  opening: z.custom<Opening>((value) => typeof value === 'object' && value !== null),
  summary: z.string(),
  details: z.string(),
});
export type OpenedPart = z.infer<typeof openedPart>;
