import type { ReactNode } from 'react';
import type { Label } from '../../contracts/label.ts';
import type { Value } from './values.ts';

/** What the API gives of a form: the part of JSON Schema 2020-12 that contracts use, with their own words in it. */
export interface Schema {
  readonly type?: string;
  readonly title?: string;
  readonly titleEn?: string;
  readonly description?: string;
  readonly enum?: readonly string[];
  readonly labels?: Readonly<Record<string, Label>>;
  readonly const?: unknown;
  readonly default?: unknown;
  readonly format?: string;
  readonly reference?: string;
  /** Of a reference to a unit: the kind that it usually is. */
  readonly unitKind?: string;
  /** Of a reference to a case: its procedure. */
  readonly ofProcedure?: string;
  /** What the case at hand has some of, such as its parties. */
  readonly ofCase?: string;
  readonly personal?: boolean;
  readonly timeOfDay?: boolean;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
}

export type Reference = 'unit' | 'subjectUnit' | 'officer' | 'matter' | 'region' | 'category' | 'case' | 'procedure';

/** Narrows a search down: units of a kind, cases of a procedure. */
export interface Narrowed {
  readonly kind?: string;
  /** Officers of a unit. */
  readonly unit?: string;
  readonly procedure?: string;
}

export interface Option {
  readonly value: string;
  readonly label: Label;
}

/** One of the few values of a number that have words of their own, such as a satisfaction of 5. */
export interface Level {
  readonly value: number;
  readonly label: Label;
}

interface Common {
  readonly name: string;
  readonly label: Label;
  readonly help: Label | null;
  readonly required: boolean;
  /** An empty answer is sent as null, not left out. */
  readonly nullable: boolean;
  readonly personal: boolean;
  readonly initial: unknown;
}

/** One thing to fill in, as the page draws it. */
export type Field = Common &
  (
    | { readonly kind: 'text'; readonly long: boolean; readonly most: number | undefined }
    | { readonly kind: 'number'; readonly whole: boolean; readonly least: number | undefined; readonly most: number | undefined; readonly scale: readonly Level[] }
    | { readonly kind: 'flag' }
    | { readonly kind: 'confirmation' }
    | { readonly kind: 'choice'; readonly options: readonly Option[] }
    | { readonly kind: 'choices'; readonly options: readonly Option[] }
    | { readonly kind: 'day' }
    | { readonly kind: 'instant' }
    | { readonly kind: 'month' }
    | { readonly kind: 'point' }
    | { readonly kind: 'time' }
    | { readonly kind: 'span'; readonly units: readonly string[] }
    | { readonly kind: 'reference'; readonly to: Reference; readonly among: Narrowed }
    | { readonly kind: 'ofCase'; readonly part: string }
    | { readonly kind: 'attachment' }
    | { readonly kind: 'group'; readonly fields: readonly Field[] }
    | { readonly kind: 'list'; readonly item: Field; readonly least: number; readonly most: number }
    | { readonly kind: 'constant'; readonly value: unknown }
    | { readonly kind: 'own'; readonly draw: (input: OwnInput) => ReactNode }
  );

/** What a part of the pages gets to draw a field that no schema describes; its value is sent as it is. */
export interface OwnInput {
  readonly id: string;
  readonly path: string;
  readonly value: Value;
  readonly disabled: boolean;
  /** Sentences for each place in it that is wrong: `ladder[2]`. */
  readonly faults: ReadonlyMap<string, readonly string[]>;
  onChange(value: Value): void;
}

/** A text of this length wants more than one line. */
const longText = 200;
const references: readonly string[] = ['unit', 'subjectUnit', 'officer', 'matter', 'region', 'category', 'case', 'procedure'] satisfies Reference[];

/** The fields of an object schema, in the order in which the contract has them. */
export function fieldsOf(schema: Schema): Field[] {
  return Object.entries(schema.properties ?? {}).map(([name, each]) => fieldOf(name, each, schema.required?.includes(name) ?? false));
}

