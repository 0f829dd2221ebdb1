import { setTimeout as sleep } from 'node:timers/promises';
import { procedures } from '../../contracts/procedures/index.ts';
import { wholeCase, type WholeCase } from '../../contracts/record.ts';
import { family, type Family } from '../../contracts/ids.ts';
import { Prisma } from '../../prisma/generated/client.ts';
import { wholeFromArchive } from '../archive/case-archive.ts';
import type { Database } from '../database.ts';
import type { Engine } from '../engine/engine.ts';
import { Problem } from '../http/problem.ts';
import { writeWhole } from './write-record.ts';

/** Cases that are asked for at the same time. */
const atOnce = 4;
const pageSize = 200;
/** How long a record that is under way may take before the case is left for the next time: a lost workflow task alone costs ten seconds. */
const patienceMs = 20_000;

export interface RebuildOptions {
  /** Only compare, and change nothing. */
  readonly check: boolean;
  /** Only this case: its number or the id of its workflow. */
  readonly only?: string | undefined;
}

/** A row that was not as the workflow of its case tells it. */
export interface Difference {
  readonly table: string;
  readonly id: string;
  readonly was: 'missing' | 'surplus' | 'different';
  /** Columns that differ. */
  readonly columns: readonly string[];
}

/** What became of one case. */
export type Finding =
  | { readonly caseNo: string; readonly from: 'engine' | 'archive'; readonly differences: readonly Difference[] }
  /** A number was reserved and its workflow never started: there is nothing to write. */
  | { readonly caseNo: string; readonly from: 'nothing' }
  | { readonly caseNo: string; readonly failure: string };

interface Outside {
  readonly db: Database;
  readonly engine: Engine;
}

/**
 * Makes the rows of `case`, `step`, `clock` and `entry` again from what the workflows tell, and from the archive where the
 * engine has forgotten. Beside a running system newer wins: a case is locked while it is written, one on which
 * something happened since it was asked is asked again, and one whose record is under way is waited for.
 */
export async function* rebuild(outside: Outside, { check, only }: RebuildOptions): AsyncGenerator<Finding> {
  for await (const page of openings(outside.db, only)) {
    for (let first = 0; first < page.length; first += atOnce) {
      yield* await Promise.all(page.slice(first, first + atOnce).map((opening) => rebuildCase(outside, opening, check)));
    }
  }
}

/** Cases that run in the engine and that the database knows nothing of: their openings, with all personal data, are lost. */
export async function* strangers({ db, engine }: Outside): AsyncGenerator<string> {
  for (const each of family.options) {
    let ids: string[] = [];
    for await (const { workflowId } of engine.client(each).workflow.list({ query: 'CaseNo is not null' })) {
      ids.push(workflowId);
      if (ids.length < pageSize) continue;
      yield* await unknown(ids);
      ids = [];
    }
    yield* await unknown(ids);
  }

  async function unknown(ids: readonly string[]): Promise<string[]> {
    const rows = await db.opening.findMany({ where: { workflowId: { in: [...ids] } }, select: { workflowId: true } });
    const known = new Set(rows.map(({ workflowId }) => workflowId));
    return ids.filter((id) => !known.has(id));
  }
}

interface Opening {
  readonly caseNo: string;
  readonly workflowId: string;
  readonly procedure: string;
}

/** Every case has an opening, which is the database's own: pages of them, by number. */
async function* openings(db: Database, only: string | undefined): AsyncGenerator<Opening[]> {
  const select = { caseNo: true, workflowId: true, procedure: true } as const;
  if (only !== undefined) {
    yield await db.opening.findMany({ where: { OR: [{ caseNo: only }, { workflowId: only }] }, select });
    return;
  }
  for (let after = ''; ; ) {
    const page = await db.opening.findMany({ where: { caseNo: { gt: after } }, orderBy: { caseNo: 'asc' }, take: pageSize, select });
    yield page;
    const last = page.at(-1);
    if (last === undefined || page.length < pageSize) return;
    after = last.caseNo;
  }
}

async function rebuildCase(outside: Outside, opening: Opening, check: boolean): Promise<Finding> {
  const { caseNo } = opening;
  try {
    for (;;) {
      const told = await tell(outside, opening);
      if (told === null) return await nothingToTell(outside, caseNo);
      const differences = await write(outside.db, told.whole, check);
      if (differences !== 'newer') return { caseNo, from: told.from, differences };
    }
  } catch (failure) {
    return { caseNo, failure: failure instanceof Error ? failure.message : String(failure) };
  }
}

/** The whole of a case, all of it recorded; null where neither the engine nor the archive knows it. */
async function tell({ db, engine }: Outside, opening: Opening): Promise<{ whole: WholeCase; from: 'engine' | 'archive' } | null> {
  const quarters = procedures[opening.procedure]?.family;
  if (quarters === undefined) throw new Error(`there is no procedure ${opening.procedure}`);
  const whole = await recorded(engine, quarters, opening.workflowId);
  if (whole !== null) return { whole, from: 'engine' };
  const archived = await wholeFromArchive(db, opening.caseNo);
  return archived === null ? null : { whole: archived, from: 'archive' };
}

