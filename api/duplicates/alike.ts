import { z } from 'zod';
import type { Likeness, Point } from '../../contracts/api/routing.ts';
import type { Database } from '../database.ts';
import { cellsAround } from '../routing/map.ts';

export interface Sought {
  readonly category: string;
  readonly grid?: string | undefined;
  readonly point?: Point | undefined;
  /** How far back, in days of 24 hours. */
  readonly days?: number;
  /** How far away, in metres; at most 300. */
  readonly metres?: number;
  /** The case that is not like itself. */
  readonly except?: string;
}

const rows = z.array(
  z.object({
    caseNo: z.string(),
    workflowId: z.string(),
    category: z.string(),
    place: z.string().nullable(),
    stage: z.string(),
    openedAt: z.date(),
    metres: z.int().nullable(),
  }),
);

/**
 * Open events of a category in the same grid or near a point, of the last days, the nearest first; at most 20. One statement
 * over two indexes: the place of the case, and the square of the map. Distances are those on a sphere of 6,371 km.
 */
export async function alike(db: Database, { category, grid, point, days = 7, metres = 200, except = '' }: Sought): Promise<Likeness[]> {
  const { lat = null, lng = null } = point ?? {};
  const cells = point === undefined ? [] : cellsAround(point);
  const found = await db.$queryRaw`
    WITH near AS (
      SELECT case_no FROM "case"
      WHERE place = ${grid ?? null} AND category = ${category} AND opened_at > now() - make_interval(days => ${days}::int)
      UNION
      SELECT case_no FROM opening WHERE cell = ANY (${cells}::text[]) AND at > now() - make_interval(days => ${days}::int)
    ), measured AS (
      SELECT c.case_no, c.workflow_id, c.category, c.place, c.stage, c.opened_at,
        round(2 * 6371000 * asin(sqrt(
          sin(radians(o.lat - ${lat}::float8) / 2) ^ 2
          + cos(radians(o.lat)) * cos(radians(${lat}::float8)) * sin(radians(o.lng - ${lng}::float8) / 2) ^ 2)))::int AS metres
      FROM near JOIN "case" c USING (case_no) JOIN opening o USING (case_no)
      WHERE c.category = ${category} AND c.status IN ('open', 'paused') AND c.case_no <> ${except}
    )
    SELECT case_no AS "caseNo", workflow_id AS "workflowId", category, place, stage, opened_at AS "openedAt", metres
    FROM measured WHERE metres <= ${metres}::int OR place = ${grid ?? null}
    ORDER BY metres NULLS LAST, opened_at DESC, case_no LIMIT 20`;
  return rows.parse(found).map((row) => ({ ...row, openedAt: row.openedAt.toISOString() }));
}
