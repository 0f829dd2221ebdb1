import type { CaseFigures, GroupBy } from '../../contracts/api/statistics.ts';
import type { Actor } from '../accounts/actor.ts';
import { looksDown } from '../cases/find-case.ts';
import { filterOf, type CaseFilter } from '../cases/list-cases.ts';
import type { Deps } from '../deps.ts';
import { caseFilter } from '../policy/case-filter.ts';
import { unitsBelow } from '../registry/units-below.ts';
import { countCases, measures, ratesOf } from './count-cases.ts';
import { formulaInForce } from './formulas.ts';
import { filterOfGroup, linkTo, namesOf } from './grouping.ts';

export interface Question {
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
  const [{ total, groups }, formula] = await Promise.all([countCases(db, [caseFilter(actor, below), filterOf(asked)], groupBy, region), formulaInForce(db)]);
  const names = await namesOf(db, groupBy, groups.map(({ key }) => key));
  const linksOf = (group: CaseFilter) =>
    Object.fromEntries(Object.entries(measures).map(([measure, filter]) => [measure, linkTo(config.publicUrl, { ...asked, ...group, ...filter })]));
  return {
    from,
    to,
    region,
    groupBy,
    formula: formula.version,
    total: { ...total, ...ratesOf(total, formula), links: linksOf({}) },
    items: groups.map(({ key, counts }) => ({
      key,
      name: names.get(key) ?? { zh: key, en: key },
      ...counts,
      ...ratesOf(counts, formula),
      links: linksOf(filterOfGroup(groupBy, key, question)),
    })),
  };
}
