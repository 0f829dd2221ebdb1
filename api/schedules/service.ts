import { randomBytes } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { schedule as shown, scheduleBodyOf, type Occasion as ShownOccasion, type Schedule, type ScheduleBody } from '../../contracts/api/schedules.ts';
import { day } from '../../contracts/ids.ts';
import type { Prisma, Schedule as ScheduleRow } from '../../prisma/generated/client.ts';
import type { Actor } from '../accounts/actor.ts';
import { procedureOf } from '../cases/case-row.ts';
import { startCase, type Opened } from '../cases/open-case.ts';
import { shortNameOf } from '../cases/reserve.ts';
import { prepare } from '../cases/prepare.ts';
import { checkReferences } from '../cases/references.ts';
import { dayOf, type Calendar } from '../clocks/calendar.ts';
import type { Deps } from '../deps.ts';
import { check } from '../http/check.ts';
import { forbidden } from '../http/forbidden.ts';
import { once, type Transaction } from '../http/once.ts';
import { pageOf, placeOf } from '../http/page.ts';
import { Problem } from '../http/problem.ts';
import { covers, regionAndBelow } from '../registry/region-scope.ts';
import { arrange, remove } from './arrange.ts';
import { occasionKey, occasionWorkflowId, reserveOccasion, routineOf, scheduledProcedure } from './open-occasion.ts';
import { caseOpensAt, changeOf, hoursOn, upcoming, type Occasion } from './occasions.ts';

/** How far `next` looks: over the longest holiday and a term that begins later. */
const soon = 16;

/** Makes a schedule once for a key: its row, then the engine's. Who was interrupted in between repeats the request. */
export async function makeSchedule(deps: Deps, actor: Actor, key: string, body: ScheduleBody): Promise<Schedule> {
  await checkBody(deps, actor, body);
  const answer = z.object({ id: z.string() });
  const { id } = await once(deps.db, { officer: actor.officer, key, request: { make: 'schedule', body } }, answer, (transaction) =>
    transaction.schedule.create({
      data: { ...dataOf(body), id: idOf(body), coordinator: actor.unit, createdBy: actor.officer, createdAt: deps.clock(), updatedAt: deps.clock() },
      select: { id: true },
    }),
  );
  await arrange(deps, id, procedureOf(body.procedure).family);
  return readSchedule(deps, id);
}

/** Changes a schedule: its row, then the engine's. Sent again it repairs what was interrupted. */
export async function changeSchedule(deps: Deps, actor: Actor, id: string, body: ScheduleBody): Promise<Schedule> {
  const before = routineOf(await ownSchedule(deps, actor, id));
  await checkBody(deps, actor, body);
  const today = dayOf(deps.clock().toISOString());
  const sameDays = isDeepStrictEqual(before.recurrence, body.recurrence);
  const changes = before.changes.filter(({ planned, day: to }) => (sameDays && (to ?? planned) <= body.until) || planned < today); // a change of other days means nothing
  await deps.db.schedule.update({ where: { id }, data: { ...dataOf(body), changes, updatedAt: deps.clock() } });
  await arrange(deps, id, procedureOf(body.procedure).family);
  return readSchedule(deps, id);
}

/** Removes a schedule, from the engine first: who was interrupted still finds the row, and removes it with the next request. */
export async function removeSchedule(deps: Deps, actor: Actor, id: string): Promise<void> {
  const { procedure } = await ownSchedule(deps, actor, id);
  await remove(deps, id, procedureOf(procedure).family);
  await deps.db.schedule.delete({ where: { id } });
}

export async function readSchedule(deps: Deps, id: string): Promise<Schedule> {
  const row = await findSchedule(deps, id);
  const [only] = await show(deps, [row]);
  if (only === undefined) throw notFound();
  return only;
}

interface ScheduleQuery {
  readonly limit: number;
  readonly cursor?: string | undefined;
  readonly procedure?: string | undefined;
  readonly region?: string | undefined;
  readonly active?: boolean | undefined;
}

