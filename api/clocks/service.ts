import { z } from 'zod';
import type { CalendarDay, CalendarStanding, CalendarYear, Forecast, NewRuleVersion, RuleStanding } from '../../contracts/api/clocks.ts';
import { timeLimitRule, type ClockPlan, type ClockRequest, type Span, type TimeLimitRule } from '../../contracts/clock.ts';
import type { Label } from '../../contracts/label.ts';
import { Prisma, type PrismaClient } from '../../prisma/generated/client.ts';
import { Problem } from '../http/problem.ts';
import { usualWorkingHours, type Calendar, type Pause, type WorkingPeriod } from './calendar.ts';
import { planClock, planClocks, ruleInForce } from './plan.ts';

export interface ForecastRequest {
  readonly rule: string;
  /** When the clock would start, an instant. */
  readonly from: string;
  /** As if this version were in force then. */
  readonly version?: number;
  readonly promise?: Span;
  /** Pauses to reckon with, in order. */
  readonly pauses?: readonly Pause[];
  readonly extensions?: readonly Span[];
}

export type ClockService = ReturnType<typeof createClockService>;

/**
 * Rules, calendar and the planning of clocks, over the database.
 * Rules and calendar are kept in memory; each call learns from the database, with the supervisors it has to ask for
 * anyway, whether what it keeps is still the latest. So no process ever plans with an old version.
 */
