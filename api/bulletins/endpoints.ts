import { z } from 'zod';
import * as contract from '../../contracts/api/bulletins.ts';
import { caseRef } from '../../contracts/api/cases.ts';
import type { Case } from '../../prisma/generated/client.ts';
import type { Actor } from '../accounts/actor.ts';
import { readers } from '../cases/endpoints.ts';
import { findCase } from '../cases/find-case.ts';
import type { Database } from '../database.ts';
import { endpoint, reply, type Endpoint } from '../http/endpoint.ts';
import { Media, media } from '../http/media.ts';
import { page } from '../http/page.ts';
import { Problem } from '../http/problem.ts';
import { bulletinOf, publishedBulletins, publishedCase } from './bulletin.ts';
import { contentSecurityPolicy, csvOf, pageOf } from './sheet.ts';

const tag = 'bulletins';
const params = z.strictObject({ caseRef });

/** Published ones are for every reader; a draft for those who may see its case. */
async function caseOf(db: Database, actor: Actor, ref: string): Promise<Case> {
  return publishedCase(db, ref).catch((failure: unknown) => {
    if (failure instanceof Problem) return findCase(db, actor, ref);
    throw failure;
  });
}

const read = endpoint({
  method: 'get',
  path: '/api/v1/bulletins/{caseRef}',
  tag,
  summary: { zh: '考核通报', en: 'A bulletin: the figures of a month, with the formula that weighed them' },
  description: { zh: '公布前仅有权查看该事项的人员可见', en: 'Before it is published, for those who may see its case' },
  access: { roles: readers },
  params,
  responses: { 200: contract.bulletin },
  problems: ['not-found'],
  handle: async ({ params: { caseRef: ref }, actor }, deps) => reply(200, await bulletinOf(deps, await caseOf(deps.db, actor, ref))),
});

const readPage = endpoint({
  method: 'get',
  path: '/api/v1/bulletins/{caseRef}/page',
  tag,
  summary: { zh: '考核通报(网页)', en: 'A bulletin as a page, in Chinese' },
  access: { roles: readers },
  params,
  responses: { 200: media('text/html') },
  problems: ['not-found'],
  async handle({ params: { caseRef: ref }, actor }, deps) {
    const bulletin = await bulletinOf(deps, await caseOf(deps.db, actor, ref));
    return reply(200, new Media('text/html; charset=utf-8', pageOf(bulletin)), { 'content-security-policy': contentSecurityPolicy });
  },
});

const list = endpoint({
  method: 'get',
  path: '/api/v1/open-data/bulletins',
  tag,
  summary: { zh: '已公布的考核通报', en: 'Published bulletins' },
  access: 'public',
  responses: { 200: page(contract.bulletinBrief) },
  handle: async (_, deps) => reply(200, { items: await publishedBulletins(deps, 120), next: null }),
});

const openData = endpoint({
  method: 'get',
  path: '/api/v1/open-data/bulletins/{caseRef}',
  tag,
  summary: { zh: '考核通报(开放数据)', en: 'A published bulletin as open data: CSV, without persons' },
  access: 'public',
  params,
  responses: { 200: media('text/csv') },
  problems: ['not-found'],
  async handle({ params: { caseRef: ref } }, deps) {
    const row = await publishedCase(deps.db, ref);
    return reply(200, new Media('text/csv; charset=utf-8', csvOf(await bulletinOf(deps, row)), `${row.workflowId}.csv`));
  },
});

const openJson = endpoint({
  method: 'get',
  path: '/api/v1/open-data/bulletins/{caseRef}/json',
  tag,
  summary: { zh: '考核通报(开放数据,JSON)', en: 'A published bulletin as open data: JSON, without persons' },
  access: 'public',
  params,
  responses: { 200: contract.bulletin },
  problems: ['not-found'],
  handle: async ({ params: { caseRef: ref } }, deps) => reply(200, await bulletinOf(deps, await publishedCase(deps.db, ref))),
});

/** 考核通报 */
export const bulletinEndpoints: readonly Endpoint[] = [read, readPage, list, openData, openJson];
