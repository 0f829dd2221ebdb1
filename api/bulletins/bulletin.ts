import { z } from 'zod';
import type { Bulletin, BulletinBrief, BulletinLine } from '../../contracts/api/bulletins.ts';
import type { AssessedRate, Formula } from '../../contracts/api/formulas.ts';
import { countLabels, counts, type Counts, type Measure } from '../../contracts/api/statistics.ts';
import { choice } from '../../contracts/form.ts';
import { label, type Label } from '../../contracts/label.ts';
import { assessedBy, type AssessedBy, type Draft } from '../../contracts/procedures/assessment.ts';
import { procedures } from '../../contracts/procedures/index.ts';
import type { Case, Step } from '../../prisma/generated/client.ts';
import type { Database } from '../database.ts';
import type { Deps } from '../deps.ts';
import { Problem } from '../http/problem.ts';
import { ratesOf } from '../statistics/count-cases.ts';
import { readFormula } from '../statistics/formulas.ts';

const decided = z.object({ uphold: z.boolean(), to: z.int().optional(), reason: z.string() });
const cell = z.object({ table: choice(assessedBy), key: z.string(), measure: choice(countLabels) });
const ofMonth = z.object({ matter: z.object({ month: z.string() }) });

/** The bulletin of an assessment, from its case: what was worked out, as corrected. Throws `not-found` where nothing is worked out yet. */
export async function bulletinOf({ db, config }: Deps, row: Case): Promise<Bulletin> {
  const { caseNo } = row;
  const [entry, steps, opening] = await Promise.all([
    db.entry.findFirst({ where: { caseNo, kind: 'workedOut' } }),
    db.step.findMany({ where: { caseNo, name: 'decideObjection', status: 'done' }, orderBy: { doneAt: 'asc' } }),
    db.opening.findUniqueOrThrow({ where: { caseNo }, select: { start: true } }),
  ]);
  if (row.procedure !== 'assessment' || entry === null) throw noBulletin();
  const draft = entry.data as unknown as Draft; // worked out by `draftOf`, and by nobody else
  const formula = await readFormula(db, draft.formula);
  const [names, regions] = await Promise.all([namesOf(db, draft), regionsOf(db, [row.region])]);
  const nameOf = (key: string): Label => names.get(key) ?? { zh: key, en: key };
  return {
    caseNo,
    region: row.region,
    regionName: regions(row.region),
    month: ofMonth.parse(opening.start).matter.month,
    publishedAt: publishedAt(row),
    formula,
    tables: (Object.keys(assessedBy) as AssessedBy[]).map((table) => ({
      table,
      name: assessedBy[table],
      lines: draft.tables[table]
        .map(({ key, counts: drafted }) => lineOf(key, nameOf(key), drafted, decisionsOn(steps, table, key), formula))
        .toSorted((a, b) => (b.score ?? -1) - (a.score ?? -1) || a.key.localeCompare(b.key)),
    })),
    objections: steps.map((step) => {
      const { table, key, measure, uphold, to, reason } = decisionOf(step);
      return { table, key, name: nameOf(key), measure, upheld: uphold, to: to ?? null, reason };
    }),
    links: linksOf(config.publicUrl, row.workflowId),
  };
}

/** Published bulletins, the newest first. */
export async function publishedBulletins({ db, config }: Deps, limit: number): Promise<BulletinBrief[]> {
  const rows = await db.case.findMany({
    where: { procedure: 'assessment', status: 'closed', outcome: 'published' },
    include: { opening: { select: { start: true } } },
    orderBy: [{ openedAt: 'desc' }, { caseNo: 'desc' }],
    take: limit,
  });
  const regions = await regionsOf(db, rows.map(({ region }) => region));
  return rows.map((row) => ({
    caseNo: row.caseNo,
    region: row.region,
    regionName: regions(row.region),
    month: ofMonth.parse(row.opening.start).matter.month,
    publishedAt: publishedAt(row) ?? row.openedAt.toISOString(),
    links: linksOf(config.publicUrl, row.workflowId),
  }));
}

/** The case of a bulletin that was published. Throws `not-found` for a draft, as for one that is not there. */
export async function publishedCase(db: Database, ref: string): Promise<Case> {
  const row = await db.case.findFirst({ where: { procedure: 'assessment', outcome: 'published', OR: [{ caseNo: ref }, { workflowId: ref }] } });
  if (row === null) throw noBulletin();
  return row;
}