export function createClockService({
  db,
  workingHours = usualWorkingHours,
}: {
  readonly db: PrismaClient;
  readonly workingHours?: readonly WorkingPeriod[];
}) {
  let kept: Knowledge | undefined;

  async function knowledgeAt(stamp: string | undefined, reader: Reader): Promise<Knowledge> {
    if (kept === undefined || kept.stamp !== stamp) kept = await readKnowledge(reader);
    return kept;
  }

  function facts({ rules, years, exceptions }: Knowledge, supervisors: ReadonlyMap<string, string>) {
    const calendar: Calendar = { years, exceptions, workingHours };
    return { rules, calendar, supervisorOf: (unit: string) => supervisors.get(unit) ?? null };
  }

  return {
    /**
     * Plans the clocks that a workflow asks for, by the id of the clock. One statement, two after a change of rules or
     * calendar; inside `reader` where the caller has a transaction. Refuses with `unknown-rule`.
     */
    async plan(requests: readonly ClockRequest[], reader: Reader = db): Promise<Record<string, ClockPlan>> {
      if (requests.length === 0) return {};
      const { stamp, supervisors } = await readSupervisors(reader, requests.map(({ unit }) => unit));
      return planClocks(requests, facts(await knowledgeAt(stamp, reader), supervisors));
    },

    /**
     * The plan that a clock of no unit would get if it started at `from`: it has no supervisor. One statement.
     * Refuses with `not-found` where there is no such rule or version, and `unknown-rule` where it is not in force at that time.
     */
    async forecast({ rule, from, version, promise, pauses = [], extensions = [] }: ForecastRequest): Promise<Forecast> {
      const all = facts(await readKnowledge(db), new Map());
      const versions = all.rules.filter((each) => each.code === rule && (version === undefined || each.version === version));
      if (versions.length === 0) throw noSuchRule(rule);
      const known = { ...all, rules: version === undefined ? versions : versions.map((each) => ({ ...each, effectiveFrom: from })) };
      const clock = { clock: 'forecast', unit: 'none' };
      const first = planClock({ ...clock, op: 'start', rule, from, ...(promise && { promise }) }, known);
      const added = { pauses: [...pauses], extensions: [...extensions] };
      return planClock({ ...clock, op: 'recount', plan: first, from, ...added }, known);
    },

    /** The calendar as it is published, for schedules and pages. One short statement, two after a change of rules or calendar. */
    async calendar(): Promise<Calendar> {
      const [current] = await db.$queryRaw<Array<{ stamp: string }>>`select ${stamp} as stamp`;
      return facts(await knowledgeAt(current?.stamp, db), new Map()).calendar;
    },

    /** Every rule with its version in force at `now` and those to come, by code. One statement. */
    async listRules(now: Date): Promise<Standing[]> {
      const { rules } = await readKnowledge(db);
      const codes = [...new Set(rules.map(({ code }) => code))].toSorted();
      return codes.map((code) => standingOf(rules, code, now));
    },

    /** All versions of a rule, the newest first. Refuses with `not-found`. One statement. */
    async ruleHistory(code: string): Promise<TimeLimitRule[]> {
      const rows = await db.timeLimitRule.findMany({ where: { code }, orderBy: { version: 'desc' }, select: ruleFields });
      if (rows.length === 0) throw noSuchRule(code);
      return rows.map(ruleOf);
    },

    /**
     * Publishes the next version of a rule, or the first of a new one. Clocks that run keep the version they started with.
     * Refuses with `date-in-the-past` where it would take effect before `now`, and `conflict` where somebody else
     * publishes a version at the same moment.
     */
    async publishRule(
      code: string,
      content: NewRuleVersion,
      now: Date,
      writer: Pick<PrismaClient, 'timeLimitRule'> = db,
    ): Promise<TimeLimitRule> {
      const effectiveFrom = new Date(content.effectiveFrom);
      if (effectiveFrom < now) {
        const field = { zh: '生效时间', en: 'the time of effect' };
        throw new Problem('date-in-the-past', { field }, [{ path: 'effectiveFrom', zh: '生效时间须在将来', en: 'it takes effect in the future' }]);
      }
      const { _max: newest } = await writer.timeLimitRule.aggregate({ where: { code }, _max: { version: true } });
      const version = (newest.version ?? 0) + 1;
      try {
        const row = await writer.timeLimitRule.create({
          data: { ...content, code, version, effectiveFrom, extension: content.extension ?? Prisma.DbNull, publishedAt: now },
          select: ruleFields,
        });
        return ruleOf(row);
      } catch (failure) {
        if (!isDuplicate(failure)) throw failure;
        const reason = { zh: `${code} 的另一个版本刚刚发布`, en: `another version of ${code} was published just now` };
        throw new Problem('conflict', { reason });
      }
    },

    /** Published years, the latest first, and how much is provisional. */
    async calendarStanding(): Promise<CalendarStanding> {
      const [years, [provisional = { cases: 0, clocks: 0 }]] = await Promise.all([
        db.calendarYear.findMany({ orderBy: { year: 'desc' } }),
        db.$queryRaw<Array<{ cases: number; clocks: number }>>`
          select count(distinct clock.case_no)::int as cases, count(*)::int as clocks
          from clock join "case" using (case_no)
          where clock.status = 'running' and clock.provisional and "case".status in ('open', 'paused')`,
      ]);
      return { years: years.map((year) => ({ ...year, publishedAt: year.publishedAt.toISOString() })), provisional };
    },

    /** The arrangement of a year. Refuses with `not-found` where none is published. */
    async calendarYear(year: number): Promise<CalendarYear> {
      const [row, days] = await Promise.all([
        db.calendarYear.findUnique({ where: { year } }),
        db.calendarDay.findMany({ where: { day: within(year) }, orderBy: { day: 'asc' } }),
      ]);
      if (row === null) throw new Problem('not-found', { what: calendarOf(year) });
      return {
        year,
        source: row.source,
        revision: row.revision,
        publishedAt: row.publishedAt.toISOString(),
        days: days.map(({ day, isWorkday, name }) => ({ day: nameOfDay(day), isWorkday, name })),
      };
    },

    /**
     * Publishes the arrangement of a whole year, in place of what was there. Clocks that were counted without it are
     * provisional, and have to be recounted by whoever calls this; others stay as they are.
     * Refuses with `calendar-unknown` where a day is not of that year, stands there twice, or a fixed holiday is missing.
     */
    async publishCalendar(year: number, days: readonly CalendarDay[], source: string, now: Date): Promise<CalendarYear> {
      mustBeWholeYear(year, days);
      const rows = days.map(({ day, isWorkday, name }) => ({ day: dateOf(day), isWorkday, name }));
      const [published] = await db.$transaction([
        db.calendarYear.upsert({
          where: { year },
          create: { year, source, publishedAt: now },
          update: { source, publishedAt: now, revision: { increment: 1 } },
        }),
        db.calendarDay.deleteMany({ where: { day: within(year) } }),
        db.calendarDay.createMany({ data: rows }),
      ]);
      const sorted = days.toSorted((a, b) => a.day.localeCompare(b.day));
      return { year, source, revision: published.revision, publishedAt: now.toISOString(), days: sorted };
    },
  };
}

/** The database, or a transaction in it. */
type Reader = Pick<PrismaClient, '$queryRaw'>;

/** Everything that planning knows beside the units. `stamp` tells one state from another: versions are only added, and revisions only grow. */
interface Knowledge {
  readonly stamp: string;
  readonly rules: readonly TimeLimitRule[];
  readonly years: readonly number[];
  readonly exceptions: Readonly<Record<string, boolean>>;
}

const stamp = Prisma.sql`(
  select concat_ws('.', (select count(*) from time_limit_rule), (select coalesce(sum(revision), 0) from calendar_year))
)`;

const knowledgeRow = z.object({
  stamp: z.string(),
  rules: z.array(timeLimitRule),
  years: z.array(z.int()),
  exceptions: z.record(z.string(), z.boolean()),
});

async function readKnowledge(reader: Reader): Promise<Knowledge> {
  const rows = await reader.$queryRaw`
    select
      ${stamp} as stamp,
      (
        select coalesce(jsonb_agg(jsonb_build_object(
          'code', code, 'version', version, 'label', label, 'term', term, 'extension', extension, 'ladder', ladder,
          'source', source, 'confidence', confidence,
          'effectiveFrom', to_char(effective_from at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')
        )), '[]') from time_limit_rule
      ) as rules,
      (select coalesce(jsonb_agg(year order by year), '[]') from calendar_year) as years,
      (
        select coalesce(jsonb_object_agg(day, is_workday), '{}') from calendar_day
        where extract(year from day)::int in (select year from calendar_year)
      ) as exceptions`;
  const [row] = z.tuple([knowledgeRow]).parse(rows);
  return row;
}

