import { stringify } from 'csv-stringify/sync';
import type { Cell } from './cell.ts';

/**
 * CSV (RFC 4180) with the mark by which office programs know UTF-8, made while it is read. A text that a spreadsheet would
 * take for a formula has an apostrophe before it.
 */
export async function* csvOf(heading: readonly string[], batches: AsyncIterable<ReadonlyArray<readonly Cell[]>>): AsyncGenerator<Uint8Array> {
  yield Buffer.from(`\ufeff${written([heading])}`);
  for await (const batch of batches) if (batch.length > 0) yield Buffer.from(written(batch));
}

function written(lines: ReadonlyArray<readonly Cell[]>): string {
  return stringify(lines.map((line) => [...line]), { record_delimiter: 'windows', escape_formulas: true });
}