function publishedAt({ outcome, closedAt }: Case): string | null {
  return outcome === 'published' && closedAt !== null ? closedAt.toISOString() : null;
}

function linksOf(publicUrl: string, workflowId: string): Bulletin['links'] {
  const ref = encodeURIComponent(workflowId);
  const self = `${publicUrl}/api/v1/bulletins/${ref}`;
  return { self, page: `${self}/page`, openData: `${publicUrl}/api/v1/open-data/bulletins/${ref}`, json: `${publicUrl}/api/v1/open-data/bulletins/${ref}/json` };
}

interface Decision {
  readonly measure: Measure;
  readonly to: number;
  readonly reason: string;
}

/** What was decided on one objection: `about` names the table, the line and the measure. */
function decisionOf({ about, data }: Step) {
  const [table = '', key = '', measure = ''] = about?.split(':') ?? [];
  return { ...decided.parse(data), ...cell.parse({ table, key, measure }) };
}

/** Objections to one line that were upheld, in their order. */
function decisionsOn(steps: readonly Step[], table: string, key: string): Decision[] {
  return steps.map(decisionOf).flatMap(({ uphold, to, reason, ...of }) => (of.table === table && of.key === key && uphold && to !== undefined ? [{ measure: of.measure, to, reason }] : []));
}

function lineOf(key: string, name: Label, drafted: Partial<Counts>, decisions: readonly Decision[], formula: Formula): BulletinLine {
  const none = Object.fromEntries(Object.keys(counts).map((measure) => [measure, 0])) as Record<Measure, number>;
  const corrected = { ...none, ...drafted };
  const corrections = decisions.map(({ measure, to, reason }) => {
    const from = corrected[measure];
    corrected[measure] = to;
    return { measure, from, to, reason };
  });
  const rates = ratesOf(corrected, formula);
  const inTimeRate = rates.overdueRate === null ? null : round(1 - rates.overdueRate, 4);
  return { key, name, score: scoreOf({ ...rates, inTimeRate }, formula), ...corrected, ...rates, inTimeRate, corrections };
}

/** 0 to 100. A rate without cases to make it of is left out, and the other weights share what it would have weighed. */
function scoreOf(rates: Readonly<Record<AssessedRate, number | null>>, { weights }: Formula): number | null {
  const weighed = (Object.entries(weights) as Array<[AssessedRate, number]>).flatMap(([name, weight]) => {
    const rate = rates[name];
    return rate === null ? [] : [{ weight, rate }];
  });
  const whole = weighed.reduce((sum, { weight }) => sum + weight, 0);
  if (whole === 0) return null;
  return round((100 * weighed.reduce((sum, { weight, rate }) => sum + weight * rate, 0)) / whole, 2);
}

function round(value: number, places: number): number {
  return Math.round(value * 10 ** places) / 10 ** places;
}

async function namesOf(db: Database, { tables }: Draft): Promise<Map<string, Label>> {
  const keys = (table: AssessedBy) => tables[table].map(({ key }) => key);
  const [units, regions] = await Promise.all([
    db.unit.findMany({ where: { code: { in: [...keys('grid'), ...keys('unit')] } }, select: { code: true, name: true } }),
    db.region.findMany({ where: { code: { in: keys('street') } }, select: { code: true, name: true } }),
  ]);
  return new Map([
    ...[...units, ...regions].map(({ code, name }): [string, Label] => [code, label.parse(name)]),
    ...Object.values(procedures).map(({ name, label: text }): [string, Label] => [name, text]),
  ]);
}

/** How regions are called; one that is gone is called by its code. */
async function regionsOf(db: Database, codes: readonly string[]): Promise<(code: string) => Label> {
  const rows = await db.region.findMany({ where: { code: { in: [...new Set(codes)] } }, select: { code: true, name: true } });
  const names = new Map(rows.map(({ code, name }) => [code, label.parse(name)]));
  return (code) => names.get(code) ?? { zh: code, en: code };
}

function noBulletin(): Problem {
  return new Problem('not-found', { what: { zh: '该通报', en: 'bulletin' } });
}
