import { z } from 'zod';
import type { Coverage } from '../../contracts/api/schedules.ts';
import { dayOf } from '../clocks/calendar.ts';
import type { Deps } from '../deps.ts';
import { invalidFields } from '../http/check.ts';
import { Problem } from '../http/problem.ts';
import { hoursOn, plannedBetween, shift } from './occasions.ts';
import { occasionKey, routineOf, scheduledProcedure } from './open-occasion.ts';
import { findSchedule } from './service.ts';

const mostMonths = 12;

type Month = Coverage['items'][number];
type Fate = Exclude<keyof Month, 'month' | 'planned'>;

const opened = z.array(z.strictObject({ key: z.string(), status: z.string().nullable(), duties: z.int(), done: z.int(), closesAt: z.string() }));

/**
 * Duties of a schedule by month, from its cases: what each was opened with, and which of its duty steps are done.
 * Days without a case are told by the schedule as it is now. One statement. Throws `not-found` where its procedure has no duties.
 */
export async function coverageOf(deps: Deps, id: string, query: { from?: string | undefined; to?: string | undefined }): Promise<Coverage> {
  const row = await findSchedule(deps, id);
  const procedure = scheduledProcedure(row.procedure);
  const { duty } = procedure.occasion;
  const step = duty === undefined ? undefined : procedure.steps[duty.step];
  if (duty === undefined || step === undefined) throw new Problem('not-found', { what: { zh: '该日程的值守', en: 'duty of this schedule' } });

  const now = deps.clock().toISOString();
  const to = query.to ?? query.from ?? dayOf(now).slice(0, 7);
  const days = daysOf(query.from ?? to, to);
  const cases = await casesOf(deps, duty, days.map((day) => occasionKey(id, day)));

  const routine = routineOf(row);
  const madeAt = row.createdAt.toISOString();
  const perOccasion = z.array(z.unknown()).parse(z.record(z.string(), z.unknown()).parse(row.matter)[duty.each]).length;
  const coming = plannedBetween(await deps.clocks.calendar(), routine, days[0] ?? dayOf(madeAt), days.at(-1) ?? dayOf(madeAt));
  const takingPlace = new Map(coming.map(({ planned, day }) => [planned, day]));

  const months = new Map<string, Month>();
  for (const planned of days) {
    const month = monthIn(months, planned.slice(0, 7));
    const known = cases.get(occasionKey(id, planned));
    if (known !== undefined) {
      count(month, 'done', known.done);
      count(month, fateOfOthers(known, now), known.duties - known.done);
      continue;
    }
    const day = takingPlace.get(planned) ?? null;
    const closesAt = day === null ? null : hoursOn(routine, day).closesAt;
    if (closesAt === null || closesAt <= madeAt) continue;
    if (closesAt <= now) count(month, 'notOpened', perOccasion);
    else if (row.active) count(month, 'toCome', perOccasion);
  }
  return { schedule: id, duty: step.label, items: [...months.values()] };
}

/** What became of the duties that were not done. */
export function fateOfOthers({ status, closesAt }: { readonly status: string | null; readonly closesAt: string }, now: string): Fate {
  if (status === 'withdrawn') return 'cancelled';
  return (status === null || status === 'open' || status === 'paused') && Date.parse(closesAt) > Date.parse(now) ? 'toCome' : 'missed';
}

async function casesOf({ db }: Deps, { step, each }: { readonly step: string; readonly each: string }, keys: readonly string[]) {
  const rows = await db.$queryRaw`
    SELECT opening.key, "case".status, jsonb_array_length(opening.start->'matter'->${each}) AS duties,
      (SELECT count(*)::int FROM step WHERE step.case_no = opening.case_no AND step.name = ${step} AND step.status = 'done') AS done,
      opening.start->'matter'->>'closesAt' AS "closesAt"
    FROM opening LEFT JOIN "case" ON "case".case_no = opening.case_no
    WHERE opening.key = ANY (${[...keys]}::text[])`;
  return new Map(opened.parse(rows).map((row) => [row.key, row]));
}

function monthIn(months: Map<string, Month>, name: string): Month {
  const month = months.get(name) ?? { month: name, planned: 0, done: 0, missed: 0, cancelled: 0, notOpened: 0, toCome: 0 };
  months.set(name, month);
  return month;
}

function count(month: Month, fate: Fate, duties: number): void {
  month.planned += duties;
  month[fate] += duties;
}

/** Every day of the months. Throws `invalid-fields` where they are too many. */
function daysOf(from: string, to: string): string[] {
  const days: string[] = [];
  for (let day = `${from}-01`; day.slice(0, 7) <= to; day = shift(day, 1)) {
    days.push(day);
    if (days.length > mostMonths * 31) {
      throw invalidFields([{ path: 'to', zh: `最多 ${mostMonths} 个月`, en: `at most ${mostMonths} months` }]);
    }
  }
  return days;
}
