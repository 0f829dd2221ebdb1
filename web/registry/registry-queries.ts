import { queryOptions } from '@tanstack/react-query';
import type { z } from 'zod';
import type { ImportTable } from '../../contracts/api/imports.ts';
import type { Matter, Officer, OfficerRelation, receivingUnit, Region, Unit } from '../../contracts/api/registry.ts';
import { api, json, type Page, type Query } from '../api/client.ts';
import { pagesOf } from '../api/pages-of.ts';

export type ReceivingUnit = z.infer<typeof receivingUnit>;

export const registry = {
  units: (filter: Query) => pagesOf<Unit>('registry', '/units', filter),
  officers: (filter: Query) => pagesOf<Officer>('registry', '/officers', filter),
  regions: (filter: Query) => pagesOf<Region>('registry', '/regions', filter),
  matters: (filter: Query) => pagesOf<Matter>('registry', '/matters', filter),
  receiving: (filter: Query) => pagesOf<ReceivingUnit>('registry', '/receiving-units', filter),
  unit: (code: string) => queryOptions({ queryKey: ['registry', 'unit', code], queryFn: () => api.unit(code) }),
  officer: (id: string) => queryOptions({ queryKey: ['registry', 'officer', id], queryFn: () => api.officer(id) }),
  region: (code: string) => queryOptions({ queryKey: ['registry', 'region', code], queryFn: () => api.region(code) }),
  matter: (code: string) => queryOptions({ queryKey: ['registry', 'matter', code], queryFn: () => api.matter(code) }),
  /** The units above one, the nearest first. */
  above: (code: string) => queryOptions({ queryKey: ['registry', 'above', code], queryFn: () => unitsAbove(code) }),
  relations: (id: string) => queryOptions({ queryKey: ['registry', 'relations', id], queryFn: () => json<{ relations: OfficerRelation[] }>('GET', `/officers/${id}/relations`) }),
  /** The grids with an area around a region: those of its county. */
  neighbours: (region: string) => queryOptions({ queryKey: ['registry', 'neighbours', region.slice(0, 6)], queryFn: () => gridsOf(region.slice(0, 6)), staleTime: 60_000 }),
  imports: () => queryOptions({ queryKey: ['registry', 'imports'], queryFn: () => json<Page<ImportTable>>('GET', '/imports') }),
};

async function unitsAbove(code: string): Promise<readonly Unit[]> {
  const { parent } = await api.unit(code);
  if (parent === null) return [];
  return [await api.unit(parent), ...(await unitsAbove(parent))];
}

async function gridsOf(region: string, cursor?: string): Promise<readonly Unit[]> {
  const { items, next } = await api.units({ region, kind: 'grid', active: 'true', limit: 200, cursor });
  const drawn = items.filter(({ area }) => area !== null);
  return next === null ? drawn : [...drawn, ...(await gridsOf(region, next))];
}
