import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { writeRecord } from '../../api/record/write-record.ts';
import { recordBatch } from '../../contracts/record.ts';
import { until } from '../rig/eventually.ts';
import { petition } from '../rig/feidong.ts';
import { startGate, type Gate } from '../rig/gate.ts';
import { System, type Answer, type Person } from '../rig/system.ts';
import { insist } from '../rig/insist.ts';
import { causedBy, nothingLost } from './nothing-lost.ts';

let system: System;
let gate: Gate;
let coordinator: Person;

beforeAll(async () => {
  system = await System.start({ workers: false });
  gate = await startGate(system.internalUrl);
  await system.startWorkers(gate.url);
  coordinator = await system.as('feidong-coordinator');
});
afterEach(() => gate.set('open'));
afterAll(async () => {
  await system.stop();
  await gate.close();
});

const lead = { leadNo: '肥信2022-0517', received: 'letter' };

async function open(): Promise<string> {
  const { status, body } = await coordinator.post<{ workflowId: string }>('/api/v1/cases', petition());
  expect(status).toBe(201);
  return body.workflowId;
}

const register = (id: string, key: string): Promise<Answer> =>
  coordinator.post(`/api/v1/cases/${id}/steps/register/complete`, lead, key);
const note = (id: string, key: string): Promise<Answer> =>
  coordinator.post(`/api/v1/cases/${id}/add-note`, { text: '补充情况' }, key);

test('the internal listener is away while the workflow records: 202, and it goes on by itself later, in order', async () => {
  const id = await open();
  const keys = [randomUUID(), randomUUID(), randomUUID()];
  gate.set('refuse');
  const [first, ...others] = await Promise.all([register(id, keys[0] ?? ''), note(id, keys[1] ?? ''), note(id, keys[2] ?? '')]);
  expect([first, ...others].map((answer) => answer?.status)).toEqual([202, 202, 202]);
  expect(first?.headers.get('location')).toContain(id);
  expect(await system.db.entry.count({ where: { key: { in: keys } } })).toBe(0);

  gate.set('open');
  await until(async () => (await system.db.entry.count({ where: { key: { in: keys } } })) === 3, 60);
  const whole = await nothingLost(system, id);
  expect(keys.map((key) => causedBy(whole, key))).toEqual([['stepDone'], ['noteAdded'], ['noteAdded']]);
  expect(await register(id, keys[0] ?? '')).toMatchObject({ status: 200, body: { step: { status: 'done' } } });
  expect((await nothingLost(system, id)).picture.seq).toBe(whole.picture.seq);
});

test('more wait for their record than the engine takes: the last are told 503, and do it later', async () => {
  const id = await open();
  const keys = Array.from({ length: 16 }, () => randomUUID());
  gate.set('refuse');
  const answers = await Promise.all(keys.map((key) => note(id, key)));
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([202, 503]));
  for (const { body, headers } of answers.filter(({ status }) => status === 503)) {
    expect(body).toMatchObject({ code: 'engine-unavailable' });
    expect(headers.get('retry-after')).toMatch(/^\d+$/);
  }
  gate.set('open');
  for (const key of keys) await insist(() => note(id, key));
  await until(async () => (await system.db.entry.count({ where: { key: { in: keys } } })) === keys.length, 60);
  const whole = await nothingLost(system, id);
  for (const key of keys) expect(causedBy(whole, key)).toEqual(['noteAdded']);
}, 120_000);

test('the answer of the record is lost: written once, with the plans that were written', async () => {
  const id = await open();
  const key = randomUUID();
  gate.set('loseAnswer');
  expect(await register(id, key)).toMatchObject({ status: 200 });
  const whole = await nothingLost(system, id);
  expect(causedBy(whole, key)).toEqual(['stepDone']);
  const rows = await system.db.clock.findMany({ where: { caseNo: whole.picture.caseNo } });
  expect(Object.fromEntries(rows.map(({ id: clock, plan }) => [clock, plan]))).toEqual(
    Object.fromEntries(whole.clocks.map(({ id: clock, plan }) => [clock, plan])),
  );
});

