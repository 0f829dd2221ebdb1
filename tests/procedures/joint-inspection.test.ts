import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Actor } from '../../contracts/case.ts';
import { clockPlan } from '../../contracts/clock.ts';
import { exampleOfficers as officers, type ExampleOfficerName } from '../../prisma/seed/example/officers.ts';
import { Feidong, asOnThePage, findings, member, petition, reporter, team } from '../rig/feidong.ts';
import { System, clockIn, stepIn, type Person } from '../rig/system.ts';

let system: System;
let feidong: Feidong;
let coordinator: Person;
let head: Person;
let office: Person;
let group: Person;
let town: Person;

beforeAll(async () => {
  system = await System.start();
  feidong = await Feidong.of(system);
  ({ coordinator, head, office, group, town } = feidong);
});
afterAll(() => system.stop());

const toldByPhone = { channel: 'phone', told: true };
const noObjection = { channel: 'visit', objection: 'none' };
const satisfied = { channel: 'visit', outcome: 'reached', level: 5, comment: '我很满意' };

describe('肥东: three allegations, more than two months', () => {
  test('from the letter to the question whether they are satisfied', async () => {
    const { workflowId: id } = await feidong.opens(petition());
    await feidong.completes(coordinator, id, 'register', { leadNo: '肥信2022-0517', received: 'letter' });
    await feidong.completes(coordinator, id, 'tellAcceptance', toldByPhone);
    await feidong.completes(office, id, 'assess', { route: 'joint', reasons: '涉及人员多、时间跨度长,乡镇难以独立完成' });
    await feidong.completes(head, id, 'approveLaunch', { approve: true, members: team });

    const early = await feidong.tries(office, id, 'steps/verify/complete', { report: '核查报告' });
    expect(early).toMatchObject({ status: 409, body: { code: 'parts-missing', facts: { missing: 2 } } });
    await feidong.passes(id, 50);
    await feidong.completes(group, id, 'verify-2', { contribution: '调取账册' });
    await feidong.completes(town, id, 'verify-3', { contribution: '走访农户' });
    await feidong.does(office, id, 'steps/verify/request-extension', { by: { amount: 1, unit: 'month' }, reason: '账目跨度长' });
    await feidong.completes(head, id, 'decideExtension', { approve: true, reason: '同意' });
    await feidong.passes(id, 22);
    await feidong.completes(office, id, 'verify', { report: '查明套取资金用于村集体其他支出' });

    await feidong.completes(office, id, 'conclude', asOnThePage);
    for (const step of ['feedBack', 'feedBack-2', 'feedBack-3']) await feidong.completes(office, id, step, noObjection);
    expect(await feidong.step(id, 'caseReview')).toMatchObject({ status: 'offered', unit: 'badou-cdi' });
    await feidong.completes(town, id, 'caseReview', { caseFileNo: '八纪立〔2022〕3号' });
    await feidong.completes(office, id, 'followUp', satisfied);

    const closed = await feidong.sees(id);
    expect(closed).toMatchObject({ status: 'closed', outcome: 'established', light: null, dueAt: null, next: [] });
    expect(closed.timeline.map(({ seq }) => seq)).toEqual(closed.timeline.map((_, index) => index + 1));
    expect(clockIn(closed, 'verify.verify')).toMatchObject({ status: 'met', light: 'blue', extensions: [{ amount: 1, unit: 'month' }] });
    expect(closed.stages.every(({ reached }) => reached)).toBe(true);
    expect(closed.steps.filter(({ name }) => name === 'feedBack').map(({ about }) => about)).toEqual(['a1', 'a2', 'a3']);
  });

  test('who stands outside is told the progress, and nothing of what was found', async () => {
    const { status, body } = await coordinator.post<{ workflowId: string; receipt: string }>('/api/v1/cases', petition());
    expect(status).toBe(201);
    const { workflowId: id, receipt } = body;
    await feidong.completes(coordinator, id, 'register', { leadNo: '肥信2022-0518', received: 'letter' });
    await feidong.completes(coordinator, id, 'tellAcceptance', toldByPhone);
    const seen = await system.outsider().get(`/api/v1/receipts/${receipt}`);
    expect(seen).toMatchObject({ status: 200, body: { stage: { zh: '分析研判' }, status: { zh: '办理中' }, mayRate: false } });
    expect(JSON.stringify(seen.body)).not.toMatch(/左某|坟头|肥信|feidong|badou/);
  });
});

