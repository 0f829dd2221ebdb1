/**
 * The one piece of metadata that a picture keeps: which side is up (EXIF tag 0x0112, 1 to 8), as a TIFF block of its own.
 * Null for pictures that stand upright anyway.
 */
export function orientationBlock(orientation: number): Buffer | null {
  if (!Number.isInteger(orientation) || orientation < 2 || orientation > 8) return null;
  const block = Buffer.alloc(26);
  block.write('MM', 0, 'latin1');
  block.writeUInt16BE(42, 2);
  block.writeUInt32BE(8, 4); // where the directory begins
  block.writeUInt16BE(1, 8); // its entries
  block.writeUInt16BE(0x0112, 10);
  block.writeUInt16BE(3, 12); // a short
  block.writeUInt32BE(1, 14); // one of them
  block.writeUInt16BE(orientation, 18);
  return block;
}
