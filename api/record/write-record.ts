import { dueOf, lightOf, type Clock } from '../../contracts/case.ts';
import type { ClockPlan, ClockRequest } from '../../contracts/clock.ts';
import type { Label } from '../../contracts/label.ts';
import type { RecordBatch, RecordReply, WholeCase } from '../../contracts/record.ts';
import type { Database } from '../database.ts';
import type { Deps } from '../deps.ts';
import { noticeChannel, noticeOf } from './notice.ts';

/** Plans the due times that a workflow asks for, by the id of the clock. */
export type PlanClocks = (requests: readonly ClockRequest[]) => Promise<Readonly<Record<string, ClockPlan>>>;

/**
 * Writes what one activation of a workflow added, in one statement: entries once, the case and its steps and clocks
 * only where the batch is newer, notifications for whom the entries tell. Twice is once; late never overwrites.
 * A worker that dies before its activation is in the history leaves a record of something that never was: the engine has it
 * done again, later and perhaps otherwise, under the same numbers. The later telling stands, with all that goes with it.
 * Told are the officers of a unit who hold one of the roles, or its heads where it has nobody who does; of a confidential
 * case only those who may see it, and its heads always, who can name somebody; nobody of his own act, nobody recused,
 * and nothing goes to the unit of the person whom the matter is about.
 * The API processes hear of it when it is committed, for the pages of those who may see the case.
 * Returns the plans of the clocks asked for: the ones written before, when the batch comes again.
 */
export async function writeRecord({ db, outbox }: Pick<Deps, 'db' | 'outbox'>, plan: PlanClocks, batch: RecordBatch): Promise<RecordReply> {
  const planned = await plan(batch.requests);
  const { names, standing, outgoing } = await write(db, batch, planned, { notify: true });
  if (outgoing) outbox.wake();
  return { plans: { ...planned, ...standing }, names };
}

/** The database, or a transaction in it. */
type Statements = Pick<Database, '$queryRaw'>;

interface Known {
  readonly names: Record<string, Label>;
  /** Plans that this very batch, or a later one, had written already: they stand. */
  readonly standing: Record<string, ClockPlan>;
  /** Something is to be delivered to a webhook. */
  readonly outgoing: boolean;
}

