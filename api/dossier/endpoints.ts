import { z } from 'zod';
import { caseRef } from '../../contracts/api/cases.ts';
import { readers } from '../cases/endpoints.ts';
import { readCase } from '../cases/read-case.ts';
import { endpoint, reply } from '../http/endpoint.ts';
import { Media, media } from '../http/media.ts';
import { dossierOf } from './dossier.ts';
import { contentSecurityPolicy, dossierHtml } from './html.ts';
import { dossierPdf } from './pdf.ts';

const read = endpoint({
  method: 'get',
  path: '/api/v1/cases/{caseRef}/dossier',
  tag: 'cases',
  summary: { zh: '卷宗', en: 'Dossier of a case' },
  description: {
    zh: '办理过程、环节、证据及其哈希、时限与规则版本和依据,中英对照。个人信息按查阅人的权限显示',
    en: 'Timeline, steps, evidence with hashes, clocks with rule versions and sources, in both languages. Personal data as the reader may see them',
  },
  access: { roles: readers },
  params: z.strictObject({ caseRef }),
  query: z.strictObject({ format: z.enum(['html', 'pdf']).default('html') }),
  responses: { 200: media('text/html', 'application/pdf') },
  problems: ['not-found'],
  async handle({ params, query: { format }, actor, requestId }, deps) {
    const view = await readCase(deps, { actor, requestId }, params.caseRef);
    const dossier = await dossierOf(deps, view, deps.clock());
    if (format === 'pdf') return reply(200, new Media('application/pdf', await dossierPdf(dossier), `${view.workflowId}.pdf`));
    return reply(200, new Media('text/html; charset=utf-8', dossierHtml(dossier)), { 'content-security-policy': contentSecurityPolicy });
  },
});

export const dossierEndpoints = [read];
