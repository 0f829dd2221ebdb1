import type { ProcedureDefinition } from '../../contracts/procedure.ts';
import { procedures } from '../../contracts/procedures/index.ts';
import type { Actor } from '../accounts/actor.ts';

/** Nobody outside discipline inspection sees that its procedures exist. */
export function visibleTo(actor: Actor): ProcedureDefinition[] {
  return Object.values(procedures).filter((procedure) => procedure.family === 'general' || actor.discipline);
}
