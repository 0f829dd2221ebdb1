import { describe, expect, test } from '@jest/globals';
import type { ClockPlan, ClockRequest, Ladder, Span, TimeLimitRule } from '../../contracts/clock.ts';
import { calendarYears } from '../../prisma/seed/calendar.ts';
import { timeLimitRules } from '../../prisma/seed/time-limit-rules.ts';
import { usualWorkingHours, type Calendar } from './calendar.ts';
import { planClock, planClocks, ruleInForce, type PlanFacts } from './plan.ts';

const seeded = calendarYears();
const calendar: Calendar = {
  years: seeded.map(({ year }) => year),
  exceptions: Object.fromEntries(seeded.flatMap(({ days }) => days.map(({ day, isWorkday }) => [day, isWorkday]))),
  workingHours: usualWorkingHours,
};
const calendarWith2027: Calendar = {
  ...calendar,
  years: [...calendar.years, 2027],
  exceptions: { ...calendar.exceptions, '2027-01-01': false },
};
const facts: PlanFacts = { rules: timeLimitRules, calendar, supervisorOf: (unit) => (unit === 'lone' ? null : `above-${unit}`) };

/** An instant as people in Beijing read it: `2026-03-02 09:00`. */
const at = (text: string) => new Date(`${text.replace(' ', 'T')}${text.length === 16 ? ':00' : ''}+08:00`).toISOString();
const endOf = (day: string) => at(`${day} 23:59:59`);

function start(rule: string, from: string, more: { promise?: Span; unit?: string } = {}, given: PlanFacts = facts): ClockPlan {
  return planClock({ op: 'start', clock: 'c', rule, unit: 'town', from: at(from), ...more }, given);
}
const resume = (plan: ClockPlan, pausedAt: string, resumedAt: string, given = facts): ClockPlan =>
  planClock({ op: 'resume', clock: 'c', unit: 'town', plan, pausedAt: at(pausedAt), resumedAt: at(resumedAt) }, given);
const extend = (plan: ClockPlan, by: Span, given = facts): ClockPlan =>
  planClock({ op: 'extend', clock: 'c', unit: 'town', plan, by, at: plan.from }, given);
const recount = (plan: ClockPlan, more: Partial<Extract<ClockRequest, { op: 'recount' }>>, given: PlanFacts): ClockPlan =>
  planClock({ op: 'recount', clock: 'c', unit: 'town', plan, from: plan.from, extensions: [], pauses: [], ...more }, given);

function version(code: string, number: number, effectiveFrom: string, term: Span, ladder: Ladder = []): TimeLimitRule {
  const label = { zh: '试行', en: 'trial' };
  return { code, version: number, label, term, extension: null, ladder, source: '测试', confidence: 'U', effectiveFrom };
}
const withRules = (...rules: TimeLimitRule[]): PlanFacts => ({ ...facts, rules });

