import { at, inDays } from './day.ts';
import type { Stage } from './stage.ts';

const both = ['p1', 'p2'];

/** 黟县: upstairs blocks the drain, downstairs throws it back into the corridor; the studio brings both to take a step back. */
export async function playYixian(stage: Stage): Promise<void> {
  stage.title('黟县 · 作退一步想 (mediation): 楼上厨余堵了下水道,楼下把垃圾丢进过道');
  const branch = await stage.player('biyang-grid-4-head', '第四网格党支部');
  const community = await stage.player('biyang-community-head', '社区');
  const studio = await stage.player('biyang-studio-1', '作退一步想工作室');
  const police = await stage.player('biyang-police-1', '派出所');
  const judicial = await stage.player('biyang-judicial-1', '司法所');

  const dispute = await stage.open(branch, {
    procedure: 'mediation',
    region: '341023100',
    title: '楼上楼下排水堵塞纠纷',
    source: 'counter',
    parties: ['示例·楼上住户', '示例·楼下住户'].map((name) => ({ role: 'disputant', name, phone: '13900000003' })),
    matter: {
      dispute: 'neighbours',
      reportedBy: 'branch',
      grid: 'biyang-grid-4',
      community: 'biyang-community',
      studio: 'biyang-studio',
      police: 'biyang-police',
    },
  }, '得知消息,第一时间报告社区');

  await dispute.complete(community, 'calm', { met: both, situation: '顶楼厨余堵塞底层下水,积怨已久' }, '会同志愿服务队上门了解情况,安抚双方情绪');
  await dispute.complete(studio, 'askConsent', { answers: both.map((party) => ({ party, answer: 'agrees' })) }, '逐一征求意愿:双方同意调解(自愿,一方拒绝即不得调解)');
  const meeting = at(inDays(1), '15:00');
  await dispute.complete(studio, 'invite', { at: meeting, withUnits: ['biyang-police', 'biyang-judicial'] }, '会同公安等部门,将双方邀请到工作室');
  await dispute.comesTo(meeting, '次日下午三点');
  await dispute.complete(police, 'mediate-2', { contribution: '到场,讲明推搡的后果' }, '到场参与调解');
  await dispute.complete(judicial, 'mediate-3', { contribution: '讲解相邻关系的规定' }, '讲解相邻关系的规定');
  await dispute.complete(studio, 'mediate', { attended: both, result: 'agreed' }, '讲述“作退一步想”的故事和理念,双方互相认识到错误');
  const terms = '厨余不再排入下水道,过道即日清理,共同疏通管道';
  await dispute.complete(studio, 'agreement', { made: 'oral', recorded: true, performBy: inDays(8), terms }, '口头协议,由调解员记录,一周内履行');
  await dispute.comesTo(at(inDays(8), '09:00'), '一周后,到了约定履行的日子');
  await dispute.complete(studio, 'watchPerformance', { result: 'performed' }, '督促履行:已履行,双方打开心结、握手言和');
  await dispute.complete(studio, 'archive', { fileNo: '碧调2022-35' }, '登记归档');
  await dispute.ends(community);
}