/** The field for one schema. `required`: the form cannot do without it. */
export function fieldOf(name: string, schema: Schema, required: boolean): Field {
  const { inner, nullable } = withoutNull(schema);
  const whole: Schema = { ...inner, ...schema };
  const title = whole.title ?? name;
  const common: Common = {
    name,
    label: { zh: title, en: whole.titleEn ?? title },
    help: bothLanguages(whole.description),
    required,
    nullable,
    personal: whole.personal ?? false,
    initial: whole.default,
  };
  if (inner.const !== undefined) return inner.const === true ? { ...common, kind: 'confirmation' } : { ...common, kind: 'constant', value: inner.const };
  if (inner.enum !== undefined) {
    return { ...common, kind: 'choice', options: optionsOf(inner.enum, inner.labels) };
  }
  if (inner.reference === 'attachment') return { ...common, kind: 'attachment' };
  if (whole.ofCase !== undefined) return { ...common, kind: 'ofCase', part: whole.ofCase };
  if (isReference(inner.reference)) return { ...common, kind: 'reference', to: inner.reference, among: narrowedTo(inner) };
  switch (inner.type) {
    case 'object': {
      const units = inner.properties?.['unit']?.enum;
      if (units?.includes('workday') && inner.properties?.['amount'] !== undefined) return { ...common, kind: 'span', units };
      if (inner.properties?.['lat'] !== undefined && inner.properties['lng'] !== undefined) return { ...common, kind: 'point' };
      return { ...common, kind: 'group', fields: fieldsOf(inner) };
    }
    case 'array':
      if (inner.items?.enum !== undefined) return { ...common, kind: 'choices', options: optionsOf(inner.items.enum, inner.items.labels) };
      return { ...common, kind: 'list', item: fieldOf('', inner.items ?? {}, true), least: inner.minItems ?? 0, most: inner.maxItems ?? 200 };
    case 'boolean':
      return { ...common, kind: 'flag' };
    case 'integer':
    case 'number':
      return { ...common, kind: 'number', whole: inner.type === 'integer', least: bound(inner.minimum), most: bound(inner.maximum), scale: scaleOf(inner.labels) };
    default:
      if (inner.timeOfDay === true) return { ...common, kind: 'time' };
      if (inner.format === 'date') return { ...common, kind: 'day' };
      if (inner.format === 'date-time') return { ...common, kind: 'instant' };
      if (inner.format === 'month') return { ...common, kind: 'month' };
      return { ...common, kind: 'text', long: (inner.maxLength ?? 0) >= longText, most: inner.maxLength };
  }
}

/** The best first, as they are asked. */
function scaleOf(labels: Schema['labels'] = {}): Level[] {
  return Object.entries(labels).map(([value, label]) => ({ value: Number(value), label })).toSorted((one, other) => other.value - one.value);
}

function narrowedTo({ unitKind, ofProcedure }: Schema): Narrowed {
  return { ...(unitKind === undefined ? {} : { kind: unitKind }), ...(ofProcedure === undefined ? {} : { procedure: ofProcedure }) };
}

/** A list of these is one input in which several are chosen. */
export function chosenTogether(field: Field): boolean {
  return field.kind === 'reference' || field.kind === 'ofCase';
}

function optionsOf(values: readonly string[], labels: Schema['labels']): Option[] {
  return values.map((value) => ({ value, label: labels?.[value] ?? { zh: value, en: value } }));
}

function isReference(reference: string | undefined): reference is Reference {
  return reference !== undefined && references.includes(reference);
}

/** `anyOf` with null is how a contract says that there may be nothing. */
function withoutNull(schema: Schema): { inner: Schema; nullable: boolean } {
  const others = schema.anyOf?.filter(({ type }) => type !== 'null');
  const [only] = others ?? [];
  return only === undefined ? { inner: schema, nullable: false } : { inner: only, nullable: others?.length !== schema.anyOf?.length };
}

/** A description is written as 中文 · English. */
function bothLanguages(text: string | undefined): Label | null {
  if (text === undefined) return null;
  const [zh = text, en = text] = text.split(' · ');
  return { zh, en };
}

/** JSON Schema gives every whole number the bounds of a double: those are no bounds. */
function bound(limit: number | undefined): number | undefined {
  return limit === undefined || Math.abs(limit) >= Number.MAX_SAFE_INTEGER ? undefined : limit;
}
