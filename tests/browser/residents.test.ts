import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { Chizhou, friday, serviceDay } from '../rig/chizhou.ts';
import { must } from '../rig/must.ts';
import { photo } from '../rig/pictures.ts';
import { System, type Person } from '../rig/system.ts';
import { replyOnThePage, waterTower } from '../rig/tongcheng.ts';
import { Tunxi, rubbishHeap } from '../rig/tunxi.ts';
import { openBrowser, Visitor } from './browser.ts';

let system: System;
let browser: Browser;
let head: Person;

beforeAll(async () => {
  [system, browser] = await Promise.all([System.start(), openBrowser()]);
  head = await system.as('chizhou-service-head');
});
afterAll(async () => {
  await browser.close();
  await system.stop();
});

/** A resident with a small telephone. */
async function telephone(): Promise<Visitor> {
  const visitor = await Visitor.of(browser, system.url);
  await visitor.page.setViewportSize({ width: 390, height: 844 });
  return visitor;
}

/** As large as an old person has it, it still fits: nothing is wider than the telephone, and axe finds no barrier. */
async function fits(visitor: Visitor): Promise<void> {
  const { page } = visitor;
  for (const width of [320, 390]) {
    await page.setViewportSize({ width, height: 844 });
    expect(await page.evaluate<number>('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
    expect(await visitor.barriers()).toEqual([]);
  }
}

async function pictured(visitor: Visitor, name: string): Promise<void> {
  await visitor.photographs(name);
  await visitor.page.setViewportSize({ width: 390, height: 844 });
}

async function looksUp(visitor: Visitor, code: string): Promise<void> {
  await visitor.goes('/receipt');
  await visitor.fills({ 查询码: code });
  await visitor.page.getByRole('button', { name: '查询', exact: true }).click();
}

const caseOf = (receiptText: string) => system.db.opening.findUniqueOrThrow({ where: { caseNo: receiptText } });

describe('桐城: the water tower, from the telephone of a resident to the answer', () => {
  let receipt = '';

  test('he complains in three steps, without an account', async () => {
    const resident = await telephone();
    const { page } = resident;
    await resident.goes('/public');
    await page.getByRole('heading', { name: '您要办什么事?' }).waitFor();
    await pictured(resident, 'public');
    await fits(resident);
    await page.locator('.doors').getByRole('link', { name: '投诉' }).click();
    await page.getByRole('button', { name: '下一步' }).click();
    await page.getByText('请选一类').waitFor();
    await page.getByLabel('公共服务与民生').check();
    await resident.fills({ 写下经过: waterTower });
    await pictured(resident, 'complain');
    await fits(resident);
    await page.getByRole('button', { name: '下一步' }).click();

    await page.getByLabel('哪个区县?').selectOption({ label: '桐城市' });
    await page.getByLabel('哪个乡镇街道?').selectOption({ label: '唐湾镇' });
    await resident.fills({ 具体地点: '唐湾镇示例村老屋' });
    await page.getByLabel('是,检举控告').check();
    await page.getByText('这里不收照片').waitFor();
    await page.getByLabel('不是', { exact: true }).check();
    await page.locator('input[type=file]').setInputFiles({ name: 'notes.pdf', mimeType: 'image/jpeg', buffer: Buffer.from('%PDF-1.4\n%%EOF\n') });
    await page.getByText('不支持的内容类型').waitFor();
    await page.locator('input[type=file]').setInputFiles({ name: 'tower.jpg', mimeType: 'image/jpeg', buffer: photo({}) });
    await page.getByText('已有 1 张照片').waitFor();
    await fits(resident);
    await page.getByRole('button', { name: '下一步' }).click();

    await page.getByLabel('保密').check();
    await page.getByRole('button', { name: '提交投诉' }).click();
    await page.getByText('请填写姓名').waitFor();
    await resident.fills({ 姓名: '示例·朱某', 电话: '打不通' });
    await page.getByRole('button', { name: '提交投诉' }).click();
    await page.getByText('电话号码为 5 至 20 位数字').first().waitFor();
    await fits(resident);
    await resident.fills({ 电话: '13900000005' });
    await page.getByRole('button', { name: '提交投诉' }).click();
    await page.getByRole('heading', { name: '已经投诉' }).waitFor();
    receipt = await page.locator('.code-shown').innerText();
    await page.getByText('承办单位应在此前办理').waitFor();
    await pictured(resident, 'complained');
    await fits(resident);
    expect(page.url()).not.toContain(receipt);
    expect(await page.evaluate('JSON.stringify({ ...localStorage, ...sessionStorage })')).not.toContain('朱');
    expect(resident.complaints).toEqual([]);
  });

  test('the platform takes it in and distributes it, the town looks and reports, the platform replies', async () => {
    const platform = await Visitor.of(browser, system.url);
    await platform.logsIn('tongcheng-platform-1');
    await platform.takes('受理');
    await platform.answers('受理意见', '受理');
    await platform.answers('难易程度', '一般事项');
    await platform.completes('受理');
    await platform.takes('分办');
    await platform.answers('方式', '分办');
    await platform.picks('承办单位', '唐湾镇人民政府');
    await platform.completes('分办');

    const town = await Visitor.of(browser, system.url);
    await town.logsIn('tangwan-1');
    await town.takes('办理');
    await town.answers('已实地查看', '是');
    await town.fills({ 查看日期: '2022-10-20', 查看核实情况: '山体滑坡导致水塔出现破损', 处理情况: '已重新选定新水塔的位置,正在施工' });
    await town.answers('办理结果', '正在解决');
    await town.completes('办理');

    await platform.goes('/desk');
    await platform.takes('审核');
    await platform.answers('审核意见', '通过');
    await platform.completes('审核');
    await platform.takes('答复');
    await platform.page.locator('form textarea').first().fill(replyOnThePage);
    await platform.completes('答复');
    expect([...platform.complaints, ...town.complaints]).toEqual([]);
  });

  test('he reads the answer with the code, and rates once; a wrong code says nothing', async () => {
    const resident = await telephone();
    const { page } = resident;
    await looksUp(resident, 'AAAA-AAAA-AAAA');
    await page.locator('.problem').waitFor();
    await fits(resident);
    const other = await telephone();
    for (const each of [resident, other]) {
      await looksUp(each, receipt);
      await each.page.getByText(replyOnThePage).waitFor();
    }
    await pictured(resident, 'receipt-answered');
    await fits(resident);
    await page.getByText('非常满意', { exact: true }).click();
    await page.getByRole('button', { name: '提交评价' }).click();
    await page.getByText('谢谢您的评价').waitFor();
    await other.page.getByText('不满意', { exact: true }).click();
    await other.page.getByRole('button', { name: '提交评价' }).click();
    await other.page.locator('.problem').filter({ hasText: /评价|结束/ }).waitFor();
    expect(resident.complaints).toEqual([]);
  });
});

test('屯溪: a report with a photo lands in the grid where the resident stands, or in the one he names', async () => {
  const tunxi = await Tunxi.of(system);
  const resident = await telephone();
  const { page } = resident;
  await page.context().grantPermissions(['geolocation']);
  await page.context().setGeolocation({ latitude: 29.9, longitude: 118.9 });
  await resident.goes('/report');
  await page.getByLabel('暴露垃圾').check();
  await pictured(resident, 'report');
  await fits(resident);
  await page.getByRole('button', { name: '下一步' }).click();
  await page.getByLabel('就在我现在的位置').check();
  await page.getByRole('button', { name: '使用我的位置' }).click();
  await page.getByText('不在 本系统 的任何网格内').waitFor();
  await page.context().setGeolocation({ latitude: rubbishHeap.lat, longitude: rubbishHeap.lng });
  await page.getByRole('button', { name: '使用我的位置' }).click();
  await page.getByText('老街社区第一网格').waitFor();
  await pictured(resident, 'report-where');
  await fits(resident);
  await page.getByRole('button', { name: '下一步' }).click();
  await resident.fills({ 写一两句话: '巷口堆放垃圾约两方' });
  await page.locator('input[type=file]').setInputFiles({ name: 'heap.jpg', mimeType: 'image/jpeg', buffer: photo({}) });
  await page.getByText('已有 1 张照片').waitFor();
  await pictured(resident, 'report-photo');
  await fits(resident);
  await page.getByRole('button', { name: '下一步' }).click();
  await page.getByRole('button', { name: '提交上报' }).click();
  await page.getByRole('heading', { name: '已经上报' }).waitFor();
  await page.getByText('分级分流').waitFor();
  const caseNo = await page.locator('.filed .number').innerText();
  const { workflowId } = await caseOf(caseNo);
  expect(await tunxi.sees(workflowId)).toMatchObject({ place: 'laojie-grid-1', evidence: [{ mediaType: 'image/jpeg' }] });
  const receipt = await page.locator('.code-shown').innerText();
  await looksUp(resident, receipt);
  await page.getByText('分级分流').first().waitFor();

  await resident.goes('/report');
  await page.getByLabel('路灯损坏').check();
  await page.getByRole('button', { name: '下一步' }).click();
  await page.getByLabel('按地名选').check();
  await page.getByLabel('哪个区县?').selectOption({ label: '屯溪区' });
  await page.getByLabel('街道、乡镇').selectOption({ label: '老街街道办事处' });
  await page.getByLabel('网格', { exact: true }).selectOption({ label: '老街社区第二网格' });
  await resident.fills({ 具体在哪: '桥头' });
  await fits(resident);
  await page.getByRole('button', { name: '下一步' }).click();
  await resident.fills({ 写一两句话: '路灯不亮' });
  await page.getByRole('button', { name: '下一步' }).click();
  await page.getByRole('button', { name: '提交上报' }).click();
  await page.getByRole('heading', { name: '已经上报' }).waitFor();
  const second = await caseOf(await page.locator('.filed .number').innerText());
  expect(await tunxi.sees(second.workflowId)).toMatchObject({ place: 'laojie-grid-2' });

  await resident.goes('/report');
  await page.getByLabel('路灯损坏').check();
  await page.getByRole('button', { name: '下一步' }).click();
  await page.getByLabel('在地图上指').check();
  await page.getByLabel('哪个区县?').selectOption({ label: '屯溪区' });
  await page.locator('.ground canvas').first().waitFor();
  await page.getByLabel('纬度').fill(String(rubbishHeap.lat));
  await page.getByLabel('经度').fill(String(rubbishHeap.lng));
  await page.getByLabel('经度').press('Tab');
  await page.locator('.place-found').filter({ hasText: '老街社区第一网格' }).waitFor();
  await pictured(resident, 'report-map');
  await fits(resident);
  expect(resident.complaints).toEqual([]);
});

describe('池州: Friday in the community', () => {
  let chizhou: Chizhou;
  let receipt = '';
  let caseNo = '';

  test('an appointment is made for Friday, looked up, and cancelled; another is kept at the window', async () => {
    chizhou = await Chizhou.of(system);
    await chizhou.opens(serviceDay({ appointments: { minutes: 30, perSlot: 1 } }));
    const resident = await telephone();
    const { page } = resident;
    const books = async (time: string): Promise<void> => {
      await resident.goes('/services');
      await page.getByLabel('哪个区县?').selectOption({ label: '贵池区' });
      await page.getByRole('button', { name: new RegExp(`^${time}`) }).click();
      await page.getByRole('button', { name: '确定预约' }).click();
      await page.getByText('请选办什么事').waitFor();
      await page.getByLabel('办什么事?').selectOption({ label: '个体工商户设立登记' });
      await page.getByText('经营场所使用证明').waitFor();
      await resident.fills({ 姓名: '示例·史某', 电话: '13900000002' });
      await fits(resident);
      await page.getByRole('button', { name: '确定预约' }).click();
      await page.getByRole('heading', { name: '已经约好' }).waitFor();
      receipt = await page.locator('.code-shown').innerText();
      caseNo = await page.locator('.filed .number').innerText();
    };
    await books('09:30');
    await page.getByText('请按预约时间到社区').waitFor();
    await pictured(resident, 'booked');
    await resident.goes('/services?region=341702&community=pingtianhu-community');
    await page.getByRole('button', { name: /^09:30.*约满/ }).waitFor();
    await page.locator('.matters summary').first().click();
    await pictured(resident, 'services');
    await fits(resident);

    await looksUp(resident, receipt);
    await page.getByRole('heading', { name: '您的预约' }).waitFor();
    await pictured(resident, 'receipt-appointment');
    await fits(resident);
    await page.getByRole('button', { name: '取消预约' }).click();
    await page.getByRole('button', { name: '确定取消' }).click();
    await page.getByText('已撤回').first().waitFor();

    await books('09:30');
    const { workflowId } = await caseOf(caseNo);
    await chizhou.comesTo(workflowId, `${friday}T09:30:00+08:00`);
    const window = await Visitor.of(browser, system.url);
    await window.logsIn('chizhou-service-1');
    await window.takes('预约到场');
    await window.answers('申请人到场', '是');
    await window.completes('预约到场');
    await window.takes('咨询');
    expect([...resident.complaints, ...window.complaints]).toEqual([]);
  });

  test('who cannot come asks for a visit', async () => {
    const resident = await telephone();
    const { page } = resident;
    await resident.goes('/services?region=341702&community=pingtianhu-community');
    await page.getByRole('button', { name: '我来不了' }).click();
    await page.getByLabel('需要什么?').selectOption({ label: '居民身份证' });
    await page.getByLabel('为什么来不了?').selectOption({ label: '高龄' });
    await resident.fills({ 您家的地址: '示例小区 1 幢', 姓名: '示例·史某', 电话: '13900000002' });
    await fits(resident);
    await page.getByRole('button', { name: '提交申请' }).click();
    await page.getByRole('heading', { name: '已经申请' }).waitFor();
    const { workflowId } = await caseOf(await page.locator('.filed .number').innerText());
    expect((await chizhou.window.get(`/api/v1/cases/${workflowId}`)).body).toMatchObject({ procedure: { name: 'homeDelivery' } });
  });
});

describe('what is published', () => {
  test('is drafted by an officer, published and withdrawn by the head, and read by everybody', async () => {
    const officer = await Visitor.of(browser, system.url);
    await officer.logsIn('chizhou-service-1');
    await officer.page.getByRole('link', { name: '信息发布' }).click();
    await officer.page.getByRole('heading', { name: '没有公开信息' }).waitFor();
    expect(await officer.barriers()).toEqual([]);
    await officer.page.getByRole('button', { name: '起草' }).click();
    await officer.answers('栏目', '典型案例');
    await officer.fills({ 标题: '摊主当天拿到执照', 正文: '一名摊主到坐班窗口咨询,电话 13900000002,当天办成。' });
    await officer.page.getByRole('button', { name: '保存草稿' }).click();
    await officer.page.getByText('典型案例疑似含有电话号码').waitFor();
    expect(await officer.barriers()).toEqual([]);
    await officer.fills({ 正文: '一名摊主到坐班窗口咨询,工作人员帮办,当天办成,只跑一次。' });
    await officer.page.getByRole('button', { name: '保存草稿' }).click();
    await officer.page.getByText('由本单位负责人发布。').waitFor();
    await officer.photographs('publication-draft');
    expect(await officer.barriers()).toEqual([]);

    const chief = await Visitor.of(browser, system.url);
    await chief.logsIn('chizhou-service-head');
    await chief.goes('/publications?status=draft');
    await chief.page.getByRole('link', { name: '摊主当天拿到执照' }).click();
    await chief.page.getByRole('button', { name: '发布', exact: true }).click();
    await chief.page.getByText('已发布第 1 版').waitFor();
    await chief.fills({ 标题: '摊主当天拿到营业执照' });
    await chief.page.getByRole('button', { name: '保存草稿' }).click();
    await chief.page.getByRole('button', { name: '发布为第 2 版' }).click();
    await chief.page.getByText('已发布第 2 版').waitFor();
    await chief.photographs('publication');
    expect(await chief.barriers()).toEqual([]);

    const resident = await telephone();
    const { page } = resident;
    await resident.goes('/disclosure');
    await page.getByLabel('找标题').fill('营业执照');
    await page.getByRole('button', { name: '查找' }).click();
    await page.getByLabel('哪个区县?').selectOption({ label: '贵池区' });
    await page.getByRole('heading', { name: '投诉办理情况' }).waitFor();
    await pictured(resident, 'disclosure');
    await fits(resident);
    await page.getByRole('link', { name: '摊主当天拿到营业执照' }).click();
    await page.locator('.part.paper').filter({ hasText: '只跑一次' }).waitFor();
    await page.locator('summary').filter({ hasText: '第 1 版' }).click();
    await fits(resident);

    await chief.fills({ 撤回原因: '内容有误,另行发布' });
    await chief.page.getByRole('button', { name: '撤回' }).click();
    await chief.page.getByText('已撤回').first().waitFor();
    await page.reload();
    await page.getByRole('heading', { name: '已撤回,原因如下' }).waitFor();
    await page.getByText('内容有误,另行发布').waitFor();
    expect(await page.getByText('只跑一次').count()).toBe(0);
    await fits(resident);
    expect([...officer.complaints, ...chief.complaints, ...resident.complaints]).toEqual([]);
  });

  test('every page has no barrier in English either, nor in the dark', async () => {
    const drafted = await head.post<{ id: string }>('/api/v1/publications', { kind: 'powers', region: '341702', title: '服务窗口权力清单', text: '一、个体工商户设立登记。\n二、食品经营许可。' });
    must(drafted, 201, 'draft');
    must(await head.post(`/api/v1/publications/${drafted.body.id}/publish`, undefined), 200, 'publish');
    const resident = await telephone();
    const { page } = resident;
    await resident.goes('/public');
    await page.getByRole('button', { name: 'English' }).click();
    await page.getByLabel('Appearance').selectOption('dark');
    const pages = [
      ['/public', 'What would you like to do?'],
      ['/report', 'What is it?'],
      ['/complain', 'What is it about?'],
      ['/receipt', 'Look up progress'],
      ['/services?region=341702&community=pingtianhu-community', 'When does somebody come?'],
      ['/disclosure?region=340881', 'Complaints in numbers'],
      [`/disclosure/${drafted.body.id}`, '服务窗口权力清单'],
    ] as const;
    for (const [path, heading] of pages) {
      await resident.goes(path);
      await page.getByRole('heading', { name: heading }).waitFor();
      await resident.settles();
      await fits(resident);
    }
    await pictured(resident, 'publication-dark-en');
    const officer = await Visitor.of(browser, system.url);
    await officer.logsIn('chizhou-service-head');
    await officer.page.getByRole('button', { name: 'English' }).click();
    await officer.page.getByLabel('Appearance').selectOption('dark');
    await officer.goes('/publications');
    await officer.page.getByRole('link', { name: '服务窗口权力清单' }).waitFor();
    await officer.photographs('publications-dark-en');
    expect(await officer.barriers()).toEqual([]);
    await officer.page.getByRole('link', { name: '服务窗口权力清单' }).click();
    await officer.page.getByRole('heading', { name: 'Withdraw' }).waitFor();
    expect(await officer.barriers()).toEqual([]);
    expect([...resident.complaints, ...officer.complaints]).toEqual([]);
  });
});
