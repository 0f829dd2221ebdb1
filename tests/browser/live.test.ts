import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import type { CaseView } from '../../contracts/api/cases.ts';
import { exampleOfficers as officers } from '../../prisma/seed/example/officers.ts';
import { Chizhou } from '../rig/chizhou.ts';
import { until } from '../rig/eventually.ts';
import { inHours, keptStep } from '../rig/kept-step.ts';
import { stepIn, System } from '../rig/system.ts';
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

async function visits(userName: string): Promise<Visitor> {
  const visitor = await Visitor.of(browser, system.url);
  await visitor.logsIn(userName);
  await visitor.settles();
  return visitor;
}

const rows = (page: Page) => page.locator('.desk-row');

/** So many filings that wait for the decision of market supervision. */
async function waiting(count: number): Promise<readonly { caseNo: string; workflowId: string }[]> {
  return Promise.all(Array.from({ length: count }, () => chizhou.leadsTo('decide')));
}

describe('two people at once', () => {
  test('one sees without reload what the other does, and keeps the place where he was', async () => {
    const [one, two] = await Promise.all([visits('chizhou-market-1'), visits('chizhou-market-2')]);
    await one.page.getByText('没有待办').waitFor();
    const [{ caseNo } = { caseNo: '' }] = await waiting(1);
    await one.page.getByText(caseNo).waitFor();
    await two.takes('作出决定');
    await two.fills({ 证照编号: '9234170' });
    await two.page.getByLabel('证照编号').focus();
    await one.takes('作出决定');
    await one.page.getByRole('button', { name: '接收', exact: true }).click();
    await two.page.getByText('柏青 办理').waitFor();
    expect(await two.page.getByLabel('证照编号').inputValue()).toBe('9234170');
    expect(await two.page.locator(':focus').getAttribute('id')).toBe(await two.page.getByLabel('证照编号').getAttribute('id'));
    await two.page.getByRole('link', { name: /消息.*\d/ }).waitFor();

    await one.answers('决定', '准予许可');
    await one.fills({ 证照编号: '92341700MA0EXAMPLE' });
    await one.completes('作出决定');
    const told = two.page.getByRole('alert').filter({ hasText: '已办结:示例·柏青' });
    await told.waitFor();
    await told.getByText('仍在下方').waitFor();
    expect(await two.page.getByLabel('证照编号').inputValue()).toBe('9234170');
    await two.photographs('desk-ended');
    expect(await two.barriers()).toEqual([]);
    await two.answers('决定', '准予许可');
    await two.page.getByRole('button', { name: '提交办结' }).click();
    await two.page.getByText(/当前状态为/).waitFor();
    expect(await two.page.getByLabel('证照编号').inputValue()).toBe('9234170');
    expect([...one.complaints, ...two.complaints]).toEqual([]);
  });

  test('the inbox fills by itself, and is read one by one', async () => {
    const two = await visits('chizhou-market-2');
    const { page } = two;
    await two.goes('/inbox?unread=1');
    await two.settles();
    const before = await page.locator('.messages li').count();
    const [{ caseNo } = { caseNo: '' }] = await waiting(1);
    await page.locator('.messages li').filter({ hasText: caseNo }).first().waitFor();
    await until(async () => (await page.locator('.messages li').count()) > before);
    await two.settles();
    await two.photographs('inbox-unread');
    expect(await two.barriers()).toEqual([]);
    const first = page.locator('.messages li').first();
    const text = await first.innerText();
    await first.getByRole('button', { name: '标为已读' }).click();
    await page.locator('.messages li').filter({ hasText: text.split('\n')[0] ?? '' }).first().waitFor({ state: 'attached' });
    expect(await page.locator('.messages a:focus').count()).toBe(1);
    expect(two.complaints).toEqual([]);
  });

  test('a line that breaks is said quietly, and comes back by itself', async () => {
    const one = await visits('chizhou-market-1');
    const { page } = one;
    await one.page.context().setOffline(true);
    // A stream that stands is not cut by going offline: its end is.
    await system.db.session.updateMany({ where: { officerId: officers.marketHandlerOne.id }, data: { lastSeenAt: new Date(Date.now() - 31 * 60_000) } });
    await system.deps.changes.review();
    await page.getByText('实时更新已断开').waitFor({ timeout: 20_000 });
    expect(await one.barriers()).toEqual([]);
    await system.db.session.updateMany({ where: { officerId: officers.marketHandlerOne.id }, data: { lastSeenAt: new Date() } });
    system.deps.credentials.clear();
    await one.page.context().setOffline(false);
    await page.getByText('实时更新已断开').waitFor({ state: 'detached' });
    const [{ caseNo } = { caseNo: '' }] = await waiting(1);
    await page.getByText(caseNo).first().waitFor();
  });
});

