import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import type { CaseBrief } from '../../contracts/api/cases.ts';
import { assessmentOf, thisMonth } from '../rig/assessed.ts';
import { Chizhou } from '../rig/chizhou.ts';
import { eventually } from '../rig/eventually.ts';
import { System, type Person } from '../rig/system.ts';
import { resident, rubbish, Tunxi } from '../rig/tunxi.ts';
import { openBrowser, Visitor } from './browser.ts';

let system: System;
let browser: Browser;
let tunxi: Tunxi;

beforeAll(async () => {
  [system, browser] = await Promise.all([System.start(), openBrowser()]);
  tunxi = await Tunxi.of(system);
  const lamp = await tunxi.dispatches(1, rubbish({ title: '路灯不亮', matter: { category: 'street-lamp', point: { lat: 29.7061, lng: 118.3101 } } }));
  await tunxi.comesNear(lamp.workflowId, 'handle.streetLamp', 10);
  const cleared = await tunxi.dispatches(1, rubbish({ parties: [resident] }));
  await tunxi.clears(cleared.workflowId);
  await tunxi.asks(cleared.workflowId, 5);
  const again = await tunxi.dispatches(1, rubbish({ title: '后巷积存垃圾', parties: [resident] }));
  await tunxi.clears(again.workflowId);
  await tunxi.asks(again.workflowId, 1);
  await tunxi.opens(rubbish({ title: '牌坊旁垃圾外溢' }), tunxi.gridWorker);
}, 120_000);
afterAll(async () => {
  await browser.close();
  await system.stop();
});

const visits = (): Promise<Visitor> => Visitor.of(browser, system.url);

async function onTheWall(userName: string, address = '/wall'): Promise<Visitor> {
  const visitor = await visits();
  await visitor.logsIn(userName, userName === 'auditor' ? '事项' : '我的待办');
  await visitor.goes(address);
  await visitor.page.getByRole('heading', { name: '此刻' }).waitFor();
  await visitor.settles();
  return visitor;
}

/** How many cases a list in the pages is about, asked of the API. */
async function behind(who: Person, href: string): Promise<number> {
  const { pathname, search } = new URL(href, system.url);
  expect(pathname).toBe('/cases');
  const { status, body } = await who.get<{ items: CaseBrief[] }>(`/api/v1/cases${search}`);
  expect({ href, status }).toEqual({ href, status: 200 });
  return body.items.length;
}

