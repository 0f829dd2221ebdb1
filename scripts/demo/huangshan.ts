import { at, inDays } from './day.ts';
import { sends } from './sends.ts';
import type { Stage } from './stage.ts';

const projects = [
  { need: '老旧楼道照明', kind: 'service', project: '更换楼道路灯', by: inDays(60) },
  { need: '暑期托管', kind: 'activities', project: '组织志愿者暑期托管', by: inDays(240) },
] as const;

/** 黄山: one of 746 units is paired with a community; its party members report, and after a year both want to go on. */
export async function playHuangshan(stage: Stage): Promise<void> {
  stage.title('黄山 · 结对共建 (pairing): 组织共建、活动共联、资源共享,在职党员到社区报到');
  const community = await stage.player('laojie-community-head', '老街社区');
  const unit = await stage.player('tunxi-urban-1', '区城管局');
  const until = inDays(364);

  const pairing = await stage.open(community, {
    procedure: 'pairing',
    region: '341002004',
    title: '城管局与老街社区结对共建',
    matter: { unit: 'tunxi-urban', community: 'laojie-community', until },
  }, `结对共建,期限至 ${until}`);
  /** Both sides have their part of a step: the unit first, then the community, which leads. */
  const both = async (step: string, form: object, what: string) => {
    await pairing.complete(unit, `${step}-2`, form, what);
    await pairing.complete(community, step, form, what);
  };

  await pairing.complete(community, 'needs', { needs: projects.map(({ kind, need }) => ({ kind, need })) }, '需求清单:楼道照明、暑期托管');
  await pairing.complete(unit, 'resources', {
    resources: [{ kind: 'resources', resource: '会议室、宣传车' }],
    projects: projects.map(({ kind, project, by }, index) => ({ need: `n${index + 1}`, kind, project, by })),
  }, '资源清单与项目清单,一一对应需求');
  await both('agree', { agrees: true }, '认领确认本年度清单');
  const officers = [sends('tunxiUrbanHandler'), sends('tunxiUrbanHead')];
  await pairing.complete(unit, 'checkIn', { members: 35, officers }, '35 名在职党员到社区报到');
  for (const [index, { project, by }] of projects.entries()) {
    const suffix = index === 0 ? '' : `-${index + 1}`;
    await pairing.comesTo(at(by, '09:00'), by);
    await pairing.complete(unit, `work${suffix}`, { people: 12, account: '已完成' }, `共建项目完成:${project}`);
    await pairing.complete(community, `rateWork${suffix}`, { level: 5 }, '社区评价:非常满意');
  }
  await pairing.comesTo(at(inDays(365), '00:01'), '一年期满');
  await both('review', { summary: '两个项目全部完成' }, '年度总结');
  await both('decideTerm', { renew: true }, '期满决定:同意续期');
  await pairing.ends(community);
}
