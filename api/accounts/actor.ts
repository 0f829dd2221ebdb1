import type { UnitKind } from '../../contracts/api/registry.ts';
import type { Label } from '../../contracts/label.ts';
import type { Role } from '../../contracts/roles.ts';

/** Who acts: an officer who logged in, or a service account with its key. As the database knew him at most two seconds ago. */
export interface Actor {
  readonly kind: 'officer' | 'service';
  readonly officer: string;
  readonly name: string;
  readonly roles: readonly Role[];
  readonly unit: string;
  readonly unitName: Label;
  readonly unitKind: UnitKind;
  /** Region of the unit. */
  readonly region: string;
  /** The unit belongs to discipline inspection. */
  readonly discipline: boolean;
  /** The password was given by somebody else or is too old: nothing but changing it is allowed. */
  readonly passwordDue: boolean;
  /** Hex of the credential's sha256: what logging out removes. */
  readonly credential: string;
}

export function hasRole(actor: Actor, ...roles: readonly Role[]): boolean {
  return roles.some((role) => actor.roles.includes(role));
}
