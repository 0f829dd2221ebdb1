import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { defaultPayloadConverter } from '@temporalio/common';
import { Trial, people, type LampCase } from './trial.ts';

const { coordinator, fitter, supervisor } = people;

let trial: Trial;
beforeAll(async () => {
  trial = await Trial.start();
});
afterAll(() => trial.stop());

/** What the Temporal UI shows on top of a workflow, as it stands. */
async function details(lamp: LampCase): Promise<string> {
  const { currentDetails } = await lamp.handle.query<{ currentDetails: string }>('__temporal_workflow_metadata');
  return currentDetails;
}

/** What administrators search by. */
async function attributes(lamp: LampCase): Promise<Record<string, unknown>> {
  const { typedSearchAttributes } = await lamp.handle.describe();
  const names = ['CaseNo', 'Procedure', 'Region', 'LeadUnit', 'Stage', 'Light', 'DueAt'];
  const found = typedSearchAttributes.getAll().map(({ key, value }) => [key.name, value instanceof Date ? value.getTime() : value]);
  return Object.fromEntries(found.filter(([name]) => names.includes(String(name))));
}

/** The lines beside timers and activities, in order, each with the kind of event that carries it. */
async function summaries(lamp: LampCase): Promise<Array<{ event: 'timer' | 'record'; summary: string }>> {
  const { events } = await lamp.handle.fetchHistory();
  return (events ?? []).flatMap(({ timerStartedEventAttributes: timer, markerRecordedEventAttributes: marker, activityTaskScheduledEventAttributes: activity, userMetadata }) => {
    if (!timer && !marker && !activity) return [];
    const summary = userMetadata?.summary ? defaultPayloadConverter.fromPayload<string>(userMetadata.summary) : '';
    return [{ event: timer ? ('timer' as const) : ('record' as const), summary }];
  });
}

