import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import type { BrowserContext, Page } from 'playwright-core';
import type { CaseBrief, CaseView } from '../../contracts/api/cases.ts';
import { examplePassword } from '../../prisma/seed/example/example.ts';
import { eventually, until } from '../rig/eventually.ts';
import { startGate, type Gate } from '../rig/gate.ts';
import { route } from '../rig/laojie.ts';
import { photo } from '../rig/pictures.ts';
import { System } from '../rig/system.ts';
import { rubbishHeap, Tunxi } from '../rig/tunxi.ts';
import { openPhone, Visitor } from './browser.ts';

const minute = 60_000;

let system: System;
let tunxi: Tunxi;
let gate: Gate;
const folders: string[] = [];
const open = new Set<BrowserContext>();

beforeAll(async () => {
  system = await System.start();
  tunxi = await Tunxi.of(system);
  gate = await startGate(system.url);
});
afterEach(async () => {
  gate.set('open');
  await Promise.all([...open].map((context) => context.close()));
});
afterAll(async () => {
  await gate.close();
  await system.stop();
  await Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true })));
});

async function switchedOn(folder: string): Promise<Pick<Phone, 'context' | 'visitor'>> {
  const context = await openPhone(folder, { permissions: ['geolocation'], geolocation: { latitude: rubbishHeap.lat, longitude: rubbishHeap.lng, accuracy: 8 } });
  open.add(context);
  context.once('close', () => open.delete(context));
  return { context, visitor: Visitor.at(context.pages()[0] ?? (await context.newPage()), gate.url) };
}

/** A telephone: it can be switched off and on, and keeps what is stored on it. */
class Phone {
  readonly #folder: string;
  context: BrowserContext;
  visitor: Visitor;

  private constructor(folder: string, { context, visitor }: Pick<Phone, 'context' | 'visitor'>) {
    this.#folder = folder;
    this.context = context;
    this.visitor = visitor;
  }

  static async new(): Promise<Phone> {
    const folder = join(tmpdir(), `liandong-phone-${randomUUID()}`);
    folders.push(folder);
    return new Phone(folder, await switchedOn(folder));
  }

