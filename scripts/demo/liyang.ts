import { at, inDays } from './day.ts';
import { sends } from './sends.ts';
import type { Stage } from './stage.ts';

/** 黎阳: a school is enlarged beside a low-lying estate; on the long bench three departments answer its residents one by one. */
export async function playLiyang(stage: Stage): Promise<void> {
  stage.title('黎阳 · 长板凳议事会 (council): 学校扩建,小区怕内涝、怕绕路');
  const community = await stage.player('liyang-community-head', '社区党委');
  const grid = await stage.player('liyang-grid-1', '网格员、平安大妈');
  const invited = [
    { unit: 'tunxi-housing', player: await stage.player('tunxi-housing-1', '住建局'), comes: sends('tunxiHousingHandler'), question: '施工是否会造成小区内涝', answer: '先改造排水管网,再进场施工' },
    { unit: 'tunxi-planning', player: await stage.player('tunxi-planning-1', '规划局'), comes: sends('tunxiPlanningHandler'), question: '出行道路改到哪里,是否安全', answer: '新出口避开施工车辆通道' },
    { unit: 'tunxi-education', player: await stage.player('tunxi-education-1', '教育局'), comes: sends('tunxiEducationHandler'), question: '学校何时扩建、占用多少绿地', answer: '工期与占地范围已公示' },
  ];

  const council = await stage.open(community, {
    procedure: 'council',
    region: '341002102',
    title: '学校扩建与小区排水、出行道路',
    matter: {
      kind: 'longBench',
      concern: 'drainage',
      concerns: [{ concern: '地势低洼,担心施工后排水不畅造成内涝' }, { concern: '担心更改出行道路有安全隐患' }],
      host: 'liyang-community',
      community: 'liyang-community',
      supervisor: 'tunxi',
    },
  }, '小区绿地纳入学校扩建,居民有议论');
  await council.complete(community, 'visit', { households: 26, findings: '居民支持扩建,担心排水与出行' }, '走访询问 26 户');
  const meeting = at(inDays(3), '19:00');
  const questions = invited.map(({ unit, question }) => ({ unit, question }));
  await council.complete(community, 'agenda', { at: meeting, invited: invited.map(({ unit }) => unit), questions }, '拟定议题,专门邀请教育、住建、规划部门');
  for (const [index, { player, comes }] of invited.entries()) await council.complete(player, nth('attend', index), comes, '确认参会人员');
  await council.comesTo(meeting, '三天后晚上七点,搬来长板凳');
  await council.complete(community, 'meet', { held: true, residents: 31 }, '长板凳议事会召开,31 名居民到会');
  for (const [index, { player, answer }] of invited.entries()) {
    await council.complete(player, nth('answer', index), { how: 'meeting', answer }, `一一详细解答:${answer}`);
  }
  await council.complete(community, 'resolve', { decision: 'adopted', resolution: '先排水后施工,出行道路由社区监督' }, '研究协商,形成决议');
  await council.pass({ days: 2 }, '此后两天');
  await council.act(community, 'steps/doorToDoor/transfer', { to: 'liyang-grid-1', reason: '由网格员入户' }, '登门入户转交网格');
  await council.complete(grid, 'doorToDoor', { households: 120, supporting: 117 }, '登门入户 120 户,117 户理解支持');
  await council.complete(community, 'followUp', { channel: 'visit', outcome: 'reached', level: 5 }, '回访:赢得大家的理解和支持');
  await council.ends(community);
}

function nth(step: string, index: number): string {
  return index === 0 ? step : `${step}-${index + 1}`;
}
