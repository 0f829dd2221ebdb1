import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { examplePassword } from '../../prisma/seed/example/example.ts';
import { exampleOfficers } from '../../prisma/seed/example/officers.ts';
import { Feidong, petition } from '../rig/feidong.ts';
import { System } from '../rig/system.ts';
import { rubbish, Tunxi } from '../rig/tunxi.ts';
import { openBrowser, Visitor } from './browser.ts';

let system: System;
let browser: Browser;

beforeAll(async () => {
  [system, browser] = await Promise.all([System.start(), openBrowser()]);
});
afterAll(async () => {
  await browser.close();
  await system.stop();
});

/** Somebody who logs in and sees the page on which people of his role begin. */
async function enters(userName: string, heading: string, password = examplePassword): Promise<Visitor> {
  const visitor = await Visitor.of(browser, system.url);
  await visitor.goes('/login');
  await visitor.fills({ 用户名: userName, 密码: password });
  await visitor.page.getByRole('button', { name: '登录', exact: true }).click();
  await visitor.page.getByRole('heading', { name: heading, exact: true }).waitFor();
  return visitor;
}

/** Axe finds nothing, in both languages, light and dark. */
async function hasNoBarrier(visitor: Visitor, name: string): Promise<void> {
  const { page } = visitor;
  await visitor.settles();
  await visitor.photographs(name);
  expect(await visitor.barriers()).toEqual([]);
  await page.getByRole('banner').getByRole('button', { name: 'English' }).click();
  await page.getByRole('banner').getByLabel('Appearance').selectOption('dark');
  await visitor.photographs(`${name}-dark-en`);
  expect(await visitor.barriers()).toEqual([]);
  await page.getByRole('banner').getByLabel('Appearance').selectOption('light');
  await page.getByRole('banner').getByRole('button', { name: '中文' }).click();
}

/** Where a position lies on the map, from what the map says of two points of it. */
async function pixelsOf(page: Page): Promise<(lng: number, lat: number) => { x: number; y: number }> {
  const box = await page.locator('.map').boundingBox();
  if (box === null) throw new Error('there is no map');
  const at = async (x: number, y: number) => {
    await page.mouse.move(box.x + x, box.y + y);
    const text = await page.locator('.area output').innerText();
    const [lng = 0, lat = 0] = text.split(', ').map(Number);
    return { x: box.x + x, y: box.y + y, lng, lat };
  };
  const [from, to] = [await at(60, 60), await at(box.width - 60, box.height - 60)];
  return (lng, lat) => ({
    x: from.x + ((lng - from.lng) / (to.lng - from.lng)) * (to.x - from.x),
    y: from.y + ((lat - from.lat) / (to.lat - from.lat)) * (to.y - from.y),
  });
}

