import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { examplePassword } from '../../prisma/seed/example/example.ts';
import { Chizhou, filing, today } from '../rig/chizhou.ts';
import { until } from '../rig/eventually.ts';
import { freePort } from '../rig/infra.ts';
import { System } from '../rig/system.ts';
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

/** Logs in, whatever page the roles begin with, and goes to a section of the registry. */
async function enters(userName: string, section: string, search = ''): Promise<Visitor> {
  const visitor = await Visitor.of(browser, system.url);
  await visitor.goes(`/registry/${section}${search}`);
  await visitor.page.getByLabel('用户名').fill(userName);
  await visitor.page.getByLabel('密码').fill(examplePassword);
  await visitor.page.getByRole('button', { name: '登录' }).click();
  await visitor.page.locator('.sections h1').waitFor();
  return visitor;
}

const inBeijing = (daysLater: number): string => new Date(Date.now() + (daysLater * 24 + 8) * 3_600_000).toISOString().slice(0, 10);

describe('时限规则', () => {
  test('the next version is published; the forecast tells both; a running clock keeps its own', async () => {
    const { workflowId } = await chizhou.leadsTo('decide');
    const before = await chizhou.clock(workflowId, 'decide.decide');
    const administrator = await enters('system-admin', 'rules');
    const { page } = administrator;
    await administrator.photographs('rules');
    expect(await administrator.barriers()).toEqual([]);
    await page.getByLabel('按名称、环节、依据查找').fill('assistedFiling.decide');
    await page.getByRole('link', { name: before.plan?.label.zh ?? '' }).click();
    await page.getByText('帮办代办 · 作出决定').first().waitFor();
    await page.getByRole('button', { name: '发布下一版本' }).click();
    expect(await administrator.barriers()).toEqual([]);

    await page.getByRole('group', { name: '时限', exact: false }).first().getByLabel('数量').fill('3');
    await page.getByRole('button', { name: '添加一级' }).click();
    await page.getByLabel('第 6 级:何时').selectOption('afterDue');
    await page.getByLabel('第 6 级:数量').fill('1.5');
    await page.getByLabel('依据 (必填)').fill('池州经开区提速承诺(试行)');
    await page.getByLabel('生效时间').fill(`${inBeijing(-1)}T08:00`);
    await page.getByRole('radiogroup', { name: '依据的可靠程度' }).getByText('未核实', { exact: false }).click();
    await page.getByRole('button', { name: '发布', exact: true }).click();
    await page.getByText('日、工作日、月须为整数').waitFor();
    await page.getByLabel('第 6 级:数量').fill('2');
    await page.getByRole('button', { name: '发布', exact: true }).click();
    await page.getByText('生效时间须在将来').waitFor();
    expect(await page.getByLabel('生效时间').getAttribute('aria-invalid')).toBe('true');
    await administrator.photographs('rule-publish');
    await page.getByLabel('生效时间').fill(`${inBeijing(1)}T08:00`);
    await page.getByRole('button', { name: '发布', exact: true }).click();
    await page.getByText('已发布第 2 版').waitFor();

    await page.getByRole('heading', { name: '按第 1 版' }).waitFor();
    await page.getByRole('heading', { name: '按第 2 版' }).waitFor();
    await page.getByText('新版早').waitFor();
    await page.getByLabel('如果时限从这时开始').fill(`${inBeijing(2)}T09:00`);
    await page.getByRole('heading', { name: '按第 2 版 此时起算适用本版' }).waitFor();
    expect(decodeURIComponent(page.url())).toContain(`from=${inBeijing(2)}T09:00`);
    await administrator.photographs('rule');
    expect(await administrator.barriers()).toEqual([]);
    expect(await chizhou.clock(workflowId, 'decide.decide')).toEqual(before);
    expect(administrator.complaints).toEqual([]);
  });
});

