import { z } from 'zod';
import { caseNo, unitCode } from './ids.ts';

/** 检举控告: what a workflow hands to discipline inspection. What was said, and by whom, the API reads from the database. */
export const accusation = z.strictObject({ caseNo, subjectUnit: unitCode.nullable() });
export type Accusation = z.infer<typeof accusation>;

/** The answer says nothing of the case that discipline inspection makes of it. */
export const accusationTaken = z.strictObject({ taken: z.literal(true) });
export type AccusationTaken = z.infer<typeof accusationTaken>;