describe('a clock that starts', () => {
  test('pins the rule with its version, label, term, source and extension', () => {
    const plan = start('discipline.verify', '2026-06-10 09:00');
    expect(plan).toMatchObject({
      rule: 'discipline.verify',
      version: 1,
      label: { zh: '联合核查', en: 'Verification' },
      term: { amount: 2, unit: 'month' },
      extension: { times: 1, most: { amount: 1, unit: 'month' } },
      from: at('2026-06-10 09:00'),
      dueAt: endOf('2026-08-10'),
      provisional: false,
      supervisor: 'above-town',
    });
    expect(plan.source).toContain('1994');
  });

  test('keeps its start in UTC, whatever zone it was given in', () => {
    const plan = planClock({ op: 'start', clock: 'c', rule: 'general.followUp', unit: 'town', from: '2026-03-02T09:00:00+08:00' }, facts);
    expect(plan.from).toBe('2026-03-02T01:00:00.000Z');
  });

  test('has no supervisor where nobody above has one', () => {
    expect(start('general.followUp', '2026-03-02 09:00', { unit: 'lone' }).supervisor).toBeNull();
  });

  test('is refused under a rule that nobody knows', () => {
    expect(() => start('general.nothing', '2026-03-02 09:00')).toThrow(expect.objectContaining({ code: 'unknown-rule', facts: { rule: 'general.nothing' } }));
  });

  test('is refused under a rule that is not yet in force', () => {
    const later = withRules(version('general.new', 1, at('2026-03-02 09:00'), { amount: 1, unit: 'day' }));
    expect(() => start('general.new', '2026-03-02 08:59', {}, later)).toThrow(expect.objectContaining({ code: 'unknown-rule' }));
    expect(start('general.new', '2026-03-02 09:00', {}, later).version).toBe(1);
  });

  test('takes the version in force at its start, not the newest', () => {
    const rules = withRules(
      version('general.new', 1, at('2026-01-01 00:00'), { amount: 1, unit: 'day' }),
      version('general.new', 2, at('2026-03-01 00:00'), { amount: 2, unit: 'day' }),
      version('general.new', 3, at('2026-03-01 00:00'), { amount: 3, unit: 'day' }),
      version('general.new', 4, at('2026-06-01 00:00'), { amount: 4, unit: 'day' }),
    );
    expect(start('general.new', '2026-02-28 23:59', {}, rules).version).toBe(1);
    expect(start('general.new', '2026-03-01 00:00', {}, rules).version).toBe(3);
    expect(start('general.new', '2026-05-31 23:59', {}, rules).version).toBe(3);
    expect(start('general.new', '2026-06-01 00:00', {}, rules).version).toBe(4);
    expect(ruleInForce(rules.rules, 'general.new', at('2025-12-31 23:59'))).toBeUndefined();
  });
});

describe('a promise', () => {
  test('that is shorter than the rule is the term, and says so', () => {
    const plan = start('assistedFiling.decide', '2026-03-02 09:00', { promise: { amount: 3, unit: 'workday' } });
    expect(plan).toMatchObject({ dueAt: endOf('2026-03-05'), term: { amount: 3, unit: 'workday' }, version: 1 });
    expect(plan.source).toContain('行政许可法');
    expect(plan.source).toContain('承诺时限3个工作日');
  });

  test('that is longer than the rule or as long changes nothing', () => {
    const byRule = start('assistedFiling.decide', '2026-03-02 09:00');
    expect(byRule.dueAt).toBe(endOf('2026-03-30'));
    expect(start('assistedFiling.decide', '2026-03-02 09:00', { promise: { amount: 21, unit: 'workday' } })).toEqual(byRule);
    expect(start('assistedFiling.decide', '2026-03-02 09:00', { promise: { amount: 20, unit: 'workday' } })).toEqual(byRule);
  });

  test('in another unit is compared by its end', () => {
    expect(start('assistedFiling.decide', '2026-03-02 09:00', { promise: { amount: 25, unit: 'day' } }).term.unit).toBe('day');
    expect(start('assistedFiling.decide', '2026-03-02 09:00', { promise: { amount: 29, unit: 'day' } }).term.unit).toBe('workday');
  });
});