/** What a workflow tells once the database has taken all of it: what is under way brings its own due times. */
async function recorded(engine: Engine, quarters: Family, workflowId: string): Promise<WholeCase | null> {
  for (const begun = Date.now(); ; await sleep(100)) {
    const whole = await ask(engine, quarters, workflowId);
    if (whole === null || whole.written === whole.picture.seq) return whole;
    if (Date.now() - begun < patienceMs) continue;
    const { status } = await engine.client(quarters).workflow.getHandle(workflowId).describe();
    if (status.name !== 'RUNNING') return whole; // it ended without: nobody else will write it
    throw new Error(`a record has been under way for ${patienceMs / 1_000} s: run it again for this case`);
  }
}

async function ask(engine: Engine, quarters: Family, workflowId: string): Promise<WholeCase | null> {
  try {
    return wholeCase.parse(await engine.whole(quarters, workflowId));
  } catch (failure) {
    if (failure instanceof Problem && failure.code === 'case-not-open') return null;
    throw failure;
  }
}

async function nothingToTell({ db }: Outside, caseNo: string): Promise<Finding> {
  const row = await db.case.findUnique({ where: { caseNo }, select: { caseNo: true } });
  if (row === null) return { caseNo, from: 'nothing' };
  return { caseNo, failure: 'neither the engine nor the archive knows it: its rows stay as they are' };
}

/** Carries what was found out of a transaction that changes nothing. */
class Undone extends Error {
  readonly differences: readonly Difference[];

  constructor(differences: readonly Difference[]) {
    super('undone');
    this.differences = differences;
  }
}

/**
 * Writes the rows of a case anew, and compares them with those that were there; keeps them only where they differ.
 * 'newer' when something happened on the case since it was told.
 */
async function write(db: Database, whole: WholeCase, check: boolean): Promise<readonly Difference[] | 'newer'> {
  const { caseNo, seq } = whole.picture;
  const attempt = () =>
    db.$transaction(
      async (transaction) => {
        const [present] = await transaction.$queryRaw<Array<{ seq: number }>>`SELECT seq FROM "case" WHERE case_no = ${caseNo} FOR UPDATE`;
        if (present !== undefined && present.seq > seq) return 'newer';
        const before = await rowsOf(transaction, caseNo);
        await transaction.$executeRaw`DELETE FROM "case" WHERE case_no = ${caseNo}`; // its steps, clocks and entries go with it
        await writeWhole(transaction, whole);
        const differences = differencesOf(before, await rowsOf(transaction, caseNo));
        if (check || differences.length === 0) throw new Undone(differences);
        return differences;
      },
      { maxWait: 30_000, timeout: 60_000 },
    );
  for (let attempts = 1; ; attempts += 1) {
    try {
      return await attempt();
    } catch (failure) {
      if (failure instanceof Undone) return failure.differences;
      if (!isDeadlock(failure) || attempts === 5) throw failure; // a record of the same case came in between
    }
  }
}

interface Row {
  readonly table: string;
  readonly id: string;
  readonly columns: Readonly<Record<string, unknown>>;
}

async function rowsOf(transaction: Prisma.TransactionClient, caseNo: string): Promise<Row[]> {
  return transaction.$queryRaw<Row[]>`
    SELECT 'case' AS table, '' AS id, to_jsonb(c) AS columns FROM "case" AS c WHERE case_no = ${caseNo}
    UNION ALL SELECT 'step', id, to_jsonb(s) FROM step AS s WHERE case_no = ${caseNo}
    UNION ALL SELECT 'clock', id, to_jsonb(c) FROM clock AS c WHERE case_no = ${caseNo}
    UNION ALL SELECT 'entry', seq::text, to_jsonb(e) FROM entry AS e WHERE case_no = ${caseNo}`;
}

function differencesOf(before: readonly Row[], after: readonly Row[]): Difference[] {
  const place = ({ table, id }: Row) => `${table} ${id}`;
  const were = new Map(before.map((row) => [place(row), row]));
  const are = new Map(after.map((row) => [place(row), row]));
  const surplus = before.filter((row) => !are.has(place(row)));
  return [
    ...surplus.map(({ table, id }): Difference => ({ table, id, was: 'surplus', columns: [] })),
    ...after.flatMap((row): Difference[] => {
      const { table, id } = row;
      const was = were.get(place(row));
      if (was === undefined) return [{ table, id, was: 'missing', columns: [] }];
      const columns = Object.keys(row.columns).filter((column) => JSON.stringify(row.columns[column]) !== JSON.stringify(was.columns[column]));
      return columns.length === 0 ? [] : [{ table, id, was: 'different', columns }];
    }),
  ];
}

const deadlock = '40P01';

function isDeadlock(failure: unknown): boolean {
  if (!(failure instanceof Prisma.PrismaClientKnownRequestError)) return false;
  return failure.code === 'P2034' || JSON.stringify(failure.meta ?? {}).includes(deadlock);
}
