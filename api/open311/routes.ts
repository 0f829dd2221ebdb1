import express, { Router, type ErrorRequestHandler, type Request, type Response } from 'express';
import type { Language } from '../../contracts/label.ts';
import type { Deps } from '../deps.ts';
import { check } from '../http/check.ts';
import { contextOf } from '../http/context.ts';
import { malformed, storable, unstorable } from '../http/json-text.ts';
import { bareType } from '../http/media.ts';
import { describe, Problem } from '../http/problem.ts';
import { problemOf } from '../http/problem-handler.ts';
import { told, type Element, type Format } from './answer.ts';
import { report } from './report.ts';
import { requestOf, requestQuery, serviceRequest, serviceRequests } from './requests.ts';
import { discovery, discoveryInXml, serviceDefinition, services } from './services.ts';

const base = '/open311/v2';
const formType = 'application/x-www-form-urlencoded';

type Fields = Readonly<Record<string, string>>;
/** What is at an address: its name without the format, such as `services` or the code of one. */
interface Call {
  readonly name: string;
  readonly format: Format;
  readonly fields: Fields;
  readonly language: Language;
}

/** Open311 GeoReport v2 over grid events: its own addresses, formats and errors. */
export function open311Routes(deps: Deps): Router {
  const { db, config, clock } = deps;
  const router = Router({ caseSensitive: true });

  get(`${base}/:file`, async ({ name, format, fields, language }) => {
    if (name === 'discovery') return [{ root: 'discovery' }, format === 'xml' ? discoveryInXml(config) : discovery(config)];
    if (name === 'services') return [{ root: 'services', item: 'service' }, await services(db, language)];
    if (name === 'requests') {
      return [{ root: 'service_requests', item: 'request' }, await serviceRequests(db, language, check(requestQuery, fields), clock())];
    }
    throw notHere();
  });
  get(`${base}/services/:file`, async ({ name }) => [{ root: 'service_definition' }, await serviceDefinition(db, name)]);
  get(`${base}/requests/:file`, async ({ name, language }) => [
    { root: 'service_requests', item: 'request' },
    await serviceRequest(db, language, name),
  ]);
  get(`${base}/tokens/:file`, async ({ name }) => [{ root: 'service_requests', item: 'request' }, await requestOf(db, name)]);

  router.post(`${base}/:file`, express.raw({ type: () => true, limit: 256 * 1024 }), async (request, response) => {
    contextOf(request).route = `${base}/requests`;
    const { name, format, language } = callOf(request, {});
    if (name !== 'requests') throw notHere();
    const made = await report(deps, formOf(request), request.get('idempotency-key'), language);
    send(response, 201, format, { root: 'service_requests', item: 'request' }, made);
  });

  router.use(base, (request) => {
    contextOf(request).route = base;
    throw notHere();
  });
  router.use(base, tellError(deps));
  return router;

  function get(path: string, answer: (call: Call) => Promise<readonly [Element, unknown]>): void {
    router.get(path, async (request, response) => {
      contextOf(request).route = path;
      const call = callOf(request, fieldsOf(new URL(request.originalUrl, config.publicUrl).searchParams));
      const [element, content] = await answer(call);
      send(response, 200, call.format, element, content);
    });
  }
}

function notHere(): Problem {
  return new Problem('not-found', { what: { zh: '该地址', en: 'address' } });
}

function callOf(request: Request, fields: Fields): Call {
  const file = String(request.params['file']);
  const format = formatOf(file);
  if (format === undefined || !storable(file)) throw notHere();
  return { name: file.slice(0, -format.length - 1), format, fields, language: contextOf(request).language };
}

function formatOf(file: string): Format | undefined {
  return (['json', 'xml'] as const).find((each) => file.endsWith(`.${each}`));
}

function formOf(request: Request): Fields {
  if (bareType(request.get('content-type') ?? '') !== formType) throw new Problem('unsupported-media-type', { wanted: formType });
  const bytes: unknown = request.body;
  if (!Buffer.isBuffer(bytes)) throw malformed('缺少正文', 'the body is missing');
  return fieldsOf(new URLSearchParams(bytes.toString('utf8')));
}

/** What is left empty is as if it had not been sent. */
function fieldsOf(sent: URLSearchParams): Fields {
  const filled = [...sent].filter(([, value]) => value.trim() !== '');
  for (const [name, value] of filled) if (!storable(value) || !storable(name)) throw unstorable(name.replaceAll('\0', ''));
  return Object.fromEntries(filled);
}

function send(response: Response, status: number, format: Format, element: Element, content: unknown): void {
  const { type, text } = told(format, element, content);
  response.status(status).set({ 'content-type': type, 'cache-control': 'no-store' }).end(text);
}

/** GeoReport v2: 403 for a key that is missing or wrong, 404 for what is not there, 400 for what does not fit. */
function codeOf({ status }: Problem): number {
  if (status === 401 || status === 403) return 403;
  return status === 409 || status === 413 || status === 415 || status === 422 ? 400 : status;
}

function tellError({ log }: Deps): ErrorRequestHandler {
  return (error: unknown, request, response, next) => {
    if (response.headersSent) {
      next(error);
      return;
    }
    const problem = problemOf(error);
    const { requestId, language } = contextOf(request);
    if (problem.code === 'internal') log.error({ requestId, err: error }, 'unforeseen');
    const { title, detail, errors = [] } = describe(problem, { language, requestId, instance: request.originalUrl });
    const code = codeOf(problem);
    const lines = errors.length === 0 ? [`${title}: ${detail}`] : errors.map((each) => `${each.path}: ${each[language]}`);
    const format = formatOf(request.path) ?? 'xml';
    send(response, code, format, { root: 'errors', item: 'error' }, lines.map((description) => ({ code, description })));
  };
}
