import { infiniteQueryOptions, QueryClient, queryOptions } from '@tanstack/react-query';
import { api, Refusal } from './client.ts';

/** A refusal stays a refusal; what did not arrive is asked for again. */
export function makeQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: { staleTime: 15_000, retry: (failures, error) => failures < 2 && !(error instanceof Refusal) },
    },
  });
}

const cursor = { initialPageParam: '', getNextPageParam: ({ next }: { next: string | null }) => next };
const after = (param: string) => (param === '' ? undefined : param);
/** What changes rarely. */
export const rarely = { staleTime: 10 * 60_000, gcTime: 60 * 60_000 };

export const queries = {
  desk: (filter: Readonly<Record<string, string>>) =>
    infiniteQueryOptions({
      queryKey: ['desk', filter],
      queryFn: ({ pageParam, signal }) => api.steps({ ...filter, cursor: after(pageParam) }, signal),
      ...cursor,
      refetchInterval: 60_000,
    }),
  case: (ref: string) => queryOptions({ queryKey: ['case', ref], queryFn: ({ signal }) => api.case(ref, signal), refetchInterval: 60_000 }),
  cases: (filter: Readonly<Record<string, string>>) =>
    infiniteQueryOptions({
      queryKey: ['cases', filter],
      queryFn: ({ pageParam, signal }) => api.cases({ ...filter, cursor: after(pageParam) }, signal),
      ...cursor,
    }),
  inbox: (unread: boolean) =>
    infiniteQueryOptions({
      queryKey: ['inbox', unread],
      queryFn: ({ pageParam, signal }) => api.inbox({ unread, cursor: after(pageParam) }, signal),
      ...cursor,
    }),
  unread: () => queryOptions({ queryKey: ['unread'], queryFn: () => api.inbox({ unread: true, limit: 1 }), select: ({ unread }) => unread, refetchInterval: 60_000 }),
  procedures: () => queryOptions({ queryKey: ['procedures'], queryFn: api.procedures, select: ({ items }) => items, ...rarely }),
  procedure: (name: string) => queryOptions({ queryKey: ['procedure', name], queryFn: () => api.procedure(name), ...rarely }),
};
