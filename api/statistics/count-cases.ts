import type { Formula } from '../../contracts/api/formulas.ts';
import type { Counts, GroupBy, Measure, Rates } from '../../contracts/api/statistics.ts';
import { Prisma } from '../../prisma/generated/client.ts';
import type { CaseFilter } from '../cases/list-cases.ts';
import type { Database } from '../database.ts';
import { conditionSql } from '../policy/condition-sql.ts';
import { keyOf } from './grouping.ts';
import { tally, type Tally } from './tally.ts';

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

/**
 * Counts the cases on which all the conditions hold, and by group: first how many cases are alike in all that is measured, then
 * the measures of those few rows, so that a case costs one look.
 */
export function countCases(db: Database, conditions: readonly Prisma.CaseWhereInput[], groupBy: GroupBy, region: string): Promise<Tally<Measure>> {
  const source = Prisma.sql`
    SELECT ${keyOf(groupBy, region)} AS key, procedure, stage, status, outcome, light, least(missed, 1) AS missed, least(reworks, 1) AS reworks,
      contacted, resolved, satisfaction, rating, count(*) AS alike
    FROM "case" WHERE ${conditionSql({ AND: [...conditions] })}
    GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12`;
  return tally(db, source, measures);
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
