import { at, nextFriday } from './day.ts';
import { sends } from './sends.ts';
import type { Stage } from './stage.ts';

/** 池州: on a Friday the service centre sits in the community; a stall-holder gets her licence without a second trip. */
export async function playChizhou(stage: Stage): Promise<void> {
  stage.title('池州 · 政务服务进社区 (service day, assisted filing): 周五坐班,五分钟申办营业执照');
  const coordinator = await stage.player('chizhou-coordinator', '政务中心·协调员');
  const window = await stage.player('chizhou-service-1', '政务中心·坐班窗口');
  const bank = await stage.player('jiuhua-bank-1', '九华农商行');
  const community = await stage.player('pingtianhu-1', '平天湖社区');
  const market = await stage.player('chizhou-market-1', '市场监管局');
  const friday = nextFriday();

  const day = await stage.open(coordinator, {
    procedure: 'serviceDay',
    region: '341702402',
    title: `平天湖社区坐班 ${friday}`,
    matter: {
      community: 'pingtianhu-community',
      day: friday,
      opensAt: at(friday, '09:00'),
      closesAt: at(friday, '17:00'),
      units: ['chizhou-etdz-service', 'jiuhua-bank'],
      supervisor: 'chizhou-etdz',
    },
  }, `周五 ${friday} 坐班`);
  await day.complete(window, 'confirmRoster', sends('serviceHandlerOne'), '确认坐班人员');
  await day.complete(bank, 'confirmRoster-2', sends('bankHandler'), '确认坐班人员');
  await day.comesTo(at(friday, '09:05'), '周五上午九点,坐班开始');
  await day.complete(window, 'checkIn', sends('serviceHandlerOne'), '到岗');
  await day.complete(bank, 'checkIn-2', sends('bankHandler'), '到岗');

  const filing = await stage.open(window, {
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
  }, '居民来到坐班点咨询,领到查询码');
  const asked = { onSite: true, businessScope: '蔬菜零售', registeredAddress: '示例小区门前', principal: '示例·摊主' };
  await filing.complete(window, 'consult', asked, '问清经营范围、注册地址、负责人');
  await filing.complete(window, 'tellMaterials', { missing: [], channel: 'counter' }, '一次告知:材料齐全');
  const filed = { onSite: true, applicationNo: '池经开市监202200117', channel: 'selfServiceTerminal', delivery: 'post' };
  await filing.complete(window, 'file', filed, '自助设备帮办申报,选择邮寄');
  await filing.complete(market, 'receive', { decision: 'accepted' }, '受理');
  await filing.pass({ hours: 3 }, '当天下午');
  await filing.complete(market, 'decide', { decision: 'granted', licenceNo: '92341700MA0EXAMPLE' }, '准予登记');
  await filing.complete(market, 'post', { carrier: '中国邮政', trackingNo: 'EX123456789CN' }, '执照交邮');
  await filing.pass({ days: 2 }, '两天后');
  await filing.complete(market, 'confirmDelivery', { delivered: true, signedBy: '示例·摊主' }, '签收');
  await filing.rate(stage.outsider('(居民)'), 5, '活动很贴心', '凭查询码评价:非常满意,“政务服务进社区的活动很贴心!”');
  await filing.ends(coordinator);

  await day.comesTo(at(friday, '17:05'), '坐班结束');
  await day.complete(community, 'report', { consultations: 16 }, '坐班小结');
  await day.ends(coordinator);
}
