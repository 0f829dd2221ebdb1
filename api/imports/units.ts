import { z } from 'zod';
import { unitKindLabels, type UnitKind } from '../../contracts/api/registry.ts';
import { regionCode, unitCode } from '../../contracts/ids.ts';
import { Prisma } from '../../prisma/generated/client.ts';
import type { Transaction } from '../http/once.ts';
import { below as kindAbove } from '../registry/units.ts';
import { oneOf, yesNo } from './cells.ts';
import { counted, type Changes } from './changes.ts';
import { repeated, TableRefused, type Fault, type Read, type Sheet } from './sheet.ts';

const name = z.string().min(1).max(60);
const common = {
  code: unitCode,
  name,
  nameEn: name.optional(),
  party: name.optional(),
  active: yesNo.optional(),
};
const columns = {
  code: { zh: '代码', en: 'code' },
  name: { zh: '名称', en: 'name' },
  nameEn: { zh: '英文名称', en: 'English name' },
  parent: { zh: '上级单位', en: 'parent' },
  party: { zh: '党组织', en: 'party organisation' },
  active: { zh: '启用', en: 'active' },
} as const;

const unitRow = z.strictObject({ ...common, kind: oneOf(unitKindLabels), region: regionCode, parent: unitCode.optional(), discipline: yesNo.optional() });
type UnitRow = z.infer<typeof unitRow>;

export const unitSheet = {
  columns: {
    ...columns,
    kind: { zh: '类型', en: 'kind' },
    region: { zh: '区划', en: 'region' },
    discipline: { zh: '纪检监察机构', en: 'discipline' },
  },
  required: ['code', 'name', 'kind', 'region'],
  row: unitRow,
} satisfies Sheet<typeof unitRow>;

const gridRow = z.strictObject({ ...common, parent: unitCode });

/** 网格: its parent is a community, in whose region it lies. */
export const gridSheet = {
  columns: { ...columns, parent: { zh: '所属社区', en: 'community' } },
  required: ['code', 'name', 'parent'],
  row: gridRow,
} satisfies Sheet<typeof gridRow>;

/** Adds and changes grids: as units, in the region of their community. Throws TableRefused. */
export async function importGrids(transaction: Transaction, lines: ReadonlyArray<Read<z.infer<typeof gridRow>>>): Promise<Changes> {
  await lockUnits(transaction);
  const communities = await transaction.unit.findMany({
    where: { code: { in: [...new Set(lines.map(({ values }) => values.parent))] } },
    select: { code: true, regionCode: true },
  });
  const regions = new Map(communities.map(({ code, regionCode: region }) => [code, region]));
  const faults = lines.flatMap(({ line, values: { parent } }) => (regions.has(parent) ? [] : [noUnit(line, 'parent', parent)]));
  if (faults.length > 0) throw new TableRefused(faults);
  return importUnits(
    transaction,
    lines.map(({ line, values }) => ({ line, values: { ...values, kind: 'grid' as const, region: regions.get(values.parent) ?? '' } })),
  );
}

/**
 * Adds and changes units, those of the same file below one another in any order. A column that is left empty leaves what is
 * there. As many statements for one line as for all. Throws TableRefused.
 */
export async function importUnits(transaction: Transaction, lines: ReadonlyArray<Read<UnitRow>>): Promise<Changes> {
  await lockUnits(transaction);
  const named = await transaction.region.findMany({ where: { code: { in: [...new Set(lines.map(({ values }) => values.region))] } }, select: { code: true } });
  const known = await transaction.unit.findMany({ select: { code: true, kind: true, parentCode: true } });
  const regions = new Set(named.map(({ code }) => code));
  const faults = [
    ...repeated(lines, 'code', ({ code }) => code),
    ...treeFaults(lines, known),
    ...(await faultsOfGround(transaction, lines)),
    ...lines.flatMap(({ line, values: { region } }) =>
      regions.has(region) ? [] : [{ line, column: 'region', zh: `没有代码为 ${region} 的区划`, en: `there is no region ${region}` }],
    ),
  ];
  if (faults.length > 0) throw new TableRefused(faults);

  const given = JSON.stringify(lines.map(({ values }) => values));
  return counted(
    await transaction.$queryRaw<Array<{ added: boolean }>>`
      INSERT INTO unit AS present (code, name, kind, region_code, parent_code, discipline, active, party, updated_at)
      SELECT given.code, jsonb_build_object('zh', given.name, 'en', coalesce(given."nameEn", known.name->>'en', given.name)), given.kind::unit_kind,
        given.region, coalesce(given.parent, known.parent_code), coalesce(given.discipline, known.discipline, false),
        coalesce(given.active, known.active, true),
        CASE WHEN given.party IS NULL OR given.party = known.party->>'zh' THEN known.party
          ELSE jsonb_build_object('zh', given.party, 'en', given.party) END,
        now()
      FROM jsonb_to_recordset(${given}::jsonb) AS given(
        code text, name text, "nameEn" text, kind text, region text, parent text, discipline boolean, active boolean, party text)
      LEFT JOIN unit AS known ON known.code = given.code
      ON CONFLICT (code) DO UPDATE SET
        name = excluded.name, kind = excluded.kind, region_code = excluded.region_code, parent_code = excluded.parent_code,
        discipline = excluded.discipline, active = excluded.active, party = excluded.party, updated_at = excluded.updated_at
      WHERE (present.name, present.kind, present.region_code, present.parent_code, present.discipline, present.active, present.party)
        IS DISTINCT FROM
        (excluded.name, excluded.kind, excluded.region_code, excluded.parent_code, excluded.discipline, excluded.active, excluded.party)
      RETURNING (xmax = 0) AS added`,
    lines.length,
  );
}

