import { z } from 'zod';

/**
 * Marks a field as personal data or as text that may name a person. Its value is kept in the database alone:
 * the API takes it out of the message before the message goes to the workflow, and puts it back for readers.
 */
export function personal<T extends z.ZodType>(schema: T, purpose: string) {
  return schema.meta({ personal: true, purpose });
}

type Json = Readonly<Record<string, unknown>>;

function isRecord(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isPersonal(schema: unknown): boolean {
  return schema instanceof z.ZodType && schema.meta()?.['personal'] === true;
}

/** The schema below optional, nullable and default wrappers. */
function bare(schema: unknown): unknown {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable || schema instanceof z.ZodDefault) {
    return isPersonal(schema) ? schema : bare(schema.unwrap());
  }
  return schema;
}

/**
 * Splits a parsed value by its schema: `kept` is what may travel, `taken` what stays in the database.
 * `taken` has the shape of the value with only the personal fields in it, and is undefined where there are none.
 */
export function splitPersonal(schema: unknown, value: unknown): { kept: unknown; taken: unknown } {
  const inner = bare(schema);
  if (value === undefined || value === null) return { kept: value, taken: undefined };
  if (isPersonal(inner)) return { kept: undefined, taken: value };
  if (inner instanceof z.ZodObject && isRecord(value)) {
    const kept: Record<string, unknown> = {};
    const taken: Record<string, unknown> = {};
    for (const [name, field] of Object.entries(value)) {
      const part = splitPersonal(inner.shape[name], field);
      if (part.kept !== undefined) kept[name] = part.kept;
      if (part.taken !== undefined) taken[name] = part.taken;
    }
    return { kept, taken: Object.keys(taken).length > 0 ? taken : undefined };
  }
  if (inner instanceof z.ZodArray && Array.isArray(value)) {
    const parts = value.map((item) => splitPersonal(inner.element, item));
    return {
      kept: parts.map((part) => part.kept ?? null),
      taken: parts.some((part) => part.taken !== undefined) ? parts.map((part) => part.taken ?? null) : undefined,
    };
  }
  return { kept: value, taken: undefined };
}

/** Puts what `splitPersonal` took back where it was. */
export function joinPersonal(kept: unknown, taken: unknown): unknown {
  if (taken === undefined || taken === null) return kept;
  if (Array.isArray(taken)) return taken.map((item, index) => joinPersonal(Array.isArray(kept) ? kept[index] : null, item));
  if (isRecord(taken)) {
    const whole: Record<string, unknown> = isRecord(kept) ? { ...kept } : {};
    for (const [name, field] of Object.entries(taken)) whole[name] = joinPersonal(whole[name], field);
    return whole;
  }
  return taken;
}
