import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Chizhou } from '../rig/chizhou.ts';
import { System } from '../rig/system.ts';
import { Tongcheng, complaint, replyOnThePage } from '../rig/tongcheng.ts';

let system: System;
let tongcheng: Tongcheng;

beforeAll(async () => {
  system = await System.start();
  tongcheng = await Tongcheng.of(system);
});
afterAll(() => system.stop());

const wrong = { status: 404, body: { code: 'wrong-receipt' } };
const limited = { status: 429, body: { code: 'too-many-requests' } };
const lookUp = (code: string, address?: string) => system.outsider(address).get(`/api/v1/receipts/${code}`);

/** The answer without what differs from one request to the next. */
function bare({ status, body }: { status: number; body: Record<string, unknown> }) {
  const { requestId: _, instance: __, ...rest } = body;
  return { status, ...rest };
}

/** A code that differs from a true one in its last character. */
function nearly(code: string): string {
  return `${code.slice(0, -1)}${code.endsWith('A') ? 'B' : 'A'}`;
}

describe('a wrong receipt code', () => {
  test('is answered slowly, and alike whether it is nearly right or far from it', async () => {
    const { receipt } = await tongcheng.files();
    const from = performance.now();
    const answers = [await lookUp(nearly(receipt), '203.0.113.1'), await lookUp('AAAA-AAAA-AAAA', '203.0.113.1')];
    expect(performance.now() - from).toBeGreaterThan(2_000);
    for (const answer of answers) expect(answer).toMatchObject(wrong);
    expect(bare(answers[0] ?? { status: 0, body: {} })).toEqual(bare(answers[1] ?? { status: 0, body: {} }));
    const rated = await system.outsider('203.0.113.1').post('/api/v1/receipts/AAAA-AAAA-AAAA/rating', { level: 5 });
    expect(bare(rated)).toEqual(bare(answers[1] ?? { status: 0, body: {} }));
  });

  test('may be tried ten times in ten minutes from one address; then even a right one waits there, and nowhere else', async () => {
    const { receipt } = await tongcheng.files();
    const address = '2001:db8:0:7::1';
    const guesses = await Promise.all(Array.from({ length: 10 }, (_, n) => lookUp(`AAAA-BBBB-CC${String(n).padStart(2, '0')}`, address)));
    for (const guess of guesses) expect(guess).toMatchObject(wrong);
    const refused = await lookUp(receipt, address);
    expect(refused).toMatchObject(limited);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(500);
    expect(await lookUp('AAAA-BBBB-CCCC', '2001:db8:0:7:ffff::2')).toMatchObject(limited); // the same network
    expect(await system.outsider(address).post(`/api/v1/receipts/${receipt}/rating`, { level: 5 })).toMatchObject(limited);
    expect((await lookUp(receipt, '2001:db8:0:8::1')).status).toBe(200);
  });

  test('that does not look like one is told so, and is no guess', async () => {
    for (let n = 0; n < 12; n += 1) expect(await lookUp('not-a-code', '203.0.113.2')).toMatchObject({ status: 422, body: { code: 'invalid-fields' } });
    expect((await lookUp('AAAA-AAAA-AAAA', '203.0.113.2')).status).toBe(404);
  });

  test('is none where it is right: it may be looked up as often as one likes', async () => {
    const { receipt } = await tongcheng.files();
    for (let n = 0; n < 15; n += 1) expect((await lookUp(receipt, '203.0.113.3')).status).toBe(200);
    expect((await lookUp(receipt.toLowerCase(), '203.0.113.3')).status).toBe(200);
  });
});

describe('the receipt page', () => {
  test('tells the reply, and nothing of what is internal, of officers, or of the resident himself', async () => {
    const { workflowId: id, receipt } = await tongcheng.leadsTo('rating');
    await tongcheng.does(tongcheng.town, id, 'add-note', { text: '已通知施工队进场', visibility: 'parties' });
    await tongcheng.does(tongcheng.town, id, 'add-note', { text: '内部讨论意见' });
    const told = await tongcheng.receipt(receipt);
    expect(told.progress.flatMap(({ details }) => details)).toEqual([
      { title: { zh: '受理意见', en: 'Decision' }, text: { zh: '受理', en: 'accepted' } },
      { title: { zh: '答复内容', en: 'Reply' }, text: { zh: replyOnThePage, en: replyOnThePage } },
      { title: { zh: '说明', en: 'Note' }, text: { zh: '已通知施工队进场', en: '已通知施工队进场' } },
    ]);
    expect(JSON.stringify(told)).not.toMatch(/内部|丁宁|雷鸣|0000-4000|朱某|13900000005|tangwan|山体滑坡导致水塔出现破损"/);
    expect(told).toMatchObject({ mayRate: true, next: { text: { zh: '您可以在此前评价' } } });
  });

  test('says until when the unit has it, under the clock of the whole complaint too', async () => {
    const { workflowId: id, receipt } = await tongcheng.leadsTo('handle');
    const { dueAt } = (await tongcheng.clock(id, 'case.close')).plan ?? {};
    expect(await tongcheng.receipt(receipt)).toMatchObject({ stage: { zh: '办理' }, mayRate: false, next: { at: dueAt } });
  });

  test('is for every procedure; a complaint that was sent without a name has one as well', async () => {
    const chizhou = await Chizhou.of(system);
    const { receipt } = await chizhou.leadsTo('receive');
    expect(await tongcheng.receipt(receipt)).toMatchObject({ procedure: { zh: '帮办代办' } });
    const anonymous = await tongcheng.files(complaint({ resident: { named: 'anonymous' } }));
    expect(await tongcheng.receipt(anonymous.receipt)).toMatchObject({ procedure: { zh: '监督一点通·投诉' }, status: { zh: '办理中' } });
  });
});
