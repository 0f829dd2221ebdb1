import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { Duties, DutyOccasion } from '../../contracts/api/duties.ts';
import type { Coverage, Occasion, OccasionBody, Schedule } from '../../contracts/api/schedules.ts';
import { api, json, send, type Opened, type Page, type Query } from '../api/client.ts';

const cursor = { initialPageParam: '', getNextPageParam: ({ next }: { next: string | null }) => next };

export const dutyQueries = {
  days: (query: Query) =>
    queryOptions({
      queryKey: ['duties', query],
      queryFn: ({ signal }) => json<Duties>('GET', '/duties', { query, signal }),
      placeholderData: keepPreviousData,
      refetchInterval: 60_000,
    }),
  /** The regions next below one. */
  regions: (parent: string) => queryOptions({ queryKey: ['regions', parent], queryFn: () => api.regions({ parent, limit: 100 }), select: ({ items }) => items, staleTime: 600_000 }),
  schedules: (query: Query) =>
    infiniteQueryOptions({
      queryKey: ['schedules', query],
      queryFn: ({ pageParam, signal }) => json<Page<Schedule>>('GET', '/schedules', { query: { ...query, cursor: pageParam }, signal }),
      ...cursor,
    }),
  schedule: (id: string) => queryOptions({ queryKey: ['schedule', id], queryFn: () => json<Schedule>('GET', `/schedules/${id}`) }),
  occasions: (id: string) => queryOptions({ queryKey: ['schedule', id, 'occasions'], queryFn: () => json<{ items: readonly Occasion[] }>('GET', `/schedules/${id}/occasions`, { query: { limit: 8 } }) }),
  coverage: (id: string, from: string, to: string) =>
    queryOptions({ queryKey: ['schedule', id, 'coverage', from, to], queryFn: () => json<Coverage>('GET', `/schedules/${id}/coverage`, { query: { from, to } }) }),
};

/** What a coordinator does with schedules and with single occasions. */
export const arrange = {
  make: (body: unknown, key: string) => json<Schedule>('POST', '/schedules', { body, key }),
  change: (id: string, body: unknown) => json<Schedule>('PUT', `/schedules/${id}`, { body }),
  remove: (id: string) => send('DELETE', `/schedules/${id}`, {}),
  openNext: (id: string, key: string) => json<Opened>('POST', `/schedules/${id}/trigger`, { key }),
  move: (id: string, planned: string, body: OccasionBody) => json<Occasion>('PUT', `/schedules/${id}/occasions/${planned}`, { body }),
  restore: (id: string, planned: string) => json<Occasion>('DELETE', `/schedules/${id}/occasions/${planned}`),
};

/** Names an occasion in an address: by its schedule and planned day, or by the case that was opened by hand. */
export function nameOf({ schedule, planned, case: opened }: Pick<DutyOccasion, 'schedule' | 'planned' | 'case'>): string {
  return schedule === null || planned === null ? (opened?.caseNo ?? '') : `${schedule}:${planned}`;
}
