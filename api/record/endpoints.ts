import { scheduled, occasionRequest } from '../../contracts/occasion.ts';
import { recordBatch, recordReply } from '../../contracts/record.ts';
import { endpoint, reply, type Endpoint } from '../http/endpoint.ts';
import { openScheduled } from '../schedules/open-occasion.ts';
import { writeRecord } from './write-record.ts';

/** What workers ask of the API. The record endpoint is the only writer of cases. */
export const recordEndpoints: readonly Endpoint[] = [
  endpoint({
    method: 'post',
    path: '/internal/records',
    tag: 'internal',
    summary: { zh: '写入记录', en: 'Write the record of one activation' },
    access: 'internal',
    bodyLimit: 2 * 1024 * 1024,
    body: recordBatch,
    responses: { 200: recordReply },
    problems: ['unknown-rule'],
    handle: async ({ body }, deps) => reply(200, await writeRecord(deps, (requests) => deps.clocks.plan(requests), body)),
  }),
  endpoint({
    method: 'post',
    path: '/internal/openings',
    tag: 'internal',
    summary: { zh: '按日程立案', en: 'Open the case of a scheduled occasion' },
    access: 'internal',
    body: occasionRequest,
    responses: { 200: scheduled },
    problems: ['unknown-region'],
    handle: async ({ body }, deps) => reply(200, await openScheduled(deps, body)),
  }),
];
