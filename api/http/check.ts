import { z } from 'zod';
import { labelOf } from '../../contracts/message.ts';
import { Problem, type FieldError } from './problem.ts';

const chinese = unlessMissing('必填', z.locales.zhCN().localeError);
const english = unlessMissing('This field is required', z.locales.en().localeError);

/** Says of a field that is not there that it is required, rather than that it is undefined. */
function unlessMissing(required: string, told: z.core.$ZodErrorMap): z.core.$ZodErrorMap {
  return (issue) => (issue.code === 'invalid_type' && issue.input === undefined ? required : told(issue));
}

/**
 * Parses a value with its schema. Throws `invalid-fields` with one line for each field that does not fit, in both languages.
 * `at` is the path of the value in the request, when it is a part of one.
 */
export function check<S extends z.ZodType>(schema: S, value: unknown, at = ''): z.output<S> {
  const inEnglish = schema.safeParse(value, { error: english });
  if (inEnglish.success) return inEnglish.data;
  const inChinese = schema.safeParse(value, { error: chinese });
  throw invalidFields(pair(linesOf(inChinese.error?.issues ?? [], at), linesOf(inEnglish.error.issues, at)));
}

/** The refusal of a request of which these fields do not fit. */
export function invalidFields(errors: readonly FieldError[]): Problem {
  return new Problem('invalid-fields', { count: errors.length }, errors);
}

interface Line {
  readonly path: string;
  readonly text: string;
}

function pair(zh: readonly Line[], en: readonly Line[]): FieldError[] {
  return en.map(({ path, text }, index) => {
    const written = labelOf(text); // a contract's own message says both at once
    return { path, zh: written?.zh ?? zh[index]?.text ?? text, en: written?.en ?? text };
  });
}

function linesOf(issues: readonly z.core.$ZodIssue[], at: string): Line[] {
  return issues.flatMap((issue) => {
    const path = join(at, issue.path);
    if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => ({ path: join(path, [key]), text: issue.message }));
    if (issue.code === 'invalid_union') {
      const nearest = issue.errors.toSorted((a, b) => a.length - b.length)[0];
      if (nearest !== undefined && nearest.length > 0) return linesOf(nearest, path);
    }
    return [{ path, text: issue.message }];
  });
}

function join(start: string, rest: readonly PropertyKey[]): string {
  return rest.reduce<string>((path, part) => {
    if (typeof part === 'number') return `${path}[${part}]`;
    return path === '' ? String(part) : `${path}.${String(part)}`;
  }, start);
}
