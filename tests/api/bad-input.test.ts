import { randomBytes, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { hashOf } from '../../api/accounts/credential.ts';
import type { ProblemCode } from '../../contracts/problem.ts';
import { exampleServiceKey } from '../../prisma/seed/example/example.ts';
import { exampleOfficers as officers } from '../../prisma/seed/example/officers.ts';
import { Chizhou, filing as application } from '../rig/chizhou.ts';
import { Feidong, asOnThePage, findings, petition, reporter, team } from '../rig/feidong.ts';
import { System, type Answer, type Person } from '../rig/system.ts';
import { refusedWithoutTrace } from '../rig/unchanged.ts';

let system: System;
let feidong: Feidong;
let chizhou: Chizhou;
/** A joint inspection that is being verified, and a filing at the counter. */
let inspection: string;
let inspectionNo: string;
let filing: string;

beforeAll(async () => {
  system = await System.start();
  feidong = await Feidong.of(system);
  chizhou = await Chizhou.of(system);
  inspection = await feidong.leadsTo('verify');
  inspectionNo = (await feidong.sees(inspection)).caseNo;
  filing = (await chizhou.opens(application())).workflowId;
});
afterAll(() => system.stop());

type Request = () => Promise<Answer>;

/** Refused with this, and nothing changed. */
function refused(request: Request, status: number, code: ProblemCode) {
  return refusedWithoutTrace(system, inspection, request, status, code);
}

const opens = (body: unknown, who?: Person): Request => () => (who ?? feidong.coordinator).post('/api/v1/cases', body);
const acts = (action: string, body: unknown, who?: Person, id = inspection): Request => () => (who ?? feidong.office).post(`/api/v1/cases/${id}/${action}`, body);
const sends = (method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Request => () =>
  feidong.office.send(method, path, body, { 'idempotency-key': randomUUID(), ...headers });
const reads = (path: string, who?: Person): Request => () => (who ?? feidong.office).get(path);
const contribution = { contribution: '调取账册' };

describe('opening a case with', () => {
  test.each<[string, unknown, string[]]>([
    ['an unknown field', { ...petition(), urgent: true }, ['urgent']],
    ['an unknown field inside the matter', petition({ matter: { secret: 1 } }), ['matter.secret']],
    ['an unknown field inside a party', petition({ parties: [{ ...reporter('realName'), email: 'a@b.c' }] }), ['parties[0].email']],
    ['no region', { ...petition(), region: undefined }, ['region']],
    ['a malformed region', { ...petition(), region: '34-01' }, ['region']],
    ['an unknown source', { ...petition(), source: 'rumour' }, ['source']],
    ['a title of one character', petition({ title: '信' }), ['title']],
    ['a title that is too long', petition({ title: '长'.repeat(121) }), ['title']],
    ['no allegation', petition({ matter: { allegations: [] } }), ['matter.allegations']],
    ['21 allegations', petition({ matter: { allegations: Array(21).fill({ fact: '冒领田亩租金' }) } }), ['matter.allegations']],
    ['nobody involved', petition({ matter: { peopleInvolved: 0 } }), ['matter.peopleInvolved']],
    ['half a person', petition({ matter: { peopleInvolved: 1.5 } }), ['matter.peopleInvolved']],
    ['a number as text', petition({ matter: { yearsSpanned: '6' } }), ['matter.yearsSpanned']],
    ['a malformed unit code', petition({ matter: { office: 'Feidong Office' } }), ['matter.office']],
    ['a malformed officer id', petition({ matter: { subject: { unit: 'badou-village', name: '示例', officer: '172' } } }), ['matter.subject.officer']],
    ['the same unit twice', petition({ matter: { town: 'feidong-cdi-office-4' } }), ['matter.town']],
    ['an office that is none of discipline inspection', petition({ matter: { office: 'badou-town' } }), ['matter.office']],
    ['a subject of another unit than his', petition({ matter: { subject: { unit: 'badou-town', name: '示例', officer: officers.villageSecretary.id } } }), ['matter.subject.officer']],
    ['an identity number whose check does not fit', petition({ parties: [{ ...reporter('realName'), idNumber: '110105194912310021' }] }), ['parties[0].idNumber']],
    ['a telephone number of letters', petition({ parties: [{ ...reporter('realName'), phone: 'call me' }] }), ['parties[0].phone']],
    ['a name for somebody without one', petition({ parties: [{ role: 'reporter', named: 'anonymous', name: '示例' }] }), ['parties[0].named']],
    ['51 parties', petition({ parties: Array(51).fill(reporter('anonymous')) }), ['parties']],
    ['an unknown procedure', { ...petition(), procedure: 'gossip' }, ['procedure']],
  ])('%s', async (_, body, paths) => {
    const { errors } = await refused(opens(body), 422, 'invalid-fields');
    expect(errors?.map(({ path }) => path)).toEqual(paths);
  });

  test.each<[string, unknown, ProblemCode]>([
    ['an unknown unit', petition({ matter: { office: 'feidong-cdi-office-9' } }), 'unknown-unit'],
    ['an unknown unit of the subject', petition({ matter: { subject: { unit: 'badou-nowhere', name: '示例' } } }), 'unknown-unit'],
    ['an unknown officer', petition({ matter: { subject: { unit: 'badou-village', name: '示例', officer: randomUUID() } } }), 'unknown-officer'],
    ['an unknown region of the county', { ...petition(), region: '340122999' }, 'unknown-region'],
  ])('%s', async (_, body, code) => {
    await refused(opens(body), 422, code);
  });

  test('an unknown matter, or one that is out of use', async () => {
    await refused(opens(application({ item: 'space-travel' }), chizhou.coordinator), 422, 'unknown-matter');
    await system.db.matter.update({ where: { code: 'small-loan' }, data: { active: false } });
    await refused(opens(application({ item: 'small-loan' }), chizhou.coordinator), 422, 'unknown-matter');
    await system.db.matter.update({ where: { code: 'small-loan' }, data: { active: true } });
  });

  test('a unit or an officer out of use', async () => {
    await system.db.unit.update({ where: { code: 'feidong-cdi-group-agri' }, data: { active: false } });
    await refused(opens(petition({ matter: { office: 'feidong-cdi-group-agri' } })), 422, 'unknown-unit');
    await system.db.unit.update({ where: { code: 'feidong-cdi-group-agri' }, data: { active: true } });
    await system.db.officer.update({ where: { id: officers.tangwanHead.id }, data: { active: false } });
    await refused(opens(petition({ matter: { subject: { unit: 'tangwan-town', name: '示例', officer: officers.tangwanHead.id } } })), 422, 'unknown-officer');
  });

  test('an occasion in the past', async () => {
    const schedule = {
      procedure: 'serviceDay',
      region: '341702402',
      title: '平天湖社区坐班日',
      recurrence: { kind: 'weekly', weekday: 5 },
      opensAt: '09:00',
      closesAt: '11:30',
      until: '2020-01-01',
      matter: { community: 'pingtianhu-community', units: ['chizhou-etdz-service'], supervisor: 'chizhou-etdz' },
    };
    await refused(() => chizhou.coordinator.post('/api/v1/schedules', schedule), 422, 'date-in-the-past');
  });

  test('no right to: by role, by family, by region', async () => {
    await refused(opens(petition(), await system.as('feidong-handler')), 403, 'forbidden');
    await refused(opens(petition(), await system.as('tunxi-coordinator')), 403, 'forbidden');
    await refused(opens({ ...petition(), region: '341002004' }), 403, 'forbidden');
    await refused(opens(application(), await system.as('auditor')), 403, 'forbidden');
    for (const administrator of ['system-admin', 'security-admin', 'audit-admin']) {
      await refused(opens(application(), await system.as(administrator)), 403, 'forbidden');
    }
  });
});

describe('the text of a request', () => {
  const path = '/api/v1/cases';
  const text = JSON.stringify(petition());

  test.each<[string, string, number, ProblemCode]>([
    ['is no JSON', text.slice(0, -1), 400, 'malformed-request'],
    ['is not there', '', 400, 'malformed-request'],
    ['is a list', `[${text}]`, 422, 'invalid-fields'],
    ['repeats a field', text.replace('{', '{"region":"340122",'), 422, 'invalid-fields'],
    ['repeats a field further in', text.replace('"office":', '"office":"feidong-cdi-office-4","office":'), 422, 'invalid-fields'],
    ['holds a NUL', text.replace('反映八斗镇', '反映\\u0000八斗镇'), 422, 'invalid-fields'],
    ['holds half a character', text.replace('反映八斗镇', '反映\\ud800八斗镇'), 422, 'invalid-fields'],
    ['reaches into objects', text.replace('{', '{"__proto__":{"admin":true},'), 422, 'invalid-fields'],
    ['is nested a hundred deep', `${'['.repeat(100)}${']'.repeat(100)}`, 400, 'malformed-request'],
    ['is larger than 256 KiB', text.replace('虚报坟头', `虚报${'坟头'.repeat(60_000)}`), 413, 'body-too-large'],
  ])('%s', async (_, body, status, code) => {
    await refused(() => feidong.coordinator.send('POST', path, body, { 'idempotency-key': randomUUID() }), status, code);
  });

  test('is of another type', async () => {
    const send = (type: string) => () => feidong.coordinator.send('POST', path, text, { 'idempotency-key': randomUUID(), 'content-type': type });
    await refused(send('text/plain'), 415, 'unsupported-media-type');
    await refused(send('application/x-www-form-urlencoded'), 415, 'unsupported-media-type');
    await refused(send('multipart/form-data; boundary=x'), 415, 'unsupported-media-type');
  });

  test('is not taken where none is wanted', async () => {
    await refused(sends('DELETE', '/api/v1/sessions/current', { really: true }), 400, 'malformed-request');
  });
});

describe('the key of a request', () => {
  test('is missing or malformed', async () => {
    await refused(() => feidong.coordinator.send('POST', '/api/v1/cases', petition()), 400, 'key-missing');
    for (const key of ['short', 'x'.repeat(129), 'with space in it', '键键键键键键键键键'.normalize()]) {
      const send = () => feidong.coordinator.send('POST', '/api/v1/cases', petition(), { 'idempotency-key': encodeURI(key) });
      await refused(send, 422, 'invalid-fields');
    }
    await refused(() => feidong.office.send('POST', `/api/v1/cases/${inspection}/add-note`, { text: '备注' }), 400, 'key-missing');
  });

  test('was used for another opening, by the same officer or by somebody else', async () => {
    const key = randomUUID();
    const first = await chizhou.coordinator.post('/api/v1/cases', application(), key);
    expect(first.status).toBe(201);
    await refused(() => chizhou.coordinator.post('/api/v1/cases', { ...application(), title: '另一件' }, key), 409, 'key-reused');
    await refused(() => chizhou.window.post('/api/v1/cases', application(), key), 409, 'key-reused');
    const again = await chizhou.coordinator.post('/api/v1/cases', application(), key);
    expect(again.body).toEqual(first.body);
  });

  test('was used for another action, another step, another text, or to open the case', async () => {
    const opening = randomUUID();
    const { status, body } = await chizhou.coordinator.post<{ workflowId: string }>('/api/v1/cases', application(), opening);
    expect(status).toBe(201);
    const note = (text: string, key: string) => () => chizhou.coordinator.post(`/api/v1/cases/${body.workflowId}/add-note`, { text }, key);
    const key = randomUUID();
    const first = await note('第一条', key)();
    expect(first.status).toBe(200);
    expect((await note('第一条', key)()).body['entry']).toBe(first.body['entry']);
    const reused = (request: Request) => refusedWithoutTrace(system, body.workflowId, request, 409, 'key-reused');
    await reused(note('第二条', key));
    await reused(note('第一条', opening));
    await reused(() => chizhou.window.post(`/api/v1/cases/${body.workflowId}/add-note`, { text: '第一条' }, key));
    await reused(() => chizhou.coordinator.post(`/api/v1/cases/${body.workflowId}/pause`, { reason: '等待材料' }, key));
    await reused(() => chizhou.coordinator.post(`/api/v1/cases/${body.workflowId}/steps/consult/complete`, { onSite: true }, key));
    const { timeline } = await chizhou.sees(body.workflowId);
    expect(timeline.filter(({ kind }) => kind === 'noteAdded').map(({ data }) => data)).toEqual([{ text: '第一条' }]);
  });

  test('comes with two texts at once: one is kept, whole, and the other refused', async () => {
    const { workflowId: id } = await chizhou.opens(application());
    const key = randomUUID();
    const texts = ['甲说', '乙说', '丙说', '丁说'];
    const answers = await Promise.all(texts.map((text) => chizhou.coordinator.post(`/api/v1/cases/${id}/add-note`, { text }, key)));
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409, 409, 409]);
    const kept = texts[answers.findIndex(({ status }) => status === 200)];
    const { timeline } = await chizhou.sees(id);
    expect(timeline.filter(({ kind }) => kind === 'noteAdded').map(({ data }) => data)).toEqual([{ text: kept }]);
  });

  test('of the action that closed the case: again is the same answer, and another text is refused', async () => {
    const id = await feidong.leadsTo('conclude', petition({ parties: [] }));
    const key = randomUUID();
    const none = findings('notEstablished', 'notEstablished', 'notEstablished');
    const conclude = (form: unknown) => feidong.office.post(`/api/v1/cases/${id}/steps/conclude/complete`, form, key);
    const first = await conclude(none);
    expect(first).toMatchObject({ status: 200, body: { case: { status: 'closed' } } });
    expect((await conclude(none)).body).toEqual(first.body);
    await refusedWithoutTrace(system, id, () => conclude(asOnThePage), 409, 'key-reused');
  });
});