describe('工作日历', () => {
  test('a year is published from the lines of its notice, and a provisional due time is set again', async () => {
    const { year } = await system.db.calendarYear.findFirstOrThrow({ orderBy: { year: 'desc' } });
    const next = year + 1;
    const due = wednesdayFrom(`${next}-01-11`);
    await dueOn(due);
    const { workflowId } = await chizhou.opens(filing(), chizhou.window);
    expect((await chizhou.clock(workflowId, 'consult.consult')).plan).toMatchObject({ provisional: true, dueAt: `${due}T15:59:59.000Z` });

    const administrator = await enters('system-admin', 'calendar');
    const { page } = administrator;
    await administrator.photographs('calendar');
    await administrator.goes(`/registry/calendar?one=${next}`);
    await page.getByText('尚未公布', { exact: false }).first().waitFor();
    expect(await administrator.barriers()).toEqual([]);
    await page.getByRole('button', { name: `公布 ${next} 年放假安排` }).click();
    await page.getByText(/公布后,[1-9]\d* 个暂定时限/).waitFor();
    await administrator.fills({ '依据 (必填)': '测试用放假安排', '粘贴通知中的安排': `${next}-01-01 休 元旦\n5月1日至3日 休 劳动节\n国庆节放假` });
    await page.getByRole('button', { name: '读入' }).click();
    await page.getByText('第 3 行无法识别').waitFor();
    await page.getByRole('button', { name: `公布 ${next} 年安排` }).click();
    await page.getByText('应为放假日').waitFor();
    await administrator.fills({ '粘贴通知中的安排': `10月1日—7日 休 国庆节`, 点选的日子叫什么: '测试节' });
    await page.getByRole('button', { name: '读入' }).click();
    await page.getByRole('button', { name: new RegExp(`^1月${Number(due.slice(8))}日.*工作日$`) }).click();
    await page.getByText(`+ ${due} 休 测试节`).waitFor();
    await administrator.photographs('calendar-publish');
    expect(await administrator.barriers()).toEqual([]);
    await page.getByRole('button', { name: `公布 ${next} 年安排` }).click();
    await page.getByText(`已公布 ${next} 年安排`).waitFor();
    await page.getByRole('heading', { name: '测试用放假安排' }).waitFor();
    expect(await administrator.barriers()).toEqual([]);

    await until(async () => (await chizhou.clock(workflowId, 'consult.consult')).plan?.dueAt === `${dayAfter(due)}T15:59:59.000Z`);
    expect((await chizhou.clock(workflowId, 'consult.consult')).plan?.provisional).toBe(false);
    expect(administrator.complaints).toEqual([]);
  });
});

