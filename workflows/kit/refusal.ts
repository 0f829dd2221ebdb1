import { ApplicationFailure } from '@temporalio/workflow';
import type { ProblemCode, ProblemFacts } from '../../contracts/problem.ts';

/** A typed refusal of an Update: the API turns its code into problem+json. */
export function refuse(code: ProblemCode, facts: ProblemFacts = {}): never {
  throw ApplicationFailure.create({ type: code, message: code, nonRetryable: true, details: [facts] });
}

/** Answers a question that came as an Update by refusing it: so it leaves nothing in the history (docs/decisions/0007). */
export function answerByRefusing(question: string, answer: object): never {
  throw ApplicationFailure.create({ type: question, message: question, nonRetryable: true, details: [answer] });
}

/** What a procedure objects to in a form that fits its shape. */
export interface Objection {
  readonly code: ProblemCode;
  readonly facts?: ProblemFacts;
}

/** An objection to a form, told in one sentence. */
export function wrong(zh: string, en: string): Objection {
  return { code: 'wrong-form', facts: { reason: { zh, en } } };
}