describe('acting on a step', () => {
  test('that is not there, or whose name is malformed', async () => {
    await refused(acts('steps/verify-9/complete', contribution), 404, 'no-such-step');
    await refused(acts('steps/feedBack/accept', {}), 404, 'no-such-step');
    await refused(acts('steps/Verify!/accept', {}), 422, 'invalid-fields');
    await refused(acts('steps/verify/approve', {}), 404, 'not-found');
    await refused(acts('add-note', { text: '备注', step: 'verify-9' }), 404, 'no-such-step');
  });

  test('of another unit', async () => {
    await refused(acts('steps/verify-2/complete', contribution), 403, 'not-your-step');
    await refused(acts('steps/verify-2/accept', {}), 403, 'not-your-step');
    await refused(acts('steps/verify-2/return', { reason: '退回' }), 403, 'not-your-step');
    await refused(acts('steps/verify-2/transfer', { to: 'badou-cdi', reason: '转交' }), 403, 'not-your-step');
    await refused(acts('steps/verify-2/assign', { officer: officers.groupHandlerOne.id }), 403, 'not-your-step');
    const problem = await refused(acts('steps/verify-2/request-extension', { by: { amount: 1, unit: 'month' }, reason: '延期' }), 403, 'not-your-step');
    expect(problem).toMatchObject({ zh: expect.stringContaining('驻县农业农村局纪检监察组'), en: expect.stringContaining('stationed at Feidong agriculture') });
  });

  test('without the role for it', async () => {
    const id = await feidong.leadsTo('approveLaunch');
    const form = { approve: true, members: team };
    const request = (action: string, body: unknown) => () => feidong.tries(feidong.coordinator, id, `steps/approveLaunch/${action}`, body) as unknown as Promise<Answer>;
    for (const [action, body] of [['complete', form], ['accept', {}], ['return', { reason: '退回' }], ['transfer', { to: 'hefei-cdi', reason: '转交' }]] as const) {
      const problem = await refusedWithoutTrace(system, id, request(action, body), 403, 'not-your-role');
      expect(problem).toMatchObject({ zh: expect.stringContaining('单位负责人'), en: expect.stringContaining('Head of unit') });
    }
    await refusedWithoutTrace(system, id, request('assign', { officer: officers.feidongHead.id }), 403, 'forbidden');
  });

  test('twice, or after it was returned', async () => {
    const id = await feidong.leadsTo('verify');
    const part = () => feidong.tries(feidong.group, id, 'steps/verify-2/complete', contribution) as unknown as Promise<Answer>;
    await feidong.completes(feidong.group, id, 'verify-2', contribution);
    const problem = await refusedWithoutTrace(system, id, part, 409, 'step-not-open');
    expect(problem).toMatchObject({ zh: expect.stringContaining('已办结'), en: expect.stringContaining('done') });
    await feidong.does(feidong.town, id, 'steps/verify-3/return', { reason: '人手不足' });
    await refusedWithoutTrace(system, id, acts('steps/verify-3/complete', contribution, feidong.town, id), 409, 'step-not-open');
    await refusedWithoutTrace(system, id, acts('steps/verify-3/return', { reason: '人手不足' }, feidong.town, id), 409, 'step-not-open');
  });

  test('of which the parts are missing, whose extension is not allowed, or that never was handed over', async () => {
    await refused(acts('steps/verify/complete', { report: '核查报告' }), 409, 'parts-missing');
    await refused(acts('steps/verify/request-extension', { by: { amount: 3, unit: 'month' }, reason: '延期' }), 409, 'no-extension');
    await refused(acts('steps/verify/call-back', { reason: '收回' }, feidong.coordinator), 409, 'step-not-open');
    await refused(acts('steps/verify/take-back', { reason: '收回' }), 409, 'nothing-to-take-back');
    await refused(acts('steps/verify/substitute', { to: 'feidong-cdi-office-4', reason: '更换' }, feidong.coordinator), 422, 'same-unit');
    await refused(acts('resume', { reason: '恢复' }, feidong.coordinator), 409, 'case-not-paused');
  });

  test.each<[string, string, unknown, string[]]>([
    ['an unknown field', 'steps/verify-2/complete', { ...contribution, draft: true }, ['draft']],
    ['the form of the lead instead of the part', 'steps/verify-2/complete', { report: '核查报告' }, ['contribution', 'report']],
    ['no reason', 'steps/verify-2/return', {}, ['reason']],
    ['an empty reason', 'steps/verify-2/return', { reason: '   ' }, ['reason']],
    ['a negative extension', 'steps/verify-2/request-extension', { by: { amount: -1, unit: 'month' }, reason: '延期' }, ['by.amount']],
    ['an extension in weeks', 'steps/verify-2/request-extension', { by: { amount: 1, unit: 'week' }, reason: '延期' }, ['by.unit']],
    ['a unit outside discipline inspection', 'steps/verify-2/transfer', { to: 'badou-town', reason: '转交' }, ['to']],
    ['a body for an empty one', 'steps/verify-2/accept', { please: true }, ['please']],
    ['a digest that is none', 'add-evidence', { title: '账册', sha256: 'abc' }, ['sha256']],
    ['a media type that he chose', 'add-evidence', { title: '账册', sha256: 'a'.repeat(64), mediaType: 'image/jpeg' }, ['mediaType']],
    ['an unknown visibility', 'add-note', { text: '备注', visibility: 'everybody' }, ['visibility']],
    ['an unknown ground', 'declare-interest', { officer: officers.groupHead.id, ground: 'boredom' }, ['ground']],
  ])('with %s', async (_, action, body, paths) => {
    const { errors } = await refused(acts(action, body, feidong.group), 422, 'invalid-fields');
    expect(errors?.map(({ path }) => path).toSorted()).toEqual(paths.toSorted());
  });

  test('with an unknown unit or officer, or an officer of another unit', async () => {
    await refused(acts('steps/verify-2/transfer', { to: 'nowhere', reason: '转交' }, feidong.group), 422, 'unknown-unit');
    await refused(acts('steps/verify-2/assign', { officer: randomUUID() }, feidong.group), 422, 'unknown-officer');
    const { errors } = await refused(acts('steps/verify-2/assign', { officer: officers.townHandlerOne.id }, feidong.group), 422, 'invalid-fields');
    expect(errors).toMatchObject([{ path: 'officer', zh: '该工作人员不属于 feidong-cdi-group-agri' }]);
    await refused(acts('declare-interest', { officer: randomUUID(), ground: 'interest' }, feidong.coordinator), 422, 'unknown-officer');
  });

  test('of a case that is closed, paused or withdrawn', async () => {
    const closed = await feidong.leadsTo('feedBack', petition({ parties: [] }), findings('notEstablished', 'notEstablished', 'notEstablished'));
    const late = (action: string, body: unknown, who = feidong.office) => refusedWithoutTrace(system, closed, acts(action, body, who, closed), 409, 'case-not-open');
    await late('steps/verify/complete', { report: '核查报告' });
    await late('add-note', { text: '补充' });
    await late('declare-interest', { officer: feidong.office.officer, ground: 'interest' });
    await late('withdraw', { reason: '撤回' }, feidong.coordinator);

    const paused = await feidong.leadsTo('assess');
    await feidong.does(feidong.coordinator, paused, 'pause', { reason: '等待上级意见' });
    const form = { route: 'joint', reasons: '联动办理' };
    await refusedWithoutTrace(system, paused, acts('steps/assess/complete', form, feidong.office, paused), 409, 'case-paused');
    await refusedWithoutTrace(system, paused, acts('pause', { reason: '再次中止' }, feidong.coordinator, paused), 409, 'case-paused');
    await feidong.does(feidong.coordinator, paused, 'withdraw', { reason: '反映人撤回' });
    await refusedWithoutTrace(system, paused, acts('resume', { reason: '恢复' }, feidong.coordinator, paused), 409, 'case-not-open');
  });

  test('too late: after its term ended, and after the window for a rating', async () => {
    const { workflowId: id, receipt } = await chizhou.leadsTo('receive');
    await chizhou.comesNear(id, 'receive.tellMaterials', 1);
    const accept = { decision: 'accepted' };
    await refusedWithoutTrace(system, id, acts('steps/receive/complete', accept, chizhou.market, id), 409, 'step-not-open');
    const rated = await chizhou.leadsTo('rating');
    await chizhou.comesNear(rated.workflowId, 'case.rating', 1);
    await refusedWithoutTrace(system, rated.workflowId, () => chizhou.rates(rated.receipt, 5), 409, 'case-not-open');
    await refusedWithoutTrace(system, id, () => chizhou.rates(receipt, 5), 409, 'rating-not-open');
  });

  test('when one is recused', async () => {
    const id = await feidong.leadsTo('verify');
    await feidong.does(feidong.coordinator, id, 'declare-interest', { officer: feidong.town.officer, ground: 'interest' });
    for (const [action, body] of [['steps/verify-3/accept', {}], ['steps/verify-3/complete', contribution], ['add-note', { text: '备注' }]] as const) {
      await refusedWithoutTrace(system, id, acts(action, body, feidong.town, id), 403, 'recused');
    }
  });

  test('that others direct: pausing, withdrawing, urging, supervising', async () => {
    for (const [action, body] of [
      ['pause', { reason: '中止' }],
      ['withdraw', { reason: '撤回' }],
      ['steps/verify-2/urge', { reason: '催办' }],
      ['steps/verify-2/supervise', { instruction: '督办' }],
      ['steps/verify-2/substitute', { to: 'hefei-cdi', reason: '更换' }],
    ] as const) {
      await refused(acts(action, body, feidong.town), 403, 'forbidden');
    }
  });

  test('twice at once: one completes it, the other finds it done', async () => {
    const id = await feidong.leadsTo('verify');
    const mate = await system.as('badou-cdi-1');
    const both = await Promise.all([feidong.town, mate].map((who) => feidong.tries(who, id, 'steps/verify-3/complete', contribution)));
    expect(both.map(({ status }) => status).toSorted()).toEqual([200, 409]);
    expect(both.find(({ status }) => status === 409)?.body.code).toBe('step-not-open');
  });
});

