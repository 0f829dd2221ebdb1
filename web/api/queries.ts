import { infiniteQueryOptions, QueryClient, queryOptions, useQuery } from '@tanstack/react-query';
import type { Label } from '../../contracts/label.ts';
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
/** Names change rarely. */
const rarely = { staleTime: 10 * 60_000, gcTime: 60 * 60_000 };

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

/** What a reference in a form can point to. */
export type Referenced = 'unit' | 'subjectUnit' | 'officer' | 'matter' | 'region' | 'category' | 'case' | 'procedure';

const lookUps: Readonly<Record<Referenced, (id: string) => Promise<Label>>> = {
  unit: async (code) => (await api.unit(code)).name,
  subjectUnit: async (code) => (await api.unit(code)).name,
  officer: async (id) => sameInBoth((await api.officer(id)).name),
  matter: async (code) => (await api.matter(code)).name,
  region: async (code) => (await api.region(code)).name,
  category: async (code) => (await api.categories({ limit: 200 })).items.find((each) => each.code === code)?.name ?? sameInBoth(code),
  case: async (caseNo) => sameInBoth((await api.cases({ q: caseNo, limit: 1 })).items.map(({ title }) => `${caseNo} ${title}`)[0] ?? caseNo),
  procedure: async (name) => (await api.procedure(name)).label,
};

/** The name of something in the registry; undefined while it is looked up, and where it cannot be. */
export function useName(kind: Referenced, id: string | null): Label | undefined {
  const { data } = useQuery({ queryKey: ['name', kind, id], queryFn: () => lookUps[kind](id ?? ''), enabled: id !== null, ...rarely });
  return data;
}

export function sameInBoth(text: string): Label {
  return { zh: text, en: text };
}
