import { z } from 'zod';
import { identityNumber } from '../../contracts/identity-number.ts';
import { unitCode } from '../../contracts/ids.ts';
import { message } from '../../contracts/message.ts';
import { personal } from '../../contracts/personal.ts';
import { householdCode } from '../../contracts/procedures/campaign.ts';
import { hasRole, type Actor } from '../accounts/actor.ts';
import type { Transaction } from '../http/once.ts';
import { covers } from '../registry/region-scope.ts';
import { unitsBelow } from '../registry/units-below.ts';
import { yesNo } from './cells.ts';
import { counted, type Changes } from './changes.ts';
import { repeated, TableRefused, type Fault, type Read, type Sheet } from './sheet.ts';
import { noUnit } from './units.ts';

const row = z
  .strictObject({
    code: householdCode,
    grid: unitCode,
    building: z.string().max(60).optional(),
    address: personal(z.string().max(200), '走访与送达'),
    phone: personal(z.string().regex(/^\+?[\d-]{5,20}$/, message('电话号码为 5 至 20 位数字', 'a telephone number has 5 to 20 digits')), '联系').optional(),
    name: personal(z.string().max(60), '走访登记'),
    idNumber: personal(z.string().toUpperCase().pipe(identityNumber), '身份核验').optional(),
    birthYear: z.string().regex(/^(19|20)\d\d$/, message('出生年份为四位数字', 'a year of birth has four digits')).transform(Number).optional(),
    active: yesNo.optional(),
  })
  .refine(({ idNumber, birthYear }) => idNumber === undefined || birthYear === undefined || Number(idNumber.slice(6, 10)) === birthYear, {
    path: ['birthYear'],
    error: message('与身份证号不符', 'does not fit the identity number'),
  });
type PersonRow = z.infer<typeof row>;
type Line = Read<PersonRow>;

/** One line a person; the first line of a household is its head, and those below it are its members. */
export const householdSheet = {
  columns: {
    code: { zh: '住户编号', en: 'household' },
    grid: { zh: '网格', en: 'grid' },
    building: { zh: '楼栋', en: 'building' },
    address: { zh: '地址', en: 'address' },
    phone: { zh: '电话', en: 'telephone' },
    name: { zh: '姓名', en: 'name' },
    idNumber: { zh: '身份证号', en: 'identity number' },
    birthYear: { zh: '出生年份', en: 'year of birth' },
    active: { zh: '启用', en: 'active' },
  },
  required: ['code', 'grid', 'address', 'name'],
  row,
} satisfies Sheet<typeof row>;

/**
 * Adds households and replaces those that are there, members and all; a household that the table does not name stays.
 * The same number of statements however many lines. Throws TableRefused.
 */
