import { infiniteQueryOptions, type InfiniteData, type UseInfiniteQueryResult } from '@tanstack/react-query';
import { json, type Page, type Query } from './client.ts';

export type List<Item> = UseInfiniteQueryResult<InfiniteData<Page<Item>>>;

/** A list of the API, page by page. `part`: of the pages; what changes in it makes its lists stale. */
export function pagesOf<Item>(part: string, path: string, filter: Query) {
  return infiniteQueryOptions({
    queryKey: [part, path, filter],
    queryFn: ({ pageParam, signal }) => json<Page<Item>>('GET', path, { query: { limit: 100, ...filter, cursor: pageParam === '' ? undefined : pageParam }, signal }),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next,
  });
}
