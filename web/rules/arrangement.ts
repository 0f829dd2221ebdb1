import type { CalendarDay } from '../../contracts/api/clocks.ts';

/** Lines of a notice that were understood, and the numbers of those that were not. */
export interface Read {
  readonly days: readonly CalendarDay[];
  readonly unread: readonly number[];
}

const date = String.raw`(?:(?:(?<YEAR>\d{4})[-年/.])?(?<MONTH>\d{1,2})[-月/.])?(?<DAY>\d{1,2})日?`;
const line = new RegExp(
  `^${date.replaceAll(/<(\w+)>/g, '<$1a>')}(?:\\s*(?:至|到|—+|–|~|～)\\s*${date.replaceAll(/<(\w+)>/g, '<$1b>')})?[\\s,,、::]*(?<kind>休|放假|off|班|上班|补班|调休上班|work)[\\s,,、::]*(?<name>.*)$`,
  'u',
);
const rests: readonly string[] = ['休', '放假', 'off'];

/**
 * Reads an arrangement as it is written in a notice or a table, one day or stretch of days a line: `2027-02-05 至 2027-02-11 休 春节`,
 * `2月14日 班 春节`. Days that are as on any Monday to Friday anyway are left out: an arrangement names only what differs.
 */
export function readArrangement(text: string, year: number, standardName: string): Read {
  const days = new Map<string, CalendarDay>();
  const unread: number[] = [];
  for (const [index, raw] of text.split('\n').entries()) {
    const trimmed = raw.trim();
    if (trimmed === '') continue;
    const stretch = readLine(trimmed, year, standardName);
    if (stretch === null) unread.push(index + 1);
    for (const day of stretch ?? []) days.set(day.day, day);
  }
  return { days: inOrder([...days.values()]), unread };
}

function readLine(text: string, year: number, standardName: string): CalendarDay[] | null {
  const found = line.exec(text)?.groups;
  if (found === undefined) return null;
  const { YEARa = String(year), MONTHa, DAYa = '', YEARb = YEARa, MONTHb = MONTHa, DAYb = DAYa, kind = '', name = '' } = found;
  const first = dayOf(YEARa, MONTHa, DAYa);
  const last = dayOf(YEARb, MONTHb, DAYb);
  if (first === null || last === null || last < first || !first.startsWith(`${year}-`) || !last.startsWith(`${year}-`)) return null;
  const isWorkday = !rests.includes(kind);
  const given = name.trim() === '' ? standardName : name.trim();
  if (given.length > 20) return null;
  return daysBetween(first, last).filter((day) => isUsual(day) !== isWorkday).map((day) => ({ day, isWorkday, name: given }));
}

function dayOf(year: string, month: string | undefined, day: string): string | null {
  if (month === undefined) return null;
  const text = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const read = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(read.getTime()) && read.toISOString().startsWith(text) ? text : null;
}

/** Worked where nothing is arranged: Monday to Friday. */
export function isUsual(day: string): boolean {
  return ![0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay());
}

export function daysBetween(first: string, last: string): string[] {
  const length = (Date.parse(`${last}T00:00:00Z`) - Date.parse(`${first}T00:00:00Z`)) / 86_400_000 + 1;
  return Array.from({ length }, (_, index) => new Date(Date.parse(`${first}T00:00:00Z`) + index * 86_400_000).toISOString().slice(0, 10));
}

export function inOrder(days: readonly CalendarDay[]): CalendarDay[] {
  return days.toSorted((a, b) => a.day.localeCompare(b.day));
}

/** What a new arrangement changes in the one before. */
export function changesBetween(before: readonly CalendarDay[], after: readonly CalendarDay[]): { readonly added: CalendarDay[]; readonly removed: CalendarDay[] } {
  const same = (a: CalendarDay, b: CalendarDay) => a.day === b.day && a.isWorkday === b.isWorkday && a.name === b.name;
  return {
    added: inOrder(after.filter((day) => !before.some((each) => same(each, day)))),
    removed: inOrder(before.filter((day) => !after.some((each) => each.day === day.day))),
  };
}

export interface Stretch {
  readonly first: string;
  readonly last: string;
  readonly isWorkday: boolean;
  readonly name: string;
}

/** Days of one name that follow each other, as one: weekends between them belong to it where they are off anyway. */
export function stretchesOf(days: readonly CalendarDay[]): Stretch[] {
  const stretches: Stretch[] = [];
  for (const { day, isWorkday, name } of inOrder(days)) {
    const last = stretches.at(-1);
    const between = last === undefined ? [] : daysBetween(last.last, day).slice(1, -1);
    const goesOn = last !== undefined && last.name === name && last.isWorkday === isWorkday && between.every((each) => !isWorkday && !isUsual(each));
    if (goesOn) stretches[stretches.length - 1] = { ...last, last: day };
    else stretches.push({ first: day, last: day, isWorkday, name });
  }
  return stretches;
}
