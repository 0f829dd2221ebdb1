import type { UnitKind } from '../../contracts/api/registry.ts';
import type { pageAddresses } from '../../contracts/pages.ts';
import type { Role } from '../../contracts/roles.ts';
import type { Me } from '../session/session.ts';
import type { Word } from '../words/dictionary.ts';

type Address = Exclude<(typeof pageAddresses)[number], '/' | `${string}$${string}`>;

interface Place {
  readonly to: Address;
  readonly word: Word & `nav.${string}`;
  readonly roles: readonly Role[];
  /** Also for these roles, in units of such a kind. */
  readonly within?: { readonly kinds: readonly UnitKind[]; readonly roles: readonly Role[] };
}

const working = ['coordinator', 'handler', 'unitHead', 'supervisor', 'gridWorker'] as const satisfies readonly Role[];
const reading = [...working, 'auditor'] as const;

/** Where the navigation leads, and whom. The API decides what anybody may see; this only leaves out what would be empty. */
export const places: readonly Place[] = [
  { to: '/desk', word: 'nav.desk', roles: working },
  // Heads of grids and communities check on the spot; patrols are walked by associations, which are `other`. Departments and windows work at the desk.
  { to: '/field', word: 'nav.field', roles: ['gridWorker'], within: { kinds: ['grid', 'building', 'community', 'other'], roles: ['handler', 'unitHead'] } },
  { to: '/cases', word: 'nav.cases', roles: reading },
  { to: '/open', word: 'nav.open', roles: working },
  { to: '/inbox', word: 'nav.inbox', roles: reading },
  { to: '/wall', word: 'nav.wall', roles: ['coordinator', 'unitHead', 'supervisor', 'auditor'] },
  { to: '/duties', word: 'nav.duties', roles: reading },
  { to: '/campaigns', word: 'nav.campaigns', roles: reading },
  { to: '/publications', word: 'nav.publications', roles: ['coordinator', 'handler', 'unitHead'] },
  { to: '/registry', word: 'nav.registry', roles: ['unitHead', 'systemAdministrator'] },
  { to: '/accounts', word: 'nav.accounts', roles: ['securityAdministrator'] },
  { to: '/audit', word: 'nav.audit', roles: ['auditAdministrator'] },
  { to: '/procedures', word: 'nav.procedures', roles: [...reading, 'systemAdministrator', 'securityAdministrator', 'auditAdministrator'] },
];

export function placesFor({ roles, unitKind, discipline }: Me): readonly Place[] {
  const holds = (some: readonly Role[]): boolean => some.some((role) => roles.includes(role));
  return places.filter((place) => holds(place.roles) || (place.within !== undefined && !discipline && place.within.kinds.includes(unitKind) && holds(place.within.roles)));
}

/** Whether there are cases for these roles: nobody else is told what changes. */
export function seesCases(roles: readonly Role[]): boolean {
  return reading.some((role) => roles.includes(role));
}

/** Where somebody begins. */
export function homeOf(me: Me): Address {
  return placesFor(me)[0]?.to ?? '/procedures';
}
