import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser, Download, Locator, Page } from 'playwright-core';
import type { CaseBrief, CaseView } from '../../contracts/api/cases.ts';
import { examplePassword } from '../../prisma/seed/example/example.ts';
import { Chizhou, filing } from '../rig/chizhou.ts';
import { jpeg } from '../rig/pictures.ts';
import { System } from '../rig/system.ts';
import { rubbish, Tunxi } from '../rig/tunxi.ts';
import { openBrowser, Visitor } from './browser.ts';

let system: System;
let browser: Browser;
let tunxi: Tunxi;

beforeAll(async () => {
  [system, browser] = await Promise.all([System.start(), openBrowser()]);
  tunxi = await Tunxi.of(system);
});
afterAll(async () => {
  await browser.close();
  await system.stop();
});

async function somebody(userName: string): Promise<Visitor> {
  const visitor = await Visitor.of(browser, system.url);
  await visitor.logsIn(userName);
  return visitor;
}

/** One item of a list in a form, such as 协作组成员 1. */
function item(page: Page, name: string): Locator {
  return page.getByRole('group', { name, exact: true });
}

/** Finds something by a part of its name, in one part of the form. */
async function picksIn(within: Locator, label: string, name: string): Promise<void> {
  await within.getByRole('combobox', { name: label }).fill(name);
  await within.page().locator('.ant-select-item-option').filter({ hasText: name, visible: true }).first().click();
}

/** The case as a page, by the number or the id of its workflow. */
async function looksAt(visitor: Visitor, ref: string): Promise<void> {
  await visitor.goes(`/cases/${encodeURIComponent(ref)}`);
  await visitor.page.getByRole('heading', { name: '办理记录' }).waitFor();
}

/** What stands in the part of the page under a heading. */
function part(page: Page, heading: string): Locator {
  return page.locator('section.part').filter({ has: page.getByRole('heading', { name: heading, exact: true }) });
}

/** Does something to a case through its page. */
async function does(visitor: Visitor, action: string, texts: Readonly<Record<string, string>>): Promise<void> {
  const actions = visitor.page.locator('#actions');
  await actions.getByRole('button', { name: action, exact: true }).click();
  for (const [label, text] of Object.entries(texts)) await actions.getByRole('textbox', { name: label }).fill(text);
  await actions.locator('form').getByRole('button', { name: action, exact: true }).click();
}

/** Nothing to complain of in Chinese and English, light and dark; `zh` and `en` are headings by which the page is known. */
async function hasNoBarrier(visitor: Visitor, zh: string, en: string): Promise<void> {
  const { page } = visitor;
  await page.getByRole('heading', { name: zh }).first().waitFor();
  await visitor.settles();
  expect(await visitor.barriers()).toEqual([]);
  await page.getByRole('button', { name: 'English' }).click();
  await page.getByLabel('Appearance').selectOption('dark');
  await page.getByRole('heading', { name: en }).first().waitFor();
  expect(await visitor.barriers()).toEqual([]);
  await page.getByLabel('Appearance').selectOption('light');
  await page.getByRole('button', { name: '中文' }).click();
}

