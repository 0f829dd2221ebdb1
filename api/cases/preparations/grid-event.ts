import { gridEvent, type EventFacts } from '../../../contracts/procedures/grid-event.ts';
import type { Database } from '../../database.ts';
import { alike } from '../../duplicates/alike.ts';
import { placeOf } from '../../routing/place.ts';
import { routesFor } from '../../routing/routes.ts';
import type { Prepared } from '../prepare.ts';

/** The grid of an event, the rules that hold there, and open events that may be the same. The grid centre coordinates it. */
export async function prepareEvent(db: Database, matter: unknown, region: string): Promise<Partial<Prepared>> {
  const { category, grid, point } = gridEvent.matter.parse(matter);
  const chain = await placeOf(db, { region, grid, point });
  const { routes } = await routesFor(db, category, chain);
  const near = await alike(db, { category, grid: chain.grid, point });
  const facts: EventFacts = { chain, routes, alike: near.map(({ caseNo }) => caseNo) };
  return { facts: { ...facts }, coordinator: chain.centre };
}
