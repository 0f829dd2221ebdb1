import { z } from 'zod';
import { caseNo, instant, stepId } from './ids.ts';
import { json } from './json.ts';
import { label, type Label } from './label.ts';
import type { Opening } from './procedure.ts';

/** What a workflow asks that a schedule has started. */
export const occasionRequest = z.strictObject({
  schedule: z.string(),
  workflowId: z.string(),
  runId: z.string(),
  /** The instant for which it was scheduled; after an outage it lies before the start. */
  at: instant,
});
export type OccasionRequest = z.infer<typeof occasionRequest>;

/** A completed step whose contract says that it opens another case. */
export const relatedRequest = z.strictObject({ caseNo, step: stepId });
export type RelatedRequest = z.infer<typeof relatedRequest>;
export const relatedOpened = z.strictObject({ caseNo });
export type RelatedOpened = z.infer<typeof relatedOpened>;

/** A case whose procedure has something worked out from all cases, such as the figures of a month. */
export const workRequest = z.strictObject({ caseNo });
export type WorkRequest = z.infer<typeof workRequest>;
export const workedOut = z.record(z.string(), json);
export type WorkedOut = z.infer<typeof workedOut>;

/** What the workflow does: go on with the opening of its case, or end, and say why there is none. */
export type Scheduled = { readonly opening: Opening } | { readonly skipped: Label };
export const scheduled = z.union([
  z.strictObject({ opening: z.custom<Opening>((value) => typeof value === 'object' && value !== null) }),
  z.strictObject({ skipped: label }),
]);