/** A table cannot bring a grid with an area back into use: whether it overlaps what was drawn since is seen on its own page. */
async function faultsOfGround(transaction: Transaction, lines: ReadonlyArray<Read<UnitRow>>): Promise<Fault[]> {
  const woken = lines.filter(({ values: { kind, active } }) => kind === 'grid' && active !== false);
  const known = await transaction.unit.findMany({
    where: { code: { in: woken.map(({ values }) => values.code) }, area: { not: Prisma.DbNull }, NOT: { active: true, kind: 'grid' } },
    select: { code: true, active: true },
  });
  const asleep = new Map(known.map(({ code, active }) => [code, active]));
  return woken.flatMap(({ line, values: { code, active } }) =>
    asleep.has(code) && (active ?? asleep.get(code)) === true
      ? [{ line, column: 'active', zh: '该网格已有范围,请在其页面上启用,以核对是否与其他网格重叠', en: 'this grid has an area: bring it into use on its page, where overlaps are seen' }]
      : [],
  );
}

/** Two changes of the tree at once could close a circle that neither sees. */
async function lockUnits(transaction: Transaction): Promise<void> {
  await transaction.$executeRaw`lock table unit in share row exclusive mode`;
}

interface Placed {
  readonly code: string;
  readonly kind: UnitKind;
  readonly parentCode: string | null;
}

/** Parents that do not exist, are of another kind than a grid or a building lies in, or lie below the unit itself, once all lines are in. */
function treeFaults(lines: ReadonlyArray<Read<UnitRow>>, known: readonly Placed[]): Fault[] {
  const tree = new Map<string, { kind: UnitKind; parent: string | null }>(known.map(({ code, kind, parentCode }) => [code, { kind, parent: parentCode }]));
  for (const { values: { code, kind, parent } } of lines) tree.set(code, { kind, parent: parent ?? tree.get(code)?.parent ?? null });
  return lines.flatMap(({ line, values: { code, kind } }) => {
    const parent = tree.get(code)?.parent ?? null;
    const above = kindAbove[kind];
    const found = parent === null ? undefined : tree.get(parent);
    if (parent !== null && found === undefined) return [noUnit(line, 'parent', parent)];
    if (above !== undefined && found?.kind !== above) {
      const [own, wanted] = [unitKindLabels[kind], unitKindLabels[above]];
      return [{ line, column: 'parent', zh: `${own.zh}的上级须为${wanted.zh}`, en: `the parent of a ${own.en} is a ${wanted.en}` }];
    }
    return liesBelowItself(code, tree) ? [{ line, column: 'parent', zh: '上级单位不能是本单位或其下级', en: 'the parent cannot be the unit itself or below it' }] : [];
  });
}

function liesBelowItself(code: string, tree: ReadonlyMap<string, { parent: string | null }>): boolean {
  const passed = new Set<string>();
  for (let at: string | null = tree.get(code)?.parent ?? null; at !== null && !passed.has(at); at = tree.get(at)?.parent ?? null) {
    if (at === code) return true;
    passed.add(at);
  }
  return false;
}

/** The refusal of a line that names a unit which is not there. */
export function noUnit(line: number, column: string, code: string): Fault {
  return { line, column, zh: `没有代码为 ${code} 的单位`, en: `there is no unit ${code}` };
}
