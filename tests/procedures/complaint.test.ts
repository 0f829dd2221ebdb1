import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { CaseView } from '../../contracts/api/cases.ts';
import { clockIn, stepIn, System, type Person } from '../rig/system.ts';
import { Tongcheng, complaint, lookedAt, replyOnThePage, takenIn } from '../rig/tongcheng.ts';

let system: System;
let tongcheng: Tongcheng;

beforeAll(async () => {
  system = await System.start();
  tongcheng = await Tongcheng.of(system);
});
afterAll(() => system.stop());

const hour = 60;
const invalid = (...paths: string[]) => ({ status: 422, body: { code: 'invalid-fields', errors: paths.map((path) => ({ path })) } });
const refusedForm = (zh: string) => ({ status: 422, body: { code: 'wrong-form', title: expect.stringContaining(zh) } });
const complex = { accept: { complexity: 'complex' } };
const personal = /朱某|13900000005|污水|水塔/;

const texts = async (receipt: string) =>
  (await tongcheng.receipt(receipt)).progress.map(({ text, details }) => [text.zh, ...details.map((each) => each.text.zh)].join('|'));
const complete = (who: Person, id: string, step: string, form: object) => tongcheng.tries(who, id, `steps/${step}/complete`, form);

describe('what a resident sends is refused', () => {
  test.each<[string, Parameters<typeof complaint>[0], string[]]>([
    ['without a name, but with a telephone', { resident: { named: 'anonymous', phone: '13900000005' } }, ['resident.named']],
    ['with a name that is not said', { resident: { named: 'realName', phone: '13900000005' } }, ['resident.name']],
    ['in confidence, without a telephone', { resident: { named: 'confidential', name: '示例·朱某' } }, ['resident.phone']],
    ['with an identity number, which nothing needs', { resident: { named: 'realName', name: '示例·朱某', phone: '13900000005', idNumber: '11010519491231002X' } }, ['resident.idNumber']],
    ['without saying what it is about', { matter: { content: '' } }, ['matter.content']],
    ['accusing an official of no unit', { matter: { accuses: true } }, ['matter.about']],
    ['naming an accused without accusing', { matter: { accused: '示例·左某' } }, ['matter.accused']],
  ])('%s', async (_, changes, paths) => {
    expect(await tongcheng.complains(complaint(changes))).toMatchObject(invalid(...paths));
  });

  test('about a unit that there is not, or from where nobody takes it in', async () => {
    expect(await tongcheng.complains(complaint({ matter: { about: 'tangwan-nowhere' } }))).toMatchObject({ status: 422, body: { code: 'unknown-unit' } });
    expect(await tongcheng.complains(complaint({ region: '341002' }))).toMatchObject({ status: 422, body: { code: 'no-receiving-unit' } });
    expect(await tongcheng.complains(complaint({ matter: { about: 'tongcheng-platform' } }))).toMatchObject({ status: 422, body: { code: 'no-receiving-unit' } });
  });

  test('under a key that was used for something else; the same request again is the same complaint', async () => {
    const key = randomUUID();
    const first = await tongcheng.complains(complaint(), key);
    expect(first).toMatchObject({ status: 201, headers: expect.anything() });
    expect((await tongcheng.complains(complaint(), key)).body).toEqual(first.body);
    expect(await tongcheng.complains(complaint({ title: '另一件事' }), key)).toMatchObject({ status: 409, body: { code: 'key-reused' } });
  });

  test('more than twenty times in ten minutes from one address; others still may', async () => {
    const who = system.outsider('203.0.113.7');
    for (let n = 1; n <= 20; n += 1) await tongcheng.complains(complaint({ region: '341002' }), randomUUID(), who);
    const last = await tongcheng.complains(complaint(), randomUUID(), who);
    expect(last).toMatchObject({ status: 429, body: { code: 'too-many-requests' } });
    expect(Number(last.headers.get('retry-after'))).toBeGreaterThan(500);
    expect((await tongcheng.complains()).status).toBe(201);
  });
});

