import { z } from 'zod';
import type { Analysis } from '../../contracts/api/publications.ts';
import { complaint } from '../../contracts/procedures/complaint.ts';
import { dayOf } from '../clocks/calendar.ts';
import type { Database } from '../database.ts';
import { regionAndBelow } from '../registry/region-scope.ts';

/** Fewer than these, and more than none, may point to somebody. */
const few = 5;

const figures = { registered: z.int(), accepted: z.int(), closed: z.int(), rated: z.int(), satisfied: z.int() };
const row = z.strictObject({ month: z.string(), ...figures });
type Figures = Readonly<Record<keyof typeof figures, number>>;

/** 综合分析 of the complaints of a region and those below it, for the last so many whole months. One statement. */
export async function analyse(db: Database, region: string, months: number, now: Date): Promise<Analysis> {
  const { gte, lt } = regionAndBelow(region);
  const present = `${dayOf(now.toISOString()).slice(0, 7)}-01`;
  const rows = z.array(row).parse(await db.$queryRaw`
    WITH month AS (
      SELECT generate_series(${present}::date - make_interval(months => ${months}::int), ${present}::date - interval '1 month', interval '1 month') AS first
    )
    SELECT to_char(month.first, 'YYYY-MM') AS month,
      count("case".case_no)::int AS registered,
      count(*) FILTER (WHERE stage <> 'accept')::int AS accepted,
      count(*) FILTER (WHERE stage <> 'accept' AND status = 'closed')::int AS closed,
      count(*) FILTER (WHERE stage <> 'accept' AND rating IS NOT NULL)::int AS rated,
      count(*) FILTER (WHERE stage <> 'accept' AND rating >= 3)::int AS satisfied
    FROM month LEFT JOIN "case" ON procedure = ${complaint.name} AND region >= ${gte} AND region < ${lt}
      AND opened_at >= month.first::timestamp AT TIME ZONE 'Asia/Shanghai'
      AND opened_at < (month.first + interval '1 month')::timestamp AT TIME ZONE 'Asia/Shanghai'
    GROUP BY month.first ORDER BY month.first DESC`);
  const sum = (name: keyof Figures) => rows.reduce((total, each) => total + (isFew(each[name]) ? 0 : each[name]), 0);
  const rateable = rows.filter(({ rated }) => !isFew(rated));
  return {
    region,
    months: rows.map(({ month, ...each }) => ({ month, ...shown(each) })),
    total: shown({
      registered: sum('registered'),
      accepted: sum('accepted'),
      closed: sum('closed'),
      rated: sum('rated'),
      satisfied: rateable.reduce((total, { satisfied }) => total + satisfied, 0),
    }),
  };
}

function isFew(count: number): boolean {
  return count > 0 && count < few;
}

function shown({ registered, accepted, closed, rated, satisfied }: Figures) {
  const enough = (count: number) => (isFew(count) ? null : count);
  const rate = (part: number, whole: number) => (whole < few ? null : Math.round((part / whole) * 10_000) / 100);
  return {
    registered: enough(registered),
    accepted: enough(accepted),
    closed: enough(closed),
    rated: enough(rated),
    closingRate: isFew(closed) ? null : rate(closed, accepted),
    satisfactionRate: rate(satisfied, rated),
  };
}
