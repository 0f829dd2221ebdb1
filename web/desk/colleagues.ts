import { queryOptions } from '@tanstack/react-query';
import { api } from '../api/client.ts';

/** The officers of a unit to whom its head may assign a step. */
export const colleagues = (unit: string) =>
  queryOptions({
    queryKey: ['colleagues', unit],
    queryFn: () => api.officers({ unit, active: 'true', limit: 200 }),
    select: ({ items }) => items,
    enabled: unit !== '',
    staleTime: 5 * 60_000,
  });
