import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import type { CaseBrief } from '../../contracts/api/cases.ts';
import { eventually } from '../rig/eventually.ts';
import { Place } from '../rig/place.ts';
import { System } from '../rig/system.ts';
import { openBrowser, Visitor } from './browser.ts';

let system: System;
let browser: Browser;
let tunxi: Place;
let caseNo: string;

const grids = ['laojie-grid-1', 'laojie-grid-2'];

beforeAll(async () => {
  [system, browser] = await Promise.all([System.start(), openBrowser()]);
  tunxi = new Place(system, 'general', await system.as('tunxi-coordinator'));
  ({ caseNo } = await tunxi.opens({ procedure: 'campaign', region: '341002', title: '全员核酸检测', matter: { kind: 'testing', rounds: 1, grids } }));
  await eventually(async () => {
    const { body } = await tunxi.coordinator.get<{ items: CaseBrief[] }>(`/api/v1/cases?partOf=${encodeURIComponent(caseNo)}`);
    return body.items.length === grids.length ? true : undefined;
  });
});
afterAll(async () => {
  await browser.close();
  await system.stop();
});

const boardPath = (query = '') => `/campaigns/${encodeURIComponent(caseNo)}${query}`;

describe('屯溪: no household is left out, through pages alone', () => {
  test('the coordinator sees which grid misses most, and who is missing by name', async () => {
    const coordinator = await Visitor.of(browser, system.url);
    const { page } = coordinator;
    await coordinator.logsIn('tunxi-coordinator');
    await page.getByRole('link', { name: '专项行动', exact: true }).click();
    await page.getByRole('link', { name: /全员核酸检测/ }).waitFor();
    await coordinator.photographs('campaigns');
    expect(await coordinator.barriers()).toEqual([]);
    await page.getByRole('link', { name: /全员核酸检测/ }).click();
    await page.getByRole('heading', { name: '全员核酸检测' }).waitFor();
    expect(await page.locator('table.grids tbody tr').allInnerTexts()).toEqual([expect.stringContaining('老街社区第一网格'), expect.stringContaining('老街社区第二网格')]);
    await coordinator.photographs('campaign');
    expect(await coordinator.barriers()).toEqual([]);
    await page.getByRole('link', { name: '缺漏住户 10' }).click();
    await page.getByText('laojie-grid-2-0001').waitFor();
    expect(await page.locator('table.households tbody tr').count()).toBe(10);
    expect(await page.getByRole('link', { name: '登记', exact: true }).count()).toBe(0);
    expect(coordinator.complaints).toEqual([]);
    await page.context().close();
  });

  test('the grid head registers one household after the other until none is missing, and completes the grid', async () => {
    const head = await Visitor.of(browser, system.url);
    const { page } = head;
    await head.logsIn('laojie-grid-1-head');
    await page.getByRole('link', { name: '专项行动', exact: true }).click();
    await page.getByRole('link', { name: /全员核酸检测/ }).click();
    await page.getByRole('link', { name: '登记 laojie-grid-1-0001' }).click();
    await page.getByRole('combobox', { name: /成员 1/ }).waitFor();
    await head.photographs('campaign-visit');
    expect(await head.barriers()).toEqual([]);
    const register = page.getByRole('button', { name: '登记并到下一户' });
    const at = (number: number) => page.getByRole('heading', { name: `laojie-grid-1-000${number}`, exact: true }).waitFor();

    await head.picks('成员 2', '身体原因不宜');
    await register.click();
    await page.getByText('已登记 laojie-grid-1-0001').waitFor();
    await at(2);
    await page.getByRole('button', { name: '无人在家,须再访' }).click();
    await register.click();
    await at(3);
    await page.getByRole('button', { name: '不必登记' }).click();
    await register.click();
    await page.getByText('有 1 处需要更正').waitFor();
    await head.picks('原因', '空置');
    await head.fills({ 备注: '示例·长期空置' });
    await register.click();
    for (const number of [4, 5, 6]) {
      await at(number);
      await register.click();
    }
    await at(2); // 再访
    await head.goes(new URL(page.url()).pathname + '?missing=1');
    await page.getByText(/最后一户缺漏:laojie-grid-1-0002 示例·/).waitFor();
    await head.photographs('campaign-last');
    expect(await page.getByRole('button', { name: '办结本网格' }).count()).toBe(0);
    expect(await head.barriers()).toEqual([]);
    await page.getByRole('link', { name: '登记 laojie-grid-1-0002' }).click();
    await register.click();
    await page.getByRole('button', { name: '办结本网格' }).first().waitFor();
    expect(await head.barriers()).toEqual([]);
    await page.getByRole('button', { name: '办结本网格' }).first().click();
    await page.getByText('本网格已办结').waitFor();
    expect(head.complaints).toEqual([]);
    await page.context().close();
  });

  test('the board follows, finds a household, and gives the list of who is missing', async () => {
    const coordinator = await Visitor.of(browser, system.url);
    const { page } = coordinator;
    await coordinator.logsIn('tunxi-coordinator');
    await coordinator.goes(boardPath());
    const first = page.locator('table.grids tbody tr').first();
    await first.getByRole('link', { name: '老街社区第二网格', exact: true }).waitFor();
    expect(await page.locator('.overall .board-figures').innerText()).toMatch(/缺漏\s*4\s*已登记\s*5\s*不必登记\s*1\s*应入户\s*10/);
    const [saved] = await Promise.all([page.waitForEvent('download'), page.getByRole('group', { name: '导出缺漏' }).getByRole('button', { name: '导出 CSV' }).click()]);
    const lines = (await readFile(await saved.path(), 'utf8')).trim().split('\r\n');
    expect(lines).toHaveLength(1 + 4);
    expect(lines[1]).toMatch(/^老街社区第二网格,laojie-grid-2-0001,/);
    await page.getByRole('link', { name: '全部住户' }).click();
    await coordinator.fills({ '按编号、楼栋、户主或地址查找': 'grid-1-0003' });
    await page.getByRole('button', { name: '查找' }).click();
    await page.getByText('空置').waitFor();
    expect(await page.locator('table.households tbody tr').count()).toBe(1);

    await page.getByRole('button', { name: 'English' }).click();
    await page.getByLabel('Appearance').selectOption('dark');
    await coordinator.goes(boardPath('?grid=laojie-grid-2'));
    await page.getByRole('button', { name: 'Find', exact: true }).waitFor();
    await page.getByText('laojie-grid-2-0004').waitFor();
    await coordinator.photographs('campaign-dark-en');
    expect(await coordinator.barriers()).toEqual([]);
    await page.getByLabel('Appearance').selectOption('light');
    await page.getByRole('button', { name: '中文' }).click();
    expect(coordinator.complaints).toEqual([]);
    await page.context().close();
  });
});

