import { createHash } from 'node:crypto';
import { z } from 'zod';
import { importReport, importTable, type ImportReport, type ImportTable } from '../../contracts/api/imports.ts';
import type { Label } from '../../contracts/label.ts';
import type { Role } from '../../contracts/roles.ts';
import { hasRole, type Actor } from '../accounts/actor.ts';
import type { Database } from '../database.ts';
import type { Cell } from '../exports/cell.ts';
import { format, table, tableMedia } from '../exports/table.ts';
import { endpoint, reply, type Endpoint } from '../http/endpoint.ts';
import { media } from '../http/media.ts';
import { answeredBefore, once, type Transaction } from '../http/once.ts';
import { page } from '../http/page.ts';
import { Problem } from '../http/problem.ts';
import type { Changes } from './changes.ts';
import { householdSheet, importHouseholds } from './households.ts';
import { importOfficers, officerSheet } from './officers.ts';
import { readSheet, TableRefused, type Fault, type Read, type Sheet } from './sheet.ts';
import { csv, readTable, xlsx, type TableLine } from './table.ts';
import { gridSheet, importGrids, importUnits, unitSheet } from './units.ts';

const mostFaults = 200;
/** 20,000 lines take a few seconds. */
const timeoutMs = 60_000;

/** One kind of table that can be imported. */
interface Import<Row extends z.ZodObject> {
  readonly what: string;
  readonly summary: Label;
  readonly roles: readonly Role[];
  readonly sheet: Sheet<Row>;
  work(transaction: Transaction, lines: ReadonlyArray<Read<z.output<Row>>>, actor: Actor): Promise<Changes>;
}

function imports<Row extends z.ZodObject>({ what, summary, roles, sheet, work }: Import<Row>): Endpoint {
  const columns: Readonly<Record<string, Label>> = sheet.columns;
  const listOf = (language: 'zh' | 'en') =>
    Object.entries(columns).map(([name, label]) => `${label[language]}${sheet.required.includes(name) ? '*' : ''}`).join(language === 'zh' ? '、' : ', ');
  return endpoint({
    method: 'post',
    path: `/api/v1/imports/${what}`,
    tag: 'imports',
    summary,
    description: {
      zh: `首行为列名(中英文均可,* 必填):${listOf('zh')}。CSV 为 UTF-8 或 GB18030。任何一行有误则全部不导入;dryRun=true 只检查,不写入`,
      en: `The first line names the columns, in either language (* required): ${listOf('en')}. CSV in UTF-8 or GB18030. One bad line and nothing is imported; dryRun=true only checks`,
    },
    access: { roles },
    audited: 'request',
    keyed: true,
    query: z.strictObject({ dryRun: z.stringbool().default(false) }),
    body: media(csv, xlsx),
    bodyLimit: 20 * 1024 * 1024,
    responses: { 200: importReport },
    problems: ['unreadable-table', 'faulty-table'],
    async handle({ query: { dryRun }, body, actor, key }, { db, credentials }) {
      const request = { import: what, sha256: createHash('sha256').update(body.bytes).digest('hex') };
      const before = dryRun ? null : await answeredBefore(db, { officer: actor.officer, key, request }, importReport);
      if (before !== null) return reply(200, before);
      const lines = await readTable(body);
      const run = async (transaction: Transaction): Promise<ImportReport> => {
        return reportOf(lines, !dryRun, await work(transaction, readSheet(sheet, lines), actor));
      };
      if (dryRun) return reply(200, await tried(db, run, lines, columns));
      const report = await refusing(columns, () => once(db, { officer: actor.officer, key, request, timeoutMs }, importReport, run));
      credentials.clear(); // units and officers may have changed under those who are signed in
      return reply(200, report);
    },
  });
}

const registry: readonly Role[] = ['systemAdministrator'];
const units = { what: 'units', summary: { zh: '导入单位', en: 'Import units' }, roles: registry, sheet: unitSheet, work: importUnits };
const grids = { what: 'grids', summary: { zh: '导入网格', en: 'Import grids' }, roles: registry, sheet: gridSheet, work: importGrids };
const officers = { what: 'officers', summary: { zh: '导入人员', en: 'Import officers' }, roles: registry, sheet: officerSheet, work: importOfficers };
const households: Import<typeof householdSheet.row> = {
  what: 'households',
  summary: { zh: '导入住户', en: 'Import households' },
  roles: ['coordinator', 'unitHead'],
  sheet: householdSheet,
  work: importHouseholds,
};
const all = [units, grids, officers, households];

