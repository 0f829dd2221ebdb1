import { z } from 'zod';
import { clockPlan, ruleCode, timeLimitRule } from '../clock.ts';
import { day, instant } from '../ids.ts';
import { label } from '../label.ts';

/** What a system administrator publishes: the next version of a rule. Its number is given when it is published. */
export const newRuleVersion = timeLimitRule.omit({ code: true, version: true }).meta({ id: 'NewRuleVersion' });
export type NewRuleVersion = z.infer<typeof newRuleVersion>;

export const ruleVersion = timeLimitRule.meta({ id: 'TimeLimitRule' });

const named = z.strictObject({ name: z.string(), label });

/** A rule today: the version in force, and those that are still to come. */
export const ruleStanding = z
  .strictObject({
    code: ruleCode,
    inForce: ruleVersion.nullable().meta({ description: '首个版本生效前为 null · null before its first version takes effect' }),
    coming: z.array(ruleVersion),
    usedBy: z.array(z.strictObject({ procedure: named.nullable(), step: named })).meta({
      description:
        '写明使用该规则的环节;procedure 为 null 的是每个流程都有的环节。未列出的由流程按情形选用 · steps that name it; a step without procedure is one of every procedure. A rule without steps is chosen as a case goes',
    }),
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

/** Years whose arrangement is published, and what waits for one that is not. */
export const calendarStanding = z
  .strictObject({
    years: z.array(calendarYear.omit({ days: true })),
    provisional: z
      .strictObject({ cases: z.int(), clocks: z.int() })
      .meta({ description: '暂定的时限及所在事项:公布放假安排后重新计算 · clocks that are provisional, and their cases: counted again when a year is published' }),
  })
  .meta({ id: 'CalendarStanding' });
export type CalendarStanding = z.infer<typeof calendarStanding>;
