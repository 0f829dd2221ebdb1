import { rmSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeBundles } from './bundles.ts';
import { startServers, type Servers } from './servers.ts';

declare global {
  var liandongServers: Servers | undefined;
}

/** One PostgreSQL, one Temporal and one bundle of workflows for the whole run. Test files find them by environment variables. */
export default async function globalSetup(): Promise<void> {
  const dir = await mkdtemp(join(tmpdir(), 'liandong-test-'));
  // What we started ends when we exit; a signal alone would end us without an exit.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => process.exit(1));
  process.on('exit', () => rmSync(dir, { recursive: true, force: true, maxRetries: 5 }));

  const [servers] = await Promise.all([startServers(dir, { inMemory: true }), makeBundles(dir)]);
  globalThis.liandongServers = servers;
  Object.assign(process.env, {
    TEST_POSTGRES_URL: servers.postgresUrl,
    TEST_TEMPORAL_ADDRESS: servers.temporalAddress,
    TEST_BUNDLES: dir,
  });
}
