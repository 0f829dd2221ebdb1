import { jointInspection } from '../../../contracts/procedures/index.ts';
import type { Opening } from '../../../contracts/procedure.ts';
import type { Database } from '../../database.ts';
import type { Prepared } from '../prepare.ts';

export async function prepareInspection(db: Database, matter: unknown): Promise<Partial<Prepared>> {
  const { subject } = jointInspection.matter.parse(matter);
  return { conflicts: await conflictsWith(db, subject), subjectUnit: subject.unit };
}

/** 回避 (检举控告工作规则 48): the subject himself, and officers who declared to be related to him or interested in his unit. */
export async function conflictsWith(
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