const list = endpoint({
  method: 'get',
  path: '/api/v1/imports',
  tag: 'imports',
  summary: { zh: '本人可导入的表', en: 'Tables that I may import, with their columns' },
  access: 'signedIn',
  responses: { 200: page(importTable) },
  async handle({ actor }) {
    const mine = all.filter(({ roles }) => hasRole(actor, ...roles));
    return reply(200, { items: mine.map(({ what, summary, sheet }) => ({ what, label: summary, columns: columnsOf(sheet) })), next: null });
  },
});

const template = endpoint({
  method: 'get',
  path: '/api/v1/imports/{what}/template',
  tag: 'imports',
  summary: { zh: '导入模板', en: 'An empty table to fill in' },
  access: 'signedIn',
  params: z.strictObject({ what: z.string().max(40) }),
  query: z.strictObject({ format }),
  responses: { 200: tableMedia },
  async handle({ params: { what }, query: { format: kind }, language }) {
    const found = all.find((each) => each.what === what);
    if (found === undefined) throw new Problem('not-found', { what: { zh: '该表', en: 'such table' } });
    return reply(200, await table(`${what}-template`, kind, columnsOf(found.sheet).map(({ label }) => label[language]), nothingBelow()));
  },
});

export const importEndpoints: readonly Endpoint[] = [list, template, imports(units), imports(grids), imports(officers), imports(households)];

function columnsOf({ columns, required }: Pick<Sheet<z.ZodObject>, 'columns' | 'required'>): ImportTable['columns'] {
  return Object.entries(columns).map(([name, label]) => ({ name, label, required: required.includes(name) }));
}

async function* nothingBelow(): AsyncGenerator<Cell[][]> {
  yield [];
}

function reportOf(table: readonly TableLine[], applied: boolean, changes: Changes): ImportReport {
  return { dryRun: !applied, applied, lines: table.length - 1, ...changes, faults: [], moreFaults: 0 };
}

/** Carries the import out, and takes it back: what it would have come to, or every fault. */
async function tried(
  db: Database,
  run: (transaction: Transaction) => Promise<ImportReport>,
  table: readonly TableLine[],
  columns: Readonly<Record<string, Label>>,
): Promise<ImportReport> {
  try {
    await db.$transaction(
      async (transaction) => {
        throw new TakenBack(await run(transaction));
      },
      { timeout: timeoutMs },
    );
  } catch (outcome) {
    if (outcome instanceof TakenBack) return outcome.report;
    if (!(outcome instanceof TableRefused)) throw outcome;
    const faults = outcome.faults.slice(0, mostFaults).map(({ column, ...rest }) => ({ ...rest, column: column === null ? null : (columns[column] ?? null) }));
    return { dryRun: true, applied: false, lines: table.length - 1, added: 0, changed: 0, unchanged: 0, faults, moreFaults: outcome.faults.length - faults.length };
  }
  throw new Error('a trial was not taken back');
}

class TakenBack extends Error {
  readonly report: ImportReport;

  constructor(report: ImportReport) {
    super('taken back');
    this.report = report;
  }
}

/** Turns a refused table into `faulty-table`, with the place of each fault as lines[3].phone. */
async function refusing<Result>(columns: Readonly<Record<string, Label>>, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (failure) {
    if (!(failure instanceof TableRefused)) throw failure;
    throw new Problem('faulty-table', { count: failure.faults.length }, failure.faults.slice(0, mostFaults).map((fault) => told(fault, columns)));
  }
}

function told({ line, column, zh, en }: Fault, columns: Readonly<Record<string, Label>>) {
  const label = column === null ? undefined : columns[column];
  const place = label === undefined ? { zh: '', en: '' } : { zh: ` ${label.zh}`, en: `, ${label.en}` };
  return { path: `lines[${line}]${column === null ? '' : `.${column}`}`, zh: `第 ${line} 行${place.zh}:${zh}`, en: `line ${line}${place.en}: ${en}` };
}
