import { Router } from 'express';
import type { Deps } from '../deps.ts';
import { archiveIsLate } from '../archive/late.ts';
import { contextOf } from '../http/context.ts';

const patienceMs = 3_000;

/**
 * /health/live: the process answers. /health/ready: so do the database and the engine; `archive` is `late` when closed
 * cases have waited for their archive for more than a day, which is a warning and nothing else.
 */
export function healthRoutes(deps: Deps): Router {
  const router = Router();
  router.get('/health/live', (request, response) => {
    contextOf(request).route = '/health/live';
    response.set('cache-control', 'no-store').json({ status: 'ok' });
  });
  router.get('/health/ready', async (request, response) => {
    contextOf(request).route = '/health/ready';
    const [database, engine] = await Promise.all([answers(deps.db.$queryRaw`select 1`), answers(deps.engine.ready())]);
    const archive = database ? await archiveIsLate(deps).then((late) => (late ? 'late' : 'ok'), () => 'unknown') : 'unknown';
    const ready = database && engine;
    response
      .status(ready ? 200 : 503)
      .set('cache-control', 'no-store')
      .json({ status: ready ? 'ok' : 'unavailable', database: word(database), engine: word(engine), archive });
  });
  return router;
}

function word(ok: boolean): 'ok' | 'unavailable' {
  return ok ? 'ok' : 'unavailable';
}

async function answers(check: PromiseLike<unknown>): Promise<boolean> {
  const late = Promise.withResolvers<boolean>();
  const timer = setTimeout(() => late.resolve(false), patienceMs);
  const answered = Promise.resolve(check).then(() => true, () => false);
  return Promise.race([answered, late.promise]).finally(() => clearTimeout(timer));
}