export async function importHouseholds(transaction: Transaction, lines: readonly Line[], actor: Actor): Promise<Changes> {
  await transaction.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('import of households'))`;
  const households = Map.groupBy(lines, ({ values }) => values.code);
  const codes = [...households.keys()];
  const numbers = lines.flatMap(({ values }) => values.idNumber ?? []);
  const inFile = [...new Set(lines.map(({ values }) => values.grid))];
  const grids = await transaction.unit.findMany({ where: { code: { in: inFile }, kind: 'grid' }, select: { code: true, regionCode: true } });
  const known = await transaction.household.findMany({ where: { code: { in: codes } }, select: { code: true, grid: true } });
  const elsewhere = await registeredElsewhere(transaction, numbers, codes);
  const mine = hasRole(actor, 'unitHead') ? await unitsBelow(transaction, actor.unit) : [];
  const regions = new Map(grids.map(({ code, regionCode }) => [code, regionCode]));
  const homes = new Map(known.map(({ code, grid }) => [code, grid]));
  const registered = new Map(elsewhere.map(({ idNumber, household }) => [idNumber, household]));
  const mayFill = (grid: string): boolean =>
    (hasRole(actor, 'coordinator') && covers(actor.region, regions.get(grid) ?? '')) || (hasRole(actor, 'unitHead') && [actor.unit, ...mine].includes(grid));
  const faults = [
    ...repeated(lines, 'idNumber', ({ idNumber }) => idNumber),
    ...lines.flatMap((each) => faultsOf(each, households.get(each.values.code)?.[0] ?? each)),
  ];
  if (faults.length > 0) throw new TableRefused(faults);

  const changes = await write(transaction, households);
  await replaceMembers(transaction, codes, [...households.values()].flatMap(membersOf));
  return changes;

  function faultsOf({ line, values }: Line, first: Line): Fault[] {
    const { code, grid, idNumber } = values;
    if (!regions.has(grid)) return [{ ...noUnit(line, 'grid', grid), zh: `没有代码为 ${grid} 的网格`, en: `there is no grid ${grid}` }];
    if (!mayFill(grid)) return [{ line, column: 'grid', zh: '该网格不在您的辖区', en: 'this grid is not in your area' }];
    if (grid !== first.values.grid) {
      return [{ line, column: 'grid', zh: `该住户在第 ${first.line} 行属于网格 ${first.values.grid}`, en: `on line ${first.line} this household lies in grid ${first.values.grid}` }];
    }
    const home = homes.get(code);
    if (home !== undefined && home !== grid) return [{ line, column: 'grid', zh: `该住户已登记在网格 ${home}`, en: `this household is registered in grid ${home}` }];
    if (values.address !== first.values.address) {
      return [{ line, column: 'address', zh: `与第 ${first.line} 行同一住户的地址不同`, en: `differs from the address of the same household on line ${first.line}` }];
    }
    const other = idNumber === undefined ? undefined : registered.get(idNumber);
    return other === undefined ? [] : [{ line, column: 'idNumber', zh: `此人已登记在住户 ${other}`, en: `this person is registered in household ${other}` }];
  }
}

/** People of the table who are members of a household that it does not name. */
async function registeredElsewhere(transaction: Transaction, numbers: readonly string[], codes: readonly string[]) {
  return transaction.$queryRaw<Array<{ idNumber: string; household: string }>>`
    SELECT id_number AS "idNumber", household FROM household_member
    WHERE id_number = ANY (${[...numbers]}::text[]) AND NOT household = ANY (${[...codes]}::text[])`;
}

async function write(transaction: Transaction, households: ReadonlyMap<string, readonly Line[]>): Promise<Changes> {
  const given = [...households.values()].flatMap(([head]) => (head === undefined ? [] : [head.values]));
  return counted(
    await transaction.$queryRaw<Array<{ added: boolean }>>`
      INSERT INTO household AS present (code, grid, building, address, head, phone, active, updated_at)
      SELECT code, grid, building, address, name, phone, coalesce(active, true), now()
      FROM jsonb_to_recordset(${JSON.stringify(given)}::jsonb) AS given(
        code text, grid text, building text, address text, name text, phone text, active boolean)
      ON CONFLICT (code) DO UPDATE SET
        building = excluded.building, address = excluded.address, head = excluded.head, phone = excluded.phone, active = excluded.active,
        updated_at = excluded.updated_at
      RETURNING (xmax = 0) AS added`,
    given.length,
  );
}

async function replaceMembers(transaction: Transaction, codes: readonly string[], members: ReturnType<typeof membersOf>): Promise<void> {
  await transaction.$executeRaw`DELETE FROM household_member WHERE household = ANY (${[...codes]}::text[])`;
  await transaction.$executeRaw`
    INSERT INTO household_member (household, number, name, id_number, birth_year)
    SELECT household, number, name, "idNumber", "birthYear"
    FROM jsonb_to_recordset(${JSON.stringify(members)}::jsonb) AS given(household text, number int, name text, "idNumber" text, "birthYear" int)`;
}

function membersOf(lines: readonly Line[]) {
  return lines.map(({ values: { code, name, idNumber, birthYear } }, index) => ({
    household: code,
    number: index + 1,
    name,
    idNumber: idNumber ?? null,
    birthYear: birthYear ?? (idNumber === undefined ? null : Number(idNumber.slice(6, 10))),
  }));
}
