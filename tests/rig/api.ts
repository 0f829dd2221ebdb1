import { randomUUID } from 'node:crypto';
import { pino } from 'pino';
import { readConfig } from '../../api/config.ts';
import { openDatabase, type Database } from '../../api/database.ts';
import { assembleDeps, type Deps } from '../../api/deps.ts';
import { createEngine } from '../../api/engine/engine.ts';
import { listen } from '../../api/server.ts';
import { examplePassword, seedExample } from '../../prisma/seed/example/example.ts';
import { exampleOfficers, type ExampleOfficerName } from '../../prisma/seed/example/officers.ts';
import { seedReference } from '../../prisma/seed/reference.ts';
import { cloneDatabase, temporalAddress } from './infra.ts';

export interface ApiAnswer {
  readonly status: number;
  readonly headers: Headers;
  /** The JSON of the answer, or undefined where there was none. */
  readonly body: unknown;
}

export interface CallOptions {
  readonly token?: string;
  /** Sent as JSON; text and bytes are sent as they are. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly internal?: boolean;
}

/** Both listeners of the API, over a database of one's own with the example data. No worker runs. */
export interface Api {
  readonly url: string;
  readonly internalUrl: string;
  readonly db: Database;
  readonly deps: Deps;
  /** Lines of the log so far. */
  readonly log: readonly string[];
  call(method: string, path: string, options?: CallOptions): Promise<ApiAnswer>;
  /** Logs an example officer in and returns the token. */
  signIn(name: ExampleOfficerName): Promise<string>;
  /** Moves the clock by which sessions and locks are judged. */
  advanceMinutes(minutes: number): void;
  stop(): Promise<void>;
}

export async function startApi(settings: Readonly<Record<string, string>> = {}): Promise<Api> {
  const database = await cloneDatabase();
  const db = openDatabase(database.url, { pool: 5 });
  await seedReference(db);
  await seedExample(db);

  let shift = 0;
  const log: string[] = [];
  const config = readConfig({
    DATABASE_URL: database.url,
    TEMPORAL_ADDRESS: temporalAddress,
    INTERNAL_TOKEN: randomUUID(),
    PUBLIC_HOST: '127.0.0.1',
    PUBLIC_PORT: '0',
    INTERNAL_PORT: '0',
    CHECK_RESPONSES: 'true',
    ...settings,
  });
  const engine = createEngine(config.temporalAddress);
  const deps = assembleDeps({
    db,
    engine,
    clock: () => new Date(Date.now() + shift),
    log: pino({ level: 'debug' }, { write: (line: string) => void log.push(line) }),
    config,
  });
  const listeners = await listen(deps);
  const url = `http://127.0.0.1:${listeners.publicPort}`;
  const internalUrl = `http://127.0.0.1:${listeners.internalPort}`;

  const call: Api['call'] = async (method, path, { token, body, headers = {}, internal = false } = {}) => {
    const response = await fetch(`${internal ? internalUrl : url}${path}`, {
      method,
      headers: {
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' || body instanceof Uint8Array ? new Blob([body]) : JSON.stringify(body) }),
    });
    const text = await response.text();
    const json = response.headers.get('content-type')?.includes('json') === true;
    return { status: response.status, headers: response.headers, body: text === '' ? undefined : json ? JSON.parse(text) : text };
  };

  return {
    url,
    internalUrl,
    db,
    deps,
    log,
    call,
    async signIn(name) {
      const { userName } = exampleOfficers[name];
      const { body } = await call('POST', '/api/v1/sessions', { body: { userName, password: examplePassword } });
      if (typeof body === 'object' && body !== null && 'token' in body && typeof body.token === 'string') return body.token;
      throw new Error(`${userName} cannot log in: ${JSON.stringify(body)}`);
    },
    advanceMinutes(minutes) {
      shift += minutes * 60_000;
    },
    async stop() {
      await listeners.close();
      await Promise.all([db.$disconnect(), engine.close()]);
      await database.drop();
    },
  };
}
