import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { PrismaPg } from '@prisma/adapter-pg';
import type { NewRuleVersion } from '../../contracts/api/clocks.ts';
import type { ClockRequest } from '../../contracts/clock.ts';
import { Prisma, PrismaClient } from '../../prisma/generated/client.ts';
import { calendarYears } from '../../prisma/seed/calendar.ts';
import { timeLimitRules } from '../../prisma/seed/time-limit-rules.ts';
import { cloneDatabase, type TestDatabase } from '../../tests/rig/infra.ts';
import { createClockService, type ClockService } from './service.ts';

/** An instant as people in Beijing read it: `2026-03-02 09:00`. */
const at = (text: string) => new Date(`${text.replace(' ', 'T')}${text.length === 16 ? ':00' : ''}+08:00`).toISOString();
const endOf = (day: string) => at(`${day} 23:59:59`);
const now = new Date(at('2026-11-20 09:00'));

let database: TestDatabase;
let db: PrismaClient;
let statements: string[] = [];
let clocks: ClockService;

beforeAll(async () => {
  database = await cloneDatabase();
  const counted = new PrismaClient({
    adapter: new PrismaPg({ connectionString: database.url }),
    log: [{ emit: 'event', level: 'query' }],
  });
  counted.$on('query', ({ query }) => statements.push(query));
  db = counted;
  await seedUnits();
});

afterAll(async () => {
  await db.$disconnect();
  await database.drop();
});

beforeEach(async () => {
  await db.$transaction([db.timeLimitRule.deleteMany(), db.calendarDay.deleteMany(), db.calendarYear.deleteMany()]);
  await db.timeLimitRule.createMany({ data: timeLimitRules.map((rule) => ({ ...rule, extension: rule.extension ?? Prisma.DbNull })) });
  await db.calendarYear.createMany({ data: calendarYears().map(({ year, source }) => ({ year, source, publishedAt: now })) });
  await db.calendarDay.createMany({
    data: calendarYears().flatMap(({ days }) => days.map(({ day, isWorkday, name }) => ({ day: new Date(day), isWorkday, name }))),
  });
  clocks = createClockService({ db });
  statements = [];
});

/** county ← street ← community ← grid, beside the tree of discipline inspection, which hangs under the county too. */
async function seedUnits(): Promise<void> {
  const label = (name: string) => ({ zh: name, en: name });
  const unit = (code: string, parentCode: string | null, more: { discipline?: boolean; active?: boolean } = {}) =>
    db.unit.create({ data: { code, parentCode, name: label(code), kind: 'other', regionCode: '341002', ...more } });
  await unit('county', null);
  await unit('street', 'county');
  await unit('community', 'street');
  await unit('grid', 'community');
  await unit('dissolved', 'county', { active: false });
  await unit('orphan', 'dissolved');
  await unit('commission', 'county', { discipline: true });
  await unit('room', 'commission', { discipline: true });
  await unit('town', 'room', { discipline: true });
  const officer = (unitCode: string, roles: string[], active = true) => db.officer.create({ data: { unitCode, roles, active, name: '张三' } });
  await officer('county', ['supervisor']);
  await officer('county', ['unitHead', 'supervisor']);
  await officer('street', ['unitHead']);
  await officer('street', ['supervisor'], false);
  await officer('community', ['handler', 'supervisor']);
  await officer('dissolved', ['supervisor']);
  await officer('room', ['supervisor']);
}

function start(unit: string, more: Partial<Extract<ClockRequest, { op: 'start' }>> = {}): ClockRequest {
  return { op: 'start', clock: unit, rule: 'general.followUp', unit, from: at('2026-03-02 09:00'), ...more };
}