describe('分派规则', () => {
  test('a rule is changed, and the tester tells it; a category without rule says so', async () => {
    const administrator = await enters('system-admin', 'routing');
    const { page } = administrator;
    await page.getByRole('link', { name: '暴露垃圾' }).waitFor();
    await administrator.photographs('routing');
    expect(await administrator.barriers()).toEqual([]);
    await page.getByRole('link', { name: '暴露垃圾' }).click();
    await page.getByRole('button', { name: '修改第 1 级规则' }).click();
    await page.getByRole('group', { name: '主办' }).getByLabel('由谁').selectOption('');
    await page.getByRole('button', { name: '发布', exact: true }).click();
    await page.getByText('请填写此项').waitFor();
    await page.getByRole('group', { name: '主办' }).getByLabel('由谁').selectOption('community');
    await administrator.fills({ '依据 (必填)': '屯溪区测试用分派规则' });
    expect(await administrator.barriers()).toEqual([]);
    await page.getByRole('button', { name: '发布', exact: true }).click();
    await page.getByText('分派规则第 2 版已生效').waitFor();
    await page.getByText('历次版本(1)').waitFor();
    await administrator.photographs('routing-category');

    await page.getByRole('link', { name: '试算这一小类' }).click();
    await administrator.picks('适用地区', '老街街道');
    await administrator.picks('网格', '黎阳社区第一网格');
    await page.getByRole('button', { name: '试算' }).click();
    await page.getByText('不是 341002004 的网格').waitFor();
    expect(await page.getByRole('combobox', { name: '网格' }).getAttribute('aria-invalid')).toBe('true');
    await administrator.picks('网格', '老街社区第一网格');
    await page.getByRole('button', { name: '试算' }).click();
    const result = page.getByRole('region', { name: '试算结果' });
    await result.getByText('由社区主办。依据:屯溪区测试用分派规则', { exact: false }).waitFor();
    await result.getByText('没有采用的规则').click();
    await result.getByText('已有新版本').waitFor();
    await administrator.photographs('routing-test');
    expect(await administrator.barriers()).toEqual([]);

    await administrator.goes('/registry/routing');
    await page.getByRole('button', { name: '新增小类' }).click();
    await page.getByLabel('代码').fill('Bad Code');
    await administrator.picks('大类', '民生服务');
    await page.getByRole('group', { name: '小类' }).getByLabel('中文').fill('测试小类');
    await page.getByRole('group', { name: '小类' }).getByLabel('英文').fill('Test category');
    await administrator.answers('居民可上报并查询', '否');
    await page.getByRole('button', { name: '保存' }).click();
    await page.getByText('小类代码为 2 至 48 位', { exact: false }).waitFor();
    await page.getByLabel('代码').fill('test-category');
    await page.getByRole('button', { name: '保存' }).click();
    await page.getByRole('link', { name: '测试小类' }).click();
    await page.getByRole('heading', { name: '这个小类没有启用的规则' }).waitFor();
    await page.getByRole('link', { name: '试算这一小类' }).click();
    await administrator.picks('适用地区', '老街街道');
    await administrator.picks('网格', '老街社区第一网格');
    await page.getByRole('button', { name: '试算' }).click();
    await page.getByText('小类“测试小类”没有分派规则').waitFor();
    expect(administrator.complaints).toEqual([]);
  });
});

describe('常用文本', () => {
  test('a head adds one for the unit; its handler inserts it at a step, and another unit does not see it', async () => {
    const head = await enters('chizhou-market-head', 'templates', '?kind=assistedFiling');
    await head.page.getByText('一次性补正告知').waitFor();
    await head.page.getByRole('button', { name: '新增常用文本' }).click();
    await head.picks('用在哪里', '作出决定 · 理由');
    await head.page.getByRole('group', { name: '名称' }).getByLabel('中文').fill('场所不符');
    await head.page.getByRole('group', { name: '文本' }).getByLabel('中文').fill('{caseNo}的经营场所不符合规定,请联系 13900000005。');
    await head.page.getByRole('button', { name: '保存' }).click();
    await head.page.getByText('疑似含有手机号码').waitFor();
    await head.page.getByRole('group', { name: '文本' }).getByLabel('中文').fill('{caseNo}的经营场所不符合{law}。');
    await head.page.getByRole('button', { name: '保存' }).click();
    await head.page.getByText('只能使用 {caseNo}').waitFor();
    expect(await head.barriers()).toEqual([]);
    await head.photographs('templates-add');
    await head.page.getByRole('group', { name: '文本' }).getByLabel('中文').fill('{caseNo}“{title}”的经营场所不符合规定。{unit}');
    await head.page.getByRole('button', { name: '保存' }).click();
    await head.page.getByRole('heading', { name: '场所不符' }).waitFor();
    await head.photographs('templates');
    expect(await head.barriers()).toEqual([]);
    expect(await head.page.getByRole('button', { name: '修改“场所不符”' }).count()).toBe(1);
    expect(await head.page.getByRole('button', { name: '修改“一次性补正告知”' }).count()).toBe(0);

    const { caseNo } = await chizhou.leadsTo('decide');
    const handler = await Visitor.of(browser, system.url);
    await handler.logsIn('chizhou-market-1');
    await handler.page.getByRole('link', { name: '作出决定' }).filter({ hasText: caseNo }).click();
    const menu = handler.page.locator('details.texts').first();
    await handler.page.getByLabel('理由').fill('经审查,');
    await menu.locator('summary').focus();
    await handler.page.keyboard.press('Enter');
    await menu.getByRole('button', { name: '场所不符' }).waitFor();
    await handler.photographs('standard-text');
    expect(await handler.barriers()).toEqual([]);
    await handler.page.keyboard.press('Tab');
    await handler.page.keyboard.press('Enter');
    expect(await handler.page.getByLabel('理由').inputValue()).toBe(`经审查,${caseNo}“个体营业执照申办”的经营场所不符合规定。池州经开区市场监督管理局`);
    await menu.locator('summary').click();
    await handler.page.keyboard.press('Escape');
    expect(await menu.getAttribute('open')).toBeNull();
    await handler.page.getByRole('button', { name: '退回' }).click();
    await handler.page.locator('details.texts summary').click();
    await handler.page.getByRole('button', { name: '不属于本单位职责' }).waitFor();
    expect(await handler.page.getByRole('button', { name: '场所不符' }).count()).toBe(0);

    await chizhou.leadsTo('decide', filing({ item: 'social-security-card' }), { lead: chizhou.hr });
    const other = await Visitor.of(browser, system.url);
    await other.logsIn('chizhou-hr-1');
    await other.takes('作出决定');
    await other.page.locator('details.texts summary').first().click();
    await other.page.getByRole('button', { name: '不予许可理由与救济告知' }).waitFor();
    expect(await other.page.getByRole('button', { name: '场所不符' }).count()).toBe(0);

    await head.page.getByRole('button', { name: '删除“场所不符”' }).click();
    await head.page.getByRole('dialog').getByRole('button', { name: '删除' }).click();
    await head.page.getByRole('heading', { name: '场所不符' }).waitFor({ state: 'detached' });
    for (const visitor of [head, handler, other]) expect(visitor.complaints).toEqual([]);
  });
});

