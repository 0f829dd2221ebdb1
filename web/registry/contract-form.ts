import { z } from 'zod';
import { fieldsOf, type Field, type Schema } from '../forms/schema.ts';

/** The fields of a contract, as its form shows them. */
export function fieldsIn(contract: z.ZodObject): Field[] {
  // zod's type of a JSON Schema is wider than the part of it that our contracts use: web/forms/form-generator.test.ts draws them all.
  return fieldsOf(z.toJSONSchema(contract, { io: 'input', unrepresentable: 'any' }) as Schema);
}
