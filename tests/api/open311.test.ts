import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { examplePassword, exampleReportsKey, exampleServiceKey } from '../../prisma/seed/example/example.ts';
import { System } from '../rig/system.ts';
import { Tunxi, rubbishHeap } from '../rig/tunxi.ts';

let system: System;
let tunxi: Tunxi;

beforeAll(async () => {
  system = await System.start();
  tunxi = await Tunxi.of(system);
});
afterAll(() => system.stop());

interface Told {
  readonly status: number;
  readonly type: string;
  readonly text: string;
  /** The answer, where it is JSON. */
  readonly body: unknown;
}

async function ask(path: string, init: RequestInit = {}): Promise<Told> {
  const response = await fetch(`${system.url}/open311/v2/${path}`, init);
  const text = await response.text();
  const type = response.headers.get('content-type') ?? '';
  return { status: response.status, type, text, body: type.includes('json') ? JSON.parse(text) : undefined };
}

const fields = {
  api_key: exampleReportsKey,
  service_code: 'exposed-rubbish',
  lat: String(rubbishHeap.lat),
  long: String(rubbishHeap.lng),
  description: '垃圾 <成堆> & 发臭',
  last_name: '示例·',
  first_name: '居民',
  phone: '13900000007',
};

function sends(changes: Record<string, string> = {}, { format = 'json', headers = {} }: { format?: string; headers?: Record<string, string> } = {}) {
  const body = new URLSearchParams({ ...fields, ...changes });
  return ask(`requests.${format}`, { method: 'POST', body, headers });
}

async function reported(changes: Record<string, string> = {}): Promise<{ id: string; token: string }> {
  const answer = await sends(changes);
  expect(answer).toMatchObject({ status: 201, body: [{ service_request_id: expect.any(String), token: expect.any(String) }] });
  const [made] = answer.body as [{ service_request_id: string; token: string }];
  return { id: made.service_request_id, token: made.token };
}

describe('is refused in the words of the standard', () => {
  const errorOf = (code: number, part: string) => ({ status: code, body: [{ code, description: expect.stringContaining(part) }] });

  test('without a key, with a wrong one, or with the session of a person', async () => {
    expect(await sends({ api_key: '' })).toMatchObject(errorOf(403, '未登录'));
    expect(await sends({ api_key: 'ld_not-a-key-at-all-000000000000' })).toMatchObject(errorOf(403, '未登录'));
    const session = await system.outsider().post<{ token: string }>('/api/v1/sessions', { userName: 'tunxi-coordinator', password: examplePassword });
    expect(await sends({ api_key: session.body.token })).toMatchObject(errorOf(403, '服务账号'));
    const xml = await sends({ api_key: '' }, { format: 'xml' });
    expect(xml).toMatchObject({ status: 403, type: 'text/xml; charset=utf-8' });
    expect(xml.text).toMatch(/^<\?xml version="1.0" encoding="utf-8"\?>\n<errors><error><code>403<\/code><description>.+<\/description><\/error><\/errors>$/);
  });

  test.each([
    [{ service_code: 'frogs' }, 404, 'service_code'],
    [{ service_code: 'neighbour-dispute' }, 404, 'service_code'],
    [{ service_code: '' }, 400, 'service_code'],
    [{ lat: '29.9', long: '118.9' }, 400, '不在 341002 的任何网格内'],
    [{ lat: '', long: '' }, 400, 'matter.grid'],
    [{ long: '' }, 400, 'matter.point.lng'],
    [{ lat: 'north' }, 400, 'lat'],
    [{ phone: 'none' }, 400, 'phone'],
    [{ jurisdiction_id: '340122' }, 403, '区划'],
    [{ jurisdiction_id: 'huangshan' }, 400, 'jurisdiction_id'],
    [{ media_url: 'not a url' }, 400, 'media_url'],
  ])('%j: %i', async (changes: Record<string, string>, code, part) => {
    const before = await system.db.opening.count();
    expect(await sends(changes)).toMatchObject(errorOf(code, part));
    expect(await system.db.opening.count()).toBe(before);
  });

  test('in another format or language, at an address that is not there, from a key that may not report here', async () => {
    expect(await ask('requests.json', { method: 'POST', body: '{}', headers: { 'content-type': 'application/json' } })).toMatchObject({ status: 400 });
    expect(await sends({ service_code: 'frogs' }, { headers: { 'accept-language': 'en' } })).toMatchObject(errorOf(404, 'No such service_code'));
    for (const path of ['services', 'services.csv', 'nothing.json', 'requests/gridEvent-341002-2026-999999.json', 'services/neighbour-dispute.json', 'tokens/ABCD-EFGH-JKMN.json']) {
      expect((await ask(path)).status).toBe(404);
    }
    expect(await sends({ api_key: exampleServiceKey })).toMatchObject({ status: 400 }); // 池州: no such place in its region
    expect(await ask('requests.json?start_date=2022-01-01T00:00:00Z&end_date=2022-12-31T00:00:00Z')).toMatchObject({ status: 400 });
    expect(await ask('requests.json?start_date=yesterday')).toMatchObject({ status: 400, body: [{ description: expect.stringContaining('start_date') }] });
  });
});

