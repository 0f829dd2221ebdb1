import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { until } from '../rig/eventually.ts';
import { petition } from '../rig/feidong.ts';
import { startPrivateInfra } from '../rig/infra.ts';
import type { Servers } from '../rig/servers.ts';
import { System, type Person } from '../rig/system.ts';
import { insist } from '../rig/insist.ts';
import { causedBy, nothingLost } from './nothing-lost.ts';

let servers: Servers;
let system: System;
let coordinator: Person;

beforeAll(async () => {
  servers = await startPrivateInfra();
  system = await System.start({ temporal: servers.temporalAddress, postgres: servers.postgresUrl });
  coordinator = await system.as('feidong-coordinator');
}, 120_000);
afterAll(async () => {
  await system.stop();
  await servers.stop();
}, 60_000);

/** Sends notes one after the other while something happens. Returns their keys. */
async function noteAllAlong(id: string, happens: () => Promise<void>): Promise<string[]> {
  const keys: string[] = [];
  let over = false;
  const happened = happens().finally(() => {
    over = true;
  });
  while (!over || keys.length < 10) {
    const key = randomUUID();
    await insist(() => coordinator.post(`/api/v1/cases/${id}/add-note`, { text: '补充情况' }, key));
    keys.push(key);
  }
  await happened;
  return keys;
}

async function open(): Promise<string> {
  const { body } = await coordinator.post<{ workflowId: string }>('/api/v1/cases', petition());
  return body.workflowId;
}

test.each([
  ['PostgreSQL', () => servers.restartPostgres('kill')],
  ['Temporal', () => servers.restartTemporal('kill')],
])('%s is killed and comes back under work: what was answered is there, once', async (_, restart) => {
  const id = await open();
  const keys = await noteAllAlong(id, restart);
  await until(async () => (await system.db.entry.count({ where: { key: { in: keys } } })) === keys.length, 90);
  const whole = await nothingLost(system, id);
  for (const key of keys) expect(causedBy(whole, key)).toEqual(['noteAdded']);
}, 240_000);
