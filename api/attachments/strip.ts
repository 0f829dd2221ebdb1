import { crc32 } from 'node:zlib';
import type { AttachmentType } from '../../contracts/api/attachments.ts';
import { orientationBlock } from './orientation.ts';
import { Unsound } from './unsound.ts';

/**
 * A picture without its metadata and without anything that follows its end, for which no pixel is touched; which side is up
 * stays. Throws Unsound where the picture is not whole.
 */
export const stripped: Readonly<Partial<Record<AttachmentType, (bytes: Buffer, orientation: number) => Buffer>>> = {
  'image/jpeg': jpeg,
  'image/png': png,
  'image/webp': webp,
};

/** A picture beyond this many pixels is made to exhaust whoever opens it. */
const mostPixels = 200_000_000;

function checkSides(width: number, height: number): void {
  if (width === 0 || height === 0) throw notWhole();
  if (width * height > mostPixels) throw new Unsound('图片像素过大', 'the picture has too many pixels');
}

function notWhole(): Unsound {
  return new Unsound('图片不完整或已损坏', 'the picture is damaged or not whole');
}

/** Segments of ITU-T T.81. Kept beside the picture itself: JFIF (APP0), a colour profile (APP2), Adobe's colour transform (APP14). */
function jpeg(bytes: Buffer, orientation: number): Buffer {
  const start = 0xd8, end = 0xd9, scan = 0xda, comment = 0xfe;
  if (bytes.readUInt16BE(0) !== 0xff00 + start) throw notWhole();
  const block = orientationBlock(orientation);
  const kept: Buffer[] = [bytes.subarray(0, 2)];
  if (block !== null) kept.push(segment(0xe1, Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), block])));
  let at = 2;
  let framed = false;
  let scanned = false;
  while (at + 2 <= bytes.length) {
    if (bytes[at] !== 0xff) throw notWhole();
    const marker = bytes[at + 1] ?? 0;
    if (marker === 0xff) {
      at += 1; // fill bytes may stand before a marker
      continue;
    }
    if (marker === end) {
      if (!framed || !scanned) throw notWhole();
      return Buffer.concat([...kept, bytes.subarray(at, at + 2)]);
    }
    if (at + 4 > bytes.length) throw notWhole();
    const length = bytes.readUInt16BE(at + 2);
    let next = at + 2 + length;
    if (length < 2 || next > bytes.length) throw notWhole();
    const content = bytes.subarray(at + 4, next);
    if (framing(marker)) {
      if (content.length < 5) throw notWhole();
      checkSides(content.readUInt16BE(3), content.readUInt16BE(1));
      framed = true;
    }
    if (marker === scan) {
      scanned = true;
      next = endOfScan(bytes, next);
    }
    const application = marker >= 0xe0 && marker <= 0xef;
    const wanted = !application || marker === 0xe0 || marker === 0xee || (marker === 0xe2 && content.toString('latin1', 0, 11) === 'ICC_PROFILE');
    if (wanted && marker !== comment) kept.push(bytes.subarray(at, next));
    at = next;
  }
  throw notWhole();
}

/** A start of frame, which says how large the picture is; three numbers among them mean something else. */
function framing(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
}

/** Where the coded picture data end: at the next marker that is no stuffed zero and no restart. */
function endOfScan(bytes: Buffer, from: number): number {
  for (let at = bytes.indexOf(0xff, from); at !== -1 && at + 1 < bytes.length; at = bytes.indexOf(0xff, at + 1)) {
    const marker = bytes[at + 1] ?? 0;
    if (marker !== 0 && marker !== 0xff && !(marker >= 0xd0 && marker <= 0xd7)) return at;
  }
  throw notWhole();
}

function segment(marker: number, content: Buffer): Buffer {
  const head = Buffer.from([0xff, marker, 0, 0]);
  head.writeUInt16BE(content.length + 2, 2);
  return Buffer.concat([head, content]);
}

/** Chunks that say something about the picture rather than show it (PNG, third edition). */
const telling = new Set(['eXIf', 'tEXt', 'zTXt', 'iTXt', 'tIME']);

function png(bytes: Buffer, orientation: number): Buffer {
  const head = 8;
  if (bytes.length < head) throw notWhole();
  const kept: Buffer[] = [bytes.subarray(0, head)];
  let at = head;
  while (at + 12 <= bytes.length) {
    const next = at + 12 + bytes.readUInt32BE(at);
    if (next > bytes.length) throw notWhole();
    const type = bytes.toString('latin1', at + 4, at + 8);
    if ((at === head) !== (type === 'IHDR') || bytes.readUInt32BE(next - 4) !== crc32(bytes.subarray(at + 4, next - 4))) throw notWhole();
    if (type === 'IHDR') checkSides(bytes.readUInt32BE(at + 8), bytes.readUInt32BE(at + 12));
    if (!telling.has(type)) kept.push(bytes.subarray(at, next));
    const block = type === 'IHDR' ? orientationBlock(orientation) : null;
    if (block !== null) kept.push(pngChunk('eXIf', block));
    if (type === 'IEND') return Buffer.concat(kept);
    at = next;
  }
  throw notWhole();
}

function pngChunk(type: string, content: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(content.length);
  const body = Buffer.concat([Buffer.from(type, 'latin1'), content]);
  const check = Buffer.alloc(4);
  check.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, check]);
}

/** RIFF of RFC 9649. Flags of the extended header say which metadata follow. */
function webp(bytes: Buffer, orientation: number): Buffer {
  const exifFlag = 0x08, xmpFlag = 0x04;
  if (bytes.length < 12) throw notWhole();
  const end = 8 + bytes.readUInt32LE(4);
  if (end > bytes.length) throw notWhole();
  const kept: Buffer[] = [];
  let extended: Buffer | undefined;
  let at = 12;
  while (at + 8 <= end) {
    const length = bytes.readUInt32LE(at + 4);
    const next = at + 8 + length + (length % 2);
    if (next > end) throw notWhole();
    const type = bytes.toString('latin1', at, at + 4);
    if (type === 'VP8X' && length >= 10) {
      extended = Buffer.from(bytes.subarray(at, next));
      checkSides(1 + extended.readUIntLE(12, 3), 1 + extended.readUIntLE(15, 3));
      extended[8] = (extended[8] ?? 0) & ~(exifFlag | xmpFlag);
      kept.push(extended);
    } else if (type !== 'EXIF' && type !== 'XMP ') kept.push(bytes.subarray(at, next));
    at = next;
  }
  if (kept.length === 0) throw notWhole();
  const block = orientationBlock(orientation);
  if (block !== null && extended !== undefined) {
    extended[8] = (extended[8] ?? 0) | exifFlag;
    const head = Buffer.from('EXIF\0\0\0\0', 'latin1');
    head.writeUInt32LE(block.length, 4);
    kept.push(head, block);
  }
  const content = Buffer.concat(kept);
  const head = Buffer.from('RIFF\0\0\0\0WEBP', 'latin1');
  head.writeUInt32LE(content.length + 4, 4);
  return Buffer.concat([head, content]);
}
