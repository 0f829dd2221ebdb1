import { queryOptions } from '@tanstack/react-query';
import type { z } from 'zod';
import type { CalendarStanding, CalendarYear, Forecast, RuleStanding } from '../../contracts/api/clocks.ts';
import type { Formula } from '../../contracts/api/formulas.ts';
import type { Webhook } from '../../contracts/api/notifications.ts';
import type { EventCategory, RoutingRule, routingTold } from '../../contracts/api/routing.ts';
import type { StandardText } from '../../contracts/api/templates.ts';
import type { TimeLimitRule } from '../../contracts/clock.ts';
import type { Role } from '../../contracts/roles.ts';
import { json, Refusal, type Page, type Query } from '../api/client.ts';
import { useSession } from '../session/session.ts';

export type RoutingTold = z.infer<typeof routingTold>;

/** Whether I hold one of these roles: who does not, gets no buttons. The API decides. */
export function useMay(...roles: readonly Role[]): boolean {
  const mine = useSession()?.me.roles ?? [];
  return roles.some((role) => mine.includes(role));
}

/** All of a list that is short by its nature: page after page. */
async function whole<Item>(path: string, query: Query = {}): Promise<readonly Item[]> {
  const items: Item[] = [];
  let cursor: string | undefined;
  do {
    const page: Page<Item> = await json<Page<Item>>('GET', path, { query: { ...query, limit: 200, cursor } });
    items.push(...page.items);
    cursor = page.next ?? undefined;
  } while (cursor !== undefined);
  return items;
}

export const rulesQueries = {
  rules: () => queryOptions({ queryKey: ['rules'], queryFn: () => json<Page<RuleStanding>>('GET', '/rules'), select: ({ items }) => items }),
  versions: (code: string) =>
    queryOptions({ queryKey: ['rules', code], queryFn: () => json<{ versions: readonly TimeLimitRule[] }>('GET', `/rules/${code}`), select: ({ versions }) => versions }),
  forecast: (code: string, from: string, version: number) =>
    queryOptions({ queryKey: ['rules', code, 'forecast', from, version], queryFn: () => json<Forecast>('GET', `/rules/${code}/forecast`, { query: { from, version } }) }),

  calendar: () => queryOptions({ queryKey: ['calendar'], queryFn: () => json<CalendarStanding>('GET', '/calendar') }),
  /** Null for a year whose arrangement is not published. */
  year: (year: number) => queryOptions({ queryKey: ['calendar', year], queryFn: () => yearOrNull(year) }),

  categories: () => queryOptions({ queryKey: ['event-categories'], queryFn: () => whole<EventCategory>('/event-categories') }),
  routing: (category: string) => queryOptions({ queryKey: ['routing-rules', category], queryFn: () => whole<RoutingRule>('/routing-rules', { category }) }),

  texts: (procedure: string) => queryOptions({ queryKey: ['standard-texts', procedure], queryFn: () => whole<StandardText>('/standard-texts', { procedure }) }),
  formulas: () => queryOptions({ queryKey: ['formulas'], queryFn: () => json<Page<Formula>>('GET', '/formulas'), select: ({ items }) => items }),
  webhooks: () => queryOptions({ queryKey: ['webhooks'], queryFn: () => whole<Webhook>('/webhooks') }),
};

async function yearOrNull(year: number): Promise<CalendarYear | null> {
  try {
    return await json<CalendarYear>('GET', `/calendar/${year}`);
  } catch (failure) {
    if (failure instanceof Refusal && failure.problem.code === 'not-found') return null;
    throw failure;
  }
}
