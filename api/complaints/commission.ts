import { jointInspection } from '../../contracts/procedures/index.ts';
import type { Database } from '../database.ts';
import { receivingUnitsOf } from '../registry/receiving-units.ts';

export interface Commission {
  readonly commission: string;
  /** 室 */
  readonly office: string;
  /** 地 */
  readonly town: string;
}

/**
 * The nearest commission that takes in accusations from a region and is not the subject's own unit, with one of its
 * supervision offices and a town commission, that of the place where there is one. The commission itself stands in for the
 * one that it lacks; null where it has neither.
 */
export async function commissionFor(db: Database, region: string, subjectUnit: string | null): Promise<Commission | null> {
  const commissions = await receivingUnitsOf(db, jointInspection.name, region);
  for (const commission of commissions.filter((unit) => unit !== subjectUnit)) {
    const below = await db.unit.findMany({
      where: { parentCode: commission, discipline: true, active: true, ...(subjectUnit === null ? {} : { code: { not: subjectUnit } }) },
      select: { code: true, kind: true, regionCode: true },
      orderBy: { code: 'asc' },
    });
    const towns = below.filter(({ kind }) => kind === 'townCommission');
    const town = (towns.find(({ regionCode }) => region.startsWith(regionCode)) ?? towns[0])?.code ?? commission;
    const office = (below.find(({ kind }) => kind === 'supervisionOffice') ?? below.find(({ code }) => code !== town))?.code ?? commission;
    if (office !== town) return { commission, office, town };
  }
  return null;
}
