import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type { z } from 'zod';
import type { Publication, PublicationKind, publicationVersion } from '../../contracts/api/publications.ts';
import { json, type Page } from '../api/client.ts';

export type Filter = { readonly kind?: PublicationKind | undefined; readonly status?: Publication['status'] | undefined };

const address = (id: string): string => `/publications/${encodeURIComponent(id)}`;

export const ownPublications = (filter: Filter) =>
  infiniteQueryOptions({
    queryKey: ['publications', 'list', filter],
    queryFn: ({ pageParam }) => json<Page<Publication>>('GET', '/publications', { query: { ...filter, cursor: pageParam } }),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next,
  });
export const ownPublication = (id: string) => queryOptions({ queryKey: ['publications', 'one', id], queryFn: () => json<Publication>('GET', address(id)) });
export const publishedVersions = (id: string) =>
  queryOptions({ queryKey: ['publications', 'versions', id], queryFn: () => json<Page<z.infer<typeof publicationVersion>>>('GET', `/public${address(id)}/versions`), select: ({ items }) => items });

export const draftPublication = (body: unknown, key: string) => json<Publication>('POST', '/publications', { body, key });
export const changePublication = (id: string, body: unknown, key: string) => json<Publication>('PUT', address(id), { body, key });
export const publishPublication = (id: string, key: string) => json<Publication>('POST', `${address(id)}/publish`, { key });
export const withdrawPublication = (id: string, body: unknown, key: string) => json<Publication>('POST', `${address(id)}/withdraw`, { body, key });