describe('桐城: the water tower', () => {
  test('looked at on the spot, answered online after one day, 非常满意', async () => {
    const { workflowId: id, receipt, caseNo } = await tongcheng.leadsTo('handle');
    expect(caseNo).toMatch(/^桐诉〔\d{4}〕\d{6}号$/);
    await system.advance('general', id, { days: 1 });
    await tongcheng.goesOn(id, 'handle', 'rating');
    expect(await texts(receipt)).toEqual(expect.arrayContaining(['受理:已办结|受理', `答复:已办结|${replyOnThePage}`]));
    expect(await tongcheng.receipt(receipt)).toMatchObject({ stage: { zh: '评价' }, mayRate: true });
    expect(await tongcheng.rates(receipt, 5)).toMatchObject({ status: 200, body: { status: { zh: '已办结' }, mayRate: false } });

    const closed = await tongcheng.sees(id);
    expect(closed).toMatchObject({ status: 'closed', outcome: 'underWay', rating: 5, coordinator: 'tongcheng-platform', leadUnit: 'tangwan-town' });
    expect(clockIn(closed, 'case.close')).toMatchObject({ status: 'met', plan: { term: { amount: 10, unit: 'day' }, source: expect.stringContaining('本地默认,可配置') } });
    const { raw } = await system.handle('general', id).describe();
    for (const known of [await system.engine.whole('general', id), raw]) expect(JSON.stringify(known)).not.toMatch(personal);
    expect(await tongcheng.rates(receipt, 1)).toMatchObject({ status: 409 });
  });

  test('by telephone an officer takes it in for him; the platform of the region coordinates', async () => {
    const { workflowId: id, receipt } = await tongcheng.opens(takenIn(), tongcheng.town);
    expect(await tongcheng.sees(id)).toMatchObject({ coordinator: 'tongcheng-platform', source: 'phone' });
    expect(await tongcheng.receipt(receipt)).toMatchObject({ stage: { zh: '受理' } });
    const own = await tongcheng.town.post('/api/v1/cases', takenIn({ matter: { about: 'tangwan-town' } }));
    expect(own).toMatchObject({ status: 403, body: { code: 'recused' } });
  });

  test('who asked for confidentiality is known to the platform alone', async () => {
    const { workflowId: id } = await tongcheng.leadsTo('handle', complaint({ resident: { named: 'confidential', name: '示例·朱某', phone: '13900000005' } }));
    expect((await tongcheng.sees(id)).parties[0]).toMatchObject({ name: '示例·朱某' });
    expect((await tongcheng.sees(id, tongcheng.town)).parties[0]?.name).not.toContain('朱');
  });
});

describe('受理', () => {
  test('is refused with a reason and the right place, or not at all; the resident reads both', async () => {
    const { workflowId: id, receipt } = await tongcheng.files();
    const refusal = { decision: 'refused', reasons: '属于公积金业务', rightPlace: '市住房公积金管理中心' };
    expect(await complete(tongcheng.platform, id, 'accept', { ...refusal, reasons: undefined })).toMatchObject(invalid('reasons'));
    expect(await complete(tongcheng.platform, id, 'accept', { ...refusal, rightPlace: undefined })).toMatchObject(invalid('rightPlace'));
    expect(await complete(tongcheng.platform, id, 'accept', { decision: 'accepted' })).toMatchObject(invalid('complexity'));
    expect(await complete(tongcheng.town, id, 'accept', refusal)).toMatchObject({ status: 404 });
    expect((await complete(tongcheng.platform, id, 'accept', refusal)).status).toBe(200);
    expect(await texts(receipt)).toContain('受理:已办结|不予受理|属于公积金业务|市住房公积金管理中心');
    expect(await tongcheng.sees(id)).toMatchObject({ status: 'closed', outcome: 'refused' });
  });
});

