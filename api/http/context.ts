import { randomUUID } from 'node:crypto';
import type { Request, RequestHandler } from 'express';
import type { Language } from '../../contracts/label.ts';

/** What is known of a request beside its content: for logs, metrics and problems. */
export interface Context {
  readonly requestId: string;
  readonly language: Language;
  /** Template of the endpoint's path, once it is found. */
  route: string | undefined;
  officer: string | undefined;
  /** Case number or id in the path. */
  caseRef: string | undefined;
  /** The answer has no end of its own: it lasts until somebody leaves, which is no failure, and its time says nothing. */
  endless: boolean;
}

const contexts = new WeakMap<Request, Context>();

/** Gives each request its id (the caller's, when it is well formed) and language, and returns the id with the answer. */
export const withContext: RequestHandler = (request, response, next) => {
  const given = request.get('x-request-id');
  const requestId = given !== undefined && /^[\w.:-]{8,64}$/.test(given) ? given : randomUUID();
  response.set('x-request-id', requestId);
  contexts.set(request, {
    requestId,
    language: request.acceptsLanguages('zh', 'en') === 'en' ? 'en' : 'zh',
    route: undefined,
    officer: undefined,
    caseRef: undefined,
    endless: false,
  });
  next();
};

/** The context of a request that went through `withContext`. */
export function contextOf(request: Request): Context {
  const context = contexts.get(request);
  if (context === undefined) throw new Error('A route is mounted before withContext.');
  return context;
}
