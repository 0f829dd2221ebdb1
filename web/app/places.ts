import type { pageAddresses } from '../../contracts/pages.ts';
import type { Role } from '../../contracts/roles.ts';
import type { Word } from '../words/dictionary.ts';

type Address = Exclude<(typeof pageAddresses)[number], '/' | `${string}$${string}`>;

interface Place {
  readonly to: Address;
  readonly word: Word & `nav.${string}`;
  readonly roles: readonly Role[];
}

const working = ['coordinator', 'handler', 'unitHead', 'supervisor', 'gridWorker'] as const satisfies readonly Role[];
const reading = [...working, 'auditor'] as const;

/** Where the navigation leads, and whom. The API decides what anybody may see; this only leaves out what would be empty. */
export const places: readonly Place[] = [
  { to: '/desk', word: 'nav.desk', roles: working },
  { to: '/field', word: 'nav.field', roles: ['gridWorker'] },
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

export function placesFor(roles: readonly Role[]): readonly Place[] {
  return places.filter((place) => place.roles.some((role) => roles.includes(role)));
}

/** Whether there are cases for these roles: nobody else is told what changes. */
export function seesCases(roles: readonly Role[]): boolean {
  return reading.some((role) => roles.includes(role));
}

/** Where somebody with these roles begins. */
export function homeOf(roles: readonly Role[]): Address {
  return placesFor(roles)[0]?.to ?? '/procedures';
}