describe('a case that is named', () => {
  test.each<[string, string, number, ProblemCode]>([
    ['by a number that nobody gave out', encodeURIComponent('肥监〔2026〕999999号'), 404, 'not-found'],
    ['by a workflow that never ran', 'jointInspection-340122-2026-999999', 404, 'not-found'],
    ['by half a number', encodeURIComponent('肥监〔2026〕1号'), 422, 'invalid-fields'],
    ['by other brackets', encodeURIComponent('肥监[2026]000001号'), 422, 'invalid-fields'],
    ['by a blank', '%20%20%20%20%20%20', 422, 'invalid-fields'],
    ['with a NUL', `${encodeURIComponent('肥监')}%00000001`, 422, 'invalid-fields'],
    ['with bytes that are no UTF-8', '%ff%fe%fd%fc%fb', 400, 'malformed-request'],
    ['by a path', '..%2f..%2fetc%2fpasswd', 422, 'invalid-fields'],
    ['by SQL', encodeURIComponent("' OR 1=1 --"), 422, 'invalid-fields'],
    ['at length', 'x'.repeat(200), 422, 'invalid-fields'],
  ])('%s', async (_, ref, status, code) => {
    await refused(reads(`/api/v1/cases/${ref}`), status, code);
    await refused(() => feidong.office.post(`/api/v1/cases/${ref}/add-note`, { text: '备注' }), status, code);
  });

  test('by its number or its workflow is the same, also with raw bytes in the address', async () => {
    const byId = await feidong.office.get(`/api/v1/cases/${inspection}`);
    const byNumber = await feidong.office.get(`/api/v1/cases/${encodeURIComponent(inspectionNo)}`);
    expect(byNumber).toMatchObject({ status: 200, body: { workflowId: byId.body['workflowId'] } });
  });
});

