import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import type { Occasion, Schedule } from '../../contracts/api/schedules.ts';
import { shift } from '../../api/schedules/occasions.ts';
import { Chizhou, friday } from '../rig/chizhou.ts';
import { System } from '../rig/system.ts';
import { openBrowser, Visitor } from './browser.ts';

let system: System;
let browser: Browser;
let chizhou: Chizhou;
let coordinator: Visitor;

/** A Friday that is a holiday, and one that the coordinator moves. */
const holiday = shift(friday, 7);
const moved = shift(friday, 14);

beforeAll(async () => {
  [system, browser] = await Promise.all([System.start(), openBrowser()]);
  chizhou = await Chizhou.of(system);
  await dayOff(holiday);
  coordinator = await Visitor.of(browser, system.url);
  await coordinator.logsIn('chizhou-coordinator');
});
afterAll(async () => {
  await browser.close();
  await system.stop();
});

async function dayOff(day: string): Promise<void> {
  const year = Number(day.slice(0, 4));
  await system.db.calendarYear.upsert({ where: { year }, create: { year, source: '测试用放假安排', publishedAt: new Date() }, update: { revision: { increment: 1 } } });
  await system.db.calendarDay.deleteMany({ where: { day: new Date(`${day}T00:00:00Z`) } });
  await system.db.calendarDay.create({ data: { day: new Date(`${day}T00:00:00Z`), isWorkday: false, name: '测试' } });
}

async function madeSchedule(): Promise<Schedule> {
  const { body } = await chizhou.coordinator.get<{ items: Schedule[] }>('/api/v1/schedules?procedure=serviceDay');
  const [only] = body.items;
  if (only === undefined) throw new Error('no schedule was made');
  return only;
}

/** Whoever sits in is named by his unit, at its desk. */
async function sendsFromDesk(userName: string, step: string, officer: string, unit: string): Promise<void> {
  const visitor = await Visitor.of(browser, system.url);
  await visitor.logsIn(userName);
  await visitor.takes(step);
  await visitor.picks('人员', officer);
  await visitor.picks('单位', unit);
  await visitor.completes(step);
  expect(visitor.complaints).toEqual([]);
  await visitor.page.context().close();
}

describe('池州: the Friday sit-in, through pages alone', () => {
  test('the coordinator makes its schedule; what does not fit is told at its field, and nothing typed is lost', async () => {
    const { page } = coordinator;
    await page.getByRole('link', { name: '值守日历' }).click();
    await page.getByText('这一周没有值守安排').waitFor();
    expect(await coordinator.barriers()).toEqual([]);
    await page.getByRole('link', { name: '新建日程' }).click();
    await page.getByRole('link', { name: '政务服务进社区·坐班日' }).last().click();
    await page.getByRole('button', { name: '每周', exact: true }).waitFor();
    await coordinator.picks('星期', '周五');
    await coordinator.fills({ 名称: '平天湖社区坐班日', 开始时间: '11:30', 结束时间: '09:00', 期限: shift(friday, 60) });
    await coordinator.picks('坐班社区', '平天湖');
    await coordinator.picks('坐班单位', '政务服务中心');
    await coordinator.picks('坐班单位', '市场监督');
    await page.keyboard.press('Escape');
    await coordinator.picks('督办单位', '经开区管理委员会');
    await coordinator.photographs('duties-make');
    expect(await coordinator.barriers()).toEqual([]);
    const make = page.locator('form').getByRole('button', { name: '新建日程' });
    await make.click();
    await page.getByText('结束时间须晚于开始时间').waitFor();
    expect(await page.getByLabel('名称').inputValue()).toBe('平天湖社区坐班日');
    await coordinator.fills({ 开始时间: '09:00', 结束时间: '11:30' });
    await make.click();
    await page.getByText('日程已建立').waitFor();
    await page.getByRole('heading', { name: '平天湖社区坐班日' }).waitFor();
    expect(await madeSchedule()).toMatchObject({ recurrence: { kind: 'weekly', weekday: 5 }, opensAt: '09:00', leadDays: 3, onHoliday: 'skip' });
  });

  test('a holiday is shown as skipped and why; an occasion is moved, and refused where it must be', async () => {
    const { page } = coordinator;
    await coordinator.goes(`/duties?week=${holiday}`);
    await page.getByText(`${holiday} 非工作日,不开展`).first().waitFor();
    expect(await page.locator('a.duty.off').innerText()).toContain('不开展');
    await coordinator.photographs('duties-holiday');

    await page.getByRole('link', { name: '下一周' }).click();
    await page.locator('a.duty').first().click();
    await page.getByRole('button', { name: '改期', exact: true }).click();
    const form = page.locator('form');
    const move = async (day: string): Promise<void> => {
      await coordinator.fills({ 改至: day, 理由: '社区停电' });
      await form.getByRole('button', { name: '改期' }).click();
    };
    await move(shift(friday, -7));
    await page.getByText(/早于当前时间/).waitFor();
    await move(shift(moved, 7));
    await page.getByText(`${shift(moved, 7)} 已有一次`).waitFor();
    expect(await page.getByLabel('理由').inputValue()).toBe('社区停电');
    expect(await coordinator.barriers()).toEqual([]);
    await move(shift(moved, -1));
    await page.getByText('已调整').waitFor();
    await page.getByRole('link', { name: /原定此日,改至/ }).waitFor();
    expect(await page.locator('a.duty.on').first().innerText()).toContain('改期');
    await coordinator.photographs('duties-moved');
    expect(await coordinator.barriers()).toEqual([]);

    const { id } = await madeSchedule();
    const { body } = await chizhou.coordinator.get<{ items: Occasion[] }>(`/api/v1/schedules/${id}/occasions?from=${moved.slice(0, 8)}01&limit=20`);
    expect(body.items.find(({ planned }) => planned === moved)).toMatchObject({ day: shift(moved, -1), changed: { reason: '社区停电' } });
  });

  test('the case is opened ahead, both units confirm from their desks, one does not come, a substitute is named, and coverage says so', async () => {
    const { page } = coordinator;
    await coordinator.goes(`/duties?week=${friday}`);
    await page.locator('a.duty').first().click();
    await page.getByRole('link', { name: '查看日程' }).click();
    await page.getByRole('button', { name: '立即为下一次立案' }).click();
    await page.getByText(/已立案 贵服/).first().waitFor();
    const [{ workflowId } = { workflowId: '' }] = await system.db.case.findMany({ where: { procedure: 'serviceDay', serviceDay: friday } });

    await sendsFromDesk('chizhou-service-1', '确认坐班人员', '魏然', '政务服务中心');
    await coordinator.goes(`/duties?week=${friday}`);
    await page.getByText('确认 1/2').waitFor();
    await sendsFromDesk('chizhou-market-1', '确认坐班人员', '柏青', '市场监督');
    await chizhou.comesTo(workflowId, `${friday}T09:00:00+08:00`);
    await sendsFromDesk('chizhou-service-1', '到岗', '魏然', '政务服务中心');
    await chizhou.comesTo(workflowId, `${friday}T09:16:00+08:00`);

    await page.reload();
    await page.getByText('缺勤 1').waitFor();
    await page.locator('a.duty').first().click();
    await page.getByText('已立案,请在事项中办理').waitFor();
    const absent = page.locator('.roster li.missed');
    expect(await absent.innerText()).toContain('池州经开区市场监督管理局');
    await absent.getByText(/前安排由谁替补/).waitFor();
    await coordinator.photographs('duties');
    expect(await coordinator.barriers()).toEqual([]);
    await coordinator.picks('替补单位', '九华农商行');
    await coordinator.fills({ 理由: '改由银行派员' });
    await absent.getByRole('button', { name: '安排替补' }).click();
    await page.getByText('替补:九华农商行').waitFor();
    await sendsFromDesk('jiuhua-bank-1', '到岗', '彭程', '九华农商行');
    await page.reload();
    await page.getByText('到岗 2/2').waitFor();

    await page.getByRole('link', { name: '查看日程' }).click();
    await page.getByRole('button', { name: '覆盖', exact: true }).click();
    const done = page.getByRole('link', { name: /· 已完成: 2/ });
    await done.click();
    await page.locator('.coverage .coming').getByText('池州经开区政务服务中心、池州经开区市场监督管理局').waitFor();
    await coordinator.photographs('duties-coverage');
    expect(await coordinator.barriers()).toEqual([]);
    expect(coordinator.complaints).toEqual([]);
  });
});

