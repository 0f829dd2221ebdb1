import { createHash, randomUUID } from 'node:crypto';
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import ExifReader from 'exifreader';
import { zipSync } from 'fflate';
import type { Attachment } from '../../contracts/api/attachments.ts';
import { chunk, jpeg, photo, png, pngPhoto, webp, webpPhoto } from '../rig/pictures.ts';
import { Chizhou } from '../rig/chizhou.ts';
import { Feidong, petition } from '../rig/feidong.ts';
import { System, type Person } from '../rig/system.ts';
import { rubbish, Tunxi } from '../rig/tunxi.ts';

let system: System;
let chizhou: Chizhou;

beforeAll(async () => {
  system = await System.start();
  chizhou = await Chizhou.of(system);
});
afterAll(async () => {
  await system.stop();
  await rm(system.deps.config.attachmentsDir, { recursive: true, force: true });
});

const uploads = (who: Person, bytes: Uint8Array, type?: string, key?: string) => who.uploads<Attachment>('/api/v1/attachments', bytes, type, key);
const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
const word = 'word/document.xml';

/** A zip as Word writes it, with this much in one of its parts. */
function docx(content = Buffer.from('<w:document/>')): Buffer {
  const types = '<Types><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>';
  return Buffer.from(zipSync({ '[Content_Types].xml': Buffer.from(types), [word]: content }));
}

async function stored(): Promise<{ rows: number; files: string[] }> {
  const files = await readdir(system.deps.config.attachmentsDir, { recursive: true }).catch(() => []);
  return { rows: await system.db.attachment.count(), files: files.filter((name) => name.includes('/')).toSorted() };
}

describe('is refused, and nothing is stored', () => {
  test.each<[string, () => Uint8Array, string, number, string]>([
    ['nothing', () => Buffer.alloc(0), 'image/jpeg', 400, 'malformed-request'],
    ['a text that says it is a picture', () => Buffer.from('我是照片'), 'image/jpeg', 415, 'unsupported-media-type'],
    ['a page, by its name', () => Buffer.from('<html></html>'), 'text/html', 415, 'unsupported-media-type'],
    ['a page that says it is a picture', () => Buffer.from('<!doctype html><script>alert(1)</script>'), 'image/png', 415, 'unsupported-media-type'],
    ['a program', () => Buffer.concat([Buffer.from('\x7fELF\x02\x01\x01', 'latin1'), Buffer.alloc(64)]), 'application/octet-stream', 415, 'unsupported-media-type'],
    ['a zip of something else', () => Buffer.from(zipSync({ 'a.txt': Buffer.from('a') })), 'application/octet-stream', 415, 'unsupported-media-type'],
    ['half a JPEG', () => jpeg.subarray(0, jpeg.length - 40), 'image/jpeg', 422, 'unsound-attachment'],
    ['the head of a JPEG', () => jpeg.subarray(0, 30), 'image/jpeg', 422, 'unsound-attachment'],
    ['half a PNG', () => png.subarray(0, png.length - 20), 'image/png', 422, 'unsound-attachment'],
    ['a PNG that was tampered with', () => Buffer.from(png.map((byte, index) => (index === 45 ? byte ^ 1 : byte))), 'image/png', 422, 'unsound-attachment'],
    ['half a WebP', () => webp.subarray(0, webp.length - 20), 'image/webp', 422, 'unsound-attachment'],
    ['a picture of 4,900,000,000 pixels', () => huge(), 'image/png', 422, 'unsound-attachment'],
    ['a document that unpacks to a thousand times its size', () => docx(Buffer.alloc(8 * 1024 * 1024)), 'application/octet-stream', 422, 'unsound-attachment'],
    ['a document without its end', () => docx().subarray(0, 200), 'application/octet-stream', 422, 'unsound-attachment'],
    ['more than 10 MiB', () => Buffer.concat([jpeg, Buffer.alloc(10 * 1024 * 1024)]), 'image/jpeg', 413, 'body-too-large'],
  ])('%s', async (_, bytes, type, status, code) => {
    const before = await stored();
    expect(await uploads(chizhou.window, bytes(), type)).toMatchObject({ status, body: { code, zh: expect.stringMatching(/\p{Script=Han}/u) } });
    expect(await stored()).toEqual(before);
  });

  test('what an outsider sends, what comes without a key, and another file under a key', async () => {
    const key = randomUUID();
    expect(await uploads(chizhou.window, png, 'image/png', key)).toMatchObject({ status: 201 });
    const before = await stored();
    expect(await uploads(system.outsider(), jpeg)).toMatchObject({ status: 401 });
    expect(await chizhou.window.send('POST', '/api/v1/attachments', 'x', { 'content-type': 'image/jpeg' })).toMatchObject({ status: 400, body: { code: 'key-missing' } });
    expect(await uploads(chizhou.window, jpeg, 'image/jpeg', key)).toMatchObject({ status: 409, body: { code: 'key-reused' } });
    expect(await stored()).toEqual(before);
  });

  function huge(): Buffer {
    const header = Buffer.from(png.subarray(16, 29));
    header.writeUInt32BE(70_000, 0);
    header.writeUInt32BE(70_000, 4);
    return Buffer.concat([png.subarray(0, 8), chunk('IHDR', header), png.subarray(33)]);
  }
});

