import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { Webhook as StandardWebhook } from 'standardwebhooks';
import type { CaseNotification, Inbox } from '../contracts/api/notifications.ts';
import { until } from './rig/eventually.ts';
import { Feidong } from './rig/feidong.ts';
import { Receiver } from './rig/receiver.ts';
import { System, type Person } from './rig/system.ts';

let system: System;
const receivers: Receiver[] = [];

beforeAll(async () => {
  system = await System.start();
});
afterAll(() => system.stop());
afterEach(async () => {
  await Promise.all(receivers.splice(0).map((receiver) => receiver.close()));
});

/** The head of a unit has its machine told. */
async function listens(head: Person): Promise<{ receiver: Receiver; secret: string }> {
  const receiver = await Receiver.open();
  receivers.push(receiver);
  const { status, body } = await head.post<{ secret: string }>('/api/v1/webhooks', { unit: head.unit, url: receiver.url });
  expect(status).toBe(201);
  return { receiver, secret: body.secret };
}

async function inboxOf(person: Person, caseNo: unknown): Promise<Inbox['items']> {
  const { body } = await person.get<Inbox>('/api/v1/notifications');
  return body.items.filter((item) => item.caseNo === caseNo);
}

test('a department learns of its step by its machine and in the system, and the window sees that it did', async () => {
  const window = await system.as('chizhou-service-1');
  const market = await system.as('chizhou-market-1');
  const { receiver, secret } = await listens(await system.as('chizhou-market-head'));

  const { status, body } = await window.post<{ workflowId: string; caseNo: string }>('/api/v1/cases', {
    procedure: 'assistedFiling',
    region: '341702402',
    title: '个体营业执照申办',
    parties: [{ role: 'applicant', name: '示例·摊主', phone: '13900000002' }],
    matter: { item: 'individual-business-licence', community: 'pingtianhu-community', window: 'chizhou-etdz-service', supervisor: 'chizhou-etdz' },
  });
  expect({ status, body }).toMatchObject({ status: 201 });
  const completes = async (step: string, form: unknown) =>
    expect(await window.post(`/api/v1/cases/${body.workflowId}/steps/${step}/complete`, form)).toMatchObject({ status: 200 });
  await completes('consult', { onSite: true, businessScope: '蔬菜零售', registeredAddress: '示例小区门前', principal: '示例·摊主' });
  await completes('tellMaterials', { missing: [], channel: 'counter' });
  await completes('file', { onSite: true, applicationNo: '池经开市监202200117', channel: 'selfServiceTerminal', delivery: 'post' });

  await until(() => receiver.received.some(({ event }) => event.data.step?.id === 'receive'));
  for (const { body: text, headers, event } of receiver.received) {
    const plain = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));
    expect(new StandardWebhook(secret).verify(text, plain)).toEqual(event);
    expect(event).toMatchObject({ subject: body.caseNo, data: { unit: market.unit, procedure: { name: 'assistedFiling' } } });
    expect(text).not.toMatch(/摊主|13900000002|蔬菜|个体营业执照申办/);
  }
  expect(await inboxOf(market, body.caseNo)).toMatchObject([{ kind: 'stepOffered', step: { id: 'receive' }, title: '个体营业执照申办' }]);

  await until(async () => {
    const told = await window.get<{ items: CaseNotification[] }>(`/api/v1/cases/${body.workflowId}/notifications`);
    return told.body.items.some(({ webhook, status: now }) => webhook !== null && now === 'acknowledged');
  });
});

test('of an inspection, the office’s machine learns no more than that there is something to see', async () => {
  const feidong = await Feidong.of(system);
  const { receiver } = await listens(feidong.office);
  const id = await feidong.leadsTo('assess');
  const { caseNo } = await feidong.sees(id);
  await until(() => receiver.received.some(({ event }) => event.subject === caseNo));
  for (const { body, event } of receiver.received) {
    expect(event.type).toBe('example.liandong.notice');
    expect(body).not.toMatch(/jointInspection|assess|肥信|左某|坟头|badou/);
  }
  expect(await inboxOf(feidong.office, caseNo)).toMatchObject([{ kind: 'stepOffered', step: { id: 'assess' } }]);
  expect(await inboxOf(await system.as('feidong-office-4-1'), caseNo)).toEqual([]); // the head has named nobody yet
});
