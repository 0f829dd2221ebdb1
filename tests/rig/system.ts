import { randomBytes, randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Connection, type WorkflowHandle } from '@temporalio/client';
import { NativeConnection, Runtime, Worker } from '@temporalio/worker';
import { hashOf } from '../../api/accounts/credential.ts';
import type { Config } from '../../api/config.ts';
import { openDatabase, type Database } from '../../api/database.ts';
import { assembleDeps, type Deps } from '../../api/deps.ts';
import { createEngine, type Engine } from '../../api/engine/engine.ts';
import { createLogger } from '../../api/log.ts';
import { listen, type Listeners } from '../../api/server.ts';
import type { CaseView } from '../../contracts/api/cases.ts';
import type { Family } from '../../contracts/ids.ts';
import { seedExample } from '../../prisma/seed/example/example.ts';
import { exampleOfficers } from '../../prisma/seed/example/officers.ts';
import { createWorker } from '../../worker/create-worker.ts';
import { bundleOf } from './bundles.ts';
import { advance, cloneDatabase, freshNamespaces, temporalAddress, type Duration } from './infra.ts';

export interface Answer<Body = Record<string, unknown>> {
  readonly status: number;
  readonly body: Body;
  readonly headers: Headers;
}

/** Somebody who talks to the API over HTTP. A refusal is an answer like any other. */
export interface Person {
  readonly officer: string;
  readonly unit: string;
  get<Body = Record<string, unknown>>(path: string): Promise<Answer<Body>>;
  /** Posts with a fresh Idempotency-Key, or with the one given. */
  post<Body = Record<string, unknown>>(path: string, body: unknown, key?: string): Promise<Answer<Body>>;
  send<Body = Record<string, unknown>>(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer<Body>>;
  /** Posts bytes of a media type. */
  uploads<Body = Record<string, unknown>>(path: string, bytes: Uint8Array, type?: string, key?: string): Promise<Answer<Body>>;
  /** What is not JSON: a file, a page. */
  downloads(path: string, headers?: Record<string, string>): Promise<{ readonly status: number; readonly bytes: Buffer; readonly headers: Headers }>;
  /** What comes as long as one listens; from the process that `elsewhere` names, where there are several. */
  follows(path: string, signal: AbortSignal, elsewhere?: string): Promise<Response>;
}

export interface SystemOptions {
  readonly temporal?: string;
  readonly postgres?: string;
  /** Leave the workers out: a test that stops and starts them does it itself. */
  readonly workers?: boolean;
}

const families: readonly Family[] = ['general', 'discipline'];

try {
  Runtime.install({ logger: silentLogger() });
} catch {
  // The runtime of this process was installed by another test file of the same worker: it is as silent.
}

/** The whole system on ports and data of its own: API with both listeners, the workers of both families, example data. */
export class System {
  readonly db: Database;
  readonly engine: Engine;
  readonly deps: Deps;
  readonly #listeners: Listeners;
  readonly #connection: NativeConnection;
  readonly #client: Connection;
  readonly #drop: () => Promise<void>;
  #running: Array<{ worker: Worker; done: Promise<void> }> = [];
  #hasRun = false;
  readonly url: string;
  readonly internalUrl: string;

  private constructor(parts: {
    deps: Deps;
    listeners: Listeners;
    connection: NativeConnection;
    client: Connection;
    drop: () => Promise<void>;
  }) {
    this.deps = parts.deps;
    this.db = parts.deps.db;
    this.engine = parts.deps.engine;
    this.#listeners = parts.listeners;
    this.#connection = parts.connection;
    this.#client = parts.client;
    this.#drop = parts.drop;
    this.url = `http://127.0.0.1:${parts.listeners.publicPort}`;
    this.internalUrl = `http://127.0.0.1:${parts.listeners.internalPort}`;
  }

  static async start({ temporal = temporalAddress, postgres, workers = true }: SystemOptions = {}): Promise<System> {
    const database = await cloneDatabase(postgres);
    const db = openDatabase(database.url, { pool: 10 });
    await seedExample(db);
    const client = await Connection.connect({ address: temporal });
    const namespaces = await freshNamespaces(client);
    const engine = createEngine(temporal, {
      general: { namespace: namespaces.general, taskQueue: 'general' },
      discipline: { namespace: namespaces.discipline, taskQueue: 'discipline' },
    });
    const config = testConfig(database.url, temporal);
    const deps = assembleDeps({ db, engine, clock: () => new Date(), log: createLogger(process.env['TEST_LOG'] ?? 'silent'), config });
    const listeners = await listen(deps);
    const connection = await NativeConnection.connect({ address: temporal });
    const drop = async (): Promise<void> => {
      await db.$disconnect();
      await database.drop();
      await rm(config.attachmentsDir, { recursive: true, force: true });
    };
    const system = new System({ deps, listeners, connection, client, drop });
    if (workers) await system.startWorkers();
    return system;
  }

  /** Starts the workers of both families; `internalUrl` where something stands between them and the internal listener. */
  async startWorkers(internalUrl = this.internalUrl): Promise<void> {
    this.#hasRun = true;
    for (const family of families) {
      const worker = await createWorker({
        connection: this.#connection,
        family,
        ...this.engine.quarters(family),
        internalUrl,
        internalToken: this.deps.config.internalToken,
        bundle: bundleOf(family),
      });
      this.#running.push({ worker, done: worker.run() });
    }
  }

