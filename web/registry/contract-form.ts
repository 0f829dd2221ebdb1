import { z } from 'zod';
import { fieldsOf, type Field, type Schema } from '../forms/schema.ts';

/** The fields of a contract, as its form shows them. */
export function fieldsIn(contract: z.ZodObject): Field[] {
  const schema = z.toJSONSchema(contract, { io: 'input', unrepresentable: 'any' });
  // zod's type of a JSON Schema is wider than the part of it that our contracts use: web/forms/form-generator.test.ts draws them all.
  return fieldsOf(inlined(schema, schema.$defs ?? {}) as Schema);
}

/** A contract that has a name is written once and referred to: a form wants it where it stands. */
function inlined(schema: unknown, named: Readonly<Record<string, unknown>>): unknown {
  if (Array.isArray(schema)) return schema.map((each) => inlined(each, named));
  if (typeof schema !== 'object' || schema === null) return schema;
  const { $ref: reference, ...rest } = schema as { readonly $ref?: unknown };
  const own = Object.fromEntries(Object.entries(rest).map(([name, each]) => [name, inlined(each, named)]));
  const meant = typeof reference === 'string' ? inlined(named[reference.replace('#/$defs/', '')], named) : {};
  return { ...(meant as object), ...own };
}