describe('lists', () => {
  test.each<[string, string, string]>([
    ['a limit of none', '/api/v1/cases?limit=0', 'limit'],
    ['a limit beyond 200', '/api/v1/cases?limit=201', 'limit'],
    ['a limit that is no number', '/api/v1/steps?limit=many', 'limit'],
    ['a cursor that is none', '/api/v1/cases?cursor=%24%24', 'cursor'],
    ['a cursor of nothing', '/api/v1/cases?cursor=e30', 'cursor'],
    ['an unknown filter', '/api/v1/cases?colour=red', 'colour'],
    ['a filter twice', '/api/v1/cases?light=red&light=blue', 'light'],
    ['an unknown light', '/api/v1/cases?light=green', 'light'],
    ['an unknown status', '/api/v1/cases?status=lost', 'status'],
    ['a malformed unit', '/api/v1/cases?unit=%E5%85%AB%E6%96%97', 'unit'],
    ['a malformed region', '/api/v1/cases?region=34x', 'region'],
    ['a day for an instant', '/api/v1/cases?dueBefore=2026-11-24', 'dueBefore'],
    ['a search for one character', `/api/v1/cases?q=${encodeURIComponent('坟')}`, 'q'],
    ['a search with a NUL', '/api/v1/cases?q=a%00b', 'q'],
    ['neither yes nor no', '/api/v1/steps?mine=perhaps', 'mine'],
  ])('refuse %s', async (_, path, field) => {
    const { errors } = await refused(reads(path), 422, 'invalid-fields');
    expect(errors).toMatchObject([{ path: field }]);
  });

  test('refuse the cursor of another list', async () => {
    const next = async (path: string) => String((await feidong.coordinator.get(path)).body['next']);
    await feidong.opens(petition());
    const ofCases = await next('/api/v1/cases?limit=1');
    const ofSteps = await next('/api/v1/steps?limit=1');
    const ofUnits = await next('/api/v1/units?limit=1');
    for (const path of [`/api/v1/steps?cursor=${ofCases}`, `/api/v1/cases?cursor=${ofSteps}`, `/api/v1/cases?cursor=${ofUnits}`, `/api/v1/steps?cursor=${ofUnits}`]) {
      await refused(reads(path, feidong.coordinator), 422, 'invalid-fields');
    }
  });
});

