import { z } from 'zod';
import { caseStatus, coverage, stepStatus } from '../case.ts';
import { light } from '../clock.ts';
import { caseNo, instant, stepId, unitCode } from '../ids.ts';
import { label } from '../label.ts';
import { householdCode } from '../procedures/campaign.ts';
import { caseBrief } from './cases.ts';

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

/** One grid in one round: how far its visits have come, and who has them to do. */
export const gridCovered = z
  .strictObject({
    caseNo,
    grid: z.strictObject({ code: z.string(), name: label }),
    above: label.nullable().meta({ description: '所属社区 · the unit above it' }),
    status: caseStatus,
    light: light.nullable(),
    dueAt: instant.nullable(),
    coverage,
    missing: z.int(),
    visit: z.strictObject({ step: stepId, unit: unitCode, status: stepStatus }).nullable().meta({ description: '入户登记环节及承办单位 · the step in which it is visited, and who has it' }),
  })
  .meta({ id: 'GridCovered' });
export type GridCovered = z.infer<typeof gridCovered>;

/** A campaign as its board shows it: its rounds, and the grids of one of them, where most is missing first. */
export const campaignBoard = z
  .strictObject({
    case: caseBrief,
    partOf: caseNo.nullable().meta({ description: '所属行动 · the campaign to which the case of a grid belongs' }),
    kind: label,
    rounds: z.array(z.strictObject({ round: z.int(), grids: z.int(), open: z.int(), coverage, missing: z.int() })),
    round: z.int(),
    grids: z.array(gridCovered),
  })
  .meta({ id: 'CampaignBoard' });
export type CampaignBoard = z.infer<typeof campaignBoard>;

/** A campaign in a list, with how far its latest round has come. */
export const campaignBrief = z
  .strictObject({ case: caseBrief, round: z.int(), grids: z.int(), open: z.int(), coverage, missing: z.int() })
  .meta({ id: 'CampaignBrief' });
export type CampaignBrief = z.infer<typeof campaignBrief>;