describe('who reads it', () => {
  test('a supervisor sees masks, a worker of another grid his own, another place nothing', async () => {
    const supervisor = await Visitor.of(browser, system.url);
    await supervisor.logsIn('tunxi-supervisor');
    await supervisor.goes(boardPath('?list=1'));
    await supervisor.page.getByText('laojie-grid-1-0001').waitFor();
    const names = await supervisor.page.locator('table.households td[data-name=户主]').allInnerTexts();
    expect(names).toHaveLength(10);
    expect(names.every((name) => /^示\*+$/.test(name))).toBe(true);

    const worker = await Visitor.of(browser, system.url);
    await worker.logsIn('laojie-grid-2');
    await worker.goes('/campaigns');
    await worker.page.getByRole('link', { name: /全员核酸检测/ }).waitFor();
    expect(await worker.page.locator('.grid-tasks li').count()).toBe(1);
    await worker.goes(boardPath());
    await worker.page.getByText(/未找到该事项/).waitFor();

    const elsewhere = await Visitor.of(browser, system.url);
    await elsewhere.logsIn('chizhou-coordinator');
    await elsewhere.goes('/campaigns');
    await elsewhere.page.getByRole('heading', { name: '没有专项行动' }).waitFor();
    await elsewhere.goes(boardPath());
    await elsewhere.page.getByText(/未找到该事项/).waitFor();
    expect([...supervisor.complaints, ...worker.complaints, ...elsewhere.complaints]).toEqual([]);
  });
});
