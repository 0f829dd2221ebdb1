import { grounds, type CaseAction, type StepAction } from '../../contracts/action.ts';
import { clockUnitLabels } from '../../contracts/clock.ts';
import type { Label } from '../../contracts/label.ts';
import type { Field, Option } from '../forms/schema.ts';
import { en, zh, type Word } from '../words/dictionary.ts';
import { words } from './words.ts';

type Known = Word | keyof typeof words.zh;

function both(word: Known): Label {
  const [chinese, english]: readonly Readonly<Record<Known, string>>[] = [{ ...zh, ...words.zh }, { ...en, ...words.en }];
  return { zh: chinese?.[word] ?? word, en: english?.[word] ?? word };
}

function field(name: string, word: Known) {
  return { name, label: both(word), help: null, required: true, nullable: false, personal: false, initial: undefined } as const;
}

function text(name: string, word: Known): Field {
  return { ...field(name, word), kind: 'text', long: true, most: 500 };
}

function choice(name: string, word: Known, options: readonly Option[], initial?: string): Field {
  return { ...field(name, word), kind: 'choice', options, initial };
}

const reason = text('reason', 'action.reason');
const unit: Field = { ...field('to', 'act.to'), kind: 'reference', to: 'unit', among: {} };
const visibility = choice('visibility', 'action.visibility', (['internal', 'parties', 'public'] as const).map((value) => ({ value, label: both(`visibility.${value}`) })), 'internal');
const declared = (['relative', 'interest', 'other'] as const).map((value) => ({ value, label: grounds[value] ?? { zh: value, en: value } }));

/** What is filled in for the actions that every procedure has; the contract of each is in contracts/action.ts. */
export const actionFields = {
  return: [reason],
  requestExtension: [
    { ...field('by', 'action.by'), kind: 'span', units: Object.keys(clockUnitLabels) },
    reason,
  ],
  urge: [reason],
  supervise: [text('instruction', 'action.instruction')],
  callBack: [reason],
  transfer: [unit, reason],
  takeBack: [reason],
  substitute: [unit, reason],
  pause: [reason],
  resume: [reason],
  withdraw: [reason],
  addNote: [text('text', 'action.note'), visibility],
  addEvidence: [
    { ...field('title', 'act.title'), kind: 'text', long: false, most: 200, personal: true },
    { ...field('sha256', 'act.file'), kind: 'attachment' },
    visibility,
  ],
  declareInterest: [
    { ...field('officer', 'act.officer'), kind: 'reference', to: 'officer', among: {} },
    choice('ground', 'act.ground', declared),
    { ...text('note', 'act.explain'), required: false },
  ],
} as const satisfies Partial<Record<StepAction | CaseAction, readonly Field[]>>;

/** Which step a note or a piece of evidence is about, where it is about one. */
export function aboutStep(options: readonly Option[]): Field {
  return { ...choice('step', 'act.step', options), required: false };
}

/** 并案: found by number or title among the cases of the same procedure. */
export function mergeFields(procedure: string): readonly Field[] {
  return [{ ...field('into', 'act.into'), kind: 'reference', to: 'case', among: { procedure } }, reason];
}

/** 拆分: one of the reports that were taken in, or another cause. */
export function splitFields(by: 'report' | 'category', reports: readonly string[]): readonly Field[] {
  const what: Field =
    by === 'report'
      ? choice('report', 'act.report', reports.map((value) => ({ value, label: { zh: value, en: value } })))
      : { ...field('category', 'act.category'), kind: 'reference', to: 'category', among: {} };
  return [what, reason];
}
