import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { CaseBrief, CaseView } from '../../contracts/api/cases.ts';
import type { Inbox } from '../../contracts/api/notifications.ts';
import { exampleServiceKey } from '../../prisma/seed/example/example.ts';
import { exampleOfficers as officers, type ExampleOfficerName } from '../../prisma/seed/example/officers.ts';
import { Chizhou, filing as application } from '../rig/chizhou.ts';
import { Feidong, petition } from '../rig/feidong.ts';
import { System, stepIn, type Answer, type Person } from '../rig/system.ts';

let system: System;
let chizhou: Chizhou;
let feidong: Feidong;
/** A filing that market supervision decides on, with notes of each visibility. */
let filing: { caseNo: string; workflowId: string; receipt: string };
/** A confidential joint inspection that is being verified. */
let inspection: { caseNo: string; workflowId: string };

beforeAll(async () => {
  system = await System.start();
  chizhou = await Chizhou.of(system);
  feidong = await Feidong.of(system);
  filing = await chizhou.leadsTo('decide');
  for (const visibility of ['internal', 'parties', 'public']) {
    await chizhou.does(chizhou.market, filing.workflowId, 'add-note', { text: `${visibility}:示例·史某来电`, visibility });
  }
  const workflowId = await feidong.leadsTo('verify', petition({ title: '反映农机补贴问题' }));
  inspection = { caseNo: (await feidong.sees(workflowId)).caseNo, workflowId };
});
afterAll(() => system.stop());

const as = (name: ExampleOfficerName): Promise<Person> => system.as(officers[name].userName);
const notFound = { status: 404, body: { code: 'not-found' } };
const forbidden = { status: 403, body: { code: 'forbidden' } };

/** The service account, which shows its key instead of a session. */
function terminal(): Person {
  const self = system.outsider();
  const send: Person['send'] = (method, path, body, headers = {}) =>
    self.send(method, path, body, { authorization: `Bearer ${exampleServiceKey}`, ...headers });
  return { ...self, send, get: (path) => send('GET', path) };
}

async function numbersIn(who: Person, query = 'limit=200'): Promise<string[]> {
  const { status, body } = await who.get<{ items: CaseBrief[] }>(`/api/v1/cases?${query}`);
  expect(status).toBe(200);
  return body.items.map(({ caseNo }) => caseNo);
}

async function desk(who: Person): Promise<string[]> {
  const { status, body } = await who.get<{ items: Array<{ caseNo: string; step: { id: string } }> }>('/api/v1/steps?limit=200');
  expect(status).toBe(200);
  return body.items.map(({ caseNo, step }) => `${caseNo} ${step.id}`);
}

