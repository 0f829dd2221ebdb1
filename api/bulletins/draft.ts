import { lastDayOf } from '../../contracts/month.ts';
import type { WorkedOut } from '../../contracts/occasion.ts';
import type { Opening } from '../../contracts/procedure.ts';
import { assessment } from '../../contracts/procedures/index.ts';
import type { AssessedBy, Draft } from '../../contracts/procedures/assessment.ts';
import type { Counts, Measure } from '../../contracts/api/statistics.ts';
import type { Prisma } from '../../prisma/generated/client.ts';
import type { Deps } from '../deps.ts';
import { filterOf } from '../cases/list-cases.ts';
import { countCases } from '../statistics/count-cases.ts';
import { formulaInForce } from '../statistics/formulas.ts';

/** What goes into a bulletin: no confidential case, and nothing of discipline inspection. */
const publishable: Prisma.CaseWhereInput = { confidential: false, family: 'general' };

/** The figures of a month: of the cases opened in it, as they stand now, and the version of the formula in force. */
export async function draftOf({ db }: Pick<Deps, 'db'>, { region, matter }: Opening): Promise<WorkedOut> {
  const { month, procedures } = assessment.matter.parse(matter);
  const { version } = await formulaInForce(db);
  const opened = filterOf({ region, openedFrom: `${month}-01`, openedTo: lastDayOf(month) });
  const conditions = [publishable, opened, { procedure: { in: procedures } }];
  const table = async (by: AssessedBy) => {
    const { groups } = await countCases(db, conditions, by, region);
    return groups.map(({ key, counts }) => ({ key, counts: withoutZeros(counts) }));
  };
  const [grid, unit, street, procedure] = await Promise.all([table('grid'), table('unit'), table('street'), table('procedure')]);
  return { formula: version, tables: { grid, unit, street, procedure } } satisfies Draft;
}

function withoutZeros(counts: Counts): Partial<Counts> {
  return Object.fromEntries((Object.entries(counts) as Array<[Measure, number]>).filter(([, count]) => count > 0));
}