describe('acceptance is told to a reporter who gave his name', () => {
  test('within 15 working days: the day before nothing is late, the day after the supervisor steps in', async () => {
    const id = await feidong.leadsTo('tellAcceptance');
    const supervisor = await system.as('feidong-supervisor');
    expect(clockIn(await feidong.sees(id), 'tellAcceptance.tellAcceptance').plan).toMatchObject({
      term: { amount: 15, unit: 'workday' },
      source: expect.stringContaining('第26条'),
    });

    await feidong.movesTo(id, 'tellAcceptance', -1);
    const before = await feidong.sees(id);
    expect(clockIn(before, 'tellAcceptance.tellAcceptance')).toMatchObject({ status: 'running', light: 'yellow' });
    expect(before.steps.filter(({ name }) => name === 'superviseClock')).toEqual([]);
    expect(await supervisor.get(`/api/v1/cases/${id}`)).toMatchObject({ status: 404 });

    await feidong.movesTo(id, 'tellAcceptance', 4);
    const after = await feidong.sees(id);
    expect(clockIn(after, 'tellAcceptance.tellAcceptance')).toMatchObject({ light: 'red' });
    const supervision = after.steps.find(({ name, parent }) => name === 'superviseClock' && parent === 'tellAcceptance');
    expect(supervision).toMatchObject({ status: 'offered', unit: 'hefei-cdi' });
  });

  test('the supervision of an office reaches the supervisor of the county: his desk, his inbox, the case', async () => {
    const id = await feidong.leadsTo('assess');
    const supervisor = await system.as('feidong-supervisor');
    const { caseNo } = await feidong.sees(id);
    const told = () => system.db.notification.count({ where: { caseNo, recipient: supervisor.officer } });
    const onHisDesk = async () => (await supervisor.get<{ items: unknown[] }>('/api/v1/steps')).body.items;

    await feidong.movesTo(id, 'assess', -1);
    expect(await onHisDesk()).toEqual([]);
    expect(await told()).toBe(0);

    await feidong.movesTo(id, 'assess', 4);
    expect(await onHisDesk()).toMatchObject([{ caseNo, step: { name: 'superviseClock', parent: 'assess', roles: ['supervisor'] } }]);
    expect(await told()).toBeGreaterThan(0);
    expect((await feidong.sees(id, supervisor)).parties).toMatchObject([{ name: '示****', phone: '139******01' }]);
    await feidong.completes(supervisor, id, 'superviseClock', { instruction: '三日内研判' });
    await feidong.completes(office, id, 'replyToSupervision', { measures: '即日研判' });
    await feidong.completes(office, id, 'assess', { route: 'joint', reasons: '须联动办理' });
    expect(clockIn(await feidong.sees(id), 'assess.assess')).toMatchObject({ status: 'missed' });
  });

  test('who reported in confidence is not told, and hears from the county alone', async () => {
    const id = await feidong.leadsTo('feedBack', petition({ parties: [reporter('confidential')] }));
    const view = await feidong.sees(id);
    expect(view.steps.some(({ name }) => name === 'tellAcceptance')).toBe(false);
    expect(view.steps.filter(({ name }) => name === 'feedBack')).toMatchObject(Array(3).fill({ unit: 'feidong-cdi' }));
    expect(view.parties).toMatchObject([{ named: 'confidential', name: '示例·村民', phone: '13900000001', idNumber: '110*************2X' }]);
    expect((await feidong.sees(id, office)).parties).toMatchObject([{ name: '示****', phone: '139******01', address: '*******' }]);

    for (const step of ['feedBack', 'feedBack-2', 'feedBack-3']) await feidong.completes(coordinator, id, step, noObjection);
    await feidong.completes(town, id, 'caseReview', { caseFileNo: '八纪立〔2022〕4号' });
    await feidong.completes(coordinator, id, 'followUp', satisfied);
    expect(await feidong.sees(id)).toMatchObject({ status: 'closed' });
  });

  test('who did not give his name is neither told, nor answered, nor asked', async () => {
    const id = await feidong.leadsTo('feedBack', petition({ parties: [reporter('anonymous')] }), findings('notEstablished', 'notEstablished', 'notEstablished'));
    const closed = await feidong.sees(id);
    expect(closed).toMatchObject({ status: 'closed', outcome: 'notEstablished' });
    expect(closed.steps.map(({ name }) => name)).toEqual(['register', 'assess', 'approveLaunch', 'verify', 'verify', 'verify', 'conclude']);
  });
});

describe('what the place can do alone is referred to it', () => {
  const locally = { route: 'local', reasons: '事实单一,可由属地办理' };

  test('it registers what it takes over; the reporter is told before the case leaves', async () => {
    const id = await feidong.leadsTo('tellAcceptance');
    await feidong.completes(office, id, 'assess', locally);
    await feidong.completes(town, id, 'referral', { registeredAs: '八纪信2022-31' });
    expect(await feidong.sees(id)).toMatchObject({ status: 'open' });
    await feidong.completes(coordinator, id, 'tellAcceptance', toldByPhone);
    expect(await feidong.sees(id)).toMatchObject({ status: 'referred', outcome: 'badou-cdi' });
  });

  test('it refuses with a reason, and the county reassigns', async () => {
    const id = await feidong.leadsTo('assess', petition({ parties: [] }));
    await feidong.completes(office, id, 'assess', locally);
    await feidong.does(town, id, 'steps/referral/return', { reason: '本级与被反映人熟识较多' });
    await feidong.completes(coordinator, id, 'reviewReturn', { decision: 'reassign', to: 'feidong-cdi-petitions', reason: '改由信访室办理' });
    await feidong.completes(await system.as('feidong-petitions-head'), id, 'referral', { registeredAs: '肥信2022-32' });
    expect(await feidong.sees(id)).toMatchObject({ status: 'referred', outcome: 'feidong-cdi-petitions' });
  });

  test('the county calls it back, and it is assessed anew', async () => {
    const id = await feidong.leadsTo('assess', petition({ parties: [] }));
    await feidong.completes(office, id, 'assess', { ...locally, to: 'badou-cdi' });
    await feidong.does(coordinator, id, 'steps/referral/call-back', { reason: '又有新线索' });
    expect(await feidong.step(id, 'referral')).toMatchObject({ status: 'withdrawn' });
    await feidong.completes(office, id, 'assess-2', { route: 'joint', reasons: '已非属地可办' });
    expect(await feidong.sees(id)).toMatchObject({ stage: { name: 'launch' } });
    const late = await feidong.tries(town, id, 'steps/referral/complete', { registeredAs: '八纪信2022-33' });
    expect(late).toMatchObject({ status: 409, body: { code: 'step-not-open' } });
  });

  test('the county does not approve the launch: the town takes it', async () => {
    const id = await feidong.leadsTo('approveLaunch', petition({ parties: [] }));
    await feidong.completes(head, id, 'approveLaunch', { approve: false, reasons: '属地可办' });
    expect(await feidong.step(id, 'referral')).toMatchObject({ status: 'offered', unit: 'badou-cdi' });
    await feidong.completes(town, id, 'referral', { registeredAs: '八纪信2022-34' });
    expect(await feidong.sees(id)).toMatchObject({ status: 'referred', outcome: 'badou-cdi' });
  });
});