const supervisorRows = z.array(z.object({ stamp: z.string(), unit: z.string().nullable(), supervisor: z.string().nullable() }));

/**
 * For each unit the nearest one above it with an active officer who supervises, and the stamp of rules and calendar.
 * Discipline inspection runs apart: its units are supervised by its own units only, and other units by others.
 */
async function readSupervisors(
  reader: Reader,
  units: readonly string[],
): Promise<{ stamp: string | undefined; supervisors: ReadonlyMap<string, string> }> {
  const rows = await reader.$queryRaw`
    with recursive above as (
      select unit.code as unit, unit.discipline, unit.parent_code as code, 1 as height
      from unit where unit.code in (select jsonb_array_elements_text(${JSON.stringify([...new Set(units)])}::jsonb))
      union all
      select above.unit, above.discipline, unit.parent_code, above.height + 1
      from above join unit on unit.code = above.code
      where above.height < 32 and not ${supervises(Prisma.sql`above`)}
    )
    select stamp.stamp, above.unit, above.code as supervisor
    from ${stamp} as stamp (stamp)
    left join above on ${supervises(Prisma.sql`above`)}`;
  const found = supervisorRows.parse(rows);
  return {
    stamp: found[0]?.stamp,
    supervisors: new Map(found.flatMap(({ unit, supervisor }) => (unit === null || supervisor === null ? [] : [[unit, supervisor]]))),
  };
}

function supervises(above: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`exists (
    select from unit candidate join officer on officer.unit_code = candidate.code
    where candidate.code = ${above}.code and candidate.active and candidate.discipline = ${above}.discipline
      and officer.active and 'supervisor' = any(officer.roles)
  )`;
}

const ruleFields = {
  code: true,
  version: true,
  label: true,
  term: true,
  extension: true,
  ladder: true,
  source: true,
  confidence: true,
  effectiveFrom: true,
} as const;

function ruleOf(row: Prisma.TimeLimitRuleGetPayload<{ select: typeof ruleFields }>): TimeLimitRule {
  return timeLimitRule.parse({ ...row, effectiveFrom: row.effectiveFrom.toISOString() });
}

type Standing = Omit<RuleStanding, 'usedBy'>;

function standingOf(rules: readonly TimeLimitRule[], code: string, now: Date): Standing {
  return {
    code,
    inForce: ruleInForce(rules, code, now.toISOString()) ?? null,
    coming: rules
      .filter((rule) => rule.code === code && Date.parse(rule.effectiveFrom) > now.getTime())
      .toSorted((a, b) => Date.parse(a.effectiveFrom) - Date.parse(b.effectiveFrom) || a.version - b.version),
  };
}

function noSuchRule(code: string): Problem {
  return new Problem('not-found', { what: { zh: `时限规则 ${code}`, en: `time-limit rule ${code}` } });
}

/**
 * Days off on the same dates in every year (《全国年节及纪念日放假办法》): a year without them was not entered to its end.
 * The lunar festivals move, and are left to whoever reads the notice.
 */
const fixedHolidays = ['01-01', '05-01', '10-01', '10-02', '10-03'];

function mustBeWholeYear(year: number, days: readonly CalendarDay[]): void {
  const refuse = (zh: string, en: string): never => {
    throw new Problem('calendar-unknown', { year, reason: { zh, en } });
  };
  const given = new Map<string, boolean>();
  for (const { day, isWorkday } of days) {
    if (nameOfDay(dateOf(day)) !== day || !day.startsWith(`${year}-`)) refuse(`${day} 不是该年的日期`, `${day} is not a day of that year`);
    if (given.has(day)) refuse(`${day} 重复`, `${day} is given twice`);
    given.set(day, isWorkday);
  }
  for (const holiday of fixedHolidays.map((each) => `${year}-${each}`)) {
    const worked = given.get(holiday) ?? ![0, 6].includes(dateOf(holiday).getUTCDay());
    if (worked) refuse(`${holiday} 应为放假日`, `${holiday} has to be a day off`);
  }
}

function calendarOf(year: number): Label {
  return { zh: `${year} 年的放假安排`, en: `calendar of ${year}` };
}

function within(year: number): { gte: Date; lt: Date } {
  return { gte: new Date(Date.UTC(year, 0, 1)), lt: new Date(Date.UTC(year + 1, 0, 1)) };
}

function dateOf(day: string): Date {
  return new Date(`${day}T00:00:00Z`);
}

function nameOfDay(date: Date): string {
  return Number.isNaN(date.getTime()) ? '' : date.toISOString().slice(0, 10);
}

function isDuplicate(failure: unknown): boolean {
  return failure instanceof Prisma.PrismaClientKnownRequestError && failure.code === 'P2002';
}