async function write(
  db: Statements,
  batch: RecordBatch,
  plans: Readonly<Record<string, ClockPlan>>,
  { notify }: { notify: boolean },
): Promise<Known> {
  const { picture, entries, steps, unnamed } = batch;
  const clocks = batch.clocks.map((clock): Clock => ({ ...clock, plan: plans[clock.id] ?? clock.plan }));
  const recused = picture.recused.map(({ officer }) => officer);
  const asked = clocks.filter(({ id }) => id in plans).map(({ id, seq }) => ({ id, seq }));
  const rows = await db.$queryRaw<Array<{ id: string; name: Label | null; plan: ClockPlan | null; outgoing: boolean }>>`
    WITH
    the_entries AS (
      INSERT INTO entry AS present (case_no, seq, at, kind, actor, step, clock, data, visibility, tell, key)
      SELECT ${picture.caseNo}, seq, at, kind, actor, step, clock, data, visibility, tell, key
      FROM jsonb_to_recordset(${JSON.stringify(entries)}::jsonb) AS e(
        seq int, at timestamptz, kind text, actor jsonb, step text, clock text, data jsonb, visibility text, tell jsonb, key text)
      ON CONFLICT (case_no, seq) DO UPDATE SET
        at = excluded.at, kind = excluded.kind, actor = excluded.actor, step = excluded.step, clock = excluded.clock,
        data = excluded.data, visibility = excluded.visibility, tell = excluded.tell, key = excluded.key
      WHERE present.at < excluded.at
      RETURNING seq, at, actor, tell
    ),
    the_case AS (
      INSERT INTO "case" AS present (
        case_no, workflow_id, run_id, procedure, family, region, coordinator, lead_unit, confidential, stage, status,
        outcome, light, due_at, opened_at, closed_at, units, access, recused, subject_unit, supervised_by, waits, part_of, item, service_day,
        category, grade, place, rating, trips, missed, reworks, contacted, resolved, satisfaction, coverage, seq)
      VALUES (
        ${picture.caseNo}, ${picture.workflowId}, ${picture.runId}, ${picture.procedure}, ${picture.family},
        ${picture.region}, ${picture.coordinator}, ${picture.leadUnit}, ${picture.confidential}, ${picture.stage},
        ${picture.status}, ${picture.outcome}, ${lightOf(clocks)}, ${dueOf(clocks)}::timestamptz,
        ${picture.openedAt}::timestamptz, ${picture.closedAt}::timestamptz, ${picture.units}::text[],
        ${picture.access}::text[], ${JSON.stringify(picture.recused)}::jsonb, ${picture.subjectUnit}, ${picture.supervisedBy}::text[],
        ${JSON.stringify(picture.waits)}::jsonb,
        ${picture.partOf}, ${picture.item}, ${picture.serviceDay},
        ${picture.category}, ${picture.grade}::int, ${picture.place}, ${picture.rating}::int, ${picture.trips}::int,
        ${picture.missed}::int, ${picture.reworks}::int, ${picture.contacted}::boolean, ${picture.resolved}::boolean,
        ${picture.satisfaction}::int, ${picture.coverage === null ? null : JSON.stringify(picture.coverage)}::jsonb, ${picture.seq}::int)
      ON CONFLICT (case_no) DO UPDATE SET
        run_id = excluded.run_id, opened_at = excluded.opened_at, lead_unit = excluded.lead_unit, stage = excluded.stage, status = excluded.status,
        outcome = excluded.outcome, light = excluded.light, due_at = excluded.due_at, closed_at = excluded.closed_at,
        confidential = excluded.confidential, subject_unit = excluded.subject_unit,
        units = excluded.units, access = excluded.access, recused = excluded.recused, supervised_by = excluded.supervised_by,
        waits = excluded.waits,
        part_of = excluded.part_of, item = excluded.item, service_day = excluded.service_day,
        category = excluded.category, grade = excluded.grade, place = excluded.place,
        rating = excluded.rating, trips = excluded.trips, missed = excluded.missed, reworks = excluded.reworks,
        contacted = excluded.contacted, resolved = excluded.resolved, satisfaction = excluded.satisfaction, coverage = excluded.coverage, seq = excluded.seq
      WHERE present.seq < excluded.seq OR EXISTS (SELECT FROM the_entries WHERE the_entries.seq = excluded.seq)
    ),
    the_steps AS (
      INSERT INTO step AS present (
        case_no, id, name, stage, unit, roles, status, officer, transferred_from, parent, part, about, clock,
        offered_at, done_at, data, seq)
      SELECT ${picture.caseNo}, id, name, stage, unit, ARRAY(SELECT jsonb_array_elements_text(roles)), status, officer,
        "transferredFrom", parent, part, about, clock, "offeredAt", "doneAt", data, seq
      FROM jsonb_to_recordset(${JSON.stringify(steps)}::jsonb) AS s(
        id text, name text, stage text, unit text, roles jsonb, status text, officer text, "transferredFrom" text,
        parent text, part boolean, about text, clock text, "offeredAt" timestamptz, "doneAt" timestamptz, data jsonb, seq int)
      ON CONFLICT (case_no, id) DO UPDATE SET
        name = excluded.name, stage = excluded.stage, unit = excluded.unit, roles = excluded.roles, status = excluded.status,
        officer = excluded.officer, transferred_from = excluded.transferred_from, parent = excluded.parent, part = excluded.part,
        about = excluded.about, clock = excluded.clock, offered_at = excluded.offered_at, done_at = excluded.done_at, data = excluded.data, seq = excluded.seq
      WHERE present.seq < excluded.seq OR EXISTS (SELECT FROM the_entries WHERE the_entries.seq = excluded.seq)
    ),
    the_clocks AS (
      INSERT INTO clock AS present (
        case_no, id, step, unit, rule, version, status, light, started_at, due_at, provisional, paused_at, ended_at,
        pauses, extensions, extension_pending, lapse, plan, seq)
      SELECT ${picture.caseNo}, id, step, unit, rule, (plan->>'version')::int, status, light, "startedAt",
        (plan->>'dueAt')::timestamptz, coalesce((plan->>'provisional')::boolean, false), "pausedAt", "endedAt",
        pauses, extensions, "extensionPending", lapse, plan, seq
      FROM jsonb_to_recordset(${JSON.stringify(clocks)}::jsonb) AS c(
        id text, step text, unit text, rule text, status text, light text, "startedAt" timestamptz, "pausedAt" timestamptz,
        "endedAt" timestamptz, pauses jsonb, extensions jsonb, "extensionPending" boolean, lapse jsonb, plan jsonb,
        seq int)
      ON CONFLICT (case_no, id) DO UPDATE SET
        step = excluded.step, unit = excluded.unit, rule = excluded.rule, version = excluded.version, status = excluded.status,
        light = excluded.light, started_at = excluded.started_at, lapse = excluded.lapse, due_at = excluded.due_at, provisional = excluded.provisional, paused_at = excluded.paused_at,
        ended_at = excluded.ended_at, pauses = excluded.pauses, extensions = excluded.extensions,
        extension_pending = excluded.extension_pending, plan = excluded.plan, seq = excluded.seq
      WHERE present.seq < excluded.seq OR EXISTS (SELECT FROM the_entries WHERE the_entries.seq = excluded.seq)
    ),
    the_archiving AS (
      INSERT INTO archive_due (case_no)
      SELECT ${picture.caseNo} WHERE ${picture.closedAt}::timestamptz IS NOT NULL
        AND NOT EXISTS (SELECT FROM case_archive WHERE case_no = ${picture.caseNo})
      ON CONFLICT (case_no) DO NOTHING
    ),
    told AS (
      SELECT the_entries.seq, the_entries.at, the_entries.actor->>'officer' AS doer, t.unit,
        ARRAY(SELECT jsonb_array_elements_text(t.roles)) AS roles
      FROM the_entries, jsonb_to_recordset(the_entries.tell) AS t(unit text, roles jsonb)
      WHERE ${notify}::boolean AND t.unit IS DISTINCT FROM ${picture.subjectUnit}
    ),
    the_notifications AS (
      INSERT INTO notification (case_no, seq, unit, channel, recipient, at, next_at)
      SELECT ${picture.caseNo}, told.seq, told.unit, 'inApp', officer.id, told.at, NULL::timestamptz
      FROM told
      JOIN officer ON officer.unit_code = told.unit AND officer.active
      CROSS JOIN LATERAL (SELECT officer.id::text AS id, 'unitHead' = ANY (officer.roles) AS head) AS person
      WHERE person.id IS DISTINCT FROM told.doer -- he knows
        AND NOT person.id = ANY (${recused}::text[])
        AND (officer.roles && told.roles OR person.head AND (${picture.confidential}::boolean OR NOT EXISTS (
          SELECT FROM officer AS other WHERE other.unit_code = told.unit AND other.active AND other.roles && told.roles)))
        AND (NOT ${picture.confidential}::boolean OR person.id = ANY (${picture.access}::text[])
          OR person.head AND told.unit = ANY (${picture.units}::text[])
          OR 'supervisor' = ANY (officer.roles) AND told.unit = ANY (${picture.supervisedBy}::text[]))
      UNION ALL
      SELECT ${picture.caseNo}, told.seq, told.unit, 'webhook', webhook.id, told.at, now()
      FROM told JOIN webhook ON webhook.unit = told.unit AND webhook.active
      ON CONFLICT (case_no, seq, recipient) DO NOTHING
      RETURNING channel
    )
    SELECT code AS id, name, NULL::jsonb AS plan, false AS outgoing FROM unit WHERE code = ANY(${unnamed}::text[])
    UNION ALL
    SELECT clock.id, NULL::jsonb, clock.plan, false
    FROM clock JOIN jsonb_to_recordset(${JSON.stringify(asked)}::jsonb) AS asked(id text, seq int)
      ON clock.case_no = ${picture.caseNo} AND clock.id = asked.id AND clock.seq >= asked.seq
    WHERE clock.plan IS NOT NULL AND NOT EXISTS (SELECT FROM the_entries WHERE the_entries.seq = asked.seq)
    UNION ALL
    SELECT '', NULL::jsonb, NULL::jsonb, true WHERE EXISTS (SELECT FROM the_notifications WHERE channel = 'webhook')
    UNION ALL -- never a row: it is here to be carried out
    SELECT '', NULL::jsonb, NULL::jsonb, false
    WHERE CASE WHEN ${notify}::boolean AND EXISTS (SELECT FROM the_entries) THEN pg_notify(${noticeChannel}, ${noticeOf(batch)}) IS NULL ELSE false END`;
  return {
    names: Object.fromEntries(rows.flatMap(({ id, name }) => (name === null ? [] : [[id, name]]))),
    standing: Object.fromEntries(rows.flatMap(({ id, plan }) => (plan === null ? [] : [[id, plan]]))),
    outgoing: rows.some(({ outgoing }) => outgoing),
  };
}

/** Writes a whole case anew, as its workflow tells it, where the rows are older or missing; tells nobody a second time. */
export async function writeWhole(db: Statements, { picture, entries, steps, clocks }: WholeCase): Promise<void> {
  await write(db, { picture, entries, steps, clocks, requests: [], unnamed: [] }, {}, { notify: false });
}
