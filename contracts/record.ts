import { z } from 'zod';
import { casePicture, clock, entry, step } from './case.ts';
import { clockPlan, clockRequest } from './clock.ts';
import { label } from './label.ts';

/** What a workflow writes down in one go: everything that one activation added. */
export const recordBatch = z.strictObject({
  picture: casePicture,
  entries: z.array(entry),
  /** Steps that changed since the last record. */
  steps: z.array(step),
  /** Clocks that changed since the last record, and all that still run. */
  clocks: z.array(clock),
  requests: z.array(clockRequest),
  /** Units whose names the workflow wants for the Temporal UI. */
  unnamed: z.array(z.string()),
});
export type RecordBatch = z.infer<typeof recordBatch>;

export const recordReply = z.strictObject({
  plans: z.record(z.string(), clockPlan),
  names: z.record(z.string(), label),
});
export type RecordReply = z.infer<typeof recordReply>;

/** The whole of a case as its workflow tells it on query: what `rebuild` makes the tables from. */
export const wholeCase = z.strictObject({
  picture: casePicture,
  entries: z.array(entry),
  steps: z.array(step),
  clocks: z.array(clock),
  /** The last entry that the database has taken; less than `picture.seq` while a record is under way. */
  written: z.int(),
});
export type WholeCase = z.infer<typeof wholeCase>;
