import { spanLabel, type Ladder, type TimeLimitRule } from '../../contracts/clock.ts';
import type { Label } from '../../contracts/label.ts';
import { both } from './fields.ts';

/** Where a rung stands, in words: 过半 50%, 到期前 2 小时. */
export function placeLabel(place: Ladder[number]['place']): Label {
  if ('share' in place) return filled('ladder.share', { zh: percent(place.share), en: percent(place.share) });
  if ('beforeDue' in place) return filled('ladder.beforeDue', spanLabel(place.beforeDue));
  if ('afterDue' in place) return filled('ladder.afterDue', spanLabel(place.afterDue));
  return both('ladder.atDue');
}

export function percent(share: number): string {
  return `${Math.round(share * 1000) / 10}%`;
}

function filled(word: 'ladder.share' | 'ladder.beforeDue' | 'ladder.afterDue', value: Label): Label {
  const { zh, en } = both(word);
  return { zh: zh.replace('{value}', value.zh), en: en.replace('{value}', value.en) };
}

/** The rungs in the order in which they usually come. */
export function inOrder(ladder: Ladder): Ladder {
  return ladder.toSorted((a, b) => rank(a.place) - rank(b.place));
}

function rank(place: Ladder[number]['place']): number {
  if ('share' in place) return place.share;
  if ('beforeDue' in place) return 0.99;
  return 'afterDue' in place ? 2 : 1.5;
}

export type Standing = 'inForce' | 'coming' | 'former';

/** Whether a version is in force now, still to come, or was replaced: the latest to have taken effect holds; of two from one instant the newer. */
export function standingOf(version: TimeLimitRule, all: readonly TimeLimitRule[], now: number): Standing {
  if (Date.parse(version.effectiveFrom) > now) return 'coming';
  return versionAt(all, now)?.version === version.version ? 'inForce' : 'former';
}

export function versionAt(all: readonly TimeLimitRule[], at: number): TimeLimitRule | undefined {
  return all
    .filter(({ effectiveFrom }) => Date.parse(effectiveFrom) <= at)
    .toSorted((a, b) => Date.parse(b.effectiveFrom) - Date.parse(a.effectiveFrom) || b.version - a.version)
    .at(0);
}

/** An instant of an `input` for local time, which is Asia/Shanghai here whatever the device says. */
export function fromInput(text: string): string {
  return `${text.slice(0, 16)}:00+08:00`;
}

export function forInput(instant: string): string {
  return new Date(Date.parse(instant) + 8 * 3_600_000).toISOString().slice(0, 16);
}
