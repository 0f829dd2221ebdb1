import { z } from 'zod';
import type { Database } from '../database.ts';
import type { Transaction } from '../http/once.ts';

const rows = z.array(z.object({ root: z.string(), codes: z.array(z.string()) }));

/** Codes of all units below a unit, without itself, in one statement. */
export async function unitsBelow(db: Database | Transaction, unit: string): Promise<readonly string[]> {
  return (await unitsBelowEach(db, [unit])).get(unit) ?? [];
}

/** The same for several units at once; those that have none below are left out. */
export async function unitsBelowEach(db: Database | Transaction, units: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>> {
  const found = await db.$queryRaw`
    with recursive below as (
      select parent_code as root, code from unit where parent_code = any(${[...units]}::text[])
      union
      select below.root, unit.code from unit join below on unit.parent_code = below.code
    )
    select root, array_agg(code order by code) as codes from below group by root`;
  return new Map(rows.parse(found).map(({ root, codes }) => [root, codes]));
}