describe('the team', () => {
  let id: string;
  beforeAll(async () => {
    id = await feidong.leadsTo('approveLaunch');
  });
  const launch = (members: unknown[], who = head) => feidong.tries(who, id, 'steps/approveLaunch/complete', { approve: true, members });
  const [ofOffice, ofGroup, ofTown] = [member('officeHandlerOne', 'office'), member('groupHandlerOne', 'group'), member('townHandlerOne', 'town')];

  test.each<[string, unknown[], string]>([
    ['nobody', [], '不少于两人'],
    ['one person', [ofOffice], '不少于两人'],
    ['one person named three times', [ofOffice, { ...ofOffice, side: 'group' }, { ...ofOffice, side: 'town' }], '不得重复'],
    ['nobody of 组', [ofOffice, ofTown], '缺少组'],
    ['nobody of 室 and 地', [ofGroup, member('groupHandlerTwo', 'group')], '缺少室、地'],
    ['somebody else’s officer as 室', [member('petitionsHandler', 'office'), ofGroup, ofTown], '“室”的成员'],
    ['an officer of the office as 地', [ofOffice, ofGroup, member('officeHandlerTwo', 'town')], '“室”的成员'],
  ])('is not launched with %s', async (_, members, why) => {
    expect(await launch(members)).toMatchObject({ status: 422, body: { code: 'wrong-form', title: expect.stringContaining(why) } });
  });

  test('has no relative of the subject, and nobody of another unit under its name', async () => {
    const relative = await launch([ofOffice, ofGroup, member('townHandlerTwo', 'town')]);
    expect(relative).toMatchObject({ status: 422, body: { code: 'member-recused', title: '示例·何晴应当回避(与被反映人有近亲属关系)' } });
    expect(relative.body.en).toContain('is a relative of the subject');

    const stranger = await launch([ofOffice, ofGroup, { ...ofTown, officer: officers.petitionsHandler.id }]);
    expect(stranger).toMatchObject({ status: 422, body: { code: 'invalid-fields', errors: [{ path: 'members[2].officer' }] } });

    const outsider = await launch([ofOffice, ofGroup, member('townGovernmentHandler', 'town')]);
    expect(outsider).toMatchObject({ status: 422, body: { code: 'invalid-fields', errors: [{ path: 'members[2].unit', zh: '该单位不是纪检监察机构' }] } });
  });

  test('is approved by the head of the county commission alone', async () => {
    expect(await launch(team, coordinator)).toMatchObject({ status: 403, body: { code: 'not-your-role' } });
    expect(await launch(team, office)).toMatchObject({ status: 403, body: { code: 'not-your-step' } });
    expect((await feidong.step(id, 'approveLaunch')).status).toBe('offered');
  });

  test('sees the case from then on, and its colleagues do not', async () => {
    const mate = await system.as('feidong-office-4-1');
    const colleague = await system.as('feidong-office-4-2');
    expect(await mate.get(`/api/v1/cases/${id}`)).toMatchObject({ status: 404 });
    await feidong.completes(head, id, 'approveLaunch', { approve: true, members: [...team, member('cityCommissionHandler', 'town')] });
    expect(await mate.get(`/api/v1/cases/${id}`)).toMatchObject({ status: 200 });
    expect(await colleague.get(`/api/v1/cases/${id}`)).toMatchObject({ status: 404 });
    const parts = (await feidong.sees(id)).steps.filter(({ name, part }) => name === 'verify' && part).map(({ unit }) => unit);
    expect(parts).toEqual(['feidong-cdi-group-agri', 'badou-cdi', 'hefei-cdi']);
  });
});

