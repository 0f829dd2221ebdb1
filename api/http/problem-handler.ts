import type { ErrorRequestHandler, Request, Response } from 'express';
import type { Logger } from 'pino';
import { z } from 'zod';
import { contextOf } from './context.ts';
import { databaseUnreachable } from './database-unreachable.ts';
import { malformed } from './json-text.ts';
import { describe, Problem } from './problem.ts';

const retrySeconds = 5;

/** Turns whatever was thrown into problem+json. Only what nobody foresaw is logged with its stack, and none of it is told. */
export function problemHandler(log: Logger): ErrorRequestHandler {
  return (error: unknown, request, response, next) => {
    const problem = problemOf(error);
    if (problem.code === 'internal') log.error({ requestId: contextOf(request).requestId, err: error }, 'unforeseen');
    if (problem.code === 'database-unavailable') log.warn({ requestId: contextOf(request).requestId, err: error }, 'database');
    if (response.headersSent) {
      next(error);
      return;
    }
    sendProblem(problem, request, response);
  };
}

/** Answers a request with a problem. */
export function sendProblem(problem: Problem, request: Request, response: Response): void {
  const { requestId, language } = contextOf(request);
  const seconds = problem.facts['seconds'];
  if (typeof seconds === 'number') response.set('retry-after', String(Math.ceil(seconds)));
  if (problem.status === 401) response.set('www-authenticate', 'Bearer realm="liandong"');
  const details = describe(problem, { language, requestId, instance: request.originalUrl.split('?', 1)[0] ?? '/' });
  response
    .status(problem.status)
    .set({ 'content-type': 'application/problem+json; charset=utf-8', 'content-language': language, 'cache-control': 'no-store' })
    .vary('Accept-Language')
    .end(JSON.stringify(details));
}

/** The problem that whatever was thrown comes to. */
export function problemOf(error: unknown): Problem {
  if (error instanceof Problem) return error;
  if (databaseUnreachable(error)) return new Problem('database-unavailable', { seconds: retrySeconds }, undefined, error);
  if (alreadyThere.safeParse(error).success) {
    return new Problem('conflict', { reason: { zh: '已存在相同的记录', en: 'there is one like it already' } }, undefined, error);
  }
  const http = httpError.safeParse(error);
  if (http.success) return fromExpress(http.data);
  return new Problem('internal', {}, undefined, error);
}

/** Prisma's word for a unique constraint: two requests that each found a code or name free. */
const alreadyThere = z.object({ name: z.literal('PrismaClientKnownRequestError'), code: z.literal('P2002') });

/** What body-parser and the router throw. */
const httpError = z.object({ status: z.int().min(400).max(499), type: z.string().optional(), limit: z.number().optional() });

function fromExpress({ status, type, limit }: z.infer<typeof httpError>): Problem {
  if (status === 413) return new Problem('body-too-large', { limit: `${Math.round((limit ?? 0) / 1024)} KiB` });
  if (status === 415) return new Problem('unsupported-media-type', { wanted: 'Content-Encoding: gzip' });
  if (type === 'request.aborted') return malformed('请求中断', 'it was broken off');
  return malformed('地址或正文无法解码', 'the address or the body cannot be decoded');
}
