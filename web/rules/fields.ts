import { clockUnitLabels, confidence } from '../../contracts/clock.ts';
import type { Label } from '../../contracts/label.ts';
import { fieldsOf, type Field, type OwnInput, type Schema } from '../forms/schema.ts';
import { isEmpty, type Value } from '../forms/values.ts';
import { words, type RulesWord } from './words.ts';

export function both(word: RulesWord): Label {
  return { zh: words.zh[word], en: words.en[word] };
}

/** A part of a form under one of our words, with a help where there is one. */
export function named(word: RulesWord, schema: Schema, help?: RulesWord): Schema {
  const { zh, en } = both(word);
  return { ...schema, title: zh, titleEn: en, ...(help === undefined ? {} : { description: `${words.zh[help]} · ${words.en[help]}` }) };
}

export function among(labels: Readonly<Record<string, Label>>): Schema {
  return { type: 'string', enum: Object.keys(labels), labels };
}

export function group(properties: Readonly<Record<string, Schema>>, required: readonly string[] = Object.keys(properties)): Schema {
  return { type: 'object', properties, required };
}

export const line = (most: number): Schema => ({ type: 'string', maxLength: most });
export const span: Schema = group({ amount: { type: 'number' }, unit: among(clockUnitLabels) });

export const confidenceLabels = Object.fromEntries(confidence.options.map((each) => [each, both(`confidence.${each}`)]));

/** The fields of a form; those in `optional` may be left empty. */
export function formOf(properties: Readonly<Record<string, Schema>>, optional: readonly string[] = []): Field[] {
  return fieldsOf(group(properties, Object.keys(properties).filter((name) => !optional.includes(name))));
}

/** A field that this part of the pages draws itself. */
export function own(name: string, word: RulesWord, draw: (input: OwnInput) => React.ReactNode, { required = false, help }: { required?: boolean; help?: RulesWord } = {}): Field {
  return { kind: 'own', name, label: both(word), help: help === undefined ? null : both(help), required, nullable: false, personal: false, initial: undefined, draw };
}

/** What was typed, without the parts that were left empty. */
export function given(value: Value): Value {
  return isEmpty(value) ? undefined : value;
}
