import { expect } from '@jest/globals';
import type { ProblemCode, ProblemDetails } from '../../contracts/problem.ts';
import type { Answer, System } from './system.ts';

const han = /\p{Script=Han}/u;

/** When a session was last seen, which every request may write; and that somebody tried, which the audit keeps. */
const beside = ['session', 'audit_entry'];

/** What of the database and of an open case a refusal must leave alone: every row of every table. */
async function traces({ db, engine }: System, id: string): Promise<unknown> {
  const tables = await db.$queryRaw<unknown[]>`
    SELECT tablename, md5(query_to_xml(format('SELECT * FROM %I AS each_row ORDER BY each_row::text', tablename), true, false, '')::text) AS rows
    FROM pg_tables WHERE schemaname = 'public' AND NOT tablename = ANY (${beside}) ORDER BY tablename`;
  const { picture, entries } = await engine.whole(id.startsWith('jointInspection') ? 'discipline' : 'general', id);
  return { tables, seq: picture.seq, entries: entries.length };
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
