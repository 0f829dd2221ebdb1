import type { ProcedureDefinition } from '../../contracts/procedure.ts';
import { procedures } from '../../contracts/procedures/index.ts';
import type { Actor } from '../accounts/actor.ts';
import { maySeeProcedure } from '../policy/ability.ts';

/** The procedures that somebody may know of. */
export function visibleTo(actor: Actor): ProcedureDefinition[] {
  return Object.values(procedures).filter((procedure) => maySeeProcedure(actor, procedure));
}
