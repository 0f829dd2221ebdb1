import { z } from 'zod';
import type { Duties, Duty, DutyFate, DutyOccasion } from '../../contracts/api/duties.ts';
import { scheduledProcedures, type Scheduled } from '../../contracts/api/schedules.ts';
import { caseStatus, type CaseStatus } from '../../contracts/case.ts';
import { light } from '../../contracts/clock.ts';
import { instant } from '../../contracts/ids.ts';
import { label, type Label } from '../../contracts/label.ts';
import { Prisma, type Schedule as ScheduleRow, type Step as StepRow } from '../../prisma/generated/client.ts';
import type { Actor } from '../accounts/actor.ts';
import { looksDown } from '../cases/find-case.ts';
import { noteReads, type Reader } from '../cases/note-reads.ts';
import { dayOf } from '../clocks/calendar.ts';
import type { Deps } from '../deps.ts';
import { invalidFields } from '../http/check.ts';
import { caseFilter } from '../policy/case-filter.ts';
import { conditionSql } from '../policy/condition-sql.ts';
import { regionAndBelow } from '../registry/region-scope.ts';
import { unitsBelow } from '../registry/units-below.ts';
import { fateOfOthers } from './coverage.ts';
import { longestMove, hoursOn, occasionsBetween, shift, standsOn, type Occasion } from './occasions.ts';
import { occasionKey, routineOf, scheduledProcedure } from './open-occasion.ts';
import { rosterOf, type Served } from './roster.ts';
import { showOccasion } from './service.ts';

/** Six weeks: what a month needs to be drawn whole. */
const mostDays = 42;
/** A case by hand may be opened so long before its day. */
const longestLead = 120;
const mostOccasions = 2_000;

export interface DutyQuery {
  readonly from: string;
  readonly to: string;
  readonly procedure?: string | undefined;
  readonly region?: string | undefined;
  readonly schedule?: string | undefined;
}

const found = z.array(
  z.object({
    key: z.string(),
    caseNo: z.string(),
    procedure: z.string(),
    title: z.string(),
    region: z.string(),
    coordinator: z.string(),
    status: caseStatus,
    stage: z.string(),
    light: light.nullable(),
    confidential: z.boolean(),
    matter: z.record(z.string(), z.unknown()),
  }),
);
type Found = z.infer<typeof found>[number];

/** What stands in the matter of an occasion about its day; one about a month has none. */
const hours = z.object({ day: z.string(), opensAt: instant, closesAt: instant });

interface Planned {
  readonly row: ScheduleRow;
  readonly occasion: Occasion;
}

/**
 * Every occasion of some days: what schedules plan, and cases that were opened by hand for a day, each with its roster.
 * Schedules of the reader's region or with his unit in them; states from the cases that he may see. A fixed number of
 * statements, however many schedules there are. Throws `invalid-fields` where the days are too many.
 */
export async function listDuties(deps: Deps, reader: Reader, query: DutyQuery): Promise<Duties> {
  if (shift(query.from, mostDays - 1) < query.to) throw invalidFields([{ path: 'to', zh: `最多 ${mostDays} 日`, en: `at most ${mostDays} days` }]);
  const { actor } = reader;
  const procedures = scheduledProcedures.filter(({ name, family }) => (query.procedure ?? name) === name && (family === 'general' || actor.discipline));
  const rows = await schedulesFor(deps, actor, query, procedures);
  const calendar = await deps.clocks.calendar();
  const planned = new Map<string, Planned>();
  for (const row of rows) {
    for (const occasion of occasionsBetween(calendar, routineOf(row), query.from, query.to)) planned.set(occasionKey(row.id, occasion.planned), { row, occasion });
  }
  const keys = [...planned.keys()];
  const [cases, opened] = await Promise.all([casesFor(deps, actor, query, procedures, keys), openedAmong(deps, keys)]);
  await noteReads(deps, reader, cases);
  const rosters = await rostersOf(deps, cases);

  const now = deps.clock().toISOString();
  const seen = new Set(cases.map(({ key }) => key));
  const items = [
    ...cases.map((each) => ofCase(each, planned.get(each.key), rosters.get(each.caseNo) ?? [], now)),
    ...[...planned].flatMap(([key, each]) => (seen.has(key) ? [] : withoutCase(each, opened.get(key), now))),
  ].filter(({ on, planned: day }) => within(query, on) || (day !== null && within(query, day)));
  const inOrder = items.toSorted((one, other) => one.on.localeCompare(other.on) || (one.opensAt ?? '').localeCompare(other.opensAt ?? '') || one.title.localeCompare(other.title));
  const shown = inOrder.slice(0, mostOccasions);
  return { items: await named(deps, shown), left: inOrder.length - shown.length };
}

