import { z } from 'zod';
import { officerBody } from '../../contracts/api/registry.ts';
import { officerId, unitCode } from '../../contracts/ids.ts';
import { message } from '../../contracts/message.ts';
import { role, roleLabels, type Role } from '../../contracts/roles.ts';
import type { Actor } from '../accounts/actor.ts';
import type { Transaction } from '../http/once.ts';
import { yesNo } from './cells.ts';
import { counted, type Changes } from './changes.ts';
import { repeated, TableRefused, type Fault, type Read, type Sheet } from './sheet.ts';
import { noUnit } from './units.ts';

const named = new Map<string, Role>(role.options.flatMap((each) => [[each, each], [roleLabels[each].zh, each], [roleLabels[each].en, each]] as const));

/** 经办人、网格员, in words or as the codes, and together what one officer may hold. */
const roles = z
  .string()
  .transform((text) => text.split(/[、,,;;]\s*/).filter((word) => word !== ''))
  .refine((words) => words.every((word) => named.has(word)), message('含有未知的角色', 'there is no such role'))
  .transform((words) => words.flatMap((word) => named.get(word) ?? []))
  .pipe(officerBody.shape.roles);

const row = z.strictObject({
  id: officerId.optional(),
  name: officerBody.shape.name,
  unit: unitCode,
  roles,
  phone: z.string().regex(/^\+?[\d-]{5,20}$/, message('电话号码为 5 至 20 位数字', 'a telephone number has 5 to 20 digits')).optional(),
  active: yesNo.optional(),
});
type OfficerRow = z.infer<typeof row>;

export const officerSheet = {
  columns: {
    id: { zh: '编号', en: 'id' },
    name: { zh: '姓名', en: 'name' },
    unit: { zh: '单位', en: 'unit' },
    roles: { zh: '角色', en: 'roles' },
    phone: { zh: '电话', en: 'telephone' },
    active: { zh: '启用', en: 'active' },
  },
  required: ['name', 'unit', 'roles'],
  row,
} satisfies Sheet<typeof row>;

interface Known {
  readonly id: string;
  readonly name: string;
  readonly unitCode: string;
  readonly roles: readonly string[];
}

/**
 * Adds and changes officers. A line without an id is the officer of that name in that unit where there is just one, else
 * somebody new. Log-ins are made apart. Throws TableRefused.
 */
export async function importOfficers(transaction: Transaction, lines: ReadonlyArray<Read<OfficerRow>>, actor: Actor): Promise<Changes> {
  const inFile = [...new Set(lines.map(({ values }) => values.unit))];
  const units = await transaction.unit.findMany({ where: { code: { in: inFile } }, select: { code: true } });
  const officers = await transaction.officer.findMany({
    where: { OR: [{ id: { in: lines.flatMap(({ values }) => values.id ?? []) } }, { unitCode: { in: inFile } }] },
    select: { id: true, name: true, unitCode: true, roles: true },
  });
  const codes = new Set(units.map(({ code }) => code));
  const byId = new Map(officers.map((officer) => [officer.id, officer]));
  const byName = Map.groupBy(officers, ({ name, unitCode: unit }) => `${unit} ${name}`);
  const meant = lines.map(({ line, values }) => {
    const namesakes = byName.get(`${values.unit} ${values.name}`) ?? [];
    const known = values.id === undefined ? namesakes[0] : byId.get(values.id);
    return { line, values, namesakes: values.id === undefined ? namesakes.length : 0, known };
  });
  const faults = [
    ...repeated(lines, 'id', ({ id }) => id),
    ...repeated(lines, 'name', ({ id, unit, name }) => (id === undefined ? `${unit} ${name}` : undefined)),
    ...meant.flatMap(({ line, values, namesakes, known }) => faultsOf(line, values, namesakes, known)),
  ];
  if (faults.length > 0) throw new TableRefused(faults);

  const given = JSON.stringify(meant.map(({ values, known }) => ({ ...values, id: known?.id ?? crypto.randomUUID() })));
  return counted(
    await transaction.$queryRaw<Array<{ added: boolean }>>`
      INSERT INTO officer AS present (id, name, unit_code, roles, phone, active, updated_at)
      SELECT given.id::uuid, given.name, given.unit, ARRAY(SELECT jsonb_array_elements_text(given.roles)), coalesce(given.phone, known.phone),
        coalesce(given.active, known.active, true), now()
      FROM jsonb_to_recordset(${given}::jsonb) AS given(id text, name text, unit text, roles jsonb, phone text, active boolean)
      LEFT JOIN officer AS known ON known.id = given.id::uuid
      ON CONFLICT (id) DO UPDATE SET
        name = excluded.name, unit_code = excluded.unit_code, roles = excluded.roles, phone = excluded.phone, active = excluded.active,
        updated_at = excluded.updated_at
      WHERE (present.name, present.unit_code, present.roles, present.phone, present.active)
        IS DISTINCT FROM (excluded.name, excluded.unit_code, excluded.roles, excluded.phone, excluded.active)
      RETURNING (xmax = 0) AS added`,
    lines.length,
  );

  function faultsOf(line: number, values: OfficerRow, namesakes: number, known: Known | undefined): Fault[] {
    if (!codes.has(values.unit)) return [noUnit(line, 'unit', values.unit)];
    if (values.id !== undefined && known === undefined) return [{ line, column: 'id', zh: '没有该编号的人员', en: 'there is no officer with this id' }];
    if (namesakes > 1) return [{ line, column: 'name', zh: '该单位有同名人员,请填写编号', en: 'the unit has several of this name: give the id' }];
    const ownRoles = known?.id === actor.officer && known.roles.toSorted().join() !== values.roles.toSorted().join();
    return ownRoles ? [{ line, column: 'roles', zh: '不能修改本人的角色', en: 'nobody changes his own roles' }] : [];
  }
}
