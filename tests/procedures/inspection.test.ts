import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { InspectionResult } from '../../contracts/api/inspections.ts';
import type { CaseView } from '../../contracts/api/cases.ts';
import { inspectionOf, thisMonth } from '../rig/assessed.ts';
import { Chizhou } from '../rig/chizhou.ts';
import { eventually } from '../rig/eventually.ts';
import { System } from '../rig/system.ts';

let system: System;
let chizhou: Chizhou;

/** Six filings with the window, two with market supervision. */
beforeAll(async () => {
  system = await System.start();
  chizhou = await Chizhou.of(system);
  for (let count = 0; count < 6; count += 1) await chizhou.leadsTo('consult');
  for (let count = 0; count < 2; count += 1) await chizhou.leadsTo('receive');
});
afterAll(() => system.stop());

async function inspects(changes: Record<string, unknown> = {}): Promise<{ id: string; result: InspectionResult; view: CaseView }> {
  const { workflowId: id } = await chizhou.opens(inspectionOf(changes), chizhou.supervisor);
  await eventually(async () => ((await chizhou.sees(id)).timeline.some(({ kind }) => kind === 'workedOut') ? true : undefined));
  const view = await eventually(async () => {
    const seen = await chizhou.sees(id);
    return seen.status === 'closed' || seen.steps.length > 0 ? seen : undefined;
  });
  return { id, result: await resultOf(id), view };
}

async function resultOf(id: string): Promise<InspectionResult> {
  const { status, body } = await chizhou.supervisor.get<InspectionResult>(`/api/v1/inspections/${id}`);
  expect({ status, body }).toMatchObject({ status: 200 });
  return body;
}

const caseNosOf = ({ units }: InspectionResult) => units.flatMap(({ cases }) => cases).toSorted();

/** The check of one unit, and the cases of it that were drawn. */
function checkOf(view: CaseView, { units }: InspectionResult, code: string): { step: string; cases: string[] } {
  const step = view.steps.find(({ name, about }) => name === 'check' && about === code);
  const unit = units.find((each) => each.code === code);
  if (step === undefined || unit === undefined) throw new Error(`nothing of ${code} was drawn`);
  return { step: step.id, cases: [...unit.cases] };
}

describe('an inspection is refused', () => {
  test.each([
    ['of a procedure that there is not', { procedure: 'nothing' }, 'matter.procedure'],
    ['of discipline inspection', { procedure: 'jointInspection' }, 'matter.procedure'],
    ['of no cases', { size: 0 }, 'matter.size'],
    ['of a month that there is not', { month: '2026-00' }, 'matter.month'],
    ['with a seed that is no number', { seed: 'lucky' }, 'matter.seed'],
  ])('%s', async (_, changes, path) => {
    expect(await chizhou.supervisor.post('/api/v1/cases', inspectionOf(changes))).toMatchObject({
      status: 422,
      body: { code: 'invalid-fields', errors: [{ path }] },
    });
  });

  test('to who is inspected', async () => {
    expect(await chizhou.market.post('/api/v1/cases', inspectionOf())).toMatchObject({ status: 403 });
  });
});

describe('a sample', () => {
  test('is drawn by lot, and drawn again with its seed; another seed draws others', async () => {
    const first = await inspects();
    expect(first.result).toMatchObject({ procedure: 'assistedFiling', month: thisMonth, population: 8, sampled: 4, checked: 0 });
    const again = await inspects({ seed: first.result.seed });
    expect(caseNosOf(again.result)).toEqual(caseNosOf(first.result));
    const samples = await Promise.all([1, 2, 3].map((seed) => inspects({ seed })));
    expect(new Set(samples.map(({ result }) => caseNosOf(result).join(' '))).size).toBeGreaterThan(1);
  });

  test('of more cases than there are is all of them, and of nothing ends at once', async () => {
    expect((await inspects({ size: 100 })).result).toMatchObject({ population: 8, sampled: 8 });
    const { view } = await inspects({ month: '2020-01' });
    expect(view).toMatchObject({ status: 'closed', outcome: 'nothingToInspect' });
  });
});

