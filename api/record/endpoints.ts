import { z } from 'zod';
import { occasionRequest, relatedOpened, relatedRequest, scheduled, workRequest, workedOut } from '../../contracts/occasion.ts';
import { recordBatch, recordReply } from '../../contracts/record.ts';
import { openedPart, partsRequest } from '../../contracts/parts.ts';
import { openParts } from '../cases/open-parts.ts';
import { endpoint, reply, type Endpoint } from '../http/endpoint.ts';
import { openRelated } from '../cases/open-related.ts';
import { workOut } from '../cases/work-out.ts';
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
  endpoint({
    method: 'post',
    path: '/internal/related-openings',
    tag: 'internal',
    summary: { zh: '立关联事项', en: 'Open the case that a completed step opens' },
    access: 'internal',
    body: relatedRequest,
    responses: { 200: relatedOpened },
    problems: ['not-found', 'unknown-region', 'unknown-unit', 'unknown-officer', 'unknown-matter', 'engine-unavailable'],
    handle: async ({ body }, deps) => reply(200, await openRelated(deps, body)),
  }),
  endpoint({
    method: 'post',
    path: '/internal/parts',
    tag: 'internal',
    summary: { zh: '分项立案', en: 'Number the parts of a case that are cases of their own' },
    access: 'internal',
    bodyLimit: 1024 * 1024,
    body: partsRequest,
    responses: { 200: z.array(openedPart) },
    problems: ['unknown-region'],
    handle: async ({ body }, deps) => reply(200, await openParts(deps, body)),
  }),
  endpoint({
    method: 'post',
    path: '/internal/work-outs',
    tag: 'internal',
    summary: { zh: '汇总', en: 'Work out from all cases what a procedure asks for' },
    access: 'internal',
    body: workRequest,
    responses: { 200: workedOut },
    problems: ['not-found'],
    handle: async ({ body }, deps) => reply(200, await workOut(deps, body)),
  }),
];
