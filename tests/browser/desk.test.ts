import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import type { CaseView } from '../../contracts/api/cases.ts';
import { Chizhou, filing } from '../rig/chizhou.ts';
import { jpeg } from '../rig/pictures.ts';
import { stepIn, System } from '../rig/system.ts';
import { Tunxi } from '../rig/tunxi.ts';
import { openBrowser, Visitor } from './browser.ts';

let system: System;
let browser: Browser;
let chizhou: Chizhou;

beforeAll(async () => {
  [system, browser] = await Promise.all([System.start(), openBrowser()]);
  chizhou = await Chizhou.of(system);
});
afterAll(async () => {
  await browser.close();
  await system.stop();
});

const visits = (): Promise<Visitor> => Visitor.of(browser, system.url);

describe('池州: a licence, through pages alone', () => {
  let receipt = '';

  test('the window opens the case, asks, tells the materials and files', async () => {
    const window = await visits();
    const { page } = window;
    await window.logsIn('chizhou-service-1');
    await page.getByRole('link', { name: '立案' }).click();
    expect(await window.barriers()).toEqual([]);
    await page.getByRole('link', { name: /帮办代办/ }).click();
    await window.fills({ 标题: '个体营业执照申办' });
    await page.getByRole('group', { name: '当事人' }).getByRole('button', { name: '添加一项' }).click();
    await window.picks('身份', '申请人');
    await window.fills({ 姓名: '示例·史某', 电话: '13900000002' });
    await window.picks('办理事项', '个体工商户设立登记');
    await window.picks('受理社区', '平天湖');
    await window.picks('帮办单位', '政务服务');
    await window.picks('督办单位', '经');
    await window.photographs('open-case');
    expect(await window.barriers()).toEqual([]);
    await page.getByRole('button', { name: '提交立案' }).click();
    receipt = await page.locator('.receipt-code').innerText();
    expect(await window.barriers()).toEqual([]);

    await page.getByRole('link', { name: '我的待办' }).click();
    await window.takes('咨询');
    await window.answers('申请人到场', '是');
    await window.fills({ 经营范围: '蔬果零售', 注册地址: '示例小区门前', 负责人: '示例·史某' });
    expect(await window.barriers()).toEqual([]);
    await window.completes('咨询');
    await window.takes('一次告知');
    await window.answers('告知方式', '窗口');
    await window.completes('一次告知');
    await window.takes('申报');
    await window.answers('申请人到场', '是');
    await window.fills({ 申报号: '池经开市监2022-117' });
    await window.answers('申报渠道', '自助终端');
    await window.answers('领取方式', '邮寄');
    await window.completes('申报');
    expect(window.complaints).toEqual([]);
  });

  test('market supervision accepts, decides, posts and confirms', async () => {
    const market = await visits();
    const { page } = market;
    await market.logsIn('chizhou-market-1');
    await market.takes('受理');
    await market.answers('受理意见', '受理');
    await market.completes('受理');
    await market.takes('作出决定');
    await market.answers('决定', '准予许可');
    await market.fills({ 证照编号: '92341700MA0EXAMPLE' });
    await market.completes('作出决定');
    await market.takes('邮寄');
    await market.fills({ 承运单位: '中国邮政', 邮件号: 'EX123456789CN' });
    await market.completes('邮寄');
    await market.takes('签收');
    await market.answers('已妥投', '是');
    await market.fills({ 签收人: '示例·史某' });
    await market.completes('签收');
    await page.getByText('没有待办').waitFor();
    expect(await market.barriers()).toEqual([]);
    expect(market.complaints).toEqual([]);
  });

  test('the resident looks it up with the code, and rates', async () => {
    const resident = await visits();
    const { page } = resident;
    await resident.goes('/receipt');
    expect(await resident.barriers()).toEqual([]);
    await resident.fills({ 查询码: 'AAAA-AAAA' });
    await page.getByRole('button', { name: '查询' }).click();
    await page.getByText('查询码由三组、每组四位字母或数字组成。').waitFor();
    await resident.fills({ 查询码: receipt.toLowerCase().replaceAll('-', ' ') });
    await page.getByRole('button', { name: '查询' }).click();
    await page.getByRole('heading', { name: '办理经过' }).waitFor();
    expect(page.url()).not.toContain(receipt);
    await resident.photographs('receipt');
    expect(await resident.barriers()).toEqual([]);
    await page.getByText('非常满意', { exact: true }).click();
    await page.getByRole('button', { name: '提交评价' }).click();
    await page.getByText('谢谢您的评价').waitFor();
    const view = await chizhou.window.get<{ items: { rating: number }[] }>('/api/v1/cases');
    expect(view.body.items[0]?.rating).toBe(5);
    expect(resident.complaints).toEqual([]);
  });
});

