import type { Officer } from '../../contracts/api/registry.ts';
import type { Label } from '../../contracts/label.ts';
import { sameInBoth } from '../api/names.ts';
import type { Field } from '../forms/schema.ts';
import { words } from './words.ts';

type Own = keyof typeof words.zh;

function common(name: string, word: Own) {
  const label: Label = { zh: words.zh[word], en: words.en[word] };
  return { name, label, help: null, required: true, nullable: false, personal: false, initial: undefined } as const;
}

/** Only the unit's own people: the API takes no others. */
export function assignFields(officers: readonly Officer[]): readonly Field[] {
  return [{ ...common('officer', 'panel.officer'), kind: 'choice', options: officers.map(({ id, name }) => ({ value: id, label: sameInBoth(name) })) }];
}