describe('what was drawn', () => {
  test('is looked into, put right by whoever has to, verified, and counted', async () => {
    const { id, result, view } = await inspects({ size: 8 });
    const window = checkOf(view, result, 'chizhou-etdz-service');
    const market = checkOf(view, result, 'chizhou-etdz-market');
    const [one = '', ...rest] = market.cases;

    const check = (form: object) => chizhou.tries(chizhou.supervisor, id, `steps/${market.step}/complete`, form);
    expect(await check({ checked: rest })).toMatchObject({ status: 422, body: { code: 'wrong-form', zh: expect.stringContaining(one) } });
    const finding = { caseNo: one, kind: 'noReply', description: '示例·某申请人未收到答复' };
    expect(await check({ checked: market.cases, findings: [{ ...finding, caseNo: window.cases[0] }] })).toMatchObject({ status: 422 });
    expect(await chizhou.tries(chizhou.market, id, `steps/${market.step}/complete`, { checked: market.cases })).toMatchObject({ status: 404, body: { code: 'not-found' } });

    await chizhou.completes(chizhou.supervisor, id, window.step, { checked: window.cases });
    expect(await chizhou.has(id, 'rectify')).toBe(false);
    await chizhou.completes(chizhou.supervisor, id, market.step, { checked: market.cases, findings: [finding, { ...finding, kind: 'late' }] });
    expect(await chizhou.step(id, 'rectify')).toMatchObject({ unit: 'chizhou-etdz-market', status: 'offered' });
    expect(await resultOf(id)).toMatchObject({ checked: 8, withFindings: 1, findings: 2 });

    await chizhou.completes(chizhou.market, id, 'rectify', { measures: '已电话答复' });
    await chizhou.completes(chizhou.supervisor, id, 'verify', { rectified: false, remark: '未书面答复' });
    await chizhou.completes(chizhou.market, id, 'rectify-2', { measures: '已书面答复' });
    await chizhou.completes(chizhou.supervisor, id, 'verify-2', { rectified: true });
    await system.handle('general', id).result();
    expect(await chizhou.sees(id)).toMatchObject({ status: 'closed', outcome: 'rectified' });
    const { units } = await resultOf(id);
    expect(units.find(({ code }) => code === 'chizhou-etdz-market')).toMatchObject({ findings: 2, rectified: true });
    expect(units.find(({ code }) => code === 'chizhou-etdz-service')).toMatchObject({ findings: 0, rectified: null });
  });

  test('and is sound closes the inspection', async () => {
    const { id, result, view } = await inspects({ size: 8 });
    for (const { code } of result.units) {
      const { step, cases } = checkOf(view, result, code);
      await chizhou.completes(chizhou.supervisor, id, step, { checked: cases });
    }
    await system.handle('general', id).result();
    expect(await chizhou.sees(id)).toMatchObject({ status: 'closed', outcome: 'sound' });
  });

  test('is put right within ten working days: not late the day before, overdue the day after', async () => {
    const { id, result, view } = await inspects({ size: 8 });
    const { step, cases } = checkOf(view, result, 'chizhou-etdz-market');
    await chizhou.completes(chizhou.supervisor, id, step, { checked: cases, findings: [{ caseNo: cases[0], kind: 'badRecord', description: '材料缺页' }] });
    await chizhou.comesNear(id, 'rectify.rectify', -24 * 60);
    expect(await chizhou.clock(id, 'rectify.rectify')).not.toMatchObject({ light: 'red' });
    await chizhou.comesNear(id, 'rectify.rectify', 24 * 60);
    expect(await chizhou.clock(id, 'rectify.rectify')).toMatchObject({ light: 'red' });
  });
});
