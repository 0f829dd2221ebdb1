import { join } from 'node:path';
import { Router } from 'express';
import helmet from 'helmet';
import { getAbsoluteFSPath } from 'swagger-ui-dist';
import { contextOf } from '../http/context.ts';
import type { Endpoint } from '../http/endpoint.ts';
import { openApiDocument } from './document.ts';

const assets = ['swagger-ui.css', 'swagger-ui-bundle.js', 'favicon-32x32.png'];

const page = `<!doctype html>
<html lang="zh-CN">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <title>联动 API · Liandong API</title>
  <link rel="stylesheet" href="/api/v1/docs/swagger-ui.css">
  <link rel="icon" href="/api/v1/docs/favicon-32x32.png">
</head>
<body>
  <div id="api"></div>
  <script src="/api/v1/docs/swagger-ui-bundle.js"></script>
  <script src="/api/v1/docs/start.js"></script>
</body>
</html>
`;

const start = `SwaggerUIBundle({ url: '/api/v1/openapi.json', dom_id: '#api', deepLinking: true, docExpansion: 'none', persistAuthorization: false, validatorUrl: null });\n`;

/** The document at /api/v1/openapi.json, and a page to read and try it at /api/v1/docs. */
export function documentRoutes(endpoints: readonly Endpoint[]): Router {
  const router = Router();
  let written: string | undefined;

  router.get('/api/v1/openapi.json', (request, response) => {
    contextOf(request).route = '/api/v1/openapi.json';
    written ??= JSON.stringify(openApiDocument(endpoints));
    response.set({ 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-cache' }).end(written);
  });

  const readable = Router();
  readable.use((request, _response, next) => {
    contextOf(request).route = '/api/v1/docs';
    next();
  });
  readable.use(
    helmet({
      contentSecurityPolicy: {
        useDefaults: false,
        directives: {
          'default-src': ["'none'"],
          'script-src': ["'self'"],
          'style-src': ["'self'", "'unsafe-inline'"],
          'img-src': ["'self'", 'data:'],
          'connect-src': ["'self'"],
          'frame-ancestors': ["'none'"],
        },
      },
    }),
  );
  readable.get('/', (_request, response) => {
    response.type('html').send(page);
  });
  readable.get('/start.js', (_request, response) => {
    response.type('js').send(start);
  });
  for (const name of assets) {
    readable.get(`/${name}`, (_request, response) => {
      response.sendFile(join(getAbsoluteFSPath(), name), { maxAge: '1d' });
    });
  }
  router.use('/api/v1/docs', readable);
  return router;
}
