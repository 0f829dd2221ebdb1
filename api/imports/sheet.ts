import type { z } from 'zod';
import type { Label } from '../../contracts/label.ts';
import { check } from '../http/check.ts';
import { Problem } from '../http/problem.ts';
import type { TableLine } from './table.ts';

/** A fault of a line, in one of its columns or as a whole. */
export interface Fault {
  readonly line: number;
  readonly column: string | null;
  readonly zh: string;
  readonly en: string;
}

/** What a table may hold: names of its columns in both languages, and the schema of a line. */
export interface Sheet<Row extends z.ZodObject> {
  readonly columns: Readonly<Record<string, Label>>;
  readonly required: readonly string[];
  readonly row: Row;
}

/** A line that fits, with its number. */
export interface Read<Values> {
  readonly line: number;
  readonly values: Values;
}

/** A table of which something does not fit. Nothing of it is imported. */
export class TableRefused extends Error {
  override readonly name = 'TableRefused';
  readonly faults: readonly Fault[];

  constructor(faults: readonly Fault[]) {
    super(`${faults.length} faults`);
    this.faults = faults;
  }
}

/** Reads the lines of a table by its heading, in Chinese, English or as the columns are called here. Throws TableRefused with every line that does not fit. */
export function readSheet<Row extends z.ZodObject>(sheet: Sheet<Row>, [heading, ...lines]: readonly TableLine[]): Array<Read<z.output<Row>>> {
  const columns = headingOf(sheet, heading);
  const faults: Fault[] = [];
  const read = lines.flatMap(({ line, cells }): Array<Read<z.output<Row>>> => {
    const extra = cells.slice(columns.length).some((cell) => cell !== '');
    if (extra) {
      faults.push({ line, column: null, zh: '列数多于表头', en: 'it has more columns than the heading' });
      return [];
    }
    const given = Object.fromEntries(columns.flatMap((column, index) => (cells[index] ? [[column, cells[index]]] : [])));
    try {
      return [{ line, values: check(sheet.row, given) }];
    } catch (failure) {
      if (!(failure instanceof Problem) || failure.errors === undefined) throw failure;
      faults.push(...failure.errors.map(({ path, zh, en }) => ({ line, column: /^\w+/.exec(path)?.[0] ?? null, zh, en })));
      return [];
    }
  });
  if (faults.length > 0) throw new TableRefused(faults);
  return read;
}

function headingOf({ columns, required }: Sheet<z.ZodObject>, heading: TableLine | undefined): string[] {
  const names = new Map(Object.entries(columns).flatMap(([column, { zh, en }]) => [[zh, column], [en.toLowerCase(), column], [column.toLowerCase(), column]]));
  const cells = heading?.cells ?? [];
  const known = cells.map((cell) => names.get(cell.toLowerCase()) ?? null);
  const fault = (column: string | null, zh: string, en: string): Fault => ({ line: heading?.line ?? 1, column, zh, en });
  const faults = [
    ...cells.flatMap((cell, index) => (known[index] === null ? [fault(null, `没有名为“${cell}”的列`, `there is no column “${cell}”`)] : [])),
    ...known.flatMap((column, index) => (column !== null && known.indexOf(column) !== index ? [fault(column, '列重复', 'the column is repeated')] : [])),
    ...required.flatMap((column) => (known.includes(column) ? [] : [fault(column, '缺少该列', 'the column is missing')])),
  ];
  if (faults.length > 0) throw new TableRefused(faults);
  return known.flatMap((column) => column ?? []);
}

/** Lines that repeat what is to be told once, such as a code. */
export function repeated<Values>(lines: ReadonlyArray<Read<Values>>, column: string, of: (values: Values) => string | undefined): Fault[] {
  const seen = new Map<string, number>();
  return lines.flatMap(({ line, values }) => {
    const key = of(values);
    const before = key === undefined ? undefined : seen.get(key);
    if (key !== undefined && before === undefined) seen.set(key, line);
    return before === undefined ? [] : [{ line, column, zh: `与第 ${before} 行重复`, en: `repeats line ${before}` }];
  });
}
