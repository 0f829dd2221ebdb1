import { unzipSync } from 'fflate';
import { Unsound } from './unsound.ts';

/** What unpacks to more than this, or to this many times its size, is made to exhaust whoever opens it. */
const mostUnpacked = 512 * 1024 * 1024;
const mostUnpackedTimes = 200;

export function isZip(bytes: Buffer): boolean {
  return bytes.toString('latin1', 0, 4) === 'PK\x03\x04';
}

/** Throws Unsound where a zip is damaged, or says that it unpacks to far more than its size. Nothing is unpacked. */
export function checkUnpacked(bytes: Buffer): void {
  let unpacked = 0;
  try {
    unzipSync(bytes, {
      filter: ({ originalSize }) => {
        unpacked += originalSize;
        return false;
      },
    });
  } catch {
    throw new Unsound('文档不完整或已损坏', 'the document is damaged or not whole');
  }
  if (unpacked > Math.min(mostUnpacked, mostUnpackedTimes * bytes.length)) {
    throw new Unsound('压缩内容展开后过大', 'it unpacks to far more than its size');
  }
}