describe('肥东: a joint inspection, through pages alone', () => {
  let number = '';
  let coordinator: Visitor;
  let office: Visitor;

  beforeAll(async () => {
    [coordinator, office] = await Promise.all([somebody('feidong-coordinator'), somebody('feidong-office-4-head')]);
  });

  test('the coordinator opens it with three allegations', async () => {
    const { page } = coordinator;
    await page.getByRole('link', { name: '立案', exact: true }).click();
    await page.getByRole('link', { name: /室组地联动/ }).click();
    await coordinator.fills({ 标题: '反映八斗镇某村总支委员有关问题' });
    await coordinator.picks('监督检查室', '第四协作区');
    await coordinator.picks('乡镇纪委', '八斗');
    await coordinator.picks('被反映人单位', '示例村');
    await coordinator.picks('被反映人(系统内人员)', '孔立');
    await coordinator.fills({ 被反映人姓名: '示例·左某', 职务: '总支委员', 涉及人数: '12', 时间跨度: '6' });
    for (const _ of ['2', '3']) await page.getByRole('group', { name: '反映问题' }).first().getByRole('button', { name: '添加一项' }).click();
    for (const [index, fact] of ['虚报坟头领取坟地补偿款', '大塘清淤剩余资金不知去向', '冒领田亩租金'].entries()) {
      await item(page, `反映问题 ${index + 1}`).getByLabel('反映事实').fill(fact);
    }
    await page.getByRole('group', { name: '当事人' }).getByRole('button', { name: '添加一项' }).click();
    const reporter = item(page, '当事人 1');
    await picksIn(reporter, '身份', '反映人');
    await reporter.getByLabel('姓名').fill('示例·村民');
    await reporter.getByLabel('电话').fill('13900000001');
    await coordinator.photographs('open-joint-inspection');
    expect(await coordinator.barriers()).toEqual([]);
    await page.getByRole('button', { name: '提交立案' }).click();
    number = (await page.locator('.big').innerText()).trim();
    expect(number).toMatch(/^肥监〔\d{4}〕\d{6}号$/);
  });

  test('registered, told and assessed by two people', async () => {
    const { page } = coordinator;
    await page.getByRole('link', { name: '我的待办' }).click();
    await coordinator.takes('线索登记');
    await coordinator.fills({ 线索编号: '肥信2022-0517' });
    await coordinator.answers('来源', '来信');
    await coordinator.completes('线索登记');
    await coordinator.takes('告知受理');
    await coordinator.answers('方式', '电话');
    await page.getByLabel('已告知').check();
    await coordinator.completes('告知受理');
    await office.goes('/desk');
    await office.takes('分析研判');
    await office.answers('处置方式', '联动办理');
    await office.fills({ 研判意见: '涉及人员多、时间跨度长' });
    await office.completes('分析研判');
  });

  test('a team with somebody who must keep out is refused in words; without him it is approved', async () => {
    const head = await somebody('feidong-head');
    const { page } = head;
    await head.takes('审批启动联动');
    await head.answers('同意启动', '是');
    const team = [['蒋帆', '室'], ['杨柳', '组'], ['何晴', '地']] as const; // 何晴 is a relative of the subject;
    for (const [index, [name, side]] of team.entries()) {
      await page.getByRole('group', { name: '协作组成员' }).first().getByRole('button', { name: '添加一项' }).click();
      const member = item(page, `协作组成员 ${index + 1}`);
      await picksIn(member, '人员', name);
      await member.getByText(side, { exact: true }).click();
    }
    await item(page, '协作组成员 1').getByText('第四协作区监督检查室').waitFor(); // whoever names an officer has named his unit
    await page.getByRole('button', { name: '提交办结' }).click();
    await page.getByRole('alert').getByText(/近亲属/).waitFor();
    expect(await head.barriers()).toEqual([]);
    await head.photographs('launch-refused');
    await picksIn(item(page, '协作组成员 3'), '人员', '许诺');
    await head.completes('审批启动联动');
    expect(head.complaints).toEqual([]);
  });

  test('group and town contribute side by side, and the office reports', async () => {
    const [group, town] = await Promise.all([somebody('feidong-group-agri-head'), somebody('badou-cdi-head')]);
    for (const [who, text] of [[group, '调取账册'], [town, '走访农户']] as const) {
      await who.takes('联合核查');
      await who.fills({ 核查材料: text });
      await who.completes('联合核查');
    }
    await looksAt(office, number);
    const together = part(office.page, '联合办理: 联合核查');
    await together.getByText('调取账册').waitFor();
    await together.getByText('尚未填报').waitFor();
    await office.photographs('case-joint');
    await office.goes('/desk');
    await office.takes('联合核查');
    await office.fills({ 核查报告: '查明套取资金用于村集体其他支出' });
    await office.completes('联合核查');
    expect([...group.complaints, ...town.complaints]).toEqual([]);
  });

  test('each allegation has its finding: the form asks for all three by their words', async () => {
    const { page } = office;
    await office.takes('逐项认定');
    for (const [index, result] of ['属实', '不属实', '不属实'].entries()) {
      const finding = item(page, `逐项认定 ${index + 1}`);
      await finding.getByText(result, { exact: true }).click();
      await finding.getByLabel('认定依据').fill('账册与走访');
    }
    await page.getByText('a1 虚报坟头领取坟地补偿款').waitFor();
    await office.photographs('findings');
    expect(await office.barriers()).toEqual([]);
    await office.completes('逐项认定');
  });

  test('the hand-over is accepted, every allegation fed back, and the reporter asked', async () => {
    await looksAt(coordinator, number);
    const handOver = part(coordinator.page, '移交');
    await handOver.getByText('已移交,待接收').first().waitFor();
    await handOver.getByRole('button', { name: /收回移交/ }).waitFor();
    const town = await somebody('badou-cdi-head');
    await town.takes('移交立案审查调查');
    await town.fills({ 立案编号: '八纪立〔2022〕9号' });
    await town.completes('移交立案审查调查');
    const feedbacks = office.page.getByRole('group', { name: '待办列表' }).getByRole('link', { name: '逐一反馈' });
    for (let left = 2; left >= 0; left -= 1) {
      await feedbacks.first().click();
      await office.page.getByRole('button', { name: '提交办结' }).waitFor();
      await office.answers('方式', '当面');
      await office.answers('反映人意见', '无异议');
      await office.completes('逐一反馈');
      await feedbacks.nth(left).waitFor({ state: 'detached' });
    }
    await office.takes('回访');
    await office.answers('方式', '电话');
    await office.answers('结果', '已联系上');
    await office.answers('满意度', '非常满意');
    await office.completes('回访');
    await looksAt(coordinator, number);
    await coordinator.page.locator('.under').getByText('已办结').waitFor();
    await part(coordinator.page, '移交').getByText('已接收').first().waitFor();
    await part(coordinator.page, '回访').getByText('非常满意').waitFor();
    await coordinator.photographs('case-closed');
  });

  test('its dossier is read on the page and saved', async () => {
    const { page } = coordinator;
    await page.getByRole('button', { name: '查看卷宗' }).click();
    await page.getByRole('dialog').getByText('肥信2022-0517').waitFor();
    await coordinator.photographs('dossier');
    expect(await coordinator.barriers()).toEqual([]);
    await page.getByRole('button', { name: '关闭' }).click();
    const [saved] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: '保存 PDF' }).click()]);
    expect(saved.suggestedFilename()).toBe(`${number}.pdf`);
    await page.getByText('查看通知了谁、是否已读').click();
    await page.getByRole('region', { name: '通知送达' }).getByText('韩松').first().waitFor();
    expect(coordinator.complaints).toEqual([]);
    expect(office.complaints).toEqual([]);
  });

  test('nobody outside the case sees anything of it, nor that there is such a procedure', async () => {
    for (const outsider of ['tunxi-coordinator', 'badou-town-1', 'feidong-registry-1']) {
      const visitor = await somebody(outsider);
      const { page } = visitor;
      await visitor.goes(`/cases/${encodeURIComponent(number)}`);
      await page.getByRole('heading', { name: '加载失败' }).waitFor();
      expect(await page.locator('main').innerText()).not.toContain('八斗');
      await visitor.goes(`/cases?q=${encodeURIComponent(number)}`);
      await page.getByText('没有符合条件的事项').waitFor();
    }
    const tunxiCoordinator = await somebody('tunxi-coordinator');
    await tunxiCoordinator.goes('/procedures');
    await tunxiCoordinator.page.getByRole('link', { name: '网格事件' }).waitFor();
    expect(await tunxiCoordinator.page.getByText('室组地联动').count()).toBe(0);
    await tunxiCoordinator.goes('/procedures/jointInspection');
    await tunxiCoordinator.page.getByRole('heading', { name: '加载失败' }).waitFor();
  });
});

