import type { CaseFigures, GroupBy } from '../../contracts/api/statistics.ts';
import { label, type Label } from '../../contracts/label.ts';
import { lastDayOf } from '../../contracts/month.ts';
import { procedures } from '../../contracts/procedures/index.ts';
import type { Actor } from '../accounts/actor.ts';
import { looksDown } from '../cases/find-case.ts';
import { filterOf, type CaseFilter } from '../cases/list-cases.ts';
import type { Database } from '../database.ts';
import type { Deps } from '../deps.ts';
import { caseFilter } from '../policy/case-filter.ts';
import { unitsBelow } from '../registry/units-below.ts';
import { countCases, measures, ratesOf, type Counted } from './count-cases.ts';
import { formulaInForce } from './formulas.ts';

interface Question {
  readonly from: string;
  readonly to: string;
  readonly region: string;
  readonly groupBy: GroupBy;
  readonly procedure?: string | undefined;
}

/**
 * Figures of the cases opened from one day to another that the actor may see, and no others: those of the list, added up.
 * A few statements, however many cases there are.
 */
export async function caseFigures({ db, config }: Deps, actor: Actor, question: Question): Promise<CaseFigures> {
  const { from, to, region, groupBy, procedure } = question;
  const below = looksDown(actor) ? await unitsBelow(db, actor.unit) : [];
  const asked: CaseFilter = { openedFrom: from, openedTo: to, region, procedure };
  const [counted, formula] = await Promise.all([countCases(db, [caseFilter(actor, below), filterOf(asked)], groupBy), formulaInForce(db)]);
  const names = await namesOf(db, groupBy, counted);
  return {
    from,
    to,
    region,
    groupBy,
    formula: formula.version,
    total: { ...counted.total, ...ratesOf(counted.total, formula) },
    items: counted.groups.map(({ key, counts }) => ({
      key,
      name: names.get(key) ?? { zh: key, en: key },
      ...counts,
      ...ratesOf(counts, formula),
      links: Object.fromEntries(
        Object.entries(measures).map(([measure, filter]) => [measure, linkTo(config.publicUrl, { ...asked, ...filterOfGroup(question, key), ...filter })]),
      ),
    })),
  };
}

/** What picks out one group. */
function filterOfGroup({ from, to, groupBy }: Question, key: string): CaseFilter {
  switch (groupBy) {
    case 'procedure':
      return { procedure: key };
    case 'unit':
      return { leadUnit: key };
    case 'street':
      return { region: key, below: key.length === 9 };
    case 'grid':
      return { place: key };
    case 'month':
      return { openedFrom: later(from, `${key}-01`), openedTo: earlier(to, lastDayOf(key)) };
  }
}

function linkTo(publicUrl: string, filter: CaseFilter): string {
  const query = new URLSearchParams(Object.entries(filter).flatMap(([name, value]): Array<[string, string]> => (value === undefined ? [] : [[name, String(value)]])));
  return `${publicUrl}/api/v1/cases?${query.toString()}`;
}

async function namesOf(db: Database, groupBy: GroupBy, { groups }: Counted): Promise<Map<string, Label>> {
  const codes = groups.map(({ key }) => key);
  switch (groupBy) {
    case 'procedure':
      return new Map(Object.values(procedures).map(({ name, label: text }) => [name, text]));
    case 'unit':
    case 'grid': {
      const units = await db.unit.findMany({ where: { code: { in: codes } }, select: { code: true, name: true } });
      return new Map(units.map(({ code, name }) => [code, label.parse(name)]));
    }
    case 'street': {
      const regions = await db.region.findMany({ where: { code: { in: codes } }, select: { code: true, name: true } });
      return new Map(regions.map(({ code, name }) => [code, label.parse(name)]));
    }
    case 'month':
      return new Map();
  }
}

function later(a: string, b: string): string {
  return a > b ? a : b;
}

function earlier(a: string, b: string): string {
  return a < b ? a : b;
}
