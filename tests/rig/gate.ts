import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { Deferred } from '../../workflows/kit/deferred.ts';

/** What becomes of a call that changes something: let through, held until the gate opens, refused, or let through with its answer lost. */
export type Mode = 'open' | 'hold' | 'refuse' | 'loseAnswer';

/** A gate between the workers and the internal listener, or a browser and the public one: tests decide what comes through, and see it. */
export interface Gate {
  readonly url: string;
  /** Bodies of all calls that came to change something, in order. */
  readonly bodies: readonly string[];
  /** Their Idempotency-Keys, where they had one. */
  readonly keys: readonly string[];
  /** Calls that wait at the gate now. */
  readonly held: number;
  set(mode: Mode): void;
  /** Changes what is answered to this path from now on, as another release would. */
  rewrite(path: string, change: (text: string) => string): void;
  close(): Promise<void>;
}

/** Headers about the connection behind the gate. */
const ofTheLine = ['connection', 'keep-alive', 'transfer-encoding', 'content-length'];
/** What a call says of itself that matters to who answers it. */
const passedOn = ['content-type', 'authorization', 'idempotency-key', 'accept-language'];

export async function startGate(to: string): Promise<Gate> {
  const bodies: string[] = [];
  const keys: string[] = [];
  const rewritten = new Map<string, (text: string) => string>();
  let mode: Mode = 'open';
  let opened = new Deferred<void>();
  let held = 0;

  async function pass(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = 'GET', headers } = request;
    const body = await buffer(request);
    const changes = method !== 'GET';
    if (changes) {
      bodies.push(body.toString());
      keys.push(...[headers['idempotency-key'] ?? []].flat());
    }
    if (mode === 'hold' && changes) {
      held += 1;
      await opened.promise;
      held -= 1;
    }
    if (mode === 'refuse' && changes) return void response.destroy();
    const answer = await fetch(new URL(request.url ?? '/', to), {
      method,
      headers: new Headers(passedOn.flatMap((name): [string, string][] => (headers[name] === undefined ? [] : [[name, String(headers[name])]]))),
      ...(changes ? { body: new Uint8Array(body) } : {}),
    });
    const change = rewritten.get(request.url ?? '/');
    const told = change === undefined ? await answer.bytes() : Buffer.from(change(await answer.text()));
    if (mode === 'loseAnswer' && changes) {
      mode = 'open';
      // A browser by itself sends again what found its line closed; an answer that breaks off is lost for good.
      response.writeHead(answer.status, { 'content-type': 'application/json', 'content-length': told.length + 1 }).write('{', () => response.destroy());
      return;
    }
    response.writeHead(answer.status, Object.fromEntries([...answer.headers].filter(([name]) => !ofTheLine.includes(name)))).end(told);
  }

  const server = createServer((request, response) => {
    pass(request, response).catch((failure: unknown) => response.destroy(failure instanceof Error ? failure : undefined));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    bodies,
    keys,
    get held() {
      return held;
    },
    set(next) {
      mode = next;
      if (next === 'hold') return;
      opened.resolve();
      opened = new Deferred<void>();
    },
    rewrite: (path, change) => void rewritten.set(path, change),
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
