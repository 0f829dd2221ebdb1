import { z } from 'zod';
import { Media, media } from '../http/media.ts';
import type { Cell } from './cell.ts';
import { csvOf } from './csv.ts';
import { workbook } from './xlsx.ts';

export const xlsx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
export const format = z.enum(['csv', 'xlsx']).default('csv');
export const tableMedia = media('text/csv', xlsx);

/** Its first page is read before anything is sent: what fails there is still refused properly. */
export async function begun<Value>(values: AsyncGenerator<Value>): Promise<AsyncGenerator<Value>> {
  const first = await values.next();
  return (async function* () {
    if (!first.done) yield first.value;
    yield* values;
  })();
}

/** The table as it is sent. */
export async function table(name: string, kind: z.infer<typeof format>, heading: readonly string[], lines: AsyncGenerator<Cell[][]>): Promise<Media> {
  const all = await begun(lines);
  const fileName = `${name}.${kind}`;
  return kind === 'csv' ? new Media('text/csv; charset=utf-8', csvOf(heading, all), fileName) : new Media(xlsx, workbook(heading, all), fileName);
}