describe('the system administrator', () => {
  let administrator: Visitor;
  let page: Page;
  beforeAll(async () => {
    administrator = await enters('system-admin', '单位与网格');
    ({ page } = administrator);
  });

  test('goes down the tree and finds a unit', async () => {
    await page.getByRole('navigation', { name: '区划' }).getByRole('link', { name: '黄山市' }).click();
    await page.getByRole('button', { name: '屯溪区人民政府的下级' }).click();
    await page.getByRole('button', { name: '老街街道办事处的下级' }).click();
    await hasNoBarrier(administrator, 'registry-units');
    await administrator.fills({ 按名称查找单位: '老街社区' });
    await page.getByRole('button', { name: '查找' }).click();
    await page.getByRole('link', { name: '老街社区第二网格' }).click();
    await page.getByRole('heading', { name: '网格范围' }).waitFor();
    await page.getByText('共 4 个角,与相邻网格没有重叠').waitFor();
    await hasNoBarrier(administrator, 'registry-grid');
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: '返回列表' }).click().then(() => page.getByRole('button', { name: '导出 CSV' }).click())]);
    expect(download.suggestedFilename()).toBe('单位与网格.csv');
  });

  test('makes a grid: a wrong parent stands at its field, and what was typed stays', async () => {
    await administrator.goes('/registry/units');
    await page.getByRole('button', { name: '新增单位' }).click();
    await administrator.fills({ 代码: 'laojie-grid-3' });
    await page.getByRole('group', { name: '名称' }).getByLabel('中文').fill('老街社区第三网格');
    await page.getByRole('group', { name: '名称' }).getByLabel('英文').fill('Laojie community, grid 3');
    await page.getByRole('combobox', { name: '类型' }).click();
    await page.locator('.ant-select-item-option').filter({ hasText: /^网格$/, visible: true }).click();
    await administrator.picks('区划', '老街街道');
    await administrator.picks('上级单位', '老街街道办事处');
    await administrator.photographs('registry-unit-form');
    expect(await administrator.barriers()).toEqual([]);
    await page.getByRole('button', { name: '保存', exact: true }).click();
    await page.getByText('网格的上级须为社区(村)').waitFor();
    expect(await page.getByLabel('代码').inputValue()).toBe('laojie-grid-3');
    await administrator.picks('上级单位', '老街社区');
    await page.getByRole('button', { name: '保存', exact: true }).click();
    await page.getByRole('heading', { name: '老街社区第三网格', exact: true }).waitFor();
  });

  test('draws its area with the mouse: an overlap is told before, and refused after; typed corners mend it', async () => {
    await page.locator('.map canvas').waitFor();
    const at = await pixelsOf(page);
    const clicks = async (...corners: Array<[number, number]>): Promise<void> => {
      for (const [lng, lat] of corners) {
        const { x, y } = at(lng, lat);
        await page.mouse.move(x, y);
        await page.mouse.click(x, y);
        await page.waitForTimeout(300); // two clicks within a quarter of a second are a double-click, which ends the ring
      }
    };
    // 老街社区第二网格 ends at 118.312 in the east and 29.712 in the north: this ring begins within it.
    await clicks([118.309, 29.7125], [118.3118, 29.7125], [118.3118, 29.7095], [118.309, 29.7095], [118.309, 29.7125]);
    await page.getByText('与以下网格重叠,保存时会被拒绝:老街社区第二网格').waitFor();
    await administrator.photographs('registry-overlap');
    expect(await administrator.barriers()).toEqual([]);
    await page.getByRole('button', { name: '保存范围' }).click();
    await page.getByText('与老街社区第二网格(laojie-grid-2)的范围重叠').waitFor();
    expect((await system.db.unit.findUniqueOrThrow({ where: { code: 'laojie-grid-3' } })).area).toBeNull();

    const corners = page.getByLabel('各角的经度、纬度');
    await corners.fill('118.312, 29.705\n118.318, 29.705\n118.318, 29.7x\n118.312, 29.712');
    await page.getByText('第 3 行不是经度和纬度').waitFor();
    await corners.fill('118.312, 29.705\n118.318, 29.705\n118.318, 29.712\n118.312, 29.712');
    await page.getByText('共 4 个角,与相邻网格没有重叠').waitFor();
    await page.getByRole('button', { name: '撤销' }).click();
    expect(await corners.inputValue()).toContain('29.7x');
    await corners.fill('118.312, 29.705\n118.318, 29.705\n118.318, 29.712\n118.312, 29.712');
    await page.getByRole('button', { name: '保存范围' }).click();
    await page.getByText('已保存').waitFor();
  });

  test('moves a corner with the mouse, which catches on the neighbour', async () => {
    await page.getByRole('button', { name: '居中' }).click();
    const at = await pixelsOf(page);
    const [from, to] = [at(118.318, 29.712), at(118.316, 29.7115)];
    await page.mouse.move(from.x, from.y);
    await page.mouse.down();
    await page.mouse.move(to.x, to.y, { steps: 8 });
    await page.mouse.up();
    await page.getByText('范围有改动,尚未保存').waitFor();
    await administrator.photographs('registry-drawn');
    await page.getByRole('button', { name: '保存范围' }).click();
    await page.getByText('范围有改动,尚未保存').waitFor({ state: 'detached' });
    const { area } = await system.db.unit.findUniqueOrThrow({ where: { code: 'laojie-grid-3' } });
    expect(JSON.stringify(area)).toMatch(/118\.31[56]\d*,29\.711/);
    expect(JSON.stringify(area)).toContain('[118.312,29.712]');
    expect(administrator.complaints).toEqual([]);
  });

  test('has made a place where an event can be: it goes to the new grid', async () => {
    const tunxi = await Tunxi.of(system);
    const there = { lat: 29.708, lng: 118.314 };
    expect((await tunxi.coordinator.get(`/api/v1/grids/at?region=341002004&lat=${there.lat}&lng=${there.lng}`)).body).toMatchObject({ grid: { code: 'laojie-grid-3' } });
    const { workflowId } = await tunxi.opens(rubbish({ matter: { point: there } }), tunxi.coordinator);
    expect(await system.db.case.findUniqueOrThrow({ where: { workflowId } })).toMatchObject({ place: 'laojie-grid-3' });
  });

  test('imports: a bad line is named and nothing comes in; a good table does', async () => {
    await administrator.goes('/registry/imports?kind=grids');
    await page.getByRole('heading', { name: '批量导入' }).waitFor();
    const [template] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: '下载 CSV 模板' }).click()]);
    expect(template.suggestedFilename()).toBe('grids-template.csv');
    const sends = (...lines: string[]) =>
      page.getByLabel('选择 CSV 或 XLSX 文件').setInputFiles({ name: 'grids.csv', mimeType: 'text/csv', buffer: Buffer.from(['代码,名称,所属社区', ...lines].join('\n')) });
    await sends('laojie-grid-4,老街社区第四网格,laojie-community', 'laojie-grid-5,老街社区第五网格,nowhere');
    const fault = page.getByRole('row').filter({ hasText: '没有代码为 nowhere 的单位' });
    await fault.waitFor();
    expect((await fault.getByRole('cell').allInnerTexts()).slice(0, 2)).toEqual(['3', '所属社区']);
    expect(await page.getByRole('button', { name: /确认导入/ }).count()).toBe(0);
    await hasNoBarrier(administrator, 'registry-imports');
    expect(await system.db.unit.count({ where: { code: 'laojie-grid-4' } })).toBe(0);
    await sends('laojie-grid-4,老街社区第四网格,laojie-community', 'laojie-grid-5,老街社区第五网格,laojie-community');
    await page.getByRole('button', { name: '确认导入 2 条' }).click();
    await page.getByText('已导入').waitFor();
    expect(await system.db.unit.count({ where: { code: { in: ['laojie-grid-4', 'laojie-grid-5'] } } })).toBe(2);
  });

  test('changes a matter, registers who takes in, and finds officers', async () => {
    await administrator.goes('/registry/matters');
    await page.getByRole('link', { name: '小额贷款' }).first().click();
    await hasNoBarrier(administrator, 'registry-matter');
    await page.getByRole('button', { name: '修改' }).click();
    await page.getByLabel('数量').fill('4');
    await page.getByRole('button', { name: '保存', exact: true }).click();
    await page.getByText('已保存').waitFor();
    expect(await system.db.matter.findUniqueOrThrow({ where: { code: 'small-loan' } })).toMatchObject({ promise: { amount: 4, unit: 'workday' }, jointly: true, departments: ['chizhou-etdz-hr', 'jiuhua-bank'] });

    await administrator.goes('/registry/receiving');
    await page.getByRole('button', { name: '登记受理单位' }).click();
    await page.getByRole('combobox', { name: '流程' }).fill('投诉');
    await page.locator('.ant-select-item-option').filter({ visible: true }).first().click();
    await administrator.picks('区划', '屯溪区');
    await administrator.picks('受理单位', '屯溪区网格化');
    await page.getByRole('button', { name: '保存', exact: true }).click();
    await page.getByRole('row').filter({ hasText: '屯溪区网格化服务管理中心' }).waitFor();
    await page.getByRole('row').filter({ hasText: '桐城市纪委监委' }).getByText('室组地联动').waitFor();
    await hasNoBarrier(administrator, 'registry-receiving');

    await administrator.goes('/registry/officers?kind=supervisor');
    await page.getByRole('link', { name: '示例·马原' }).click();
    await page.getByRole('heading', { name: '回避申报' }).waitFor();
    await hasNoBarrier(administrator, 'registry-officer');
    await administrator.goes('/registry/regions?region=341002');
    await page.getByRole('link', { name: '老街街道' }).first().waitFor();
    await hasNoBarrier(administrator, 'registry-regions');
    expect(administrator.complaints).toEqual([]);
  });

  test('sees no business data, in the pages or from the API', async () => {
    for (const name of ['我的待办', '事项', '立案', '监督大屏', '账号', '审计']) expect(await page.getByRole('link', { name, exact: true }).count()).toBe(0);
    await administrator.goes('/cases');
    await page.getByText('您无权进行此操作').waitFor();
    for (const userName of ['system-admin', 'security-admin', 'audit-admin']) {
      const who = await system.as(userName);
      for (const path of ['/api/v1/cases', '/api/v1/steps']) expect(await who.get(path)).toMatchObject({ status: 403 });
    }
  });
});

