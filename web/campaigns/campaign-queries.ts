import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { CampaignBoard, CampaignBrief, HouseholdCovered } from '../../contracts/api/campaigns.ts';
import type { Household } from '../../contracts/api/imports.ts';
import { api, json, type Page, type Query } from '../api/client.ts';

const cursor = { initialPageParam: '', getNextPageParam: ({ next }: { next: string | null }) => next };
const live = 15_000;
/** So many pages of a list are asked for again and again; of a longer one only what is new. */
const livePages = 2;

export const campaignQueries = {
  campaigns: (status: string | undefined) =>
    infiniteQueryOptions({
      queryKey: ['campaigns', status],
      queryFn: ({ pageParam, signal }) => json<Page<CampaignBrief>>('GET', '/campaigns', { query: { status, cursor: pageParam }, signal }),
      ...cursor,
      refetchInterval: 60_000,
    }),
  /** Cases of single grids, for those who work in one or look down on some. */
  grids: () =>
    infiniteQueryOptions({
      queryKey: ['campaigns', 'grids'],
      queryFn: ({ pageParam, signal }) => api.cases({ procedure: 'campaignGrid', status: 'open', cursor: pageParam }, signal),
      ...cursor,
      refetchInterval: 60_000,
    }),
  board: (ref: string, round: string | undefined) =>
    queryOptions({
      queryKey: ['campaign', ref, 'board', round],
      queryFn: ({ signal }) => json<CampaignBoard>('GET', `/cases/${encodeURIComponent(ref)}/grids`, { query: { round }, signal }),
      placeholderData: keepPreviousData,
      refetchInterval: ({ state }) => (state.data?.case.status === 'open' ? live : false),
    }),
  households: (ref: string, filter: Query, open: boolean) =>
    infiniteQueryOptions({
      queryKey: ['campaign', ref, 'households', filter],
      queryFn: ({ pageParam, signal }) =>
        json<Page<HouseholdCovered>>('GET', `/cases/${encodeURIComponent(ref)}/coverage`, { query: { ...filter, limit: 200, cursor: pageParam }, signal }),
      ...cursor,
      placeholderData: keepPreviousData,
      refetchInterval: ({ state }) => (open && (state.data?.pages.length ?? 0) <= livePages ? live : false),
    }),
  /** Who lives in a household, as far as the reader may see. */
  members: (grid: string, household: string) =>
    queryOptions({
      queryKey: ['household', household],
      queryFn: () => json<Page<Household>>('GET', '/households', { query: { grid, household } }),
      select: ({ items }) => items[0]?.members ?? [],
      staleTime: 60_000,
      retry: false,
    }),
};
