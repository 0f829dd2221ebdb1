import { at, inDays } from './day.ts';
import { sends } from './sends.ts';
import type { Stage } from './stage.ts';

const milestones = [
  { work: 'clearing', unit: 'luyang-property', days: 5, player: 'property', done: '清理整备' },
  { work: 'hardening', unit: 'luyang-property', days: 15, player: 'property', done: '地面硬化' },
  { work: 'installation', unit: 'luyang-sports', days: 10, player: 'sports', done: '太空漫步机等健身器材安装调试' },
] as const;

/** 庐阳: the ground of an estate turns to mud when it rains; its council applies for a project, and it is built. */
export async function playLuyang(stage: Stage): Promise<void> {
  stage.title('庐阳 · 党群议事会 (council with a project): 下雨变烂泥地的活动场地');
  const community = await stage.player('luyang-community-head', '社区党委');
  const branch = await stage.player('luyang-estate-branch-1', '小区党支部');
  const property = await stage.player('luyang-property-1', '物业公司');
  const sports = await stage.player('luyang-sports-1', '区教体局');

  const council = await stage.open(community, {
    procedure: 'council',
    region: '340103',
    title: '小区活动场地硬化与健身器材',
    matter: {
      kind: 'partyAndResidents',
      concern: 'facilities',
      concerns: [{ concern: '活动场地没有硬化,下雨变成烂泥地' }],
      host: 'luyang-estate-branch',
      community: 'luyang-community',
      supervisor: 'luyang',
    },
  }, '居民反映活动场地问题');
  await council.complete(branch, 'visit', { households: 40, findings: '盼望有块像样的活动场地' }, '走访询问居民和物业公司');
  const meeting = at(inDays(3), '15:00');
  const questions = [{ unit: 'luyang-property', question: '场地由谁清理、怎么硬化' }];
  await council.complete(branch, 'agenda', { at: meeting, invited: ['luyang-property'], questions }, '召集社区、小区党组织、物业、居民代表议事');
  await council.complete(property, 'attend', sends('propertyHandler'), '确认参会人员');
  await council.comesTo(meeting, '三天后');
  await council.complete(branch, 'meet', { held: true, residents: 18 }, '党群议事会召开,18 名居民代表到会');
  await council.complete(property, 'answer', { how: 'meeting', answer: '由物业清理并硬化' }, '解答:由物业清理并硬化');
  const resolution = { decision: 'adopted', resolution: '申请“快乐健身行动”项目', project: 'luyang-sports' };
  await council.complete(branch, 'resolve', resolution, '最终确定:申请暖民心行动“快乐健身行动”项目');
  const project = { projectNo: '庐健2022-14', milestones: milestones.map(({ work, unit, days }) => ({ work, unit, days })) };
  await council.complete(sports, 'applyForProject', project, '受理项目,排定三个实施步骤,各有承诺天数');
  for (const [index, { days, player, done }] of milestones.entries()) {
    await council.pass({ days: days - 1 }, `${days - 1} 天过去`);
    await council.complete({ property, sports }[player], index === 0 ? 'milestone' : `milestone-${index + 1}`, { finished: true }, `${done}完成`);
  }
  await council.complete(community, 'doorToDoor', { households: 60, supporting: 60 }, '登门入户,告知全部安装完毕');
  await council.complete(branch, 'followUp', { channel: 'visit', outcome: 'reached', level: 5 }, '“现在小区就有健身设施,方便多了。”');
  await council.ends(community);
}
