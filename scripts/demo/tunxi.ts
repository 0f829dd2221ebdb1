import type { CaseBrief } from '../../contracts/api/cases.ts';
import type { Occasion, Schedule } from '../../contracts/api/schedules.ts';
import { patrol } from '../../contracts/procedures/index.ts';
import { exampleHouseholds } from '../../prisma/seed/example/households.ts';
import { soon, type Case } from './case.ts';
import { inDays } from './day.ts';
import { photograph } from './photograph.ts';
import type { Player, Stage } from './stage.ts';

/** 屯溪: one net of grids. An event goes round its whole loop, the watchman walks the old street, and no household is left out. */
export async function playTunxi(stage: Stage): Promise<void> {
  const centre = await stage.player('tunxi-coordinator', '区网格中心');
  await playEvent(stage, centre);
  await playPatrol(stage, centre);
  await playCampaign(stage, centre);
}

async function playEvent(stage: Stage, centre: Player): Promise<void> {
  stage.title('屯溪 · 全科网格 (grid event): 街道吹哨、部门报到,办结回访问效');
  const worker = await stage.player('laojie-grid-1', '第一网格·网格员');
  const street = await stage.player('laojie-1', '老街街道');
  const urban = await stage.player('tunxi-urban-1', '区城管局');
  const market = await stage.player('tunxi-market-1', '区市场监管局');
  const photo = await worker.photograph(photograph);

  const event = await stage.open(worker, {
    procedure: 'gridEvent',
    region: '341002004',
    title: '老街巷口暴露垃圾',
    parties: [{ role: 'reporter', name: '示例·居民', phone: '13900000009' }],
    matter: {
      category: 'exposed-rubbish',
      channel: 'gridWorker',
      point: { lat: 29.708, lng: 118.303 },
      description: '巷口堆放垃圾约两方,居民多次反映',
      photos: [photo],
    },
  }, '前端发现报告:拍照、定位');
  await event.complete(centre, 'route', { decision: 'file', grade: 3 }, '网上分级分流:第三级,按规则由街道牵头');
  await event.complete(street, 'whistle', { departments: ['tunxi-urban', 'tunxi-market'] }, '街道吹哨,两个部门须报到');
  await event.act(market, 'steps/reportIn-2/return', { reason: '现场不涉及市场主体' }, '提出异议:不涉及市场主体');
  await event.complete(centre, 'reviewReturn', { decision: 'drop', reason: '情况属实' }, '复核异议:同意,不再要求报到');
  await event.act(centre, 'steps/reportIn/urge', { reason: '请尽快到场' }, '全程跟踪督办:催办');
  await event.complete(urban, 'reportIn', {}, '部门报到');
  await event.complete(urban, 'assist', { measures: '出动清运车,清走两方' }, '部门联动办理:清运');
  await event.complete(street, 'handle', { measures: '增设垃圾桶' }, '街道处置:增设垃圾桶');
  await event.complete(worker, 'check', { passed: false, photo, remark: '夜间又有人倾倒' }, '现场核查拍照:未到位,退回重办');
  await event.complete(urban, 'handle-3', { measures: '再次清运' }, '重办:再次清运');
  await event.complete(street, 'handle-2', { measures: '落实专人值守' }, '重办:落实专人值守');
  await event.complete(worker, 'check-2', { passed: true, photo }, '现场核查拍照:已到位');
  await event.complete(centre, 'followUp', { channel: 'phone', outcome: 'reached', resolved: true, level: 5 }, '回访问效:居民非常满意');
  await event.ends(centre);
}

const route = [
  { id: 'archway', name: '老街牌坊' },
  { id: 'tea-lane', name: '茶楼巷口' },
  { id: 'inkstone-shops', name: '砚墨商铺' },
];

const everyEvening = {
  procedure: 'patrol',
  region: '341002004',
  title: '老街巡街打更',
  recurrence: { kind: 'daily' },
  opensAt: '18:00',
  closesAt: '22:00',
  leadDays: 0,
  onHoliday: 'hold',
  until: inDays(30),
  matter: { patroller: 'laojie-merchants', route, place: 'laojie-grid-1', supervisor: 'tunxi', rounds: ['18:00', '20:00'] },
};

async function playPatrol(stage: Stage, centre: Player): Promise<void> {
  stage.title('屯溪老街 · 巡街打更 (patrol): 每晚六点,提醒防火防盗');
  const secretary = await stage.player('laojie-merchants-1', '老街商会党支部书记');
  const [schedule, occasion] = await nextEvening(centre);
  stage.tell(centre.name, '日程:每晚六点、八点各巡一轮,节假日照常,到日自动立案');
  const evening = await stage.comesToOccasion(centre, schedule.id, occasion, `${occasion.planned} 早上七点,日程自动到点`);
  const { rounds, closesAt } = patrol.matter.parse((await evening.view(centre)).matter);

  for (const [index, begin] of rounds.entries()) {
    await evening.comesTo(later(begin, 10), index === 0 ? '晚上六点,打更声响起' : '晚上八点');
    const visited = route.map(({ id }, minute) => ({ checkPoint: id, at: later(begin, minute) }));
    const hazards = index === 0 ? [{ checkPoint: 'tea-lane', kind: 'passage' }] : [];
    await evening.complete(secretary, index === 0 ? 'round' : `round-${index + 1}`, { visited, hazards },
      `提灯笼、敲木槌巡一轮,三个点位全到${hazards.length > 0 ? ',发现通道堵塞' : ''}`);
    if (hazards.length > 0) await reportHazard(stage, centre, secretary, evening);
  }
  await evening.comesTo(closesAt, '晚上十点,当晚巡查结束');
  await evening.ends(centre);
}

