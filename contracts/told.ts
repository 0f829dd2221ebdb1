import type { z } from 'zod';

/** Marks a field of a form whose entry the parties may see: its content is told to them on the receipt page. */
export function toldToParties<S extends z.ZodType>(schema: S): S {
  return schema.meta({ toldToParties: true });
}

export function isToldToParties(schema: z.ZodType): boolean {
  return schema.meta()?.['toldToParties'] === true;
}
