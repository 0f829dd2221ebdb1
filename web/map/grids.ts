import { queryOptions } from '@tanstack/react-query';
import type { Unit } from '../../contracts/api/registry.ts';
import { api } from '../api/client.ts';

/** The grids of a region and of those below it, as the ground of a map; read page by page, and kept for some minutes. */
export function gridsOf(region: string) {
  return queryOptions({ queryKey: ['grids', region], queryFn: () => allGrids(region), staleTime: 10 * 60_000, gcTime: 60 * 60_000 });
}

async function allGrids(region: string): Promise<readonly Unit[]> {
  const grids: Unit[] = [];
  let cursor: string | undefined;
  do {
    const { items, next } = await api.units({ region, kind: 'grid', active: 'true', limit: 200, cursor });
    grids.push(...items);
    cursor = next ?? undefined;
  } while (cursor !== undefined);
  return grids;
}
