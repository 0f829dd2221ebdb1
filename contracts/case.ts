import { z } from 'zod';
import { clockPlan, light, rungAct, rungLabels, span, type Light } from './clock.ts';
import { caseNo, day, family, instant, officerId, regionCode, stepId, unitCode } from './ids.ts';
import { json } from './json.ts';
import { label } from './label.ts';

/** 单位 that acts on a case, or somebody outside, or time itself. Decided in the API and checked again by the workflow. */
export const actor = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('officer'), officer: officerId, unit: unitCode, roles: z.array(z.string()) }),
  z.strictObject({ kind: z.literal('party'), party: z.string() }),
  z.strictObject({ kind: z.literal('system') }),
]);
export type Actor = z.infer<typeof actor>;

export const visibility = z.enum(['internal', 'parties', 'public']);
export type Visibility = z.infer<typeof visibility>;

export const entryKind = z.enum([
  'opened',
  'stageReached',
  'stepOffered',
  'stepAccepted',
  'stepAssigned',
  'progressReported',
  'stepDone',
  'stepReturned',
  'returnUpheld',
  'returnRejected',
  'stepTransferred',
  'transferTakenBack',
  'stepWithdrawn',
  'stepSubstituted',
  'extensionRequested',
  'extensionGranted',
  'extensionRefused',
  'stepUrged',
  'stepSupervised',
  'noteAdded',
  'evidenceAdded',
  'interestDeclared',
  'clockReminded',
  'lightTurned',
  'clockRecounted',
  'casePaused',
  'caseResumed',
  'rated',
  'ratingMissed',
  'windowOpened',
  'windowClosed',
  'followUpMissed',
  'caseOpened',
  'workedOut',
  'partsOpened',
  'roundClosed',
  'noShow',
  'duplicatesFound',
  'routeProposed',
  'routed',
  'caseTakenIn',
  'caseLetGo',
  'caseSplit',
  'reportersAnswered',
  'madeConfidential',
  'handedToOrgan',
  'caseWithdrawn',
  'caseReferred',
  'caseMerged',
  'caseClosed',
]);
export type EntryKind = z.infer<typeof entryKind>;

/** One thing that happened on a case (记录). Never changed, never removed. */
export const entry = z.strictObject({
  seq: z.int().min(1),
  at: instant,
  kind: entryKind,
  actor,
  step: stepId.nullable(),
  clock: z.string().nullable(),
  data: z.record(z.string(), json),
  visibility,
  /** Who is told: the officers of a unit with one of the roles, and the unit's webhook. */
  tell: z.array(z.strictObject({ unit: unitCode, roles: z.array(z.string()) })),
  /** The Idempotency-Key of the request that caused it; its personal fields are kept under this key. */
  key: z.string().nullable(),
});
export type Entry = z.infer<typeof entry>;

export const stepStatus = z.enum(['offered', 'accepted', 'returned', 'done', 'withdrawn']);
export type StepStatus = z.infer<typeof stepStatus>;
export const stepStatusLabels = {
  offered: { zh: '待接收', en: 'offered' },
  accepted: { zh: '办理中', en: 'accepted' },
  returned: { zh: '已退回待复核', en: 'returned, under review' },
  done: { zh: '已办结', en: 'done' },
  withdrawn: { zh: '已撤销', en: 'withdrawn' },
} as const;

/** One piece of work given to one unit (环节). */
export const step = z.strictObject({
  id: stepId,
  name: z.string(),
  stage: z.string(),
  unit: unitCode,
  roles: z.array(z.string()),
  status: stepStatus,
  /** The officer who accepted it or to whom it was assigned. */
  officer: officerId.nullable(),
  /** The unit that transferred it and may take it back until it is accepted. */
  transferredFrom: unitCode.nullable(),
  /** For the part of a co-unit: the step of the lead unit. For a review, a decision or a supervision: the step it is about. */
  parent: stepId.nullable(),
  part: z.boolean(),
  /** What the step is about, such as the id of an allegation. */
  about: z.string().nullable(),
  clock: z.string().nullable(),
  offeredAt: instant,
  doneAt: instant.nullable(),
  /** What was filled in, without its personal fields. */
  data: z.record(z.string(), json).nullable(),
  seq: z.int(),
});
export type Step = z.infer<typeof step>;