describe('考核公式', () => {
  test('weights that are no whole are refused at their field, and the next version is published', async () => {
    const administrator = await enters('system-admin', 'formulas');
    const { page } = administrator;
    await page.getByRole('button', { name: '发布下一版本' }).click();
    await administrator.fills({ 办结率: '20', '依据 (必填)': '测试用考核办法' });
    await page.getByText('合计 120%').waitFor();
    await page.getByRole('radiogroup', { name: '依据的可靠程度' }).getByText('较有把握').click();
    await page.getByRole('button', { name: '发布', exact: true }).click();
    await page.getByRole('group', { name: '考核权重' }).getByText('各项权重之和须为 1').waitFor();
    await administrator.fills({ 按时率: '20', 响应率: '' });
    await page.getByText('合计 100%').waitFor();
    await administrator.photographs('formulas-publish');
    expect(await administrator.barriers()).toEqual([]);
    await page.getByRole('button', { name: '发布', exact: true }).click();
    await page.getByText('考核公式第 2 版已生效').waitFor();
    await page.getByText('得分 = 办结率 × 20% + 按时率 × 20% + 解决率 × 30% + 满意率 × 30%').waitFor();
    await administrator.photographs('formulas');
    expect(administrator.complaints).toEqual([]);
  });
});

describe('消息推送', () => {
  test('a secret is shown once; the administrator turns an address off, and gives none', async () => {
    const address = `http://127.0.0.1:${await freePort()}/events`;
    const head = await enters('chizhou-market-head', 'webhooks');
    await head.fills({ '地址 (必填)': 'ftp://127.0.0.1/events' });
    await head.page.getByRole('button', { name: '登记推送地址' }).click();
    await head.page.getByText('须为 http 或 https 地址', { exact: false }).waitFor();
    expect(await head.page.getByLabel('地址 (必填)').getAttribute('aria-invalid')).toBe('true');
    await head.fills({ '地址 (必填)': address });
    await head.page.getByRole('button', { name: '登记推送地址' }).click();
    const secret = await head.page.locator('.secret').innerText();
    expect(secret).toMatch(/^whsec_/);
    await head.photographs('webhook-secret');
    expect(await head.barriers()).toEqual([]);
    await head.page.getByRole('button', { name: '关闭' }).click();
    await head.page.getByText('还没有', { exact: true }).waitFor();
    await head.page.reload();
    await head.page.getByRole('heading', { name: address }).waitFor();
    expect(await head.page.content()).not.toContain(secret);
    await head.page.getByRole('button', { name: '更换密钥' }).click();
    await head.page.getByRole('button', { name: '确定' }).click();
    expect(await head.page.locator('.secret').innerText()).not.toBe(secret);
    await head.page.getByRole('button', { name: '关闭' }).click();

    await chizhou.leadsTo('decide'); // nobody listens at that address: what it is told waits
    await until(async () => {
      await head.page.reload();
      await head.page.getByText('待送达').waitFor();
      return (await head.page.getByText('无法连接').count()) === 1;
    });
    await head.page.getByText(/^[1-9]\d* 条,最早的是/).waitFor();
    await head.photographs('webhooks');

    const administrator = await enters('system-admin', 'webhooks');
    await administrator.page.getByRole('heading', { name: address }).waitFor();
    expect(await administrator.page.getByRole('button', { name: /登记推送地址|更换密钥|更改地址/ }).count()).toBe(0);
    await administrator.page.getByRole('button', { name: '停用' }).click();
    await administrator.page.getByRole('button', { name: '确定' }).click();
    await administrator.page.getByText('已停用', { exact: true }).waitFor();
    for (const visitor of [head, administrator]) expect(visitor.complaints).toEqual([]);
  });
});

