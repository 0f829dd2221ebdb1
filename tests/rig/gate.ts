import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { Deferred } from '../../workflows/kit/deferred.ts';

/** What becomes of a call of a worker: let through, held until the gate opens, refused, or let through with its answer lost. */
export type Mode = 'open' | 'hold' | 'refuse' | 'loseAnswer';

/** A gate between the workers and the internal listener: tests decide what comes through, and see it. */
export interface Gate {
  readonly url: string;
  /** Bodies of all calls that came, in order. */
  readonly bodies: readonly string[];
  /** Calls that wait at the gate now. */
  readonly held: number;
  set(mode: Mode): void;
  close(): Promise<void>;
}

export async function startGate(internalUrl: string): Promise<Gate> {
  const bodies: string[] = [];
  let mode: Mode = 'open';
  let opened = new Deferred<void>();
  let held = 0;

  async function pass(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await text(request);
    bodies.push(body);
    if (mode === 'hold') {
      held += 1;
      await opened.promise;
      held -= 1;
    }
    if (mode === 'refuse') return void response.destroy();
    const answer = await fetch(new URL(request.url ?? '/', internalUrl), {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: request.headers.authorization ?? '' },
      body,
    });
    const told = await answer.text();
    if (mode === 'loseAnswer') {
      mode = 'open';
      return void response.destroy();
    }
    response.writeHead(answer.status, { 'content-type': 'application/json' }).end(told);
  }

  const server = createServer((request, response) => {
    pass(request, response).catch((failure: unknown) => response.destroy(failure instanceof Error ? failure : undefined));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    bodies,
    get held() {
      return held;
    },
    set(next) {
      mode = next;
      if (next === 'hold') return;
      opened.resolve();
      opened = new Deferred<void>();
    },
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