describe('a filing', () => {
  describe('is whole for those who handle it', () => {
    test.each<ExampleOfficerName>(['serviceHandlerOne', 'serviceHandlerTwo', 'chizhouCoordinator', 'serviceHead', 'marketHandlerTwo', 'marketHead'])(
      '%s',
      async (name) => {
        const who = await as(name);
        expect(await numbersIn(who)).toContain(filing.caseNo);
        const view = await chizhou.sees(filing.workflowId, who);
        expect(view.parties).toMatchObject([{ name: '示例·史某', phone: '13900000002', address: '示例小区 1 幢' }]);
        expect(stepIn(view, 'consult').data).toMatchObject({ principal: '示例·史某', businessScope: '蔬果零售' });
        expect(view.timeline.filter(({ kind }) => kind === 'noteAdded').map(({ data }) => data)).toEqual([
          { text: 'internal:示例·史某来电' },
          { text: 'parties:示例·史某来电' },
          { text: 'public:示例·史某来电' },
        ]);
      },
    );
  });

  describe('is seen with masks by those who watch it', () => {
    test.each<ExampleOfficerName>(['chizhouSupervisor', 'chizhouHead', 'auditor'])('%s', async (name) => {
      const who = await as(name);
      expect(await numbersIn(who)).toContain(filing.caseNo);
      const view = await chizhou.sees(filing.workflowId, who);
      expect(view.parties).toMatchObject([{ name: '示****', phone: '139******02', address: '********' }]);
      expect(JSON.stringify(view)).not.toMatch(/史某|13900000002|蔬果|示例小区/);
      expect(stepIn(view, 'consult').data).toEqual({ onSite: true });
      expect(view.timeline.map(({ kind }) => kind)).toEqual((await chizhou.sees(filing.workflowId)).timeline.map(({ kind }) => kind));
    });
  });

  describe('is not there for those with whom it has nothing to do', () => {
    test.each<ExampleOfficerName>([
      'medicalHandler',
      'medicalHead',
      'bankHead',
      'communityHandler',
      'tunxiCoordinator',
      'tunxiSupervisor',
      'laojieGridWorkerOne',
      'feidongCoordinator',
      'feidongHead',
      'tongchengCommissionHead',
    ])('%s', async (name) => {
      const who = await as(name);
      expect(await numbersIn(who)).toEqual(expect.not.arrayContaining([filing.caseNo]));
      expect(await numbersIn(who, `q=${encodeURIComponent(filing.caseNo)}`)).toEqual([]);
      expect((await desk(who)).filter((each) => each.startsWith(filing.caseNo))).toEqual([]);
      for (const part of ['', '/notifications', '/matters']) {
        expect(await who.get(`/api/v1/cases/${filing.workflowId}${part}`)).toMatchObject(notFound);
      }
      expect(await chizhou.tries(who, filing.workflowId, 'add-note', { text: '备注' })).toMatchObject(notFound);
    });
  });

  test('lies on the desk of those who can act on it, and of the head who assigns it', async () => {
    const step = `${filing.caseNo} decide`;
    for (const name of ['marketHandlerOne', 'marketHandlerTwo', 'marketHead'] as const) expect(await desk(await as(name))).toContain(step);
    for (const name of ['serviceHandlerOne', 'chizhouCoordinator', 'chizhouSupervisor', 'chizhouHead'] as const) {
      expect(await desk(await as(name))).not.toContain(step);
    }
    expect(await (await as('auditor')).get('/api/v1/steps')).toMatchObject(forbidden);
  });

  test('is told to its units, one by one', async () => {
    const inbox = async (name: ExampleOfficerName) =>
      (await (await as(name)).get<Inbox>('/api/v1/notifications?limit=200')).body.items.filter(({ caseNo }) => caseNo === filing.caseNo);
    expect((await inbox('marketHandlerTwo')).map(({ kind, step }) => `${kind} ${step?.id}`)).toEqual(
      expect.arrayContaining(['stepOffered receive', 'stepOffered decide']),
    );
    expect((await inbox('serviceHandlerTwo')).map(({ step }) => step?.id)).not.toContain('decide');
    for (const name of ['medicalHandler', 'auditor', 'systemAdministrator', 'laojieGridWorkerOne'] as const) expect(await inbox(name)).toEqual([]);
  });

  test('who audits reads, and changes nothing', async () => {
    const auditor = await as('auditor');
    const act = (action: string, body: unknown) => chizhou.tries(auditor, filing.workflowId, action, body);
    expect(await act('add-note', { text: '备注' })).toMatchObject(forbidden);
    expect(await act('steps/decide/complete', { decision: 'granted', licenceNo: '92341700' })).toMatchObject(forbidden);
    expect(await act('pause', { reason: '中止' })).toMatchObject(forbidden);
    expect(await auditor.get(`/api/v1/cases/${filing.workflowId}/notifications`)).toMatchObject({ status: 200 });
  });

  test('a service account sees what its centre coordinates, with masks, and acts on nothing', async () => {
    expect(await numbersIn(terminal())).toContain(filing.caseNo);
    const { status, body } = await terminal().get<CaseView>(`/api/v1/cases/${filing.workflowId}`);
    expect({ status, parties: body.parties }).toMatchObject({ status: 200, parties: [{ name: '示****', phone: '139******02' }] });
    expect(JSON.stringify(body)).not.toMatch(/史某|蔬果/);
    expect(await terminal().get('/api/v1/statistics/trips')).toMatchObject(forbidden);
  });
});

describe('the applicant', () => {
  test('reads with the receipt code what is for the parties or the public, and nothing internal', async () => {
    const { status, body } = await system.outsider().get<{ progress: Array<{ text: { zh: string } }> }>(`/api/v1/receipts/${filing.receipt}`);
    expect(status).toBe(200);
    const visible = await system.db.entry.findMany({ where: { caseNo: filing.caseNo, visibility: { not: 'internal' } }, orderBy: { seq: 'asc' } });
    expect(body.progress).toHaveLength(visible.length);
    expect(body.progress.filter(({ text }) => text.zh === '添加备注')).toHaveLength(2);
    expect(visible.map(({ kind }) => kind)).not.toContain('stepOffered');
    const text = JSON.stringify(body);
    expect(text).toContain('parties:示例·史某来电');
    expect(text).toContain('public:示例·史某来电');
    expect(text).not.toMatch(/internal:|柏青|魏然|chizhou|0000-4000/);
  });

  test('writes with the rating what those who handle the filing read, and those who watch it do not', async () => {
    const { workflowId: id, receipt } = await chizhou.leadsTo('rating');
    const words = { level: 2, comment: '示例·史某:等了很久' };
    expect(await system.outsider().post(`/api/v1/receipts/${receipt}/rating`, words)).toMatchObject({ status: 200 });
    const rated = async (who: Person) => (await chizhou.sees(id, who)).timeline.find(({ kind }) => kind === 'rated')?.data;
    for (const who of [chizhou.window, chizhou.market]) expect(await rated(who)).toMatchObject(words);
    expect(await rated(chizhou.supervisor)).toEqual({ level: 2, zh: '不满意', en: 'dissatisfied' });
    expect(JSON.stringify(await system.engine.whole('general', id))).not.toContain('等了很久');
  });

  test('sees nothing else without signing in', async () => {
    const outsider = system.outsider();
    for (const path of ['/api/v1/cases', `/api/v1/cases/${filing.workflowId}`, '/api/v1/steps', '/api/v1/notifications', '/api/v1/statistics/trips', '/api/v1/officers']) {
      expect(await outsider.get(path)).toMatchObject({ status: 401, body: { code: 'not-signed-in' } });
    }
  });
});