describe('the security administrator', () => {
  const newcomer = { userName: 'tunxi-newcomer', password: '' };

  test('opens an account, whose owner must change the password at the first log-in', async () => {
    await system.db.officer.create({ data: { name: '示例·新来者', unitCode: 'tunxi-urban', roles: ['handler'] } });
    const security = await enters('security-admin', '账号');
    const { page } = security;
    await hasNoBarrier(security, 'accounts');
    await page.getByRole('button', { name: '开立账号' }).click();
    await security.picks('人员', '新来者');
    await security.fills({ 用户名: 'feidong-head' });
    await page.getByRole('button', { name: '开立账号' }).click();
    await page.getByText('用户名已被使用').waitFor();
    await security.fills({ 用户名: newcomer.userName });
    await page.getByRole('button', { name: '开立账号' }).click();
    newcomer.password = await page.locator('.one-time').innerText();
    await security.photographs('account-opened');
    expect(await security.barriers()).toEqual([]);
    expect(page.url()).not.toContain(newcomer.password);

    const owner = await enters(newcomer.userName, '修改密码', newcomer.password);
    expect(await owner.page.getByRole('navigation', { name: '主导航' }).count()).toBe(0);
    await owner.fills({ 当前密码: newcomer.password, 新密码: 'too-weak' });
    await owner.page.getByRole('button', { name: '修改密码' }).click();
    await owner.page.getByText('密码强度不足').waitFor();
    await owner.fills({ 新密码: 'Newcomer-2026' });
    await owner.page.getByRole('button', { name: '修改密码' }).click();
    await owner.page.getByText('密码已修改').waitFor();
    await owner.goes('/desk');
    await owner.page.getByRole('heading', { name: '我的待办' }).waitFor();
    expect([...security.complaints, ...owner.complaints]).toEqual([]);
  });

  test('unlocks after five wrong passwords, gives a new one, disables, and makes keys', async () => {
    const stranger = await Visitor.of(browser, system.url);
    await stranger.goes('/login');
    for (let attempt = 1; attempt <= 5; attempt += 1) {
      await stranger.fills({ 用户名: newcomer.userName, 密码: `Wrong-${attempt}-password` });
      await stranger.page.getByRole('button', { name: '登录', exact: true }).click();
      await stranger.page.getByText('用户名或密码不正确').waitFor();
    }
    await stranger.fills({ 密码: 'Newcomer-2026' });
    await stranger.page.getByRole('button', { name: '登录', exact: true }).click();
    await stranger.page.getByText('账号已锁定').waitFor();

    const security = await enters('security-admin', '账号');
    const { page } = security;
    await page.getByRole('navigation', { name: '状态' }).getByRole('link', { name: '已锁定' }).click();
    await page.getByRole('link', { name: newcomer.userName }).click();
    await hasNoBarrier(security, 'account-locked');
    await page.getByRole('button', { name: '解除锁定' }).click();
    await page.getByText('已解除锁定').waitFor();
    await stranger.page.getByRole('button', { name: '登录', exact: true }).click();
    await stranger.page.getByRole('heading', { name: '我的待办' }).waitFor();

    await page.getByRole('button', { name: '停用' }).click();
    expect(await security.barriers()).toEqual([]);
    await page.getByRole('dialog').getByRole('button', { name: '停用' }).click();
    await page.getByRole('button', { name: '恢复' }).waitFor();
    await stranger.goes('/me');
    await stranger.page.getByRole('heading', { name: '登录已过期' }).waitFor();

    await page.getByRole('link', { name: '返回列表' }).click();
    await page.getByRole('link', { name: '服务账号密钥' }).click();
    await page.getByRole('button', { name: '签发密钥' }).click();
    await page.getByText('示例·自助终端', { exact: false }).first().waitFor();
    await page.getByRole('radiogroup', { name: '服务账号' }).getByText('自助终端').click();
    await security.fills({ 用途: '大厅自助机' });
    await page.locator('form').getByRole('button', { name: '签发密钥' }).click();
    const secret = await page.locator('.one-time').innerText();
    expect(secret).toMatch(/^ld_/);
    await hasNoBarrier(security, 'account-keys');
    await page.getByRole('row').filter({ hasText: '大厅自助机' }).getByRole('button', { name: '吊销' }).click();
    await page.getByRole('dialog').getByRole('button', { name: '吊销' }).click();
    await page.getByRole('row').filter({ hasText: '大厅自助机' }).getByText('已吊销').waitFor();
    expect(security.complaints).toEqual([]);
  });
});