describe('the wall', () => {
  test('the supervisor of 屯溪 sees what is open, late and closed, and every number leads to exactly its cases', async () => {
    const supervisor = await onTheWall('tunxi-supervisor');
    const { page } = supervisor;
    const live = page.locator('.live > div');
    await page.getByRole('link', { name: '超期(红灯): 1' }).first().waitFor();
    expect(await live.allInnerTexts()).toEqual([expect.stringMatching(/超期\(红灯\)\s+1/), expect.stringMatching(/临期\(黄灯\)\s+\d/), expect.stringMatching(/今日到期\s+\d/), expect.stringMatching(/在办\s+3/), expect.stringMatching(/中止\s+0/)]);
    expect(await page.locator('.urgent li').first().innerText()).toMatch(/超期[\s\S]*路灯不亮[\s\S]*老街社区第二网格 · 处置/);

    const links = await page.locator('.wall a.number').evaluateAll((all) => all.map((link) => ({ href: link.getAttribute('href') ?? '', text: link.textContent ?? '' })));
    expect(links.length).toBeGreaterThan(20);
    for (const [href, text] of new Map(links.map((link) => [link.href, link.text]))) {
      expect([href, await behind(tunxi.supervisor, href)]).toEqual([href, Number(text)]);
    }

    const registered = page.getByRole('link', { name: '登记量: 4' }).first();
    await registered.click();
    await page.getByRole('heading', { name: '事项', exact: true }).waitFor();
    await page.getByText('牌坊旁垃圾外溢').waitFor();
    expect(await page.locator('tbody tr').count()).toBe(4);
    await page.goBack();
    await page.getByRole('link', { name: '返工量: 1' }).first().click();
    await page.getByText('后巷积存垃圾').waitFor();
    expect(await page.locator('tbody tr').count()).toBe(1);
    expect(supervisor.complaints).toEqual([]);
  });

  test('a rate says how it is made and by which version of the formula, and Escape puts that away', async () => {
    const { page } = await onTheWall('tunxi-supervisor');
    const word = page.locator('.period').getByRole('button', { name: '满意率' });
    await word.focus();
    const meaning = page.getByRole('tooltip').filter({ hasText: '考核公式第 1 版' }).filter({ hasText: '非常满意 1' });
    await meaning.waitFor();
    expect(await meaning.innerText()).toContain('本地默认');
    await page.keyboard.press('Escape');
    await meaning.waitFor({ state: 'hidden' });
  });

  test('the areas take the colour of the figure that is chosen, and so do the squares; a table says the same', async () => {
    const supervisor = await onTheWall('tunxi-supervisor');
    const { page } = supervisor;
    const coloured = async (tone: string): Promise<number> => {
      const shades = await page.evaluate<string[]>(`[0, 1, 2, 3, 4].map((shade) => getComputedStyle(document.documentElement).getPropertyValue('--${tone}-' + shade).trim())`);
      const fills = await page.locator('.map svg path').evaluateAll((paths) => paths.map((path) => path.getAttribute('fill') ?? ''));
      return fills.filter((fill) => shades.includes(fill)).length;
    };
    expect([await coloured('calm'), await coloured('warm')]).toEqual([2, 0]);
    await page.getByRole('navigation', { name: '显示' }).getByRole('link', { name: '超期(红灯)' }).click();
    await page.getByRole('img', { name: /^超期\(红灯\)/ }).waitFor();
    expect([await coloured('calm'), await coloured('warm')]).toEqual([0, 1]);
    await page.getByText('以表格查看:网格').click();
    await page.locator('.map tbody tr').first().waitFor();
    expect(await page.locator('.map tbody tr').allInnerTexts()).toEqual([expect.stringMatching(/老街社区第二网格\s+1/), expect.stringMatching(/第一网格\s+0/), expect.stringMatching(/第一网格\s+0/)]);

    await page.getByRole('link', { name: '热力' }).click();
    await page.getByRole('img', { name: /方格着色/ }).waitFor();
    expect(page.url()).toContain('map=heat');
    await supervisor.photographs('wall-heat');
    await page.getByText('以表格查看:方格').click();
    const href = (await page.locator('.map tbody a').first().getAttribute('href')) ?? '';
    expect(await behind(tunxi.supervisor, href)).toBe(Number(await page.locator('.map tbody a').first().innerText()));
  });

  test('what it is about stands in the address: a time, a procedure, a grouping; and goes out as CSV', async () => {
    const { page } = await onTheWall('tunxi-supervisor', '/wall?by=category');
    await page.getByRole('rowheader', { name: '路灯损坏' }).first().waitFor();
    await page.locator('summary').filter({ hasText: '期间' }).click();
    await page.getByRole('link', { name: '上月' }).click();
    await page.locator('.of-procedure').getByText('期内没有事项').waitFor();
    expect(page.url()).toContain('period=lastMonth');
    await page.goBack();
    await page.locator('summary').filter({ hasText: '流程' }).click();
    await page.getByRole('link', { name: '帮办代办' }).click();
    await page.locator('.of-procedure').getByText('期内没有事项').waitFor();
    await page.goBack();
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: '导出 CSV' }).click()]);
    expect(download.suggestedFilename()).toMatch(/^统计-category-.*\.csv$/);
  });

  test('on a wall screen everything is seen at once, dark, and nothing scrolls', async () => {
    const supervisor = await onTheWall('tunxi-supervisor', '/wall?wall=1');
    const { page } = supervisor;
    await page.setViewportSize({ width: 1920, height: 1080 });
    await page.waitForTimeout(300);
    await supervisor.photographsAt('wall-screen', 1920, 1080);
    const tooLarge = await page.locator('.wall.screen, .screen .panel, .screen .room').evaluateAll((all) =>
      all.filter((each) => each.scrollHeight > each.clientHeight + 1 || each.scrollWidth > each.clientWidth + 1).map((each) => `${each.className} ${each.scrollHeight}/${each.clientHeight} ${each.scrollWidth}/${each.clientWidth}`),
    );
    expect(tooLarge).toEqual([]);
    expect(await page.evaluate('document.documentElement.dataset.theme')).toBe('dark');
    expect(await supervisor.barriers()).toEqual([]);
    await page.getByRole('link', { name: '退出大屏' }).click();
    await page.getByRole('navigation', { name: '主导航' }).waitFor();
    expect(await page.evaluate('document.documentElement.dataset.theme')).toBe('light');
    expect(supervisor.complaints).toEqual([]);
  });

  test('has no barrier in either language, light or dark, and is whole on paper', async () => {
    const supervisor = await onTheWall('tunxi-supervisor');
    const { page } = supervisor;
    await supervisor.photographs('wall');
    expect(await supervisor.barriers()).toEqual([]);
    await page.getByRole('button', { name: 'English' }).click();
    await page.getByLabel('Appearance').selectOption('dark');
    await page.getByRole('heading', { name: 'Red and yellow' }).waitFor();
    await supervisor.photographs('wall-dark-en');
    expect(await supervisor.barriers()).toEqual([]);
    await page.emulateMedia({ media: 'print' });
    await page.locator('.map .folded tbody tr').first().waitFor();
    await supervisor.photographsAt('wall-print', 794, 1123, { whole: true });
    expect(await page.locator('.folded[open]').count()).toBe(3);
    expect(await page.locator('.bar').isVisible()).toBe(false);
    expect(supervisor.complaints).toEqual([]);
  });

  test('an auditor sees the province, and goes down to a district', async () => {
    const auditor = await onTheWall('auditor', '/wall?by=region&period=thisYear');
    const { page } = auditor;
    await page.locator('.ranking').getByRole('link', { name: '黄山市', exact: true }).click();
    await page.locator('.ranking').getByRole('link', { name: '屯溪区', exact: true }).click();
    await page.locator('.ranking tbody tr').filter({ hasText: '老街街道' }).getByRole('link', { name: /登记量: 4/ }).waitFor();
    expect(await page.locator('summary').filter({ hasText: '区划' }).innerText()).toContain('屯溪区');
    expect(auditor.complaints).toEqual([]);
  });

  test('a handler has none, and is told kindly', async () => {
    const handler = await visits();
    const { page } = handler;
    await handler.logsIn('tunxi-urban-1');
    expect(await page.getByRole('link', { name: '监督大屏' }).count()).toBe(0);
    await handler.goes('/wall');
    await page.getByRole('heading', { name: '监督大屏不在您的工作范围内' }).waitFor();
    expect(await page.getByText('督办人').count()).toBe(1);
    expect(await handler.barriers()).toEqual([]);
  });
});