describe('addresses and methods', () => {
  test('that nobody serves', async () => {
    await refused(reads('/api/v1/gossip'), 404, 'not-found');
    await refused(reads('/api/v2/cases'), 404, 'not-found');
    await refused(reads('/API/v1/cases'), 404, 'not-found');
    await refused(sends('POST', '/internal/records', {}), 404, 'not-found');
  });

  test.each([
    ['PUT', '/api/v1/cases', ['GET', 'POST']],
    ['DELETE', '/api/v1/cases/jointInspection-340122-2026-000001', ['GET']],
    ['PATCH', '/api/v1/steps', ['GET']],
    ['GET', '/api/v1/receipts/ABCD-EFGH-JKMN/rating', ['POST']],
  ])('%s %s is not allowed', async (method, path, allowed) => {
    const answer = await feidong.office.send(method, path);
    expect(answer.headers.get('allow')?.split(', ').toSorted()).toEqual(allowed);
    await refused(() => feidong.office.send(method, path), 405, 'method-not-allowed');
  });
});

describe('whoever asks', () => {
  const note = { text: '备注' };
  const path = () => `/api/v1/cases/${inspection}/add-note`;
  const as = (authorization: string | undefined): Request => () =>
    system.outsider().send('POST', path(), note, { 'idempotency-key': randomUUID(), ...(authorization === undefined ? {} : { authorization }) });

  test('is not signed in, or shows what is no credential', async () => {
    for (const authorization of [undefined, 'Bearer', 'Bearer short', `Bearer ${'x'.repeat(43)}`, 'Basic YTpi', `Bearer ${exampleServiceKey}x`]) {
      await refused(as(authorization), 401, 'not-signed-in');
    }
  });

  test('has a log-in that expired, idled or was revoked', async () => {
    const session = async (times: { expiresAt?: Date; lastSeenAt?: Date } = {}) => {
      const token = randomBytes(32).toString('base64url');
      const soon = new Date(Date.now() + 3_600_000);
      await system.db.session.create({
        data: { tokenHash: hashOf(token), officerId: feidong.office.officer, createdAt: new Date(), lastSeenAt: new Date(), expiresAt: soon, ...times },
      });
      return token;
    };
    await refused(as(`Bearer ${await session({ expiresAt: new Date(Date.now() - 1) })}`), 401, 'session-expired');
    await refused(as(`Bearer ${await session({ lastSeenAt: new Date(Date.now() - 31 * 60_000) })}`), 401, 'session-expired');
    const token = await session();
    expect((await system.outsider().send('DELETE', '/api/v1/sessions/current', undefined, { authorization: `Bearer ${token}` })).status).toBe(204);
    await refused(as(`Bearer ${token}`), 401, 'not-signed-in');
  });

  test('left, or must change his password first', async () => {
    const leaver = await system.as('feidong-office-4-2');
    await system.db.officer.update({ where: { id: leaver.officer }, data: { active: false } });
    await refused(() => leaver.post(path(), note), 401, 'not-signed-in');
    const newcomer = await system.as('feidong-group-agri-2');
    await system.db.account.updateMany({ where: { officerId: newcomer.officer }, data: { mustChangePassword: true } });
    await refused(() => newcomer.post(path(), note), 403, 'password-change-due');
  });

  test('is a service account: it opens filings, completes nothing, and knows of no inspection', async () => {
    const terminal = (method: string, address: string, body?: unknown): Request => () =>
      system.outsider().send(method, address, body, { authorization: `Bearer ${exampleServiceKey}`, 'idempotency-key': randomUUID() });
    expect((await terminal('POST', '/api/v1/cases', application())()).status).toBe(201);
    const act = (action: string, body: unknown) => refusedWithoutTrace(system, filing, terminal('POST', `/api/v1/cases/${filing}/${action}`, body), 403, 'not-your-role');
    await act('steps/consult/complete', { onSite: true });
    await act('steps/consult/accept', {});
    await refused(terminal('POST', `/api/v1/cases/${filing}/pause`, { reason: '中止' }), 403, 'forbidden');
    await refused(terminal('POST', '/api/v1/cases', petition()), 403, 'forbidden');
    await refused(terminal('GET', `/api/v1/cases/${inspection}`), 404, 'not-found');
    await refused(terminal('POST', path(), note), 404, 'not-found');
    await refused(terminal('GET', '/api/v1/accounts'), 403, 'forbidden');
    await refused(terminal('POST', '/api/v1/me/password', { current: 'x', next: 'y' }), 404, 'not-found');
  });

  test('has a key that was revoked or ran out', async () => {
    const key = `ld_${randomBytes(32).toString('base64url')}`;
    const row = await system.db.apiKey.create({
      data: { keyHash: hashOf(key), officerId: officers.selfServiceTerminal.id, name: '测试', expiresAt: new Date(Date.now() - 1) },
    });
    await refused(as(`Bearer ${key}`), 401, 'session-expired');
    system.deps.credentials.clear();
    await system.db.apiKey.update({ where: { id: row.id }, data: { expiresAt: new Date(Date.now() + 60_000), revokedAt: new Date() } });
    await refused(as(`Bearer ${key}`), 401, 'not-signed-in');
  });
});

