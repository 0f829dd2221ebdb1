import { z } from 'zod';
import * as contract from '../../contracts/api/notifications.ts';
import { caseRef } from '../../contracts/api/cases.ts';
import { readers } from '../cases/endpoints.ts';
import { endpoint, nothing, reply, type Endpoint } from '../http/endpoint.ts';
import { page } from '../http/page.ts';
import { caseNotificationsQuery, readCaseNotifications } from './case-notifications.ts';
import { inboxQuery, markAllRead, markRead, readInbox } from './inbox.ts';
import { addWebhook, deactivateWebhook, listWebhooks, moveWebhook, rotateSecret, webhookQuery } from './webhooks.ts';

const headAndAdministrator = { roles: ['unitHead', 'systemAdministrator'] } as const;
const head = { roles: ['unitHead'] } as const;
const webhookPath = z.strictObject({ id: z.uuid() });

const list = endpoint({
  method: 'get',
  path: '/api/v1/notifications',
  tag: 'notifications',
  summary: { zh: '我的通知', en: 'What I was told, newest first' },
  access: 'signedIn',
  query: inboxQuery,
  responses: { 200: contract.inbox },
  handle: async ({ query, actor, requestId }, deps) => reply(200, await readInbox(deps, { actor, requestId }, query)),
});

const read = endpoint({
  method: 'post',
  path: '/api/v1/notifications/{id}/read',
  tag: 'notifications',
  summary: { zh: '标为已读', en: 'Mark one as read' },
  access: 'signedIn',
  params: z.strictObject({ id: contract.notificationId }),
  responses: { 204: nothing },
  problems: ['not-found'],
  async handle({ params, actor }, deps) {
    await markRead(deps, actor, params.id);
    return reply(204, null);
  },
});

const readSeveral = endpoint({
  method: 'post',
  path: '/api/v1/notifications/read',
  tag: 'notifications',
  summary: { zh: '批量标为已读', en: 'Mark several as read, or one and all before it' },
  access: 'signedIn',
  body: contract.readBody,
  responses: { 200: contract.readAnswer },
  handle: async ({ body, actor }, deps) => reply(200, { read: await markAllRead(deps, actor, body) }),
});

const ofCase = endpoint({
  method: 'get',
  path: '/api/v1/cases/{caseRef}/notifications',
  tag: 'notifications',
  summary: { zh: '事项的通知情况', en: 'Who was told of what on a case, with attempts and acknowledgements' },
  access: { roles: readers },
  params: z.strictObject({ caseRef }),
  query: caseNotificationsQuery,
  responses: { 200: page(contract.caseNotification) },
  problems: ['not-found'],
  handle: async ({ params, query, actor, requestId }, deps) =>
    reply(200, await readCaseNotifications(deps, { actor, requestId }, params.caseRef, query)),
});

const listHooks = endpoint({
  method: 'get',
  path: '/api/v1/webhooks',
  tag: 'webhooks',
  summary: { zh: '推送地址', en: 'Webhooks: of my unit; of all units for the system administrator' },
  access: headAndAdministrator,
  query: webhookQuery,
  responses: { 200: page(contract.webhook) },
  handle: async ({ query, actor }, deps) => reply(200, await listWebhooks(deps, actor, query)),
});

const addHook = endpoint({
  method: 'post',
  path: '/api/v1/webhooks',
  tag: 'webhooks',
  summary: { zh: '登记推送地址', en: 'Have my unit told at an address' },
  description: {
    zh: '推送内容为 CloudEvents 1.0(WebhookEvent),按 Standard Webhooks 签名;须在 10 秒内应答 2xx,否则重试直至确认,不跟随重定向。密钥只显示一次。',
    en: 'Events are CloudEvents 1.0 (WebhookEvent), signed as Standard Webhooks say. Answer 2xx within 10 seconds: anything else is tried again until acknowledged; redirections are not followed. The secret is told once.',
  },
  access: head,
  keyed: true,
  body: contract.newWebhook,
  responses: { 201: contract.webhookWithSecret },
  problems: ['conflict', 'key-reused'],
  handle: async ({ body, actor, key }, deps) => reply(201, await addWebhook(deps, actor, key, body)),
});

const moveHook = endpoint({
  method: 'put',
  path: '/api/v1/webhooks/{id}/url',
  tag: 'webhooks',
  summary: { zh: '更改推送地址', en: 'Point a webhook to another address' },
  description: { zh: '尚未送达的通知随之送往新地址', en: 'What still waits is delivered there' },
  access: head,
  params: webhookPath,
  body: z.strictObject({ url: contract.webhookUrl }),
  responses: { 200: contract.webhook },
  problems: ['not-found', 'conflict'],
  handle: async ({ params, body, actor }, deps) => reply(200, await moveWebhook(deps, actor, params.id, body.url)),
});

const rotateHook = endpoint({
  method: 'post',
  path: '/api/v1/webhooks/{id}/rotate',
  tag: 'webhooks',
  summary: { zh: '更换签名密钥', en: 'Rotate the signing secret' },
  description: { zh: '24 小时内新旧密钥同时签名', en: 'For 24 hours events carry a signature of the former secret too' },
  access: head,
  keyed: true,
  params: webhookPath,
  responses: { 200: contract.webhookWithSecret },
  problems: ['not-found', 'conflict', 'key-reused'],
  handle: async ({ params, actor, key }, deps) => reply(200, await rotateSecret(deps, actor, key, params.id)),
});

const deactivateHook = endpoint({
  method: 'post',
  path: '/api/v1/webhooks/{id}/deactivate',
  tag: 'webhooks',
  summary: { zh: '停用推送地址', en: 'Deactivate a webhook' },
  description: { zh: '尚未送达的通知不再送达,并注明原因', en: 'What still waits is closed, with the reason' },
  access: headAndAdministrator,
  params: webhookPath,
  responses: { 200: contract.webhook },
  problems: ['not-found'],
  handle: async ({ params, actor }, deps) => reply(200, await deactivateWebhook(deps, actor, params.id)),
});

export const notificationEndpoints: readonly Endpoint[] = [
  list,
  read,
  readSeveral,
  ofCase,
  listHooks,
  addHook,
  moveHook,
  rotateHook,
  deactivateHook,
];
