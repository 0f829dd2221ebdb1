import type { Bulletin } from '../../contracts/api/bulletins.ts';
import type { CaseView } from '../../contracts/api/cases.ts';
import type { InspectionResult } from '../../contracts/api/inspections.ts';
import type { Case } from './case.ts';
import { inDays } from './day.ts';
import type { Player, Stage } from './stage.ts';

const month = inDays(0).slice(0, 7);

/** 安庆: the figures of the platform are published month by month, and complaints are drawn by lot and looked into. */
export async function playAnqing(stage: Stage): Promise<void> {
  stage.title('安庆 · 考核通报、专项督查 (assessment, inspection): 平台数据公开,投诉闭环抽查');
  const platform = await stage.player('tongcheng-platform-1', '监督一点通平台');
  const coordinator = await stage.player('tongcheng-coordinator', '平台·协调员');
  const supervisor = await stage.player('tongcheng-supervisor', '平台·督查');
  const town = await stage.player('tangwan-1', '唐湾镇');
  const water = await stage.player('tongcheng-water-1', '市水利局');

  const complaint = await fileComplaint(stage, platform);
  await publishFigures(stage, { coordinator, supervisor, town, water });
  await inspectComplaints(stage, supervisor, { 'tangwan-town': town, 'tongcheng-platform': platform, 'tongcheng-water': water });
  stage.tell('(系统)', `${complaint.caseNo} 仍在办理:可在 Temporal 界面看现由谁办、办到何时`);
}

/** A complaint on which nobody has worked yet: there is something to count and to find. */
async function fileComplaint(stage: Stage, platform: Player): Promise<Case> {
  const complaint = await stage.open(platform, {
    procedure: 'complaint',
    region: '340881109',
    title: '村道路灯不亮',
    source: 'phone',
    parties: [{ role: 'reporter', named: 'realName', name: '示例·村民', phone: '13900000006' }],
    matter: { topic: 'services', content: '村道路灯半月不亮,夜间出行不便', place: '唐湾镇示例村' },
  }, '电话受理一件投诉');
  await complaint.complete(platform, 'accept', { decision: 'accepted', complexity: 'general' }, '受理:一般事项');
  await complaint.complete(platform, 'distribute', { mode: 'assign', to: 'tangwan-town' }, '分办给唐湾镇,尚未办理');
  return complaint;
}

async function publishFigures(stage: Stage, who: Readonly<Record<'coordinator' | 'supervisor' | 'town' | 'water', Player>>): Promise<void> {
  const { coordinator, supervisor, town, water } = who;
  const assessment = await stage.open(coordinator, {
    procedure: 'assessment',
    region: '340881',
    title: `${month} 监督一点通运行通报`,
    matter: { month, assessor: 'tongcheng-platform', assessed: ['tangwan-town', 'tongcheng-water'], procedures: ['complaint'] },
  }, `${month} 考核通报`);
  await assessment.until(coordinator, ({ steps }) => steps.some(({ id }) => id === 'confirm-2'));
  stage.tell('(系统)', '汇总数据,锁定公式版本,发给被考核单位核对');
  const objection = { table: 'unit', key: 'tangwan-town', measure: 'closed', claimed: 1, grounds: '路灯已派人维修' };
  await assessment.complete(town, 'confirm', { objections: [objection] }, '核对:对办结量有异议,认为路灯一件应计办结');
  await assessment.complete(water, 'confirm-2', {}, '核对:无异议');
  await assessment.complete(coordinator, 'decideObjection', { uphold: false, reason: '尚未答复群众,不计办结' }, '异议裁定:尚未答复群众,驳回');
  await assessment.complete(supervisor, 'publish', { publish: true }, '审定公布');
  const { tables, links } = await coordinator.get<Bulletin>(`/api/v1/bulletins/${assessment.workflowId}`);
  const line = tables.find(({ table }) => table === 'procedure')?.lines[0];
  stage.tell('(系统)', `向社会公布 ${links.page}:登记 ${line?.registered ?? 0} 件,受理 ${line?.accepted ?? 0} 件,办结 ${line?.closed ?? 0} 件`);
  await assessment.ends(coordinator);
}

/** What was drawn and is still open has not been answered: whoever leads it puts that right. */
async function inspectComplaints(stage: Stage, supervisor: Player, leads: Readonly<Record<string, Player>>): Promise<void> {
  const inspection = await stage.open(supervisor, {
    procedure: 'inspection',
    region: '340881',
    title: `${month} 投诉闭环化办理专项督查`,
    matter: { inspector: 'tongcheng-platform', procedure: 'complaint', month, size: 10 },
  }, '投诉闭环化办理专项督查');
  await inspection.until(supervisor, ({ steps }) => steps.length > 0);
  const drawn = await supervisor.get<InspectionResult>(`/api/v1/inspections/${inspection.workflowId}`);
  stage.tell('(系统)', `从 ${drawn.population} 件中随机抽取 ${drawn.sampled} 件,种子 ${drawn.seed},可重现`);

  const { steps } = await inspection.view(supervisor);
  let rectified = 0;
  for (const { id, about } of steps.filter(({ name }) => name === 'check')) {
    const unit = drawn.units.find(({ code }) => code === about);
    const lead = leads[about ?? ''];
    if (unit === undefined) continue;
    const unanswered = lead === undefined ? [] : await stillOpen(supervisor, unit.cases);
    const findings = unanswered.map((caseNo) => ({ caseNo, kind: 'noReply', description: '示例·某村民未收到答复' }));
    await inspection.complete(supervisor, id, { checked: unit.cases, findings }, `逐件检查${unit.name.zh} ${unit.cases.length} 件,发现问题 ${findings.length} 个`);
    if (lead === undefined || findings.length === 0) continue;
    rectified += 1;
    const suffix = rectified === 1 ? '' : `-${rectified}`;
    await inspection.pass({ days: 3 }, '三天后');
    await inspection.complete(lead, `rectify${suffix}`, { measures: '已入户说明,路灯已报修' }, '整改:已入户说明,路灯已报修');
    await inspection.complete(supervisor, `verify${suffix}`, { rectified: true }, '整改验收:到位');
  }
  await inspection.ends(supervisor);
}

async function stillOpen(supervisor: Player, caseNos: readonly string[]): Promise<string[]> {
  const views = await Promise.all(caseNos.map((caseNo) => supervisor.get<CaseView>(`/api/v1/cases/${encodeURIComponent(caseNo)}`)));
  return views.filter(({ status }) => status === 'open').map(({ caseNo }) => caseNo);
}