describe('on the desk', () => {
  test('屯溪: the grid head adds a photograph, which is uploaded before the form is sent', async () => {
    const tunxi = await Tunxi.of(system);
    const { workflowId } = await tunxi.dispatches(1);
    const head = await visits();
    const { page } = head;
    await head.logsIn('laojie-grid-1-head');
    await head.takes('处置');
    await head.fills({ 处置措施: '当场清运' });
    await page.getByRole('group', { name: '照片' }).getByRole('button', { name: '添加一项' }).click();
    await page.locator('input[type=file]').setInputFiles({ name: 'heap.jpg', mimeType: 'image/jpeg', buffer: jpeg });
    await page.getByText('已上传 heap.jpg').waitFor();
    expect(await head.barriers()).toEqual([]);
    await head.completes('');
    const { body } = await tunxi.coordinator.get<CaseView>(`/api/v1/cases/${workflowId}`);
    expect(body.evidence).toHaveLength(1);
    expect(head.complaints).toEqual([]);
  });

  test('a step is accepted, and more time asked for with a reason', async () => {
    const { workflowId } = await chizhou.leadsTo('decide');
    const market = await visits();
    const { page } = market;
    await market.logsIn('chizhou-market-1');
    await market.takes('作出决定');
    await page.getByRole('button', { name: '接收', exact: true }).click();
    await page.getByText('已接收:作出决定').waitFor();
    await page.getByRole('button', { name: '申请延期' }).click();
    await page.getByLabel('数量').fill('3');
    await market.fills({ 理由: '需现场核实经营场所' });
    expect(await market.barriers()).toEqual([]);
    await page.locator('form').getByRole('button', { name: '申请延期' }).click();
    await page.getByText('已申请延期:作出决定').waitFor();
    const { body } = await chizhou.coordinator.get<CaseView>(`/api/v1/cases/${workflowId}`);
    expect(body.timeline.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['stepAccepted', 'extensionRequested']));
  });
});

describe('nothing typed is lost', () => {
  let posting = '';

  test('a refusal stands at its field, and what was typed stays', async () => {
    posting = (await chizhou.leadsTo('post')).workflowId;
    const market = await visits();
    const { page } = market;
    await market.logsIn('chizhou-market-1');
    await market.takes('邮寄');
    await page.getByRole('button', { name: '提交办结' }).click();
    await page.getByText('有 2 处需要更正').waitFor();
    await market.fills({ 承运单位: '中国邮政', 邮件号: 'too short' });
    await page.getByRole('button', { name: '提交办结' }).click();
    await page.getByText('邮件号由 8 至 30 位大写字母与数字组成').waitFor();
    expect(await page.getByLabel('邮件号').getAttribute('aria-invalid')).toBe('true');
    expect(await page.getByLabel('承运单位').inputValue()).toBe('中国邮政');
    expect(await market.barriers()).toEqual([]);
    await page.keyboard.press('Escape');
    await market.takes('邮寄');
    expect(await page.getByLabel('邮件号').inputValue()).toBe('too short');
  });

  test('an expired session asks for the password over the page, and the action goes on', async () => {
    const market = await visits();
    const { page } = market;
    await market.logsIn('chizhou-market-1');
    await market.takes('邮寄');
    await market.fills({ 承运单位: '中国邮政', 邮件号: 'EX123456789CN' });
    await market.photographs('desk');
    await system.db.session.deleteMany({ where: { officerId: chizhou.market.officer } });
    system.deps.credentials.clear();
    await page.getByRole('button', { name: '提交办结' }).click();
    await page.getByRole('heading', { name: '登录已过期' }).waitFor();
    expect(await market.barriers()).toEqual([]);
    await page.getByLabel('密码').fill('Liandong-2022');
    await page.getByRole('button', { name: '登录', exact: true }).click();
    await page.getByText('已办结:邮寄').waitFor();
    const { body } = await chizhou.coordinator.get<CaseView>(`/api/v1/cases/${posting}`);
    expect(stepIn(body, 'post')).toMatchObject({ status: 'done', data: { trackingNo: 'EX123456789CN' } });
  });

  test('a wrong password is refused in the language chosen', async () => {
    const visitor = await visits();
    const { page } = visitor;
    await visitor.goes('/login');
    await page.getByRole('button', { name: 'English' }).click();
    await page.getByLabel('User name').fill('nobody-here');
    await page.getByLabel('Password').fill('wrong');
    await page.getByRole('button', { name: 'Log in' }).click();
    await page.getByText('The user name or the password is wrong').waitFor();
    expect(await visitor.barriers()).toEqual([]);
  });
});

