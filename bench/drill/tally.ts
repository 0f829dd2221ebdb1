import pg from 'pg';

interface Row {
  readonly cases: number;
  readonly closed: number;
  readonly late: number;
  readonly reworked: number;
  readonly asked: number;
  readonly satisfied: number;
  readonly gaps: number;
  readonly keys: number;
  readonly met: number;
  readonly missed: number;
}

/** What the tables say of a year, in lines, and whether nothing was lost. */
export interface Tally {
  readonly lines: readonly string[];
  readonly holds: boolean;
}

const share = (part: number, whole: number): string => (whole === 0 ? '—' : `${((100 * part) / whole).toFixed(2)} %`);

/**
 * Counts what the tables have of a drill: its rates, and whether something was lost. Nothing is, when every event has a closed
 * case, its entries have no gap, and every request that was answered 2xx left an entry under its key.
 */
export async function tally(databaseUrl: string, told: { events: number; acknowledged: number }): Promise<Tally> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const { rows } = await client.query<Row>(`
      WITH event AS (SELECT * FROM "case" WHERE procedure = 'gridEvent'),
      counted AS (SELECT case_no, count(*) AS entries, max(seq) AS last, count(DISTINCT key) AS keys FROM entry GROUP BY case_no)
      SELECT count(*)::int AS cases,
        count(*) FILTER (WHERE event.status = 'closed')::int AS closed,
        count(*) FILTER (WHERE event.missed > 0)::int AS late,
        count(*) FILTER (WHERE event.reworks > 0)::int AS reworked,
        count(*) FILTER (WHERE event.satisfaction IS NOT NULL)::int AS asked,
        count(*) FILTER (WHERE event.satisfaction >= 3)::int AS satisfied,
        count(*) FILTER (WHERE counted.entries IS DISTINCT FROM event.seq OR counted.last IS DISTINCT FROM event.seq)::int AS gaps,
        coalesce(sum(counted.keys), 0)::int AS keys,
        (SELECT count(*)::int FROM clock WHERE status = 'met') AS met,
        (SELECT count(*)::int FROM clock WHERE status = 'missed') AS missed
      FROM event LEFT JOIN counted USING (case_no)`);
    const [row] = rows;
    if (row === undefined) throw new Error('the tables cannot be counted');
    const lost = told.events - row.closed + row.gaps + Math.abs(told.acknowledged - row.keys);
    return {
      lines: [
        `${row.cases} cases, ${row.closed} closed; late ${share(row.late, row.cases)}, done again ${share(row.reworked, row.cases)}, satisfied ${share(row.satisfied, row.asked)} of ${row.asked} asked`,
        `clocks: ${row.met} met, ${row.missed} missed`,
        lost === 0
          ? 'Nothing was lost: every event is closed, no case has a gap, and every answer of 2xx has its entry.'
          : `LOST: ${told.events - row.closed} events are not closed, ${row.gaps} cases have gaps, ${told.acknowledged} answers of 2xx and ${row.keys} keys in the entries.`,
      ],
      holds: lost === 0,
    };
  } finally {
    await client.end();
  }
}