test('records that arrive late or twice change nothing', async () => {
  const id = await open();
  await register(id, randomUUID());
  await note(id, randomUUID());
  const { picture } = await nothingLost(system, id);
  const mine = gate.bodies.filter((body) => recordBatch.safeParse(JSON.parse(body)).data?.picture.caseNo === picture.caseNo);
  expect(mine.length).toBeGreaterThanOrEqual(3);
  const tables = async () => ({
    case: await system.db.case.findUnique({ where: { caseNo: picture.caseNo } }),
    steps: await system.db.step.findMany({ where: { caseNo: picture.caseNo }, orderBy: { id: 'asc' } }),
    clocks: await system.db.clock.findMany({ where: { caseNo: picture.caseNo }, orderBy: { id: 'asc' } }),
    entries: await system.db.entry.findMany({ where: { caseNo: picture.caseNo }, orderBy: { seq: 'asc' } }),
    told: await system.db.notification.count({ where: { caseNo: picture.caseNo } }),
  });
  const before = await tables();
  for (const body of [...mine.toReversed(), ...mine]) {
    const again = await fetch(new URL('/internal/records', system.internalUrl), {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${system.deps.config.internalToken}` },
      body,
    });
    expect(again.status).toBe(200);
    const { plans } = (await again.json()) as { plans: Record<string, unknown> };
    for (const [clock, plan] of Object.entries(plans)) expect(plan).toEqual(before.clocks.find((row) => row.id === clock)?.plan);
  }
  expect(await tables()).toEqual(before);
});

test('what a lost activation recorded gives way to what was done instead, and does not come back', async () => {
  const id = await open();
  await register(id, randomUUID());
  const { picture } = await nothingLost(system, id);
  const recorded = gate.bodies.map((body) => recordBatch.parse(JSON.parse(body))).findLast((batch) => batch.picture.caseNo === picture.caseNo);
  if (recorded === undefined) throw new Error('nothing was recorded');
  const later = (at: string) => new Date(Date.parse(at) + 1_000).toISOString();
  const instead = {
    ...recorded,
    entries: recorded.entries.map((entry) => ({ ...entry, at: later(entry.at), key: 'instead' })),
    steps: recorded.steps.map((step) => ({ ...step, offeredAt: later(step.offeredAt) })),
    clocks: recorded.clocks.map((clock) => ({ ...clock, startedAt: later(clock.startedAt) })),
  };
  for (const batch of [instead, recorded]) {
    await writeRecord(system.deps, (requests) => system.deps.clocks.plan(requests), batch);
    const { caseNo } = picture;
    expect(await system.db.entry.findMany({ where: { caseNo, key: 'instead' }, orderBy: { seq: 'asc' }, select: { seq: true, at: true } })).toEqual(
      instead.entries.map(({ seq, at }) => ({ seq, at: new Date(at) })),
    );
    for (const step of instead.steps) {
      expect(await system.db.step.findUnique({ where: { caseNo_id: { caseNo, id: step.id } } })).toMatchObject({ offeredAt: new Date(step.offeredAt) });
    }
  }
});

test('the worker is killed between the update and its record: nothing is lost, nothing is doubled', async () => {
  const id = await open();
  await system.stopWorkers();
  const worker = killable();
  const key = randomUUID();
  gate.set('hold');
  const waiting = register(id, key);
  await until(() => gate.held > 0, 40);
  worker.kill('SIGKILL');
  await once(worker, 'exit');
  gate.set('open');
  await system.startWorkers(gate.url);

  const answer = await waiting;
  expect([200, 202, 503]).toContain(answer.status);
  if (answer.status === 503) expect(answer).toMatchObject({ body: { code: 'engine-unavailable' } });
  await until(async () => (await register(id, key)).status === 200, 40);
  expect(causedBy(await nothingLost(system, id), key)).toEqual(['stepDone']);
});

test('no worker at all: 503 within bounds, and the same key does it later', async () => {
  const id = await open();
  await system.stopWorkers();
  const key = randomUUID();
  const begun = Date.now();
  const answer = await register(id, key);
  expect(answer).toMatchObject({ status: 503, body: { code: 'engine-unavailable' } });
  expect(answer.headers.get('retry-after')).toMatch(/^\d+$/);
  expect(Date.now() - begun).toBeLessThan(20_000);
  await system.startWorkers(gate.url);
  await until(async () => (await register(id, key)).status === 200, 40);
  expect(causedBy(await nothingLost(system, id), key)).toEqual(['stepDone']);
});

/** The worker of the family as a process of its own. */
function killable() {
  const { namespace, taskQueue } = system.engine.quarters('discipline');
  return spawn(process.execPath, ['--disable-warning=ExperimentalWarning', 'worker/worker.ts'], {
    cwd: fileURLToPath(new URL('../..', import.meta.url)),
    stdio: 'ignore',
    env: {
      PATH: process.env['PATH'],
      HOME: process.env['HOME'],
      FAMILY: 'discipline',
      NAMESPACE: namespace,
      TASK_QUEUE: taskQueue,
      TEMPORAL_ADDRESS: system.deps.config.temporalAddress,
      INTERNAL_URL: gate.url,
      INTERNAL_TOKEN: system.deps.config.internalToken,
    },
  });
}
