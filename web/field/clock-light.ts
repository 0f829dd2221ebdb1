import type { Light } from '../../contracts/clock.ts';
import type { DeskStep } from '../api/client.ts';

/** The light as it was, but red once the due time has passed while nobody could ask the API. */
export function clockLight({ light, dueAt }: Pick<DeskStep, 'light' | 'dueAt'>, now: number): Light | null {
  return dueAt !== null && Date.parse(dueAt) < now ? 'red' : light;
}
