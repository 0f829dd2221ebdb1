import { execFile } from 'node:child_process';
import { mkdir, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join, relative } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { Connection } from '@temporalio/client';
import { claim } from './infra/claim.ts';
import { migrate } from './infra/migrate.ts';
import { ensureNamespaces, families } from './infra/namespaces.ts';
import { pollers } from './infra/pollers.ts';
import { ensureDatabase, startPostgres } from './infra/postgres.ts';
import { listening, startDaemon, waitFor } from './infra/processes.ts';
import { secret } from './infra/secret.ts';
import { Supervisor, type Running } from './infra/supervisor.ts';
import { findTemporal, findTemporalUi } from './infra/temporal-program.ts';
import { serving, startTemporal } from './infra/temporal-server.ts';
import { startTemporalUi } from './infra/temporal-ui.ts';

// `npm start`: the whole system on this machine, with example data. What it keeps lies in .liandong/.

const root = fileURLToPath(new URL('..', import.meta.url));
const home = join(root, '.liandong');
const logs = join(home, 'logs');
const { env } = process;

const ports = {
  PUBLIC_PORT: port('PUBLIC_PORT', 8080),
  INTERNAL_PORT: port('INTERNAL_PORT', 8081),
  ...(env['TEMPORAL_ADDRESS'] === undefined && {
    TEMPORAL_PORT: port('TEMPORAL_PORT', 7233),
    TEMPORAL_UI_PORT: port('TEMPORAL_UI_PORT', 8233),
  }),
  ...(env['DATABASE_URL'] === undefined && { POSTGRES_PORT: port('POSTGRES_PORT', 5544) }),
};

const begun = Date.now();
let stopping = false;

await mkdir(logs, { recursive: true, mode: 0o700 });
const lock = await claim(join(home, 'running.json'), { pid: process.pid, command: 'scripts/up.ts' }).catch(giveUp);
const supervisor = new Supervisor(say, ({ pid, command }) => lock.remember({ pid, command }));

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void stop(0));
process.on('disconnect', () => void stop(0)); // whoever started us is gone

try {
  if (process.argv.includes('--fresh')) await forget();
  await freePortsOrExplain();
  const [databaseUrl, temporal] = await Promise.all([database(), engine()]);
  const [logIns] = await Promise.all([fill(databaseUrl), application(databaseUrl, temporal)]);
  announce(temporal.uiUrl, logIns);
} catch (error) {
  if (!stopping) {
    say(error instanceof Error ? error.message : String(error));
    await stop(1);
  }
}

/** PostgreSQL, unless DATABASE_URL names one; with all migrations. */
async function database(): Promise<string> {
  let { DATABASE_URL: url } = env;
  if (url === undefined) {
    say('Starting PostgreSQL …');
    const password = await secret(join(home, 'postgres-password'));
    const options = { dataDir: join(home, 'postgres'), port: ports.POSTGRES_PORT ?? 0, password, log: await logFile('postgres') };
    const postgres = await supervisor.start('PostgreSQL', () => startPostgres(options));
    await ensureDatabase(postgres, 'liandong');
    url = postgres.url('liandong');
  }
  await migrate(url);
  return url;
}

/** Temporal with its Web UI, unless TEMPORAL_ADDRESS names one; with our namespaces. */
async function engine(): Promise<{ address: string; uiUrl: string }> {
  const { TEMPORAL_PORT, TEMPORAL_UI_PORT } = ports;
  let { TEMPORAL_ADDRESS: address, TEMPORAL_UI_URL: uiUrl } = env;
  if (address === undefined && TEMPORAL_PORT !== undefined && TEMPORAL_UI_PORT !== undefined) {
    const program = await findTemporal(say);
    say('Starting Temporal …');
    const options = { program, dataDir: join(home, 'temporal'), port: TEMPORAL_PORT, uiPort: TEMPORAL_UI_PORT, log: await logFile('temporal') };
    const temporal = await supervisor.start('Temporal', () => startTemporal(options));
    address = temporal.address;
    uiUrl = `http://127.0.0.1:${TEMPORAL_UI_PORT}`;
    if (program.kind === 'server') await temporalUi(temporal.address, TEMPORAL_UI_PORT);
  }
  if (address === undefined || !(await serving(address))) throw new Error(`No Temporal answers at ${address} (TEMPORAL_ADDRESS).`);
  const connection = await Connection.connect({ address });
  await ensureNamespaces(connection, families);
  await connection.close();
  return { address, uiUrl: uiUrl ?? `http://${address.replace(/:\d+$/, '')}:8233` };
}

async function temporalUi(temporalAddress: string, uiPort: number): Promise<void> {
  const program = await findTemporalUi(say);
  const options = { program, dataDir: join(home, 'temporal-ui'), temporalAddress, port: uiPort, defaultNamespace: 'general', log: await logFile('temporal-ui') };
  await supervisor.start('Temporal UI', () => startTemporalUi(options));
}

/** Reference and example data; what is there already stays as it is. Returns the example log-ins as text. */
async function fill(databaseUrl: string): Promise<string> {
  const { stdout } = await promisify(execFile)(process.execPath, ['prisma/seed/seed.ts'], {
    cwd: root,
    env: { ...env, DATABASE_URL: databaseUrl },
  });
  return stdout;
}