describe('several steps at once', () => {
  test('a head accepts and assigns by keyboard alone; of one that was refused it is said why, the others are done', async () => {
    const filings = await waiting(3);
    const head = await visits('chizhou-market-head');
    const { page } = head;
    await until(async () => (await rows(page).count()) >= 3);
    // Market supervision must keep out of one of them.
    const [recused] = filings;
    await chizhou.does(chizhou.coordinator, recused?.workflowId ?? '', 'declare-interest', { officer: officers.marketHandlerTwo.id, ground: 'relative' });
    await page.keyboard.press('?');
    await page.getByText('接收当前或所选的待办').waitFor();
    expect(await head.barriers()).toEqual([]);
    await page.keyboard.press('Escape');
    const count = await rows(page).count();
    for (let row = 0; row < count; row += 1) {
      await page.keyboard.press('j');
      await page.keyboard.press('x');
    }
    await page.getByText(`已选 ${count} 项`).waitFor();
    await page.keyboard.press('s');
    await page.keyboard.type('水清');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: '指派所选' }).focus();
    await head.photographs('desk-bulk');
    expect(await head.barriers()).toEqual([]);
    await page.keyboard.press('Enter');
    const refusal = page.getByRole('alert').filter({ hasText: recused?.caseNo ?? '' });
    await refusal.getByText('示例·水清应当回避').waitFor();
    await page.getByText(`成功 ${count - 1} 项,未成功 1 项`).waitFor();
    await head.photographs('desk-bulk-refused');
    expect(await head.barriers()).toEqual([]);
    for (const [index, { workflowId }] of filings.entries()) {
      const { body } = await chizhou.coordinator.get<CaseView>(`/api/v1/cases/${workflowId}`);
      expect(stepIn(body, 'decide').officer).toBe(index === 0 ? null : officers.marketHandlerTwo.id);
    }
    await page.getByRole('button', { name: '知道了' }).click();
    expect(head.complaints).toEqual([]);
  });

  test('a handler selects what lies between two clicks, or all of a group, and accepts it', async () => {
    const filings = await waiting(3);
    const handler = await visits('chizhou-market-1');
    const { page } = handler;
    await handler.goes('/desk?status=offered');
    await until(async () => (await rows(page).count()) >= 3);
    await handler.settles();
    const count = await rows(page).count();
    await rows(page).first().getByRole('checkbox').click();
    await rows(page).nth(2).getByRole('checkbox').click({ modifiers: ['Shift'] });
    await page.getByText('已选 3 项').waitFor();
    await page.keyboard.press('Escape');
    await page.getByText('已选 3 项').waitFor({ state: 'detached' });
    for (const group of await page.getByRole('checkbox', { name: /全选/ }).all()) await group.click();
    await page.getByText(`已选 ${count} 项`).waitFor();
    await page.getByRole('button', { name: '接收所选' }).click();
    await page.getByText(`已接收 ${count} 项`).waitFor();
    await page.getByText('没有符合筛选条件的待办').waitFor();
    for (const { workflowId } of filings) {
      const { body } = await chizhou.coordinator.get<CaseView>(`/api/v1/cases/${workflowId}`);
      expect(stepIn(body, 'decide')).toMatchObject({ status: 'accepted', officer: officers.marketHandlerOne.id });
    }
  });
});

