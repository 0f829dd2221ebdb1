import { z } from 'zod';
import type { Heat, HeatMeasure } from '../../contracts/api/statistics.ts';
import type { Actor } from '../accounts/actor.ts';
import { looksDown } from '../cases/find-case.ts';
import { filterOf, type CaseFilter } from '../cases/list-cases.ts';
import type { Deps } from '../deps.ts';
import { caseFilter } from '../policy/case-filter.ts';
import { conditionSql } from '../policy/condition-sql.ts';
import { unitsBelow } from '../registry/units-below.ts';
import { cornerOf, side } from '../routing/map.ts';
import { linkTo, namesOf } from './grouping.ts';

interface Question {
  readonly from: string;
  readonly to: string;
  readonly region: string;
  readonly measure: HeatMeasure;
  readonly procedure?: string | undefined;
}

const measures: Readonly<Record<HeatMeasure, CaseFilter>> = { registered: {}, open: { status: 'open' }, overdue: { overdue: true } };

const mostCells = 2000;
const rows = z.array(z.object({ cell: z.string(), count: z.int(), place: z.string().nullable() }));

/** Cases opened in a time that the actor may see, by squares of the map, the fullest first. Cases without a point are in none. */
export async function heatOf({ db, config }: Deps, actor: Actor, { measure, ...question }: Question): Promise<Heat> {
  const { from, to, region, procedure } = question;
  const below = looksDown(actor) ? await unitsBelow(db, actor.unit) : [];
  const asked: CaseFilter = { openedFrom: from, openedTo: to, region, procedure, ...measures[measure] };
  const cells = rows.parse(await db.$queryRaw`
    SELECT opening.cell, count(*)::int AS count, mode() WITHIN GROUP (ORDER BY "case".place) AS place
    FROM "case" JOIN opening ON opening.case_no = "case".case_no AND opening.cell IS NOT NULL
    WHERE ${conditionSql({ AND: [caseFilter(actor, below), filterOf(asked)] })}
    GROUP BY opening.cell
    ORDER BY count DESC, opening.cell
    LIMIT ${mostCells}`);
  const names = await namesOf(db, 'grid', [...new Set(cells.flatMap(({ place }) => place ?? []))]);
  return {
    from,
    to,
    region,
    measure,
    side,
    cells: cells.map(({ cell, count, place }) => ({
      cell,
      ...cornerOf(cell),
      place: place === null ? null : (names.get(place) ?? null),
      count,
      link: linkTo(config.publicUrl, { ...asked, cell }),
    })),
  };
}