describe('分办', () => {
  const about = complaint({ matter: { about: 'tangwan-town' } });

  test('never gives a complaint to the unit that it is about, nor shows it there', async () => {
    const { workflowId: id } = await tongcheng.leadsTo('distribute', about);
    const distribute = (form: object) => complete(tongcheng.platform, id, 'distribute', form);
    for (const mode of ['assign', 'handOver']) {
      expect(await distribute({ mode, to: 'tangwan-town' })).toMatchObject({ status: 422, body: { code: 'unit-recused' } });
    }
    expect(await distribute({ mode: 'assign', to: 'tongcheng-platform' })).toMatchObject(refusedForm('不能由平台自己办理'));
    await tongcheng.completes(tongcheng.platform, id, 'distribute', { mode: 'assign', to: 'tongcheng-water' });
    const transfer = await tongcheng.tries(tongcheng.water, id, 'steps/handle/transfer', { to: 'tangwan-town', reason: '属地' });
    expect(transfer).toMatchObject({ status: 422, body: { code: 'unit-recused' } });
    for (const who of [tongcheng.town, tongcheng.townHead]) expect((await who.get(`/api/v1/cases/${id}`)).status).toBe(404);
  });

  test('转办 is taken over or refused; what is called back is distributed anew', async () => {
    const { workflowId: id } = await tongcheng.leadsTo('distribute');
    await tongcheng.completes(tongcheng.platform, id, 'distribute', { mode: 'handOver', to: 'tongcheng-water' });
    await tongcheng.does(tongcheng.coordinator, id, 'steps/takeOver/call-back', { reason: '改由属地办理' });
    await tongcheng.completes(tongcheng.platform, id, 'distribute-2', { mode: 'handOver', to: 'tangwan-town' });
    expect(await tongcheng.has(id, 'handle')).toBe(false);
    await tongcheng.completes(tongcheng.town, id, 'takeOver-2', {});
    expect(await tongcheng.step(id, 'handle')).toMatchObject({ unit: 'tangwan-town', status: 'offered' });
  });

  test('蓝: after three working days the platform and its head are warned, and the light stays blue', async () => {
    const { workflowId: id, caseNo } = await tongcheng.leadsTo('distribute');
    const clock = 'distribute.distribute';
    expect(await tongcheng.clock(id, clock)).toMatchObject({ plan: { term: { amount: 3, unit: 'workday' } } });
    await tongcheng.comesNear(id, clock, -24 * hour);
    expect(await tongcheng.told(caseNo, 'clockReminded')).not.toContain(tongcheng.supervisor.officer);
    await tongcheng.comesNear(id, clock, 1);
    expect(await tongcheng.told(caseNo, 'clockReminded')).toContain(tongcheng.supervisor.officer); // the head of the platform
    expect((await tongcheng.clock(id, clock)).light).toBe('blue');
  });
});

