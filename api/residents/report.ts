import { filed, reportBody, type ReportBody } from '../../contracts/api/residents.ts';
import { gridEvent } from '../../contracts/procedures/grid-event.ts';
import { filedReply } from '../cases/filed-reply.ts';
import { openFromOutside, type CaseFromOutside } from '../cases/open-outside.ts';
import type { Deps } from '../deps.ts';
import { endpoint } from '../http/endpoint.ts';
import { Problem } from '../http/problem.ts';
import { publicCategories } from '../open311/services.ts';
import { placeOf } from '../routing/place.ts';
import { photosOf } from './photos.ts';

export const report = endpoint({
  method: 'post',
  path: '/api/v1/public/reports',
  tag: 'public',
  summary: { zh: '上报事件', en: 'Report something, without an account' },
  description: {
    zh: '由位置或网格确定受理的网格中心。同一 Idempotency-Key 只立一件;每个网络地址十分钟内至多 20 件。凭查询码查询进度。',
    en: 'The point, or the grid, says whose it is. One event for one Idempotency-Key; at most 20 in ten minutes from one address. The receipt code tells how it goes.',
  },
  access: 'public',
  keyed: true,
  body: reportBody,
  responses: { 201: filed, 202: filed },
  problems: ['no-routing-rule', 'outside-every-grid', 'unknown-unit', 'unknown-attachment', 'unknown-region', 'too-many-requests', 'key-reused', 'engine-unavailable'],
  async handle({ body, key, address }, deps) {
    const request = { way: 'report', key, address, limit: deps.limits.reports, schema: reportBody, body };
    return filedReply(await openFromOutside(deps, request, () => eventOf(deps, body)));
  },
});

/** Where it is decides the region. What is not for residents to report has no rule, as far as they are told. */
async function eventOf({ db, config }: Deps, { category, point, grid, address, description, photos, reporter }: ReportBody): Promise<CaseFromOutside> {
  const kind = (await publicCategories(db)).find(({ code }) => code === category);
  if (kind === undefined) throw new Problem('no-routing-rule', { category });
  const place = await placeOf(db, { grid, point });
  return {
    procedure: gridEvent,
    region: place.region,
    title: kind.name.zh,
    parties: [{ role: 'reporter', ...reporter }],
    matter: gridEvent.matter.parse({ category, channel: 'resident', point, grid, address, description, photos: photosOf(config, photos) }),
  };
}
