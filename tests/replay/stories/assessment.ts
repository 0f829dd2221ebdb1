import { assessmentOf } from '../../rig/assessed.ts';
import { eventually } from '../../rig/eventually.ts';
import type { System } from '../../rig/system.ts';
import { Told } from '../../rig/told.ts';

async function published(system: System): Promise<Told> {
  await Told.open(system, 'general', 'chizhou-service-1', {
    procedure: 'assistedFiling',
    region: '341702402',
    title: '申请办理',
    parties: [{ role: 'applicant', name: '示例·摊主', phone: '13900000002' }],
    matter: { item: 'individual-business-licence', community: 'pingtianhu-community', window: 'chizhou-etdz-service', supervisor: 'chizhou-etdz' },
  });
  const told = await Told.open(system, 'general', 'chizhou-coordinator', assessmentOf());
  const coordinator = await system.as('chizhou-coordinator');
  await eventually(async () => (await told.view(coordinator)).steps.find(({ name }) => name === 'confirm')); // the figures are worked out
  const objection = { table: 'procedure', key: 'assistedFiling', measure: 'accepted', claimed: 1, grounds: '当日已受理' };
  await told.completes('chizhou-market-head', 'confirm', { objections: [objection] });
  await told.completes('chizhou-coordinator', 'decideObjection', { uphold: true, to: 1, reason: '当日已受理' });
  await told.waits({ days: 12 });
  await told.completes('chizhou-service-head', 'publish', { publish: true });
  await told.ends();
  return told;
}

export const assessmentStories = { published };
