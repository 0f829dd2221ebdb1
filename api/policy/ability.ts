import { AbilityBuilder, subject, type Ability as CaslAbility } from '@casl/ability';
import { createPrismaAbility, type PrismaQueryOf, type Subjects, type WhereInputOf } from '@casl/prisma/runtime';
import type { Family } from '../../contracts/ids.ts';
import type { Role } from '../../contracts/roles.ts';
import type { Case, Officer, Prisma } from '../../prisma/generated/client.ts';
import { hasRole, type Actor } from '../accounts/actor.ts';
import { regionAndBelow } from '../registry/region-scope.ts';

type Action = 'read' | 'change' | 'urge' | 'supervise';

/** What permissions are about: rows of the database, and areas of administration that have no row of their own. */
type Subject =
  | Subjects<{ Case: Case; Officer: Officer }>
  | 'Registry'
  | 'Rule'
  | 'Calendar'
  | 'Account'
  | 'Schedule'
  | 'Audit'
  | 'Statistics';

export type Ability = CaslAbility<[Action, Subject], PrismaQueryOf<Prisma.TypeMap>>;
type CaseWhere = WhereInputOf<Prisma.TypeMap, 'Case'>;

/** Roles that work on cases. The three administrators are not among them: they see no business data. */
const working: readonly Role[] = ['coordinator', 'handler', 'unitHead', 'supervisor', 'gridWorker', 'serviceAccount'];

/**
 * What an actor may do (design.md, section 7). `below` are the units below his own: heads and supervisors look down the tree.
 * Of a confidential case only those know who are named on it, the heads of its units, and who was asked to supervise it.
 */
export function abilityFor(actor: Actor, below: readonly string[] = []): Ability {
  const { can, build } = new AbilityBuilder<Ability>(createPrismaAbility);
  const tree = [actor.unit, ...below];

  if (hasRole(actor, ...working)) {
    can('read', 'Case', open({ units: { has: actor.unit } }));
    can('read', 'Case', { access: { has: actor.officer } });
    can('read', 'Schedule');
  }
  if (hasRole(actor, 'coordinator', 'serviceAccount')) can('read', 'Case', open({ coordinator: actor.unit }));
  if (hasRole(actor, 'coordinator')) can('read', 'Case', open({ region: regionAndBelow(actor.region), family: 'general' }));
  if (hasRole(actor, 'unitHead', 'supervisor')) {
    can(['read', 'urge'], 'Case', open({ units: { hasSome: tree } }));
    can(['read', 'urge'], 'Case', open({ coordinator: { in: tree } }));
  }
  if (hasRole(actor, 'unitHead')) can(['read', 'urge'], 'Case', { units: { has: actor.unit } });
  if (hasRole(actor, 'supervisor')) {
    can('supervise', 'Case', open({ units: { hasSome: tree } }));
    can('supervise', 'Case', open({ coordinator: { in: tree } }));
    can(['read', 'urge', 'supervise'], 'Case', { supervisedBy: { has: actor.unit } });
  }
  if (hasRole(actor, 'coordinator')) {
    can('urge', 'Case', open({ coordinator: actor.unit }));
    can('change', 'Schedule');
  }
  if (hasRole(actor, 'auditor')) {
    can('read', 'Case', open({ region: regionAndBelow(actor.region), family: actor.discipline ? { in: ['general', 'discipline'] } : 'general' }));
    can('read', 'Schedule');
    can('read', 'Statistics');
  }
  if (hasRole(actor, 'coordinator', 'unitHead', 'supervisor')) can('read', 'Statistics');

  if (hasRole(actor, 'systemAdministrator')) can('change', ['Registry', 'Rule', 'Calendar']);
  if (hasRole(actor, 'securityAdministrator')) can('change', 'Account');
  if (hasRole(actor, 'auditAdministrator')) can('read', 'Audit');

  can('read', ['Registry', 'Rule', 'Calendar']);
  can('read', 'Officer', ['phone'], { id: actor.officer });
  if (hasRole(actor, 'unitHead')) can('read', 'Officer', ['phone'], { unitCode: actor.unit });
  if (hasRole(actor, 'securityAdministrator')) can('read', 'Officer', ['phone']);

  return build();
}

/** A condition on cases that are not confidential. */
function open(condition: CaseWhere): CaseWhere {
  return { confidential: false, ...condition };
}

/** Whether the actor may open cases of a procedure: his role, and for discipline inspection his unit. */
export function mayOpen(actor: Actor, procedure: { readonly family: Family; readonly openedBy: readonly Role[] }): boolean {
  if (procedure.family === 'discipline' && !actor.discipline) return false;
  return hasRole(actor, ...procedure.openedBy);
}

/** Nobody outside discipline inspection sees that its procedures exist, but who keeps the registry and the rules for them. */
export function maySeeProcedure(actor: Actor, procedure: { readonly family: Family }): boolean {
  return procedure.family === 'general' || actor.discipline || hasRole(actor, 'systemAdministrator');
}

/** Whether the actor may do this to one case. */
export function mayOnCase(ability: Ability, action: Action, row: Case): boolean {
  return ability.can(action, subject('Case', row));
}

/** Whether the actor may see an officer's phone number whole. */
export function maySeePhone(ability: Ability, row: Officer): boolean {
  return ability.can('read', subject('Officer', row), 'phone');
}
