import type { Case } from '../../prisma/generated/client.ts';
import { hasRole, type Actor } from '../accounts/actor.ts';

/**
 * Those who handle a case read its personal fields and who the parties are. Others (an auditor, a supervisor, a coordinator
 * of the region) read what the workflow knows, and masks.
 */
export function handles(actor: Actor, { access, units }: Pick<Case, 'access' | 'units'>): boolean {
  return access.includes(actor.officer) || (units.includes(actor.unit) && hasRole(actor, 'coordinator', 'handler', 'unitHead', 'gridWorker'));
}

/** 139******01: shows that many characters at either end, and none of what is too short to hide the rest. */
export function masked(text: string | null, first: number, last: number): string | null {
  if (text === null) return null;
  const characters = [...text];
  const hidden = characters.length - first - last;
  if (hidden < 1) return '***';
  return [...characters.slice(0, first), '*'.repeat(Math.max(hidden, 2)), ...characters.slice(characters.length - last)].join('');
}