describe('every page, in both languages, light and dark', () => {
  test('case, list, inbox and desk have no barrier', async () => {
    const { caseNo } = await chizhou.opens(filing(), chizhou.window);
    const coordinator = await visits();
    const { page } = coordinator;
    await coordinator.logsIn('chizhou-coordinator');
    const pages = [
      ['case', `/cases/${encodeURIComponent(caseNo)}`, '若无人办理', 'If nobody acts'],
      ['cases', '/cases', '事项', 'Cases'],
      ['inbox', '/inbox', '消息', 'Inbox'],
      ['desk', '/desk', '我的待办', 'My desk'],
    ] as const;
    for (const [name, path, zh, en] of pages) {
      await coordinator.goes(path);
      await page.getByRole('heading', { name: zh, exact: true }).waitFor();
      await coordinator.settles();
      if (name !== 'desk') await coordinator.photographs(name);
      expect(await coordinator.barriers()).toEqual([]);
      await page.getByRole('button', { name: 'English' }).click();
      await page.getByLabel('Appearance').selectOption('dark');
      await page.getByRole('heading', { name: en, exact: true }).waitFor();
      if (name === 'case') await coordinator.photographs('case-dark-en');
      expect(await coordinator.barriers()).toEqual([]);
      await page.getByLabel('Appearance').selectOption('light');
      await page.getByRole('button', { name: '中文' }).click();
    }
    expect(coordinator.complaints).toEqual([]);
  });

  test('the keyboard alone opens a step, and gives the focus back', async () => {
    const window = await visits();
    const { page } = window;
    await window.logsIn('chizhou-service-1');
    await page.locator('a.step').first().waitFor();
    await page.keyboard.press('?');
    await page.getByRole('heading', { name: '键盘快捷键' }).waitFor();
    expect(await window.barriers()).toEqual([]);
    await page.keyboard.press('Escape');
    await page.keyboard.press('j');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: '提交办结' }).waitFor();
    await page.keyboard.press('Escape');
    await page.locator('.step-panel').waitFor({ state: 'detached' });
    expect(await page.locator('a.step:focus').count()).toBe(1);
  });

  test('a coordinator urges with a reason', async () => {
    const { caseNo } = await chizhou.opens(filing(), chizhou.window);
    const coordinator = await visits();
    const { page } = coordinator;
    await coordinator.logsIn('chizhou-coordinator');
    await coordinator.goes(`/cases/${encodeURIComponent(caseNo)}`);
    await page.getByRole('button', { name: '催办' }).click();
    await coordinator.fills({ 理由: '请尽快联系申请人' });
    await page.locator('form').getByRole('button', { name: '催办' }).click();
    await page.getByText('请尽快联系申请人').waitFor();
  });
});

describe('what the API serves', () => {
  test('an address that is no page stays a problem; the document is never cached and lets no foreign script in', async () => {
    for (const path of ['/api/v1/nothing', '/open311/nothing', '/health/nothing', '/deskk', '/assets/nothing.js']) {
      const answer = await fetch(new URL(path, system.url));
      expect([path, answer.status, answer.headers.get('content-type')]).toEqual([path, 404, 'application/problem+json; charset=utf-8']);
    }
    const [one, two] = await Promise.all([fetch(new URL('/desk', system.url)), fetch(new URL('/desk', system.url))]);
    expect(one.headers.get('cache-control')).toBe('no-cache');
    const policy = one.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("script-src 'self';");
    expect(policy).not.toContain('unsafe');
    expect(policy).not.toBe(two.headers.get('content-security-policy'));
    const script = /src="(\/assets\/[^"]+)"/.exec(await one.text())?.[1] ?? '';
    const asset = await fetch(new URL(script, system.url));
    expect(asset.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
  });

  test('the desk begins with less than 250 KB of script, gzipped', async () => {
    const html = await (await fetch(new URL('/desk', system.url))).text();
    const scripts = [...html.matchAll(/(?:src|href)="(\/assets\/[^"]+\.js)"/g)].flatMap(([, path]) => (path === undefined ? [] : [path]));
    const sizes = await Promise.all(scripts.map(async (path) => gzipSync(await (await fetch(new URL(path, system.url))).bytes()).length));
    expect(sizes.length).toBeGreaterThan(1);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(250 * 1024);
  });
});
