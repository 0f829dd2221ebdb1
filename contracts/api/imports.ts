import { z } from 'zod';
import { unitCode } from '../ids.ts';
import { label } from '../label.ts';
import { householdCode } from '../procedures/campaign.ts';

/** 可导入的表 */
export const importTable = z
  .strictObject({
    what: z.string(),
    label,
    columns: z.array(z.strictObject({ name: z.string(), label, required: z.boolean() })),
  })
  .meta({ id: 'ImportTable' });
export type ImportTable = z.infer<typeof importTable>;

/** One fault of a table, by the line of the file (the heading is line 1). */
const importFault = z.strictObject({
  line: z.int().min(1),
  column: label.nullable().meta({ description: '所在列;整行有误时为 null · null: the line as a whole' }),
  zh: z.string(),
  en: z.string(),
});

/** What an import did, or would do. */
export const importReport = z
  .strictObject({
    dryRun: z.boolean(),
    applied: z.boolean().meta({ description: '有任何错误即全部不导入 · false where there is any fault: then nothing is imported' }),
    lines: z.int().meta({ description: '数据行数 · lines beside the heading' }),
    added: z.int().meta({ description: '新增;住户按户计 · households are counted, not their members' }),
    changed: z.int(),
    unchanged: z.int(),
    faults: z.array(importFault).max(200),
    moreFaults: z.int().meta({ description: '未列出的错误数 · faults beyond those that are listed' }),
  })
  .meta({ id: 'ImportReport' });
export type ImportReport = z.infer<typeof importReport>;

/** 住户, masked for those to whom its grid does not belong. */
export const household = z
  .strictObject({
    code: householdCode,
    grid: unitCode,
    building: z.string().nullable(),
    address: z.string().nullable(),
    head: z.string().nullable(),
    phone: z.string().nullable(),
    active: z.boolean(),
    members: z.array(z.strictObject({ number: z.int(), name: z.string().nullable(), birthYear: z.int().nullable(), idNumber: z.string().nullable() })),
  })
  .meta({ id: 'Household' });
export type Household = z.infer<typeof household>;
