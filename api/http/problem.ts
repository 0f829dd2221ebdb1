import { fill, type Label, type Language } from '../../contracts/label.ts';
import { problems, type ProblemCode, type ProblemDetails } from '../../contracts/problem.ts';

/** What fills the places of a problem's texts. A label is told in the language of the reader. */
export type Facts = Readonly<Record<string, string | number | Label>>;

/** One field that does not fit, such as `allegations[0].fact`. */
export interface FieldError {
  readonly path: string;
  readonly zh: string;
  readonly en: string;
}

/** The one error of the API: a refusal from the catalogue, with its facts and, for a form, its fields. */
export class Problem extends Error {
  override readonly name = 'Problem';
  readonly code: ProblemCode;
  readonly status: number;
  readonly facts: Facts;
  readonly errors: readonly FieldError[] | undefined;

  constructor(code: ProblemCode, facts: Facts = {}, errors?: readonly FieldError[], cause?: unknown) {
    super(`${code} ${JSON.stringify(facts)}`, cause === undefined ? {} : { cause });
    this.code = code;
    this.status = problems[code].status;
    this.facts = facts;
    this.errors = errors;
  }
}

/** Where a problem is told: in which language, about which address, under which request. */
export interface Telling {
  readonly language: Language;
  readonly instance: string;
  readonly requestId: string;
}

/** The problem as problem+json (RFC 9457), with both languages in. */
export function describe(problem: Problem, { language, instance, requestId }: Telling): ProblemDetails {
  const { status, title, advice } = problems[problem.code];
  const told = { zh: { requestId, ...factsIn('zh', problem.facts) }, en: { requestId, ...factsIn('en', problem.facts) } };
  const titleOf = (each: Language): string => fill(title, told[each])[each];
  const adviceOf = (each: Language): string => fill(advice, told[each])[each];
  return {
    type: `https://liandong.example/problems/${problem.code}`,
    code: problem.code,
    title: titleOf(language),
    status,
    detail: adviceOf(language),
    zh: `${titleOf('zh')}。${adviceOf('zh')}。`,
    en: `${titleOf('en')}. ${adviceOf('en')}.`,
    instance,
    requestId,
    ...(Object.keys(problem.facts).length === 0 ? {} : { facts: factsIn(language, problem.facts) }),
    ...(problem.errors === undefined ? {} : { errors: problem.errors.map((each) => ({ ...each })) }),
  };
}

function factsIn(language: Language, facts: Facts): Record<string, string | number> {
  return Object.fromEntries(
    Object.entries(facts).map(([name, fact]) => [name, typeof fact === 'object' ? fact[language] : fact]),
  );
}
