import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { pageAddresses } from '../../contracts/pages.ts';
import { Feidong, petition } from '../rig/feidong.ts';
import { System } from '../rig/system.ts';
import { resident, rubbish, Tunxi } from '../rig/tunxi.ts';
import { openBrowser, Visitor } from './browser.ts';

/** Words that stand in a case, and whom of those below they may reach. */
const secrets = [
  { words: '隐秘标题:室组地', readers: ['feidong-coordinator'] },
  { words: '示例·左某', readers: ['feidong-coordinator'] },
  { words: '屯溪标题:老街垃圾', readers: ['tunxi-coordinator', 'tunxi-supervisor', 'laojie-grid-1', 'auditor'] },
  { words: resident.phone, readers: ['tunxi-coordinator', 'laojie-grid-1'] },
] as const;

/** One of each role, and one of the same role elsewhere, with the page on which each begins. They walk side by side. */
const walkers = [
  [['feidong-coordinator', '我的待办'], ['tunxi-coordinator', '我的待办'], ['tunxi-supervisor', '我的待办'], ['laojie-grid-1', '我的待办']],
  [['laojie-grid-2', '我的待办'], ['chizhou-market-1', '我的待办'], ['laojie-grid-1-head', '我的待办'], ['auditor', '事项']],
  [['system-admin', '单位与网格'], ['security-admin', '账号'], ['audit-admin', '审计']],
] as const;

let system: System;
let browser: Browser;
let addresses: readonly string[] = [];

beforeAll(async () => {
  [system, browser] = await Promise.all([System.start(), openBrowser()]);
  const [feidong, tunxi] = await Promise.all([Feidong.of(system), Tunxi.of(system)]);
  const discipline = await feidong.opens(petition({ title: '隐秘标题:室组地' }));
  const event = await tunxi.opens(rubbish({ title: '屯溪标题:老街垃圾', parties: [resident] }), tunxi.gridWorker);
  addresses = [
    ...[discipline, event].map(({ caseNo }) => `/cases/${encodeURIComponent(caseNo)}`),
    ...pageAddresses.filter((address) => !address.includes('$') && address !== '/login'),
    ...['/registry/officers', '/registry/imports', '/open/gridEvent', '/open/jointInspection', '/procedures/gridEvent', '/procedures/jointInspection'],
  ];
});
afterAll(async () => {
  await browser.close();
  await system.stop();
});

/** Where somebody comes upon the secrets, on a page or in what the page was answered. */
async function walks(userName: string, home: string) {
  const visitor = await Visitor.of(browser, system.url);
  const answers: Array<Promise<void>> = [];
  const seen = new Map<string, Set<string>>(secrets.map(({ words }) => [words, new Set()]));
  const reads = (text: string, where: string): void => {
    for (const [words, places] of seen) if (text.includes(words)) places.add(where);
  };
  visitor.page.on('response', (response) => {
    const { pathname } = new URL(response.url());
    if (pathname.startsWith('/api/') && pathname !== '/api/v1/changes') answers.push(response.text().then((text) => reads(text, pathname), () => undefined));
  });
  await visitor.logsIn(userName, home);
  for (const address of addresses) {
    await visitor.walks(address);
    reads(await visitor.page.locator('body').innerText(), address);
  }
  await Promise.all(answers);
  expect(visitor.complaints).toEqual([]);
  await visitor.page.context().close();
  return seen;
}

test.each(walkers)('no page shows what a role may not see: %s, %s, %s', async (...together) => {
  const told = await Promise.all(together.map(async ([userName, home]) => ({ userName, seen: await walks(userName, home) })));
  for (const { userName, seen } of told) {
    for (const { words, readers } of secrets) {
      const where = [...(seen.get(words) ?? [])];
      // Who may see it does see it somewhere: otherwise the words prove nothing.
      const wanted: unknown = readers.some((reader) => reader === userName) ? expect.arrayContaining([expect.stringContaining('/cases/')]) : [];
      expect({ userName, words, where }).toEqual({ userName, words, where: wanted });
    }
  }
}, 240_000);
