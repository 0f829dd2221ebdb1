import { crc32 } from 'node:zlib';

const decoded = (...lines: readonly string[]): Buffer => Buffer.from(lines.join(''), 'base64');

/** 16 by 8 pixels, red beside blue, with a colour profile and no other metadata. */
export const jpeg = decoded(
  '/9j/4AAQSkZJRgABAQAAAQABAAD/4gHYSUNDX1BST0ZJTEUAAQEAAAHIAAAAAAQwAABtbnRyUkdCIFhZWiAH4AABAAEAAAAAAABhY3NwAAAAAAAAAAAAAAAAAAAAAAAAAA',
  'AAAAAAAAAAAQAA9tYAAQAAAADTLQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAlkZXNjAAAA8AAAACRyWFlaAAABFAAAABRn',
  'WFlaAAABKAAAABRiWFlaAAABPAAAABR3dHB0AAABUAAAABRyVFJDAAABZAAAAChnVFJDAAABZAAAAChiVFJDAAABZAAAAChjcHJ0AAABjAAAADxtbHVjAAAAAAAAAAEAAA',
  'AMZW5VUwAAAAgAAAAcAHMAUgBHAEJYWVogAAAAAAAAb6IAADj1AAADkFhZWiAAAAAAAABimQAAt4UAABjaWFlaIAAAAAAAACSgAAAPhAAAts9YWVogAAAAAAAA9tYAAQAA',
  'AADTLXBhcmEAAAAAAAQAAAACZmYAAPKnAAANWQAAE9AAAApbAAAAAAAAAABtbHVjAAAAAAAAAAEAAAAMZW5VUwAAACAAAAAcAEcAbwBvAGcAbABlACAASQBuAGMALgAgAD',
  'IAMAAxADb/2wBDABALDA4MChAODQ4SERATGCgaGBYWGDEjJR0oOjM9PDkzODdASFxOQERXRTc4UG1RV19iZ2hnPk1xeXBkeFxlZ2P/2wBDARESEhgVGC8aGi9jQjhCY2Nj',
  'Y2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2P/wAARCAAIABADASIAAhEBAxEB/8QAFgABAQEAAAAAAAAAAAAAAAAAAAEF/8QAFBABAA',
  'AAAAAAAAAAAAAAAAAAAP/EABQBAQAAAAAAAAAAAAAAAAAAAAT/xAAYEQACAwAAAAAAAAAAAAAAAAAABUKBwf/aAAwDAQACEQMRAD8Az1AhdKtFNoXh/9k=',
);
export const png = decoded(
  'iVBORw0KGgoAAAANSUhEUgAAABAAAAAICAYAAADwdn+XAAAAKklEQVR4AeyQMQ0AAAjDFizNE2rnaTjYw8FDk749WiKdZMvJwpIPAPcPBgAA//+lesnzAAAABklEQVQDAL',
  '87JLmYGNVdAAAAAElFTkSuQmCC',
);
export const webp = decoded(
  'UklGRhgCAABXRUJQVlA4WAoAAAAgAAAADwAABwAASUNDUMgBAAAAAAHIAAAAAAQwAABtbnRyUkdCIFhZWiAH4AABAAEAAAAAAABhY3NwAAAAAAAAAAAAAAAAAAAAAAAAAA',
  'AAAAAAAAAAAQAA9tYAAQAAAADTLQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAlkZXNjAAAA8AAAACRyWFlaAAABFAAAABRn',
  'WFlaAAABKAAAABRiWFlaAAABPAAAABR3dHB0AAABUAAAABRyVFJDAAABZAAAAChnVFJDAAABZAAAAChiVFJDAAABZAAAAChjcHJ0AAABjAAAADxtbHVjAAAAAAAAAAEAAA',
  'AMZW5VUwAAAAgAAAAcAHMAUgBHAEJYWVogAAAAAAAAb6IAADj1AAADkFhZWiAAAAAAAABimQAAt4UAABjaWFlaIAAAAAAAACSgAAAPhAAAts9YWVogAAAAAAAA9tYAAQAA',
  'AADTLXBhcmEAAAAAAAQAAAACZmYAAPKnAAANWQAAE9AAAApbAAAAAAAAAABtbHVjAAAAAAAAAAEAAAAMZW5VUwAAACAAAAAcAEcAbwBvAGcAbABlACAASQBuAGMALgAgAD',
  'IAMAAxADZWUDggKgAAAJABAJ0BKhAACAACwEwloAJ0ugADmAD+6GT3xF0qGdin/zNFE/pMBgAAAA==',
);