describe('办理、审核、答复', () => {
  test('nobody skips the look on the spot without saying why; what is sent back goes to the same unit under the same clock', async () => {
    const { workflowId: id } = await tongcheng.leadsTo('handle');
    expect(await complete(tongcheng.town, id, 'handle', { ...lookedAt, visited: false, visitedOn: undefined })).toMatchObject(invalid('whyNot'));
    await tongcheng.completes(tongcheng.town, id, 'handle', lookedAt);
    expect(await complete(tongcheng.town, id, 'review', { decision: 'approved' })).toMatchObject({ status: 403, body: { code: 'not-your-step' } });
    expect(await complete(tongcheng.platform, id, 'review', { decision: 'sentBack' })).toMatchObject(invalid('reasons'));
    await tongcheng.completes(tongcheng.platform, id, 'review', { decision: 'sentBack', reasons: '未说明完工时间' });
    const [first, again] = [await tongcheng.step(id, 'handle'), await tongcheng.step(id, 'handle-2')];
    expect(again).toMatchObject({ unit: 'tangwan-town', clock: first.clock });
  });

  test('to somebody without a name there is no reply but on the receipt page', async () => {
    const { workflowId: id, receipt } = await tongcheng.leadsTo('reply', complaint({ resident: { named: 'anonymous' } }));
    expect(await complete(tongcheng.platform, id, 'reply', { text: replyOnThePage, alsoBy: ['phone'] })).toMatchObject(refusedForm('仅在查询页答复'));
    await tongcheng.completes(tongcheng.platform, id, 'reply', { text: replyOnThePage });
    expect(await texts(receipt)).toContain(`答复:已办结|${replyOnThePage}`);
  });

  test('一般事项10日内办结: yellow after a week, red after ten days, not the day before; then the supervisor steps in', async () => {
    const { workflowId: id, caseNo } = await tongcheng.leadsTo('handle');
    const light = async () => (await tongcheng.clock(id, 'case.close')).light;
    const extension = { by: { amount: 10, unit: 'day' }, reason: '施工未完' };
    expect(await tongcheng.tries(tongcheng.town, id, 'steps/handle/request-extension', extension)).toMatchObject({ status: 409, body: { code: 'no-extension' } });
    await tongcheng.comesToRung(id, 'case.close', 'yellow', -24 * hour);
    expect(await light()).toBe('blue');
    await tongcheng.comesToRung(id, 'case.close', 'yellow', 1);
    expect(await light()).toBe('yellow');
    await tongcheng.comesNear(id, 'case.close', -24 * hour);
    expect(await light()).toBe('yellow');
    await tongcheng.comesNear(id, 'case.close', 1);
    expect(await light()).toBe('red');
    expect(await tongcheng.told(caseNo, 'lightTurned')).toContain(tongcheng.town.officer);
    await tongcheng.comesToRung(id, 'case.close', 'supervise', 1);
    expect(await tongcheng.step(id, 'superviseClock')).toMatchObject({ unit: 'tongcheng-platform', parent: 'handle' });
    await tongcheng.completes(tongcheng.supervisor, id, 'superviseClock', { instruction: '三日内答复' });
    expect(await tongcheng.step(id, 'replyToSupervision')).toMatchObject({ unit: 'tangwan-town' });
  });

  test('a complex one is explained to the resident and extended; with the third extension the light is red', async () => {
    const { workflowId: id, receipt } = await tongcheng.leadsTo('handle', complaint(), complex);
    await tongcheng.completes(tongcheng.town, id, 'explain', { progress: '新水塔已动工', explanation: '地质条件复杂,须加固边坡' });
    expect(await texts(receipt)).toContain('解释说明:已办结|新水塔已动工|地质条件复杂,须加固边坡');
    const extend = async (n: number) => {
      await tongcheng.does(tongcheng.town, id, 'steps/handle/request-extension', { by: { amount: 10, unit: 'day' }, reason: '施工未完' });
      await tongcheng.completes(tongcheng.supervisor, id, n === 1 ? 'decideExtension' : `decideExtension-${n}`, { approve: true, reason: `第${n}次延期:雨天停工` });
    };
    const { plan } = await tongcheng.clock(id, 'case.closeComplex');
    if (plan === null) throw new Error('the clock has no plan');
    for (const n of [1, 2]) await extend(n);
    const twice = await tongcheng.clock(id, 'case.closeComplex');
    const tenDays = { amount: 10, unit: 'day' } as const;
    const twentyMore = await system.deps.clocks.forecast({ rule: plan.rule, from: plan.from, extensions: [tenDays, tenDays] });
    expect(twice.plan?.dueAt).toBe(twentyMore.dueAt);
    expect(Date.parse(twentyMore.dueAt) - Date.parse(plan.dueAt)).toBeGreaterThanOrEqual(20 * 86_400_000);
    expect(twice.light).toBe('blue');
    expect(await texts(receipt)).toContain('办理:延期已批准|第2次延期:雨天停工');
    await extend(3);
    expect((await tongcheng.clock(id, 'case.closeComplex')).light).toBe('red');
    expect(await tongcheng.tries(tongcheng.town, id, 'steps/handle/request-extension', { by: { amount: 1, unit: 'day' }, reason: '又一次' })).toMatchObject({
      status: 409,
      body: { code: 'no-extension' },
    });
  });
});