describe('回避: the workflow refuses', () => {
  /** Sends an action past the API, as if it had let somebody through. */
  async function pastTheApi(id: string, who: ExampleOfficerName, step: string): Promise<unknown> {
    const { id: officer, unit, roles } = officers[who];
    const actor: Actor = { kind: 'officer', officer, unit, roles: [...roles, 'handler'] };
    return system.engine.act('discipline', id, 'completeStep', { actor, key: `past-the-api-${who}`, hash: 'x', step, body: {} });
  }

  test('the subject, his relative, and whoever is of his unit', async () => {
    const id = await feidong.leadsTo('verify');
    const before = await feidong.whole(id);
    await expect(pastTheApi(id, 'villageSecretary', 'verify')).rejects.toMatchObject({ code: 'recused', facts: { ground: { zh: '本人即被反映人' } } });
    await expect(pastTheApi(id, 'townHandlerTwo', 'verify-3')).rejects.toMatchObject({ code: 'recused', facts: { ground: { zh: '与被反映人有近亲属关系' } } });
    const mate: Actor = { kind: 'officer', officer: officers.townGovernmentHandler.id, unit: 'badou-village', roles: ['handler'] };
    await expect(
      system.engine.act('discipline', id, 'completeStep', { actor: mate, key: 'same-unit-as-subject', hash: 'x', step: 'verify', body: {} }),
    ).rejects.toMatchObject({ code: 'recused', facts: { ground: { zh: '与被反映人同一单位' } } });
    expect((await feidong.whole(id)).picture.seq).toBe(before.picture.seq);
  });

  test('an assignment to somebody without a role for it', async () => {
    const id = await feidong.leadsTo('register');
    const supervisor = await feidong.tries(head, id, 'steps/register/assign', { officer: officers.feidongSupervisor.id });
    expect(supervisor).toMatchObject({ status: 422, body: { code: 'invalid-fields', errors: [{ en: 'this officer has no role for this step' }] } });
  });

  test('an assignment to a relative, or to another unit’s officer', async () => {
    const id = await feidong.leadsTo('verify');
    const assign = (officer: string) => feidong.tries(town, id, 'steps/verify-3/assign', { officer });
    expect(await assign(officers.townHandlerTwo.id)).toMatchObject({ status: 422, body: { code: 'member-recused' } });
    expect(await assign(officers.officeHandlerTwo.id)).toMatchObject({ status: 422, body: { code: 'invalid-fields', errors: [{ path: 'officer' }] } });
    await feidong.does(town, id, 'steps/verify-3/assign', { officer: officers.townHandlerOne.id });
  });

  test('an interest declared by the officer who holds a step: the step is free again, and he is out', async () => {
    const id = await feidong.leadsTo('verify');
    const holder = await system.as('badou-cdi-1');
    await feidong.does(holder, id, 'steps/verify-3/accept', {});
    expect(await feidong.step(id, 'verify-3')).toMatchObject({ status: 'accepted', officer: holder.officer });

    await feidong.does(holder, id, 'declare-interest', { officer: holder.officer, ground: 'interest', note: '与被反映人合伙承包' });
    expect(await feidong.step(id, 'verify-3')).toMatchObject({ status: 'offered', officer: null });
    const act = await feidong.tries(holder, id, 'steps/verify-3/complete', { contribution: '走访农户' });
    expect(act).toMatchObject({ status: 403, body: { code: 'recused', title: expect.stringContaining('利害关系') } });
    expect(await feidong.tries(holder, id, 'add-note', { text: '补充' })).toMatchObject({ status: 403, body: { code: 'recused' } });
    expect(await holder.get(`/api/v1/cases/${id}`)).toMatchObject({ status: 404 });
    const { caseNo } = await feidong.sees(id);
    for (const list of ['/api/v1/cases', '/api/v1/steps']) {
      expect(JSON.stringify((await holder.get(list)).body)).not.toContain(caseNo);
    }

    const told = () => system.db.notification.count({ where: { caseNo, recipient: holder.officer } });
    const before = await told();
    await feidong.does(coordinator, id, 'steps/verify-3/urge', { reason: '请尽快' });
    expect(await told()).toBe(before);

    await feidong.completes(town, id, 'verify-3', { contribution: '由他人走访农户' });
  });

  test('nobody declares for somebody else but who coordinates the case', async () => {
    const id = await feidong.leadsTo('verify');
    const mate = officers.officeHandlerOne.id;
    const declare = (who: Person) => feidong.tries(who, id, 'declare-interest', { officer: mate, ground: 'other' });
    expect(await declare(town)).toMatchObject({ status: 403, body: { code: 'forbidden' } });
    expect((await declare(coordinator)).status).toBe(200);
    expect((await (await system.as('feidong-office-4-1')).get(`/api/v1/cases/${id}`)).status).toBe(404);
  });

  test('the unit of the subject, wherever a unit is chosen', async () => {
    const subject = { unit: 'feidong-cdi-review', officer: officers.reviewHandlerOne.id, name: '示例·某人' };
    const opening = await coordinator.post('/api/v1/cases', petition({ matter: { subject, town: 'feidong-cdi-review' } }));
    expect(opening).toMatchObject({ status: 422, body: { code: 'invalid-fields', errors: [{ path: 'matter.town', zh: '被反映人单位应当回避' }] } });

    const id = await feidong.leadsTo('assess', petition({ matter: { subject } }));
    const to = 'feidong-cdi-review';
    const refused = { status: 422, body: { code: 'unit-recused' } };
    expect(await feidong.tries(office, id, 'steps/assess/complete', { route: 'local', to, reasons: '属地自办' })).toMatchObject(refused);
    expect(await feidong.tries(office, id, 'steps/assess/transfer', { to, reason: '转交' })).toMatchObject(refused);
    expect(await feidong.tries(coordinator, id, 'steps/assess/substitute', { to, reason: '更换' })).toMatchObject(refused);
    await feidong.does(office, id, 'steps/assess/return', { reason: '非本室管辖' });
    expect(await feidong.tries(coordinator, id, 'steps/reviewReturn/complete', { decision: 'reassign', to, reason: '改派' })).toMatchObject(refused);
    await feidong.completes(coordinator, id, 'reviewReturn', { decision: 'reject', reason: '退回不成立' });
    await feidong.completes(office, id, 'assess', { route: 'joint', reasons: '联动办理' });
    const mates = [...team, member('reviewHandlerTwo', 'town')];
    const launch = await feidong.tries(head, id, 'steps/approveLaunch/complete', { approve: true, members: mates });
    expect(launch).toMatchObject({ status: 422, body: { code: 'member-recused', title: expect.stringContaining('同一单位') } });
    await feidong.completes(head, id, 'approveLaunch', { approve: true, members: team });
    await feidong.verifies(id);
    expect(await feidong.tries(office, id, 'steps/conclude/complete', { ...asOnThePage, handOverTo: to })).toMatchObject(refused);
  });

  test('whoever would open a case about himself, a relative or his own unit', async () => {
    const about = (subject: object) => coordinator.post('/api/v1/cases', petition({ matter: { subject: { name: '示例·某人', ...subject } } }));
    const openings = await system.db.opening.count();
    expect(await about({ unit: 'feidong-cdi' })).toMatchObject({ status: 403, body: { code: 'recused' } });
    expect(await about({ unit: 'feidong-cdi', officer: coordinator.officer })).toMatchObject({ status: 403, body: { code: 'recused' } });
    await system.db.officerRelation.create({ data: { officerId: coordinator.officer, relation: 'interest', subjectUnitCode: 'badou-town' } });
    expect(await about({ unit: 'badou-town' })).toMatchObject({ status: 403, body: { code: 'recused', title: expect.stringContaining('利害关系') } });
    expect(await system.db.opening.count()).toBe(openings);
  });
});

