import { z } from 'zod';
import { campaign, campaignGrid } from '../../../contracts/procedures/index.ts';
import type { Database } from '../../database.ts';
import { invalidFields } from '../../http/check.ts';
import type { Prepared } from '../prepare.ts';

/** Visits and reports of one part come as Updates, of which the engine allows 2,000 in one workflow. */
const mostHouseholds = 1_500;

const counted = z.array(z.object({ grid: z.string(), households: z.int() }));
const listed = z.array(z.object({ grid: z.string(), households: z.array(z.tuple([z.string(), z.int()])) }));

/** Each grid must be one, have households, and not too many of them. */
export async function prepareCampaign(db: Database, matter: unknown): Promise<Partial<Prepared>> {
  const { grids } = campaign.matter.parse(matter);
  const [units, rows] = await Promise.all([
    db.unit.findMany({ where: { code: { in: grids }, kind: 'grid' }, select: { code: true, regionCode: true } }),
    db.$queryRaw`SELECT grid, count(*)::int AS households FROM household WHERE active AND grid = ANY(${grids}::text[]) GROUP BY grid`,
  ]);
  const regions = Object.fromEntries(units.map(({ code, regionCode }) => [code, regionCode]));
  const counts = new Map(counted.parse(rows).map(({ grid, households }) => [grid, households]));
  const faults = grids.flatMap((grid, index) => {
    const path = `matter.grids[${index}]`;
    const households = counts.get(grid) ?? 0;
    if (regions[grid] === undefined) return [{ path, zh: `${grid} 不是网格`, en: `${grid} is no grid` }];
    if (households === 0) return [{ path, zh: `${grid} 没有登记住户`, en: `${grid} has no households in the registry` }];
    if (households > mostHouseholds) {
      return [{ path, zh: `${grid} 有 ${households} 户,超过 ${mostHouseholds} 户,请先拆分网格`, en: `${grid} has ${households} households, more than ${mostHouseholds}: divide it first` }];
    }
    return [];
  });
  if (faults.length > 0) throw invalidFields(faults);
  return { facts: { regions } };
}

/** The households of each grid with the number of their members, pinned for the round. One statement for all. */
export async function prepareCampaignGrids(db: Database, matters: readonly unknown[]): Promise<Array<Partial<Prepared>>> {
  const grids = matters.map((matter) => campaignGrid.matter.parse(matter).grid);
  const rows = await db.$queryRaw`
    SELECT grid, jsonb_agg(jsonb_build_array(code, members) ORDER BY code) AS households
    FROM (
      SELECT household.grid, household.code, count(member.number)::int AS members
      FROM household LEFT JOIN household_member AS member ON member.household = household.code
      WHERE household.active AND household.grid = ANY(${grids}::text[])
      GROUP BY household.grid, household.code
    ) AS each GROUP BY grid`;
  const byGrid = new Map(listed.parse(rows).map(({ grid, households }) => [grid, households]));
  return grids.map((grid) => ({ facts: { households: byGrid.get(grid) ?? [] } }));
}
