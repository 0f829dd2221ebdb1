import { z } from 'zod';
import type { Formula } from '../../contracts/api/formulas.ts';
import { counts, type Counts, type GroupBy, type Measure, type Rates } from '../../contracts/api/statistics.ts';
import { Prisma } from '../../prisma/generated/client.ts';
import { filterOf, type CaseFilter } from '../cases/list-cases.ts';
import type { Database } from '../database.ts';
import { conditionSql } from '../policy/condition-sql.ts';

const levels = [1, 2, 3, 4, 5] as const;

/** What each number counts, in the words of the list of cases: who follows its link finds as many. */
export const measures: Readonly<Record<Measure, CaseFilter>> = {
  registered: {},
  accepted: { accepted: true },
  closed: { status: 'closed' },
  referred: { status: 'referred' },
  withdrawn: { status: 'withdrawn' },
  overdue: { overdue: true },
  reworked: { reworked: true },
  contacted: { contacted: true },
  notContacted: { contacted: false },
  resolved: { resolved: true },
  notResolved: { resolved: false },
  satisfaction1: { satisfaction: 1 },
  satisfaction2: { satisfaction: 2 },
  satisfaction3: { satisfaction: 3 },
  satisfaction4: { satisfaction: 4 },
  satisfaction5: { satisfaction: 5 },
  rating1: { rating: 1 },
  rating2: { rating: 2 },
  rating3: { rating: 3 },
  rating4: { rating: 4 },
  rating5: { rating: 5 },
};

const keys: Readonly<Record<GroupBy, Prisma.Sql>> = {
  procedure: Prisma.sql`"case".procedure`,
  unit: Prisma.sql`"case".lead_unit`,
  street: Prisma.sql`left("case".region, 9)`,
  grid: Prisma.sql`"case".place`,
  month: Prisma.sql`to_char("case".opened_at AT TIME ZONE 'Asia/Shanghai', 'YYYY-MM')`,
};

const mostGroups = 1000;
const rows = z.array(z.strictObject({ key: z.string().nullable(), whole: z.boolean(), ...z.strictObject(counts).shape }));

export interface Counted {
  readonly total: Counts;
  /** Those without a key, such as cases without a grid, are in the total alone. */
  readonly groups: ReadonlyArray<{ readonly key: string; readonly counts: Counts }>;
}

/**
 * Counts the cases on which all the conditions hold, and by group, the largest first. In one statement: first how many cases
 * are alike in all that is measured, then the measures of those few rows, so that a case costs one look.
 */
export async function countCases(db: Database, conditions: readonly Prisma.CaseWhereInput[], groupBy: GroupBy): Promise<Counted> {
  const columns = Object.entries(measures).map(
    ([name, filter]) => Prisma.sql`coalesce(sum(alike) FILTER (WHERE ${conditionSql(filterOf(filter))}), 0)::int AS ${Prisma.raw(`"${name}"`)}`,
  );
  // The planner takes the months of a million instants for a million groups, and would sort them: there are some hundreds.
  // And what is right for a street is wrong for a province: each question is planned for itself.
  const settings = db.$executeRaw`SELECT set_config('work_mem', '256MB', true), set_config('plan_cache_mode', 'force_custom_plan', true)`;
  const [, counted] = await db.$transaction([settings, db.$queryRaw`
    SELECT key, grouping(key) = 1 AS whole, ${Prisma.join(columns)}
    FROM (
      SELECT ${keys[groupBy]} AS key, procedure, stage, status, outcome, light, least(missed, 1) AS missed, least(reworks, 1) AS reworks,
        contacted, resolved, satisfaction, rating, count(*) AS alike
      FROM "case" WHERE ${conditionSql({ AND: [...conditions] })}
      GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12
    ) AS "case"
    GROUP BY GROUPING SETS ((key), ())
    ORDER BY whole DESC, registered DESC, key
    LIMIT ${mostGroups + 1}`]);
  const [total, ...groups] = rows.parse(counted).map(({ key, whole: _, ...figures }) => ({ key, counts: figures }));
  if (total === undefined) throw new Error('a count without a total');
  return { total: total.counts, groups: groups.flatMap(({ key, counts: figures }) => (key === null ? [] : [{ key, counts: figures }])) };
}

/** What follows from counts; null where nobody was asked, or nothing was taken on. */
export function ratesOf(counted: Counts, { satisfaction }: Pick<Formula, 'satisfaction'>): Rates {
  const asked = sum(levels.map((level) => counted[`satisfaction${level}`]));
  const rated = sum(levels.map((level) => counted[`rating${level}`]));
  return {
    closedRate: share(counted.closed, counted.accepted),
    overdueRate: share(counted.overdue, counted.accepted),
    responseRate: share(counted.contacted, counted.contacted + counted.notContacted),
    resolutionRate: share(counted.resolved, counted.resolved + counted.notResolved),
    satisfactionRate: share(sum(levels.map((level) => counted[`satisfaction${level}`] * satisfaction[level])), asked),
    ratingMean: rated === 0 ? null : round(sum(levels.map((level) => counted[`rating${level}`] * level)) / rated),
  };
}

function share(part: number, whole: number): number | null {
  return whole === 0 ? null : Math.min(1, round(part / whole));
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((all, each) => all + each, 0);
}

/** To the ten thousandth: 98.83 %. */
function round(value: number): number {
  return Math.round(value * 10_000) / 10_000;
}
