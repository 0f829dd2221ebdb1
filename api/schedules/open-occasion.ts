import { z } from 'zod';
import type { Scheduled, OccasionRequest } from '../../contracts/occasion.ts';
import type { Opening } from '../../contracts/procedure.ts';
import { serviceDay } from '../../contracts/procedures/index.ts';
import { onHoliday } from '../../contracts/api/schedules.ts';
import type { Opening as OpeningRow, Schedule as ScheduleRow } from '../../prisma/generated/client.ts';
import type { Actor } from '../accounts/actor.ts';
import { procedureOf } from '../cases/case-row.ts';
import { digestOf, reserve } from '../cases/open-case.ts';
import type { Deps } from '../deps.ts';
import { caseOpensAt, hoursOn, occasionOf, plannedFor, type Routine } from './occasions.ts';

export function routineOf(row: ScheduleRow): Routine {
  return { ...row, onHoliday: onHoliday.parse(row.onHoliday) };
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
  if (day === null) return { skipped: why ?? { zh: '不开展', en: 'it does not take place' } };
  if (hoursOn(routine, day).closesAt <= clock().toISOString()) return skipped(`${day} 已过`, `${day} has passed`);
  return { opening: openingOf(await reserveOccasion(deps, row, { planned, day, workflowId, openedBy: null })) };
}

/** Gives the case of an occasion its number. Twice is once: the first opening stands. */
export async function reserveOccasion(
  deps: Deps,
  row: ScheduleRow,
  { planned, day, workflowId, openedBy }: { planned: string; day: string; workflowId: string; openedBy: Actor | null },
): Promise<OpeningRow> {
  const key = occasionKey(row.id, planned);
  const matter = serviceDay.matter.parse({
    ...z.record(z.string(), z.json()).parse(row.matter),
    day,
    ...hoursOn(routineOf(row), day),
  });
  return reserve(deps, {
    key,
    workflowId,
    procedure: procedureOf(row.procedure),
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
      matter,
      conflicts: [],
      subjectUnit: null,
      facts: {},
    },
  });
}

function openingOf({ start }: OpeningRow): Opening {
  return start as unknown as Opening; // written by `reserve`, and by nobody else
}

function skipped(zh: string, en: string): Scheduled {
  return { skipped: { zh, en } };
}
