import { z } from 'zod';
import type { Family } from '../../contracts/ids.ts';
import type { Attachment } from '../../prisma/generated/client.ts';
import type { Actor } from '../accounts/actor.ts';
import { visibleAttachments } from '../attachments/visible.ts';
import type { Database } from '../database.ts';
import type { Deps } from '../deps.ts';
import { invalidFields } from '../http/check.ts';
import { Problem, type FieldError } from '../http/problem.ts';
import { placesOf, type Place } from './schema-walk.ts';

const delegate = z.object({ officer: z.string(), unit: z.string() });

/**
 * Checks what a form names: that units, officers and matters exist and are active, that a delegate belongs to the unit that
 * sends him, that whoever works on a case of discipline inspection belongs to it, and that dates meant for the future lie
 * there. One statement for each kind that occurs.
 * An attachment must be one that the actor may see: who knows its hash alone learns nothing. `actor` is left out where the
 * value was made from a form that is checked itself.
 * Returns the attachments named.
 * Throws unknown-unit, unknown-officer, unknown-matter, unknown-attachment, date-in-the-past, or invalid-fields with the places.
 */
export async function checkReferences(
  { db, clock }: Pick<Deps, 'db' | 'clock'>,
  schema: z.ZodType,
  value: unknown,
  family: Family,
  actor?: Actor,
): Promise<readonly Attachment[]> {
  const places = [...placesOf(schema, value)];
  checkDates(places, clock());
  const working = namedAs(places, 'unit');
  const units = codesOf([...working, ...namedAs(places, 'subjectUnit')]);
  const officers = codesOf(namedAs(places, 'officer'));
  const matters = codesOf(namedAs(places, 'matter'));
  const attachments = attachmentsIn(places);
  const active = true;
  const [knownUnits, knownOfficers, knownMatters, knownAttachments] = await Promise.all([
    units.length === 0 ? [] : db.unit.findMany({ where: { code: { in: units }, active }, select: { code: true, discipline: true } }),
    officers.length === 0 ? [] : db.officer.findMany({ where: { id: { in: officers }, active }, select: { id: true, unitCode: true } }),
    matters.length === 0 ? [] : db.matter.findMany({ where: { code: { in: matters }, active }, select: { code: true } }),
    attachments.length === 0 ? [] : findAttachments(db, attachments, actor),
  ]);
  const unit = missing(units, knownUnits.map(({ code }) => code));
  if (unit !== undefined) throw new Problem('unknown-unit', { unit });
  const officer = missing(officers, knownOfficers.map(({ id }) => id));
  if (officer !== undefined) throw new Problem('unknown-officer', { officer });
  const matter = missing(matters, knownMatters.map(({ code }) => code));
  if (matter !== undefined) throw new Problem('unknown-matter', { matter });
  const sha256 = missing(attachments, knownAttachments.map((each) => each.sha256));
  if (sha256 !== undefined) throw new Problem('unknown-attachment', { sha256 });

  const outsiders = family === 'discipline' ? new Set(knownUnits.flatMap(({ code, discipline }) => (discipline ? [] : [code]))) : new Set();
  const homes = new Map(knownOfficers.map(({ id, unitCode }) => [id, unitCode]));
  const faults = [
    ...working.filter(({ value: code }) => outsiders.has(code)).map(({ path }) => outsider(path)),
    ...places.flatMap((place) => strangerAt(place, homes)),
  ];
  if (faults.length > 0) throw invalidFields(faults);
  return knownAttachments;
}

/** SHA-256 of the attachments that a form names. */
export function attachmentsNamed(schema: z.ZodType, value: unknown): string[] {
  return attachmentsIn([...placesOf(schema, value)]);
}

function attachmentsIn(places: readonly Place[]): string[] {
  return codesOf(namedAs(places, 'attachment'));
}

async function findAttachments(db: Database, hashes: readonly string[], actor: Actor | undefined): Promise<Attachment[]> {
  if (actor === undefined) return db.attachment.findMany({ where: { sha256: { in: [...hashes] } } });
  return (await visibleAttachments(db, actor, hashes)).map(({ row }) => row);
}

/** Checks that an officer to whom a step is assigned belongs to its unit and may complete it. Throws unknown-officer or invalid-fields. */
export async function checkAssignee(
  db: Database,
  { officer: id }: { readonly officer: string },
  step: { readonly unit: string; readonly roles: readonly string[] },
): Promise<void> {
  const officer = await db.officer.findUnique({ where: { id, active: true }, select: { unitCode: true, roles: true } });
  if (officer === null) throw new Problem('unknown-officer', { officer: id });
  if (officer.unitCode !== step.unit) throw invalidFields([stranger('officer', step.unit)]);
  if (!officer.roles.some((role) => step.roles.includes(role))) {
    throw invalidFields([{ path: 'officer', zh: '该工作人员没有办理此环节的角色', en: 'this officer has no role for this step' }]);
  }
}

function checkDates(places: readonly Place[], now: Date): void {
  const past = places.find(({ schema, value }) => schema.meta()?.['future'] === true && Date.parse(String(value)) < now.getTime());
  if (past !== undefined) throw new Problem('date-in-the-past', { field: past.path });
}

function namedAs(places: readonly Place[], kind: string): Place[] {
  return places.filter(({ schema }) => schema.meta()?.['reference'] === kind);
}

function codesOf(places: readonly Place[]): string[] {
  return [...new Set(places.map(({ value }) => String(value)))];
}

function missing(named: readonly string[], known: readonly string[]): string | undefined {
  return named.find((code) => !known.includes(code));
}

function strangerAt({ value, path }: Place, homes: ReadonlyMap<string, string>): FieldError[] {
  const sent = delegate.safeParse(value);
  const home = sent.success ? homes.get(sent.data.officer) : undefined;
  if (!sent.success || home === undefined || home === sent.data.unit) return [];
  return [stranger(path === '' ? 'officer' : `${path}.officer`, sent.data.unit)];
}

function stranger(path: string, unit: string): FieldError {
  return { path, zh: `该工作人员不属于 ${unit}`, en: `this officer does not belong to ${unit}` };
}

function outsider(path: string): FieldError {
  return { path, zh: '该单位不是纪检监察机构', en: 'this unit does not belong to discipline inspection' };
}
