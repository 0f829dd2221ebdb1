import { z } from 'zod';
import { actionTexts, longestReason } from '../../contracts/api/templates.ts';
import type { ProcedureDefinition, StepDefinition } from '../../contracts/procedure.ts';
import { standingSteps } from '../../contracts/standing-steps.ts';

/** From this length on a form draws a text over several lines, and offers standard texts for it. */
const long = 200;

/** Steps of a procedure, with those that every procedure has. */
export function stepsOf(procedure: ProcedureDefinition): ReadonlyMap<string, StepDefinition> {
  return new Map<string, StepDefinition>([...Object.entries(procedure.steps), ...Object.entries(standingSteps)]);
}

export interface LongText {
  /** Characters that it takes. */
  readonly most: number;
  /** It stays in the database, and so may name somebody. */
  readonly personal: boolean;
}

/** The long texts of some steps, by the names that standard texts call them. */
export function longTextsOf(steps: Iterable<StepDefinition>): ReadonlyMap<string, LongText> {
  const found = new Map<string, LongText>(Object.keys(actionTexts).map((name) => [name, { most: longestReason, personal: false }]));
  for (const { form, part, report } of steps) {
    for (const [name, { most, personal }] of [...textsIn(form), ...textsIn(part), ...textsIn(report, 'report/')]) {
      const before = found.get(name);
      found.set(name, { most: Math.max(most, before?.most ?? 0), personal: personal && (before?.personal ?? true) });
    }
  }
  return found;
}

function* textsIn(schema: unknown, path = ''): Generator<readonly [name: string, text: LongText]> {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable || schema instanceof z.ZodDefault) yield* textsIn(schema.unwrap(), path);
  if (schema instanceof z.ZodArray) yield* textsIn(schema.element, path);
  if (schema instanceof z.ZodString && (schema.maxLength ?? 0) >= long) {
    yield [path, { most: schema.maxLength ?? 0, personal: schema.meta()?.['personal'] === true }];
  }
  if (schema instanceof z.ZodObject) {
    const start = path === '' || path.endsWith('/') ? path : `${path}.`;
    for (const [name, field] of Object.entries(schema.shape)) yield* textsIn(field, `${start}${name}`);
  }
}
