import type { z } from 'zod';
import { light } from '../../contracts/clock.ts';
import type { Backlog, liveGroupBy, LiveMeasure, UrgentCase } from '../../contracts/api/statistics.ts';
import { label } from '../../contracts/label.ts';
import { Prisma } from '../../prisma/generated/client.ts';
import type { Actor } from '../accounts/actor.ts';
import { definitionOf, procedureOf } from '../cases/case-row.ts';
import { looksDown } from '../cases/find-case.ts';
import { filterOf, type CaseFilter } from '../cases/list-cases.ts';
import { noteReads, type Reader } from '../cases/note-reads.ts';
import { dayOf } from '../clocks/calendar.ts';
import type { Deps } from '../deps.ts';
import { caseFilter } from '../policy/case-filter.ts';
import { conditionSql } from '../policy/condition-sql.ts';
import { unitsBelow } from '../registry/units-below.ts';
import { filterOfGroup, keyOf, linkTo, namesOf } from './grouping.ts';
import { tally } from './tally.ts';

interface Question {
  readonly region: string;
  readonly procedure?: string | undefined;
}

/** What is counted of the open cases, in the words of the list of cases. */
function measuresAt(now: Date): Readonly<Record<LiveMeasure, CaseFilter>> {
  const midnight = new Date(`${dayOf(now.toISOString())}T00:00:00+08:00`);
  return {
    open: { status: 'open' },
    paused: { status: 'paused' },
    yellow: { status: 'open', light: 'yellow' },
    red: { status: 'open', light: 'red' },
    dueToday: { status: 'open', dueAfter: midnight.toISOString(), dueBefore: new Date(midnight.getTime() + 86_400_000).toISOString() },
  };
}

/** The open cases of this moment that the actor may see, and by group. Closed ones cost nothing, however many there are. */
export async function backlogOf({ db, config, clock }: Deps, actor: Actor, question: Question & { readonly groupBy: z.infer<typeof liveGroupBy> }): Promise<Backlog> {
  const { region, procedure, groupBy } = question;
  const now = clock();
  const below = looksDown(actor) ? await unitsBelow(db, actor.unit) : [];
  const asked: CaseFilter = { region, procedure };
  const measures = measuresAt(now);
  const conditions = [{ status: { in: ['open', 'paused'] } }, caseFilter(actor, below), filterOf(asked)];
  const source = Prisma.sql`SELECT ${keyOf(groupBy, region)} AS key, status, light, due_at, 1 AS alike FROM "case" WHERE ${conditionSql({ AND: conditions })}`;
  const { total, groups } = await tally(db, source, measures);
  const names = await namesOf(db, groupBy, groups.map(({ key }) => key));
  const linksOf = (group: CaseFilter) =>
    Object.fromEntries(Object.entries(measures).map(([measure, filter]) => [measure, linkTo(config.publicUrl, { ...asked, ...group, ...filter })]));
  return {
    at: now.toISOString(),
    region,
    groupBy,
    total: { ...total, links: linksOf({}) },
    items: groups.map(({ key, counts }) => ({
      key,
      name: names.get(key) ?? { zh: key, en: key },
      ...counts,
      links: linksOf(filterOfGroup(groupBy, key, question)),
    })),
  };
}

/** 红黄灯: open cases that are overdue or soon will be, the longest overdue first, with who has the ball. Two statements, and what the policy needs. */
export async function urgentCases(deps: Deps, reader: Reader, { region, procedure, limit }: Question & { readonly limit: number }): Promise<UrgentCase[]> {
  const { db } = deps;
  const { actor } = reader;
  const below = looksDown(actor) ? await unitsBelow(db, actor.unit) : [];
  const rows = await db.case.findMany({
    where: { AND: [caseFilter(actor, below), filterOf({ region, procedure, status: 'open' }), { light: { in: ['yellow', 'red'] } }] },
    include: { opening: { select: { title: true } }, steps: { where: { status: { in: ['offered', 'accepted'] } }, orderBy: { seq: 'asc' } } },
    orderBy: [{ dueAt: 'asc' }, { caseNo: 'asc' }],
    take: limit,
    relationLoadStrategy: 'join',
  });
  const [names] = await Promise.all([namesOf(db, 'unit', [...new Set(rows.flatMap(({ steps }) => steps.map(({ unit }) => unit)))]), noteReads(deps, reader, rows)]);
  return rows.map((row) => {
    const procedureOfRow = procedureOf(row.procedure);
    return {
      caseNo: row.caseNo,
      workflowId: row.workflowId,
      title: row.opening.title,
      procedure: { name: procedureOfRow.name, label: procedureOfRow.label },
      stage: label.parse(procedureOfRow.stages[row.stage] ?? { zh: row.stage, en: row.stage }),
      light: light.parse(row.light),
      dueAt: row.dueAt?.toISOString() ?? null,
      confidential: row.confidential,
      holders: row.steps.map(({ unit, name }) => ({
        unit,
        name: names.get(unit) ?? { zh: unit, en: unit },
        step: definitionOf(procedureOfRow, name)?.label ?? { zh: name, en: name },
      })),
    };
  });
}
