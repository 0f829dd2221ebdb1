import { z } from 'zod';
import { tripsOfMatter, type mattersOfCase } from '../../contracts/api/statistics.ts';
import { label } from '../../contracts/label.ts';
import type { Database } from '../database.ts';
import { regionAndBelow } from '../registry/region-scope.ts';

/** Trips of the filings closed (not withdrawn) from one day to another, by matter. One statement. */
export async function countTrips(
  db: Database,
  { from, to, region }: { from: string; to: string; region: string },
): Promise<Array<z.infer<typeof tripsOfMatter>>> {
  const { gte, lt } = regionAndBelow(region);
  const rows = await db.$queryRaw`
    WITH counted AS (
      SELECT item, count(*)::int AS closed, sum(trips)::int AS trips, max(trips) AS most,
        round(avg(trips), 2)::float AS average, count(*) FILTER (WHERE trips <= 1)::int AS "atMostOnce"
      FROM "case"
      WHERE status = 'closed' AND item IS NOT NULL AND trips IS NOT NULL AND region >= ${gte} AND region < ${lt}
        AND closed_at >= (${from}::date)::timestamp AT TIME ZONE 'Asia/Shanghai'
        AND closed_at < (${to}::date + 1)::timestamp AT TIME ZONE 'Asia/Shanghai'
      GROUP BY item
    )
    SELECT counted.*, matter.name FROM counted JOIN matter ON matter.code = counted.item ORDER BY counted.item`;
  return z.array(tripsOfMatter).parse(rows);
}

const rowsByMatter = z.array(z.strictObject({ item: z.string(), name: label, total: z.int(), open: z.int() }));

/** What was begun at a case, by matter. One statement. */
export async function countMatters(db: Database, caseNo: string): Promise<z.infer<typeof mattersOfCase>> {
  const items = rowsByMatter.parse(await db.$queryRaw`
    WITH counted AS (
      SELECT item, count(*)::int AS total, count(*) FILTER (WHERE status IN ('open', 'paused'))::int AS open
      FROM "case" WHERE part_of = ${caseNo} AND item IS NOT NULL GROUP BY item
    )
    SELECT counted.*, matter.name FROM counted JOIN matter ON matter.code = counted.item ORDER BY counted.item`);
  const sum = (figure: 'total' | 'open') => items.reduce((all, each) => all + each[figure], 0);
  return { total: sum('total'), open: sum('open'), items };
}