/** The API and one worker for each family of procedures. */
async function application(databaseUrl: string, temporal: { address: string; uiUrl: string }): Promise<void> {
  say('Starting the API and the workers, and filling in what is missing of the example data …');
  const settings = {
    ...env,
    PUBLIC_HOST: env['PUBLIC_HOST'] ?? '127.0.0.1', // the example passwords are known to everybody
    PUBLIC_PORT: String(ports.PUBLIC_PORT),
    INTERNAL_PORT: String(ports.INTERNAL_PORT),
    INTERNAL_URL: `http://127.0.0.1:${ports.INTERNAL_PORT}`,
    INTERNAL_TOKEN: await secret(join(home, 'internal-token')),
    ATTACHMENTS_DIR: env['ATTACHMENTS_DIR'] ?? join(home, 'attachments'),
    DATABASE_URL: databaseUrl,
    TEMPORAL_ADDRESS: temporal.address,
    TEMPORAL_UI_URL: temporal.uiUrl,
  };
  const api = await supervisor.start('API', () => program('api/server.ts', 'api', settings));
  const { DATABASE_URL: _owned, ...forWorkers } = settings;
  const workers = await Promise.all(
    families.map((family) => {
      const begin = (): Promise<Running> => program('worker/worker.ts', `worker-${family}`, { ...forWorkers, FAMILY: family });
      return supervisor.start(`Worker ${family}`, begin);
    }),
  );

  const healthy = async (): Promise<boolean> =>
    fetch(`http://127.0.0.1:${ports.PUBLIC_PORT}/health/ready`).then(({ ok }) => ok, () => false);
  await ready('The API', 'api', api, healthy);
  const connection = await Connection.connect({ address: temporal.address });
  for (const [index, { daemon }] of workers.entries()) {
    const family = families[index] ?? '';
    const asks = async (): Promise<boolean> => (await pollers(connection, family, family)).includes(`${daemon.pid}@${hostname()}`);
    await ready(`The worker ${family}`, `worker-${family}`, { daemon }, asks);
  }
  await connection.close();
}

/** Waits for a part of ours, and gives its last words when it does not come up. */
async function ready(what: string, log: string, { daemon }: Pick<Running, 'daemon'>, isReady: () => Promise<boolean>): Promise<void> {
  try {
    await waitFor(what, isReady, { daemon, timeoutMs: 60_000, everyMs: 100 });
  } catch (error) {
    await sleep(300); // its last words may still be on the way to the log
    const said = (await readFile(join(logs, `${log}.log`), 'utf8')).trimEnd().split('\n').slice(-15).join('\n');
    throw new Error(`${what} does not get ready. Its last words:\n\n${said}\n`, { cause: error });
  }
}

async function program(script: string, name: string, settings: NodeJS.ProcessEnv): Promise<Running> {
  const daemon = startDaemon(process.execPath, ['--disable-warning=ExperimentalWarning', script], {
    cwd: root,
    env: settings,
    log: await logFile(name),
  });
  return { daemon, stop: () => daemon.stop(15_000) };
}

function announce(uiUrl: string, logIns: string): void {
  const page = `http://127.0.0.1:${ports.PUBLIC_PORT}`;
  const api = `${page}/api/v1`;
  console.log(`
${logIns}
联动 Liandong is up, after ${Math.round((Date.now() - begun) / 1000)} s.

  Pages         ${page}
  For residents ${page}/public
  On the phone  ${page}/field
  API           ${api}
  Reference     ${api}/docs
  Temporal UI   ${uiUrl}
  Logs          ${relative(process.cwd(), logs)}

npm run demo, in another terminal, walks every procedure. Ctrl-C stops everything; the next start finds every case again.
`);
}

/** Ends what was started, last first. */
async function stop(code: number): Promise<void> {
  if (stopping) return;
  stopping = true;
  say('Stopping …');
  await supervisor.stop();
  lock.release();
  say('Stopped.');
  process.exit(code);
}

/** --fresh: forgets all data, logs and secrets. */
async function forget(): Promise<void> {
  say('Forgetting all data …');
  const kept = ['running.json', 'logs'];
  const entries = (await readdir(home)).filter((name) => !kept.includes(name));
  await Promise.all([...entries.map((name) => join(home, name)), logs].map((path) => rm(path, { recursive: true, force: true })));
  await mkdir(logs, { mode: 0o700 });
}

async function freePortsOrExplain(): Promise<void> {
  const taken: string[] = [];
  for (const [name, number] of Object.entries(ports)) {
    if (await listening(number)) taken.push(`Port ${number} is in use by another program. Stop that, or choose another: ${name}=… npm start`);
  }
  if (taken.length > 0) throw new Error(taken.join('\n'));
}

/** A log that has grown beyond 10 MB is put aside, and the one before it goes. */
async function logFile(name: string): Promise<string> {
  const file = join(logs, `${name}.log`);
  const size = await stat(file).then((found) => found.size, () => 0);
  if (size > 10_000_000) await rename(file, `${file}.old`);
  return file;
}

function port(name: string, standard: number): number {
  const given = env[name];
  if (given === undefined) return standard;
  const number = Number(given);
  if (Number.isInteger(number) && number > 0 && number < 65_536) return number;
  return giveUp(new Error(`${name}=${given} is not a port.`));
}

function say(line: string): void {
  console.log(line);
}

function giveUp(error: unknown): never {
  console.error(error instanceof Error ? error.message : String(error));
  process.exit(1);
}