describe('a receipt code', () => {
  const outside = (code: string): Request => () => system.outsider().get(`/api/v1/receipts/${code}`);

  test('that is wrong: no hint, and not at once', async () => {
    const begun = Date.now();
    await refused(outside('ABCD-EFGH-JKMN'), 404, 'wrong-receipt');
    expect(Date.now() - begun).toBeGreaterThanOrEqual(1_000);
    const rating = () => system.outsider().send('POST', '/api/v1/receipts/ABCD-EFGH-JKMN/rating', { level: 5 }, { 'idempotency-key': randomUUID() });
    await refused(rating, 404, 'wrong-receipt');
  });

  test('that is none says what one looks like: that is printed on every receipt', async () => {
    for (const code of ['ABCD', 'ABCD-EFGH-JKL', 'ABCD_EFGH_JKMN', encodeURIComponent('肥监〔2026〕000001号')]) {
      await refused(outside(code), 422, 'invalid-fields');
    }
  });

  test('rates once, when it is time, with one of five levels', async () => {
    const { workflowId: id, receipt } = await chizhou.opens(application());
    const rate = (body: unknown): Request => () => system.outsider().send('POST', `/api/v1/receipts/${receipt}/rating`, body, { 'idempotency-key': randomUUID() });
    const early = await refusedWithoutTrace(system, id, rate({ level: 5 }), 409, 'rating-not-open');
    expect(early.en).toContain('not the time to rate');
    for (const body of [{}, { level: 0 }, { level: 6 }, { level: 4.5 }, { level: '5' }, { level: 5, name: '我' }]) {
      await refusedWithoutTrace(system, id, rate(body), 422, 'invalid-fields');
    }
  });
});

