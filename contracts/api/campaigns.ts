import { z } from 'zod';
import { caseNo, instant, unitCode } from '../ids.ts';
import { householdCode } from '../procedures/campaign.ts';

/** A household of a campaign and what became of it in the latest round. */
export const householdCovered = z
  .strictObject({
    caseNo: caseNo.meta({ description: '该网格本轮事项 · the case of its grid and round' }),
    grid: unitCode,
    household: householdCode,
    building: z.string().nullable(),
    address: z.string().nullable(),
    head: z.string().nullable().meta({ description: '户主;无权查看者脱敏 · masked for who does not handle the case' }),
    members: z.int(),
    outcome: z.enum(['done', 'excused', 'absent']).nullable().meta({ description: 'null:尚未走访 · not visited yet' }),
    excuse: z.string().nullable(),
    visits: z.int(),
    at: instant.nullable(),
  })
  .meta({ id: 'HouseholdCovered' });
export type HouseholdCovered = z.infer<typeof householdCovered>;
