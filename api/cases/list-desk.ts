import { z } from 'zod';
import { urgency, type DeskStep, type Urgency } from '../../contracts/api/cases.ts';
import { caseStatus, stepStatus } from '../../contracts/case.ts';
import { clockPlan, light } from '../../contracts/clock.ts';
import { Prisma } from '../../prisma/generated/client.ts';
import { dayOf, timeLeft } from '../clocks/calendar.ts';
import type { Deps } from '../deps.ts';
import { pageFields, pageOf, placeOf } from '../http/page.ts';
import { procedureOf, stepOf } from './case-row.ts';
import { noteReads, type Reader } from './note-reads.ts';

export const deskQuery = z.strictObject({
  ...pageFields,
  mine: z.stringbool().default(false).meta({ description: '仅本人接收或被指派的 · only those I accepted or that were assigned to me' }),
  given: z.stringbool().default(false).meta({ description: '本单位已转出、对方尚未接收的 · instead those that my unit transferred and may still take back' }),
  status: stepStatus.extract(['offered', 'accepted']).optional(),
  light: light.optional(),
  procedure: z.string().max(60).optional(),
  due: urgency.optional().meta({ description: '到期:已超期、今天、七天内、以后、无时限或已中止 · how soon it is due, in Beijing time' }),
});

const deskPlace = z.tuple([z.string(), z.string(), z.string()]);
const beginning = '0001-01-01T00:00:00.000Z';
const never = '9999-12-31T00:00:00.000Z';

interface DeskRow {
  readonly case_no: string;
  readonly id: string;
  readonly due: Date;
}

/**
 * Open steps of the actor's unit that he can act on, or assign as its head, the most urgent first; what has no due time,
 * or stands still, comes last. With `given` those that his unit gave away and nobody accepted yet.
 * Two statements: which, then what; and one where working days are counted.
 */
export async function listDesk(deps: Deps, reader: Reader, query: z.infer<typeof deskQuery>) {
  const { db, clock: time } = deps;
  const { officer, unit, roles } = reader.actor;
  const [due, caseNo, id] = placeOf(deskPlace, query.cursor) ?? [beginning, '', ''];
  const now = time().toISOString();
  const [from, before] = query.due === undefined ? [beginning, null] : rangeOf(query.due, now);
  const held = query.given
    ? Prisma.sql`step.transferred_from = ${unit} AND step.status = 'offered' AND step.roles && ${[...roles]}::text[]`
    : Prisma.sql`step.unit = ${unit} AND step.status IN ('offered', 'accepted')
        AND (step.officer = ${officer} OR NOT ${query.mine}::boolean AND (step.roles && ${[...roles]}::text[] OR ${roles.includes('unitHead')}))`;
  const places = await db.$queryRaw<DeskRow[]>`
    SELECT * FROM (
      SELECT step.case_no, step.id, CASE WHEN clock.status = 'running' THEN clock.due_at ELSE ${never}::timestamptz END AS due
      FROM step
      JOIN "case" ON "case".case_no = step.case_no
      LEFT JOIN clock ON clock.case_no = step.case_no AND clock.id = step.clock
      WHERE ${held}
        AND (${query.status ?? null}::text IS NULL OR step.status = ${query.status ?? null})
        AND (${query.light ?? null}::text IS NULL OR clock.light = ${query.light ?? null})
        AND (${query.procedure ?? null}::text IS NULL OR "case".procedure = ${query.procedure ?? null})
        AND (NOT "case".confidential OR ${officer} = ANY ("case".access) OR ${roles.includes('unitHead')}
          OR ${roles.includes('supervisor')} AND step.unit = ANY ("case".supervised_by))
        AND NOT "case".recused @> jsonb_build_array(jsonb_build_object('officer', ${officer}::text))
        AND "case".subject_unit IS DISTINCT FROM ${unit}) AS open_step
    WHERE (due, case_no, id) > (${due}::timestamptz, ${caseNo}, ${id})
      AND due >= ${from}::timestamptz AND (${before}::timestamptz IS NULL OR due < ${before}::timestamptz)
    ORDER BY due, case_no, id
    LIMIT ${query.limit + 1}`;
  const rows = await db.step.findMany({
    where: { OR: places.map(({ case_no, id: step }) => ({ caseNo: case_no, id: step })) },
    include: { case: { include: { opening: { select: { title: true } }, clocks: { where: { status: { in: ['running', 'paused'] } } } } } },
    relationLoadStrategy: 'join',
  });
  const byPlace = new Map(rows.map((row) => [`${row.caseNo} ${row.id}`, row]));
  const inOrder = places.flatMap((each) => {
    const row = byPlace.get(`${each.case_no} ${each.id}`);
    if (row === undefined) return [];
    const clock = row.case.clocks.find((one) => one.id === row.clock);
    const plan = clockPlan.safeParse(clock?.plan);
    return [{ row, due: each.due, clock, plan: plan.success ? plan.data : null }];
  });
  const counting = inOrder.some(({ clock, plan }) => clock?.status === 'running' && plan !== null && countsWork(plan.term.unit));
  const [calendar] = await Promise.all([
    counting ? deps.clocks.calendar() : null,
    noteReads(deps, reader, inOrder.slice(0, query.limit).map(({ row }) => row.case)),
  ]);
  return pageOf(
    inOrder,
    query.limit,
    ({ row, due: at }) => [at.toISOString(), row.caseNo, row.id],
    ({ row, clock, plan }): DeskStep => {
      const procedure = procedureOf(row.case.procedure);
      const dueAt = clock?.status === 'running' ? (clock.dueAt?.toISOString() ?? null) : null;
      return {
        caseNo: row.caseNo,
        title: row.case.opening.title,
        status: caseStatus.parse(row.case.status),
        confidential: row.case.confidential,
        procedure: { name: procedure.name, label: procedure.label },
        step: stepOf(row, procedure),
        light: clock === undefined ? null : light.parse(clock.light),
        dueAt,
        left: calendar === null || dueAt === null || plan === null || !countsWork(plan.term.unit) ? null : timeLeft(calendar, now, dueAt, plan.term.unit),
        rule: plan === null ? null : { label: plan.label, version: plan.version, term: plan.term, source: plan.source },
      };
    },
  );
}

function countsWork(unit: string): unit is 'workday' | 'workingHour' {
  return unit === 'workday' || unit === 'workingHour';
}

/** From when, and before when, something is due that is so urgent; null: without end. */
function rangeOf(wanted: Urgency, now: string): readonly [from: string, before: string | null] {
  const tomorrow = new Date(Date.parse(`${dayOf(now)}T00:00:00+08:00`) + 24 * 3_600_000).toISOString();
  const week = new Date(Date.parse(now) + 7 * 24 * 3_600_000 + 1).toISOString();
  switch (wanted) {
    case 'overdue':
      return [beginning, now];
    case 'today':
      return [now, tomorrow];
    case 'week':
      return [tomorrow, week];
    case 'later':
      return [week, never];
    case 'none':
      return [never, null];
  }
}