describe('评价', () => {
  test('is given once in each round; 不满意 sends it back to the same unit on a new clock, a second one to the supervisor, in red', async () => {
    const { workflowId: id, receipt } = await tongcheng.leadsTo('rating');
    expect((await tongcheng.rates(receipt, 2)).status).toBe(200);
    expect(await tongcheng.rates(receipt, 5)).toMatchObject({ status: 409, body: { code: 'rated-already' } });
    const again = await tongcheng.sees(id);
    expect(stepIn(again, 'handle-2')).toMatchObject({ unit: 'tangwan-town', status: 'offered', clock: 'case.close-2' });
    expect(again.steps.some((step) => step.id === 'distribute-2')).toBe(false);
    await tongcheng.goesOn(id, 'handle', 'rating');
    expect(await tongcheng.receipt(receipt)).toMatchObject({ mayRate: true });
    expect((await tongcheng.rates(receipt, 1)).status).toBe(200);

    expect(await tongcheng.step(id, 'superviseClock')).toMatchObject({ unit: 'tongcheng-platform', status: 'offered' });
    await system.advance('general', id, { seconds: 10 });
    expect(await tongcheng.sees(id)).toMatchObject({ light: 'red' });
    await tongcheng.completes(tongcheng.supervisor, id, 'superviseClock', { instruction: '约谈单位负责人' });
    expect(await tongcheng.sees(id)).toMatchObject({ status: 'closed', outcome: 'supervised', rating: 1 });
  });

  test('satisfied the second time, it closes', async () => {
    const { workflowId: id, receipt } = await tongcheng.leadsTo('rating');
    await tongcheng.rates(receipt, 1);
    await tongcheng.goesOn(id, 'handle', 'rating', { handle: { result: 'resolved' } });
    await tongcheng.rates(receipt, 4);
    expect(await tongcheng.sees(id)).toMatchObject({ status: 'closed', outcome: 'resolved', rating: 4 });
  });

  test('not given in a week is not satisfied, and not dissatisfied', async () => {
    const { workflowId: id } = await tongcheng.leadsTo('rating');
    await tongcheng.comesNear(id, 'case.rating', -hour);
    expect(await tongcheng.sees(id)).toMatchObject({ status: 'open' });
    await tongcheng.comesNear(id, 'case.rating', 1);
    expect(await tongcheng.sees(id)).toMatchObject({ status: 'closed', outcome: 'underWay', rating: null });
  });
});

