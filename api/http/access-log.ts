import type { RequestHandler } from 'express';
import type { Logger } from 'pino';
import { contextOf } from './context.ts';

const recognisable = /^(\p{Script=Han}{2,6}〔\d{4}〕\d{6}号|[\w-]{8,64})$/u;

/**
 * One line a request: no address, query, body or name, since these may hold personal data.
 * Officers are ids, and a case is named only by what looks like its number or id.
 */
export function logAccess(log: Logger): RequestHandler {
  return (request, response, next) => {
    const from = performance.now();
    response.once('close', () => {
      const { requestId, route, officer, caseRef, endless } = contextOf(request);
      const status = response.writableFinished || endless ? response.statusCode : 499;
      const line = {
        requestId,
        method: request.method,
        route: route ?? 'none',
        status,
        ms: Math.round(performance.now() - from),
        officer,
        case: caseRef !== undefined && recognisable.test(caseRef) ? caseRef : undefined,
      };
      if (status >= 500) log.error(line, 'answered');
      else log.info(line, 'answered');
    });
    next();
  };
}
