import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { migrate } from '../../scripts/infra/migrate.ts';
import { ensureDatabase, startPostgres, type Postgres } from '../../scripts/infra/postgres.ts';
import { freePort } from '../../scripts/infra/processes.ts';
import { findTemporal } from '../../scripts/infra/temporal-program.ts';
import { startTemporal } from '../../scripts/infra/temporal-server.ts';

const seed = fileURLToPath(new URL('../../prisma/seed/seed.ts', import.meta.url));

/** A database with all migrations and the reference data; test files get copies of it. */
export const templateDatabase = 'liandong_template';

export interface Servers {
  readonly postgresUrl: string;
  readonly temporalAddress: string;
  /** Ends PostgreSQL (without warning, or as at a shutdown) and starts it again on its data and port. */
  restartPostgres(how?: 'kill' | 'stop'): Promise<void>;
  /** Ends Temporal (without warning, or as at a shutdown) and starts it again on its data and port. */
  restartTemporal(how?: 'kill' | 'stop'): Promise<void>;
  stop(): Promise<void>;
}

/** PostgreSQL with the template database, and Temporal, on free ports; everything lies in `dir` and goes with it. */
export async function startServers(dir: string, { inMemory }: { inMemory: boolean }): Promise<Servers> {
  const program = await findTemporal((line) => process.stderr.write(`${line}\n`));
  const postgresOptions = {
    dataDir: join(dir, 'postgres'),
    port: await freePort(),
    password: randomUUID(),
    durable: !inMemory,
    log: join(dir, 'postgres.log'),
  };
  const temporalOptions = {
    program,
    inMemory,
    dataDir: join(dir, 'temporal'),
    port: await freePort(),
    log: join(dir, 'temporal.log'),
  };
  const [postgres, temporal] = await Promise.all([startPostgres(postgresOptions), startTemporal(temporalOptions)]);
  const servers = { postgres, temporal };
  const stop = async (): Promise<void> => {
    await Promise.all([servers.postgres.daemon.kill(), servers.temporal.daemon.kill()]);
    await rm(dir, { recursive: true, force: true });
  };
  try {
    await makeTemplate(postgres);
  } catch (error) {
    await stop();
    throw error;
  }

  return {
    postgresUrl: postgres.url('postgres'),
    temporalAddress: temporal.address,
    stop,
    async restartPostgres(how = 'stop') {
      await servers.postgres.daemon[how]();
      servers.postgres = await startPostgres(postgresOptions);
    },
    async restartTemporal(how = 'stop') {
      await servers.temporal.daemon[how]();
      servers.temporal = await startTemporal(temporalOptions);
    },
  };
}

async function makeTemplate(postgres: Postgres): Promise<void> {
  await ensureDatabase(postgres, templateDatabase);
  const url = postgres.url(templateDatabase);
  await migrate(url);
  await promisify(execFile)(process.execPath, [seed, '--reference'], { env: { ...process.env, NODE_OPTIONS: '', DATABASE_URL: url } });
}