const openStatuses: ReadonlySet<StepStatus> = new Set(['offered', 'accepted', 'returned']);

/** Whether somebody still has the step to do. */
export function isOpen({ status }: Pick<Step, 'status'>): boolean {
  return openStatuses.has(status);
}

export const clockStatus = z.enum(['running', 'paused', 'met', 'missed', 'cancelled']);
export const clockStatusLabels = {
  running: { zh: '计时中', en: 'running' },
  paused: { zh: '已中止', en: 'paused' },
  met: { zh: '按时完成', en: 'met' },
  missed: { zh: '已超期', en: 'missed' },
  cancelled: { zh: '已取消', en: 'cancelled' },
} as const;

/** A due time under a named rule (时限). `plan` is null for the moment between its start and its first record. */
export const clock = z.strictObject({
  id: z.string(),
  step: stepId.nullable(),
  unit: unitCode,
  rule: z.string(),
  status: clockStatus,
  light,
  startedAt: instant,
  pausedAt: instant.nullable(),
  endedAt: instant.nullable(),
  pauses: z.array(z.strictObject({ from: instant, to: instant })),
  extensions: z.array(span),
  extensionPending: z.boolean(),
  /** What happens when it runs out unanswered, where its step ends with it: 视为受理. */
  lapse: label.nullable(),
  plan: clockPlan.nullable(),
  seq: z.int(),
});
export type Clock = z.infer<typeof clock>;

/** Something that will happen at a known time even if nobody acts. */
export const upcoming = z.strictObject({
  at: instant,
  what: label,
  act: z.union([rungAct, z.literal('wait')]),
  step: stepId.nullable(),
  unit: unitCode.nullable(),
  rule: label.nullable(),
  source: z.string().nullable(),
});
export type Upcoming = z.infer<typeof upcoming>;

export const caseStatus = z.enum(['open', 'paused', 'closed', 'withdrawn', 'referred', 'merged']);
export type CaseStatus = z.infer<typeof caseStatus>;
export const caseStatusLabels = {
  open: { zh: '办理中', en: 'open' },
  paused: { zh: '已中止', en: 'paused' },
  closed: { zh: '已办结', en: 'closed' },
  withdrawn: { zh: '已撤回', en: 'withdrawn' },
  referred: { zh: '已转其他单位办理', en: 'referred' },
  merged: { zh: '已并案', en: 'merged into another case' },
} as const;

/** 覆盖: how far a round of visits has come. What is neither done nor excused is missing. */
export const coverage = z.strictObject({
  households: z.int(),
  done: z.int(),
  excused: z.int(),
  persons: z.int(),
  personsDone: z.int(),
  personsExcused: z.int(),
});
export type Coverage = z.infer<typeof coverage>;

const nothingCovered: Coverage = { households: 0, done: 0, excused: 0, persons: 0, personsDone: 0, personsExcused: 0 };

/** The coverage of several grids together. */
export function coverageOfAll(parts: readonly Coverage[]): Coverage {
  return parts.reduce(
    (all, each) => ({
      households: all.households + each.households,
      done: all.done + each.done,
      excused: all.excused + each.excused,
      persons: all.persons + each.persons,
      personsDone: all.personsDone + each.personsDone,
      personsExcused: all.personsExcused + each.personsExcused,
    }),
    nothingCovered,
  );
}

/** Households neither done nor left out for a reason. */
export function missingIn({ households, done, excused }: Coverage): number {
  return households - done - excused;
}

