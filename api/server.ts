import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { Socket } from 'node:net';
import { createInternalApp, createPublicApp } from './app.ts';
import { startArchiving } from './archive/archive-closed.ts';
import { measureArchive } from './archive/late.ts';
import { ConfigError, readConfig, type Config } from './config.ts';
import { openDatabase } from './database.ts';
import { assembleDeps, type Deps } from './deps.ts';
import { createEngine } from './engine/engine.ts';
import { createLogger } from './log.ts';
import { startRelay } from './notifications/relay.ts';
import { keepSchedules } from './schedules/keep.ts';

/** How long requests in flight may take to end when the process is told to stop. */
const graceMs = 10_000;

export interface Listeners {
  readonly publicPort: number;
  readonly internalPort: number;
  /** Lets those go who are told of changes, takes no more requests, lets those in flight end, deliveries too, and closes. */
  close(): Promise<void>;
}

/** Opens both listeners, port 0 takes any that is free, and delivers notifications beside them. */
export async function listen(deps: Deps): Promise<Listeners> {
  const { publicHost, publicPort, internalHost, internalPort } = deps.config;
  const open = await Promise.all([
    openServer(createPublicApp(deps), publicPort, publicHost),
    openServer(createInternalApp(deps), internalPort, internalHost),
  ]);
  const [facingPublic, facingWorkers] = open;
  const relay = startRelay(deps);
  return {
    publicPort: portOf(facingPublic),
    internalPort: portOf(facingWorkers),
    close: async () => {
      await deps.changes.stop();
      await Promise.all([...open.map(closeServer), relay.stop()]);
    },
  };
}

/** A listener, and its connections on which nothing was asked yet: browsers open some ahead. */
interface Open {
  readonly server: Server;
  readonly unused: ReadonlySet<Socket>;
}

async function openServer(app: RequestListener, port: number, host: string): Promise<Open> {
  const server = createServer({ requestTimeout: 30_000, keepAliveTimeout: 60_000 }, app);
  const unused = new Set<Socket>();
  server.on('connection', (socket) => {
    unused.add(socket);
    socket.once('close', () => unused.delete(socket));
  });
  server.on('request', ({ socket }) => unused.delete(socket));
  server.listen(port, host);
  await once(server, 'listening');
  return { server, unused };
}

function portOf({ server }: Open): number {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('A listener has no port.');
  return address.port;
}

async function closeServer({ server, unused }: Open): Promise<void> {
  const closed = once(server, 'close');
  server.close();
  for (const socket of unused) socket.destroy(); // Node would wait for them as if something were under way
  const tooLong = setTimeout(() => {
    server.closeAllConnections();
  }, graceMs);
  await closed;
  clearTimeout(tooLong);
}

function configure(): Config {
  try {
    return readConfig(process.env);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    console.error(error.message);
    process.exit(1);
  }
}

async function main(): Promise<void> {
  const config = configure();
  const log = createLogger(config.logLevel);
  const db = openDatabase(config.databaseUrl, { pool: config.databasePool });
  const engine = createEngine(config.temporalAddress);
  const deps = assembleDeps({ db, engine, clock: () => new Date(), log, config });
  const listeners = await listen(deps);
  const schedules = keepSchedules(deps);
  measureArchive(deps);
  const archiving = startArchiving(deps);
  log.info({ publicPort: listeners.publicPort, internalPort: listeners.internalPort }, 'listening');

  const stop = async (signal: NodeJS.Signals): Promise<void> => {
    log.info({ signal }, 'stopping');
    await Promise.all([listeners.close(), schedules.stop(), archiving.stop()]);
    await Promise.all([db.$disconnect(), engine.close()]);
    log.info('stopped');
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      void stop(signal).then(() => process.exit(0));
    });
  }
}

if (import.meta.main) await main();
