import { pairing as procedure } from '../contracts/procedures/pairing.ts';
import type { Actor } from '../contracts/case.ts';
import type { FormOf, MatterOf } from '../contracts/procedure.ts';
import type { CaseFile } from './kit/case-file.ts';
import { conduct } from './kit/conduct.ts';
import { wrong, type Objection } from './kit/refusal.ts';

type File = CaseFile<typeof procedure>;
type Pair = MatterOf<typeof procedure>;
type Lists = FormOf<typeof procedure, 'resources'>;
type Project = Lists['projects'][number];

/** A year of the term: its number, its last day, and the promise that it is over. */
interface Year {
  readonly number: number;
  readonly lastDay: string;
  readonly over: Promise<unknown>;
}

const day = 86_400_000;
const yearOver = { zh: '本年度结束', en: 'the year ends' };
const notInTime = { zh: '本年度已结束,未完成', en: 'the year is over, and it was not done' };

/**
 * 结对共建: a unit and a community, for a term of years. A renewal is a case of its own: each term keeps its number, its dossier and
 * its figures, is archived when it ends, and no history grows without end.
 */
export const pairing = conduct(procedure, async (file, pair) => {
  const { community, until, renews = null } = pair;
  file.keep({ place: community, partOf: renews });
  file.ledBy(community);

  const firstDay = file.today;
  for (let number = 1; ; number += 1) {
    const lastDay = earlier(eveOf(yearsAfter(firstDay, number)), until);
    const year = { number, lastDay, over: file.until('year', endOf(lastDay), yearOver) };
    const projects = await agreeOnLists(file, pair, year);                                // 需求清单、资源清单、项目清单
    await Promise.all([
      reportToCommunity(file, pair, year),                                                // 在职党员到社区报到
      file.forEach(numbered(projects, number), (project) => carryOut(file, pair, year, project)), // 共建项目,逐项评价
      year.over,
    ]);
    await file.jointly('review', { lead: community, with: [pair.unit], join: 'all', about: `y${number}` }); // 年度总结
    if (lastDay === until) return file.close(await decideTerm(file, pair));               // 期满:续期或结束
  }
});

/** What the community needs, what the unit can give, and what they do about it: until both agree. */
async function agreeOnLists(file: File, { unit, community }: Pair, { number, lastDay }: Year): Promise<readonly Project[]> {
  const about = `y${number}`;
  const { needs } = await file.step('needs', { unit: community, about });
  for (;;) {
    const { projects } = await file.step('resources', { unit, about, check: answersNeeds(needs.length, file, lastDay) });
    const { form, parts } = await file.jointly('agree', { lead: community, with: [unit], join: 'all', about });
    if (form.agrees && parts.every((part) => part.form.agrees)) return projects;
  }
}

/** Counted by heads and by officers; nobody is ranked. */
async function reportToCommunity(file: File, { unit }: Pair, { number, over }: Year): Promise<void> {
  await file.stepBefore('checkIn', { unit, about: `y${number}`, check: ownOfficers, before: over, tooLate: notInTime });
}

/** What is done is rated by the community; what is not done when the year ends is left, and told. */
async function carryOut(file: File, { unit, community }: Pair, { over }: Year, { about, by }: Project & { about: string }): Promise<void> {
  const ends = { before: over, tooLate: notInTime };
  const promise = { amount: Math.max(1, daysBetween(file.today, by)), unit: 'day' } as const;
  const { form } = await file.stepBefore('work', { unit, about, promise, ...ends });
  if (form !== null) await file.stepBefore('rateWork', { unit: community, about, ...ends });
}

async function decideTerm(file: File, { unit, community }: Pair): Promise<'renewed' | 'ended'> {
  const { form, parts } = await file.jointly('decideTerm', { lead: community, with: [unit], join: 'all' });
  return form.renew && parts.every((part) => part.form.renew) ? 'renewed' : 'ended';
}

function numbered(projects: readonly Project[], year: number) {
  return projects.map((project, index) => ({ ...project, about: `y${year}-${index + 1}` }));
}

/** The projects answer needs on the list, and are done within the year. */
function answersNeeds(needs: number, file: File, lastDay: string) {
  return ({ projects }: Lists): Objection | undefined => {
    const stray = projects.find(({ need }) => Number(need.slice(1)) < 1 || Number(need.slice(1)) > needs);
    if (stray) return wrong(`需求清单中没有 ${stray.need}`, `there is no need ${stray.need}`);
    const late = projects.find(({ by }) => by > lastDay || by < file.today);
    return late && wrong(`完成日期须在今日与本年度最后一日 ${lastDay} 之间`, `it is to be done between today and ${lastDay}, the last day of the year`);
  };
}

function ownOfficers({ officers }: FormOf<typeof procedure, 'checkIn'>, actor: Actor): Objection | undefined {
  const unit = actor.kind === 'officer' ? actor.unit : null;
  return officers.every((officer) => officer.unit === unit) ? undefined : wrong('只能填写本单位人员', 'name officers of your own unit');
}

/* Days, YYYY-MM-DD. */

function earlier(one: string, other: string): string {
  return one < other ? one : other;
}

/** The same day so many years later; 28 February where a year has no 29th. */
function yearsAfter(from: string, years: number): string {
  const monthDay = from.endsWith('-02-29') ? '-02-28' : from.slice(4);
  return `${Number(from.slice(0, 4)) + years}${monthDay}`;
}

function eveOf(date: string): string {
  return new Date(Date.parse(date) - day).toISOString().slice(0, 10);
}

function endOf(date: string): string {
  return `${date}T23:59:59+08:00`;
}

function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / day);
}
