import { z } from 'zod';
import { Prisma } from '../../prisma/generated/client.ts';
import { filterOf, type CaseFilter } from '../cases/list-cases.ts';
import type { Database } from '../database.ts';
import { conditionSql } from '../policy/condition-sql.ts';

const mostGroups = 1000;

export interface Tally<Measure extends string> {
  readonly total: Readonly<Record<Measure, number>>;
  /** Those without a key, such as cases without a grid, are in the total alone. */
  readonly groups: ReadonlyArray<{ readonly key: string; readonly counts: Readonly<Record<Measure, number>> }>;
}

/**
 * Adds up, over all and by `key`, how many cases of a source fit the filter of each measure; the largest group by the first
 * measure comes first. The source is a statement that gives `key`, the columns that the measures look at, and `alike`: how
 * many cases a row stands for. One statement.
 */
export async function tally<Measure extends string>(db: Database, source: Prisma.Sql, measures: Readonly<Record<Measure, CaseFilter>>): Promise<Tally<Measure>> {
  const named = Object.entries<CaseFilter>(measures);
  const columns = named.map(
    ([name, filter]) => Prisma.sql`coalesce(sum(alike) FILTER (WHERE ${conditionSql(filterOf(filter))}), 0)::int AS ${Prisma.raw(`"${name}"`)}`,
  );
  // The planner takes the months of a million instants for a million groups, and would sort them: there are some hundreds.
  // And what is right for a street is wrong for a province: each question is planned for itself.
  const settings = db.$executeRaw`SELECT set_config('work_mem', '256MB', true), set_config('plan_cache_mode', 'force_custom_plan', true)`;
  const [, counted] = await db.$transaction([settings, db.$queryRaw`
    SELECT key, grouping(key) = 1 AS whole, ${Prisma.join(columns)}
    FROM (${source}) AS "case"
    GROUP BY GROUPING SETS ((key), ())
    ORDER BY whole DESC, 3 DESC, key
    LIMIT ${mostGroups + 1}`]);
  const row = z.object({ key: z.string().nullable(), ...Object.fromEntries(named.map(([name]) => [name, z.int()])) });
  const [total, ...groups] = z.array(row).parse(counted).map(({ key, ...figures }) => ({ key, counts: figures as Record<Measure, number> }));
  if (total === undefined) throw new Error('a count without a total');
  return { total: total.counts, groups: groups.flatMap(({ key, counts }) => (key === null ? [] : [{ key, counts }])) };
}
