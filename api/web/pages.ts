import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import express, { Router } from 'express';
import helmet from 'helmet';
import { pageAddresses } from '../../contracts/pages.ts';
import { contextOf } from '../http/context.ts';

/** Where scripts/build-pages.mjs puts the built pages. */
const built = fileURLToPath(new URL('../../web/dist', import.meta.url));

/** All other addresses stay what they are: the API's, or nobody's. */
const addresses = pageAddresses.map((address) => address.replaceAll('$', ':'));

/** Files of web/public that carry no hash in their name. */
const beside = ['/mark.svg', '/manifest.webmanifest', '/icons/icon-192.png', '/icons/icon-512.png', '/icons/icon-maskable-512.png'];

/** What a service worker may do has a policy of its own: it fetches what it keeps. Its scope is the phone page (web/field/updates.ts). */
const workerPolicy = helmet.contentSecurityPolicy({ useDefaults: false, directives: { 'default-src': ["'none'"], 'script-src': ["'self'"], 'connect-src': ["'self'"] } });

/** A document carries this in the place of the nonce. */
const placeholder = 'nonce="nonce"';

/**
 * The pages, as they were built: hashed files for ever, the document never from a cache, since it carries a fresh nonce for
 * the styles that Ant Design makes in the browser. Without a build there are no pages, and the API is as before.
 */
export function pageRoutes(): Router {
  const router = Router({ caseSensitive: true });
  const document = join(built, 'index.html');
  if (!existsSync(document)) return router;
  const html = readFileSync(document, 'utf8');

  router.use('/assets', (request, _response, next) => {
    contextOf(request).route = '/assets';
    next();
  });
  router.use('/assets', express.static(join(built, 'assets'), { immutable: true, maxAge: '365d', index: false, redirect: false }));
  router.get(beside, (request, response) => {
    contextOf(request).route = '/files';
    response.sendFile(join(built, request.path), { maxAge: '1d' });
  });
  router.get('/service-worker.js', workerPolicy, (request, response) => {
    contextOf(request).route = '/service-worker.js';
    response.set('cache-control', 'no-cache').sendFile(join(built, 'service-worker.js'), { cacheControl: false });
  });
  router.get(addresses, (request, response, next) => {
    contextOf(request).route = '/';
    const nonce = randomBytes(16).toString('base64');
    const guarded = helmet({ contentSecurityPolicy: { useDefaults: false, directives: directivesWith(nonce) }, crossOriginOpenerPolicy: { policy: 'same-origin' } });
    guarded(request, response, (failure?: unknown) => {
      if (failure !== undefined) next(failure);
      else response.set('cache-control', 'no-cache').type('html').send(html.replaceAll(placeholder, `nonce="${nonce}"`));
    });
  });
  return router;
}

function directivesWith(nonce: string): Record<string, string[]> {
  return {
    'default-src': ["'none'"],
    'script-src': ["'self'"],
    'style-src': ["'self'", `'nonce-${nonce}'`],
    'img-src': ["'self'", 'data:', 'blob:'],
    'font-src': ["'self'"],
    'connect-src': ["'self'"],
    'worker-src': ["'self'"],
    'manifest-src': ["'self'"],
    'form-action': ["'self'"],
    'base-uri': ["'none'"],
    'frame-ancestors': ["'none'"],
  };
}