  async restarts(): Promise<void> {
    await this.context.close();
    Object.assign(this, await switchedOn(this.#folder));
  }

  get page(): Page {
    return this.visitor.page;
  }

  /** Logs in, opens the page once, and waits until everything is kept that it needs without a network. */
  async begins(userName: string): Promise<void> {
    const { page } = this;
    await this.visitor.goes('/field');
    await page.getByLabel('用户名').fill(userName);
    await page.getByLabel('密码').fill(examplePassword);
    await page.getByRole('button', { name: '登录' }).click();
    await page.getByText('截至').waitFor();
    await page.evaluate('navigator.serviceWorker.ready.then(() => true)');
  }

  async renewsLogIn(page = this.page): Promise<void> {
    await page.getByRole('button', { name: '登录', exact: true }).click();
    await page.getByLabel('密码').fill(examplePassword);
    await page.locator('dialog').getByRole('button', { name: '登录', exact: true }).click();
    await page.locator('dialog').waitFor({ state: 'detached' });
  }

  /** Reports an event with the words given; a photograph, where there is one. */
  async reports(words: string, { picture, here = false, category = 'exposed-rubbish' }: { picture?: Buffer; here?: boolean; category?: string } = {}): Promise<void> {
    const { page } = this;
    await page.getByRole('link', { name: '上报', exact: true }).click();
    await page.getByLabel('小类').selectOption(category);
    if (here) {
      await page.getByText('当前位置', { exact: true }).click();
      await page.getByRole('button', { name: '获取当前位置' }).click();
      await page.getByText('误差约 8 米').waitFor();
    }
    await page.getByLabel('情况说明').fill(words);
    if (picture !== undefined) {
      await page.locator('input[type=file][capture]').setInputFiles({ name: 'photo.jpg', mimeType: 'image/jpeg', buffer: picture });
      await page.getByRole('img', { name: '第 1 张照片' }).waitFor();
    }
    await page.getByRole('button', { name: '上报', exact: true }).click();
    await page.getByText('已存入待发送').waitFor();
  }

  async opensOutbox(): Promise<void> {
    await this.page.getByRole('navigation').getByRole('link', { name: '待发送' }).click();
    await this.page.getByRole('heading', { name: '待发送', exact: true, level: 1 }).waitFor();
  }

  /** Nothing waits any more. */
  async hasSentAll(): Promise<void> {
    await this.page.locator('.waiting .number').waitFor({ timeout: 30_000 });
  }
}

/** Run in the browser: how many rows each store of the phone page has. */
const rowsLeft = `(async () => {
  const done = (request) => new Promise((resolve) => (request.onsuccess = () => resolve(request.result)));
  const db = await done(indexedDB.open('liandong-field'));
  const stores = [...db.objectStoreNames];
  const transaction = db.transaction(stores);
  return Promise.all(stores.map((name) => done(transaction.objectStore(name).count())));
})()`;

/** Events that were opened with these words. */
async function eventsSaying(words: string): Promise<number> {
  return system.db.opening.count({ where: { procedure: 'gridEvent', body: { path: ['matter', 'description'], string_contains: words } } });
}

describe('a day on foot without a network', () => {
  test('events with photographs, a patrol with a hazard and three households arrive once, after the phone was switched off', async () => {
    const now = Date.now();
    const at = (minutes: number): string => new Date(now + minutes * minute).toISOString();
    const patrol = await tunxi.opens({
      procedure: 'patrol',
      region: '341002004',
      title: '老街巡街打更',
      matter: { patroller: 'laojie-grid-1', route, place: 'laojie-grid-1', supervisor: 'tunxi', day: at(0).slice(0, 10), opensAt: at(-10), closesAt: at(120), rounds: [at(-5)] },
    });
    const campaign = await tunxi.opens({ procedure: 'campaign', region: '341002', title: '数据核查', matter: { kind: 'dataCheck', rounds: 1, grids: ['laojie-grid-1'] } });
    const part = await eventually(async () => {
      const { body } = await tunxi.coordinator.get<{ items: CaseBrief[] }>(`/api/v1/cases?partOf=${encodeURIComponent(campaign.caseNo)}`);
      return body.items[0];
    });
    await until(() => tunxi.has(patrol.workflowId, 'round'));
    const attachmentsBefore = await system.db.attachment.count();
    const eventsBefore = await system.db.opening.count({ where: { procedure: 'gridEvent' } });

    const phone = await Phone.new();
    await phone.begins('laojie-grid-1');
    await phone.page.getByText('巡查一轮').waitFor();
    await phone.page.getByText('已登记 0 / 6 户').waitFor();
    await phone.visitor.photographs('field');
    expect(await phone.visitor.barriers()).toEqual([]);

    await phone.context.setOffline(true);
    await phone.page.reload();
    await phone.page.getByText('没有网络').waitFor();
    await phone.reports('巷口堆放垃圾', { picture: photo({ at: '2022:10:10 09:15:00' }) });
    await phone.reports('河边倾倒垃圾', { picture: photo({ at: '2022:10:10 10:15:00', orientation: 6 }), here: true });

    const { page, visitor } = phone;
    await page.getByRole('link', { name: '巡查一轮' }).click();
    await page.getByRole('button', { name: /^老街牌坊/ }).click();
    await page.getByRole('button', { name: /^茶楼巷口/ }).click();
    await page.getByRole('button', { name: '未到砚墨商铺,说明原因' }).click();
    await page.getByLabel('未到原因').fill('施工围挡');
    await page.getByRole('button', { name: '在茶楼巷口发现隐患' }).click();
    await page.getByLabel('隐患类型').selectOption('passage');
    await page.reload(); // what was half entered is there again
    expect(await page.getByLabel('隐患类型').inputValue()).toBe('passage');
    await page.getByLabel('小类').selectOption('blocked-fire-exit');
    await page.getByLabel('情况说明').fill('门前堆放货物');
    await visitor.photographs('field-round');
    expect(await visitor.barriers()).toEqual([]);
    await page.getByRole('button', { name: '完成本轮(已到 2 / 3)' }).click();

    await page.getByRole('link', { name: '入户登记' }).click();
    await visitor.photographs('field-households');
    expect(await visitor.barriers()).toEqual([]);
    const door = (number: number) => page.getByRole('link', { name: `示例街 ${number} 号` });
    await door(1).click();
    await page.getByText('已登记', { exact: true }).click();
    await page.getByLabel('示例·程二').uncheck();
    await page.getByLabel('示例·程二未办原因').selectOption('away');
    await visitor.photographs('field-household');
    expect(await visitor.barriers()).toEqual([]);
    await page.getByRole('button', { name: '登记', exact: true }).click();
    await door(2).click();
    await page.getByText('无人在家,须再访', { exact: true }).click();
    await page.getByRole('button', { name: '登记', exact: true }).click();
    await door(3).click();
    await page.getByText('不必登记', { exact: true }).click();
    await page.getByLabel('不必登记的原因').selectOption('vacant');
    await page.getByRole('button', { name: '登记', exact: true }).click();
    await page.getByText('已登记 2 / 6 户').first().waitFor();

    await phone.opensOutbox();
    expect(await page.locator('.entry-told.waiting').count()).toBe(6);
    await visitor.photographs('field-outbox');
    expect(await visitor.barriers()).toEqual([]);

    await phone.restarts();
    await phone.context.setOffline(true);
    await phone.visitor.goes('/field');
    await phone.page.getByText('登录已失效').waitFor();
    await phone.page.getByRole('link', { name: '入户登记' }).click();
    await phone.page.getByText('示***').first().waitFor();
    expect(await phone.page.locator('.doors').getByText('示例·').count()).toBe(0);
    await phone.opensOutbox();
    expect(await phone.page.locator('.entry-told.waiting').count()).toBe(6);
    expect(await phone.page.getByText('暴露垃圾').count()).toBe(0);
    await phone.visitor.photographs('field-locked');
    expect(await phone.visitor.barriers()).toEqual([]);

    await phone.context.setOffline(false);
    await phone.renewsLogIn();
    await phone.hasSentAll();
    await phone.page.getByText('已送达').first().waitFor();

    expect(await system.db.opening.count({ where: { procedure: 'gridEvent' } })).toBe(eventsBefore + 3);
    expect([await eventsSaying('巷口堆放垃圾'), await eventsSaying('河边倾倒垃圾'), await eventsSaying('门前堆放货物')]).toEqual([1, 1, 1]);
    expect(await system.db.attachment.count()).toBeGreaterThan(attachmentsBefore);
    const walked = await tunxi.sees(patrol.workflowId);
    expect(walked.timeline.map(({ kind }) => kind).filter((kind) => kind === 'stepDone' || kind === 'caseOpened').toSorted()).toEqual(['caseOpened', 'stepDone', 'stepDone']);
    const visited = await tunxi.sees(part.workflowId);
    expect(visited.timeline.filter(({ kind }) => kind === 'progressReported')).toHaveLength(3);
    expect(visited.coverage).toEqual({ households: 6, done: 1, excused: 1, persons: 17, personsDone: 2, personsExcused: 5 });
    expect(phone.visitor.complaints).toEqual([]);
  });
});

describe('sent once and only once', () => {
  test('when the answer is lost, of a photograph and of an event, and when the page is closed in the middle', async () => {
    const phone = await Phone.new();
    await phone.begins('laojie-grid-1');
    gate.set('loseAnswer');
    await phone.reports('答复丢失甲');
    await phone.opensOutbox();
    await phone.page.getByText('已尝试 1 次').waitFor();
    expect(await eventsSaying('答复丢失甲')).toBe(1);
    await phone.page.getByRole('button', { name: '立即发送' }).click();
    await phone.hasSentAll();

    gate.set('loseAnswer');
    await phone.reports('答复丢失乙', { picture: photo({ at: '2022:10:11 09:15:00' }) });
    await phone.opensOutbox();
    await phone.page.getByText('已尝试 1 次').waitFor();
    await phone.page.getByRole('button', { name: '立即发送' }).click();
    await phone.hasSentAll();

    gate.set('hold');
    await phone.reports('发送中关机');
    await until(() => gate.held === 1);
    await phone.restarts();
    gate.set('open');
    await until(async () => (await eventsSaying('发送中关机')) === 1);
    await phone.visitor.goes('/field');
    await phone.renewsLogIn();
    await phone.hasSentAll();
    expect([await eventsSaying('答复丢失甲'), await eventsSaying('答复丢失乙'), await eventsSaying('发送中关机')]).toEqual([1, 1, 1]);
    const { body } = await tunxi.coordinator.get<{ items: CaseBrief[] }>('/api/v1/cases?procedure=gridEvent&limit=100');
    const views = await Promise.all(body.items.map(({ caseNo }) => tunxi.coordinator.get<CaseView>(`/api/v1/cases/${encodeURIComponent(caseNo)}`)));
    expect(views.filter((view) => view.body.matter['description'] === '答复丢失乙').map((view) => view.body.evidence.length)).toEqual([1]);
    expect(phone.visitor.complaints).toEqual([]);
  });

  test('from two tabs', async () => {
    const phone = await Phone.new();
    await phone.begins('laojie-grid-1');
    const other = await phone.context.newPage();
    await other.goto(new URL('/field', gate.url).href);
    await phone.renewsLogIn(other);
    await phone.context.setOffline(true);
    await phone.reports('两个窗口甲');
    await phone.reports('两个窗口乙');
    await other.locator('.waiting .count').getByText('2').waitFor();
    const before = gate.keys.length;
    await phone.context.setOffline(false);
    await Promise.all([phone.hasSentAll(), other.locator('.waiting .number').waitFor()]);
    const keys = gate.keys.slice(before);
    expect(keys).toHaveLength(2);
    expect(new Set(keys).size).toBe(2);
    expect([await eventsSaying('两个窗口甲'), await eventsSaying('两个窗口乙')]).toEqual([1, 1]);
  });
});

describe('what is sent back, and who may see it', () => {
  test('a category that was withdrawn meanwhile: the reason is told, corrected, and it is sent; log-out warns of what waits', async () => {
    const phone = await Phone.new();
    await phone.begins('laojie-grid-1');
    await phone.context.setOffline(true);
    await phone.reports('井盖缺失', { category: 'green-space' });
    await system.db.routingRule.updateMany({ where: { category: 'green-space' }, data: { active: false } });
    await phone.context.setOffline(false);
    await phone.opensOutbox();
    const { page, visitor } = phone;
    await page.getByText(/被退回:小类“绿地养护”没有分派规则/).waitFor();
    await visitor.photographs('field-refused');
    expect(await visitor.barriers()).toEqual([]);

    await page.getByRole('navigation').getByRole('link', { name: '我的' }).click();
    await page.getByRole('button', { name: '退出登录' }).click();
    await page.getByText('还有 1 条未送达').waitFor();
    await visitor.photographs('field-leaving');
    expect(await visitor.barriers()).toEqual([]);
    await page.getByRole('button', { name: '留下,先不退出' }).click();

    // The desk is the same log-in: it warns as well.
    await page.getByRole('link', { name: '打开电脑版待办' }).click();
    await page.getByRole('button', { name: '退出登录' }).click();
    await page.getByRole('link', { name: '查看待发送' }).click();

    await page.getByRole('link', { name: '更正后重新发送' }).click();
    await page.getByText(/没有分派规则/).waitFor();
    await page.getByLabel('小类').selectOption('blocked-drain');
    await page.getByRole('button', { name: '上报', exact: true }).click();
    await phone.hasSentAll();
    expect(await eventsSaying('井盖缺失')).toBe(1);
    expect(visitor.complaints).toEqual([]);
  });

  test('somebody else who logs in on the phone sees and sends nothing of it; discarding and wiping are said explicitly', async () => {
    const phone = await Phone.new();
    await phone.begins('laojie-grid-1');
    await phone.context.setOffline(true);
    await phone.reports('留在本机的内容');
    await phone.restarts();
    await phone.visitor.goes('/field');
    await phone.page.getByText('登录已失效').waitFor();
    const { page, visitor } = phone;
    await page.getByRole('button', { name: '登录', exact: true }).click();
    await page.getByRole('link', { name: '换其他账号登录' }).click();
    await page.getByLabel('用户名').fill('laojie-grid-2');
    await page.getByLabel('密码').fill(examplePassword);
    await page.getByRole('button', { name: '登录', exact: true }).click();
    await page.getByText('截至').waitFor();
    await phone.opensOutbox();
    await page.getByText('没有待发送的内容').waitFor();
    expect(await visitor.barriers()).toEqual([]);
    await page.getByRole('navigation').getByRole('link', { name: '我的' }).click();
    await page.getByRole('button', { name: '退出登录' }).click();
    await page.getByLabel('用户名').waitFor();
    expect(await eventsSaying('留在本机的内容')).toBe(0);

    await visitor.goes('/field');
    await phone.renewsLogIn();
    await phone.hasSentAll();
    expect(await eventsSaying('留在本机的内容')).toBe(1);

    await phone.context.setOffline(true);
    await phone.reports('不再需要');
    await phone.opensOutbox();
    await page.getByRole('button', { name: '删除', exact: true }).first().click();
    await page.locator('dialog').getByRole('button', { name: '删除', exact: true }).click();
    await page.locator('dialog').waitFor({ state: 'detached' });
    await page.getByText('没有待发送的内容').or(page.getByText('已送达').first()).waitFor();
    expect(await page.locator('.entry-told.waiting').count()).toBe(0);
    await phone.reports('随退出删除');
    await page.getByRole('navigation').getByRole('link', { name: '我的' }).click();
    await page.getByRole('button', { name: '退出登录' }).click();
    await page.getByRole('button', { name: '删除这 1 条并退出' }).click();
    await page.getByLabel('用户名').waitFor();
    expect(await page.evaluate(rowsLeft)).toEqual([0, 0, 0, 0]);
    expect(visitor.complaints).toEqual([]);
  });

  test('a check with its photograph is accepted and completed; every view in English and in the dark has no barrier', async () => {
    const { workflowId } = await tunxi.dispatches(2);
    await tunxi.completes(tunxi.community, workflowId, 'handle', { measures: '已清运', photos: [tunxi.photo] });
    const phone = await Phone.new();
    await phone.begins('laojie-grid-1');
    const { page, visitor } = phone;
    await page.getByRole('link', { name: '现场核查' }).click();
    await page.getByRole('button', { name: '接收', exact: true }).click();
    await page.getByText('已存入待发送').waitFor();
    await page.getByRole('radiogroup', { name: '已处置到位' }).getByText('是', { exact: true }).click();
    await page.getByRole('button', { name: '提交办结' }).click();
    await page.getByText('有 1 处需要更正').waitFor();
    await page.locator('input[type=file][capture]').setInputFiles({ name: 'check.jpg', mimeType: 'image/jpeg', buffer: photo({ at: '2022:10:12 09:15:00' }) });
    await page.getByRole('img', { name: '第 1 张照片' }).waitFor();
    await visitor.photographs('field-check');
    expect(await visitor.barriers()).toEqual([]);
    await page.getByRole('button', { name: '提交办结' }).click();
    await phone.hasSentAll();
    expect(await tunxi.step(workflowId, 'check')).toMatchObject({ status: 'done', data: { passed: true } });

    await page.getByRole('navigation').getByRole('link', { name: '我的' }).click();
    await page.getByRole('button', { name: 'English' }).click();
    await page.getByLabel('Appearance').selectOption('dark');
    for (const [name, heading] of [['Tasks', 'Near me'], ['Report', 'Report an event'], ['To be sent', 'To be sent'], ['Me', 'Me']] as const) {
      await page.getByRole('navigation').getByRole('link', { name }).click();
      await page.getByRole('heading', { name: heading, level: 1 }).waitFor();
      await visitor.photographs(`field-dark-en-${heading.toLowerCase().replaceAll(' ', '-')}`);
      expect(await visitor.barriers()).toEqual([]);
    }
    expect(visitor.complaints).toEqual([]);
  });
});

describe('a new version', () => {
  test('waits until somebody wants it, and loses nothing that is being entered', async () => {
    const phone = await Phone.new();
    await phone.begins('laojie-grid-1');
    const { page, visitor } = phone;
    await visitor.goes('/field?view=report');
    await page.getByLabel('情况说明').fill('写到一半');
    gate.rewrite('/service-worker.js', (script) => script.replace(/(liandong-field-.{1,20})[0-9a-f]{16}/, '$1next-version-0001'));
    await page.evaluate('navigator.serviceWorker.ready.then((registration) => registration.update()).then(() => true)');
    await page.getByText('有新版本').waitFor();
    expect(await visitor.barriers()).toEqual([]);
    await Promise.all([page.waitForEvent('load'), page.getByRole('button', { name: '重新加载' }).click()]);
    expect(await page.getByLabel('情况说明').inputValue()).toBe('写到一半');
    expect(await page.evaluate('caches.keys()')).toContain('liandong-field-next-version-0001');
    await phone.context.setOffline(true);
    await page.reload();
    await page.getByText('没有网络').waitFor();
    expect(visitor.complaints).toEqual([]);
  });
});

describe('what the API serves', () => {
  test('the worker is asked for anew each time and fetches from here alone; the page can be installed; the entry is for those on foot', async () => {
    const worker = await fetch(new URL('/service-worker.js', system.url));
    expect([worker.status, worker.headers.get('cache-control'), worker.headers.get('content-security-policy')]).toEqual([200, 'no-cache', "default-src 'none';script-src 'self';connect-src 'self'"]);
    const manifest = await fetch(new URL('/manifest.webmanifest', system.url));
    const { icons, start_url: start } = (await manifest.json()) as { icons: { src: string }[]; start_url: string };
    expect(start).toBe('/field');
    for (const { src } of icons) expect((await fetch(new URL(src, system.url))).status).toBe(200);

    const phone = await Phone.new();
    const { page, visitor } = phone;
    for (const [userName, entries] of [['laojie-merchants-1', 1], ['laojie-grid-1-head', 1], ['tunxi-market-1', 0]] as const) {
      await visitor.logsIn(userName);
      expect([userName, await page.getByRole('link', { name: '走格' }).count()]).toEqual([userName, entries]);
      await page.getByRole('button', { name: '退出登录' }).click();
      await page.getByLabel('用户名').waitFor();
    }
  });
});
