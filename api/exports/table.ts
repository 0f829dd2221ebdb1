import { z } from 'zod';
import { Media, media } from '../http/media.ts';
import type { Cell } from './cell.ts';
import { csvOf } from './csv.ts';
import { workbook } from './xlsx.ts';

const xlsx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
export const format = z.enum(['csv', 'xlsx']).default('csv');
export const tableMedia = media('text/csv', xlsx);

/** The table as it is sent. Its first page is read before: what fails there is still refused properly. */
export async function table(name: string, kind: z.infer<typeof format>, heading: readonly string[], lines: AsyncGenerator<Cell[][]>): Promise<Media> {
  const first = await lines.next();
  const all = (async function* () {
    if (!first.done) yield first.value;
    yield* lines;
  })();
  const fileName = `${name}.${kind}`;
  return kind === 'csv' ? new Media('text/csv; charset=utf-8', csvOf(heading, all), fileName) : new Media(xlsx, workbook(heading, all), fileName);
}