describe('the three administrators see no business data', () => {
  test.each<ExampleOfficerName>(['systemAdministrator', 'securityAdministrator', 'auditAdministrator'])('%s', async (name) => {
    const who = await as(name);
    for (const path of [
      '/api/v1/cases',
      `/api/v1/cases?q=${encodeURIComponent(filing.caseNo)}`,
      `/api/v1/cases/${filing.workflowId}`,
      `/api/v1/cases/${filing.workflowId}/notifications`,
      `/api/v1/cases/${filing.workflowId}/matters`,
      '/api/v1/steps',
      '/api/v1/schedules',
      '/api/v1/statistics/trips',
    ]) {
      expect({ path, ...(await who.get(path)) }).toMatchObject({ path, ...forbidden });
    }
    expect(await who.get('/api/v1/notifications')).toMatchObject({ status: 200, body: { items: [], unread: 0 } });
    expect(await chizhou.tries(who, filing.workflowId, 'add-note', { text: '备注' })).toMatchObject(forbidden);
  });
});

describe('figures', () => {
  test.each<[ExampleOfficerName, number]>([
    ['chizhouCoordinator', 200],
    ['serviceHead', 200],
    ['chizhouSupervisor', 200],
    ['auditor', 200],
    ['serviceHandlerOne', 403],
    ['laojieGridWorkerOne', 403],
  ])('of trips for %s: %i', async (name, status) => {
    expect((await (await as(name)).get('/api/v1/statistics/trips')).status).toBe(status);
  });
});