describe('检举控告', () => {
  const accusation = { topic: 'conduct', content: '村干部示例·左某冒领田亩租金', about: 'tangwan-village', accuses: true, accused: '示例·左某' };
  const inspectionOf = async (caseNo: string) => {
    const opening = await system.db.opening.findUniqueOrThrow({ where: { key: `accusation:${caseNo}` }, include: { parties: true, case: true } });
    return { ...opening, id: opening.workflowId };
  };
  const outside = () => [
    tongcheng.coordinator, tongcheng.platform, tongcheng.supervisor, tongcheng.town, tongcheng.townHead, tongcheng.village, tongcheng.water,
  ];

  test('marked by the resident goes straight to the commission: nobody of the platform or of the subject sees anything', async () => {
    const { workflowId: id, caseNo, receipt } = await tongcheng.files(complaint({ matter: accusation, title: '反映村干部问题' }));
    await system.handle('general', id).result();
    for (const who of outside()) expect((await who.get(`/api/v1/cases/${id}`)).status).toBe(404);

    const { id: inspection, parties, case: row } = await inspectionOf(caseNo);
    expect(row).toMatchObject({ coordinator: 'tongcheng-cdi', subjectUnit: 'tangwan-village', confidential: true, family: 'discipline' });
    expect(parties[0]).toMatchObject({ name: '示例·朱某', named: 'realName' });
    const seen = (await tongcheng.commissionHead.get<CaseView>(`/api/v1/cases/${inspection}`)).body;
    expect(seen).toMatchObject({
      status: 'open',
      matter: { office: 'tongcheng-cdi-office-1', town: 'tangwan-cdi', subject: { name: '示例·左某' }, allegations: [{ fact: accusation.content }] },
    });
    for (const who of [...outside(), await system.as('tunxi-coordinator')]) expect((await who.get(`/api/v1/cases/${inspection}`)).status).toBe(404);

    const told = await tongcheng.receipt(receipt);
    expect(told).toMatchObject({ status: { zh: '已转其他单位办理' }, mayRate: false });
    expect(told.progress.map(({ text }) => text.zh)).toContain('已移交有权机关处理');
    expect(JSON.stringify(told)).not.toMatch(/纪委|监委|jointInspection|左某|桐监/);
    const whole = JSON.stringify(await system.engine.whole('general', id));
    expect(whole).not.toMatch(/左某|田亩/);
    expect(whole).not.toContain(inspection);
  });

  test('found on acceptance: from then on only the officer who had it in hand sees it, not the others of the platform', async () => {
    const { workflowId: id, caseNo, receipt } = await tongcheng.files(complaint({ matter: { content: accusation.content } }));
    const found = { decision: 'official', subject: { unit: 'tangwan-town', name: '示例·左某' } };
    expect(await complete(tongcheng.platform, id, 'accept', { decision: 'official' })).toMatchObject(invalid('subject'));
    expect((await tongcheng.coordinator.get(`/api/v1/cases/${id}`)).status).toBe(200);
    await tongcheng.completes(tongcheng.platform, id, 'accept', found);
    await system.handle('general', id).result();

    expect(await tongcheng.sees(id, tongcheng.platform)).toMatchObject({ status: 'referred', confidential: true });
    for (const who of outside().filter((each) => each !== tongcheng.platform)) expect((await who.get(`/api/v1/cases/${id}`)).status).toBe(404);
    expect((await inspectionOf(caseNo)).case).toMatchObject({ coordinator: 'tongcheng-cdi', subjectUnit: 'tangwan-town' });
    expect(await texts(receipt)).toEqual(expect.arrayContaining(['受理:已办结|移交有权机关处理', '已移交有权机关处理']));
  });

  test('about the commission itself goes to the one above, and never to a unit of its own subject', async () => {
    const { workflowId: id, caseNo } = await tongcheng.files(complaint({ matter: { ...accusation, about: 'tongcheng-cdi' } }));
    await system.handle('general', id).result();
    const { id: inspection, case: row } = await inspectionOf(caseNo);
    expect(row).toMatchObject({ coordinator: 'anqing-cdi', subjectUnit: 'tongcheng-cdi' });
    expect((await tongcheng.cityCommissionHead.get(`/api/v1/cases/${inspection}`)).status).toBe(200);
    for (const who of [tongcheng.commissionHead, ...outside()]) expect((await who.get(`/api/v1/cases/${inspection}`)).status).toBe(404);

    const town = await tongcheng.files(complaint({ matter: { ...accusation, about: 'tangwan-cdi' } }));
    await system.handle('general', town.workflowId).result();
    expect((await inspectionOf(town.caseNo)).start).toMatchObject({ matter: { office: 'tongcheng-cdi-office-1', town: 'tongcheng-cdi' } });
  });

  test('about the platform is no matter for the platform: what an office above takes in, no supervisor of the platform decides', async () => {
    const administrator = await system.as('system-admin');
    expect(await administrator.send('PUT', '/api/v1/receiving-units/complaint/340800', { unit: 'tongcheng-water' })).toMatchObject({ status: 200 });
    const { workflowId: id, caseNo } = await tongcheng.files(complaint({ matter: { about: 'tongcheng-platform' } }));
    const { start } = await system.db.opening.findUniqueOrThrow({ where: { caseNo } });
    expect(start).toMatchObject({ coordinator: 'tongcheng-water', facts: { supervisor: 'tongcheng-water' } });
    for (const who of [tongcheng.coordinator, tongcheng.supervisor]) expect((await who.get(`/api/v1/cases/${id}`)).status).toBe(404);
  });

  test('is not accepted where no organ is registered that takes it in', async () => {
    expect(await tongcheng.complains(complaint({ region: '340521110', matter: accusation }))).toMatchObject({ status: 422, body: { code: 'no-receiving-unit' } });
  });
});
