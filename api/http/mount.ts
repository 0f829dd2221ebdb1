import { pipeline } from 'node:stream/promises';
import express, { type Request, type Response, type Router } from 'express';
import { idempotencyKey } from '../../contracts/ids.ts';
import { authenticate } from '../accounts/authenticate.ts';
import type { Actor } from '../accounts/actor.ts';
import type { Config } from '../config.ts';
import type { Deps } from '../deps.ts';
import { check, invalidFields } from './check.ts';
import { contextOf } from './context.ts';
import { mayCall, type Endpoint, type Reply } from './endpoint.ts';
import { malformed, parseJson, storable, unstorable } from './json-text.ts';
import { Media, bareType, eventStream, mediaTypesOf } from './media.ts';
import { Problem } from './problem.ts';

/** Adds the routes of these endpoints. A known address with another method is answered with 405 and what it allows. */
export function mount(router: Router, endpoints: readonly Endpoint[], deps: Deps): void {
  for (const [path, group] of byPath(endpoints)) {
    const allowed = group.map(({ method }) => method.toUpperCase()).join(', ');
    const route = router.route(path.replaceAll(/\{(\w+)\}/g, ':$1'));
    for (const endpoint of group) route[endpoint.method]((request, response) => serve(endpoint, request, response, deps));
    route.all((request, response) => {
      contextOf(request).route = path;
      response.set('allow', allowed);
      throw new Problem('method-not-allowed', { method: request.method, allowed });
    });
  }
}

/** Who may, then shape, then what. */
async function serve(endpoint: Endpoint, request: Request, response: Response, deps: Deps): Promise<void> {
  const context = contextOf(request);
  context.route = endpoint.path;
  const { requestId, language } = context;

  const actor = await actorOf(endpoint, request, deps);
  context.officer = actor?.officer;
  const params = readParams(request);
  context.caseRef = params['caseRef'];
  const answer = await endpoint.answer(
    {
      params,
      query: readQuery(request),
      key: endpoint.keyed ? readKey(request) : undefined,
      body: await readBody(endpoint, request, response, deps.config),
      actor,
      address: request.ip ?? '',
      requestId,
      language,
    },
    deps,
  );
  if (deps.config.checkResponses) inspect(endpoint, answer);
  context.endless = answer.data instanceof Media && answer.data.type === eventStream;
  await send(response, answer);
}

async function actorOf(endpoint: Endpoint, request: Request, deps: Deps): Promise<Actor | null> {
  if (endpoint.access === 'public' || endpoint.access === 'internal') return null;
  const actor = await authenticate(request.get('authorization'), deps);
  mayCall(endpoint, actor);
  return actor;
}

function readParams(request: Request): Record<string, string> {
  const params: Record<string, string> = {};
  for (const [name, value] of Object.entries(request.params)) {
    const text = String(value);
    if (!storable(text)) throw unstorable(name);
    params[name] = text;
  }
  return params;
}

function readQuery(request: Request): Record<string, string> {
  const start = request.url.indexOf('?');
  const fields = new Map<string, string>();
  for (const [name, value] of new URLSearchParams(start === -1 ? '' : request.url.slice(start))) {
    if (fields.has(name)) throw invalidFields([{ path: name, zh: '查询参数重复', en: 'This query parameter is repeated' }]);
    if (!storable(name) || !storable(value)) throw unstorable(name.replaceAll('\0', ''));
    fields.set(name, value);
  }
  return Object.fromEntries(fields);
}

function readKey(request: Request): string {
  const key = request.get('idempotency-key');
  if (key === undefined) throw new Problem('key-missing');
  return check(idempotencyKey, key, 'Idempotency-Key');
}

async function readBody(endpoint: Endpoint, request: Request, response: Response, config: Config): Promise<unknown> {
  const limit = typeof endpoint.bodyLimit === 'number' ? endpoint.bodyLimit : endpoint.bodyLimit(config);
  await new Promise<void>((resolve, reject) => {
    const read = express.raw({ type: () => true, limit });
    read(request, response, (error?: unknown) => {
      if (error === undefined) resolve();
      else reject(error);
    });
  });
  const bytes: unknown = request.body;
  if (!Buffer.isBuffer(bytes) || bytes.length === 0) {
    if (endpoint.body === undefined || endpoint.body.safeParse(undefined).success) return undefined;
    throw malformed('缺少正文', 'the body is missing');
  }
  if (endpoint.body === undefined) throw malformed('该地址不接受正文', 'this address takes no body');
  const wanted = mediaTypesOf(endpoint.body);
  const sent = bareType(request.get('content-type') ?? '');
  if (wanted !== undefined && !wanted.includes(sent)) throw new Problem('unsupported-media-type', { wanted: wanted.join(', ') });
  if (wanted !== undefined) return new Media(sent, bytes);
  if (request.is('application/json') === false) throw new Problem('unsupported-media-type', { wanted: 'application/json' });
  return parseJson(bytes);
}

/** Throws when an answer does not keep its own contract. */
function inspect({ responses, path }: Endpoint, { status, data }: Reply<number, unknown>): void {
  const outcome = responses[status]?.safeParse(data instanceof Media ? data : JSON.parse(JSON.stringify(data)));
  if (outcome === undefined) throw new Error(`${path} answered ${status}, which it does not declare.`);
  if (!outcome.success) throw new Error(`${path} answered ${status} against its contract: ${outcome.error.message}`);
}

async function send(response: Response, { status, data, headers }: Reply<number, unknown>): Promise<void> {
  response.status(status).set('cache-control', 'no-store').set(headers);
  if (data === null && status === 204) response.end();
  else if (data instanceof Media) await sendMedia(response, data);
  else response.set('content-type', 'application/json; charset=utf-8').end(JSON.stringify(data));
}

/** What fails on the way breaks the connection off: nobody takes a part for the whole. */
async function sendMedia(response: Response, { type, bytes, stream, fileName }: Media): Promise<void> {
  if (fileName !== undefined) response.attachment(fileName);
  response.set('content-type', type);
  if (stream === undefined) response.end(bytes);
  else await pipeline(stream, response).catch(unlessGone);
}

/** Whoever asked has gone before the end: that is no fault of ours. */
function unlessGone(failure: unknown): void {
  const gone = typeof failure === 'object' && failure !== null && 'code' in failure && failure.code === 'ERR_STREAM_PREMATURE_CLOSE';
  if (!gone) throw failure;
}

/** Fixed parts come before parameters, so that /sessions/current is not taken for a session named `current`. */
function byPath(endpoints: readonly Endpoint[]): [string, Endpoint[]][] {
  const groups = Map.groupBy(endpoints, ({ path }) => path);
  const order = (path: string): string => path.replaceAll(/\{\w+\}/g, '\uffff');
  return [...groups].toSorted(([a], [b]) => (order(a) < order(b) ? -1 : 1));
}
