import { rm } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Attachment } from '../../contracts/api/attachments.ts';
import { Chizhou, filing } from '../rig/chizhou.ts';
import { Feidong, petition } from '../rig/feidong.ts';
import { photo } from '../rig/pictures.ts';
import { System, type Person } from '../rig/system.ts';

let system: System;
let chizhou: Chizhou;
let id: string;
let caseNo: string;
let picture: Attachment;

const applicant = { role: 'applicant', name: '示例·史某', phone: '13900000002', idNumber: '11010519491231002X', address: '示例小区 1 幢' };

beforeAll(async () => {
  system = await System.start();
  chizhou = await Chizhou.of(system);
  const opened = await chizhou.leadsTo('decide', { ...filing(), title: '执照<script>alert(1)</script>&申办', parties: [applicant] });
  id = opened.workflowId;
  caseNo = opened.caseNo;
  picture = (await chizhou.window.uploads<Attachment>('/api/v1/attachments', photo({ at: '2022:10:14 09:30:00' }))).body;
  await chizhou.does(chizhou.window, id, 'add-evidence', { title: '摊位照片', sha256: picture.sha256, step: 'decide' });
});
afterAll(async () => {
  await system.stop();
  await rm(system.deps.config.attachmentsDir, { recursive: true, force: true });
});

const dossier = (who: Person, format = 'html', ref = id) => who.downloads(`/api/v1/cases/${encodeURIComponent(ref)}/dossier?format=${format}`);

describe('is refused to', () => {
  test('whoever is not signed in, has no part in the case, or asks for another format', async () => {
    expect(await dossier(system.outsider())).toMatchObject({ status: 401 });
    expect(await dossier(chizhou.housing)).toMatchObject({ status: 404 });
    expect(await dossier(await system.as('system-admin'))).toMatchObject({ status: 403 });
    expect(await dossier(chizhou.market, 'docx')).toMatchObject({ status: 422 });
    expect(await dossier(chizhou.market, 'pdf', 'assistedFiling-341702-2026-999999')).toMatchObject({ status: 404 });
  });
});

test('timeline, steps, evidence with its hash, clocks with rule, version and source stand in one page in both languages', async () => {
  const { status, bytes, headers } = await dossier(chizhou.market, 'html', caseNo);
  const page = bytes.toString('utf8');
  expect({ status, type: headers.get('content-type') }).toEqual({ status: 200, type: 'text/html; charset=utf-8' });
  const { clocks, steps, timeline } = await chizhou.sees(id, chizhou.market);
  for (const { rule, plan } of clocks) {
    expect(page).toContain(`${rule} · ${plan?.version}`);
    expect(page).toContain(plan?.source);
  }
  for (const { label } of steps) expect(page).toContain(label.zh);
  for (const { seq } of timeline) expect(page).toMatch(new RegExp(`<h3>${seq}\\. \\d{4}-`));
  for (const words of [caseNo, picture.sha256, '摊位照片', '2022-10-14 09:30:00', '池州经开区市场监督管理局', '示例·柏青', '蔬果零售', '帮办代办', 'Lead unit', '2022-117']) {
    expect(page).toContain(words);
  }
});

test('what people typed is text, and the page may run nothing', async () => {
  const { bytes, headers } = await dossier(chizhou.market);
  const page = bytes.toString('utf8');
  expect(page).toContain('执照&lt;script&gt;alert(1)&lt;/script&gt;&amp;申办');
  expect(page).not.toMatch(/<script/);
  expect(headers.get('content-security-policy')).toMatch(/^default-src 'none'; style-src 'sha256-/);
});

test('who does not handle the case reads masks, and nothing that names a person; the identity number is masked for all', async () => {
  const handled = (await dossier(chizhou.market)).bytes.toString('utf8');
  const audited = (await dossier(await system.as('auditor'))).bytes.toString('utf8');
  expect(handled).toContain('示例·史某');
  expect(handled).toContain('13900000002');
  for (const secret of ['示例·史某', '13900000002', '摊位照片', '蔬果零售', '2022-10-14 09:30:00']) expect(audited).not.toContain(secret);
  expect(audited).toContain(picture.sha256);
  for (const page of [handled, audited]) {
    expect(page).not.toContain(applicant.idNumber);
    expect(page).toContain('110*************2X');
  }
});

test('of a confidential case leaves a trace of who read it', async () => {
  const feidong = await Feidong.of(system);
  const opened = await feidong.opens(petition());
  const before = await system.db.auditEntry.count({ where: { kind: 'caseRead', subject: opened.caseNo } });
  expect(await dossier(feidong.coordinator, 'html', opened.workflowId)).toMatchObject({ status: 200 });
  expect(await system.db.auditEntry.count({ where: { kind: 'caseRead', subject: opened.caseNo } })).toBe(before + 1);
});

test('as PDF it carries its characters with it, and only those that occur', async () => {
  const { status, bytes, headers } = await dossier(chizhou.market, 'pdf');
  expect({ status, type: headers.get('content-type') }).toEqual({ status: 200, type: 'application/pdf' });
  expect(headers.get('content-disposition')).toContain(`${id}.pdf`);
  const text = bytes.toString('latin1');
  expect(text.startsWith('%PDF-1.')).toBe(true);
  expect(text.trimEnd().endsWith('%%EOF')).toBe(true);
  expect(text).toMatch(/\/BaseFont \/[A-Z]{6}\+NotoSansHans-Regular/);
  expect(bytes.length).toBeLessThan(400_000);
});

test('two PDFs at once, and other requests meanwhile', async () => {
  const begun = performance.now();
  const both = Promise.all([dossier(chizhou.market, 'pdf'), dossier(chizhou.window, 'pdf')]);
  expect(await chizhou.market.get('/api/v1/steps')).toMatchObject({ status: 200 });
  const answered = performance.now() - begun;
  expect((await both).map(({ status }) => status)).toEqual([200, 200]);
  expect(answered).toBeLessThan((performance.now() - begun) / 2);
});
