import { expect } from '@jest/globals';
import type { ProblemCode, ProblemDetails } from '../../contracts/problem.ts';
import type { Answer, System } from './system.ts';

const han = /\p{Script=Han}/u;

/** What of the database and of an open case a refusal must leave alone. */
async function traces({ db, engine }: System, id: string): Promise<unknown> {
  const [rows] = await db.$queryRaw<unknown[]>`
    SELECT (SELECT count(*) FROM opening)::int AS opening, (SELECT count(*) FROM party)::int AS party,
      (SELECT coalesce(sum(last), 0) FROM case_counter)::int AS numbers, (SELECT count(*) FROM submission)::int AS submission,
      (SELECT count(*) FROM "case")::int AS cases, (SELECT count(*) FROM step)::int AS step,
      (SELECT count(*) FROM clock)::int AS clock, (SELECT count(*) FROM entry)::int AS entry,
      (SELECT count(*) FROM notification)::int AS notification, (SELECT count(*) FROM schedule)::int AS schedule,
      (SELECT count(*) FROM time_limit_rule)::int AS rule, (SELECT count(*) FROM keyed_request)::int AS keyed`;
  const { picture, entries } = await engine.whole(id.startsWith('jointInspection') ? 'discipline' : 'general', id);
  return { rows, seq: picture.seq, entries: entries.length };
}

/**
 * Whether a request is refused as it should be: with this status and code, in both languages, in the one that was asked for,
 * and without any trace in the database or in the case.
 */
export async function refusedWithoutTrace(
  system: System,
  id: string,
  request: () => Promise<Answer>,
  status: number,
  code: ProblemCode,
): Promise<ProblemDetails> {
  const before = await traces(system, id);
  const answer = await request();
  expect({ status: answer.status, code: answer.body['code'], body: answer.body }).toMatchObject({ status, code });
  expect(answer.headers.get('content-type')).toContain('application/problem+json');
  expect(await traces(system, id)).toEqual(before);
  const problem = answer.body as unknown as ProblemDetails;
  for (const { zh, en } of [problem, ...(problem.errors ?? [])]) {
    expect(zh).toMatch(han);
    expect(en.replaceAll(/\p{Script=Han}{2,6}〔\d+〕\d+号/gu, '')).not.toMatch(han);
    expect(`${zh}${en}`).not.toMatch(/[{}]|undefined|\[object/);
  }
  return problem;
}
