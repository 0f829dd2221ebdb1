import { ScheduleAlreadyRunning, ScheduleNotFoundError, ScheduleOverlapPolicy, type Client, type ScheduleOptions } from '@temporalio/client';
import { scheduleId } from '../../contracts/api/schedules.ts';
import { family as families, type Family } from '../../contracts/ids.ts';
import type { Schedule as ScheduleRow } from '../../prisma/generated/client.ts';
import { procedureOf } from '../cases/case-row.ts';
import type { Deps } from '../deps.ts';
import { dayOf } from '../clocks/calendar.ts';
import { openingHour } from '../../contracts/api/schedules.ts';
import { routineOf } from './open-occasion.ts';
import { caseOpensAt, changeOf, hoursOn, longestMove, openingDays, shift, upcoming, type Routine } from './occasions.ts';

const weekdays = ['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY', 'SUNDAY'] as const;
const months = ['JANUARY', 'FEBRUARY', 'MARCH', 'APRIL', 'MAY', 'JUNE', 'JULY', 'AUGUST', 'SEPTEMBER', 'OCTOBER', 'NOVEMBER', 'DECEMBER'] as const;
const minute = 60_000;

/**
 * Brings the engine's schedule in line with the row, whatever was there before; removes it where there is no row.
 * The row comes first and this second: who was interrupted between the two repeats the request, or `reconcileSchedules` does.
 * Throws `engine-unavailable`.
 */
export async function arrange(deps: Deps, id: string, family: Family): Promise<void> {
  for (let arranged: string | undefined; ; ) {
    const row = await deps.db.schedule.findUnique({ where: { id } });
    if (row === null) return remove(deps, id, family);
    if (stampOf(row) === arranged) return; // nobody changed it meanwhile
    await put(deps, row, family);
    arranged = stampOf(row);
  }
}

/** Ends the engine's schedule. Twice is once. */
export async function remove({ engine }: Deps, id: string, family: Family): Promise<void> {
  await engine.using(family, ({ schedule }) =>
    schedule.getHandle(id).delete().catch((failure: unknown) => {
      if (!(failure instanceof ScheduleNotFoundError)) throw failure;
    }),
  );
}

/** Finds where rows and the engine's schedules differ, and arranges those anew. Returns their ids. */
export async function reconcileSchedules(deps: Deps): Promise<string[]> {
  const differing: string[] = [];
  for (const family of families.options) {
    const standing = await deps.engine.using(family, stampsIn); // before the rows: whoever makes a schedule writes its row first
    const rows = await deps.db.schedule.findMany();
    const wanted = new Map(rows.filter(({ procedure }) => procedureOf(procedure).family === family).map((row) => [row.id, stampOf(row)]));
    for (const id of new Set([...standing.keys(), ...wanted.keys()])) {
      if (standing.get(id) === wanted.get(id)) continue;
      await arrange(deps, id, family);
      differing.push(id);
    }
  }
  return differing;
}

/** Says in the engine which state of the row a schedule follows. */
function stampOf({ updatedAt, active }: ScheduleRow): string {
  return `${active ? '按' : '已停用,按'} ${updatedAt.toISOString()} 的设置`;
}

async function stampsIn({ schedule }: Client): Promise<Map<string, string>> {
  const stamps = new Map<string, string>();
  for await (const { scheduleId: id, state } of schedule.list()) {
    if (scheduleId.safeParse(id).success) stamps.set(id, state.note ?? '');
  }
  return stamps;
}

async function put(deps: Deps, row: ScheduleRow, family: Family): Promise<void> {
  const options = optionsOf(deps, row, family);
  const late = row.active ? await lateOpenings(deps, row) : [];
  await deps.engine.using(family, async ({ schedule }) => {
    const handle = schedule.getHandle(row.id);
    await schedule.create({ scheduleId: row.id, ...options }).catch(async (failure: unknown) => {
      if (!(failure instanceof ScheduleAlreadyRunning)) throw failure;
      await handle.update(() => options);
    });
    if (late.length === 0) return;
    await handle.backfill(late.map((at) => ({ start: new Date(at - minute), end: new Date(at + minute), overlap: ScheduleOverlapPolicy.ALLOW_ALL })));
  });
}

/** Occasions still to come whose case should be open already, such as this Friday's when a schedule is made on Thursday. */
async function lateOpenings({ clocks, clock }: Deps, row: ScheduleRow): Promise<number[]> {
  const now = clock().toISOString();
  const routine = routineOf(row);
  return upcoming(await clocks.calendar(), routine, dayOf(now), routine.leadDays + longestMove)
    .filter(({ day }) => day !== null && hoursOn(routine, day).closesAt > now)
    .map(({ planned }) => Date.parse(caseOpensAt(routine, planned)))
    .filter((at) => at <= Date.parse(now));
}

/** The days on which the cases of moved occasions are opened, beside the regular ones. What is past has no place in the engine any more. */
function movedOpenings(routine: Routine, today: string) {
  return routine.changes.flatMap(({ planned, day }) => {
    if (day === null || day < today || changeOf(routine, planned) === undefined) return [];
    const on = new Date(shift(day, -routine.leadDays));
    const month = months[on.getUTCMonth()] ?? 'JANUARY';
    return [{ year: on.getUTCFullYear(), month, dayOfMonth: on.getUTCDate(), hour: openingHour, comment: `原定 ${planned},改至 ${day}` }];
  });
}

function calendarOf(routine: Routine) {
  const days = openingDays(routine);
  switch (days.kind) {
    case 'daily':
      return {};
    case 'weekly':
      return { dayOfWeek: weekdays[days.weekday - 1] ?? 'MONDAY' };
    case 'monthly':
      return { dayOfMonth: days.day };
  }
}

function optionsOf({ engine, config, clock }: Deps, row: ScheduleRow, family: Family) {
  const routine = routineOf(row);
  const procedure = procedureOf(row.procedure);
  return {
    spec: {
      calendars: [
        { ...calendarOf(routine), hour: openingHour, comment: `${procedure.label.zh}:提前 ${row.leadDays} 日立案` },
        ...movedOpenings(routine, dayOf(clock().toISOString())),
      ],
      timezone: 'Asia/Shanghai',
      endAt: new Date(Date.parse(caseOpensAt(routine, row.until)) + minute),
    },
    action: {
      type: 'startWorkflow' as const,
      workflowType: row.procedure,
      workflowId: row.id,
      taskQueue: engine.quarters(family).taskQueue,
      args: [{ schedule: row.id }],
      staticSummary: `${procedure.label.zh}(按日程)`,
      staticDetails: `**${procedure.label.zh}** (${procedure.label.en})\n\n日程 ${row.id}\n\n[在系统中查看](${config.publicUrl}/api/v1/schedules/${row.id})`,
    },
    // A week of outage loses no occasion: what was due meanwhile is started then, and tells itself whether its day has passed.
    policies: { overlap: ScheduleOverlapPolicy.ALLOW_ALL, catchupWindow: '7 days', pauseOnFailure: false },
    state: { paused: !row.active, note: stampOf(row) },
  } satisfies Omit<ScheduleOptions, 'scheduleId'>;
}
