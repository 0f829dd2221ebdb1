import { queryOptions } from '@tanstack/react-query';
import type { z } from 'zod';
import type { PublicationKind, Analysis, publicationBrief, publicationVersion, publicPublication, publicUnit } from '../../contracts/api/publications.ts';
import type { EventCategory, Point } from '../../contracts/api/routing.ts';
import type * as contract from '../../contracts/api/residents.ts';
import { json, type Page } from '../api/client.ts';

export type PublicRegion = z.infer<typeof contract.publicRegion>;
export type PublicCommunity = z.infer<typeof contract.publicCommunities>['items'][number];
export type PublicationBrief = z.infer<typeof publicationBrief>;
export type PublicUnit = z.infer<typeof publicUnit>;

/** Names and calendars change rarely; a slow line is not asked twice. */
const rarely = { staleTime: 10 * 60_000, gcTime: 60 * 60_000 };
/** What a page of a list may hold; a region with more grids has several pages. */
const most = 200;

export const publicQueries = {
  categories: () => queryOptions({ queryKey: ['public', 'categories'], queryFn: () => json<{ items: readonly EventCategory[] }>('GET', '/public/categories'), select: ({ items }) => items, ...rarely }),
  regions: (of: string | undefined) =>
    queryOptions({ queryKey: ['public', 'regions', of], queryFn: () => json<{ items: readonly PublicRegion[] }>('GET', '/public/regions', { query: { of } }), select: ({ items }) => items, ...rarely }),
  grids: (region: string, areas: boolean) => queryOptions({ queryKey: ['public', 'grids', region, areas], queryFn: () => allGrids(region, areas), ...rarely }),
  units: (region: string, name: string) =>
    queryOptions({ queryKey: ['public', 'units', region, name], queryFn: () => json<Page<PublicUnit>>('GET', '/public/units', { query: { region, name, limit: 20 } }), select: ({ items }) => items, ...rarely }),
  communities: (region: string) =>
    queryOptions({ queryKey: ['public', 'communities', region], queryFn: () => json<{ items: readonly PublicCommunity[] }>('GET', '/public/communities', { query: { region } }), select: ({ items }) => items, ...rarely }),
  serviceDays: (community: string) =>
    queryOptions({ queryKey: ['public', 'service-days', community], queryFn: () => json<{ items: readonly contract.PublicServiceDay[] }>('GET', '/public/service-days', { query: { community } }), select: ({ items }) => items }),
  matters: (name: string) =>
    queryOptions({ queryKey: ['public', 'matters', name], queryFn: () => json<Page<contract.PublicMatter>>('GET', '/public/matters', { query: { name, limit: most } }), select: ({ items }) => items, ...rarely }),
  publication: (id: string) => queryOptions({ queryKey: ['public', 'publication', id], queryFn: () => json<z.infer<typeof publicPublication>>('GET', `/public/publications/${encodeURIComponent(id)}`) }),
  versions: (id: string) =>
    queryOptions({ queryKey: ['public', 'versions', id], queryFn: () => json<Page<z.infer<typeof publicationVersion>>>('GET', `/public/publications/${encodeURIComponent(id)}/versions`), select: ({ items }) => items }),
  analysis: (region: string) => queryOptions({ queryKey: ['public', 'analysis', region], queryFn: () => json<Analysis>('GET', '/public/analysis', { query: { region } }) }),
};

export const publicationsAsked = (query: { kind?: PublicationKind | undefined; region?: string | undefined; q?: string | undefined; cursor?: string | undefined }) =>
  json<Page<PublicationBrief>>('GET', '/public/publications', { query: { ...query, limit: 20 } });

export const gridAt = (point: Point) => json<contract.PublicGrid>('POST', '/public/grids/at', { body: point });
export const sendReport = (body: unknown, key: string) => json<contract.Filed>('POST', '/public/reports', { body, key });
export const sendComplaint = (body: unknown, key: string) => json<contract.Filed>('POST', '/complaints', { body, key });
export const sendAppointment = (body: unknown, key: string) => json<contract.Filed>('POST', '/public/appointments', { body, key });
export const sendHomeVisit = (body: unknown, key: string) => json<contract.Filed>('POST', '/public/home-visits', { body, key });
export const sendPhoto = (file: Blob) => json<{ ticket: string }>('POST', '/public/photos', { file });

async function allGrids(region: string, areas: boolean): Promise<readonly contract.PublicGrid[]> {
  const grids: contract.PublicGrid[] = [];
  let cursor: string | undefined;
  do {
    const page: Page<contract.PublicGrid> = await json('GET', '/public/grids', { query: { region, areas, limit: most, cursor } });
    grids.push(...page.items);
    cursor = page.next ?? undefined;
  } while (cursor !== undefined);
  return grids;
}
