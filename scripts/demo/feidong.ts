import { exampleOfficers as officers } from '../../prisma/seed/example/officers.ts';
import { sends } from './sends.ts';
import type { Stage } from './stage.ts';

/** 肥东: three allegations about the accountant of a village, from the letter to the question whether they are satisfied. */
export async function playFeidong(stage: Stage): Promise<void> {
  stage.title('肥东 · 室组地联动 (joint inspection): 虚报坟头、清淤余款、冒领租金');
  const coordinator = await stage.player('feidong-coordinator', '县纪委·协调员');
  const head = await stage.player('feidong-head', '县纪委·负责人');
  const office = await stage.player('feidong-office-4-head', '第四协作区·室');
  const group = await stage.player('feidong-group-agri-head', '派驻组·组');
  const town = await stage.player('badou-cdi-head', '八斗镇纪委·地');

  const petition = await stage.open(coordinator, {
    procedure: 'jointInspection',
    region: '340122107',
    title: '反映八斗镇某社区总支委员任会计期间有关问题',
    source: 'letter',
    parties: [{ role: 'reporter', named: 'realName', name: '示例·村民', phone: '13900000001' }],
    matter: {
      office: 'feidong-cdi-office-4',
      town: 'badou-cdi',
      subject: { unit: 'badou-village', officer: officers.villageSecretary.id, name: '示例·左某', position: '总支委员' },
      allegations: [{ fact: '虚报坟头领取坟地补偿款' }, { fact: '大塘清淤剩余资金不知去向' }, { fact: '冒领田亩租金' }],
      peopleInvolved: 12,
      yearsSpanned: 6,
    },
  }, '收到群众信访举报');

  await petition.complete(coordinator, 'register', { leadNo: '肥信2022-0517', received: 'letter' }, '线索登记编号');
  await petition.complete(coordinator, 'tellAcceptance', { channel: 'phone', told: true }, '15 个工作日内告知实名举报人已受理');
  await petition.complete(office, 'assess', { route: 'joint', reasons: '涉及人员多、时间跨度长,乡镇难以独立完成' }, '分析研判:由乡镇独立办理有难度');
  const members = [
    { ...sends('officeHandlerOne'), side: 'office' },
    { ...sends('groupHandlerOne'), side: 'group' },
    { ...sends('townHandlerOne'), side: 'town' },
  ];
  await petition.complete(head, 'approveLaunch', { approve: true, members }, '决定启动室组地联动,成立 3 人协作组');

  await petition.pass({ days: 40 }, '40 天过去,核查中');
  await petition.complete(group, 'verify-2', { contribution: '调取补偿款与清淤工程账册' }, '组:提交核查材料');
  await petition.complete(town, 'verify-3', { contribution: '走访农户,核对田亩与坟头' }, '地:提交核查材料');
  await petition.pass({ days: 15 }, '又 15 天过去,时限已亮黄灯');
  await petition.complete(office, 'verify', { report: '查明套取资金用于村集体其他支出' }, '室:提交核查报告(两个多月内)');
  await petition.complete(office, 'conclude', {
    findings: [
      { allegation: 'a1', result: 'established', basis: '账册与现场核对,存在虚报套取' },
      { allegation: 'a2', result: 'notEstablished', basis: '资金用于村集体其他支出,去向清楚' },
      { allegation: 'a3', result: 'notEstablished', basis: '未发现冒领' },
    ],
  }, '逐项认定:一项属实,两项不属实');
  for (const [index, step] of ['feedBack', 'feedBack-2', 'feedBack-3'].entries()) {
    await petition.complete(office, step, { channel: 'visit', objection: 'none' }, `向反映人逐一反馈第 ${index + 1} 项`);
  }
  await petition.complete(town, 'caseReview', { caseFileNo: '八纪立〔2022〕3号' }, '接收移交,立案审查调查');
  await petition.complete(office, 'followUp', { channel: 'visit', outcome: 'reached', level: 5 }, '“您对我们的调查结果满意吗?”——“我很满意!”');
  await petition.ends(coordinator);
}