describe('the ladder', () => {
  test('of a term in days stands at shares of its time', () => {
    const ladder: Ladder = [
      { act: 'supervise', place: { afterDue: { amount: 1, unit: 'workday' } } },
      { act: 'red', place: { atDue: true } },
      { act: 'yellow', place: { beforeDue: { amount: 2, unit: 'day' } } },
      { act: 'remindOfficer', place: { share: 0.5 } },
    ];
    const rules = withRules(version('general.new', 1, at('2026-01-01 00:00'), { amount: 10, unit: 'day' }, ladder));
    const plan = start('general.new', '2026-03-02 23:59', {}, rules);
    expect(plan.dueAt).toBe(endOf('2026-03-12'));
    expect(plan.rungs).toEqual([
      { act: 'remindOfficer', at: '2026-03-07T15:59:29.500Z' },
      { act: 'yellow', at: endOf('2026-03-10') },
      { act: 'red', at: endOf('2026-03-12') },
      { act: 'supervise', at: endOf('2026-03-13') },
    ]);
  });

  test('of a term in working days stands at shares of its working time, so that nobody is reminded in a holiday', () => {
    const { rungs } = start('general.followUp', '2026-02-13 08:30');
    expect(rungs).toEqual([
      { act: 'remindOfficer', at: at('2026-02-14 17:30') },
      { act: 'yellow', at: at('2026-02-25 09:48') },
      { act: 'remindHead', at: at('2026-02-25 14:54') },
      { act: 'red', at: endOf('2026-02-25') },
      { act: 'supervise', at: endOf('2026-02-26') },
    ]);
  });

  test('never begins before the clock does', () => {
    const ladder: Ladder = [{ act: 'yellow', place: { beforeDue: { amount: 5, unit: 'workday' } } }];
    const rules = withRules(version('general.new', 1, at('2026-01-01 00:00'), { amount: 1, unit: 'workday' }, ladder));
    expect(start('general.new', '2026-03-02 09:00', {}, rules).rungs).toEqual([{ act: 'yellow', at: at('2026-03-02 09:00') }]);
  });

  test('keeps its order where two rungs fall together', () => {
    const ladder: Ladder = [
      { act: 'red', place: { atDue: true } },
      { act: 'yellow', place: { share: 1 } },
    ];
    const rules = withRules(version('general.new', 1, at('2026-01-01 00:00'), { amount: 1, unit: 'hour' }, ladder));
    expect(start('general.new', '2026-03-02 09:00', {}, rules).rungs.map(({ act }) => act)).toEqual(['yellow', 'red']);
  });

  test('is empty for a window', () => {
    expect(start('discipline.objection', '2026-03-02 09:00')).toMatchObject({ rungs: [], dueAt: endOf('2026-03-17') });
  });
});

describe('a clock that was paused', () => {
  test('in working days gets back the working days of the pause', () => {
    const plan = start('discipline.register', '2026-02-10 09:00');
    expect(plan.dueAt).toBe(endOf('2026-02-24'));
    expect(resume(plan, '2026-02-11 10:00', '2026-02-13 10:00').dueAt).toBe(endOf('2026-02-26'));
    expect(resume(plan, '2026-02-14 18:00', '2026-02-23 18:00').dueAt).toBe(endOf('2026-02-24'));
    expect(resume(plan, '2026-02-14 18:00', '2026-02-24 08:00').dueAt).toBe(endOf('2026-02-25'));
  });

  test('in months gets back the days of the pause, and ends on a working day', () => {
    const plan = start('discipline.verify', '2026-06-10 09:00');
    expect(resume(plan, '2026-07-01 09:00', '2026-07-10 09:00').dueAt).toBe(endOf('2026-08-19'));
    expect(resume(plan, '2026-07-01 09:00', '2026-07-13 09:00').dueAt).toBe(endOf('2026-08-24'));
  });

  test('in days, in working hours and in minutes gets back its own time', () => {
    expect(resume(start('assistedFiling.rating', '2026-03-02 09:00'), '2026-03-03 09:00', '2026-03-05 09:00').dueAt).toBe(endOf('2026-03-11'));
    expect(resume(start('assistedFiling.consult', '2026-03-02 11:30'), '2026-03-02 11:45', '2026-03-02 15:00').dueAt).toBe(at('2026-03-02 15:45'));
    expect(resume(start('serviceDay.checkIn', '2026-03-06 09:00'), '2026-03-06 09:05', '2026-03-06 09:25').dueAt).toBe(at('2026-03-06 09:35'));
  });

  test('keeps its start and its version, and the rungs move with the due time', () => {
    const plan = start('general.followUp', '2026-03-02 08:30');
    const moved = resume(plan, '2026-03-03 09:00', '2026-03-04 09:00');
    expect(moved).toMatchObject({ from: plan.from, version: 1, term: plan.term, dueAt: endOf('2026-03-06') });
    expect(moved.rungs.find(({ act }) => act === 'red')?.at).toBe(endOf('2026-03-06'));
    expect(moved.rungs.find(({ act }) => act === 'supervise')?.at).toBe(endOf('2026-03-09'));
    expect(moved.rungs.find(({ act }) => act === 'remindOfficer')?.at).toBe(at('2026-03-04 11:45'));
  });

  test('keeps to the ladder it was started with when the rule has a newer version', () => {
    const [first, second] = [
      version('general.new', 1, at('2026-01-01 00:00'), { amount: 5, unit: 'workday' }, [{ act: 'yellow', place: { atDue: true } }]),
      version('general.new', 2, at('2026-03-03 00:00'), { amount: 1, unit: 'workday' }, [{ act: 'red', place: { atDue: true } }]),
    ];
    const plan = start('general.new', '2026-03-02 09:00', {}, withRules(first, second));
    const moved = resume(plan, '2026-03-03 09:00', '2026-03-04 09:00', withRules(first, second));
    expect(moved).toMatchObject({ version: 1, dueAt: endOf('2026-03-10'), rungs: [{ act: 'yellow', at: endOf('2026-03-10') }] });
    expect(() => resume(plan, '2026-03-03 09:00', '2026-03-04 09:00', withRules(second))).toThrow(expect.objectContaining({ code: 'unknown-rule' }));
  });

  test('is moved by the unit of its promise, where that was the term', () => {
    const plan = start('assistedFiling.decide', '2026-03-02 09:00', { promise: { amount: 3, unit: 'day' } });
    expect(resume(plan, '2026-03-03 09:00', '2026-03-08 09:00').dueAt).toBe(endOf('2026-03-10'));
  });

  test('a second time is moved from where the first pause left it', () => {
    const once = resume(start('discipline.register', '2026-03-02 09:00'), '2026-03-03 09:00', '2026-03-04 09:00');
    expect(once.dueAt).toBe(endOf('2026-03-10'));
    expect(resume(once, '2026-03-05 09:00', '2026-03-09 09:00').dueAt).toBe(endOf('2026-03-12'));
  });
});

