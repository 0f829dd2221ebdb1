import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import type { CaseView } from '../../contracts/api/cases.ts';
import { jpeg } from '../rig/pictures.ts';
import { System } from '../rig/system.ts';
import { resident, Tunxi } from '../rig/tunxi.ts';
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

async function somebody(userName: string, home?: string): Promise<Visitor> {
  const visitor = await Visitor.of(browser, system.url);
  await visitor.logsIn(userName, home);
  return visitor;
}

async function attachesPhoto({ page }: Visitor): Promise<void> {
  await page.locator('input[type=file]').last().setInputFiles({ name: 'heap.jpg', mimeType: 'image/jpeg', buffer: jpeg });
  await page.getByText('已上传 heap.jpg').last().waitFor();
}

describe('屯溪: 前端发现报告—网上分级分流—部门联动办理—全程跟踪督办—办结回访问效, through pages alone', () => {
  let caseNo = '';
  const people = new Map<string, Visitor>();
  /** Everybody keeps his browser open all the while. */
  const at = async (userName: string): Promise<Visitor> => {
    const known = people.get(userName) ?? (await somebody(userName));
    people.set(userName, known);
    await known.goes('/desk');
    return known;
  };

  test('a grid worker reports what a resident told him', async () => {
    const worker = await at('laojie-grid-1');
    const { page } = worker;
    await page.getByRole('navigation', { name: '主导航' }).getByRole('link', { name: '立案' }).click();
    await page.getByRole('link', { name: /网格事件/ }).click();
    await worker.fills({ 标题: '老街巷口暴露垃圾' });
    await worker.picks('小类', '暴露垃圾');
    await worker.answers('发现渠道', '居民反映');
    await worker.picks('网格', '老街社区第一网格');
    await worker.fills({ 问题描述: '巷口堆放垃圾约两方' });
    await page.getByRole('group', { name: '当事人' }).getByRole('button', { name: '添加一项' }).click();
    await worker.picks('身份', '反映人');
    await worker.fills({ 姓名: resident.name, 电话: resident.phone });
    await page.getByRole('button', { name: '提交立案' }).click();
    caseNo = (await page.locator('.big').innerText()).trim();
    expect(caseNo).toMatch(/^屯网/);
  });

  test('the centre grades it, the street whistles, urban management reports in and clears it, the street concludes', async () => {
    const centre = await at('tunxi-coordinator');
    await centre.takes('立案、分级分流');
    await centre.answers('立案决定', '立案');
    await centre.page.getByRole('spinbutton', { name: '分级' }).fill('3');
    await centre.completes('立案、分级分流');

    const street = await at('laojie-1');
    await street.takes('街道吹哨');
    await street.picks('报到部门', '城市管理');
    await street.page.keyboard.press('Escape');
    await street.page.getByRole('button', { name: '提交办结' }).click();
    await street.page.getByText('已办结:街道吹哨').waitFor();

    const urban = await at('tunxi-urban-1');
    await urban.takes('部门报到');
    await urban.completes('部门报到');
    await urban.takes('部门办理');
    await urban.fills({ 处置措施: '出动清运车一辆' });
    await urban.page.getByRole('group', { name: '照片' }).getByRole('button', { name: '添加一项' }).click();
    await attachesPhoto(urban);
    await urban.completes('部门办理');

    const concluding = await at('laojie-1');
    await concluding.takes('处置');
    await concluding.fills({ 处置措施: '巷口增设垃圾桶' });
    await concluding.completes('处置');
  });

  test('who found it checks with a photograph, the centre asks the resident, and the case closes', async () => {
    const worker = await at('laojie-grid-1');
    await worker.takes('现场核查');
    await worker.answers('已处置到位', '是');
    await attachesPhoto(worker);
    await worker.completes('现场核查');

    const centre = await at('tunxi-coordinator');
    await centre.takes('回访');
    await centre.answers('方式', '电话');
    await centre.answers('结果', '已联系上');
    await centre.answers('问题已解决', '是');
    await centre.answers('满意度', '非常满意');
    await centre.completes('回访');
    const { body } = await tunxi.coordinator.get<CaseView>(`/api/v1/cases/${encodeURIComponent(caseNo)}`);
    expect(body).toMatchObject({ status: 'closed', outcome: 'resolved', grade: 3, place: 'laojie-grid-1' });
    expect(body.evidence).toHaveLength(2);
    await centre.goes(`/cases/${encodeURIComponent(caseNo)}`);
    await centre.page.locator('.under').getByText('已办结').waitFor();
    await centre.settles();
    await centre.photographs('case-closed');
    expect([...people.values()].flatMap(({ complaints }) => complaints)).toEqual([]);
  });
});
