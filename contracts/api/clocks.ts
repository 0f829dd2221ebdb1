import { z } from 'zod';
import { clockPlan, clockUnitLabels, ruleCode, timeLimitRule, type Span } from '../clock.ts';
import { day, instant } from '../ids.ts';
import { message } from '../message.ts';

/** A longer term is a slip of the pen: ten years, or one year where minutes are counted. */
const longest: Readonly<Record<Span['unit'], number>> = {
  minute: 525_600,
  hour: 87_600,
  workingHour: 15_000,
  workday: 2_500,
  day: 3_650,
  month: 120,
};

const content = timeLimitRule.omit({ code: true, version: true });

/** What a system administrator publishes: the next version of a rule. Its number is given when it is published. */
export const newRuleVersion = content
  .check(({ value, issues }) => {
    for (const { span, path } of spansOf(value)) {
      const fault = faultOf(span);
      if (fault !== undefined) issues.push({ code: 'custom', path: [...path, 'amount'], message: fault, input: span.amount });
    }
  })
  .meta({ id: 'NewRuleVersion' });
export type NewRuleVersion = z.infer<typeof newRuleVersion>;

function spansOf({ term, extension, ladder }: z.infer<typeof content>): Array<{ span: Span; path: PropertyKey[] }> {
  return [
    { span: term, path: ['term'] },
    ...(extension === null ? [] : [{ span: extension.most, path: ['extension', 'most'] }]),
    ...ladder.flatMap(({ place }, index) => {
      if ('beforeDue' in place) return [{ span: place.beforeDue, path: ['ladder', index, 'place', 'beforeDue'] }];
      if ('afterDue' in place) return [{ span: place.afterDue, path: ['ladder', index, 'place', 'afterDue'] }];
      return [];
    }),
  ];
}

function faultOf({ amount, unit }: Span): string | undefined {
  const { zh, en } = clockUnitLabels[unit];
  if (amount > longest[unit]) return message(`不能超过${longest[unit]}${zh}`, `at most ${longest[unit]} ${en}`);
  const wholeDays = unit === 'workday' || unit === 'day' || unit === 'month';
  if (wholeDays && !Number.isInteger(amount)) return message('日、工作日、月须为整数', 'days, working days and months are whole numbers');
  return undefined;
}

export const ruleVersion = timeLimitRule.meta({ id: 'TimeLimitRule' });

/** A rule today: the version in force, and those that are still to come. */
export const ruleStanding = z
  .strictObject({
    code: ruleCode,
    inForce: ruleVersion.nullable().meta({ description: '首个版本生效前为 null · null before its first version takes effect' }),
    coming: z.array(ruleVersion),
  })
  .meta({ id: 'RuleStanding' });
export type RuleStanding = z.infer<typeof ruleStanding>;

/** All versions of a rule, the newest first. */
export const ruleHistory = z.strictObject({ code: ruleCode, versions: z.array(ruleVersion) }).meta({ id: 'RuleHistory' });

/** When a clock that starts at `from` would be due, and when its reminders would come; for no unit, so without a supervisor. */
export const forecast = clockPlan.meta({ id: 'Forecast' });
export type Forecast = z.infer<typeof forecast>;

/** A day that differs from Monday–Friday: a weekday off, or a weekend day worked (调休). */
export const calendarDay = z.strictObject({ day, isWorkday: z.boolean(), name: z.string().trim().min(1).max(20) });
export type CalendarDay = z.infer<typeof calendarDay>;

const arrangement = {
  source: z.string().trim().min(4).max(200).meta({ description: '国务院办公厅通知的文号 · the notice of the State Council' }),
  days: z.array(calendarDay).max(366),
};
export const yearBody = z.strictObject(arrangement).meta({ id: 'CalendarYearBody' });
export const calendarYear = z
  .strictObject({
    year: z.int(),
    ...arrangement,
    revision: z.int().meta({ description: '第几次发布 · how often this year was published' }),
    publishedAt: instant,
  })
  .meta({ id: 'CalendarYear' });
export type CalendarYear = z.infer<typeof calendarYear>;
