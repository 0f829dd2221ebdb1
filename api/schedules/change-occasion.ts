import type { Occasion, OccasionBody, OccasionChange } from '../../contracts/api/schedules.ts';
import type { Schedule as ScheduleRow } from '../../prisma/generated/client.ts';
import type { Actor } from '../accounts/actor.ts';
import { procedureOf } from '../cases/case-row.ts';
import type { Calendar } from '../clocks/calendar.ts';
import type { Deps } from '../deps.ts';
import { invalidFields } from '../http/check.ts';
import { Problem } from '../http/problem.ts';
import { arrange } from './arrange.ts';
import { hoursOn, isPlanned, longestMove, occasionOf, occasionsBetween, shift, standsOn, type Routine } from './occasions.ts';
import { occasionKey, routineOf } from './open-occasion.ts';
import { casesOf, ownSchedule, showOccasion } from './service.ts';

/** Moves one occasion to another day, or leaves it out, and tells the engine. The same request again changes nothing. */
export function changeOccasion(deps: Deps, actor: Actor, id: string, planned: string, { day, reason }: OccasionBody): Promise<Occasion> {
  return rearrange(deps, actor, id, planned, (routine, calendar) => {
    const others = withoutChange(routine, planned);
    if (day === null) {
      if (occasionOf(calendar, others, planned).day === null) throw conflict('该次按日历本不开展', 'by the calendar it does not take place anyhow');
    } else {
      mustSuit(routine, planned, day, deps.clock());
      if (occasionOf(calendar, others, planned).day === day) throw wrongDay('该次本在此日开展', 'it takes place on that day anyhow');
      mustBeFree(calendar, others, planned, day);
    }
    return { planned, day, reason, by: actor.officer, at: deps.clock().toISOString() };
  });
}

/** Puts an occasion back where its recurrence and the calendar have it. */
export function restoreOccasion(deps: Deps, actor: Actor, id: string, planned: string): Promise<Occasion> {
  return rearrange(deps, actor, id, planned, (routine, calendar) => {
    const others = withoutChange(routine, planned);
    const { day } = occasionOf(calendar, others, planned);
    if (day !== null && hoursOn(routine, day).closesAt <= deps.clock().toISOString()) throw new Problem('date-in-the-past', { field: 'planned' });
    if (day !== null) mustBeFree(calendar, others, planned, day);
    return null;
  });
}

/** Only what is still to come and has no case: what is open is changed by its own steps. */
async function rearrange(
  deps: Deps,
  actor: Actor,
  id: string,
  planned: string,
  decide: (routine: Routine, calendar: Calendar) => OccasionChange | null,
): Promise<Occasion> {
  const { procedure } = await ownSchedule(deps, actor, id);
  const calendar = await deps.clocks.calendar();
  const now = deps.clock().toISOString();
  const row = await deps.db.$transaction(async (transaction): Promise<ScheduleRow> => {
    await transaction.$queryRaw`SELECT id FROM schedule WHERE id = ${id} FOR UPDATE`; // two who move to the same day: the second sees the first
    const before = await transaction.schedule.findUniqueOrThrow({ where: { id } });
    const routine = routineOf(before);
    if (planned > routine.until || !isPlanned(routine.recurrence, planned)) throw new Problem('not-found', { what: { zh: '该次', en: 'occasion of this schedule' } });
    const caseNo = (await casesOf(transaction, [occasionKey(id, planned)])).get(occasionKey(id, planned));
    if (caseNo !== undefined) {
      throw conflict(`该次已立案 ${caseNo},请在该事项中办理`, `it is open already as ${caseNo}: what is to change, changes there`);
    }
    if (hoursOn(routine, standsOn(occasionOf(calendar, routine, planned))).closesAt <= now) throw new Problem('date-in-the-past', { field: 'planned' });
    const change = decide(routine, calendar);
    const others = routine.changes.filter((each) => each.planned !== planned);
    return transaction.schedule.update({ where: { id }, data: { changes: change === null ? others : [...others, change], updatedAt: deps.clock() } });
  });
  await arrange(deps, id, procedureOf(procedure).family);
  const opened = await casesOf(deps.db, [occasionKey(id, planned)]);
  return showOccasion(row, occasionOf(calendar, routineOf(row), planned), opened, now);
}

function withoutChange(routine: Routine, planned: string): Routine {
  return { ...routine, changes: routine.changes.filter((each) => each.planned !== planned) };
}

/** A day to come, within the term, and not far off. */
function mustSuit(routine: Routine, planned: string, day: string, now: Date): void {
  if (hoursOn(routine, day).opensAt <= now.toISOString()) throw new Problem('date-in-the-past', { field: 'day' });
  if (day > routine.until) throw wrongDay(`日程于 ${routine.until} 期满`, `the schedule ends on ${routine.until}`);
  if (day < shift(planned, -longestMove) || day > shift(planned, longestMove)) {
    throw wrongDay(`最多提前或推迟 ${longestMove} 日`, `at most ${longestMove} days earlier or later`);
  }
  if (routine.recurrence.kind === 'monthly' && day.slice(0, 7) !== planned.slice(0, 7)) {
    throw wrongDay('每月的日程须在当月开展', 'what is monthly takes place in its month');
  }
}

function mustBeFree(calendar: Calendar, others: Routine, planned: string, day: string): void {
  const taken = occasionsBetween(calendar, others, day, day).some((each) => each.planned !== planned && each.day === day);
  if (taken) throw wrongDay(`${day} 已有一次`, `${day} already has one`);
}

function wrongDay(zh: string, en: string): Problem {
  return invalidFields([{ path: 'day', zh, en }]);
}

function conflict(zh: string, en: string): Problem {
  return new Problem('conflict', { reason: { zh, en } });
}