/** The first evening from tomorrow on that has no case yet: of the schedule that an earlier demonstration made, or of a new one. */
async function nextEvening(centre: Player): Promise<readonly [Schedule, Occasion]> {
  const { items } = await centre.get<{ items: Schedule[] }>('/api/v1/schedules?procedure=patrol&region=341002004&active=true');
  for (const known of items.filter(({ title }) => title === everyEvening.title)) {
    const left = await firstWithoutCase(centre, known);
    if (left !== undefined) return [known, left];
  }
  const made = await centre.post<Schedule>('/api/v1/schedules', everyEvening);
  const first = await firstWithoutCase(centre, made);
  if (first === undefined) throw new Error('the new schedule has no evening');
  return [made, first];
}

async function firstWithoutCase(centre: Player, { id }: Schedule): Promise<Occasion | undefined> {
  const { items } = await centre.get<{ items: Occasion[] }>(`/api/v1/schedules/${id}/occasions?from=${inDays(1)}&limit=60`);
  return items.find(({ day, caseNo }) => day !== null && caseNo === null);
}

/** 一键上报: what the watchman found becomes an event of the grid, and goes its way there. */
async function reportHazard(stage: Stage, centre: Player, secretary: Player, evening: Case): Promise<void> {
  const head = await stage.player('laojie-grid-1-head', '第一网格·网格长');
  const community = await stage.player('laojie-community-head', '老街社区');
  const hazard = { category: 'blocked-fire-exit', title: '消防通道被占', description: '门前堆放货物,占住消防通道' };
  await evening.complete(secretary, 'reportHazard', hazard, '一键上报隐患');
  const [found] = await partsOf(centre, evening.caseNo, 1);
  const event = await stage.meet(centre, found?.caseNo ?? '');
  stage.tell('(系统)', `隐患转为网格事件 ${event.caseNo}`);
  await event.complete(centre, 'route', { decision: 'file', grade: 1 }, '分级分流:第一级,网格自行处置');
  await event.complete(head, 'handle', { measures: '当场劝导,货物搬离' }, '网格长到场:货物搬离');
  await event.complete(community, 'check', { passed: true, photo: await community.photograph(photograph) }, '社区现场核查:通道已畅通');
  await event.ends(centre);
}

const grids = ['laojie-grid-1', 'laojie-grid-2', 'liyang-grid-1'];

async function playCampaign(stage: Stage, centre: Player): Promise<void> {
  stage.title('屯溪 · 入户专项行动 (campaign): 不漏一户、不落一人');
  const campaign = await stage.open(centre, {
    procedure: 'campaign',
    region: '341002',
    title: '全员核酸检测',
    matter: { kind: 'testing', rounds: 1, grids },
  }, `核酸检测一轮,${grids.length} 个网格每格一项`);
  for (const { caseNo, leadUnit } of await partsOf(centre, campaign.caseNo, grids.length)) {
    const worker = await stage.player(leadUnit, `${leadUnit.startsWith('laojie') ? '老街' : '黎阳'}·网格员`);
    const part = await stage.meet(worker, caseNo);
    const households = exampleHouseholds.filter(({ grid }) => grid === leadUnit);
    const [first, second, ...others] = households;
    if (first === undefined || second === undefined) throw new Error(`${leadUnit} has no households`);
    const visits = [{ household: first.code, outcome: 'absent' }, { household: second.code, outcome: 'excused', excuse: 'away' }, ...others.map(done)];
    await part.act(worker, 'steps/visit/report', { visits }, `逐户登记 ${households.length} 户:一户无人在家,一户在外未归`);
    await part.pass({ hours: 8 }, '当晚');
    await part.act(worker, 'steps/visit/report', { visits: [done(first)] }, '再访无人在家的一户,已登记');
    await part.complete(worker, 'visit', {}, '本网格入户完毕,无一缺漏');
  }
  const { coverage } = await campaign.until(centre, ({ stage: { name } }) => name === 'report');
  stage.tell('(系统)', `汇总:${coverage?.households ?? 0} 户,登记 ${coverage?.done ?? 0} 户 ${coverage?.personsDone ?? 0} 人,其余 ${coverage?.excused ?? 0} 户逐户有原因`);
  await campaign.complete(centre, 'report', { note: '应检尽检,不漏一户、不落一人' }, '行动总结');
  await campaign.ends(centre);
}

function done({ code, members }: { readonly code: string; readonly members: readonly unknown[] }) {
  return { household: code, outcome: 'done', persons: members.map((_, index) => ({ number: index + 1 })) };
}

/** The open cases that belong to a case, as soon as there are so many. */
async function partsOf(player: Player, caseNo: string, count: number): Promise<CaseBrief[]> {
  return soon(`${caseNo} has its ${count} parts`, async () => {
    const { items } = await player.get<{ items: CaseBrief[] }>(`/api/v1/cases?status=open&partOf=${encodeURIComponent(caseNo)}`);
    return items.length >= count ? items : undefined;
  });
}

function later(instant: string, minutes: number): string {
  return new Date(Date.parse(instant) + minutes * 60_000).toISOString();
}