/** As people in Beijing write an instant. */
function beijing(at: number): string {
  return new Date(at + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ');
}

describe('the details of a case', () => {
  test('name the stage, who has the ball, until when, under which rule and paper, and what comes next', async () => {
    const lamp = await trial.opens('repair');
    expect(await details(lamp)).toContain('**不设时限**:登记(市民热线)');
    await lamp.completes(coordinator, 'register', { lamp: 'L-17' });
    const started = Date.parse((await lamp.clock('repair.repair')).startedAt);
    const due = await lamp.dueAt('repair.repair');
    const shown = await details(lamp);
    expect(shown).toContain(`### 路灯报修 ${lamp.caseNo}`);
    expect(shown).toContain('**办理中** · 阶段 受理 › **【维修】** › 回访 · 牵头 市民热线');
    expect(shown).toContain(`| 蓝 | **修灯** | 路灯班(待接收) | ${beijing(due)} |`);
    expect(shown).toContain(`**若无人办理**:${beijing(started + 50 * 3_600_000)} → 路灯班:提醒经办人(修灯时限)`);
    expect(shown).toContain('- 修灯时限 100小时(第 1 版):《路灯养护规定》lamp.repair');
    expect(shown).toMatch(/共 5 条记录,最近一条 \d{4}-\d{2}-\d{2} \d{2}:\d{2}。/);

    await lamp.does(fitter, 'acceptStep', 'repair');
    await lamp.comesToHour('repair.repair', 95);
    expect(await details(lamp)).toContain(`| 黄 | **修灯** | 路灯班(办理中) | ${beijing(due)} |`);
    expect(await details(lamp)).toContain(`**若无人办理**:${beijing(due)} → 路灯班:超期,亮红灯(修灯时限)`);
    await lamp.does(coordinator, 'pauseCase', null, { reason: '等灯' });
    expect(await details(lamp)).toContain('**已中止**');
    expect(await details(lamp)).toContain('| 黄 | **修灯** | 路灯班(办理中) | 已中止 |');
    expect(await details(lamp)).not.toContain('若无人办理');
  });

  test('show a review beside the step that it is about, a lapse by its words, and an event by its own', async () => {
    const dark = Date.now() + 5 * 3_600_000;
    const waiting = await trial.opens('inspectBefore', { closesAt: new Date(dark).toISOString() });
    expect(await details(waiting)).toContain(`**若无人办理**:${beijing(dark)} → 天黑`);
    await waiting.does(fitter, 'returnStep', 'inspect', { reason: '非本班管辖' });
    expect(await details(waiting)).toContain('| 蓝 | **巡检** | 路灯班(已退回待复核) |');
    expect(await details(waiting)).toContain('| 蓝 | **退回复核** | 市民热线(待接收) |');

    const lapsing = await trial.opens('inspectUnlessDue');
    expect(await details(lapsing)).toContain(`**若无人办理**:${beijing(await lapsing.dueAt('inspect.inspect'))} → 路灯班:逾期未巡检,视为完好(巡检时限)`);
  });

  test('say how it ended, with nobody left to act', async () => {
    const lamp = await trial.opens('repairUnder');
    await lamp.completes(fitter, 'repair', { report: '已修' });
    await lamp.ends();
    const shown = await details(lamp);
    expect(shown).toContain('**已办结**');
    expect(shown).not.toMatch(/现由谁办|若无人办理|时限依据/);
  });
});

test('search attributes follow the case: stage, light, due time, lead unit', async () => {
  const lamp = await trial.opens('repair');
  const same = { CaseNo: lamp.caseNo, Procedure: '路灯报修', Region: '341002', LeadUnit: '市民热线' };
  expect(await attributes(lamp)).toEqual({ ...same, Stage: '受理' });
  await lamp.completes(coordinator, 'register', { lamp: 'L-17' });
  const due = await lamp.dueAt('repair.repair');
  expect(await attributes(lamp)).toEqual({ ...same, Stage: '维修', Light: '蓝', DueAt: due });
  await lamp.comesToHour('repair.repair', 75);
  expect(await attributes(lamp)).toMatchObject({ Light: '黄', DueAt: due });
  await lamp.does(coordinator, 'pauseCase', null, { reason: '等灯' });
  expect(await attributes(lamp)).toEqual({ ...same, Stage: '已中止' });
  await lamp.does(coordinator, 'resumeCase', null, { reason: '灯到' });
  expect(await attributes(lamp)).toMatchObject({ Stage: '维修', Light: '黄', DueAt: await lamp.dueAt('repair.repair') });
  await lamp.comesTo(await lamp.dueAt('repair.repair'));
  expect(await attributes(lamp)).toMatchObject({ Light: '红' });
  await lamp.completes(fitter, 'repair', { report: '已修' });
  await lamp.ends();
  expect(await attributes(lamp)).toEqual({ ...same, Stage: '已办结' });

  const led = await trial.opens('ledElsewhere');
  expect(await attributes(led)).toMatchObject({ LeadUnit: '路灯班' });
});

test('search attributes are written only where one of them changed', async () => {
  const lamp = await trial.opens('repairUnder');
  const upserts = async () => (await lamp.handle.fetchHistory()).events?.filter((event) => event.upsertWorkflowSearchAttributesEventAttributes).length;
  expect(await upserts()).toBe(1);
  await lamp.does(fitter, 'acceptStep', 'repair');
  await lamp.does(fitter, 'addNote');
  await lamp.comesToHour('repair.repair', 50);
  expect(await upserts()).toBe(1);
  await lamp.comesToHour('repair.repair', 75);
  expect(await upserts()).toBe(2);
});

test('every timer says what happens then, and every record that it is one', async () => {
  const lamp = await trial.opens('repairUnder');
  await lamp.comesToHour('repair.repair', 110);
  const lines = await summaries(lamp);
  expect(lines.filter(({ event }) => event === 'record').map(({ summary }) => summary)).toEqual(lamp.calls.map(() => '记录'));
  expect(lines.filter(({ event }) => event === 'timer').map(({ summary }) => summary)).toEqual([
    '提醒经办人:修灯时限(路灯班)',
    '亮黄灯:修灯时限(路灯班)',
    '提醒单位负责人:修灯时限(路灯班)',
    '超期,亮红灯:修灯时限(路灯班)',
    '转督办:修灯时限(路灯班)',
    '提醒经办人:督办(照明科)',
  ]);
  expect(await (await lamp.handle.describe()).staticSummary()).toBe(`路灯报修 ${lamp.caseNo}`);
});

test('whatever people write, and whoever they are, shows nowhere in the Temporal UI', async () => {
  const lamp = await trial.opens('inspectBefore', { closesAt: new Date(Date.now() + 5 * 3_600_000).toISOString() });
  const written = '示例·王某 13900000001';
  await lamp.does(fitter, 'acceptStep', 'inspect');
  await lamp.does(fitter, 'returnStep', 'inspect', { reason: written });
  await lamp.completes(coordinator, 'reviewReturn', { decision: 'reject', reason: written });
  await lamp.does(coordinator, 'urgeStep', 'inspect', { reason: written });
  await lamp.does(supervisor, 'superviseStep', 'inspect', { instruction: written });
  await lamp.does(coordinator, 'declareInterest', null, { officer: fitter.officer, ground: 'other' });
  const shownBefore = await details(lamp);
  await lamp.does(coordinator, 'withdrawCase', null, { reason: written });
  await lamp.ends();
  const { events } = await lamp.handle.fetchHistory();
  const names = (events ?? []).map((event) => event.workflowExecutionUpdateAcceptedEventAttributes?.acceptedRequest?.input?.name ?? '');
  const description = await lamp.handle.describe();
  const shown = JSON.stringify([
    shownBefore,
    await details(lamp),
    await attributes(lamp),
    await summaries(lamp),
    names,
    description.workflowId,
    await description.staticSummary(),
    await description.staticDetails(),
  ]);
  expect(shown).toContain('returnStep');
  for (const secret of ['王某', '13900000001', ...Object.values(people).map(({ officer }) => officer)]) expect(shown).not.toContain(secret);
});
