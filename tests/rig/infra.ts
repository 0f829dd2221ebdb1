import { randomUUID } from 'node:crypto';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Connection } from '@temporalio/client';
import { ensureNamespaces } from '../../scripts/infra/namespaces.ts';
import { execute } from '../../scripts/infra/postgres.ts';
import { startServers, templateDatabase, type Servers } from './servers.ts';

export { advance, type Duration } from '../../scripts/infra/advance.ts';
export { freePort } from '../../scripts/infra/processes.ts';

/** Where the Temporal of this test run listens. */
export const temporalAddress = fromSetup('TEST_TEMPORAL_ADDRESS');

export interface TestDatabase {
  readonly url: string;
  drop(): Promise<void>;
}

/** A database of one's own: all tables and the reference data, nothing else. Takes about 50 ms. */
export async function cloneDatabase(serverUrl = fromSetup('TEST_POSTGRES_URL')): Promise<TestDatabase> {
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  await execute(serverUrl, `create database ${name} template ${templateDatabase}`);
  const url = new URL(serverUrl);
  url.pathname = name;
  return { url: url.href, drop: () => execute(serverUrl, `drop database ${name} with (force)`) };
}

/** Two namespaces of one's own, with our search attributes: a test file sees no other's workflows. */
export async function freshNamespaces(connection: Connection): Promise<{ general: string; discipline: string }> {
  const mark = randomUUID().slice(0, 8);
  const namespaces = { general: `general-${mark}`, discipline: `discipline-${mark}` };
  await ensureNamespaces(connection, Object.values(namespaces), 1);
  return namespaces;
}

/** Servers of one's own for tests that stop and restart them; call `stop()` at the end. Takes about 3 s. */
export async function startPrivateInfra(): Promise<Servers> {
  return startServers(await mkdtemp(join(tmpdir(), 'liandong-private-')), { inMemory: false });
}

function fromSetup(name: string): string {
  const value = process.env[name];
  if (value === undefined) throw new Error(`${name} is not set: run tests with npm test, which starts the servers.`);
  return value;
}