describe('every section, in both languages, light and dark', () => {
  test('is open to a reader, without a button that changes anything, and has no barrier', async () => {
    const handler = await enters('chizhou-market-1', 'rules');
    const { page } = handler;
    const sections = [
      ['rules', '', '时限规则', 'Time limits'],
      ['rules', '?one=general.followUp', '回访', 'Follow-up visit'],
      ['calendar', '', '工作日历', 'Calendar'],
      ['routing', '', '分派规则', 'Routing'],
      ['routing', '?one=exposed-rubbish', '分派规则', 'Routing'],
      ['routing', '?kind=test', '分派规则', 'Routing'],
      ['templates', '', '常用文本', 'Standard texts'],
      ['formulas', '', '考核公式', 'Formulas'],
      ['webhooks', '', '消息推送', 'Webhooks'],
    ] as const;
    for (const [section, search, zh, en] of sections) {
      await handler.goes(`/registry/${section}${search}`);
      await page.getByRole('heading', { level: 1, name: zh, exact: true }).waitFor();
      await handler.settles();
      expect(await page.getByRole('button', { name: /发布|公布|新增|修改|删除|登记/ }).count()).toBe(0);
      expect([section, await handler.barriers()]).toEqual([section, []]);
      await page.getByRole('button', { name: 'English' }).click();
      await page.getByLabel('Appearance').selectOption('dark');
      await page.getByRole('heading', { level: 1, name: en, exact: true }).waitFor();
      expect([section, await handler.barriers()]).toEqual([section, []]);
      if (search !== '') await handler.photographs(`${section}-dark-en`);
      await page.getByLabel('Appearance').selectOption('light');
      await page.getByRole('button', { name: '中文' }).click();
    }
    expect(handler.complaints).toEqual([]);
  });
});

/** A rule under which a consultation that starts today is due on a day of a year that nobody knows yet. */
async function dueOn(day: string): Promise<void> {
  const { term: _, version, ...rule } = await system.db.timeLimitRule.findFirstOrThrow({ where: { code: 'assistedFiling.consult' } });
  const amount = (Date.parse(day) - Date.parse(today)) / 86_400_000;
  await system.db.timeLimitRule.create({
    data: { code: rule.code, version: version + 1, label: { zh: '咨询', en: 'Consult' }, term: { amount, unit: 'day' }, ladder: [{ act: 'red', place: { atDue: true } }], source: '测试用规则', confidence: 'U', effectiveFrom: rule.effectiveFrom },
  });
}

function wednesdayFrom(day: string): string {
  return new Date(day).getUTCDay() === 3 ? day : wednesdayFrom(dayAfter(day));
}

function dayAfter(day: string): string {
  return new Date(Date.parse(day) + 86_400_000).toISOString().slice(0, 10);
}
