import { z } from 'zod';
import { area as areaContract, type Unit } from '../../contracts/api/registry.ts';
import { crossesItself, overlap } from '../../contracts/area.ts';
import { label } from '../../contracts/label.ts';
import { invalidFields } from '../http/check.ts';
import type { Transaction } from '../http/once.ts';

const rows = z.array(z.object({ code: z.string(), name: label, area: areaContract }));
const named = 5;

/**
 * Throws `invalid-fields` for an area that crosses itself, or that has ground in common with another active grid: an event
 * there would belong to two. Borders in common are what neighbours have.
 */
export async function mustLieBeside(code: string, { kind, active, area }: Pick<Unit, 'kind' | 'active' | 'area'>, transaction: Transaction): Promise<void> {
  if (area === null) return;
  const [ring] = area.coordinates;
  if (crossesItself(ring)) throw invalidFields([{ path: 'area', zh: '边界自相交叉或没有围成区域', en: 'The border crosses itself, or has no inside' }]);
  if (kind !== 'grid' || !active) return;
  const taken = (await gridsNear(code, ring, transaction)).filter((grid) => overlap(ring, grid.area.coordinates[0]));
  if (taken.length === 0) return;
  const told = taken.slice(0, named);
  throw invalidFields([
    {
      path: 'area',
      zh: `与${told.map((grid) => `${grid.name.zh}(${grid.code})`).join('、')}${taken.length > named ? `等 ${taken.length} 个网格` : ''}的范围重叠`,
      en: `The area overlaps that of ${told.map((grid) => `${grid.name.en} (${grid.code})`).join(', ')}${taken.length > named ? ` and ${taken.length - named} more` : ''}`,
    },
  ]);
}

/** Active grids, beside the one itself, whose box meets that of a ring. */
async function gridsNear(code: string, ring: ReadonlyArray<readonly [number, number]>, transaction: Transaction) {
  const [lngs, lats] = [ring.map(([lng]) => lng), ring.map(([, lat]) => lat)];
  return rows.parse(await transaction.$queryRaw`
    SELECT code, name, area FROM unit, LATERAL (
      SELECT min((corner->>0)::float8) AS west, max((corner->>0)::float8) AS east, min((corner->>1)::float8) AS south, max((corner->>1)::float8) AS north
      FROM jsonb_array_elements(area->'coordinates'->0) AS corner) AS box
    WHERE kind = 'grid' AND active AND area IS NOT NULL AND code <> ${code}
      AND west <= ${Math.max(...lngs)}::float8 AND east >= ${Math.min(...lngs)}::float8 AND south <= ${Math.max(...lats)}::float8 AND north >= ${Math.min(...lats)}::float8
    ORDER BY code`);
}