describe('the audit administrator', () => {
  test('sees who read a confidential case and who changed what, and that the chain is whole until somebody tampers', async () => {
    const feidong = await Feidong.of(system);
    const workflowId = await feidong.leadsTo('verify', petition());
    const { caseNo } = await feidong.sees(workflowId);
    const audit = await enters('audit-admin', '审计');
    const { page } = audit;
    await audit.picks('人员', '张衡');
    await audit.fills({ 事项编号: caseNo });
    await page.getByRole('button', { name: '筛选' }).click();
    await page.getByRole('row').filter({ hasText: caseNo }).filter({ hasText: '示例·张衡' }).first().waitFor();
    expect(new URL(page.url()).searchParams.get('officer')).toBe(exampleOfficers.feidongCoordinator.id);
    await hasNoBarrier(audit, 'audit-reads');
    await page.getByRole('link', { name: '登录与管理操作' }).click();
    await audit.fills({ 对象或用户名: 'units/laojie-grid-3' });
    await page.getByRole('button', { name: '筛选' }).click();
    await page.getByRole('row').filter({ hasText: '新增或修改单位' }).filter({ hasText: '未执行:有 … 处内容不符合要求' }).first().waitFor();
    await page.getByRole('row').filter({ hasText: '成功' }).first().getByText('序号').click();
    await page.getByText('"Polygon"').first().waitFor();
    await hasNoBarrier(audit, 'audit-acts');

    await page.getByRole('link', { name: '审计链核验' }).click();
    await page.getByRole('button', { name: '核验' }).click();
    await page.getByText(/完整:共核验 \d+ 条/).waitFor();
    const head = await page.locator('.head-hash').innerText();
    await audit.fills({ 此前抄录的链尾: head });
    await page.getByRole('button', { name: '核验' }).click();
    await page.getByText('与此前抄录的链尾相符').waitFor();
    await hasNoBarrier(audit, 'audit-chain');
    await system.db.$executeRawUnsafe('ALTER TABLE audit_entry DISABLE TRIGGER ALL');
    await system.db.$executeRawUnsafe(`UPDATE audit_entry SET officer = '${exampleOfficers.auditor.id}' WHERE seq = 3`);
    await system.db.$executeRawUnsafe('ALTER TABLE audit_entry ENABLE TRIGGER ALL');
    await page.getByRole('button', { name: '核验' }).click();
    await page.getByText('第 3 条与前一条不相符').waitFor();
    expect(await audit.barriers()).toEqual([]);
    expect(audit.complaints).toEqual([]);
  });
});

