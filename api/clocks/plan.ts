import {
  clockUnitLabels,
  rungAct,
  type ClockPlan,
  type ClockRequest,
  type Ladder,
  type Span,
  type TimeLimitRule,
} from '../../contracts/clock.ts';
import { Problem } from '../http/problem.ts';
import {
  addPause,
  addSpan,
  shareOfTime,
  shareOfWorkingTime,
  subtractSpan,
  type Calendar,
  type Pause,
  type Reckoned,
} from './calendar.ts';

/** What planning rests on: every version of the rules asked for, the calendar, and who supervises a unit. */
export interface PlanFacts {
  readonly rules: readonly TimeLimitRule[];
  readonly calendar: Calendar;
  /** The nearest unit above that has a supervisor; null where there is none. */
  readonly supervisorOf: (unit: string) => string | null;
}

/**
 * Plans every clock that is asked for, by the id of the clock; what is asked of one clock, one after the other.
 * Refuses like `planClock`.
 */
export function planClocks(requests: readonly ClockRequest[], facts: PlanFacts): Record<string, ClockPlan> {
  const plans: Record<string, ClockPlan> = {};
  for (const request of requests) plans[request.clock] = planClock(request, facts, plans[request.clock]);
  return plans;
}

/**
 * Plans one clock, from its present plan unless the request says otherwise. Pure: the same facts give the same plan.
 * Refuses with `unknown-rule` where no version of the rule is in force at the start, or the pinned version is not there.
 */
export function planClock(request: ClockRequest, facts: PlanFacts, present?: ClockPlan): ClockPlan {
  const { calendar } = facts;
  if (request.op === 'start') return start(request, facts);

  const { unit } = request;
  const plan = present ?? request.plan;
  if (plan === null) throw new Error(`the clock ${request.clock} was never started`);
  switch (request.op) {
    case 'resume': {
      const pause = { from: request.pausedAt, to: request.resumedAt };
      return replan({ plan, unit }, due(calendar, plan, { pauses: [pause], extensions: [] }), facts);
    }
    case 'extend':
      return replan({ plan, unit }, due(calendar, plan, { pauses: [], extensions: [request.by] }), facts);
    case 'recount': {
      const first = addSpan(calendar, request.from, plan.term);
      const counted = due(calendar, { term: plan.term, dueAt: first.at, provisional: first.provisional }, request);
      return replan({ plan: { ...plan, from: instantOf(request.from) }, unit }, counted, facts);
    }
  }
}

/** The version in force at an instant: the latest to have taken effect; of two from the same instant, the newer one. */
export function ruleInForce(rules: readonly TimeLimitRule[], code: string, at: string): TimeLimitRule | undefined {
  const instant = Date.parse(at);
  return rules
    .filter((rule) => rule.code === code && Date.parse(rule.effectiveFrom) <= instant)
    .toSorted((a, b) => Date.parse(b.effectiveFrom) - Date.parse(a.effectiveFrom) || b.version - a.version)
    .at(0);
}

/** 承诺时限: a matter may promise less than the rule allows, never more. */
function start(request: Extract<ClockRequest, { op: 'start' }>, facts: PlanFacts): ClockPlan {
  const rule = ruleInForce(facts.rules, request.rule, request.from);
  if (rule === undefined) throw new Problem('unknown-rule', { rule: request.rule });

  const byRule = { term: rule.term, source: rule.source, ...addSpan(facts.calendar, request.from, rule.term) };
  const { promise } = request;
  const byPromise = promise && {
    term: promise,
    source: `${rule.source};承诺时限${promise.amount}${clockUnitLabels[promise.unit].zh}`,
    ...addSpan(facts.calendar, request.from, promise),
  };
  const { term, source, at, provisional } = byPromise && Date.parse(byPromise.at) < Date.parse(byRule.at) ? byPromise : byRule;

  return withRungs(
    {
      rule: rule.code,
      version: rule.version,
      label: rule.label,
      term,
      source,
      from: instantOf(request.from),
      dueAt: at,
      provisional,
      extension: rule.extension,
    },
    rule.ladder,
    request.unit,
    facts,
  );
}

/** What was added to a term since it began: pauses first, in their order, and the extensions from the due time that they left. */
function due(
  calendar: Calendar,
  plan: Pick<ClockPlan, 'term' | 'dueAt' | 'provisional'>,
  added: { readonly pauses: readonly Pause[]; readonly extensions: readonly Span[] },
): Reckoned {
  const moves = [
    ...added.pauses.map((pause) => (at: string) => addPause(calendar, at, plan.term.unit, pause)),
    ...added.extensions.map((by) => (at: string) => addSpan(calendar, at, by)),
  ];
  return moves.reduce<Reckoned>(
    (so, move) => {
      const { at, provisional } = move(so.at);
      return { at, provisional: so.provisional || provisional };
    },
    { at: plan.dueAt, provisional: plan.provisional },
  );
}

/** The same clock under the version it was started with, and a new due time. */
function replan(
  { plan, unit }: { readonly plan: ClockPlan; readonly unit: string },
  { at, provisional }: Reckoned,
  facts: PlanFacts,
): ClockPlan {
  const pinned = facts.rules.find((rule) => rule.code === plan.rule && rule.version === plan.version);
  if (pinned === undefined) throw new Problem('unknown-rule', { rule: `${plan.rule} (version ${plan.version})` });
  return withRungs({ ...plan, dueAt: at, provisional }, pinned.ladder, unit, facts);
}

function withRungs(
  plan: Omit<ClockPlan, 'rungs' | 'supervisor'>,
  ladder: Ladder,
  unit: string,
  { calendar, supervisorOf }: PlanFacts,
): ClockPlan {
  const placed = ladder.map(({ act, place }) => ({ act, ...placeOf(plan, place, calendar) }));
  const rungs = placed.map(({ act, at }) => ({ act, at: later(at, plan.from) })).toSorted(inTime);
  return {
    ...plan,
    provisional: plan.provisional || placed.some((rung) => rung.provisional),
    rungs,
    supervisor: supervisorOf(unit),
  };
}

/** A share of a term in working units is a share of its working time, so that nobody is reminded during a holiday. */
function placeOf(
  { from, dueAt, term }: Pick<ClockPlan, 'from' | 'dueAt' | 'term'>,
  place: Ladder[number]['place'],
  calendar: Calendar,
): Reckoned {
  if ('share' in place) {
    const working = term.unit === 'workday' || term.unit === 'workingHour';
    return working ? shareOfWorkingTime(calendar, from, dueAt, place.share) : shareOfTime(from, dueAt, place.share);
  }
  if ('beforeDue' in place) return subtractSpan(calendar, dueAt, place.beforeDue);
  if ('afterDue' in place) return addSpan(calendar, dueAt, place.afterDue);
  return { at: dueAt, provisional: false };
}

function later(a: string, b: string): string {
  return Date.parse(a) < Date.parse(b) ? b : a;
}

function inTime(a: ClockPlan['rungs'][number], b: ClockPlan['rungs'][number]): number {
  return Date.parse(a.at) - Date.parse(b.at) || rungAct.options.indexOf(a.act) - rungAct.options.indexOf(b.act);
}

/** Instants of plans are written in UTC with milliseconds, whatever zone they came in. */
function instantOf(text: string): string {
  return new Date(text).toISOString();
}
