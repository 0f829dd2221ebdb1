import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Connection } from '@temporalio/client';
import { freePorts, listening, startDaemon, waitFor, type Daemon } from './processes.ts';
import type { TemporalProgram } from './temporal-program.ts';

export interface TemporalServer {
  readonly address: string;
  readonly daemon: Daemon;
  stop(): Promise<void>;
}

export interface TemporalOptions {
  readonly program: TemporalProgram;
  /** Settings and database live here. */
  readonly dataDir: string;
  /** Keep the database in memory: faster, and gone with the process. */
  readonly inMemory?: boolean;
  readonly port: number;
  /** Where the Temporal CLI's own Web UI listens; without it, no Web UI. The bare server has none. */
  readonly uiPort?: number;
  readonly log?: string;
}

/** Settings that differ from the server's own. Names as in its dynamic configuration. */
const dynamicConfig = {
  // Tests and the demo move time for one execution instead of waiting.
  'frontend.WorkflowTimeSkippingEnabled': true,
  // A search attribute can be used as soon as it has been added.
  'system.forceSearchAttributesCacheRefreshOnRead': true,
  // One matching partition: what is offered is taken at once, without a hop. Enough for one machine.
  'matching.numTaskqueueReadPartitions': 1,
  'matching.numTaskqueueWritePartitions': 1,
  // Timers fire when they are due, not up to a second later.
  'history.timerProcessorMaxTimeShift': '50ms',
  // The Web UI and the tests list and register more often than a human would.
  'frontend.namespaceRPS.visibility': 200,
  'frontend.namespaceRPS.namespaceReplicationInducingAPIs': 200,
};

/** Starts Temporal on 127.0.0.1 with SQLite; rejects when it does not come up, with the place of its log. */
export async function startTemporal(options: TemporalOptions): Promise<TemporalServer> {
  const { program, dataDir, port, log } = options;
  await mkdir(dataDir, { recursive: true });
  const args = program.kind === 'cli' ? cliArguments(options) : await serverArguments(options);
  const daemon = startDaemon(program.path, args, { cwd: dataDir, ...(log === undefined ? {} : { log }) });
  const address = `127.0.0.1:${port}`;
  await waitFor(`Temporal on port ${port}${log === undefined ? '' : ` (log: ${log})`}`, () => serving(address), {
    daemon,
    timeoutMs: 60_000,
    everyMs: 100,
  });
  return { address, daemon, stop: () => daemon.stop() };
}

/** Whether a Temporal cluster answers there. */
export async function serving(address: string): Promise<boolean> {
  try {
    const connection = await Connection.connect({ address, connectTimeout: 1_000 });
    try {
      await connection.workflowService.getSystemInfo({});
      return true;
    } finally {
      await connection.close();
    }
  } catch {
    return false;
  }
}

function cliArguments({ dataDir, inMemory = false, port, uiPort }: TemporalOptions): string[] {
  return [
    ...['server', 'start-dev', '--ip', '127.0.0.1', '--port', String(port), '--log-level', 'warn'],
    ...(uiPort === undefined ? ['--headless'] : ['--ui-port', String(uiPort)]),
    ...(inMemory ? [] : ['--db-filename', join(dataDir, 'temporal.db')]),
    ...Object.entries(dynamicConfig).flatMap(([key, value]) => ['--dynamic-config-value', `${key}=${String(value)}`]),
  ];
}

async function serverArguments({ dataDir, inMemory = false, port }: TemporalOptions): Promise<string[]> {
  const store = (name: string): unknown => ({
    sql: {
      pluginName: 'sqlite',
      databaseName: inMemory ? name : join(dataDir, `${name}.db`),
      connectAddr: 'localhost',
      connectProtocol: 'tcp',
      connectAttributes: inMemory
        ? { mode: 'memory', cache: 'shared', setup: true }
        : { cache: 'private', setup: true, journal_mode: 'wal', synchronous: 2, busy_timeout: 10_000 },
      maxConns: 1,
      maxIdleConns: 1,
    },
  });
  const ports = await internalPorts(join(dataDir, 'ports.json'));
  const service = (grpcPort: number | undefined, membershipPort: number | undefined): unknown => ({
    rpc: { grpcPort, membershipPort, bindOnIP: '127.0.0.1' },
  });
  const config = {
    log: { stdout: true, level: 'warn' },
    persistence: {
      defaultStore: 'default',
      visibilityStore: 'visibility',
      numHistoryShards: 4,
      datastores: { default: store('default'), visibility: store('visibility') },
    },
    global: { membership: { maxJoinDuration: '30s', broadcastAddress: '127.0.0.1' } },
    services: {
      frontend: service(port, ports[0]),
      matching: service(ports[1], ports[2]),
      history: service(ports[3], ports[4]),
      worker: service(ports[5], ports[6]),
    },
    clusterMetadata: {
      enableGlobalNamespace: false,
      failoverVersionIncrement: 10,
      masterClusterName: 'active',
      currentClusterName: 'active',
      clusterInformation: {
        active: { enabled: true, initialFailoverVersion: 1, rpcName: 'frontend', rpcAddress: `127.0.0.1:${port}` },
      },
    },
    dcRedirectionPolicy: { policy: 'noop' },
    publicClient: { hostPort: `127.0.0.1:${port}` },
    dynamicConfigClient: { filepath: join(dataDir, 'dynamic-config.yaml'), pollInterval: '10s' },
  };
  // The server reads YAML, of which JSON is a part.
  const file = join(dataDir, 'server.yaml');
  await writeFile(file, JSON.stringify(config, null, 2));
  const values = Object.entries(dynamicConfig).map(([key, value]) => [key, [{ value, constraints: {} }]]);
  await writeFile(join(dataDir, 'dynamic-config.yaml'), JSON.stringify(Object.fromEntries(values), null, 2));
  return ['--config-file', file, '--allow-no-auth', 'start'];
}

/**
 * Seven ports for the parts of the server to meet each other, kept for the next start: the database remembers for a
 * while who was there, and a part that comes back at another port looks like a second one that does not answer.
 */
async function internalPorts(file: string): Promise<number[]> {
  if (existsSync(file)) {
    const kept: unknown = JSON.parse(await readFile(file, 'utf8'));
    if (Array.isArray(kept) && kept.length === 7 && kept.every((port) => typeof port === 'number')) {
      if ((await Promise.all(kept.map((port) => listening(port)))).every((taken) => !taken)) return kept;
    }
  }
  const ports = await freePorts(7);
  await writeFile(file, JSON.stringify(ports));
  return ports;
}