describe('verification takes two months, and one more by approval', () => {
  test('the day before it is not late; the day after it is', async () => {
    const id = await feidong.leadsTo('verify');
    await feidong.contributes(id);
    expect(clockIn(await feidong.sees(id), 'verify.verify').plan).toMatchObject({ term: { amount: 2, unit: 'month' }, supervisor: 'feidong-cdi' });
    await feidong.movesTo(id, 'verify', -1);
    expect(clockIn(await feidong.sees(id), 'verify.verify')).toMatchObject({ status: 'running', light: 'yellow' });
    await feidong.movesTo(id, 'verify', 1 / 24);
    expect(clockIn(await feidong.sees(id), 'verify.verify')).toMatchObject({ status: 'running', light: 'red' });
    await feidong.completes(office, id, 'verify', { report: '核查报告' });
    expect(clockIn(await feidong.sees(id), 'verify.verify')).toMatchObject({ status: 'missed' });
  });

  test('the extension is decided by the county, moves the due time by a month, and is given once', async () => {
    const id = await feidong.leadsTo('verify');
    await feidong.contributes(id);
    const ask = (by: object) => feidong.tries(office, id, 'steps/verify/request-extension', { by, reason: '账目跨度长' });
    const plan = async () => clockPlan.parse(clockIn(await feidong.sees(id), 'verify.verify').plan);
    const first = await plan();
    expect(await ask({ amount: 2, unit: 'month' })).toMatchObject({ status: 409, body: { code: 'no-extension', facts: { most: '1个月' } } });
    expect((await ask({ amount: 1, unit: 'month' })).status).toBe(200);
    expect(await ask({ amount: 1, unit: 'month' })).toMatchObject({ status: 409, body: { code: 'extension-pending' } });
    expect(await feidong.tries(office, id, 'steps/decideExtension/complete', { approve: true, reason: '同意' })).toMatchObject({ status: 403 });
    await feidong.completes(head, id, 'decideExtension', { approve: false, reason: '进度尚可' });
    expect((await plan()).dueAt).toBe(first.dueAt);

    expect((await ask({ amount: 1, unit: 'month' })).status).toBe(200);
    await feidong.completes(head, id, 'decideExtension-2', { approve: true, reason: '同意' });
    const aMonthMore = await system.deps.clocks.forecast({ rule: first.rule, from: first.from, extensions: [{ amount: 1, unit: 'month' }] });
    expect((await plan()).dueAt).toBe(aMonthMore.dueAt);
    expect(aMonthMore.dueAt > first.dueAt).toBe(true);
    expect(await ask({ amount: 1, unit: 'month' })).toMatchObject({ status: 409, body: { code: 'no-extension' } });

    await feidong.movesTo(id, 'verify', -1);
    expect(clockIn(await feidong.sees(id), 'verify.verify').light).not.toBe('red');
    await feidong.movesTo(id, 'verify', 1 / 24);
    expect(clockIn(await feidong.sees(id), 'verify.verify').light).toBe('red');
  });
});