describe('a picture', () => {
  const tuxi = { at: '2022:10:10 09:15:00', place: [29.71, 118.31], orientation: 6 } as const;

  test.each<[string, Buffer, Buffer, string]>([
    ['a JPEG', photo(tuxi), jpeg, 'image/jpeg'],
    ['a PNG', pngPhoto(tuxi), png, 'image/png'],
    ['a WebP', webpPhoto(tuxi), webp, 'image/webp'],
  ])('%s tells when and where it was taken, and is kept without that: only which side is up stays', async (_, sent, plain, mediaType) => {
    const { status, body } = await uploads(chizhou.window, sent, 'application/octet-stream');
    expect({ status, body }).toMatchObject({
      status: 201,
      body: { mediaType, takenAt: '2022-10-10T01:15:00.000Z', place: { latitude: 29.71, longitude: 118.31 } },
    });
    const { bytes, headers } = await chizhou.window.downloads(`/api/v1/attachments/${body.sha256}`);
    expect(sha256(bytes)).toBe(body.sha256);
    expect(bytes.length).toBe(body.size);
    expect(headers.get('content-type')).toBe(mediaType);
    expect(headers.get('content-disposition')).toMatch(/^attachment; filename=[0-9a-f]{12}\.\w+$/);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    const { exif, gps, xmp } = ExifReader.load(bytes, { expanded: true });
    expect(exif?.Orientation?.value).toBe(6);
    expect({ taken: exif?.DateTimeOriginal, gps, xmp }).toEqual({});
    expect(bytes.toString('utf8')).not.toMatch(/示例|备注|藏在|Example/);
    expect(bytes.includes(plain.subarray(plain.length - 60, plain.length - 2))).toBe(true);
  });

  test('without metadata is kept byte for byte', async () => {
    for (const each of [jpeg, png, webp]) {
      expect(await uploads(chizhou.window, each)).toMatchObject({ status: 201, body: { sha256: sha256(each), size: each.length, takenAt: null, place: null } });
    }
  });
});

test('what a file is, its content says; a document is kept as it is', async () => {
  const document = docx();
  const type = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
  expect(await uploads(chizhou.window, document, 'image/jpeg')).toMatchObject({ status: 201, body: { sha256: sha256(document), mediaType: type } });
  const pdf = Buffer.from('%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n');
  expect(await uploads(chizhou.window, pdf, 'video/mp4')).toMatchObject({ status: 201, body: { mediaType: 'application/pdf' } });
});

test('the same file twice, or the same request twice, is stored once', async () => {
  const sent = photo({ at: '2022:11:01 18:00:00' });
  const key = randomUUID();
  const first = await uploads(chizhou.window, sent, 'image/jpeg', key);
  const before = await stored();
  expect(await uploads(chizhou.window, sent, 'image/jpeg', key)).toMatchObject({ status: 201, body: first.body });
  expect(await uploads(chizhou.market, sent, 'image/jpeg')).toMatchObject({ status: 201, body: first.body });
  expect(await stored()).toEqual(before);
});

test('an answer of 201 means that the bytes lie under their hash, and nothing half written beside them', async () => {
  const { body } = await uploads(chizhou.window, photo({ at: '2022:11:02 18:00:00', orientation: 3 }));
  const file = join(system.deps.config.attachmentsDir, body.sha256.slice(0, 2), body.sha256);
  expect(sha256(await readFile(file))).toBe(body.sha256);
  expect((await stored()).files.filter((name) => name.endsWith('.part'))).toEqual([]);
  await writeFile(file, 'tampered with');
  expect(await chizhou.window.downloads(`/api/v1/attachments/${body.sha256}`)).toMatchObject({ status: 500 });
  await rm(file);
  expect(await chizhou.window.downloads(`/api/v1/attachments/${body.sha256}`)).toMatchObject({ status: 503 });
  await uploads(chizhou.window, photo({ at: '2022:11:02 18:00:00', orientation: 3 }));
  expect(await chizhou.window.downloads(`/api/v1/attachments/${body.sha256}`)).toMatchObject({ status: 200 });
});

