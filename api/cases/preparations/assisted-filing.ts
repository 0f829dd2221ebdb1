import { z } from 'zod';
import { material } from '../../../contracts/api/registry.ts';
import { span } from '../../../contracts/clock.ts';
import { assistedFiling } from '../../../contracts/procedures/index.ts';
import type { CatalogueEntry } from '../../../contracts/procedures/assisted-filing.ts';
import type { Database } from '../../database.ts';
import { invalidFields } from '../../http/check.ts';
import { Problem } from '../../http/problem.ts';
import type { Prepared } from '../prepare.ts';

export async function prepareFiling(db: Database, matter: unknown): Promise<Partial<Prepared>> {
  const { item, serviceDay } = assistedFiling.matter.parse(matter);
  if (serviceDay !== undefined) await mustBeServiceDay(db, serviceDay);
  return { facts: { ...(await catalogueEntry(db, item)) } };
}

async function mustBeServiceDay(db: Database, caseNo: string): Promise<void> {
  const found = await db.opening.findUnique({ where: { caseNo, procedure: 'serviceDay' }, select: { caseNo: true } });
  if (found !== null) return;
  throw invalidFields([{ path: 'matter.serviceDay', zh: `没有编号为 ${caseNo} 的坐班日`, en: `there is no service day ${caseNo}` }]);
}

async function catalogueEntry(db: Database, item: string): Promise<CatalogueEntry> {
  const matter = await db.matter.findUnique({ where: { code: item } });
  if (matter === null) throw new Problem('unknown-matter', { matter: item });
  return {
    departments: matter.departments,
    jointly: matter.jointly,
    promise: matter.promise === null ? null : span.parse(matter.promise),
    deliverable: matter.deliverable !== null,
    materials: z.array(material).parse(matter.materials).map(({ id, required }) => ({ id, required })),
  };
}
