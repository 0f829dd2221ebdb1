import type { z } from 'zod';
import type { receiptView } from '../../contracts/api/cases.ts';
import type { Filed } from '../../contracts/api/residents.ts';
import { inDays } from './day.ts';
import type { Stage } from './stage.ts';

const reply = '您好,关于你投诉的水塔问题,经实地查看,发现山体滑坡导致水塔出现破损,目前已重新选定新水塔的位置,正在施工。';

/** 桐城: waste water may get into the old water tower; complained of without an account, and answered online after a day. */
export async function playTongcheng(stage: Stage): Promise<void> {
  stage.title('桐城 · 监督一点通 (complaint): 老屋水塔可能有污水渗入');
  const resident = stage.outsider('(村民)');
  const platform = await stage.player('tongcheng-platform-1', '监督一点通平台');
  const town = await stage.player('tangwan-1', '唐湾镇');

  const filed = await resident.post<Filed>('/api/v1/complaints', {
    region: '340881109',
    title: '老屋水塔水质问题',
    resident: { named: 'realName', name: '示例·朱某', phone: '13900000005' },
    matter: { topic: 'services', content: '老屋水塔可能有污水渗入,居民饮水会受影响。', place: '唐湾镇示例村老屋' },
  });
  stage.tell(resident.name, `免登录投诉“一键直达”,立案 ${filed.caseNo},得到查询码 ${filed.receipt}`);
  const complaint = await stage.meet(platform, filed.caseNo, filed.receipt);

  await complaint.complete(platform, 'accept', { decision: 'accepted', complexity: 'general' }, '受理:一般事项,10 日内办结');
  await complaint.complete(platform, 'distribute', { mode: 'assign', to: 'tangwan-town' }, '分办给唐湾镇');
  await complaint.pass({ days: 1 }, '一天后');
  await complaint.complete(town, 'handle', {
    visited: true,
    visitedOn: inDays(0),
    found: '山体滑坡导致水塔出现破损',
    measures: '已重新选定新水塔的位置,正在施工',
    result: 'underWay',
  }, '实地查看:山体滑坡导致水塔破损,已另选新址施工');
  await complaint.complete(platform, 'review', { decision: 'approved' }, '审核通过');
  await complaint.complete(platform, 'reply', { text: reply }, '线上回复');

  const { progress } = await resident.get<z.infer<typeof receiptView>>(`/api/v1/receipts/${filed.receipt}`);
  const told = progress.flatMap(({ details }) => details).find(({ text }) => text.zh === reply);
  stage.tell(resident.name, `凭查询码看到答复:“${told?.text.zh ?? ''}”`);
  await complaint.rate(resident, 5, '真没想到这个平台这么好用', '评价:非常满意');
  await complaint.ends(platform);
}