describe('an extension', () => {
  test('is counted from the due time', () => {
    const plan = start('assistedFiling.decide', '2026-03-02 09:00');
    expect(extend(plan, { amount: 10, unit: 'workday' }).dueAt).toBe(endOf('2026-04-14'));
    const verify = start('discipline.verify', '2026-06-10 09:00');
    expect(extend(verify, { amount: 1, unit: 'month' }).dueAt).toBe(endOf('2026-09-10'));
  });

  test('moves the rungs, and the shares are still counted from the start', () => {
    const plan = start('discipline.verify', '2026-06-10 09:00');
    const longer = extend(plan, { amount: 1, unit: 'month' });
    expect(longer).toMatchObject({ from: plan.from, term: plan.term });
    const halfway = (Date.parse(plan.from) + Date.parse(longer.dueAt)) / 2;
    expect(longer.rungs[0]).toEqual({ act: 'remindOfficer', at: new Date(halfway).toISOString() });
  });

  test('of an overdue clock counts from the due time too', () => {
    const plan = start('discipline.register', '2026-03-02 09:00');
    const late = planClock({ op: 'extend', clock: 'c', unit: 'town', plan, by: { amount: 2, unit: 'workday' }, at: at('2026-03-20 09:00') }, facts);
    expect(late.dueAt).toBe(endOf('2026-03-11'));
  });
});