describe('who reads it', () => {
  test('in English and in the dark it has no barrier; arrow keys go from day to day', async () => {
    const { page } = coordinator;
    await coordinator.goes(`/duties?week=${moved}`);
    await page.getByRole('button', { name: 'English' }).click();
    await page.getByLabel('Appearance').selectOption('dark');
    await page.getByRole('heading', { name: 'Calendar of duties' }).waitFor();
    await page.locator('a.duty').first().focus();
    await page.keyboard.press('ArrowRight');
    expect(await page.locator('a.duty.away:focus').count()).toBe(1);
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Back to the plan' }).waitFor();
    await coordinator.photographs('duties-dark-en');
    expect(await coordinator.barriers()).toEqual([]);
    await page.getByRole('button', { name: 'Back to the plan' }).click();
    await page.locator('a.duty.away').waitFor({ state: 'detached' });
    await page.keyboard.press('Escape');
    await page.getByRole('link', { name: 'Schedules', exact: true }).click();
    await page.getByRole('cell', { name: /平天湖社区坐班日/ }).waitFor();
    await coordinator.photographs('duties-schedules');
    expect(await coordinator.barriers()).toEqual([]);
    await page.getByLabel('Appearance').selectOption('light');
    await page.getByRole('button', { name: '中文' }).click();
  });

  test('a unit sees its duty and no tools of the coordinator; another place sees nothing', async () => {
    const market = await Visitor.of(browser, system.url);
    await market.logsIn('chizhou-market-1');
    await market.goes(`/duties?week=${friday}`);
    await market.page.locator('a.duty').first().click();
    await market.page.getByText('替补:九华农商行').waitFor();
    expect(await market.page.getByRole('heading', { name: '调整这一次' }).count()).toBe(0);
    expect(await market.page.getByRole('link', { name: '新建日程' }).count()).toBe(0);
    const elsewhere = await Visitor.of(browser, system.url);
    await elsewhere.logsIn('tunxi-coordinator');
    await elsewhere.goes(`/duties?week=${friday}`);
    await elsewhere.page.getByText('这一周没有值守安排').waitFor();
    expect([...market.complaints, ...elsewhere.complaints]).toEqual([]);
  });
});
