import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { Formula } from '../../contracts/api/formulas.ts';
import type { Region, Unit } from '../../contracts/api/registry.ts';
import type { Backlog, CaseFigures, GroupBy, Heat, HeatMeasure, UrgentCase } from '../../contracts/api/statistics.ts';
import { api, json, type Page } from '../api/client.ts';

/** What the whole wall is about. */
export interface Scope {
  readonly region: string;
  readonly procedure: string | undefined;
}
export interface Asked extends Scope {
  readonly from: string;
  readonly to: string;
}

/** Kept while the next ones come: no number jumps through nothing. */
const calm = { placeholderData: keepPreviousData };
const live = { ...calm, refetchInterval: 30_000 };
const minutes = (number: number) => ({ ...calm, staleTime: 30_000, refetchInterval: number * 60_000 });
const rarely = { staleTime: 10 * 60_000, gcTime: 60 * 60_000 };

/** Counting a year is work for the database: a wall asks for two counts at a time, and leaves room for those who work. */
const atOnce = 2;
let running = 0;
const waiting: Array<() => void> = [];

async function inTurn<Answer>(ask: () => Promise<Answer>): Promise<Answer> {
  if (running >= atOnce) await new Promise<void>((go) => waiting.push(go));
  else running += 1;
  try {
    return await ask();
  } finally {
    const next = waiting.shift();
    if (next === undefined) running -= 1;
    else next();
  }
}

export const wallQueries = {
  now: ({ region, procedure }: Scope, groupBy: GroupBy) =>
    queryOptions({ queryKey: ['wall', 'now', region, procedure, groupBy], queryFn: ({ signal }) => json<Backlog>('GET', '/statistics/now', { query: { region, procedure, groupBy }, signal }), ...live }),
  urgent: ({ region, procedure }: Scope) =>
    queryOptions({ queryKey: ['wall', 'urgent', region, procedure], queryFn: ({ signal }) => json<Page<UrgentCase>>('GET', '/statistics/urgent', { query: { region, procedure, limit: 50 }, signal }), ...live }),
  figures: ({ region, procedure, from, to }: Asked, groupBy: GroupBy, every = 1) =>
    queryOptions({
      queryKey: ['wall', 'figures', region, procedure, from, to, groupBy],
      queryFn: ({ signal }) => inTurn(() => json<CaseFigures>('GET', '/statistics/cases', { query: { region, procedure, from, to, groupBy }, signal })),
      ...minutes(every),
    }),
  heat: ({ region, procedure, from, to }: Asked, measure: HeatMeasure) =>
    queryOptions({
      queryKey: ['wall', 'heat', region, procedure, from, to, measure],
      queryFn: ({ signal }) => inTurn(() => json<Heat>('GET', '/statistics/heat', { query: { region, procedure, from, to, measure }, signal })),
      ...minutes(1),
    }),
  formula: (version: number) => queryOptions({ queryKey: ['formula', version], queryFn: () => json<Formula>('GET', `/formulas/${version}`), ...rarely }),
  grids: (region: string) => queryOptions({ queryKey: ['wall', 'grids', region], queryFn: () => gridsOf(region), ...rarely }),
  regions: (region: string, home: string) => queryOptions({ queryKey: ['wall', 'regions', region, home], queryFn: () => regionsAround(region, home), ...rarely, ...calm }),
};

export type Grid = Unit & { readonly area: NonNullable<Unit['area']> };

/** More of them on one picture cannot be told apart. */
const mostGrids = 1000;

/** The grids of a region that have an area. */
async function gridsOf(region: string): Promise<Grid[]> {
  const grids: Grid[] = [];
  for (let cursor: string | undefined; ; ) {
    const { items, next } = await api.units({ region, kind: 'grid', active: true, limit: 200, cursor });
    grids.push(...items.filter((unit): unit is Grid => unit.area !== null));
    if (next === null || grids.length >= mostGrids) return grids;
    cursor = next;
  }
}

interface Around {
  /** From the reader's own region down to the one that is shown. */
  readonly path: readonly Region[];
  readonly below: readonly Region[];
}

async function regionsAround(region: string, home: string): Promise<Around> {
  const [below, own] = await Promise.all([api.regions({ parent: region, limit: 200 }), api.region(region)]);
  const path = [own];
  for (let at = own; at.code !== home && at.parent !== null; path.unshift(at)) at = await api.region(at.parent);
  return { path, below: below.items };
}

