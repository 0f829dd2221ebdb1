import type { Label } from '../../contracts/label.ts';
import { roleLabels, type Role } from '../../contracts/roles.ts';
import { Problem } from './problem.ts';

/** The refusal of somebody who has none of these roles. */
export function forbiddenTo(roles: readonly Role[]): Problem {
  return forbidden({
    zh: `需要以下角色之一:${roles.map((role) => roleLabels[role].zh).join('、')}`,
    en: `This needs one of these roles: ${roles.map((role) => roleLabels[role].en).join(', ')}`,
  });
}

/** The refusal of somebody who may not do this; `needs` says what would be needed. */
export function forbidden(needs: Label): Problem {
  return new Problem('forbidden', { needs });
}