describe('屯溪: two reports of one heap', () => {
  let first = { caseNo: '', workflowId: '' };
  let second = '';
  let coordinator: Visitor;

  beforeAll(async () => {
    first = await tunxi.opens(rubbish(), tunxi.gridWorker);
    coordinator = await somebody('tunxi-coordinator');
  });

  test('the form shows the one that is there, and where the other would go, while it is filled in', async () => {
    const { page } = coordinator;
    await coordinator.goes('/open/gridEvent');
    await coordinator.fills({ 标题: '巷口垃圾无人清理' });
    await coordinator.picks('小类', '暴露垃圾');
    await coordinator.answers('发现渠道', '居民反映');
    const beside = page.getByRole('complementary', { name: '填写时核对' });
    await beside.getByText('填写小类与网格').waitFor();
    // The pin is set with the keyboard alone.
    const map = page.getByRole('application');
    await map.focus();
    await page.getByLabel('纬度').fill('29.7081');
    await page.getByLabel('经度').fill('118.303');
    await page.keyboard.press('Tab');
    await page.getByText('位于 老街社区第一网格').waitFor();
    await map.focus();
    await page.keyboard.press('Shift+ArrowUp');
    await beside.getByRole('link', { name: first.caseNo }).waitFor();
    await beside.getByText(/相距 \d+ 米/).waitFor();
    await beside.getByText('将派给').waitFor();
    await coordinator.fills({ 问题描述: '居民来电反映' });
    await coordinator.photographs('open-grid-event');
    expect(await coordinator.barriers()).toEqual([]);
    await page.getByRole('group', { name: '照片' }).getByRole('button', { name: '添加一项' }).click();
    await page.locator('input[type=file]').setInputFiles({ name: 'heap.jpg', mimeType: 'image/jpeg', buffer: jpeg });
    await page.getByText('已上传 heap.jpg').waitFor();
    await page.getByRole('button', { name: '提交立案' }).click();
    second = (await page.locator('.big').innerText()).trim();
  });

  test('the second is merged into the first, from the suggestion', async () => {
    const { page } = coordinator;
    await looksAt(coordinator, second);
    await page.getByRole('img', { name: /图片/ }).first().waitFor();
    await page.getByRole('button', { name: '并案', exact: true }).click();
    await page.getByRole('button', { name: `并入此项 ${first.caseNo}` }).click();
    await page.getByLabel('理由').fill('同一处垃圾');
    await coordinator.photographs('merge');
    expect(await coordinator.barriers()).toEqual([]);
    await page.locator('#actions form').getByRole('button', { name: '并案', exact: true }).click();
    await page.locator('.under').getByText('已并案').waitFor();
    await page.locator('.under').getByRole('link', { name: first.caseNo }).click();
    await page.getByRole('heading', { name: rubbish().title }).waitFor();
    await part(page, '事项内容').getByRole('link', { name: second }).waitFor();
  });

  test('it is split off again', async () => {
    const { page } = coordinator;
    await page.getByRole('button', { name: '拆分', exact: true }).click();
    await page.locator('#actions').getByText(second, { exact: true }).click();
    await page.getByLabel('理由').fill('实为另一处');
    await page.locator('#actions form').getByRole('button', { name: '拆分', exact: true }).click();
    await page.getByText(/已拆分,新事项/).waitFor();
    await page.getByText('已拆分出新事项').first().waitFor();
  });

  test('paused and resumed with a reason; urged, and given to another unit', async () => {
    const { page } = coordinator;
    await does(coordinator, '中止', { 理由: '等待鉴定' });
    await page.locator('.under').getByText('已中止').waitFor();
    await part(page, '现在该谁办').getByText('已中止计时').first().waitFor();
    await does(coordinator, '恢复', { 理由: '鉴定已出' });
    await page.locator('.under').getByText('办理中').waitFor();
    await does(coordinator, '催办', { 理由: '请尽快立案分派' });
    await part(page, '办理记录').getByText('请尽快立案分派').waitFor();
    await does(coordinator, '添加备注', { 备注: '已电话联系居民' });
    await part(page, '办理记录').getByText('已电话联系居民').waitFor();
    await part(page, '办理记录').getByRole('button', { name: '公开', exact: true }).click();
    await part(page, '办理记录').getByText('已电话联系居民').waitFor({ state: 'detached' });
    const { body } = await tunxi.coordinator.get<CaseView>(`/api/v1/cases/${first.workflowId}`);
    expect(body.timeline.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['casePaused', 'caseResumed', 'stepUrged', 'noteAdded', 'caseSplit']));
  });

  test('whoever handles the step is not offered what only the coordinator may do', async () => {
    await tunxi.completes(tunxi.coordinator, first.workflowId, 'route', { decision: 'file', grade: 1 });
    const head = await somebody('laojie-grid-1-head');
    await looksAt(head, first.caseNo);
    const actions = head.page.locator('#actions');
    await actions.getByRole('button', { name: '添加备注' }).waitFor();
    expect(await actions.getByRole('button').allInnerTexts()).toEqual(['添加备注', '添加证据', '申报回避']);
  });

  test('the four lists are on the page of the event', async () => {
    await tunxi.completes(tunxi.gridHead, first.workflowId, 'handle', { measures: '当场清运', photos: [tunxi.photo] });
    await looksAt(coordinator, first.caseNo);
    const lists = part(coordinator.page, '四张清单');
    await lists.getByText('当场清运').waitFor();
    await lists.getByText('责任清单').waitFor();
    await coordinator.photographs('case-grid-event');
    expect(coordinator.complaints).toEqual([]);
  });
});

