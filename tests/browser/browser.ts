import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, type Browser, type BrowserContext, type BrowserContextOptions, type Page, type Request } from 'playwright-core';
import { examplePassword } from '../../prisma/seed/example/example.ts';
import { findChromium } from '../../scripts/infra/chromium.ts';

const axe = readFileSync(join(import.meta.dirname, '../../node_modules/axe-core/axe.min.js'), 'utf8');
const flags = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];

/** PICTURES=docs/pictures keeps a picture of each page that a test photographs. */
const pictures = process.env['PICTURES'];

export async function openBrowser(): Promise<Browser> {
  return chromium.launch(launched());
}

/** A browser that finds again what it kept in a folder when it was last open, as a telephone does. */
export async function openPhone(folder: string, options: BrowserContextOptions = {}): Promise<BrowserContext> {
  return chromium.launchPersistentContext(folder, { ...launched(), viewport: { width: 390, height: 844 }, locale: 'zh-CN', reducedMotion: 'reduce', ...options });
}

function launched() {
  const executablePath = findChromium();
  if (executablePath === undefined) throw new Error('The tests of the pages need Chromium: npm test installs it, or apt-get install chromium.');
  return { executablePath, args: flags };
}

/** Somebody in front of a browser of his own. What the browser complains of (scripts, styles that the policy forbids) is kept. */
export class Visitor {
  readonly page: Page;
  readonly complaints: string[] = [];
  readonly #url: string;
  readonly #asked = new Set<Request>();

  private constructor(page: Page, url: string) {
    this.page = page;
    this.#url = url;
    page.setDefaultTimeout(10_000);
    page.on('request', (request) => {
      if (!request.url().endsWith('/api/v1/changes')) this.#asked.add(request);
    });
    page.on('requestfinished', (request) => this.#asked.delete(request));
    page.on('requestfailed', (request) => this.#asked.delete(request));
    page.on('pageerror', (error) => this.complaints.push(String(error)));
    page.on('console', (message) => {
      // A refusal of the API is part of the story; the browser reports it as an error of its own.
      if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) this.complaints.push(message.text());
    });
  }

  static async of(browser: Browser, url: string): Promise<Visitor> {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'zh-CN', reducedMotion: 'reduce' });
    return new Visitor(await context.newPage(), url);
  }

  /** In a tab of a browser that is open already. */
  static at(page: Page, url: string): Visitor {
    return new Visitor(page, url);
  }

  async goes(path: string): Promise<void> {
    await this.page.goto(new URL(path, this.#url).href);
  }

  /** Goes on to another page, as by a link, and waits until everything is there. */
  async walks(path: string): Promise<void> {
    await this.page.evaluate(`history.pushState({}, '', ${JSON.stringify(path)})`);
    await this.settles();
  }

  /** Logs in through the page, and is where such people begin. */
  async logsIn(userName: string, home = '我的待办'): Promise<void> {
    await this.goes('/');
    await this.page.getByLabel('用户名').fill(userName);
    await this.page.getByLabel('密码').fill(examplePassword);
    await this.page.getByRole('button', { name: '登录' }).click();
    await this.page.getByRole('heading', { name: home, exact: true }).waitFor();
  }

  /** Types into fields, by their labels. */
  async fills(texts: Readonly<Record<string, string>>): Promise<void> {
    for (const [label, text] of Object.entries(texts)) await this.page.getByLabel(label).fill(text);
  }

  /** Takes one of a few that are laid open, by the words of the question. */
  async answers(question: string, answer: string): Promise<void> {
    await this.page.getByRole('radiogroup', { name: question }).getByText(answer, { exact: true }).click();
  }

  /** Finds something of the registry by a part of its name. What was listed before goes first: one would hit what moves. */
  async picks(label: string, name: string): Promise<void> {
    const options = this.page.locator('.ant-select-item-option').filter({ visible: true });
    await this.page.getByRole('combobox', { name: label }).fill(name);
    await options.filter({ hasText: name }).first().waitFor();
    await options.filter({ hasNotText: name }).first().waitFor({ state: 'detached' });
    await options.filter({ hasText: name }).first().click();
  }

  /** Opens a step from the desk. */
  async takes(step: string): Promise<void> {
    await this.page.getByRole('group', { name: '待办列表' }).getByRole('link', { name: step }).click();
    await this.page.getByRole('button', { name: '提交办结' }).waitFor();
  }

  /** Sends the form of the step that is open, and sees it done. */
  async completes(step: string): Promise<void> {
    await this.page.getByRole('button', { name: '提交办结' }).click();
    await this.page.getByText(`已办结:${step}`).waitFor();
  }

  /** Waits until everything that the page asked for has come; the stream of changes never ends. */
  async settles(): Promise<void> {
    for (let quiet = 0; quiet < 5; quiet = this.#asked.size === 0 ? quiet + 1 : 0) await this.page.waitForTimeout(100);
  }

  /** What axe finds against WCAG 2.2 A and AA, one line each. */
  async barriers(): Promise<string[]> {
    // What lies under the bar while one scrolls is no target there.
    await this.page.evaluate('scrollTo(0, 0)');
    if (!(await this.page.evaluate(`'axe' in globalThis`))) await this.page.evaluate(axe);
    return this.page.evaluate(async () => {
      const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
      const tool = Reflect.get(globalThis, 'axe') as { run(options: object): Promise<{ violations: { id: string; nodes: { html: string; failureSummary: string }[] }[] }> };
      const { violations } = await tool.run({ runOnly: { type: 'tag', values: tags }, resultTypes: ['violations'], preload: false });
      return violations.flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 160)} — ${failureSummary}`));
    });
  }

  /** A picture of the page, wide and as on a telephone, where pictures are wanted. */
  async photographs(name: string): Promise<void> {
    await this.photographsAt(name, 1440, 900);
    await this.photographsAt(`${name}-phone`, 390, 844);
  }

  /** A picture at one size: what is in sight, or the `whole` page. */
  async photographsAt(name: string, width: number, height: number, { whole = false } = {}): Promise<void> {
    if (pictures === undefined) return;
    mkdirSync(pictures, { recursive: true });
    const before = this.page.viewportSize();
    await this.page.setViewportSize({ width, height });
    await this.page.waitForTimeout(250);
    await this.page.screenshot({ path: join(pictures, `web-${name}.png`), fullPage: whole });
    if (before !== null) await this.page.setViewportSize(before);
  }
}
