import type { Label } from '../../contracts/label.ts';
import type { ProcedureDefinition } from '../../contracts/procedure.ts';
import { definitionOf } from '../cases/case-row.ts';

/** A step of an entry with its label; the id alone where the procedure no longer knows it. */
export function stepShown(procedure: ProcedureDefinition, id: string | null): { id: string; label: Label } | null {
  if (id === null) return null;
  const name = id.replace(/-\d+$/, '');
  return { id, label: definitionOf(procedure, name)?.label ?? { zh: name, en: name } };
}
