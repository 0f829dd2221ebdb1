import { lookedAt, replyOnThePage, takenIn } from '../../rig/tongcheng.ts';
import type { System } from '../../rig/system.ts';
import { Told } from '../../rig/told.ts';

const approved = { decision: 'approved' };
const answered = { text: replyOnThePage };
const accused = { topic: 'conduct', content: '反映某村干部冒领田亩租金', about: 'tangwan-village' };

/** Taken in by telephone: of one that a resident sends himself, the teller would not learn the workflow. */
function open(system: System, matter: object = {}): Promise<Told> {
  return Told.open(system, 'general', 'tongcheng-platform-1', takenIn({ matter }));
}

async function accepted(system: System, complexity: 'general' | 'complex'): Promise<Told> {
  const told = await open(system);
  await told.completes('tongcheng-platform-1', 'accept', { decision: 'accepted', complexity });
  return told;
}

async function handled(told: Told, round: '' | '-2'): Promise<void> {
  await told.completes('tangwan-1', `handle${round}`, lookedAt);
  await told.completes('tongcheng-platform-1', `review${round}`, approved);
  await told.completes('tongcheng-platform-1', `reply${round}`, answered);
}

/** 一般事项: answered after one day, 非常满意. */
async function satisfied(system: System): Promise<Told> {
  const told = await accepted(system, 'general');
  await told.completes('tongcheng-platform-1', 'distribute', { mode: 'assign', to: 'tangwan-town' });
  await told.waits({ days: 1 });
  await handled(told, '');
  await told.rates(5);
  await told.ends();
  return told;
}

/** 复杂事项: handed over, explained, extended, sent back once, and nobody rates. */
async function explained(system: System): Promise<Told> {
  const told = await accepted(system, 'complex');
  await told.completes('tongcheng-platform-1', 'distribute', { mode: 'handOver', to: 'tongcheng-water' });
  await told.does('tongcheng-coordinator', 'steps/takeOver/call-back', { reason: '改由属地办理' });
  await told.completes('tongcheng-platform-1', 'distribute-2', { mode: 'handOver', to: 'tangwan-town' });
  await told.completes('tangwan-1', 'takeOver-2', {});
  await told.completes('tangwan-1', 'explain', { progress: '已动工', explanation: '须加固边坡' });
  await told.waits({ days: 8 });
  await told.does('tangwan-1', 'steps/handle/request-extension', { by: { amount: 10, unit: 'day' }, reason: '施工未完' });
  await told.completes('tongcheng-supervisor', 'decideExtension', { approve: true, reason: '雨天停工' });
  await told.completes('tangwan-1', 'handle', lookedAt);
  await told.completes('tongcheng-platform-1', 'review', { decision: 'sentBack', reasons: '未说明完工时间' });
  await told.completes('tangwan-1', 'handle-2', lookedAt);
  await told.completes('tongcheng-platform-1', 'review-2', approved);
  await told.completes('tongcheng-platform-1', 'reply', answered);
  await told.waits({ days: 8 });
  await told.ends();
  return told;
}

/** 二次不满意: late the first time, then up to the supervisor. */
async function supervised(system: System): Promise<Told> {
  const told = await accepted(system, 'general');
  await told.waits({ days: 8 });
  await told.completes('tongcheng-platform-1', 'distribute', { mode: 'assign', to: 'tangwan-town' });
  await told.waits({ days: 3 });
  await handled(told, '');
  await told.rates(2);
  await handled(told, '-2');
  await told.rates(1);
  await told.completes('tongcheng-supervisor', 'superviseClock', { instruction: '约谈单位负责人' });
  await told.ends();
  return told;
}

async function refused(system: System): Promise<Told> {
  const told = await open(system);
  await told.completes('tongcheng-platform-1', 'accept', { decision: 'refused', reasons: '属于公积金业务', rightPlace: '市住房公积金管理中心' });
  await told.ends();
  return told;
}

/** 检举控告, found on acceptance. */
async function handedOver(system: System): Promise<Told> {
  const told = await open(system);
  await told.completes('tongcheng-platform-1', 'accept', { decision: 'official', subject: { unit: 'tangwan-village', name: '示例·左某' } });
  await told.ends();
  return told;
}

/** 检举控告, marked when it was opened. */
async function straight(system: System): Promise<Told> {
  const told = await open(system, { ...accused, accuses: true });
  await told.ends();
  return told;
}

/** Every path of a complaint, to its end. */
export const complaintStories = { satisfied, explained, supervised, refused, handedOver, straight } as const;
