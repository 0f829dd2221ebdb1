import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { petition } from '../rig/feidong.ts';
import { System, type Person } from '../rig/system.ts';
import { causedBy, nothingLost } from './nothing-lost.ts';

let system: System;
let coordinator: Person;
let handler: Person;

beforeAll(async () => {
  system = await System.start();
  coordinator = await system.as('feidong-coordinator');
  handler = await system.as('feidong-head');
});
afterAll(() => system.stop());

const lead = { leadNo: '肥信2022-0517', received: 'letter' };

async function open(): Promise<string> {
  const { body } = await coordinator.post<{ workflowId: string }>('/api/v1/cases', petition());
  return body.workflowId;
}

test('the same case opened twice at once is one case', async () => {
  const before = await system.db.case.count();
  const key = randomUUID();
  const [first, second] = await Promise.all([
    coordinator.post('/api/v1/cases', petition(), key),
    coordinator.post('/api/v1/cases', petition(), key),
  ]);
  expect(first).toMatchObject({ status: 201 });
  expect(second.body).toEqual(first.body);
  expect(await system.db.case.count()).toBe(before + 1);
});

test('a key that opened a case opens no other one', async () => {
  const key = randomUUID();
  expect((await coordinator.post('/api/v1/cases', petition(), key)).status).toBe(201);
  const [cases, openings] = [await system.db.case.count(), await system.db.opening.count()];
  expect(await coordinator.post('/api/v1/cases', petition({ title: '另一件事项' }), key)).toMatchObject({ status: 409, body: { code: 'key-reused' } });
  expect([await system.db.case.count(), await system.db.opening.count()]).toEqual([cases, openings]);
});

test('the same action sent twice at once is done once, and answered alike', async () => {
  const id = await open();
  const key = randomUUID();
  const [first, second] = await Promise.all([
    coordinator.post(`/api/v1/cases/${id}/steps/register/complete`, lead, key),
    coordinator.post(`/api/v1/cases/${id}/steps/register/complete`, lead, key),
  ]);
  expect(first).toMatchObject({ status: 200, body: { step: { status: 'done' } } });
  expect(second).toMatchObject({ status: 200, body: { entry: first.body['entry'] } });
  expect(causedBy(await nothingLost(system, id), key)).toEqual(['stepDone']);

  const again = await coordinator.post(`/api/v1/cases/${id}/steps/register/complete`, { ...lead, leadNo: '肥信2022-0518' }, key);
  expect(again).toMatchObject({ status: 409, body: { code: 'key-reused' } });
  expect((await system.db.step.findUniqueOrThrow({ where: { caseNo_id: { caseNo: await numberOf(id), id: 'register' } } })).data).toMatchObject(lead);
});

test('of two officers who complete one step at once, one does', async () => {
  const id = await open();
  const answers = await Promise.all([
    coordinator.post(`/api/v1/cases/${id}/steps/register/complete`, lead),
    handler.post(`/api/v1/cases/${id}/steps/register/complete`, { ...lead, leadNo: '肥信2022-0600' }),
  ]);
  expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409]);
  expect(answers.find(({ status }) => status === 409)?.body).toMatchObject({ code: 'step-not-open', zh: expect.stringContaining('register') });
  const whole = await nothingLost(system, id);
  expect(whole.entries.filter(({ kind }) => kind === 'stepDone')).toHaveLength(1);
});

test('more at once than the engine takes on one case wait their turn: all are done, each once', async () => {
  const id = await open();
  const keys = Array.from({ length: 30 }, () => randomUUID());
  const answers = await Promise.all(keys.map((key) => coordinator.post(`/api/v1/cases/${id}/add-note`, { text: '补充情况' }, key)));
  expect(answers.filter(({ status }) => status !== 200)).toEqual([]);
  const whole = await nothingLost(system, id);
  for (const key of keys) expect(causedBy(whole, key)).toEqual(['noteAdded']);
});

async function numberOf(workflowId: string): Promise<string> {
  return (await system.db.case.findUniqueOrThrow({ where: { workflowId } })).caseNo;
}
