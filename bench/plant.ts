import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Connection } from '@temporalio/client';
import { openDatabase } from '../api/database.ts';
import { seedExample } from '../prisma/seed/example/example.ts';
import { seedReference } from '../prisma/seed/reference.ts';
import { migrate } from '../scripts/infra/migrate.ts';
import { ensureNamespaces } from '../scripts/infra/namespaces.ts';
import { ensureDatabase, execute, startPostgres, type Postgres } from '../scripts/infra/postgres.ts';
import { freePorts, startDaemon, waitFor, type Daemon } from '../scripts/infra/processes.ts';
import type { Report } from '../scripts/infra/progress.ts';
import { findTemporal } from '../scripts/infra/temporal-program.ts';
import { startTemporal } from '../scripts/infra/temporal-server.ts';

/** The process of each part, by the name that the figures give it. */
export type Part = 'postgres' | 'temporal' | 'api' | 'worker' | 'bare worker';

/** Everything that is measured, each part a process of its own as in production. */
export interface Plant {
  readonly connection: Connection;
  readonly databaseUrl: string;
  readonly apiUrl: string;
  readonly pids: Readonly<Record<Part, number>>;
  /** Ends all of it and removes its data. Profiles, where they were asked for, are written before. */
  stop(): Promise<void>;
}

export const bareNamespace = 'bare';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Starts PostgreSQL and Temporal, both durable, the API, a worker, and a worker for the bare engine; `profiles` is where CPU profiles go. */
export async function startPlant(report: Report, profiles?: string): Promise<Plant> {
  const dir = await mkdtemp(join(tmpdir(), 'liandong-bench-'));
  if (profiles !== undefined) await rm(profiles, { recursive: true, force: true });
  const daemons: Daemon[] = [];
  const connections: Connection[] = [];
  const started = <D extends Daemon>(daemon: D): D => {
    daemons.push(daemon);
    return daemon;
  };
  const stop = async (): Promise<void> => {
    await Promise.all(connections.map((connection) => connection.close()));
    // What stands on others ends first.
    for (const daemon of daemons.toReversed()) await daemon.stop();
    await rm(dir, { recursive: true, force: true });
  };

  try {
    report('Starting PostgreSQL and Temporal');
    const [postgresPort, temporalPort, publicPort, internalPort] = await fourPorts();
    const program = await findTemporal(report);
    const postgres = await startCountingPostgres(join(dir, 'postgres'), postgresPort, join(dir, 'postgres.log'));
    started(postgres.daemon);
    const temporal = await startTemporal({ program, dataDir: join(dir, 'temporal'), port: temporalPort, log: join(dir, 'temporal.log') });
    started(temporal.daemon);
    const connection = await Connection.connect({ address: temporal.address });
    connections.push(connection);

    report('Making the database and the namespaces');
    const databaseUrl = await makeDatabase(postgres);
    await ensureNamespaces(connection, ['general', 'discipline', bareNamespace]);

    report('Starting the API and the workers');
    const environment = {
      ...process.env,
      NODE_ENV: 'production',
      DATABASE_URL: databaseUrl,
      TEMPORAL_ADDRESS: temporal.address,
      PUBLIC_HOST: '127.0.0.1',
      PUBLIC_PORT: String(publicPort),
      INTERNAL_PORT: String(internalPort),
      INTERNAL_URL: `http://127.0.0.1:${internalPort}`,
      INTERNAL_TOKEN: randomBytes(32).toString('hex'),
    };
    const program24 = async (script: string, settings: NodeJS.ProcessEnv = {}): Promise<Daemon> => {
      const name = script.replace(/^.*\/|\.ts$/g, '');
      const flags = profiles === undefined ? [] : ['--cpu-prof', '--cpu-prof-dir', join(profiles, name)];
      if (profiles !== undefined) await mkdir(join(profiles, name), { recursive: true });
      return started(
        startDaemon(process.execPath, ['--disable-warning=ExperimentalWarning', ...flags, join(root, script)], {
          cwd: root,
          env: { ...environment, ...settings },
          log: join(dir, `${name}.log`),
        }),
      );
    };
    const api = await program24('api/server.ts');
    const worker = await program24('worker/worker.ts', { FAMILY: 'general' });
    const bareWorker = await program24('bench/bare-worker.ts', { NAMESPACE: bareNamespace });
    const apiUrl = `http://127.0.0.1:${publicPort}`;
    await waitFor(`The API at ${apiUrl}`, () => isReady(apiUrl), { daemon: api });

    return {
      connection,
      databaseUrl,
      apiUrl,
      pids: { postgres: postgres.daemon.pid, temporal: temporal.daemon.pid, api: api.pid, worker: worker.pid, 'bare worker': bareWorker.pid },
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function fourPorts(): Promise<[number, number, number, number]> {
  const [a, b, c, d] = await freePorts(4);
  if (a === undefined || b === undefined || c === undefined || d === undefined) throw new Error('No free ports.');
  return [a, b, c, d];
}

/** A PostgreSQL that keeps what it was told (fsync on) and counts its statements. */
async function startCountingPostgres(dataDir: string, port: number, log: string): Promise<Postgres> {
  const options = { dataDir, port, log, password: randomBytes(16).toString('hex') };
  const first = await startPostgres(options);
  await execute(
    first.url('postgres'),
    `alter system set shared_preload_libraries = 'pg_stat_statements'`,
    `alter system set pg_stat_statements.track_planning = on`,
  );
  await first.stop();
  return startPostgres(options);
}

async function makeDatabase(postgres: Postgres): Promise<string> {
  await ensureDatabase(postgres, 'liandong');
  const url = postgres.url('liandong');
  await migrate(url);
  await execute(url, 'create extension pg_stat_statements');
  const db = openDatabase(url);
  try {
    await seedReference(db);
    await seedExample(db);
  } finally {
    await db.$disconnect();
  }
  return url;
}

async function isReady(apiUrl: string): Promise<boolean> {
  return fetch(`${apiUrl}/health/ready`).then(({ ok }) => ok, () => false);
}