describe('a clock beyond the published calendar', () => {
  test('is provisional, and certain once the year is known', () => {
    const plan = start('discipline.register', '2026-12-28 09:00');
    expect(plan).toMatchObject({ dueAt: endOf('2027-01-04'), provisional: true });
    const known = recount(plan, {}, { ...facts, calendar: calendarWith2027 });
    expect(known).toMatchObject({ dueAt: endOf('2027-01-05'), provisional: false, from: plan.from, version: 1 });
  });

  test('stays provisional when it is counted again too early', () => {
    const plan = start('discipline.register', '2026-12-28 09:00');
    expect(recount(plan, {}, facts)).toEqual(plan);
  });

  test('is provisional when only a rung after the due time is not known', () => {
    const plan = start('general.followUp', '2026-12-28 09:00');
    expect(plan).toMatchObject({ dueAt: endOf('2026-12-31'), provisional: true });
    expect(plan.rungs.at(-1)).toEqual({ act: 'supervise', at: endOf('2027-01-01') });
    const known = recount(plan, {}, { ...facts, calendar: calendarWith2027 });
    expect(known).toMatchObject({ dueAt: endOf('2026-12-31'), provisional: false });
    expect(known.rungs.at(-1)).toEqual({ act: 'supervise', at: endOf('2027-01-04') });
  });

  test('of the last days of a known year is certain', () => {
    expect(start('general.followUp', '2026-12-25 09:00')).toMatchObject({ dueAt: endOf('2026-12-30'), provisional: false });
    expect(start('assistedFiling.rating', '2026-12-26 09:00')).toMatchObject({ dueAt: endOf('2026-12-31'), provisional: false });
    expect(start('assistedFiling.rating', '2026-12-27 09:00')).toMatchObject({ dueAt: endOf('2027-01-01'), provisional: true });
  });

  test('is counted again with its pauses and extensions, and keeps a promise', () => {
    const more = { ...facts, calendar: calendarWith2027 };
    const plan = start('assistedFiling.decide', '2026-12-21 09:00', { promise: { amount: 5, unit: 'workday' } });
    expect(plan).toMatchObject({ dueAt: endOf('2026-12-28'), provisional: false });
    const paused = resume(plan, '2026-12-22 09:00', '2026-12-24 09:00');
    const longer = extend(paused, { amount: 2, unit: 'workday' });
    expect(longer).toMatchObject({ dueAt: endOf('2027-01-01'), provisional: true });
    const known = recount(
      longer,
      { pauses: [{ from: at('2026-12-22 09:00'), to: at('2026-12-24 09:00') }], extensions: [{ amount: 2, unit: 'workday' }] },
      more,
    );
    expect(known).toMatchObject({ dueAt: endOf('2027-01-04'), provisional: false, term: { amount: 5, unit: 'workday' } });
  });

  test('stays provisional through a pause, until it is counted again', () => {
    const more = { ...facts, calendar: calendarWith2027 };
    const plan = start('discipline.register', '2026-12-28 09:00');
    expect(resume(plan, '2026-12-29 09:00', '2026-12-30 09:00', more).provisional).toBe(true);
  });
});

test('a batch is planned by the ids of its clocks', () => {
  const requests: ClockRequest[] = [
    { op: 'start', clock: 'verify.verify', rule: 'discipline.verify', unit: 'room', from: at('2026-06-10 09:00') },
    { op: 'start', clock: 'feedBack.feedBack', rule: 'discipline.feedBack', unit: 'town', from: at('2026-06-10 09:00') },
  ];
  const plans = planClocks(requests, facts);
  expect(Object.keys(plans)).toEqual(['verify.verify', 'feedBack.feedBack']);
  expect(plans['verify.verify']?.supervisor).toBe('above-room');
  expect(plans['feedBack.feedBack']?.dueAt).toBe(endOf('2026-07-02'));
});

test('what is asked of one clock in one call is reckoned one after the other', () => {
  const unit = 'town';
  const from = at('2026-06-10 09:00');
  const [pausedAt, resumedAt] = [at('2026-06-15 09:00'), at('2026-06-17 09:00')];
  const by: Span = { amount: 1, unit: 'month' };
  const plan = start('discipline.verify', '2026-06-10 09:00');
  const together = planClocks(
    [
      { op: 'start', clock: 'c', rule: 'discipline.verify', unit, from },
      { op: 'resume', clock: 'c', unit, plan: null, pausedAt, resumedAt },
      { op: 'extend', clock: 'c', unit, plan: null, by, at: resumedAt },
    ],
    facts,
  );
  expect(together['c']).toEqual(extend(resume(plan, '2026-06-15 09:00', '2026-06-17 09:00'), by));
});