  async stopWorkers(): Promise<void> {
    const running = this.#running;
    this.#running = [];
    for (const { worker } of running) worker.shutdown();
    await Promise.all(running.map(({ done }) => done));
  }

  /** Stops everything; where workers of ours ran, first replays the history of every workflow with the present code. */
  async stop(): Promise<void> {
    await this.stopWorkers();
    if (this.#hasRun) await this.#replayAll();
    await this.#listeners.close();
    await this.engine.close();
    await this.#connection.close();
    await this.#client.close();
    await this.#drop();
  }

  /** An officer of the example data, by user name, with a session. */
  async as(userName: string): Promise<Person> {
    const officer = Object.values(exampleOfficers).find((each) => each.userName === userName);
    if (officer === undefined) throw new Error(`the example data have no officer ${userName}`);
    const token = randomBytes(32).toString('base64url');
    const now = new Date();
    await this.db.session.create({
      data: { tokenHash: hashOf(token), officerId: officer.id, createdAt: now, lastSeenAt: now, expiresAt: new Date(now.getTime() + 36_000_000) },
    });
    return person(this.url, officer.id, officer.unit, token);
  }

  /** Somebody outside, who is not signed in; at an address of his own where limits matter. */
  outsider(address?: string): Person {
    return person(this.url, '', '', null, address === undefined ? {} : { 'x-forwarded-for': address });
  }

  handle(family: Family, workflowId: string): WorkflowHandle {
    return this.engine.client(family).workflow.getHandle(workflowId);
  }

  /** Moves the time of a case. */
  async advance(family: Family, workflowId: string, duration: Duration): Promise<void> {
    await advance(this.handle(family, workflowId), duration);
  }

  async #replayAll(): Promise<void> {
    for (const family of families) {
      const { workflow } = this.engine.client(family);
      const histories = workflow.list().intoHistories();
      const replayed = Worker.runReplayHistories({ workflowBundle: bundleOf(family), replayName: family }, histories);
      for await (const { workflowId, error } of replayed) {
        if (error !== undefined) throw new Error(`the history of ${workflowId} does not replay`, { cause: error });
      }
    }
  }
}

/** The step of a case view; throws where there is none. */
export function stepIn(view: CaseView, id: string): CaseView['steps'][number] {
  const step = view.steps.find((each) => each.id === id);
  if (step === undefined) throw new Error(`the case has no step ${id}, only ${view.steps.map((each) => each.id).join(', ')}`);
  return step;
}

export function clockIn(view: CaseView, id: string): CaseView['clocks'][number] {
  const clock = view.clocks.find((each) => each.id === id);
  if (clock === undefined) throw new Error(`the case has no clock ${id}, only ${view.clocks.map((each) => each.id).join(', ')}`);
  return clock;
}

function person(url: string, officer: string, unit: string, token: string | null, always: Record<string, string> = {}): Person {
  const ask = (method: string, path: string, body: string | Uint8Array<ArrayBuffer> | undefined, headers: Record<string, string>): Promise<Response> =>
    fetch(new URL(path, url), {
      method,
      headers: { ...always, ...(token === null ? {} : { authorization: `Bearer ${token}` }), ...headers },
      ...(body === undefined ? {} : { body }),
    });
  const answered = async <Body>(response: Response): Promise<Answer<Body>> => {
    const text = await response.text();
    return { status: response.status, body: text === '' ? {} : JSON.parse(text), headers: response.headers };
  };
  const send: Person['send'] = async (method, path, body, headers = {}) =>
    answered(
      body === undefined
        ? await ask(method, path, undefined, headers)
        : await ask(method, path, typeof body === 'string' ? body : JSON.stringify(body), { 'content-type': 'application/json', ...headers }),
    );
  return {
    officer,
    unit,
    send,
    get: (path) => send('GET', path),
    post: (path, body, key = randomUUID()) => send('POST', path, body, { 'idempotency-key': key }),
    uploads: async (path, bytes, type = 'application/octet-stream', key = randomUUID()) =>
      answered(await ask('POST', path, new Uint8Array(bytes), { 'content-type': type, 'idempotency-key': key })),
    async downloads(path, headers = {}) {
      const response = await ask('GET', path, undefined, headers);
      return { status: response.status, bytes: Buffer.from(await response.arrayBuffer()), headers: response.headers };
    },
    follows: (path, signal, elsewhere = url) =>
      fetch(new URL(path, elsewhere), { signal, headers: { ...always, ...(token === null ? {} : { authorization: `Bearer ${token}` }) } }),
  };
}

function testConfig(databaseUrl: string, temporal: string): Config {
  return {
    databaseUrl,
    databasePool: 10,
    temporalAddress: temporal,
    temporalUiUrl: 'http://127.0.0.1:8233',
    publicHost: '127.0.0.1',
    publicPort: 0,
    publicUrl: 'http://liandong.test',
    internalHost: '127.0.0.1',
    internalPort: 0,
    internalToken: randomBytes(32).toString('hex'),
    sessionHours: 10,
    idleMinutes: 30,
    passwordDays: 0,
    attachmentsDir: join(tmpdir(), `liandong-attachments-${randomUUID()}`),
    attachmentLimit: 10 * 1024 * 1024,
    s3: null,
    logLevel: 'silent',
    trustedProxies: 1,
    checkResponses: true,
  };
}

function silentLogger() {
  const nothing = () => undefined;
  return { log: nothing, trace: nothing, debug: nothing, info: nothing, warn: nothing, error: nothing };
}
