import type { CaseView } from '../../contracts/api/cases.ts';
import { exampleOfficers as officers } from '../../prisma/seed/example/officers.ts';
import type { Opened, Stage } from './stage.ts';

const hour = 3_600_000;

/** The next Friday but today, in Asia/Shanghai, as YYYY-MM-DD. */
function nextFriday(now: number): string {
  const today = new Date(now + 8 * hour);
  const ahead = (5 - today.getUTCDay() + 7) % 7 || 7;
  return new Date(today.getTime() + ahead * 24 * hour).toISOString().slice(0, 10);
}

/** 池州: on a Friday the service centre sits in the community; a stall-holder gets her licence without a second trip. */
export async function playChizhou(stage: Stage): Promise<Opened[]> {
  stage.title('池州 · 政务服务进社区 (service day, assisted filing): 周五坐班,五分钟申办营业执照');
  const coordinator = await stage.player('chizhou-coordinator', '政务中心·协调员');
  const window = await stage.player('chizhou-service-1', '政务中心·坐班窗口');
  const bank = await stage.player('jiuhua-bank-1', '九华农商行');
  const community = await stage.player('pingtianhu-1', '平天湖社区');
  const market = await stage.player('chizhou-market-1', '市场监管局');
  const friday = nextFriday(Date.now());
  const opensAt = `${friday}T09:00:00+08:00`;

  const day = await coordinator.post<Opened>('/api/v1/cases', {
    procedure: 'serviceDay',
    region: '341702402',
    title: `平天湖社区坐班 ${friday}`,
    matter: {
      community: 'pingtianhu-community',
      day: friday,
      opensAt,
      closesAt: `${friday}T17:00:00+08:00`,
      units: ['chizhou-etdz-service', 'jiuhua-bank'],
      supervisor: 'chizhou-etdz',
    },
  });
  stage.tell(coordinator.name, `周五 ${friday} 坐班,立案 ${day.caseNo}`);
  const sitters = [
    [window, { unit: 'chizhou-etdz-service', officer: officers.serviceHandlerOne.id }],
    [bank, { unit: 'jiuhua-bank', officer: officers.bankHandler.id }],
  ] as const;
  for (const [index, [player, who]] of sitters.entries()) {
    const step = index === 0 ? 'confirmRoster' : `confirmRoster-${index + 1}`;
    await stage.complete(player, day.workflowId, step, who, '确认坐班人员');
  }
  const untilOpening = Math.ceil((Date.parse(opensAt) - Date.now()) / 60_000) + 5;
  await stage.pass('general', day.workflowId, { minutes: untilOpening }, '周五上午九点,坐班开始');
  for (const [index, [player, who]] of sitters.entries()) {
    await stage.complete(player, day.workflowId, index === 0 ? 'checkIn' : `checkIn-${index + 1}`, who, '到岗');
  }

  const filing = await window.post<Opened>('/api/v1/cases', {
    procedure: 'assistedFiling',
    region: '341702402',
    title: '个体营业执照申办',
    parties: [{ role: 'applicant', name: '示例·摊主', phone: '13900000002', address: '示例小区 1 幢' }],
    matter: {
      item: 'individual-business-licence',
      community: 'pingtianhu-community',
      window: 'chizhou-etdz-service',
      serviceDay: day.caseNo,
      supervisor: 'chizhou-etdz',
    },
  });
  const id = filing.workflowId;
  stage.tell('(居民)', `来到坐班点咨询,立案 ${filing.caseNo},领到查询码`);
  const asked = { onSite: true, businessScope: '蔬菜零售', registeredAddress: '示例小区门前', principal: '示例·摊主' };
  await stage.complete(window, id, 'consult', asked, '问清经营范围、注册地址、负责人');
  await stage.complete(window, id, 'tellMaterials', { missing: [], channel: 'counter' }, '一次告知:材料齐全');
  const filed = { onSite: true, applicationNo: '池经开市监202200117', channel: 'selfServiceTerminal', delivery: 'post' };
  await stage.complete(window, id, 'file', filed, '自助设备帮办申报,选择邮寄');
  await stage.complete(market, id, 'receive', { decision: 'accepted' }, '受理');
  await stage.pass('general', id, { hours: 3 }, '当天下午');
  await stage.complete(market, id, 'decide', { decision: 'granted', licenceNo: '92341700MA0EXAMPLE' }, '准予登记');
  await stage.complete(market, id, 'post', { carrier: '中国邮政', trackingNo: 'EX123456789CN' }, '执照交邮');
  await stage.pass('general', id, { days: 2 }, '两天后');
  await stage.complete(market, id, 'confirmDelivery', { delivered: true, signedBy: '示例·摊主' }, '签收');
  await stage.outsider('(居民)').post(`/api/v1/receipts/${filing.receipt}/rating`, { level: 5, comment: '很贴心' });
  stage.tell('(居民)', '凭查询码评价:非常满意');

  await stage.pass('general', day.workflowId, { hours: 9 }, '坐班结束');
  await stage.complete(community, day.workflowId, 'report', { consultations: 16 }, '坐班小结');
  const view = await coordinator.get<CaseView>(`/api/v1/cases/${id}`);
  stage.tell('(系统)', `办件${view.status === 'closed' ? '已办结' : view.status},跑动 ${view.trips ?? 0} 次`);
  return [day, filing];
}
