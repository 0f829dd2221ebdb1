import { at, inDays } from './day.ts';
import type { Stage } from './stage.ts';

/** 当涂: the police bring an identity card into the hands of a woman of ninety. */
export async function playDangtu(stage: Stage): Promise<void> {
  stage.title('当涂 · 送证上门 (home delivery): 把身份证送到九旬老人手中');
  const police = await stage.player('niandou-police-1', '年陡派出所·户籍民警');

  const delivery = await stage.open(police, {
    procedure: 'homeDelivery',
    region: '340521110',
    title: '为高龄老人送证上门',
    source: 'phone',
    parties: [{ role: 'applicant', name: '示例·老人', phone: '13900000005', address: '示例社区 9 号' }],
    matter: { brings: 'idCard', because: 'elderly', office: 'niandou-police', supervisor: 'dangtu-police' },
  }, '家属来电,九旬老人不便到场');
  await delivery.complete(police, 'receive', { decision: 'accepted' }, '受理上门申请');
  const tomorrow = inDays(1);
  const window = { opensAt: at(tomorrow, '09:00'), closesAt: at(tomorrow, '11:00'), channel: 'phone' };
  await delivery.complete(police, 'appointment', window, '电话预约明天上午九点至十一点上门');
  await delivery.comesTo(window.opensAt, '次日上午九点');
  const handedOver = { result: 'delivered', identifiedBy: 'registry', receipt: 'witnessed', witness: '示例·邻居' };
  await delivery.complete(police, 'visit', handedOver, '上门核验身份,送到老人手中,邻居见证签收');
  await delivery.rate(stage.outsider('(老人家属)'), 5, '服务到家', '凭查询码评价:非常满意');
  await delivery.ends(police);
}