describe('planning', () => {
  test('gives each clock its due time and the nearest supervisor above its unit', async () => {
    const plans = await clocks.plan(['grid', 'community', 'street', 'county'].map((unit) => start(unit)));
    expect(plans['grid']).toMatchObject({ dueAt: endOf('2026-03-05'), supervisor: 'community', version: 1 });
    expect(plans['community']?.supervisor).toBe('county');
    expect(plans['street']?.supervisor).toBe('county');
    expect(plans['county']?.supervisor).toBeNull();
  });

  test('passes over a unit that is dissolved', async () => {
    expect((await clocks.plan([start('orphan')]))['orphan']?.supervisor).toBe('county');
  });

  test('keeps supervision of discipline inspection inside it', async () => {
    const plans = await clocks.plan([start('town'), start('room')]);
    expect(plans['town']?.supervisor).toBe('room');
    expect(plans['room']?.supervisor).toBeNull();
  });

  test('knows no supervisor of a unit that is not registered', async () => {
    expect((await clocks.plan([start('stranger')]))['stranger']?.supervisor).toBeNull();
  });

  test('takes two statements when cold and one when warm, however many clocks', async () => {
    const batch = Array.from({ length: 50 }, (_, index) => start('grid', { clock: `grid-${index}` }));
    expect(Object.keys(await clocks.plan(batch))).toHaveLength(50);
    expect(statements).toHaveLength(2);
    statements = [];
    await clocks.plan(batch);
    expect(statements).toHaveLength(1);
  });

  test('asks nothing of the database when nothing is asked of it', async () => {
    expect(await clocks.plan([])).toEqual({});
    expect(statements).toEqual([]);
  });

  test('works inside the transaction of its caller', async () => {
    const plans = await db.$transaction(async (transaction) => {
      await transaction.officer.updateMany({ where: { unitCode: 'community' }, data: { active: false } });
      const inside = await clocks.plan([start('grid')], transaction);
      await transaction.officer.updateMany({ where: { unitCode: 'community' }, data: { active: true } });
      return inside;
    });
    expect(plans['grid']?.supervisor).toBe('county');
  });

  test('is refused under a rule that nobody knows', async () => {
    await expect(clocks.plan([start('grid', { rule: 'general.nothing' })])).rejects.toMatchObject({ code: 'unknown-rule', status: 422 });
  });
});

const content: NewRuleVersion = {
  label: { zh: '回访', en: 'Follow-up visit' },
  term: { amount: 1, unit: 'workday' },
  extension: null,
  ladder: [{ act: 'red', place: { atDue: true } }],
  source: '屯溪区回访办法(试行)',
  confidence: 'C',
  effectiveFrom: at('2026-12-01 00:00'),
};

