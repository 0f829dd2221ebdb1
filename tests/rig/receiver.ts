import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import { webhookEvent, type WebhookEvent } from '../../contracts/webhook-event.ts';
import { freePort } from './infra.ts';

export interface Received {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  readonly event: WebhookEvent;
}

/** What a receiver does with an event: the status that it answers. */
type Answer = (event: WebhookEvent) => number | Promise<number>;

/** A unit's machine that takes webhooks, on a port of its own that it keeps while it is closed. */
export class Receiver {
  readonly url: string;
  readonly received: Received[] = [];
  answer: Answer = () => 204;
  headers: Record<string, string> = {};
  readonly #port: number;
  #server: Server | undefined;

  private constructor(port: number) {
    this.#port = port;
    this.url = `http://127.0.0.1:${port}/events`;
  }

  static async open(answer: Answer = () => 204): Promise<Receiver> {
    const receiver = new Receiver(await freePort());
    receiver.answer = answer;
    await receiver.open();
    return receiver;
  }

  async open(): Promise<void> {
    const server = createServer((request, response) => {
      void (async () => {
        const body = Buffer.concat(await Array.fromAsync(request)).toString('utf8');
        const event = webhookEvent.parse(JSON.parse(body));
        this.received.push({ headers: request.headers, body, event });
        response.writeHead(await this.answer(event), this.headers).end();
      })();
    });
    server.listen(this.#port, '127.0.0.1');
    await once(server, 'listening');
    this.#server = server;
  }

  async close(): Promise<void> {
    const server = this.#server;
    if (server === undefined) return;
    this.#server = undefined;
    const closed = once(server, 'close');
    server.close();
    server.closeAllConnections();
    await closed;
  }

  /** The entries that the events told of, in the order in which they came. */
  get seqs(): Array<number | null> {
    return this.received.map(({ event }) => event.data.seq);
  }
}