export async function listSchedules(
  deps: Deps,
  { limit, cursor, procedure, region, active }: ScheduleQuery,
) {
  const after = placeOf(z.tuple([z.string()]), cursor);
  const rows = await deps.db.schedule.findMany({
    where: {
      ...(procedure === undefined ? {} : { procedure }),
      ...(region === undefined ? {} : { region: regionAndBelow(region) }),
      ...(active === undefined ? {} : { active }),
      ...(after === undefined ? {} : { id: { gt: after[0] } }),
    },
    orderBy: { id: 'asc' },
    take: limit + 1,
  });
  const { items, next } = pageOf(rows, limit, ({ id }) => [id], (row) => row);
  return { items: await show(deps, items), next };
}

/** What comes, from a day on. */
export async function listOccasions(deps: Deps, id: string, { from, limit }: { from?: string | undefined; limit: number }) {
  const row = await findSchedule(deps, id);
  const now = deps.clock().toISOString();
  const coming = upcoming(await deps.clocks.calendar(), routineOf(row), from ?? dayOf(now), limit);
  const opened = await casesOf(deps.db, coming.map(({ planned }) => occasionKey(id, planned)));
  return { items: coming.map((occasion) => showOccasion(row, occasion, opened, now)) };
}

/** Opens the case of the next occasion that takes place and has none. Throws `conflict` where there is none. */
export async function openNext(deps: Deps, actor: Actor, id: string, key: string): Promise<{ procedure: string; opened: Opened }> {
  const row = await ownSchedule(deps, actor, id);
  const coming = takingPlace(await deps.clocks.calendar(), row, deps.clock().toISOString(), 60);
  const chosen = z.object({ planned: day, day });
  const occasion = await once(deps.db, { officer: actor.officer, key, request: { trigger: id } }, chosen, (transaction) =>
    nextWithoutCase(transaction, row, coming),
  );
  const workflowId = occasionWorkflowId(id, routineOf(row), occasion.planned);
  const opening = await reserveOccasion(deps, row, { ...occasion, workflowId, openedBy: actor });
  return { procedure: row.procedure, opened: await startCase(deps, opening) };
}

async function nextWithoutCase(db: Transaction, row: ScheduleRow, coming: ReadonlyArray<{ planned: string; day: string }>) {
  if (!row.active) throw new Problem('conflict', { reason: { zh: '日程已停用', en: 'the schedule is stopped' } });
  const opened = await casesOf(db, coming.map(({ planned }) => occasionKey(row.id, planned)));
  const next = coming.find(({ planned }) => !opened.has(occasionKey(row.id, planned)));
  if (next === undefined) throw new Problem('conflict', { reason: { zh: '期内没有待立案的下一次', en: 'no occasion of its term is without a case' } });
  return { planned: next.planned, day: next.day };
}

/** Occasions that take place and are not over yet. */
function takingPlace(calendar: Calendar, row: ScheduleRow, now: string, count: number): Array<Occasion & { day: string }> {
  const routine = routineOf(row);
  return upcoming(calendar, routine, dayOf(now), count).flatMap((occasion) =>
    occasion.day !== null && hoursOn(routine, occasion.day).closesAt > now ? [{ ...occasion, day: occasion.day }] : [],
  );
}

export async function findSchedule({ db }: Deps, id: string): Promise<ScheduleRow> {
  const row = await db.schedule.findUnique({ where: { id } });
  if (row === null) throw notFound();
  return row;
}

/** A schedule that the actor's unit made. Throws `not-found` or `forbidden`. */
export async function ownSchedule(deps: Deps, actor: Actor, id: string): Promise<ScheduleRow> {
  const row = await findSchedule(deps, id);
  if (row.coordinator !== actor.unit) {
    throw forbidden({ zh: '须由建立该日程的单位操作', en: 'It belongs to another unit, which has to do it' });
  }
  return row;
}

