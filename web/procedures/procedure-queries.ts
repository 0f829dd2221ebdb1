import { queryOptions } from '@tanstack/react-query';
import type { z } from 'zod';
import type { RuleStanding } from '../../contracts/api/clocks.ts';
import type { openByStage } from '../../contracts/api/procedures.ts';
import { json } from '../api/client.ts';

export type OpenByStage = z.infer<typeof openByStage>;

/** Open cases by stage, counted anew every minute. */
export function openCasesOf(procedure: string) {
  return queryOptions({
    queryKey: ['procedure', procedure, 'counts'],
    queryFn: () => json<{ readonly items: readonly OpenByStage[] }>('GET', `/procedures/${procedure}/counts`),
    select: ({ items }) => items,
    refetchInterval: 60_000,
  });
}

/** A time-limit rule: what is in force, and what is to come. A page needs many, and they come together. */
export function ruleOf(code: string) {
  return queryOptions({
    queryKey: ['rules', 'standing'],
    queryFn: () => json<{ readonly items: readonly RuleStanding[] }>('GET', '/rules'),
    select: ({ items }) => items.find((rule) => rule.code === code) ?? null,
    staleTime: 60_000,
  });
}