describe('bulletins', () => {
  test('a resident reads on a small telephone how the units did, how it was weighed, and what was held against it', async () => {
    const reader = await visits();
    const { page } = reader;
    await page.setViewportSize({ width: 390, height: 844 });
    await reader.goes('/bulletins');
    await page.getByRole('heading', { name: '还没有公布的通报' }).waitFor();
    expect(await reader.barriers()).toEqual([]);

    await publishOne();
    await page.reload();
    const [year, month] = thisMonth.split('-').map(Number);
    await page.getByRole('link', { name: `贵池区 ${year} 年 ${month} 月考核通报` }).click();
    await page.getByRole('heading', { name: '异议裁定' }).waitFor();
    const text = await page.locator('article').innerText();
    for (const told of ['池州经开区市场监督管理局', '考核公式第 1 版', '本地默认', '异议成立,更正为 0', '补正期间不计入办理时限', '异议不成立']) expect(text).toContain(told);
    expect(await page.evaluate<number>('document.documentElement.scrollWidth')).toBeLessThanOrEqual(390);
    await reader.photographs('bulletin');
    expect(await reader.barriers()).toEqual([]);
    for (const name of ['下载表格(CSV)', '下载数据(JSON)']) {
      const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name }).click()]);
      expect(download.suggestedFilename()).toMatch(/\.(csv|json)$/);
    }
    await page.getByRole('button', { name: 'English' }).click();
    await page.getByLabel('Appearance').selectOption('dark');
    await page.getByRole('heading', { name: 'Objections decided' }).waitFor();
    expect(await reader.barriers()).toEqual([]);
    await page.emulateMedia({ media: 'print' });
    await reader.photographsAt('bulletin-print', 794, 1123, { whole: true });
    expect(await page.locator('.public-places').isVisible()).toBe(false);
    expect(reader.complaints).toEqual([]);
    await reader.goes('/bulletins/assessment-000000-2026-000001');
    await page.getByRole('link', { name: 'All bulletins' }).waitFor();
  });
});

/** 池州: a month is assessed, objected to, and published. */
async function publishOne(): Promise<void> {
  const chizhou = await Chizhou.of(system);
  const late = await chizhou.leadsTo('decide');
  await chizhou.comesNear(late.workflowId, 'decide.decide', 10);
  const satisfied = await chizhou.leadsTo('rating');
  await chizhou.rates(satisfied.receipt, 5);
  const { workflowId: id } = await chizhou.opens(assessmentOf());
  await eventually(async () => ((await chizhou.has(id, 'confirm-2')) ? true : undefined));
  await chizhou.completes(chizhou.hr, id, 'confirm-2', {});
  await objects('chizhou-market-head', ['超期量', 0], ['办结量', 2]);
  await chizhou.completes(chizhou.coordinator, id, 'decideObjection', { uphold: true, to: 0, reason: '补正期间不计入办理时限' });
  await chizhou.completes(chizhou.coordinator, id, 'decideObjection-2', { uphold: false, reason: '尚未办结' });
  await chizhou.completes(await system.as('chizhou-service-head'), id, 'publish', { publish: true });
  await system.handle('general', id).result();
}

/** The head of an assessed unit objects to figures of its own line, through the pages: the line is chosen by its name. */
async function objects(userName: string, ...claims: ReadonlyArray<readonly [measure: string, claimed: number]>): Promise<void> {
  const head = await Visitor.of(browser, system.url);
  const { page } = head;
  await head.logsIn(userName);
  await head.takes('核对数据');
  for (const [index, [measure, claimed]] of claims.entries()) {
    await page.getByRole('button', { name: '添加一项' }).click();
    const at = (label: string) => page.getByLabel(label).nth(index);
    await page.getByRole('radiogroup', { name: '表' }).nth(index).getByText('牵头单位', { exact: true }).click();
    for (const [label, name] of [['对象', '池州经开区市场监督管理局'], ['指标', measure]] as const) {
      await at(label).fill(name);
      await page.locator('.ant-select-item-option').filter({ hasText: name, visible: true }).first().click();
    }
    await at('应为').fill(String(claimed));
    await at('依据').fill('示例·某申请人补件后重新计时');
  }
  await head.photographs('objections');
  await head.completes('核对数据');
  await page.context().close();
}