export interface Taken {
  /** As a camera writes it: 2022:10:10 09:15:00 */
  readonly at?: string;
  /** Degrees north and east. */
  readonly place?: readonly [number, number];
  /** EXIF: 1 upright, 6 turned a quarter to the right … */
  readonly orientation?: number;
}

/** A JPEG as a telephone makes it: with EXIF, XMP, a comment, and something hidden behind its end. */
export function photo(taken: Taken, picture: Buffer = jpeg): Buffer {
  return Buffer.concat([
    picture.subarray(0, 2),
    segment(0xe1, Buffer.concat([Buffer.from('Exif\0\0'), exif(taken)])),
    segment(0xe1, Buffer.from('http://ns.adobe.com/xap/1.0/\0<x:xmpmeta>示例·拍摄人</x:xmpmeta>')),
    segment(0xfe, Buffer.from('拍摄人的备注')),
    picture.subarray(2),
    Buffer.from('藏在后面的内容'),
  ]);
}

/** A PNG with EXIF and text in front of its data. */
export function pngPhoto(taken: Taken): Buffer {
  const afterHeader = 8 + 25;
  return Buffer.concat([png.subarray(0, afterHeader), chunk('eXIf', exif(taken)), chunk('tEXt', Buffer.from('Author\0Example')), png.subarray(afterHeader)]);
}

/** A WebP with EXIF behind its data. */
export function webpPhoto(taken: Taken): Buffer {
  const block = exif(taken);
  const head = Buffer.from('EXIF\0\0\0\0');
  head.writeUInt32LE(block.length, 4);
  const whole = Buffer.concat([webp, head, block, Buffer.alloc(block.length % 2)]);
  whole.writeUInt32LE(whole.length - 8, 4);
  whole[20] = (whole[20] ?? 0) | 0x08;
  return whole;
}

export function chunk(type: string, content: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), content]);
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(content.length);
  check.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, check]);
}

function segment(marker: number, content: Buffer): Buffer {
  const head = Buffer.from([0xff, marker, 0, 0]);
  head.writeUInt16BE(content.length + 2, 2);
  return Buffer.concat([head, content]);
}

/** A TIFF block with three directories: of the picture, of the shot, of the place. */
function exif({ at = '2022:10:10 09:15:00', place = [29.71, 118.31], orientation = 1 }: Taken): Buffer {
  const first = 8, shot = 60, time = 80, where = 110, latitude = 180, longitude = 210;
  const block = Buffer.alloc(240);
  block.write('MM\0*', 'latin1');
  block.writeUInt32BE(first, 4);
  directory(first, [[0x0112, 3, 1, orientation << 16], [0x8769, 4, 1, shot], [0x8825, 4, 1, where]]);
  directory(shot, [[0x9003, 2, 20, time]]);
  block.write(at, time, 'latin1');
  directory(where, [[1, 2, 2, place[0] < 0 ? 0x53000000 : 0x4e000000], [2, 5, 3, latitude], [3, 2, 2, place[1] < 0 ? 0x57000000 : 0x45000000], [4, 5, 3, longitude]]);
  for (const [from, degrees] of [[latitude, place[0]], [longitude, place[1]]] as const) {
    for (const [index, [part, of]] of [[Math.round(Math.abs(degrees) * 1e6), 1e6], [0, 1], [0, 1]].entries()) {
      block.writeUInt32BE(part ?? 0, from + index * 8);
      block.writeUInt32BE(of ?? 1, from + index * 8 + 4);
    }
  }
  return block;

  function directory(from: number, entries: ReadonlyArray<readonly [number, number, number, number]>): void {
    block.writeUInt16BE(entries.length, from);
    for (const [index, [tag, type, count, value]] of entries.entries()) {
      const start = from + 2 + index * 12;
      block.writeUInt16BE(tag, start);
      block.writeUInt16BE(type, start + 2);
      block.writeUInt32BE(count, start + 4);
      block.writeUInt32BE(value, start + 8);
    }
  }
}
