import { createHash, timingSafeEqual } from 'node:crypto';
import express, { type Express, type RequestHandler } from 'express';
import helmet from 'helmet';
import type { Deps } from './deps.ts';
import { endpoints } from './endpoints.ts';
import { healthRoutes } from './health/health.ts';
import { logAccess } from './http/access-log.ts';
import { contextOf, withContext } from './http/context.ts';
import { measureRequests } from './http/metrics.ts';
import { mount } from './http/mount.ts';
import { problemHandler } from './http/problem-handler.ts';
import { Problem } from './http/problem.ts';
import { open311Routes } from './open311/routes.ts';
import { documentRoutes } from './openapi/routes.ts';
import { pageRoutes } from './web/pages.ts';

/** The listener that people and other systems reach. */
export function createPublicApp(deps: Deps): Express {
  const app = start(deps);
  app.set('trust proxy', deps.config.trustedProxies);
  app.use(healthRoutes(deps));
  app.use(documentRoutes(publicEndpoints));
  app.use(open311Routes(deps));
  mount(app, publicEndpoints, deps);
  app.use(pageRoutes());
  return finish(app, deps);
}

/** The listener of the workers: records, and what operations want to know. It never faces the public. */
export function createInternalApp(deps: Deps): Express {
  const app = start(deps);
  app.use(healthRoutes(deps));
  app.use(onlyWorkers(deps.config.internalToken));
  app.get('/metrics', async (request, response) => {
    contextOf(request).route = '/metrics';
    response.set('content-type', deps.metrics.registry.contentType).end(await deps.metrics.registry.metrics());
  });
  mount(app, internalEndpoints, deps);
  return finish(app, deps);
}

const publicEndpoints = endpoints.filter(({ access }) => access !== 'internal');
const internalEndpoints = endpoints.filter(({ access }) => access === 'internal');

function start(deps: Deps): Express {
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.enable('case sensitive routing');
  app.use(withContext, logAccess(deps.log), measureRequests(deps.metrics));
  app.use(helmet({ contentSecurityPolicy: { useDefaults: false, directives: { 'default-src': ["'none'"], 'frame-ancestors': ["'none'"] } } }));
  return app;
}

function finish(app: Express, deps: Deps): Express {
  app.use(() => {
    throw new Problem('not-found', { what: { zh: '该地址', en: 'address' } });
  });
  app.use(problemHandler(deps.log));
  return app;
}

/** Lets only those through who show the workers' credential; compared in constant time. */
function onlyWorkers(token: string): RequestHandler {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  const expected = digest(`Bearer ${token}`);
  return (request, _response, next) => {
    if (!timingSafeEqual(digest(request.get('authorization') ?? ''), expected)) throw new Problem('not-signed-in');
    next();
  };
}