describe('findings', () => {
  test('one for each allegation, and for no other', async () => {
    const id = await feidong.leadsTo('conclude');
    const conclude = (form: unknown) => feidong.tries(office, id, 'steps/conclude/complete', form);
    const wrong = { status: 422, body: { code: 'wrong-form', title: expect.stringContaining('a1、a2、a3') } };
    expect(await conclude(findings('established'))).toMatchObject(wrong);
    expect(await conclude(findings('established', 'partly', 'notEstablished', 'established'))).toMatchObject(wrong);
    const twice = findings('established', 'partly', 'partly').findings.map((each, index) => (index === 2 ? { ...each, allegation: 'a2' } : each));
    expect(await conclude({ findings: twice })).toMatchObject(wrong);
    const without = findings('established', 'partly', 'notEstablished').findings.map(({ allegation, result }) => ({ allegation, result }));
    expect(await conclude({ findings: without })).toMatchObject({ status: 422, body: { code: 'invalid-fields', errors: [{ path: 'findings[0].basis' }, {}, {}] } });
    await feidong.completes(office, id, 'conclude', findings('notEstablished', 'partly', 'notEstablished'));
    expect(await feidong.step(id, 'caseReview')).toMatchObject({ status: 'offered' });
  });

  test('nothing established: nothing is handed over, and every allegation is answered all the same', async () => {
    const id = await feidong.leadsTo('satisfaction', petition(), findings('notEstablished', 'notEstablished', 'notEstablished'));
    await feidong.completes(office, id, 'followUp', satisfied);
    const closed = await feidong.sees(id);
    expect(closed).toMatchObject({ status: 'closed', outcome: 'notEstablished' });
    expect(closed.steps.some(({ name }) => name === 'caseReview')).toBe(false);
  });
});

describe('移交立案审查调查', () => {
  const confidentialPetition = petition({ parties: [] });

  test('the town refuses, and the county gives it to the city', async () => {
    const id = await feidong.leadsTo('feedBack', confidentialPetition);
    await feidong.does(town, id, 'steps/caseReview/return', { reason: '同级监督难,请上级办理' });
    await feidong.completes(head, id, 'reviewReturn', { decision: 'reassign', to: 'hefei-cdi', reason: '提级办理' });
    await feidong.completes(await system.as('hefei-cdi-head'), id, 'caseReview', { caseFileNo: '合纪立〔2022〕9号' });
    expect(await feidong.sees(id)).toMatchObject({ status: 'closed', outcome: 'established' });
    expect(await feidong.step(id, 'caseReview')).toMatchObject({ status: 'done', unit: 'hefei-cdi' });
  });

  test('it goes to a higher commission at once', async () => {
    const id = await feidong.leadsTo('conclude', confidentialPetition);
    await feidong.completes(office, id, 'conclude', { ...asOnThePage, handOverTo: 'hefei-cdi' });
    expect(await feidong.step(id, 'caseReview')).toMatchObject({ status: 'offered', unit: 'hefei-cdi' });
    expect(await feidong.tries(town, id, 'steps/caseReview/complete', { caseFileNo: '八纪立〔2022〕9号' })).toMatchObject({ status: 403 });
  });

  test('the county calls it back: what was found stands', async () => {
    const id = await feidong.leadsTo('feedBack', confidentialPetition);
    await feidong.does(coordinator, id, 'steps/caseReview/call-back', { reason: '另案合并处理' });
    expect(await feidong.sees(id)).toMatchObject({ status: 'closed', outcome: 'established' });
  });

  test('it is not transferred onward, and its refusal does not hold up the answers', async () => {
    const id = await feidong.leadsTo('feedBack');
    expect(await feidong.tries(town, id, 'steps/caseReview/transfer', { to: 'hefei-cdi', reason: '转上级' })).toMatchObject({
      status: 409,
      body: { code: 'not-transferable' },
    });
    await feidong.does(town, id, 'steps/caseReview/return', { reason: '同级监督难' });
    await feidong.feedsBack(id);
    await feidong.completes(office, id, 'followUp', satisfied);
    expect(await feidong.sees(id)).toMatchObject({ status: 'open', stage: { name: 'satisfaction' } });
    await feidong.completes(head, id, 'reviewReturn', { decision: 'reject', reason: '退回不成立' });
    await feidong.completes(town, id, 'caseReview', { caseFileNo: '八纪立〔2022〕10号' });
    expect(await feidong.sees(id)).toMatchObject({ status: 'closed' });
  });
});