describe('a rule', () => {
  test('gets a next version, which counts for clocks that start when it is in force', async () => {
    await clocks.plan([start('grid')]);
    const published = await clocks.publishRule('general.followUp', content, now);
    expect(published).toEqual({ ...content, code: 'general.followUp', version: 2 });

    const dayBefore = await clocks.plan([start('grid', { from: at('2026-11-30 23:59') })]);
    const dayOf = await clocks.plan([start('grid', { from: at('2026-12-01 00:00') })]);
    expect(dayBefore['grid']).toMatchObject({ version: 1, dueAt: endOf('2026-12-03') });
    expect(dayOf['grid']).toMatchObject({ version: 2, dueAt: endOf('2026-12-02'), source: '屯溪区回访办法(试行)' });
  });

  test('counts at once in every process, however recently each looked', async () => {
    const elsewhere = createClockService({ db });
    await elsewhere.plan([start('grid')]);
    await clocks.publishRule('general.followUp', { ...content, effectiveFrom: now.toISOString() }, now);
    const plans = await elsewhere.plan([start('grid', { from: now.toISOString() })]);
    expect(plans['grid']?.version).toBe(2);
  });

  test('leaves clocks that run at their version', async () => {
    const { grid: plan } = await clocks.plan([start('grid')]);
    if (plan === undefined) throw new Error('no plan');
    await clocks.publishRule('general.followUp', { ...content, effectiveFrom: now.toISOString() }, now);
    const later = await clocks.plan([
      { op: 'resume', clock: 'grid', unit: 'grid', plan, pausedAt: at('2026-03-03 09:00'), resumedAt: at('2026-03-04 09:00') },
    ]);
    expect(later['grid']).toMatchObject({ version: 1, dueAt: endOf('2026-03-06') });
    expect(later['grid']?.rungs.map(({ act }) => act)).toEqual(plan.rungs.map(({ act }) => act));
  });

  test('cannot take effect in the past', async () => {
    const late = { ...content, effectiveFrom: new Date(now.getTime() - 1).toISOString() };
    await expect(clocks.publishRule('general.followUp', late, now)).rejects.toMatchObject({ code: 'date-in-the-past' });
    expect(await clocks.ruleHistory('general.followUp')).toHaveLength(1);
  });

  test('can be new', async () => {
    const published = await clocks.publishRule('library.lending', { ...content, extension: { times: 1, most: { amount: 1, unit: 'day' } } }, now);
    expect(published).toMatchObject({ version: 1, extension: { times: 1, most: { amount: 1, unit: 'day' } } });
  });

  test('gets one version from two people at the same moment', async () => {
    const outcomes = await Promise.allSettled([1, 2].map(() => clocks.publishRule('general.followUp', content, now)));
    const versions = (await clocks.ruleHistory('general.followUp')).map(({ version }) => version);
    const refused = outcomes.filter((outcome) => outcome.status === 'rejected');
    for (const { reason } of refused) expect(reason).toMatchObject({ code: 'conflict' });
    expect(versions).toEqual(refused.length === 1 ? [2, 1] : [3, 2, 1]);
  });

  test('shows what it was, is and will be', async () => {
    await clocks.publishRule('general.followUp', content, now);
    await clocks.publishRule('library.lending', content, now);
    const rules = await clocks.listRules(now);
    expect(rules).toHaveLength(timeLimitRules.length + 1);
    const standing = rules.find(({ code }) => code === 'general.followUp');
    expect([standing?.inForce?.version, standing?.coming.map(({ version }) => version)]).toEqual([1, [2]]);
    expect(rules.find(({ code }) => code === 'library.lending')?.inForce).toBeNull();
    expect((await clocks.listRules(new Date(content.effectiveFrom))).find(({ code }) => code === 'general.followUp')?.inForce?.version).toBe(2);
    expect((await clocks.ruleHistory('general.followUp')).map(({ version }) => version)).toEqual([2, 1]);
    await expect(clocks.ruleHistory('general.nothing')).rejects.toMatchObject({ code: 'not-found' });
  });
});

const days2027 = ['2027-01-01', '2027-10-01'].map((day) => ({ day, isWorkday: false, name: '节日' }));

