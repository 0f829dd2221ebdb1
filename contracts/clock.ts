import { z } from 'zod';
import { choice, titled } from './form.ts';
import { instant, unitCode } from './ids.ts';
import { label, type Label } from './label.ts';
import { message } from './message.ts';

export const clockUnitLabels = {
  minute: { zh: '分钟', en: 'minutes' },
  hour: { zh: '小时', en: 'hours' },
  workingHour: { zh: '工作时', en: 'working hours' },
  workday: { zh: '个工作日', en: 'working days' },
  day: { zh: '日', en: 'days' },
  month: { zh: '个月', en: 'months' },
} as const;

/** 分 小时 工作时 工作日 日 月. Working hours and working days follow the calendar with 调休. */
export const clockUnit = choice(clockUnitLabels);
export type ClockUnit = z.infer<typeof clockUnit>;

/** A longer span is a slip of the pen: ten years, or one year where minutes are counted. */
const longest: Readonly<Record<ClockUnit, number>> = {
  minute: 525_600,
  hour: 87_600,
  workingHour: 15_000,
  workday: 2_500,
  day: 3_650,
  month: 120,
};

const spanFields = { amount: titled(z.number().positive(), '数量', 'Amount'), unit: titled(clockUnit, '单位', 'Unit') };

export const span = z.strictObject(spanFields).check(({ value, issues }) => {
  const fault = faultOf(value);
  if (fault !== undefined) issues.push({ code: 'custom', path: ['amount'], message: fault, input: value.amount });
});
export type Span = z.infer<typeof span>;

function faultOf({ amount, unit }: { readonly amount: number; readonly unit: ClockUnit }): string | undefined {
  const { zh, en } = clockUnitLabels[unit];
  if (amount > longest[unit]) return message(`不能超过${longest[unit]}${zh}`, `at most ${longest[unit]} ${en}`);
  const wholeDays = unit === 'workday' || unit === 'day' || unit === 'month';
  if (wholeDays && !Number.isInteger(amount)) return message('日、工作日、月须为整数', 'days, working days and months are whole numbers');
  return undefined;
}

/** A span in words, such as 15个工作日. */
export function spanLabel({ amount, unit }: Span): Label {
  return { zh: `${amount}${clockUnitLabels[unit].zh}`, en: `${amount} ${clockUnitLabels[unit].en}` };
}

/** Rungs of a ladder in the order in which they come. The last one gives the supervisor a supervision step (督办). */
export const rungAct = z.enum(['remindOfficer', 'yellow', 'remindHead', 'red', 'supervise']);
export type RungAct = z.infer<typeof rungAct>;

export const rungLabels = {
  remindOfficer: { zh: '提醒经办人', en: 'the officer is reminded' },
  yellow: { zh: '亮黄灯', en: 'the light turns yellow' },
  remindHead: { zh: '提醒单位负责人', en: 'the head of the unit is reminded' },
  red: { zh: '超期,亮红灯', en: 'overdue: the light turns red' },
  supervise: { zh: '转督办', en: 'the supervisor gets a supervision step' },
} as const;

/** 蓝 黄 红 */
export const light = z.enum(['blue', 'yellow', 'red']);
export type Light = z.infer<typeof light>;
export const lightLabels = {
  blue: { zh: '蓝', en: 'blue' },
  yellow: { zh: '黄', en: 'yellow' },
  red: { zh: '红', en: 'red' },
} as const;

/** Where a rung stands: a share of the term (0.5 is half-way), or a span before or after the due time. */
export const rungPlace = z.union([
  z.strictObject({ share: z.number().min(0).max(1) }),
  z.strictObject({ beforeDue: span }),
  z.strictObject({ atDue: z.literal(true) }),
  z.strictObject({ afterDue: span }),
]);

export const ladder = z.array(z.strictObject({ act: rungAct, place: rungPlace })).max(10);
export type Ladder = z.infer<typeof ladder>;

export const extensionAllowance = z.strictObject({
  times: z.int().min(1),
  most: span,
  redAfter: z.int().min(0).optional().meta({ description: '延期超过几次即亮红灯 · the light is red after more extensions than these' }),
});

/** How sure we are of a rule: C certain (text read), L likely, U unsure: a configurable default that says so. */
export const confidence = z.enum(['C', 'L', 'U']);

export const ruleCode = z.string().regex(/^[a-z][A-Za-z]*(\.[a-z][A-Za-z]*)+$/, message('时限规则代码形如 discipline.tellAcceptance', 'a rule code looks like discipline.tellAcceptance'));

/** A versioned time-limit rule (时限规则). The version is pinned when a clock starts. */
export const timeLimitRule = z.strictObject({
  code: ruleCode,
  version: z.int().min(1),
  label,
  term: span,
  extension: extensionAllowance.nullable(),
  ladder,
  source: z.string().min(1).meta({ description: 'the law or local paper, with its article' }),
  confidence,
  effectiveFrom: instant,
});
export type TimeLimitRule = z.infer<typeof timeLimitRule>;

/** A clock as it was planned: what the workflow arms its timers with, pinned in its history. */
export const clockPlan = z.strictObject({
  rule: ruleCode,
  version: z.int(),
  label,
  term: span,
  source: z.string(),
  /** When the clock started. Pauses and extensions leave it; shares of the term are counted from here. */
  from: instant,
  dueAt: instant,
  /** The due time, or a rung after it, lies beyond the known calendar; they are set again when the arrangement of that year is published. */
  provisional: z.boolean(),
  rungs: z.array(z.strictObject({ act: rungAct, at: instant })),
  /** The unit that gets the supervision step: the nearest above the clock's unit that has a supervisor. */
  supervisor: unitCode.nullable(),
  extension: extensionAllowance.nullable(),
});
export type ClockPlan = z.infer<typeof clockPlan>;

/**
 * What a workflow asks of the calendar and the rules.
 * start: a new clock under the version in force at `from`; with `promise`, the shorter of the rule and the promise of the matter.
 * resume: moved by the working (or wall) time that the pause took. extend: approved, counted from the due time.
 * recount: a provisional clock, after its calendar became known, from its first instant with what was added since.
 * Requests for one clock are answered in their order, each on what the one before came to; `plan` is what the first of
 * them rests on, null where it is the clock's start.
 */
export const clockRequest = z.discriminatedUnion('op', [
  z.strictObject({
    op: z.literal('start'),
    clock: z.string(),
    rule: ruleCode,
    unit: unitCode,
    from: instant,
    promise: span.optional(),
  }),
  z.strictObject({
    op: z.literal('resume'),
    clock: z.string(),
    unit: unitCode,
    plan: clockPlan.nullable(),
    pausedAt: instant,
    resumedAt: instant,
  }),
  z.strictObject({ op: z.literal('extend'), clock: z.string(), unit: unitCode, plan: clockPlan.nullable(), by: span, at: instant }),
  z.strictObject({
    op: z.literal('recount'),
    clock: z.string(),
    unit: unitCode,
    plan: clockPlan.nullable(),
    from: instant,
    extensions: z.array(span),
    pauses: z.array(z.strictObject({ from: instant, to: instant })),
  }),
]);
export type ClockRequest = z.infer<typeof clockRequest>;
