import { z } from 'zod';
import { openByStage } from '../../contracts/api/procedures.ts';
import type { Actor } from '../accounts/actor.ts';
import { looksDown } from '../cases/find-case.ts';
import type { Database } from '../database.ts';
import { caseFilter } from '../policy/case-filter.ts';
import { conditionSql } from '../policy/condition-sql.ts';
import { unitsBelow } from '../registry/units-below.ts';

const rows = z.array(openByStage);

/** How many cases of a procedure the actor sees open, by stage: those of the list, counted in one statement. */
export async function countOpen(db: Database, actor: Actor, procedure: string): Promise<z.infer<typeof openByStage>[]> {
  const below = looksDown(actor) ? await unitsBelow(db, actor.unit) : [];
  const counted = await db.$queryRaw`
    SELECT stage, count(*)::int AS total,
      count(*) FILTER (WHERE light = 'blue')::int AS blue,
      count(*) FILTER (WHERE light = 'yellow')::int AS yellow,
      count(*) FILTER (WHERE light = 'red')::int AS red,
      count(*) FILTER (WHERE status = 'paused')::int AS paused
    FROM "case"
    WHERE ${conditionSql({ AND: [{ procedure, status: { in: ['open', 'paused'] } }, caseFilter(actor, below)] })}
    GROUP BY stage`;
  return rows.parse(counted);
}
