import type { GroupBy } from '../../contracts/api/statistics.ts';
import { label, type Label } from '../../contracts/label.ts';
import { lastDayOf } from '../../contracts/month.ts';
import { procedures } from '../../contracts/procedures/index.ts';
import { Prisma } from '../../prisma/generated/client.ts';
import type { CaseFilter } from '../cases/list-cases.ts';
import type { Database } from '../database.ts';

/** What a statement on `"case"` groups by; `region` is the one whose next level below is meant. */
export function keyOf(groupBy: GroupBy, region: string): Prisma.Sql {
  switch (groupBy) {
    case 'procedure':
      return Prisma.sql`"case".procedure`;
    case 'unit':
      return Prisma.sql`"case".lead_unit`;
    case 'region':
      return nextBelow(region);
    case 'street':
      return Prisma.sql`left("case".region, 9)`;
    case 'grid':
      return Prisma.sql`"case".place`;
    case 'category':
      return Prisma.sql`"case".category`;
    case 'month':
      return Prisma.sql`to_char("case".opened_at AT TIME ZONE 'Asia/Shanghai', 'YYYY-MM')`;
    case 'day':
      return Prisma.sql`to_char("case".opened_at AT TIME ZONE 'Asia/Shanghai', 'YYYY-MM-DD')`;
  }
}

/** Cities of a province, counties of a city, streets of a county, communities of a street; what lies in the region itself is a group of its own. */
function nextBelow(region: string): Prisma.Sql {
  if (/^\d{2}0000$/.test(region)) return Prisma.sql`left("case".region, 4) || '00'`;
  if (/^\d{4}00$/.test(region)) return Prisma.sql`left("case".region, 6)`;
  return region.length === 6 ? Prisma.sql`left("case".region, 9)` : Prisma.sql`left("case".region, 12)`;
}

/** What picks out one group in the list of cases. */
export function filterOfGroup(groupBy: GroupBy, key: string, { from, to, region }: { readonly from?: string; readonly to?: string; readonly region: string }): CaseFilter {
  switch (groupBy) {
    case 'procedure':
      return { procedure: key };
    case 'unit':
      return { leadUnit: key };
    case 'region':
      return { region: key, below: key !== region || key.length === 12 };
    case 'street':
      return { region: key, below: key.length === 9 };
    case 'grid':
      return { place: key };
    case 'category':
      return { category: key };
    case 'month':
      return { openedFrom: later(from, `${key}-01`), openedTo: earlier(to, lastDayOf(key)) };
    case 'day':
      return { openedFrom: key, openedTo: key };
  }
}

/** The names of the groups; a group without one is called by its key. */
export async function namesOf(db: Database, groupBy: GroupBy, codes: readonly string[]): Promise<ReadonlyMap<string, Label>> {
  const named = { where: { code: { in: [...codes] } }, select: { code: true, name: true } };
  switch (groupBy) {
    case 'procedure':
      return new Map(Object.values(procedures).map(({ name, label: text }) => [name, text]));
    case 'unit':
    case 'grid':
      return byCode(await db.unit.findMany(named));
    case 'region':
    case 'street':
      return byCode(await db.region.findMany(named));
    case 'category':
      return byCode(await db.eventCategory.findMany(named));
    case 'month':
    case 'day':
      return new Map();
  }
}

/** The list of the cases that a filter finds. */
export function linkTo(publicUrl: string, filter: CaseFilter & { readonly cell?: string }): string {
  const query = new URLSearchParams(Object.entries(filter).flatMap(([name, value]): Array<[string, string]> => (value === undefined ? [] : [[name, String(value)]])));
  return `${publicUrl}/api/v1/cases?${query.toString()}`;
}

function byCode(rows: ReadonlyArray<{ readonly code: string; readonly name: unknown }>): Map<string, Label> {
  return new Map(rows.map(({ code, name }) => [code, label.parse(name)]));
}

function later(a: string | undefined, b: string): string {
  return a !== undefined && a > b ? a : b;
}

function earlier(a: string | undefined, b: string): string {
  return a !== undefined && a < b ? a : b;
}
