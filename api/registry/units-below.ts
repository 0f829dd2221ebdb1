import { z } from 'zod';
import type { Database } from '../database.ts';
import type { Transaction } from '../http/once.ts';

const rows = z.array(z.object({ code: z.string() }));

/** Codes of all units below a unit, without itself, in one statement. */
export async function unitsBelow(db: Database | Transaction, unit: string): Promise<string[]> {
  const found = await db.$queryRaw`
    with recursive below as (
      select code from unit where parent_code = ${unit}
      union
      select u.code from unit u join below b on u.parent_code = b.code
    )
    select code from below order by code`;
  return rows.parse(found).map(({ code }) => code);
}