describe('a handler', () => {
  test('looks at the registry from a typed address, without a button that changes it', async () => {
    const handler = await enters('tunxi-market-1', '我的待办');
    const { page } = handler;
    await handler.goes('/registry/units?one=laojie-grid-1');
    await page.getByRole('heading', { name: '网格范围' }).waitFor();
    await page.locator('.map canvas').waitFor();
    for (const name of ['修改', '保存范围', '重新绘制', '清除范围']) expect(await page.getByRole('button', { name }).count()).toBe(0);
    expect(await handler.barriers()).toEqual([]);
    for (const section of ['units', 'officers', 'regions', 'matters', 'receiving']) {
      await handler.goes(`/registry/${section}`);
      await page.locator('.rows, table').first().waitFor();
      expect(await page.getByRole('button', { name: /新增|登记|取消/ }).count()).toBe(0);
    }
    await handler.goes('/registry/imports');
    await page.getByText('您没有可导入的表').waitFor();
    for (const path of ['/accounts', '/audit']) {
      await handler.goes(path);
      await page.getByText('您无权进行此操作').waitFor();
    }
  });

  test('on his own page declares whom he keeps out of the way of, changes how the pages look, and logs out', async () => {
    const handler = await enters('tunxi-market-1', '我的待办');
    const { page } = handler;
    await page.getByRole('link', { name: /示例·/ }).click();
    await page.getByRole('heading', { name: '回避申报' }).waitFor();
    await page.getByRole('group', { name: '回避关系', exact: false }).getByRole('button', { name: '添加一项' }).click();
    await handler.answers('关系', '近亲属');
    await page.getByRole('button', { name: '提交申报' }).click();
    await page.getByText('须填写人员或单位之一').waitFor();
    await handler.picks('人员', '马原');
    await page.getByRole('button', { name: '提交申报' }).click();
    await page.getByText('回避关系已申报').waitFor();
    expect(await system.db.officerRelation.count({ where: { subjectOfficerId: exampleOfficers.tunxiSupervisor.id } })).toBe(1);
    await hasNoBarrier(handler, 'me');
    await page.getByLabel('语言').selectOption('en');
    await page.getByRole('heading', { name: 'Recusal' }).waitFor();
    await page.getByLabel('Language').selectOption('zh');
    await page.getByRole('main').getByRole('button', { name: '退出登录' }).click();
    await page.getByLabel('用户名').waitFor();
    expect(handler.complaints).toEqual([]);
  });
});
