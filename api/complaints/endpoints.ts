import { accusation, accusationTaken } from '../../contracts/accusation.ts';
import { complaintBody } from '../../contracts/api/complaints.ts';
import { filed } from '../../contracts/api/residents.ts';
import { filedReply } from '../cases/filed-reply.ts';
import { endpoint, reply, type Endpoint } from '../http/endpoint.ts';
import { accuse } from './accuse.ts';
import { fileComplaint } from './file-complaint.ts';

const file = endpoint({
  method: 'post',
  path: '/api/v1/complaints',
  tag: 'complaints',
  summary: { zh: '投诉,一键直达', en: 'Complain, without an account' },
  description: {
    zh: '实名、保密或匿名,无须登录。同一 Idempotency-Key 只立一件;每个网络地址十分钟内至多 20 件。检举控告公职人员的直接移交有权机关,平台不可见。',
    en: 'With a name, in confidence or without one; nobody signs in. One complaint for one Idempotency-Key; at most 20 in ten minutes from one address. What accuses an official goes straight to the competent organ, and the platform does not see it.',
  },
  access: 'public',
  keyed: true,
  body: complaintBody,
  responses: { 201: filed, 202: filed },
  problems: ['unknown-region', 'unknown-unit', 'unknown-attachment', 'no-receiving-unit', 'too-many-requests', 'key-reused', 'engine-unavailable'],
  async handle({ body, key, address }, deps) {
    return filedReply(await fileComplaint(deps, address, key, body));
  },
});

const handToDiscipline = endpoint({
  method: 'post',
  path: '/internal/accusations',
  tag: 'internal',
  summary: { zh: '检举控告移交', en: 'Hand an accusation to discipline inspection' },
  access: 'internal',
  body: accusation,
  responses: { 200: accusationTaken },
  problems: ['not-found', 'no-receiving-unit', 'engine-unavailable'],
  async handle({ body }, deps) {
    await accuse(deps, body);
    return reply(200, { taken: true });
  },
});

/** 监督一点通·投诉 */
export const complaintEndpoints: readonly Endpoint[] = [file, handToDiscipline];