/** Schedules of a region and those below it, and those that name the reader's unit or belong to it. */
async function schedulesFor({ db }: Deps, actor: Actor, { from, region, schedule }: DutyQuery, procedures: readonly Scheduled[]): Promise<ScheduleRow[]> {
  const own = regionAndBelow(actor.region);
  const asked = region === undefined ? Prisma.empty : regionSql(region);
  const scope = await db.$queryRaw<Array<{ id: string }>>`
    SELECT id FROM schedule
    WHERE procedure = ANY (${procedures.map(({ name }) => name)}::text[]) AND until >= ${shift(from, -longestMove)} ${asked}
      AND (${schedule ?? null}::text IS NULL OR id = ${schedule ?? null})
      AND (region >= ${own.gte} AND region < ${own.lt} OR coordinator = ${actor.unit}
        OR jsonb_path_exists(matter, '$.** ? (@ == $unit)', jsonb_build_object('unit', ${actor.unit}::text)))`;
  return db.schedule.findMany({ where: { id: { in: scope.map(({ id }) => id) } }, orderBy: { id: 'asc' } });
}

function regionSql(region: string): Prisma.Sql {
  const { gte, lt } = regionAndBelow(region);
  return Prisma.sql`AND region >= ${gte} AND region < ${lt}`;
}

/** Cases that the reader may see: of these occasions, or of a day among those asked for. */
async function casesFor({ db }: Deps, actor: Actor, { from, to, region, schedule }: DutyQuery, procedures: readonly Scheduled[], keys: readonly string[]): Promise<Found[]> {
  const below = looksDown(actor) ? await unitsBelow(db, actor.unit) : [];
  const mayRead = conditionSql({ AND: [caseFilter(actor, below), ...(region === undefined ? [] : [{ region: regionAndBelow(region) }])] });
  const since = new Date(`${shift(from, -longestLead)}T00:00:00+08:00`);
  const before = new Date(`${shift(to, 1)}T00:00:00+08:00`);
  return found.parse(await db.$queryRaw`
    SELECT opening.key, opening.case_no AS "caseNo", opening.title, "case".procedure, "case".region, "case".coordinator, "case".status,
      "case".stage, "case".light, "case".confidential, opening.start->'matter' AS matter
    FROM "case" JOIN opening ON opening.case_no = "case".case_no
    WHERE "case".procedure = ANY (${procedures.map(({ name }) => name)}::text[]) AND "case".opened_at >= ${since} AND "case".opened_at < ${before}
      AND (opening.start->'matter'->>'day' BETWEEN ${from} AND ${to} OR opening.key = ANY (${[...keys]}::text[]))
      AND (${schedule ?? null}::text IS NULL OR starts_with(opening.key, ${schedule ?? ''} || ':'))
      AND ${mayRead}
    ORDER BY "case".case_no LIMIT ${mostOccasions * 2}`);
}

/** Occasions that have a case, whoever may see it, with the hours for which it was opened. */
async function openedAmong({ db }: Deps, keys: readonly string[]): Promise<Map<string, unknown>> {
  const rows = await db.$queryRaw<Array<{ key: string; matter: unknown }>>`
    SELECT key, start->'matter' AS matter FROM opening WHERE key = ANY (${[...keys]}::text[])`;
  return new Map(rows.map(({ key, matter }) => [key, matter]));
}

interface ServedDuty extends Served {
  readonly at: string | null;
  readonly dueAt: string | null;
}