describe('逐一反馈', () => {
  const objects = { channel: 'visit', objection: 'withEvidence', newEvidence: '存折复印件' };

  test('within 15 working days each: the day before and the day after', async () => {
    const id = await feidong.leadsTo('feedBack');
    await feidong.completes(office, id, 'feedBack', noObjection);
    await feidong.movesTo(id, 'feedBack-2', -1);
    expect(clockIn(await feidong.sees(id), 'feedBack-2.feedBack').light).not.toBe('red');
    await feidong.movesTo(id, 'feedBack-2', 1 / 24);
    const view = await feidong.sees(id);
    expect(['feedBack.feedBack', 'feedBack-2.feedBack', 'feedBack-3.feedBack'].map((clock) => clockIn(view, clock).light)).toEqual(['blue', 'red', 'red']);
  });

  test('an objection without new evidence is on file, and changes nothing', async () => {
    const id = await feidong.leadsTo('feedBack');
    await feidong.completes(office, id, 'feedBack', { channel: 'visit', objection: 'withoutEvidence' });
    await feidong.feedsBack(id);
    const view = await feidong.sees(id);
    expect(view.stage.name).toBe('satisfaction');
    expect(stepIn(view, 'feedBack').data).toMatchObject({ objection: 'withoutEvidence' });
  });

  test('new evidence comes with the objection, and with no other answer', async () => {
    const id = await feidong.leadsTo('feedBack');
    const answer = (form: unknown) => feidong.tries(office, id, 'steps/feedBack/complete', form);
    const refused = { status: 422, body: { code: 'invalid-fields', errors: [{ path: 'newEvidence' }] } };
    expect(await answer({ channel: 'visit', objection: 'withEvidence' })).toMatchObject(refused);
    expect(await answer({ ...objects, objection: 'none' })).toMatchObject(refused);
  });

  test('with new evidence it is verified again, once, and only what was objected to', async () => {
    const id = await feidong.leadsTo('feedBack', petition(), findings('notEstablished', 'notEstablished', 'partly'));
    await feidong.completes(office, id, 'feedBack', noObjection);
    await feidong.completes(office, id, 'feedBack-2', objects);
    await feidong.completes(office, id, 'feedBack-3', { channel: 'phone', objection: 'none' });
    expect(stepIn(await feidong.sees(id), 'verifyAgain')).toMatchObject({ about: 'a2', unit: 'feidong-cdi-office-4', status: 'offered' });
    expect(stepIn(await feidong.sees(id, office), 'feedBack-2').data).toMatchObject({ newEvidence: '存折复印件' });
    await feidong.verifies(id, 'verifyAgain');

    const onAll = await feidong.tries(office, id, 'steps/conclude-2/complete', asOnThePage);
    expect(onAll).toMatchObject({ status: 422, body: { code: 'wrong-form', title: expect.stringContaining('a2') } });
    await feidong.completes(office, id, 'conclude-2', { findings: [{ allegation: 'a2', result: 'established', basis: '存折' }] });
    expect((await feidong.sees(id)).steps.filter(({ name }) => name === 'caseReview')).toHaveLength(1);

    await feidong.completes(office, id, 'feedBack-4', objects);
    const view = await feidong.sees(id);
    expect(view.stage.name).toBe('satisfaction');
    expect(view.steps.filter(({ name, part }) => name === 'verifyAgain' && !part)).toHaveLength(1);
    expect(stepIn(view, 'feedBack-4')).toMatchObject({ about: 'a2', data: { objection: 'withEvidence', newEvidence: '存折复印件' } });
  });

  test('what only the second verification established is handed over then', async () => {
    const id = await feidong.leadsTo('feedBack', petition(), findings('notEstablished', 'notEstablished', 'notEstablished'));
    await feidong.completes(office, id, 'feedBack', objects);
    await feidong.feedsBack(id);
    await feidong.verifies(id, 'verifyAgain');
    await feidong.completes(office, id, 'conclude-2', { findings: [{ allegation: 'a1', result: 'established', basis: '存折' }], handOverTo: 'hefei-cdi' });
    expect(await feidong.step(id, 'caseReview')).toMatchObject({ status: 'offered', unit: 'hefei-cdi' });
  });

  test('who was told by letter may answer within 15 days, and not after', async () => {
    const id = await feidong.leadsTo('feedBack');
    await feidong.completes(office, id, 'feedBack', { channel: 'letter', objection: 'later' });
    await feidong.completes(office, id, 'feedBack-2', { channel: 'letter', objection: 'later' });
    await feidong.completes(office, id, 'feedBack-3', noObjection);
    await feidong.movesTo(id, 'objection', -1);
    expect(await feidong.step(id, 'objection')).toMatchObject({ about: 'a1', status: 'offered' });
    await feidong.completes(office, id, 'objection', { objection: 'withEvidence', newEvidence: '来信附存折复印件' });
    expect((await feidong.sees(id)).steps.some(({ name }) => name === 'verifyAgain')).toBe(false);

    await feidong.movesTo(id, 'objection-2', 1 / 24);
    const view = await feidong.sees(id);
    expect(stepIn(view, 'objection-2')).toMatchObject({ status: 'withdrawn' });
    expect(stepIn(view, 'verifyAgain')).toMatchObject({ about: 'a1' });
    const late = await feidong.tries(office, id, 'steps/objection-2/complete', { objection: 'none' });
    expect(late).toMatchObject({ status: 409, body: { code: 'step-not-open' } });
  });
});