describe('GeoReport v2', () => {
  test('discovery and services, in JSON and in XML', async () => {
    expect(await ask('discovery.json')).toMatchObject({
      status: 200,
      body: { endpoints: [{ specification: 'http://wiki.open311.org/GeoReport_v2', url: 'http://liandong.test/open311/v2', formats: ['text/xml', 'application/json'] }] },
    });
    expect((await ask('discovery.xml')).text).toContain('<formats><format>text/xml</format><format>application/json</format></formats>');
    const services = await ask('services.json');
    expect(services.body).toEqual(expect.arrayContaining([expect.objectContaining({ service_code: 'exposed-rubbish', service_name: '暴露垃圾', group: '市容环境', metadata: false, type: 'realtime' })]));
    expect(services.text).not.toMatch(/neighbour-dispute|person-in-need|security-hazard/);
    const xml = await ask('services.xml', { headers: { 'accept-language': 'en' } });
    expect(xml.text).toMatch(/^<\?xml version="1.0" encoding="utf-8"\?>\n<services><service><service_code>/);
    expect(xml.text).toContain('<service_name>Exposed rubbish</service_name>');
    expect(await ask('services/exposed-rubbish.json')).toMatchObject({ body: { service_code: 'exposed-rubbish', attributes: [] } });
    expect((await ask('services/exposed-rubbish.xml')).text).toContain('<service_definition><service_code>exposed-rubbish</service_code>');
  });

  test('a report becomes a grid event, its token is the receipt code, and it is followed to its end', async () => {
    const { id, token } = await reported({ media_url: 'https://example.org/1.jpg' });
    const view = await tunxi.sees(id);
    expect(view).toMatchObject({
      coordinator: 'tunxi-grid-centre', title: '暴露垃圾', source: 'online',
      parties: [{ role: 'reporter', name: '示例·居民', phone: '13900000007' }],
      matter: { channel: 'resident', point: rubbishHeap, description: '垃圾 <成堆> & 发臭\nhttps://example.org/1.jpg' },
    });
    expect(await ask(`tokens/${token}.json`)).toMatchObject({ status: 200, body: [{ service_request_id: id, token }] });
    expect(await system.outsider().get(`/api/v1/receipts/${token}`)).toMatchObject({ status: 200, body: { caseNo: view.caseNo } });

    const open = await ask(`requests/${id}.json`);
    expect(open).toMatchObject({
      status: 200,
      body: [{ service_request_id: id, status: 'open', service_code: 'exposed-rubbish', service_name: '暴露垃圾', agency_responsible: '屯溪区网格化服务管理中心', address_id: 'laojie-grid-1', lat: 29.708, long: 118.303, description: null }],
    });
    expect(open.text).not.toMatch(/居民|1390000|成堆/);

    await tunxi.completes(tunxi.coordinator, id, 'route', { decision: 'file', grade: 1 });
    await tunxi.clears(id);
    await tunxi.asks(id, 5);
    expect(await ask(`requests/${id}.json`)).toMatchObject({ body: [{ status: 'closed', status_notes: '已办结', expected_datetime: null }] });
    const xml = await ask(`requests/${id}.xml`);
    expect(xml.text).toContain(`<service_requests><request><service_request_id>${id}</service_request_id><status>closed</status>`);
    expect(xml.text).toContain('<description/>');
  });

  test('requests are listed by status, service, date and id; what is about people is not among them', async () => {
    const { id } = await reported({ service_code: 'street-lamp' });
    const grid = await reported({ service_code: 'street-lamp', lat: '', long: '', address_id: 'laojie-grid-2', phone: '' });
    const dispute = { procedure: 'gridEvent', region: '341002004', title: '邻里纠纷', matter: { category: 'neighbour-dispute', channel: 'gridWorker', grid: 'laojie-grid-1', description: '两户争吵' } };
    const { workflowId: hidden } = await tunxi.opens(dispute, tunxi.gridWorker);
    expect((await tunxi.sees(grid.id)).parties).toMatchObject([{ named: 'anonymous', name: null }]);

    const listed = async (query: string) => {
      const { status, body } = await ask(`requests.json?${query}`);
      expect(status).toBe(200);
      return (body as Array<{ service_request_id: string }>).map(({ service_request_id: each }) => each);
    };
    expect(await listed('service_code=street-lamp')).toEqual([grid.id, id]);
    expect(await listed('service_code=street-lamp&status=closed')).toEqual([]);
    expect(await listed('service_code=street-lamp,exposed-rubbish&status=open')).toEqual(expect.arrayContaining([grid.id, id]));
    expect(await listed(`service_request_id=${id},${hidden}`)).toEqual([id]);
    expect(await listed('jurisdiction_id=340122')).toEqual([]);
    expect(await listed('end_date=2022-11-30T00:00:00Z')).toEqual([]);
    expect(await listed('')).not.toContain(hidden);
    expect(await ask(`requests/${hidden}.json`)).toMatchObject({ status: 404 });
  });

  test('sent again with the same Idempotency-Key it is one event', async () => {
    const headers = { 'idempotency-key': randomUUID() };
    const first = await sends({}, { headers });
    expect(first.status).toBe(201);
    expect(await sends({}, { headers })).toMatchObject({ status: 201, body: first.body });
    expect(await sends({ description: '另一处' }, { headers })).toMatchObject({ status: 400 });
  });
});
