import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import express from 'express';
import { parse } from 'csv-parse/sync';
import { strFromU8, unzipSync } from 'fflate';
import { readSheet } from 'read-excel-file/node';
import { startApi, type Api } from '../../tests/rig/api.ts';
import { withContext } from '../http/context.ts';
import { endpoint, reply } from '../http/endpoint.ts';
import { Media, media } from '../http/media.ts';
import { mount } from '../http/mount.ts';
import { problemHandler } from '../http/problem-handler.ts';
import type { Cell } from './cell.ts';
import { csvOf } from './csv.ts';
import { workbook } from './xlsx.ts';

/** Batches of 200 lines, which remember how many were asked for and whether the reader has left. */
function batches(count: number) {
  const seen = { read: 0, left: false };
  const lines = async function* (): AsyncGenerator<Cell[][]> {
    try {
      for (; seen.read < count; seen.read += 1) yield Array.from({ length: 200 }, (_, index) => [`第${seen.read * 200 + index}行`, index, null]);
    } finally {
      seen.left = true;
    }
  };
  return { seen, lines: lines() };
}

describe.each([['CSV', csvOf], ['a workbook', workbook]] as const)('%s', (_, writer) => {
  test('reads no further than is taken from it, and lets go when nobody takes more', async () => {
    const { seen, lines } = batches(1_000);
    const written = writer(['文字', '数', '空'], lines);
    for (let taken = 0; taken < 5; taken += 1) await written.next();
    expect(seen.read).toBeLessThan(8);
    await written.return(undefined);
    expect(seen).toMatchObject({ left: true });
  });
});

test('every kind of cell comes back as it was', async () => {
  const cells: Cell[][] = [['=1+1', -5, null], ['+86', 0.5, '换行\n与“引号”"'], ['\u0001<&>', 1, '\ttab']];
  const one = async function* () {
    yield cells;
  };
  const book = Buffer.concat(await Array.fromAsync(workbook(['甲', '乙', '丙'], one())));
  expect(await readSheet(book, { trim: false })).toEqual([['甲', '乙', '丙'], ['=1+1', -5, null], ['+86', 0.5, '换行\n与“引号”"'], ['<&>', 1, '\ttab']]);
  const text = Buffer.concat(await Array.fromAsync(csvOf(['甲', '乙', '丙'], one()))).toString('utf8');
  expect(parse(text, { bom: true })).toEqual([['甲', '乙', '丙'], ["'=1+1", '-5', ''], ["'+86", '0.5', '换行\n与“引号”"'], ['\u0001<&>', '1', "'\ttab"]]);
});

/** Counted in the markup: the reader of workbooks splits its work ever finer on a busy machine, until its stack is full. */
function rowsOf(workbook: Uint8Array): number {
  const sheet = unzipSync(workbook)['xl/worksheets/sheet1.xml'];
  return strFromU8(sheet ?? new Uint8Array()).match(/<row\b/g)?.length ?? 0;
}

describe('over HTTP', () => {
  let api: Api;
  beforeAll(async () => {
    api = await startApi();
    await api.db.unit.createMany({
      data: Array.from({ length: 20_000 }, (_, index) => ({ code: `many-${index}`, name: { zh: `单位${index}`, en: `Unit ${index}` }, kind: 'other' as const, regionCode: '341002' })),
    });
  });
  afterAll(() => api.stop());

  test('twenty thousand lines arrive, in both forms', async () => {
    const token = await api.signIn('marketHandlerOne');
    for (const format of ['csv', 'xlsx']) {
      const answer = await fetch(`${api.url}/api/v1/exports/units?name=${encodeURIComponent('单位')}&format=${format}`, { headers: { authorization: `Bearer ${token}` } });
      const bytes = Buffer.from(await answer.arrayBuffer());
      const lines = format === 'csv' ? bytes.toString('utf8').split('\r\n').length - 2 : rowsOf(bytes) - 1;
      expect(lines).toBeGreaterThanOrEqual(20_000);
    }
  });

  test('who goes away in the middle is no fault of ours', async () => {
    const token = await api.signIn('marketHandlerOne');
    const leaving = new AbortController();
    const answer = await fetch(`${api.url}/api/v1/exports/units`, { headers: { authorization: `Bearer ${token}` }, signal: leaving.signal });
    expect((await answer.body?.getReader().read())?.done).toBe(false);
    leaving.abort();
    await sleep(500);
    expect(api.log.join('')).not.toContain('unforeseen');
  });

  test('what fails in the middle breaks the connection off: nobody takes a part for the whole', async () => {
    const failing = endpoint({
      method: 'get',
      path: '/failing',
      tag: 'exports',
      summary: { zh: '中途出错', en: 'Fails in the middle' },
      access: 'public',
      responses: { 200: media('text/csv') },
      async handle() {
        const content = async function* () {
          yield Buffer.from('a\r\n');
          await sleep(50);
          throw new Error('the database went away');
        };
        return reply(200, new Media('text/csv', content()));
      },
    });
    const app = express().use(withContext);
    mount(app, [failing], api.deps);
    app.use(problemHandler(api.deps.log));
    const server = createServer(app).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const answer = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/failing`);
    expect(answer.status).toBe(200);
    await expect(answer.text()).rejects.toThrow();
    expect(api.log.join('')).toContain('the database went away');
    server.close();
  });
});
