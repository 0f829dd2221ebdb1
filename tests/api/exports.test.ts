import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { readSheet } from 'read-excel-file/node';
import { Chizhou, filing } from '../rig/chizhou.ts';
import { Feidong, petition } from '../rig/feidong.ts';
import { System, type Person } from '../rig/system.ts';

let system: System;
let chizhou: Chizhou;
let feidong: Feidong;
let confidential: string;

const formula = '=HYPERLINK("http://示例.test","点此")';

beforeAll(async () => {
  system = await System.start();
  chizhou = await Chizhou.of(system);
  feidong = await Feidong.of(system);
  await chizhou.opens({ ...filing(), title: formula }, chizhou.window);
  await chizhou.opens({ ...filing(), title: '@加号,“引号”与"换行"' }, chizhou.window);
  confidential = (await feidong.opens(petition())).caseNo;
});
afterAll(() => system.stop());

const exported = (who: Person, path: string) => who.downloads(`/api/v1/exports/${path}`);

async function csv(who: Person, path: string): Promise<Array<Record<string, string>>> {
  const { status, bytes, headers } = await exported(who, path);
  expect({ status, type: headers.get('content-type') }).toEqual({ status: 200, type: 'text/csv; charset=utf-8' });
  expect(bytes.subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]));
  return parse(bytes, { bom: true, columns: true });
}

describe('is refused to', () => {
  test('whoever is not signed in, sees no cases, or asks for what there is not', async () => {
    for (const path of ['cases', 'steps', 'units']) expect(await exported(system.outsider(), path)).toMatchObject({ status: 401 });
    expect(await exported(await system.as('system-admin'), 'cases')).toMatchObject({ status: 403 });
    expect(await exported(await system.as('auditor'), 'steps')).toMatchObject({ status: 403 });
    for (const query of ['format=pdf', 'limit=5', 'cursor=abcd', 'light=green', 'colour=red']) {
      expect(await exported(chizhou.window, `cases?${query}`)).toMatchObject({ status: 422 });
    }
  });
});

describe('cases', () => {
  test('are those of the list, with its policy and its filters', async () => {
    const mine = await csv(chizhou.window, 'cases');
    const list = (await chizhou.window.get<{ items: Array<{ caseNo: string }> }>('/api/v1/cases')).body.items;
    expect(mine.map((row) => row['案号'])).toEqual(list.map(({ caseNo }) => caseNo));
    expect(mine).toHaveLength(2);
    expect(mine[0]).toMatchObject({ 流程: '帮办代办', 状态: '办理中', 立案单位: '池州经开区政务服务中心', 结案时间: '' });
    expect(await csv(chizhou.window, 'cases?status=closed')).toEqual([]);
    expect(await csv(chizhou.housing, 'cases')).toEqual([]);
  });

  test('that are confidential are exported by those alone who may see them, and leave a trace', async () => {
    const reads = () => system.db.auditEntry.count({ where: { kind: 'caseRead', subject: confidential } });
    const before = await reads();
    expect(await csv(chizhou.window, 'cases')).not.toContainEqual(expect.objectContaining({ 案号: confidential }));
    expect(await reads()).toBe(before);
    expect(await csv(feidong.coordinator, 'cases')).toContainEqual(expect.objectContaining({ 案号: confidential }));
    expect(await reads()).toBe(before + 1);
  });

  test('carry no formula into a spreadsheet, neither as CSV nor as a workbook', async () => {
    const titles = (await csv(chizhou.window, 'cases')).map((row) => row['标题']);
    expect(titles.toSorted()).toEqual([`'${formula}`, `'@加号,“引号”与"换行"`].toSorted());
    const { bytes, headers } = await exported(chizhou.window, 'cases?format=xlsx');
    expect(headers.get('content-disposition')).toContain('cases.xlsx');
    const [heading, ...rows] = await readSheet(bytes);
    expect(heading?.slice(0, 3)).toEqual(['案号', '标题', '流程']);
    expect(rows.map(([, title]) => title)).toContain(formula);
    expect(bytes.includes('<f>')).toBe(false);
  });

  test('have their headings and choices in the language that was asked for', async () => {
    const { bytes } = await chizhou.window.downloads('/api/v1/exports/cases', { 'accept-language': 'en' });
    expect(parse(bytes, { bom: true, columns: true })[0]).toMatchObject({ Procedure: 'Assisted filing', Status: 'open' });
  });
});

test('open steps are those of the desk', async () => {
  const steps = await csv(chizhou.window, 'steps');
  const desk = (await chizhou.window.get<{ items: Array<{ caseNo: string }> }>('/api/v1/steps')).body.items;
  expect(steps.map((row) => row['案号'])).toEqual(desk.map(({ caseNo }) => caseNo));
  expect(steps[0]).toMatchObject({ 环节: '咨询', 状态: '待接收', 依据: expect.stringContaining('5分钟') });
});

test('units can be exported, and imported again as they are', async () => {
  const { bytes } = await exported(chizhou.window, 'units?region=341002');
  const administrator = await system.as('system-admin');
  const count = (parse(bytes, { bom: true, columns: true }) as unknown[]).length;
  const back = await administrator.uploads('/api/v1/imports/units', bytes, 'text/csv');
  expect(back).toMatchObject({ status: 200, body: { lines: count, added: 0, changed: 0, unchanged: count } });
  const book = await exported(chizhou.window, 'units?region=341002&format=xlsx');
  const xlsx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
  expect(await administrator.uploads('/api/v1/imports/units', book.bytes, xlsx)).toMatchObject({ status: 200, body: { unchanged: count } });
});