describe('the calendar', () => {
  test('of a year that is published makes provisional clocks certain', async () => {
    const { grid: plan } = await clocks.plan([start('grid', { rule: 'discipline.register', from: at('2026-12-28 09:00') })]);
    if (plan === undefined) throw new Error('no plan');
    expect(plan).toMatchObject({ dueAt: endOf('2027-01-04'), provisional: true });

    await clocks.publishCalendar(2027, days2027, '测试用安排', now);
    const known = await clocks.plan([{ op: 'recount', clock: 'grid', unit: 'grid', plan, from: plan.from, extensions: [], pauses: [] }]);
    expect(known['grid']).toMatchObject({ dueAt: endOf('2027-01-05'), provisional: false });
  });

  test('is replaced as a whole when it is corrected, and counts at once elsewhere', async () => {
    const elsewhere = createClockService({ db });
    await clocks.publishCalendar(2027, [...days2027, { day: '2027-01-04', isWorkday: false, name: '误' }], '测试用安排', now);
    await elsewhere.plan([start('grid')]);
    expect(await clocks.publishCalendar(2027, days2027, '测试用安排(更正)', now)).toMatchObject({ revision: 2, days: days2027 });
    expect(await clocks.calendarYear(2027)).toEqual({
      year: 2027,
      source: '测试用安排(更正)',
      revision: 2,
      publishedAt: now.toISOString(),
      days: days2027,
    });
    const plans = await elsewhere.plan([start('grid', { rule: 'discipline.register', from: at('2026-12-28 09:00') })]);
    expect(plans['grid']?.dueAt).toBe(endOf('2027-01-05'));
    expect((await clocks.calendar()).years).toContain(2027);
  });

  test('of the year that is shipped is the one of the notice', async () => {
    const { days, revision } = await clocks.calendarYear(2026);
    expect(revision).toBe(1);
    expect(days.filter(({ isWorkday }) => isWorkday).map(({ day }) => day.slice(5))).toEqual(['01-04', '02-14', '02-28', '05-09', '09-20', '10-10']);
    await expect(clocks.calendarYear(2027)).rejects.toMatchObject({ code: 'not-found' });
  });

  test.each([
    ['a day of another year', [...days2027, { day: '2028-01-03', isWorkday: false, name: '元旦' }]],
    ['a day that does not exist', [...days2027, { day: '2027-02-30', isWorkday: false, name: '春节' }]],
    ['a day that stands there twice', [...days2027, { day: '2027-01-01', isWorkday: true, name: '元旦' }]],
    ['a fixed holiday left out', days2027.slice(0, 1)],
    ['a fixed holiday that is worked', [...days2027, { day: '2027-05-01', isWorkday: true, name: '劳动节' }]],
    ['no day at all', []],
  ])('is refused with %s, and nothing changes', async (_, days) => {
    await expect(clocks.publishCalendar(2027, days, '测试用安排', now)).rejects.toMatchObject({ code: 'calendar-unknown', facts: { year: 2027 } });
    await expect(clocks.calendarYear(2027)).rejects.toMatchObject({ code: 'not-found' });
  });

  test('takes back every year that is shipped', async () => {
    for (const { year, days, source } of calendarYears()) {
      expect(await clocks.publishCalendar(year, days, source, now)).toMatchObject({ revision: 2, days });
    }
  });

  test('published by two at once is the whole of one of them', async () => {
    const other = [...days2027, { day: '2027-02-08', isWorkday: false, name: '春节' }];
    await Promise.all([days2027, other].map((days) => clocks.publishCalendar(2027, days, '测试用安排', now)));
    const { days, revision } = await clocks.calendarYear(2027);
    expect(revision).toBe(2);
    expect([2, 3]).toContain(days.length);
  });
});

describe('a forecast', () => {
  test('is what a clock would get, with the pauses and extensions that are thought of', async () => {
    const from = at('2026-03-02 09:00');
    const { grid: plan } = await clocks.plan([start('grid', { rule: 'assistedFiling.decide', from })]);
    expect(await clocks.forecast({ rule: 'assistedFiling.decide', from })).toEqual({ ...plan, supervisor: null });
    const paused = await clocks.forecast({
      rule: 'assistedFiling.decide',
      from,
      promise: { amount: 5, unit: 'workday' },
      pauses: [{ from: at('2026-03-03 09:00'), to: at('2026-03-05 09:00') }],
      extensions: [{ amount: 1, unit: 'workday' }],
    });
    expect(paused).toMatchObject({ dueAt: endOf('2026-03-12'), from, term: { amount: 5, unit: 'workday' } });
  });

  test('is refused for a rule that is not there, or not yet in force', async () => {
    await expect(clocks.forecast({ rule: 'general.nothing', from: at('2026-03-02 09:00') })).rejects.toMatchObject({ code: 'not-found' });
    await expect(clocks.forecast({ rule: 'general.followUp', from: at('2021-03-02 09:00') })).rejects.toMatchObject({ code: 'unknown-rule' });
  });
});
