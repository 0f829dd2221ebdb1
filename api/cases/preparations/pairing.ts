import { z } from 'zod';
import { pairing } from '../../../contracts/procedures/index.ts';
import type { Database } from '../../database.ts';
import { invalidFields } from '../../http/check.ts';
import type { Prepared } from '../prepare.ts';

const sides = z.object({ matter: z.object({ unit: z.string(), community: z.string() }) });

/** A renewal names the pairing of the same two sides that ended so, and that nobody has renewed yet. */
export async function preparePairing(db: Database, matter: unknown): Promise<Partial<Prepared>> {
  const { renews, unit, community } = pairing.matter.parse(matter);
  if (renews === undefined) return {};
  const earlier = await db.case.findFirst({
    where: { caseNo: renews, procedure: pairing.name, outcome: 'renewed' },
    select: { opening: { select: { start: true } } },
    relationLoadStrategy: 'join',
  });
  const { data } = sides.safeParse(earlier?.opening.start);
  if (data?.matter.unit !== unit || data.matter.community !== community) {
    throw invalidFields([
      { path: 'matter.renews', zh: `${renews} 不是双方同意续期的同一结对`, en: `${renews} is no pairing of these two that both agreed to renew` },
    ]);
  }
  if ((await db.case.count({ where: { procedure: pairing.name, partOf: renews } })) > 0) {
    throw invalidFields([{ path: 'matter.renews', zh: `${renews} 已经续期`, en: `${renews} has been renewed already` }]);
  }
  return {};
}
