import { z } from 'zod';
import type { Scheduled, OccasionRequest } from '../../contracts/occasion.ts';
import type { Opening } from '../../contracts/procedure.ts';
import { splitPersonal } from '../../contracts/personal.ts';
import { occasionChange, onHoliday, recurrence, scheduledProcedures, type Scheduled as ScheduledProcedure } from '../../contracts/api/schedules.ts';
import type { Opening as OpeningRow, Schedule as ScheduleRow } from '../../prisma/generated/client.ts';
import type { Actor } from '../accounts/actor.ts';
import { digestOf } from '../cases/open-case.ts';
import { reserve } from '../cases/reserve.ts';
import { prepare } from '../cases/prepare.ts';
import { dayOf } from '../clocks/calendar.ts';
import type { Deps } from '../deps.ts';
import { caseOpensAt, changeOf, hoursOn, occasionOf, plannedFor, type Routine } from './occasions.ts';

const changes = z.array(occasionChange);

export function routineOf(row: ScheduleRow): Routine {
  return { ...row, recurrence: recurrence.parse(row.recurrence), onHoliday: onHoliday.parse(row.onHoliday), changes: changes.parse(row.changes) };
}

/** The procedure of a schedule. Every row was made for one that schedules may open. */
export function scheduledProcedure(name: string): ScheduledProcedure {
  const procedure = scheduledProcedures.find((each) => each.name === name);
  if (procedure === undefined) throw new Error(`a schedule of ${name}, which schedules may not open`);
  return procedure;
}

/** The key under which the case of an occasion is opened: once, whoever asks for it. */
export function occasionKey(scheduleId: string, planned: string): string {
  return `${scheduleId}:${planned}`;
}

/** The id under which the engine starts the workflow of an occasion; who opens it earlier uses the same, so that there is one. */
export function occasionWorkflowId(scheduleId: string, routine: Routine, planned: string): string {
  return `${scheduleId}-${caseOpensAt(routine, planned).replace('.000Z', 'Z')}`;
}

/** Opens the case of the occasion for which a schedule started a workflow, unless it does not take place. Twice is once. */
export async function openScheduled(deps: Deps, { schedule: id, workflowId, runId, at }: OccasionRequest): Promise<Scheduled> {
  const { db, clocks, clock } = deps;
  const row = await db.schedule.findUnique({ where: { id } });
  if (row === null) return skipped('日程已删除', 'the schedule was removed');
  const routine = routineOf(row);
  const planned = plannedFor(routine, at);

  const before = await db.opening.findUnique({ where: { key: occasionKey(id, planned) }, include: { case: { select: { runId: true } } } });
  if (before !== null) {
    const ours = before.workflowId === workflowId && (before.case === null || before.case.runId === runId);
    return ours ? { opening: openingOf(before) } : skipped(`已立案 ${before.caseNo}`, `opened already as ${before.caseNo}`);
  }
  if (!row.active) return skipped('日程已停用', 'the schedule is stopped');
  if (planned > row.until) return skipped(`日程于 ${row.until} 期满`, `the schedule ended on ${row.until}`);
  const { day, why } = occasionOf(await clocks.calendar(), routine, planned);
  const movedElsewhere = changeOf(routine, planned) !== undefined && dayOf(caseOpensAt(routine, planned)) !== dayOf(at);
  if (day === null || movedElsewhere) return { skipped: why ?? { zh: '不开展', en: 'it does not take place' } };
  const { evenLate = false } = scheduledProcedure(row.procedure).occasion;
  if (!evenLate && hoursOn(routine, day).closesAt <= clock().toISOString()) return skipped(`${day} 已过`, `${day} has passed`);
  return { opening: openingOf(await reserveOccasion(deps, row, { planned, day, workflowId, openedBy: null })) };
}

/** Gives the case of an occasion its number. Twice is once: the first opening stands. */
export async function reserveOccasion(
  deps: Deps,
  row: ScheduleRow,
  { planned, day, workflowId, openedBy }: { planned: string; day: string; workflowId: string; openedBy: Actor | null },
): Promise<OpeningRow> {
  const key = occasionKey(row.id, planned);
  const procedure = scheduledProcedure(row.procedure);
  const matter = procedure.matter.parse(procedure.occasion.matterOf(row.matter, { day, ...hoursOn(routineOf(row), day) }));
  const { kept } = splitPersonal(procedure.matter, matter);
  return reserve(deps, {
    key,
    workflowId,
    procedure,
    region: row.region,
    title: `${row.title} ${day}`,
    source: 'schedule',
    body: { matter },
    hash: digestOf({ occasion: key }),
    openedBy: openedBy?.officer ?? null,
    at: deps.clock(),
    parties: [],
    start: {
      procedure: row.procedure,
      region: row.region,
      coordinator: row.coordinator,
      openedBy: openedBy === null ? null : { officer: openedBy.officer, unit: openedBy.unit, roles: [...openedBy.roles] },
      key,
      parties: [],
      matter: kept as Opening['matter'],
      ...(await prepare(deps.db, procedure.name, matter, row.region)),
    },
  });
}

function openingOf({ start }: OpeningRow): Opening {
  return start as unknown as Opening; // written by `reserve`, and by nobody else
}

function skipped(zh: string, en: string): Scheduled {
  return { skipped: { zh, en } };
}
