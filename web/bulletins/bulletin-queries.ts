import { queryOptions } from '@tanstack/react-query';
import type { Bulletin, BulletinBrief } from '../../contracts/api/bulletins.ts';
import { json, type Page } from '../api/client.ts';

const published = { staleTime: 5 * 60_000 };

export const bulletinQueries = {
  list: () => queryOptions({ queryKey: ['bulletins'], queryFn: () => json<Page<BulletinBrief>>('GET', '/open-data/bulletins'), ...published }),
  one: (ref: string) => queryOptions({ queryKey: ['bulletin', ref], queryFn: () => json<Bulletin>('GET', `/open-data/bulletins/${encodeURIComponent(ref)}/json`), ...published }),
};