/** The picture of a case (协同事项) as its workflow holds it. No personal data: officers, parties and units are ids. */
export const casePicture = z.strictObject({
  caseNo,
  workflowId: z.string(),
  runId: z.string(),
  procedure: z.string(),
  family,
  region: regionCode,
  /** The unit that opened the case and decides on returns and extensions. */
  coordinator: unitCode,
  /** The unit whose turn it is in the first place; others may work beside it. */
  leadUnit: unitCode,
  confidential: z.boolean(),
  stage: z.string(),
  status: caseStatus,
  outcome: z.string().nullable(),
  openedAt: instant,
  closedAt: instant.nullable(),
  /** Every unit that ever had a step here. */
  units: z.array(unitCode),
  /** Officers named on the case. A confidential case is seen by them, and by the heads of its units. */
  access: z.array(officerId),
  recused: z.array(z.strictObject({ officer: officerId, ground: z.string() })),
  /** The unit of the person whom the matter is about: nobody of it may see or touch the case. */
  subjectUnit: unitCode.nullable(),
  /** Units that were given a supervision step: their supervisors know even a confidential case from then on. */
  supervisedBy: z.array(unitCode),
  /** Waits of the procedure itself that are not clocks, such as the window for a rating. */
  waits: z.array(z.strictObject({ id: z.string(), at: instant, what: label })),
  /** The case that this one belongs to, such as the service day on which a filing began. */
  partOf: caseNo.nullable(),
  /** 事项: the matter of the catalogue. */
  item: z.string().nullable(),
  serviceDay: day.nullable(),
  /** 小类 of the routing rules. */
  category: z.string().nullable(),
  /** 分级: 1 grid, 2 community, 3 street with departments, 4 district or county. */
  grade: z.int().min(1).max(4).nullable(),
  /** The grid, community or other unit in whose area it happened. */
  place: unitCode.nullable(),
  rating: z.int().min(1).max(5).nullable(),
  trips: z.int().nullable(),
  /** Clocks that ran out unmet. */
  missed: z.int(),
  /** How often the work was done again because somebody was dissatisfied. */
  reworks: z.int(),
  /** What the last follow-up found: contacted in time, resolved, and how satisfied (1 to 5). Null: not asked, or not reached. */
  contacted: z.boolean().nullable(),
  resolved: z.boolean().nullable(),
  satisfaction: z.int().min(1).max(5).nullable(),
  coverage: coverage.nullable(),
  seq: z.int(),
});
export type CasePicture = z.infer<typeof casePicture>;

/** What lists and figures are read from, before anything is known. */
export const noFacts = {
  partOf: null,
  item: null,
  serviceDay: null,
  category: null,
  grade: null,
  place: null,
  rating: null,
  trips: null,
  missed: 0,
  reworks: 0,
  contacted: null,
  resolved: null,
  satisfaction: null,
  coverage: null,
} satisfies Partial<CasePicture>;

const order: Readonly<Record<Light, number>> = { blue: 0, yellow: 1, red: 2 };

function running(clocks: readonly Clock[]): Clock[] {
  return clocks.filter((each) => each.status === 'running');
}

/** The worst light of the running clocks; null where none runs. */
export function lightOf(clocks: readonly Clock[]): Light | null {
  return running(clocks).reduce<Light | null>(
    (worst, each) => (worst === null || order[each.light] > order[worst] ? each.light : worst),
    null,
  );
}

/** The nearest due time of the running clocks; null where none runs. */
export function dueOf(clocks: readonly Clock[]): string | null {
  return running(clocks).reduce<string | null>((nearest, each) => {
    const due = each.plan?.dueAt ?? null;
    if (due === null) return nearest;
    return nearest === null || Date.parse(due) < Date.parse(nearest) ? due : nearest;
  }, null);
}

/** What happens if nobody acts, soonest first: the next rung of each running clock, and the waits of the procedure. */
export function nextOf(picture: Pick<CasePicture, 'waits'>, clocks: readonly Clock[], after: string): Upcoming[] {
  const fromClocks = running(clocks).flatMap((each): Upcoming[] => {
    const { plan } = each;
    if (plan === null) return [];
    const rung = plan.rungs.find(({ at }) => Date.parse(at) > Date.parse(after));
    const common = { step: each.step, unit: each.unit, rule: plan.label, source: plan.source };
    if (rung) {
      const what = rung.act === 'red' ? (each.lapse ?? rungLabels.red) : rungLabels[rung.act];
      return [{ ...common, at: rung.at, act: rung.act, what }];
    }
    if (Date.parse(plan.dueAt) <= Date.parse(after)) return [];
    return [{ ...common, at: plan.dueAt, act: 'wait', what: each.lapse ?? { zh: '期限届满', en: 'the term ends' } }];
  });
  const fromWaits = picture.waits.map(
    ({ at, what }): Upcoming => ({ at, what, act: 'wait', step: null, unit: null, rule: null, source: null }),
  );
  return [...fromClocks, ...fromWaits].sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
}
