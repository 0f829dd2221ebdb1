import { createHash, createHmac } from 'node:crypto';
import type { Config } from '../config.ts';

const alphabet = '23456789ABCDEFGHJKMNPQRSTUVWXYZ';

/** 查询码: the code that somebody outside looks his case up with. The same for the same case, and not to be guessed. */
export function receiptOf(config: Config, caseNo: string): string {
  const digest = createHmac('sha256', config.internalToken).update(`receipt ${caseNo}`).digest();
  const characters = [...digest.subarray(0, 12)].map((byte) => alphabet[byte % alphabet.length] ?? '2').join('');
  return `${characters.slice(0, 4)}-${characters.slice(4, 8)}-${characters.slice(8)}`;
}

/** What is kept of a receipt code. */
export function receiptDigest(receipt: string): string {
  return createHash('sha256').update(receipt.toUpperCase()).digest('hex');
}
