import { z } from 'zod';
import type { PlaceChain, Point } from '../../contracts/api/routing.ts';
import type { Database } from '../database.ts';
import { invalidFields } from '../http/check.ts';
import { Problem } from '../http/problem.ts';
import { covers, regionAndBelow } from '../registry/region-scope.ts';

/** Where an event is: the grid by its code, or a point in one, or both. */
export interface Where {
  /** Left out: anywhere. */
  readonly region?: string | undefined;
  readonly grid?: string | undefined;
  readonly point?: Point | undefined;
}

/**
 * The grid of an event, with the chain above it. Throws `outside-every-grid` for a point outside all grids of the region,
 * and `invalid-fields` for a unit that is no grid of the region, or a grid that the point does not lie in; `at` is where
 * the fields stand in the request.
 */
export async function placeOf(db: Database, { region, grid, point }: Where, at = 'matter.'): Promise<PlaceChain> {
  const code = grid === undefined ? await gridAt(db, region, point) : await gridNamed(db, { region, grid, point }, at);
  return chainOf(db, code);
}

async function gridAt(db: Database, region: string | undefined, point: Point | undefined): Promise<string> {
  const [grid] = point === undefined ? [] : await gridsAround(db, region, point);
  if (grid === undefined) throw outsideEveryGrid(region);
  return grid;
}

async function gridNamed(db: Database, { region, grid: code, point }: Where & { readonly grid: string }, at: string): Promise<string> {
  const unit = await db.unit.findUnique({ where: { code, kind: 'grid', active: true }, select: { regionCode: true, area: true } });
  if (unit === null || (region !== undefined && !covers(region, unit.regionCode))) {
    throw invalidFields([{ path: `${at}grid`, zh: `${code} 不是 ${region ?? '本系统'} 的网格`, en: `${code} is no grid of ${region ?? 'this system'}` }]);
  }
  if (point !== undefined && unit.area !== null && !(await gridsAround(db, region, point)).includes(code)) {
    throw invalidFields([{ path: `${at}point`, zh: `该位置不在网格 ${code} 内`, en: `this point does not lie in the grid ${code}` }]);
  }
  return code;
}

/** Codes of regions are digits. */
const everywhere = { gte: '0', lt: ':' };

function outsideEveryGrid(region: string | undefined): Problem {
  return new Problem('outside-every-grid', { region: region ?? { zh: '本系统', en: 'this system' } });
}

const codes = z.array(z.object({ code: z.string() }));

/** Grids of a region in whose area a point lies; a point on the border of two is in both. */
async function gridsAround(db: Database, region: string | undefined, { lat, lng }: Point): Promise<string[]> {
  const { gte, lt } = region === undefined ? everywhere : regionAndBelow(region);
  const found = await db.$queryRaw`
    SELECT code FROM unit
    WHERE kind = 'grid' AND active AND area IS NOT NULL AND region_code >= ${gte} AND region_code < ${lt}
      AND (
        SELECT ('(' || string_agg(format('(%s,%s)', corner->>0, corner->>1), ',' ORDER BY place) || ')')::polygon
        FROM jsonb_array_elements(area->'coordinates'->0) WITH ORDINALITY AS ring(corner, place)
      ) @> point(${lng}::float8, ${lat}::float8)
    ORDER BY code`;
  return codes.parse(found).map(({ code }) => code);
}

const above = z.array(z.object({ code: z.string(), kind: z.string(), region: z.string(), supervises: z.boolean() }));

async function chainOf(db: Database, grid: string): Promise<PlaceChain> {
  const chain = above.parse(await db.$queryRaw`
    WITH RECURSIVE above AS (
      SELECT code, kind, parent_code, region_code, 0 AS height FROM unit WHERE code = ${grid}
      UNION ALL
      SELECT unit.code, unit.kind, unit.parent_code, unit.region_code, height + 1
      FROM unit JOIN above ON unit.code = above.parent_code
    )
    SELECT code, kind::text, region_code AS region, EXISTS (
      SELECT FROM officer WHERE unit_code = above.code AND active AND 'supervisor' = ANY (roles)) AS supervises
    FROM above ORDER BY height`);
  const of = (kind: string) => chain.find((unit) => unit.kind === kind)?.code ?? null;
  const street = of('street');
  const community = of('community');
  const district = street === null ? null : (chain[chain.findIndex(({ code }) => code === street) + 1]?.code ?? null);
  const region = chain[0]?.region ?? '';
  return {
    region,
    grid,
    community,
    street,
    district,
    centre: (await centreOf(db, region)) ?? community ?? street ?? grid,
    supervisor: chain.find(({ supervises }) => supervises)?.code ?? null,
  };
}

/** 网格中心 of the nearest region around a grid: its town, its district or county, its city. */
async function centreOf(db: Database, region: string): Promise<string | null> {
  const around = [region.slice(0, 12), region.slice(0, 9), region.slice(0, 6), `${region.slice(0, 4)}00`];
  const centres = await db.unit.findMany({
    where: { kind: 'gridCentre', active: true, regionCode: { in: around } },
    select: { code: true, regionCode: true },
    orderBy: { code: 'asc' },
  });
  return around.flatMap((each) => centres.filter(({ regionCode }) => regionCode === each))[0]?.code ?? null;
}