async function checkBody(deps: Deps, actor: Actor, body: ScheduleBody): Promise<void> {
  const procedure = scheduledProcedure(body.procedure);
  if (procedure.family === 'discipline' && !actor.discipline) throw forbidden({ zh: '须由纪检监察机构建立', en: 'A unit of discipline inspection must make it' });
  await checkReferences(deps, scheduleBodyOf(procedure), body, procedure.family);
  await shortNameOf(deps, body.region);
  if (!covers(actor.region, body.region)) {
    throw forbidden({ zh: '只能在本单位所在区划及其下级建立日程', en: 'Schedules are made in the region of your unit and those below it' });
  }
  if (body.until < dayOf(deps.clock().toISOString())) throw new Problem('date-in-the-past', { field: 'until' });
  const last = procedure.occasion.matterOf(body.matter, { day: body.until, ...hoursOn(body, body.until) });
  await prepare(deps.db, procedure.name, check(procedure.matter, last, 'matter'), body.region); // what one occasion refuses, all would
}

function dataOf(body: ScheduleBody) {
  return { ...body, matter: body.matter as Prisma.InputJsonObject };
}

/** The one place that forms ids of schedules: the engine's schedule and its workflows are named after it. No personal data. */
function idOf({ procedure, region }: ScheduleBody): string {
  return `${procedure}-${region.slice(0, 6)}-${randomBytes(4).toString('hex')}`;
}

function notFound(): Problem {
  return new Problem('not-found', { what: { zh: '该日程', en: 'schedule' } });
}

/** Numbers of the cases opened under these keys. */
export async function casesOf(db: Pick<Transaction, 'opening'>, keys: readonly string[]): Promise<Map<string, string>> {
  const rows = await db.opening.findMany({ where: { key: { in: [...keys] } }, select: { key: true, caseNo: true } });
  return new Map(rows.map(({ key, caseNo }) => [key, caseNo]));
}

/** Schedules with the next occasion of each; two statements, however many there are. */
async function show(deps: Deps, rows: readonly ScheduleRow[]): Promise<Schedule[]> {
  const { config, engine } = deps;
  const now = deps.clock().toISOString();
  const calendar = await deps.clocks.calendar();
  const nextOf = new Map(rows.map((row) => [row.id, row.active ? takingPlace(calendar, row, now, soon)[0] : undefined]));
  const opened = await casesOf(deps.db, [...nextOf].flatMap(([id, next]) => (next === undefined ? [] : [occasionKey(id, next.planned)])));
  return rows.map((row) => {
    const { createdBy: _, createdAt: __, changes: ___, updatedAt, ...rest } = row;
    const next = nextOf.get(row.id);
    const { namespace } = engine.quarters(procedureOf(row.procedure).family);
    return shown.parse({
      ...rest,
      updatedAt: updatedAt.toISOString(),
      next: next === undefined ? null : showOccasion(row, next, opened, now),
      links: {
        self: `${config.publicUrl}/api/v1/schedules/${row.id}`,
        temporalUi: `${config.temporalUiUrl}/namespaces/${namespace}/schedules/${row.id}`,
      },
    });
  });
}

export function showOccasion(row: ScheduleRow, occasion: Occasion, opened: ReadonlyMap<string, string>, now: string): ShownOccasion {
  const routine = routineOf(row);
  const caseNo = opened.get(occasionKey(row.id, occasion.planned)) ?? null;
  const at = caseOpensAt(routine, occasion.planned);
  const change = changeOf(routine, occasion.planned);
  const comes = row.active && occasion.day !== null && caseNo === null && at > now;
  return {
    ...occasion,
    changed: change === undefined ? null : { reason: change.reason, by: change.by, at: change.at },
    opensAt: occasion.day === null ? null : hoursOn(routine, occasion.day).opensAt,
    caseOpensAt: comes ? at : null,
    caseNo,
  };
}
