import { z } from 'zod';

/** One value of a parsed form, with its schema and its path. */
export interface Place {
  readonly schema: z.ZodType;
  readonly value: unknown;
  readonly path: string;
}

/** Every value of a form that its schema describes, outermost first. */
export function* placesOf(schema: unknown, value: unknown, path = ''): Generator<Place> {
  const inner = unwrapped(schema);
  if (inner === undefined || value === undefined || value === null) return;
  yield { schema: inner, value, path };
  if (inner instanceof z.ZodObject && typeof value === 'object') {
    for (const [name, field] of Object.entries(value)) {
      yield* placesOf(inner.shape[name], field, path === '' ? name : `${path}.${name}`);
    }
  }
  if (inner instanceof z.ZodArray && Array.isArray(value)) {
    for (const [index, item] of value.entries()) yield* placesOf(inner.element, item, `${path}[${index}]`);
  }
}

function unwrapped(schema: unknown): z.ZodType | undefined {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable || schema instanceof z.ZodDefault) {
    return unwrapped(schema.unwrap());
  }
  return schema instanceof z.ZodType ? schema : undefined;
}
