import { z } from 'zod';
import { assistedFiling, jointInspection } from '../../contracts/procedures/index.ts';
import type { CatalogueEntry } from '../../contracts/procedures/assisted-filing.ts';
import type { Opening } from '../../contracts/procedure.ts';
import { material } from '../../contracts/api/registry.ts';
import { span } from '../../contracts/clock.ts';
import type { Database } from '../database.ts';
import { invalidFields } from '../http/check.ts';
import { Problem } from '../http/problem.ts';

/** What the registry adds to an opening, pinned when the case is opened. */
export type Prepared = Pick<Opening, 'conflicts' | 'subjectUnit' | 'facts'>;

const nothing: Prepared = { conflicts: [], subjectUnit: null, facts: {} };

const preparations: Readonly<Record<string, (db: Database, matter: unknown) => Promise<Prepared>>> = {
  jointInspection: async (db, matter) => {
    const { subject } = jointInspection.matter.parse(matter);
    return { ...nothing, conflicts: await conflictsWith(db, subject), subjectUnit: subject.unit };
  },
  assistedFiling: async (db, matter) => {
    const { item, serviceDay } = assistedFiling.matter.parse(matter);
    if (serviceDay !== undefined) await mustBeServiceDay(db, serviceDay);
    return { ...nothing, facts: { ...(await catalogueEntry(db, item)) } };
  },
};

/** Looks up what the procedure needs to know from the registry. */
export async function prepare(db: Database, procedure: string, matter: unknown): Promise<Prepared> {
  return (await preparations[procedure]?.(db, matter)) ?? nothing;
}

/** 回避 (检举控告工作规则 48): the subject himself, and officers who declared to be related to him or interested in his unit. */
async function conflictsWith(
  db: Database,
  subject: { readonly unit: string; readonly officer?: string | undefined },
): Promise<Opening['conflicts']> {
  const relations = await db.officerRelation.findMany({
    where: {
      OR: [
        { subjectUnitCode: subject.unit },
        ...(subject.officer === undefined ? [] : [{ subjectOfficerId: subject.officer }]),
      ],
    },
    select: { officerId: true, relation: true },
  });
  return [
    ...(subject.officer === undefined ? [] : [{ officer: subject.officer, ground: 'self' }]),
    ...relations.map(({ officerId, relation }) => ({ officer: officerId, ground: relation })),
  ];
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