/** The roster of each case, from its steps and the clocks of those that wait for the coordinator. */
async function rostersOf({ db }: Deps, cases: readonly Found[]): Promise<Map<string, ServedDuty[]>> {
  const onDuty = cases.flatMap((each) => {
    const { duty } = scheduledProcedure(each.procedure).occasion;
    return duty === undefined ? [] : [{ ...each, duty }];
  });
  const caseNo = { in: onDuty.map((each) => each.caseNo) };
  const names = [...new Set(onDuty.flatMap(({ duty }) => [duty.step, ...(duty.confirm === undefined ? [] : [duty.confirm])])), 'nameSubstitute'];
  const [steps, clocks] = await Promise.all([
    db.step.findMany({ where: { caseNo, name: { in: names } } }),
    db.clock.findMany({ where: { caseNo, status: 'running', rule: 'general.nameSubstitute' }, select: { caseNo: true, id: true, dueAt: true } }),
  ]);
  const stepsOf = Map.groupBy(steps, (step: StepRow) => step.caseNo);
  const due = new Map(clocks.map((clock) => [`${clock.caseNo} ${clock.id}`, clock.dueAt?.toISOString() ?? null]));
  return new Map(
    onDuty.map(({ caseNo: no, duty, matter, status }) => {
      const begin = beginsOf(duty, matter);
      const served = rosterOf(duty, unitsOf(duty, matter), stepsOf.get(no) ?? [], status === 'withdrawn');
      return [no, served.map((each, index) => ({ ...each, at: begin[index] ?? null, dueAt: each.asked === null ? null : (due.get(`${no} ${each.asked.clock ?? ''}`) ?? null) }))];
    }),
  );
}

type DutyDefinition = NonNullable<Scheduled['occasion']['duty']>;
type Matter = Readonly<Record<string, unknown>>;

function eachOf({ each }: DutyDefinition, matter: Matter): string[] {
  return z.array(z.string()).parse(matter[each]);
}

/** The unit of each duty. */
function unitsOf(duty: DutyDefinition, matter: Matter): string[] {
  const { unit } = duty;
  return unit === undefined ? eachOf(duty, matter) : eachOf(duty, matter).map(() => String(matter[unit]));
}

/** When each begins, where that is what tells them apart. */
function beginsOf(duty: DutyDefinition, matter: Matter): string[] {
  return duty.unit === undefined ? [] : eachOf(duty, matter);
}

/** As `DutyOccasion`, with codes in place of names. */
type Unnamed = Omit<DutyOccasion, 'place' | 'duties'> & { readonly placeCode: string | null; readonly roster: readonly UnnamedDuty[] };
interface UnnamedDuty {
  readonly unit: string;
  readonly at: string | null;
  readonly officer: string | null;
  readonly served: ServedDuty | null;
  readonly fate: DutyFate | null;
}

function ofCase({ key, caseNo, title, region, coordinator, status, stage, light: shown, procedure: name, matter }: Found, planned: Planned | undefined, roster: readonly ServedDuty[], now: string): Unnamed {
  const procedure = scheduledProcedure(name);
  const own = hours.safeParse(matter);
  const [schedule = null, plannedDay = null] = planned === undefined ? (/^([A-Za-z]+-\d{6}-[0-9a-f]{8}):(\d{4}-\d\d-\d\d)$/.exec(key)?.slice(1) ?? []) : [planned.row.id, planned.occasion.planned];
  const held = own.success ? own.data : heldAsPlanned(planned);
  return {
    schedule,
    planned: plannedDay,
    day: held?.day ?? null,
    on: held?.day ?? plannedDay ?? dayOf(now),
    why: planned === undefined || planned.occasion.day !== held?.day ? null : planned.occasion.why,
    changed: planned === undefined ? null : showOccasion(planned.row, planned.occasion, new Map(), now).changed,
    opensAt: held?.opensAt ?? null,
    closesAt: held?.closesAt ?? null,
    caseOpensAt: null,
    provisional: false,
    procedure: { name, label: procedure.label },
    title: planned?.row.title ?? title,
    region,
    coordinator,
    placeCode: placeOf(procedure, matter),
    opened: true,
    case: { caseNo, status, stage: procedure.stages[stage] ?? { zh: stage, en: stage }, light: shown },
    roster: roster.map((served) => ({ unit: served.unit, at: served.at, officer: served.officer, served, fate: fateOf(served, status, held?.closesAt ?? null, now) })),
  };
}

function heldAsPlanned(planned: Planned | undefined) {
  const day = planned?.occasion.day ?? null;
  return planned === undefined || day === null ? null : { day, ...hoursOn(planned.row, day) };
}

