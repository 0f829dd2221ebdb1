import { randomInt } from 'node:crypto';
import { z } from 'zod';
import { lastDayOf } from '../../contracts/month.ts';
import type { WorkedOut } from '../../contracts/occasion.ts';
import type { Opening } from '../../contracts/procedure.ts';
import { inspection } from '../../contracts/procedures/index.ts';
import type { Sample } from '../../contracts/procedures/inspection.ts';
import type { Deps } from '../deps.ts';
import { filterOf } from '../cases/list-cases.ts';
import { conditionSql } from '../policy/condition-sql.ts';

const drawn = z.array(z.strictObject({ caseNo: z.string(), unit: z.string(), population: z.int() }));

/**
 * Draws cases by lot: those of a procedure, region and month, in the order of a digest of seed and number. Who knows the seed can
 * draw them again, with nothing but SQL. Confidential cases are never drawn, nor those of the unit that inspects.
 */
export async function drawSample({ db }: Pick<Deps, 'db'>, { region, matter }: Opening): Promise<WorkedOut> {
  const { inspector, procedure, month, size, seed = randomInt(2_147_483_647) } = inspection.matter.parse(matter);
  const opened = filterOf({ procedure, region, openedFrom: `${month}-01`, openedTo: lastDayOf(month) });
  const cases = drawn.parse(await db.$queryRaw`
    SELECT case_no AS "caseNo", lead_unit AS unit, count(*) OVER ()::int AS population
    FROM "case" WHERE ${conditionSql({ AND: [{ confidential: false, family: 'general', leadUnit: { not: inspector } }, opened] })}
    ORDER BY md5(${String(seed)} || case_no), case_no LIMIT ${size}`);
  return { seed, population: cases[0]?.population ?? 0, cases: cases.map(({ caseNo, unit }) => ({ caseNo, unit })) } satisfies Sample;
}
