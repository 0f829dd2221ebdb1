/*
 * Keeps the phone page (/field) usable without a network: its document and the built files that it needs, version by version.
 * It answers nothing of the API: what is needed offline, the page puts into its own store on purpose (docs/decisions/0013).
 */

export {};

/** The part of the service worker's scope that is used here: the DOM library of TypeScript does not know it. */
interface WorkerScope {
  readonly location: Location;
  readonly clients: { claim(): Promise<void> };
  skipWaiting(): Promise<void>;
  addEventListener(type: 'install' | 'activate', listener: (event: Lasting) => void): void;
  addEventListener(type: 'fetch', listener: (event: Fetching) => void): void;
  addEventListener(type: 'message', listener: (event: MessageEvent<unknown>) => void): void;
}
interface Lasting extends Event {
  waitUntil(done: Promise<unknown>): void;
}
interface Fetching extends Lasting {
  readonly request: Request;
  respondWith(answer: Promise<Response>): void;
}

/** Filled in by web/service-worker/build.ts. */
declare const builtFiles: readonly string[];
declare const builtVersion: string;

const worker = globalThis as unknown as WorkerScope;
const page = '/field';
const family = 'liandong-field-';
const current = `${family}${builtVersion}`;
const files: ReadonlySet<string> = new Set(builtFiles);

worker.addEventListener('install', (event) => event.waitUntil(keep()));
worker.addEventListener('activate', (event) => event.waitUntil(begin()));
worker.addEventListener('message', ({ data }) => {
  if (data === 'take over') void worker.skipWaiting();
});
worker.addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== 'GET' || origin !== worker.location.origin) return;
  if (request.mode === 'navigate' && pathname === page) {
    event.respondWith(shell(event));
  } else if (files.has(pathname) || pathname.startsWith('/assets/')) {
    event.respondWith(file(request));
  }
});

/** All or nothing: a version of which a file is missing is not installed. */
async function keep(): Promise<void> {
  const cache = await caches.open(current);
  await Promise.all([...files].map(async (path) => put(cache, path, await fetch(path, { cache: path.startsWith('/assets/') ? 'default' : 'reload' }))));
  await put(cache, page, await fetch(page, { cache: 'reload' }));
}

async function put(cache: Cache, path: string, answer: Response): Promise<void> {
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
  await cache.put(path, answer);
}

/** The version before stays as well: a page that is still open may yet ask for its files. */
async function begin(): Promise<void> {
  const kept = (await caches.keys()).filter((name) => name.startsWith(family) && name !== current);
  await Promise.all(kept.slice(0, -1).map((name) => caches.delete(name)));
  await worker.clients.claim();
}

/**
 * The document of this version with the headers it came with, so that its nonce and its policy agree. While there is a network
 * a fresh one, with a nonce of its own, takes its place for the next time.
 */
async function shell(event: Fetching): Promise<Response> {
  const cache = await caches.open(current);
  const kept = await cache.match(page);
  if (kept === undefined) return fetch(event.request);
  event.waitUntil(refresh(cache, kept.clone()).catch(() => undefined)); // without a network the one that is kept stays
  return kept;
}

/** A document that names other files belongs to another version, and comes with it. */
async function refresh(cache: Cache, kept: Response): Promise<void> {
  const fresh = await fetch(page, { cache: 'reload' });
  if (fresh.ok && withoutNonce(await fresh.clone().text()) === withoutNonce(await kept.text())) await cache.put(page, fresh);
}

function withoutNonce(html: string): string {
  return html.replaceAll(/nonce="[^"]*"/g, '');
}

async function file(request: Request): Promise<Response> {
  const kept = await (await caches.open(current)).match(request, { ignoreVary: true });
  return kept ?? (await caches.match(request, { ignoreVary: true })) ?? fetch(request);
}
