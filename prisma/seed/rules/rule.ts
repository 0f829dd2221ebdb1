import type { Ladder, Span, TimeLimitRule } from '../../../contracts/clock.ts';
import type { Label } from '../../../contracts/label.ts';

/** A rule as it is shipped; its first version is in force from the beginning. */
export type FirstVersion = Omit<TimeLimitRule, 'version' | 'effectiveFrom'>;

/** What the law does not say: the unit that runs the system decides, and publishes a version of its own. */
export const byDefault = (more?: string): string => (more === undefined ? '本地默认,可配置' : `${more};本地默认,可配置`);

/** 提醒经办人 → 黄 → 提醒负责人 → 红 → 督办 */
export const usual: Ladder = [
  { act: 'remindOfficer', place: { share: 0.5 } },
  { act: 'yellow', place: { share: 0.8 } },
  { act: 'remindHead', place: { share: 0.9 } },
  { act: 'red', place: { atDue: true } },
  { act: 'supervise', place: { afterDue: { amount: 1, unit: 'workday' } } },
];

/** A no-show is answered by the procedure itself, with a substitute or a make-up: a supervisor a day later is no help. */
export const untilMissed: Ladder = usual.filter(({ act }) => act !== 'supervise' && act !== 'yellow');

/** What lapses by itself: its unit is reminded, and nobody is late. */
export const onlyReminded: Ladder = usual.filter(({ act }) => act === 'remindOfficer');

/** A window in which somebody outside may act, and need not: nobody is late. */
export const windowOnly: Ladder = [];

export function rule(
  code: string,
  label: Label,
  term: Span,
  source: string,
  confidence: TimeLimitRule['confidence'],
  { extension = null, ladder = usual }: Partial<Pick<TimeLimitRule, 'extension' | 'ladder'>> = {},
): FirstVersion {
  return { code, label, term, source, confidence, extension, ladder };
}

export const minutes = (amount: number): Span => ({ amount, unit: 'minute' });
export const hours = (amount: number): Span => ({ amount, unit: 'hour' });
export const workingHours = (amount: number): Span => ({ amount, unit: 'workingHour' });
export const workdays = (amount: number): Span => ({ amount, unit: 'workday' });
export const days = (amount: number): Span => ({ amount, unit: 'day' });
export const months = (amount: number): Span => ({ amount, unit: 'month' });
export const once = (most: Span): TimeLimitRule['extension'] => ({ times: 1, most });
