import { z } from 'zod';
import { complaint, type Receiving } from '../../../contracts/procedures/complaint.ts';
import type { Database } from '../../database.ts';
import { commissionFor } from '../../complaints/commission.ts';
import { Problem } from '../../http/problem.ts';
import { receivingUnitsOf } from '../../registry/receiving-units.ts';
import type { Prepared } from '../prepare.ts';
import { conflictsWith } from './joint-inspection.ts';

/**
 * The platform that is responsible for the region coordinates a complaint; about itself, the next one above does.
 * Throws `no-receiving-unit` where there is none.
 */
export async function prepareComplaint(db: Database, matter: unknown, region: string): Promise<Partial<Prepared>> {
  const { about, accuses } = complaint.matter.parse(matter);
  const platforms = await receivingUnitsOf(db, complaint.name, region);
  const coordinator = platforms.find((unit) => unit !== about);
  const commission = (await commissionFor(db, region, about ?? null)) !== null;
  if (coordinator === undefined || (accuses && !commission)) throw new Problem('no-receiving-unit', { region });
  const facts: Receiving = { supervisor: await supervisorFrom(db, coordinator, about), commission };
  return {
    coordinator,
    subjectUnit: about ?? null,
    conflicts: about === undefined ? [] : await conflictsWith(db, { unit: about }),
    facts: { ...facts },
  };
}

/** The nearest unit with an active supervisor, beginning with the unit itself, but not the one complained about; the unit itself where there is none. */
async function supervisorFrom(db: Database, unit: string, about: string | undefined): Promise<string> {
  const rows = await db.$queryRaw`
    WITH RECURSIVE above AS (
      SELECT code, parent_code, 1 AS height FROM unit WHERE code = ${unit}
      UNION ALL
      SELECT unit.code, unit.parent_code, above.height + 1 FROM above JOIN unit ON unit.code = above.parent_code WHERE above.height < 32
    )
    SELECT above.code FROM above
    WHERE above.code IS DISTINCT FROM ${about ?? null}
      AND EXISTS (SELECT FROM officer WHERE officer.unit_code = above.code AND officer.active AND 'supervisor' = ANY(officer.roles))
    ORDER BY above.height LIMIT 1`;
  return z.array(z.object({ code: z.string() })).parse(rows)[0]?.code ?? unit;
}
