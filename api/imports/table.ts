import { parse, CsvError } from 'csv-parse/sync';
import { readSheet } from 'read-excel-file/node';
import { z } from 'zod';
import { Unsound } from '../attachments/unsound.ts';
import { checkUnpacked } from '../attachments/unpacked.ts';
import type { Media } from '../http/media.ts';
import { Problem } from '../http/problem.ts';

export const csv = 'text/csv';
export const xlsx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** A line of a table with its number in the file; the heading is line 1. */
export interface TableLine {
  readonly line: number;
  readonly cells: readonly string[];
}

const mostLines = 20_000;
const longestCell = 2_000;
/** What the parser gives with its option `info`. */
const recordsWithInfo = z.array(z.object({ info: z.object({ lines: z.int() }), record: z.array(z.string()) }));

/** The lines of a CSV or XLSX file as text, the heading first; empty ones are left out. Throws `unreadable-table`. */
export async function readTable({ type, bytes }: Media): Promise<TableLine[]> {
  const lines = (type === xlsx ? await readWorkbook(Buffer.from(bytes)) : readCsv(bytes)).filter(({ cells }) => cells.some((cell) => cell !== ''));
  if (lines.length === 0) throw unreadable('没有内容', 'it is empty');
  if (lines.length > mostLines + 1) throw unreadable(`超过 ${mostLines} 行,请分批导入`, `it has more than ${mostLines} lines: divide it`);
  const long = lines.find(({ cells }) => cells.some((cell) => cell.length > longestCell || cell.includes('\0')));
  if (long !== undefined) throw unreadable(`第 ${long.line} 行内容过长或含有无法保存的字符`, `line ${long.line} is too long, or holds what cannot be kept`);
  return lines;
}

function readCsv(bytes: Uint8Array): TableLine[] {
  try {
    const options = { relax_column_count: true, skip_empty_lines: true, info: true, trim: true, max_record_size: 100_000 } as const;
    return recordsWithInfo.parse(parse(decode(bytes), options)).map(({ info, record }) => ({ line: info.lines, cells: record }));
  } catch (failure) {
    if (failure instanceof CsvError) throw unreadable(`第 ${Number(failure['lines'] ?? 0)} 行附近不是 CSV`, `it is no CSV around line ${Number(failure['lines'] ?? 0)}`);
    throw failure;
  }
}

/** UTF-8, with or without its mark; else GB18030, as office programs write it in China. */
function decode(bytes: Uint8Array): string {
  for (const encoding of ['utf-8', 'gb18030']) {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(bytes);
    } catch {
      // the next one
    }
  }
  throw unreadable('编码既不是 UTF-8 也不是 GB18030', 'it is neither UTF-8 nor GB18030');
}

async function readWorkbook(bytes: Buffer): Promise<TableLine[]> {
  try {
    checkUnpacked(bytes);
    const rows = await readSheet(bytes);
    return rows.map((row, index) => ({ line: index + 1, cells: row.map(textOf) }));
  } catch (failure) {
    if (failure instanceof Unsound) throw new Problem('unreadable-table', { reason: failure.reason });
    throw unreadable('不是 XLSX 工作簿', 'it is no XLSX workbook');
  }
}

function textOf(cell: unknown): string {
  if (cell === null || cell === undefined) return '';
  if (cell instanceof Date) return cell.toISOString().slice(0, 10);
  return String(cell).trim();
}

function unreadable(zh: string, en: string): Problem {
  return new Problem('unreadable-table', { reason: { zh, en } });
}