describe('a confidential inspection', () => {
  const secret = () => new RegExp(`${inspection.caseNo}|${inspection.workflowId}|农机补贴`);

  describe('is known to those who are named on it, and to the heads of its units', () => {
    test.each<ExampleOfficerName>(['feidongCoordinator', 'feidongHead', 'officeHandlerOne', 'groupHandlerOne', 'townHandlerOne', 'officeHead', 'groupHead', 'townHead'])(
      '%s',
      async (name) => {
        const who = await as(name);
        expect(await numbersIn(who)).toContain(inspection.caseNo);
        expect(await who.get(`/api/v1/cases/${inspection.workflowId}`)).toMatchObject({ status: 200, body: { title: '反映农机补贴问题' } });
      },
    );
  });

  describe('does not exist for anybody else, also where it is looked for', () => {
    test.each<ExampleOfficerName>([
      'feidongHandler',
      'feidongSupervisor',
      'officeHandlerTwo',
      'petitionsHead',
      'townHandlerTwo',
      'villageSecretary',
      'townGovernmentHandler',
      'cityCommissionHead',
      'chizhouCoordinator',
      'laojieGridWorkerOne',
      'auditor',
    ])('%s', async (name) => {
      const who = await as(name);
      const number = encodeURIComponent(inspection.caseNo);
      const nobodys = encodeURIComponent('肥监〔2026〕999999号');
      const same = async (ask: (ref: string) => Promise<Answer>) => {
        const [about, aboutNothing] = [await ask(number), await ask(nobodys)];
        const told = ({ status, body }: Answer) => ({ status, code: body['code'], title: body['title'], detail: body['detail'], items: body['items'], next: body['next'] });
        expect(told(about)).toEqual(told(aboutNothing));
      };
      await same((ref) => who.get(`/api/v1/cases/${ref}`));
      await same((ref) => who.get(`/api/v1/cases/${ref}/notifications`));
      await same((ref) => who.get(`/api/v1/cases/${ref}/matters`));
      await same((ref) => who.get(`/api/v1/cases?q=${ref}`));
      await same((ref) => who.get(`/api/v1/cases?partOf=${ref}`));
      await same((ref) => who.post(`/api/v1/cases/${ref}/add-note`, { text: '备注' }));
      await same((ref) => who.post(`/api/v1/cases/${ref}/steps/verify/accept`, {}));
      for (const path of ['/api/v1/cases?limit=200', '/api/v1/cases?procedure=jointInspection', '/api/v1/cases?stage=verify', '/api/v1/steps', '/api/v1/notifications']) {
        expect(JSON.stringify((await who.get(path)).body)).not.toMatch(secret());
      }
    });
  });

  test('leaves no gap in the numbers of other procedures', async () => {
    const numberOf = ({ caseNo }: { caseNo: string }) => Number(/(\d{6})号/.exec(caseNo)?.[1]);
    const before = await chizhou.opens(application());
    await feidong.opens(petition());
    expect(numberOf(await chizhou.opens(application()))).toBe(numberOf(before) + 1);
  });

  test('is no service day to which a filing could belong: the refusal is the same as for no case at all', async () => {
    const ask = async (serviceDay: string) => (await chizhou.window.post('/api/v1/cases', application({ serviceDay }))).body['errors'];
    expect(await ask(inspection.caseNo)).toEqual([
      { path: 'matter.serviceDay', zh: `没有编号为 ${inspection.caseNo} 的坐班日`, en: `there is no service day ${inspection.caseNo}` },
    ]);
    expect(await ask('肥监〔2026〕999999号')).toMatchObject([{ path: 'matter.serviceDay' }]);
  });

  test('who is recused is told nothing more: no case, no desk, no notification, and none is counted', async () => {
    const workflowId = await feidong.leadsTo('verify', petition({ title: '反映水库承包问题' }));
    const who = await as('townHandlerOne');
    const unread = async () => (await who.get<Inbox>('/api/v1/notifications?unread=true&limit=200')).body;
    const before = await unread();
    await feidong.does(feidong.coordinator, workflowId, 'steps/verify-3/urge', { reason: '请尽快' });
    expect((await unread()).unread).toBe(before.unread + 1);

    await feidong.does(feidong.coordinator, workflowId, 'declare-interest', { officer: who.officer, ground: 'interest' });
    const after = await unread();
    expect(JSON.stringify(after)).not.toContain('水库承包');
    expect(after.items).toHaveLength(after.unread);
    expect(await who.get(`/api/v1/cases/${workflowId}`)).toMatchObject(notFound);
  });

  describe('leaves a trace of every read', () => {
    test.each<[string, () => string]>([
      ['of the case', () => `/api/v1/cases/${inspection.workflowId}`],
      ['of who was told', () => `/api/v1/cases/${inspection.workflowId}/notifications`],
      ['of what was begun at it', () => `/api/v1/cases/${inspection.workflowId}/matters`],
      ['in a list', () => `/api/v1/cases?q=${encodeURIComponent('农机补贴')}`],
      ['on the desk', () => '/api/v1/steps?limit=200'],
      ['in the inbox', () => '/api/v1/notifications?limit=200'],
    ])('%s', async (_, path) => {
      const who = await as('groupHead');
      const reads = () => system.db.auditEntry.findMany({ where: { kind: 'caseRead', subject: inspection.caseNo, officer: who.officer } });
      const before = await reads();
      const { status, headers } = await who.get(path());
      const after = await reads();
      expect({ status, grown: after.length - before.length }).toEqual({ status: 200, grown: 1 });
      expect(after.at(-1)?.requestId).toBe(headers.get('x-request-id'));
    });

    test('which the audit administrator reads, the latest first, and nobody else', async () => {
      const path = (query = '') => `/api/v1/audit/reads?caseNo=${encodeURIComponent(inspection.caseNo)}${query}`;
      for (const name of ['feidongHead', 'auditor', 'securityAdministrator'] as const) {
        expect(await (await as(name)).get(path())).toMatchObject({ status: 403, body: { code: 'forbidden' } });
      }
      const { officer, get } = await as('groupHead');
      await get(`/api/v1/cases/${inspection.workflowId}`);
      const administrator = await as('auditAdministrator');
      const { status, body } = await administrator.get<{ items: unknown[]; next: string }>(path('&limit=1'));
      expect({ status, body }).toMatchObject({ status: 200, body: { items: [{ caseNo: inspection.caseNo, officer }], next: expect.any(String) } });
      const more = await administrator.get<{ items: Array<{ officer: string }> }>(path(`&cursor=${body.next}&officer=${officer}`));
      expect(more.body.items.length).toBeGreaterThan(0);
      expect(new Set(more.body.items.map((each) => each.officer))).toEqual(new Set([officer]));
      const later = encodeURIComponent(new Date(Date.now() + 60_000).toISOString());
      expect((await administrator.get(path(`&from=${later}`))).body).toEqual({ items: [], next: null });
    });

    test('and none of a read that was refused, or of what is not confidential', async () => {
      const reads = () => system.db.auditEntry.count({ where: { kind: 'caseRead' } });
      const before = await reads();
      await (await as('feidongSupervisor')).get(`/api/v1/cases/${inspection.workflowId}`);
      await chizhou.window.get(`/api/v1/cases/${filing.workflowId}`);
      expect(await reads()).toBe(before);
    });
  });
});