describe('lists and procedures', () => {
  test('a list is narrowed down to an address, and exported as it is seen', async () => {
    const visitor = await somebody('tunxi-coordinator');
    const { page } = visitor;
    await visitor.goes('/cases');
    await page.getByRole('navigation', { name: '流程' }).getByRole('link', { name: '网格事件' }).click();
    await page.getByRole('navigation', { name: '阶段' }).getByRole('link', { name: '分级分流' }).click();
    await page.getByText('更多条件').click();
    await visitor.picks('网格', '老街社区第一');
    await page.getByRole('button', { name: '应用' }).click();
    await page.getByRole('link', { name: '去掉条件:网格' }).waitFor();
    expect(new URL(page.url()).searchParams.get('place')).toBe('laojie-grid-1');
    await page.getByText(/已显示 \d+ 件/).waitFor();
    await visitor.photographs('cases-filtered');
    const [saved] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: '导出 JSON' }).click()]);
    const exported = JSON.parse(String(await readAll(saved))) as CaseBrief[];
    const shown = await page.locator('tbody tr').count();
    expect(exported).toHaveLength(shown);
    expect(exported.every(({ stage }) => stage.name === 'route')).toBe(true);
    await page.getByRole('link', { name: '去掉条件:网格' }).click();
    await page.getByRole('link', { name: '去掉条件:网格' }).waitFor({ state: 'detached' });
    expect(visitor.complaints).toEqual([]);
  });

  test('every procedure that one may open has a form without codes, and a page that counts its cases', async () => {
    const chizhou = await Chizhou.of(system);
    await chizhou.opens(filing(), chizhou.window);
    const visitor = await somebody('chizhou-coordinator');
    const { page } = visitor;
    for (const procedure of ['assessment', 'pairing', 'campaign', 'patrol', 'serviceDay', 'inspection']) {
      await visitor.goes(`/open/${procedure}`);
      await page.getByRole('button', { name: '提交立案' }).waitFor();
      await visitor.settles();
      await visitor.photographs(`open-${procedure}`);
      expect([procedure, await visitor.barriers()]).toEqual([procedure, []]);
    }
    await visitor.goes('/procedures');
    const filings = page.locator('.procedure-list > li').filter({ has: page.getByRole('link', { name: '帮办代办' }) });
    await filings.getByRole('link', { name: '1 件在办' }).waitFor();
    await visitor.photographs('procedures');
    await hasNoBarrier(visitor, '流程', 'Procedures');
    await page.getByRole('link', { name: '帮办代办' }).click();
    await page.getByText('行政许可法32').or(page.getByText(/个工作日/)).first().waitFor();
    await visitor.photographs('procedure');
    await hasNoBarrier(visitor, '帮办代办', 'Assisted filing');
    await page.getByRole('link', { name: '1 件在办' }).click();
    await page.getByRole('heading', { name: '事项', exact: true }).waitFor();
    await page.locator('tbody tr').first().waitFor();
    expect(await page.locator('tbody tr').count()).toBe(1);
    await page.locator('tbody a').first().click();
    await hasNoBarrier(visitor, '若无人办理', 'If nobody acts');
    expect(visitor.complaints).toEqual([]);
  });

  test('an administrator reads the procedures, and sees no case', async () => {
    const visitor = await Visitor.of(browser, system.url);
    await visitor.goes('/');
    await visitor.fills({ 用户名: 'audit-admin', 密码: examplePassword });
    await visitor.page.getByRole('button', { name: '登录' }).click();
    await visitor.page.locator('nav').first().waitFor();
    await visitor.goes('/procedures/gridEvent');
    await visitor.page.getByRole('heading', { name: '网格事件' }).waitFor();
    await visitor.page.getByText(/个工作日|小时/).first().waitFor();
    expect(await visitor.page.locator('.open-count').count()).toBe(0);
    expect(visitor.complaints).toEqual([]);
  });
});

async function readAll(download: Download): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of await download.createReadStream()) chunks.push(Buffer.from(chunk as Uint8Array));
  return Buffer.concat(chunks);
}
