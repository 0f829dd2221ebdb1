import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import type { Logger } from 'pino';

const connectMs = 5_000;
const longestPauseMs = 5_000;
/** A connection that died without a word is noticed after so long. */
const probeMs = 30_000;

export interface Listener {
  /** Whether nothing is missed now. */
  readonly listening: boolean;
  stop(): Promise<void>;
}

interface Hears {
  readonly url: string;
  readonly channel: string;
  readonly log: Logger;
  /** What was said on the channel. */
  onNotice(payload: string): void;
  /** From now on everything is heard; what was said before may have been missed. */
  onListening(): void;
}

/** Listens on a channel of PostgreSQL, on a connection of its own that comes back by itself. */
export function startListener({ url, channel, log, onNotice, onListening }: Hears): Listener {
  const stopping = new AbortController();
  let listening = false;

  const running = (async () => {
    for (let failures = 0; !stopping.signal.aborted; failures += 1) {
      const began = Date.now();
      await listenOnce().catch((error: unknown) => log.warn({ err: error }, 'changes cannot be heard'));
      listening = false;
      if (Date.now() - began > probeMs) failures = 0;
      await sleep(Math.min(100 * 2 ** failures, longestPauseMs), undefined, { signal: stopping.signal, ref: false }).catch(() => undefined);
    }
  })();
  return {
    get listening() {
      return listening;
    },
    async stop() {
      stopping.abort();
      await running;
    },
  };

  /** Ends when the connection does, or when the listener is stopped. */
  async function listenOnce(): Promise<void> {
    const client = new pg.Client({
      connectionString: url,
      application_name: 'liandong changes',
      connectionTimeoutMillis: connectMs,
      query_timeout: connectMs,
      keepAlive: true,
    });
    const ended = new Promise<void>((resolve, reject) => {
      client.on('error', reject);
      client.on('end', resolve);
      stopping.signal.addEventListener('abort', () => resolve(), { once: true });
    });
    ended.catch(() => undefined); // whoever waits below is told
    client.on('notification', ({ payload }) => onNotice(payload ?? ''));
    try {
      await client.connect();
      await client.query(`LISTEN ${client.escapeIdentifier(channel)}`);
      if (stopping.signal.aborted) return;
      listening = true;
      onListening();
      for (let over = false; !over; ) {
        const probe = sleep(probeMs, false, { ref: false });
        over = await Promise.race([ended.then(() => true), probe]);
        if (!over) await client.query('SELECT');
      }
    } finally {
      void client.end().catch(() => undefined); // of a dead connection nobody waits for the end
    }
  }
}
