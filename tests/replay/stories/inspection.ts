import { inspectionOf } from '../../rig/assessed.ts';
import { eventually } from '../../rig/eventually.ts';
import type { System } from '../../rig/system.ts';
import { Told } from '../../rig/told.ts';

/** One filing is drawn; something is found, put right badly, and put right. */
async function rectified(system: System): Promise<Told> {
  const { caseNo } = await Told.open(system, 'general', 'chizhou-service-1', {
    procedure: 'assistedFiling',
    region: '341702402',
    title: '申请办理',
    parties: [{ role: 'applicant', name: '示例·摊主', phone: '13900000002' }],
    matter: { item: 'individual-business-licence', community: 'pingtianhu-community', window: 'chizhou-etdz-service', supervisor: 'chizhou-etdz' },
  });
  const told = await drawn(system, { size: 1, seed: await seedThatDraws(system, caseNo) });
  await told.completes('chizhou-supervisor', 'check', { checked: [caseNo], findings: [{ caseNo, kind: 'noReply', description: '未答复' }] });
  await told.completes('chizhou-service-1', 'rectify', { measures: '已电话答复' });
  await told.completes('chizhou-supervisor', 'verify', { rectified: false });
  await told.completes('chizhou-service-1', 'rectify-2', { measures: '已书面答复' });
  await told.completes('chizhou-supervisor', 'verify-2', { rectified: true });
  await told.ends();
  return told;
}

async function nothingToInspect(system: System): Promise<Told> {
  const told = await Told.open(system, 'general', 'chizhou-supervisor', inspectionOf({ month: '2020-01' }));
  await told.ends();
  return told;
}

async function drawn(system: System, changes: Record<string, unknown>): Promise<Told> {
  const told = await Told.open(system, 'general', 'chizhou-supervisor', inspectionOf(changes));
  const supervisor = await system.as('chizhou-supervisor');
  await eventually(async () => (await told.view(supervisor)).steps[0]);
  return told;
}

/** Other stories have filings of this month too: a seed under which this one is the first. */
async function seedThatDraws(system: System, caseNo: string): Promise<number> {
  const [first] = await system.db.$queryRaw<Array<{ seed: number }>>`
    SELECT seed FROM generate_series(0, 10000) AS seed
    WHERE NOT EXISTS (SELECT FROM "case" WHERE procedure = 'assistedFiling' AND md5(seed::text || case_no) < md5(seed::text || ${caseNo}))
    LIMIT 1`;
  if (first === undefined) throw new Error('no seed draws it');
  return first.seed;
}

export const inspectionStories = { rectified, nothingToInspect };