describe('rules and the calendar', () => {
  test('an unknown rule, a malformed one, and one of the past', async () => {
    await refused(reads('/api/v1/rules/discipline.gossip'), 404, 'not-found');
    await refused(reads('/api/v1/rules/Discipline!'), 422, 'invalid-fields');
    const administrator = await system.as('system-admin');
    const rule = {
      label: { zh: '联合核查', en: 'Verification' },
      term: { amount: 3, unit: 'month' },
      extension: null,
      ladder: [],
      source: '测试',
      confidence: 'U',
      effectiveFrom: '2020-01-01T00:00:00+08:00',
    };
    await refused(() => administrator.post('/api/v1/rules/discipline.verify/versions', rule), 422, 'date-in-the-past');
  });
});

test('the language of a refusal is the one asked for; both are inside', async () => {
  const ask = (language: string) => () => feidong.office.send('GET', '/api/v1/cases?limit=0', undefined, { 'accept-language': language });
  const english = await refused(ask('en-GB,en;q=0.9'), 422, 'invalid-fields');
  const chinese = await refused(ask('zh-CN'), 422, 'invalid-fields');
  expect(english.title).toBe('1 fields do not fit');
  expect(chinese.title).toBe('有 1 处内容不符合要求');
  expect({ zh: english.zh, en: english.en }).toEqual({ zh: chinese.zh, en: chinese.en });
  const other = await refused(ask('fr'), 422, 'invalid-fields');
  expect(other.title).toBe(chinese.title);
});