describe('one after the other', () => {
  test('a step is accepted by key and done in the panel, and the next one opens; one is transferred, and taken back from where it stands', async () => {
    await waiting(2);
    const handler = await visits('chizhou-market-1');
    const { page } = handler;
    await until(async () => (await rows(page).count()) >= 2);
    await page.keyboard.press('j');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: '提交办结' }).waitFor();
    const first = new URL(page.url()).searchParams.get('step');
    await handler.answers('决定', '准予许可');
    await handler.fills({ 证照编号: '92341700MA0EXAMPLE' });
    await handler.completes('作出决定');
    await page.waitForURL((url) => url.searchParams.has('step') && url.searchParams.get('step') !== first);
    await page.getByRole('button', { name: '转交' }).click();
    await handler.picks('承办单位', '人力资源');
    await handler.fills({ 理由: '属人社部门职责' });
    expect(await handler.barriers()).toEqual([]);
    await page.locator('form').getByRole('button', { name: '转交' }).click();
    await page.getByText('已转交:').waitFor();
    await page.getByRole('link', { name: '本单位已转出' }).click();
    await rows(page).first().locator('a.step').click();
    await page.getByRole('group', { name: '要做什么' }).getByRole('button', { name: '收回转交' }).waitFor();
    await handler.fills({ 理由: '经核实仍由本单位办理' });
    await page.locator('form').getByRole('button', { name: '收回转交' }).click();
    await page.getByText('已收回:').waitFor();
    expect(handler.complaints).toEqual([]);
  });
});

test('of a long desk only what is in sight is drawn, group by group, and the whole of a group can be selected', async () => {
  for (let number = 500; number < 740; number += 1) await keptStep(system.deps, { number, due: inHours(number < 600 ? -number : number), unit: 'jiuhua-bank' });
  const bank = await visits('jiuhua-bank-1');
  const { page } = bank;
  while ((await page.getByRole('button', { name: '加载更多' }).count()) > 0) {
    await page.getByRole('button', { name: '加载更多' }).click();
    await bank.settles();
  }
  await page.evaluate('scrollTo(0, 0)');
  await page.getByRole('checkbox', { name: '全选:已超期' }).click();
  await page.getByText('已选 100 项').waitFor();
  expect(await rows(page).count()).toBeLessThan(120);
  await page.mouse.wheel(0, 100_000);
  await page.getByText('贵办〔2026〕000739号').or(page.getByText('池办〔2026〕000739号')).waitFor();
  expect(await rows(page).count()).toBeLessThan(120);
  await page.keyboard.press('Escape');
  await rows(page).last().locator('a.step').focus();
  await page.keyboard.press('k');
  expect(await page.locator('a.step:focus').count()).toBe(1);
  expect(bank.complaints).toEqual([]);
});

describe('filters', () => {
  test('a filter is kept under a name, found on another day, in both languages, and given up; the rule is read by keyboard', async () => {
    await waiting(1);
    const handler = await visits('chizhou-market-1');
    const { page } = handler;
    await page.getByText('筛选', { exact: true }).click();
    await page.getByRole('navigation', { name: '流程' }).getByRole('link', { name: '帮办代办' }).click();
    await page.getByRole('link', { name: '仅本人' }).click();
    await page.waitForURL(/mine=1/);
    await page.getByRole('button', { name: '保存当前筛选' }).click();
    await page.keyboard.type('我的帮办');
    await page.keyboard.press('Enter');
    await page.getByRole('link', { name: '我的帮办' }).waitFor();
    await handler.photographs('desk-filters');
    expect(await handler.barriers()).toEqual([]);

    const again = await visits('chizhou-market-1');
    await again.page.getByRole('link', { name: '我的帮办' }).click();
    await again.page.waitForURL(/procedure=assistedFiling/);
    expect(await again.page.getByRole('link', { name: '我的帮办' }).getAttribute('aria-current')).toBe('page');
    await again.goes('/desk');
    await again.page.getByRole('button', { name: 'English' }).click();
    await again.page.getByLabel('Appearance').selectOption('dark');
    await again.page.locator('a.step').first().waitFor();
    await again.page.keyboard.press('j');
    await again.page.getByRole('tooltip').getByText(/Term .* working days, version 1/).waitFor();
    await again.page.locator('.left').getByText(/Working days left: \d|Due today/).first().waitFor();
    await again.photographs('desk-dark-en');
    expect(await again.barriers()).toEqual([]);
    await again.page.keyboard.press('Escape');
    await again.page.getByRole('tooltip').waitFor({ state: 'hidden' });
    await again.page.getByRole('button', { name: 'Remove the filter 我的帮办' }).click();
    await again.page.getByRole('link', { name: '我的帮办' }).waitFor({ state: 'detached' });
    const [saved] = await Promise.all([again.page.waitForEvent('download'), again.page.getByRole('button', { name: 'Excel' }).click()]);
    expect(saved.suggestedFilename()).toBe('My desk.xlsx');
    expect([...handler.complaints, ...again.complaints]).toEqual([]);
  });
});
