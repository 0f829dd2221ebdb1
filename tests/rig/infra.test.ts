import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Client, Connection } from '@temporalio/client';
import { DefaultLogger, NativeConnection, Runtime, Worker } from '@temporalio/worker';
import pg from 'pg';
import { advance, cloneDatabase, freshNamespaces, startPrivateInfra, temporalAddress } from './infra.ts';
import { finish, reached, waits, waitsForChild, waitsForSomebody } from './waiting-workflows.ts';

Runtime.install({ logger: new DefaultLogger('ERROR') });

let connection: Connection;
let native: NativeConnection;
let namespace: string;
let client: Client;
let worker: Worker;
let running: Promise<void>;

beforeAll(async () => {
  connection = await Connection.connect({ address: temporalAddress });
  ({ general: namespace } = await freshNamespaces(connection));
  client = new Client({ connection, namespace });
  native = await NativeConnection.connect({ address: temporalAddress });
  worker = await Worker.create({
    connection: native,
    namespace,
    taskQueue: namespace,
    workflowsPath: fileURLToPath(new URL('waiting-workflows.ts', import.meta.url)),
  });
  running = worker.run();
});

afterAll(async () => {
  worker.shutdown();
  await running;
  await native.close();
  await connection.close();
});

test('a deadline of 60 days: nothing the day before, passed the day after', async () => {
  const handle = await client.workflow.start(waitsForSomebody, { workflowId: 'deadline', taskQueue: namespace, args: [60] });
  await advance(handle, { days: 59 });
  expect((await handle.describe()).status.name).toBe('RUNNING');
  await advance(handle, { days: 2 });
  expect(await handle.result()).toBe('too late');
});

test('somebody acts in the moved time', async () => {
  const handle = await client.workflow.start(waitsForSomebody, { workflowId: 'acts', taskQueue: namespace, args: [60] });
  await advance(handle, { days: 59, hours: 23 });
  await handle.signal(finish);
  expect(await handle.result()).toBe('told');
});

test('time moves again and again, to the hour', async () => {
  const handle = await client.workflow.start(waits, { workflowId: 'again', taskQueue: namespace, args: [[1, 1, 1]] });
  const seen: number[] = [];
  for (let hours = 0; hours < 72; hours += 17) {
    seen.push((await handle.query(reached)).length);
    await advance(handle, { hours: 17 });
  }
  expect(seen).toEqual([0, 0, 1, 2, 2]);
  expect(await handle.result()).toHaveLength(3);
});

test('a child begins at the time of its parent and is moved on its own, and meanwhile the parent stands still', async () => {
  const parent = await client.workflow.start(waitsForChild, { workflowId: 'parent', taskQueue: namespace, args: ['child', 10] });
  await expect(advance(parent, { days: 30 })).rejects.toThrow('its child child is open');

  const child = client.workflow.getHandle('child');
  const parentBegan = (await parent.describe()).startTime;
  expect(daysBetween(parentBegan, (await child.describe()).startTime)).toBeCloseTo(5, 2);
  await advance(child, { days: 9 });
  expect((await child.describe()).status.name).toBe('RUNNING');
  await advance(child, { days: 2 });
  expect((await child.describe()).status.name).toBe('COMPLETED');
  expect(await parent.result()).toBe('done');
});

test('a database of one’s own has the tables, and takes nothing over from another', async () => {
  const [one, other] = await Promise.all([cloneDatabase(), cloneDatabase()]);
  await query(one.url, 'create table only_here ()');
  const tables = "select tablename as name from pg_tables where schemaname = 'public'";
  expect(await query(other.url, tables)).toContainEqual({ name: '_prisma_migrations' });
  expect(await query(other.url, tables)).not.toContainEqual({ name: 'only_here' });
  await Promise.all([one.drop(), other.drop()]);
});

test('private servers keep what they have when they are killed and started again', async () => {
  const infra = await startPrivateInfra();
  try {
    const database = await cloneDatabase(infra.postgresUrl);
    await query(database.url, 'create table kept as select 1 as one');
    const privateConnection = await Connection.connect({ address: infra.temporalAddress });
    const { general } = await freshNamespaces(privateConnection);
    const handle = await new Client({ connection: privateConnection, namespace: general }).workflow.start('any', {
      workflowId: 'kept',
      taskQueue: 'any',
    });

    await Promise.all([infra.restartPostgres('kill'), infra.restartTemporal('kill')]);

    expect(await query(database.url, 'select * from kept')).toEqual([{ one: 1 }]);
    expect((await handle.describe()).status.name).toBe('RUNNING');
    await privateConnection.close();
  } finally {
    await infra.stop();
  }
});

function daysBetween(from: Date, to: Date): number {
  return (to.getTime() - from.getTime()) / (24 * 60 * 60 * 1000);
}

async function query(url: string, sql: string): Promise<unknown[]> {
  const db = new pg.Client({ connectionString: url });
  await db.connect();
  try {
    return (await db.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await db.end();
  }
}