describe('evidence', () => {
  test('is not what nobody uploaded, nor what somebody else did, however well its hash is known', async () => {
    const { workflowId: id } = await chizhou.leadsTo('file');
    const { body: foreign } = await uploads(chizhou.bank, photo({ orientation: 5 }));
    for (const hash of ['a'.repeat(64), foreign.sha256]) {
      const answer = await chizhou.tries(chizhou.window, id, 'add-evidence', { title: '现场照片', sha256: hash });
      expect(answer).toMatchObject({ status: 422, body: { code: 'unknown-attachment', facts: { sha256: hash } } });
      expect(await chizhou.window.downloads(`/api/v1/attachments/${hash}`)).toMatchObject({ status: 404 });
    }
    expect((await chizhou.sees(id)).evidence).toEqual([]);
  });

  test('stands in the case with its hash, with the step and the entry it belongs to; who may see the case may see it', async () => {
    const { workflowId: id } = await chizhou.leadsTo('receive');
    const { body: picture } = await uploads(chizhou.window, photo({ at: '2022:10:14 09:30:00', orientation: 8 }));
    const path = `/api/v1/attachments/${picture.sha256}`;
    expect(await chizhou.market.downloads(path)).toMatchObject({ status: 404 });
    await chizhou.does(chizhou.window, id, 'add-evidence', { title: '示例小区门前', sha256: picture.sha256, step: 'receive' });

    const { evidence, timeline } = await chizhou.sees(id, chizhou.market);
    const entry = timeline.find(({ kind }) => kind === 'evidenceAdded');
    expect(entry).toMatchObject({ step: 'receive', data: { sha256: picture.sha256, mediaType: 'image/jpeg', size: picture.size, title: '示例小区门前' } });
    expect(evidence).toEqual([{ ...picture, title: '示例小区门前', entry: entry?.seq, step: 'receive', at: entry?.at }]);
    expect(await chizhou.market.downloads(path)).toMatchObject({ status: 200 });
    expect(await chizhou.housing.downloads(path)).toMatchObject({ status: 404 });
    expect(await system.outsider().downloads(path)).toMatchObject({ status: 401 });

    const auditor = await system.as('auditor');
    expect((await chizhou.sees(id, auditor)).evidence).toEqual([{ ...picture, title: null, takenAt: null, place: null, entry: entry?.seq, step: 'receive', at: entry?.at }]);
    await chizhou.does(chizhou.market, id, 'add-evidence', { title: '同一张照片', sha256: picture.sha256 });
  });

  test('of a refused request gives nobody a view of it', async () => {
    const { workflowId: id } = await chizhou.leadsTo('receive');
    const { body: picture } = await uploads(chizhou.window, photo({ at: '2022:10:15 09:30:00', orientation: 7 }));
    const answer = await chizhou.tries(chizhou.window, id, 'add-evidence', { title: '照片', sha256: picture.sha256, step: 'decide-9' });
    expect(answer).toMatchObject({ status: 404, body: { code: 'no-such-step' } });
    expect(await chizhou.market.downloads(`/api/v1/attachments/${picture.sha256}`)).toMatchObject({ status: 404 });
    expect(await system.db.submission.count({ where: { attachments: { has: picture.sha256 } } })).toBe(0);
  });

  test('named in a form belongs to the entry that it came with', async () => {
    const tunxi = await Tunxi.of(system);
    const { workflowId: id } = await tunxi.opens(rubbish({ matter: { photos: [tunxi.photo] } }), tunxi.gridWorker);
    const { evidence } = await tunxi.sees(id, tunxi.gridWorker);
    expect(evidence).toMatchObject([{ sha256: tunxi.photo, mediaType: 'image/jpeg', title: null, entry: 1, step: null }]);
    expect(await chizhou.housing.downloads(`/api/v1/attachments/${tunxi.photo}`)).toMatchObject({ status: 404 });
  });

  test('of a confidential case leaves a trace of who looked at it', async () => {
    const feidong = await Feidong.of(system);
    const { workflowId: id, caseNo } = await feidong.opens(petition());
    const { body: picture } = await uploads(feidong.coordinator, photo({ at: '2022:05:05 10:00:00' }));
    await feidong.does(feidong.coordinator, id, 'add-evidence', { title: '账册', sha256: picture.sha256 });
    const reads = () => system.db.auditEntry.count({ where: { kind: 'caseRead', subject: caseNo } });
    const before = await reads();
    expect(await feidong.head.downloads(`/api/v1/attachments/${picture.sha256}`)).toMatchObject({ status: 200 });
    expect(await reads()).toBe(before + 1);
    expect(await (await system.as('badou-village-head')).downloads(`/api/v1/attachments/${picture.sha256}`)).toMatchObject({ status: 404 });
  });
});
