import type { z } from 'zod';
import type { Label } from '../../contracts/label.ts';
import { labelOf } from '../../contracts/message.ts';
import { Problem, type FieldError } from './problem.ts';
import { sentenceOf } from './sentences.ts';

/**
 * Parses a value with its schema. Throws `invalid-fields` with one line for each field that does not fit, in both languages.
 * `at` is the path of the value in the request, when it is a part of one.
 */
export function check<S extends z.ZodType>(schema: S, value: unknown, at = ''): z.output<S> {
  const parsed = schema.safeParse(value, { error: sentenceOf });
  if (parsed.success) return parsed.data;
  throw invalidFields(linesOf(parsed.error.issues, at));
}

/** The refusal of a request of which these fields do not fit. */
export function invalidFields(errors: readonly FieldError[]): Problem {
  return new Problem('invalid-fields', { count: errors.length }, errors);
}

function linesOf(issues: readonly z.core.$ZodIssue[], at: string): FieldError[] {
  return issues.flatMap((issue) => {
    const path = join(at, issue.path);
    if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => ({ path: join(path, [key]), ...inBoth(issue.message) }));
    if (issue.code === 'invalid_union') {
      const nearest = issue.errors.toSorted((a, b) => a.length - b.length)[0];
      if (nearest !== undefined && nearest.length > 0) return linesOf(nearest, path);
    }
    return [{ path, ...inBoth(issue.message) }];
  });
}

function inBoth(text: string): Label {
  return labelOf(text) ?? { zh: text, en: text };
}

function join(start: string, rest: readonly PropertyKey[]): string {
  return rest.reduce<string>((path, part) => {
    if (typeof part === 'number') return `${path}[${part}]`;
    return path === '' ? String(part) : `${path}.${String(part)}`;
  }, start);
}
