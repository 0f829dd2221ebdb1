import type { CaseAction, StepAction } from '../../contracts/action.ts';
import { clockUnitLabels } from '../../contracts/clock.ts';
import type { Label } from '../../contracts/label.ts';
import type { Field } from '../forms/schema.ts';
import { en, zh, type Word } from '../words/dictionary.ts';

function both(word: Word): Label {
  return { zh: zh[word], en: en[word] };
}

function text(name: string, word: Word): Field {
  return { kind: 'text', name, label: both(word), help: null, required: true, nullable: false, personal: false, initial: undefined, long: true, most: 500 };
}

const reason = text('reason', 'action.reason');

/** What is filled in for the actions that every procedure has; the contract of each is in contracts/action.ts. */
export const actionFields = {
  return: [reason],
  requestExtension: [
    { kind: 'span', name: 'by', label: both('action.by'), help: null, required: true, nullable: false, personal: false, initial: undefined, units: Object.keys(clockUnitLabels) },
    reason,
  ],
  urge: [reason],
  supervise: [text('instruction', 'action.instruction')],
  pause: [reason],
  resume: [reason],
  withdraw: [reason],
  addNote: [
    text('text', 'action.note'),
    {
      kind: 'choice',
      name: 'visibility',
      label: both('action.visibility'),
      help: null,
      required: true,
      nullable: false,
      personal: false,
      initial: 'internal',
      options: (['internal', 'parties', 'public'] as const).map((value) => ({ value, label: both(`visibility.${value}`) })),
    },
  ],
} as const satisfies Partial<Record<StepAction | CaseAction, readonly Field[]>>;