describe('您对我们的调查结果满意吗?', () => {
  test('nobody can be reached: three attempts, a working day apart, and the case closes', async () => {
    const id = await feidong.leadsTo('satisfaction');
    await feidong.completes(town, id, 'caseReview', { caseFileNo: '八纪立〔2022〕11号' });
    for (const step of ['followUp', 'followUp-2']) {
      await feidong.completes(office, id, step, { channel: 'phone', outcome: 'unreachable' });
      expect((await feidong.sees(id)).steps.filter(({ name, status }) => name === 'followUp' && status === 'offered')).toEqual([]);
      await feidong.passes(id, 5);
    }
    expect((await feidong.sees(id)).status).toBe('open');
    await feidong.completes(office, id, 'followUp-3', { channel: 'visit', outcome: 'unreachable' });
    const closed = await feidong.sees(id);
    expect(closed).toMatchObject({ status: 'closed' });
    expect(closed.timeline.map(({ kind }) => kind)).toContain('followUpMissed');
  });
});

describe('不得泄露: no disclosure', () => {
  let id: string;
  let caseNo: string;
  beforeAll(async () => {
    id = await feidong.leadsTo('verify', petition({ title: '反映肥料补贴问题' }));
    ({ caseNo } = await feidong.sees(id));
  });

  /** Everything that the API tells somebody, in one text. */
  async function allThat(who: Person): Promise<string> {
    const lists = ['/api/v1/cases', '/api/v1/cases?q=肥料补贴', `/api/v1/cases?q=${caseNo}`, '/api/v1/cases?unit=badou-cdi', '/api/v1/cases?region=340122', '/api/v1/steps'];
    const answers = [];
    for (const list of lists) answers.push((await who.get(encodeURI(list))).body);
    return JSON.stringify(answers);
  }

  test.each<ExampleOfficerName>([
    'villageSecretary',
    'townGovernmentHandler',
    'townHandlerTwo',
    'petitionsHead',
    'officeHandlerTwo',
    'feidongHandler',
    'feidongSupervisor',
    'cityCommissionHead',
    'tunxiCoordinator',
    'chizhouSupervisor',
    'auditor',
    'systemAdministrator',
    'securityAdministrator',
    'auditAdministrator',
  ])('%s does not learn that the case exists', async (name) => {
    const who = await system.as(officers[name].userName);
    expect(await allThat(who)).not.toMatch(new RegExp(`${caseNo}|${id}|肥料补贴`));
    const nobodys = await who.get(`/api/v1/cases/${'jointInspection-340122-2026-999999'}`);
    for (const ref of [id, encodeURIComponent(caseNo)]) {
      const answer = await who.get(`/api/v1/cases/${ref}`);
      expect({ status: answer.status, code: answer.body['code'], title: answer.body['title'] }).toEqual({
        status: nobodys.status,
        code: nobodys.body['code'],
        title: nobodys.body['title'],
      });
      const act = await who.post(`/api/v1/cases/${ref}/steps/verify/complete`, { report: '核查报告' });
      expect([403, 404]).toContain(act.status);
      expect(JSON.stringify(act.body)).not.toMatch(/recused|verify 不|not-your/);
    }
    expect(await system.db.notification.count({ where: { caseNo, recipient: who.officer } })).toBe(0);
  });

  test('the catalogue of procedures is as silent to those outside discipline inspection', async () => {
    const outside = await system.as('badou-village-head');
    expect(JSON.stringify((await outside.get('/api/v1/procedures')).body)).not.toContain('jointInspection');
    expect(await outside.get('/api/v1/procedures/jointInspection')).toMatchObject({ status: 404, body: { code: 'not-found' } });
    expect((await office.get('/api/v1/procedures/jointInspection')).status).toBe(200);
  });

  test('an officer who moves to the unit of the subject sees no more of it', async () => {
    const mover = await system.as('feidong-group-agri-1');
    expect((await mover.get(`/api/v1/cases/${id}`)).status).toBe(200);
    await system.db.officer.update({ where: { id: mover.officer }, data: { unitCode: 'badou-village' } });
    system.deps.credentials.clear();
    expect((await mover.get(`/api/v1/cases/${id}`)).status).toBe(404);
    expect(await allThat(mover)).not.toContain(caseNo);
    await system.db.officer.update({ where: { id: mover.officer }, data: { unitCode: 'feidong-cdi-group-agri' } });
    system.deps.credentials.clear();
  });

  test('every read of it leaves a trace: the case, a list, the desk', async () => {
    const reads = () => system.db.auditEntry.count({ where: { kind: 'caseRead', subject: caseNo, officer: office.officer } });
    const grown = async (look: () => Promise<unknown>) => {
      const before = await reads();
      await look();
      return (await reads()) - before;
    };
    expect(await grown(() => office.get(`/api/v1/cases/${id}`))).toBe(1);
    expect(await grown(() => office.get(encodeURI('/api/v1/cases?q=肥料补贴')))).toBe(1);
    expect(await grown(() => office.get('/api/v1/steps?limit=200'))).toBe(1);
    expect(await grown(() => office.get(encodeURI('/api/v1/cases?q=没有这样的案')))).toBe(0);
  });

  test('nobody outside holds a receipt where nobody reported', async () => {
    const unreported = await coordinator.post('/api/v1/cases', petition({ parties: [] }));
    expect(unreported).toMatchObject({ status: 201, body: { receipt: null } });
    const reported = await coordinator.post('/api/v1/cases', petition());
    expect(reported.body['receipt']).toMatch(/^\w{4}-\w{4}-\w{4}$/);
  });
});