/** An occasion of which the reader sees what its schedule says: it has no case yet, or one that he may not see. */
function withoutCase({ row, occasion }: Planned, matterOpened: unknown, now: string): Unnamed[] {
  const procedure = scheduledProcedure(row.procedure);
  const { duty } = procedure.occasion;
  const lasting = z.record(z.string(), z.unknown()).parse(row.matter);
  const isOpened = matterOpened !== undefined;
  const openedFor = hours.safeParse(matterOpened);
  const day = openedFor.success ? openedFor.data.day : occasion.day;
  const times = openedFor.success ? openedFor.data : day === null ? null : hoursOn(row, day);
  const over = times !== null && times.closesAt <= now;
  if (!isOpened && ((times !== null && times.closesAt <= row.createdAt.toISOString()) || (!row.active && !over))) return [];
  const matter: Matter = duty === undefined || day === null ? {} : procedure.occasion.matterOf(lasting, { day, ...hoursOn(row, day) });
  const begin = duty === undefined || day === null ? [] : beginsOf(duty, matter);
  const shown = showOccasion(row, occasion, new Map(), now);
  return [
    {
      schedule: row.id,
      planned: occasion.planned,
      day,
      on: day ?? standsOn(occasion),
      why: occasion.why,
      changed: shown.changed,
      opensAt: times?.opensAt ?? null,
      closesAt: times?.closesAt ?? null,
      caseOpensAt: isOpened ? null : shown.caseOpensAt,
      provisional: occasion.provisional && !isOpened,
      procedure: { name: procedure.name, label: procedure.label },
      title: row.title,
      region: row.region,
      coordinator: row.coordinator,
      placeCode: placeOf(procedure, lasting),
      opened: isOpened,
      case: null,
      roster:
        duty === undefined || day === null
          ? []
          : unitsOf(duty, matter).map((unit, index) => ({ unit, at: begin[index] ?? null, officer: null, served: null, fate: isOpened ? null : over ? 'notOpened' : 'toCome' })),
    },
  ];
}

function placeOf({ occasion: { place } }: Scheduled, matter: Matter): string | null {
  const unit = place === undefined ? undefined : matter[place];
  return typeof unit === 'string' ? unit : null;
}

function fateOf({ state, substitute }: Served, status: CaseStatus, closesAt: string | null, now: string): DutyFate {
  if (state === 'present' || substitute?.state === 'present') return 'done';
  return fateOfOthers({ status, closesAt: closesAt ?? now }, now);
}

function within({ from, to }: DutyQuery, day: string): boolean {
  return day >= from && day <= to;
}

/** The same with the names of units and officers: two statements. */
async function named({ db }: Deps, items: readonly Unnamed[]): Promise<DutyOccasion[]> {
  const duties = items.flatMap(({ roster }) => roster);
  const codes = new Set([...items.map(({ placeCode }) => placeCode), ...duties.flatMap(({ unit, served }) => [unit, served?.substitute?.unit ?? null])]);
  const officers = new Set(duties.map(({ officer }) => officer));
  const [units, people] = await Promise.all([
    db.unit.findMany({ where: { code: { in: present(codes) } }, select: { code: true, name: true } }),
    db.officer.findMany({ where: { id: { in: present(officers) } }, select: { id: true, name: true } }),
  ]);
  const names = new Map<string, Label>(units.map(({ code, name }) => [code, label.parse(name)]));
  const nameOf = new Map(people.map(({ id, name }) => [id, name]));
  const unitOf = (code: string) => ({ code, name: names.get(code) ?? { zh: code, en: code } });
  return items.map(({ placeCode, roster, ...rest }) => ({
    ...rest,
    place: placeCode === null ? null : unitOf(placeCode),
    duties: roster.map(({ unit, at, officer, served, fate }): Duty => ({
      unit: unitOf(unit),
      at,
      officer: officer === null ? null : (nameOf.get(officer) ?? null),
      state: served === null ? (rest.opened ? null : 'ahead') : served.state,
      substitute: served === null || served.substitute === null ? null : { unit: unitOf(served.substitute.unit), state: served.substitute.state },
      asked: served === null || served.asked === null ? null : { step: served.asked.step, dueAt: served.dueAt },
      fate,
    })),
  }));
}

function present(values: ReadonlySet<string | null>): string[] {
  return [...values].filter((value) => value !== null);
}
