import type { Label } from '../../contracts/label.ts';

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
  readonly personal?: boolean;
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

export type Reference = 'unit' | 'subjectUnit' | 'officer' | 'matter' | 'region' | 'category';

interface Option {
  readonly value: string;
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
    | { readonly kind: 'number'; readonly whole: boolean; readonly least: number | undefined; readonly most: number | undefined }
    | { readonly kind: 'flag' }
    | { readonly kind: 'confirmation' }
    | { readonly kind: 'choice'; readonly options: readonly Option[] }
    | { readonly kind: 'choices'; readonly options: readonly Option[] }
    | { readonly kind: 'day' }
    | { readonly kind: 'instant' }
    | { readonly kind: 'span'; readonly units: readonly string[] }
    | { readonly kind: 'reference'; readonly to: Reference }
    | { readonly kind: 'attachment' }
    | { readonly kind: 'group'; readonly fields: readonly Field[] }
    | { readonly kind: 'list'; readonly item: Field; readonly least: number; readonly most: number }
    | { readonly kind: 'constant'; readonly value: unknown }
  );

/** A text of this length wants more than one line. */
const longText = 200;
const references: readonly string[] = ['unit', 'subjectUnit', 'officer', 'matter', 'region', 'category'] satisfies Reference[];

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
  if (isReference(inner.reference)) return { ...common, kind: 'reference', to: inner.reference };
  switch (inner.type) {
    case 'object': {
      const units = inner.properties?.['unit']?.enum;
      if (units?.includes('workday') && inner.properties?.['amount'] !== undefined) return { ...common, kind: 'span', units };
      return { ...common, kind: 'group', fields: fieldsOf(inner) };
    }
    case 'array':
      if (inner.items?.enum !== undefined) return { ...common, kind: 'choices', options: optionsOf(inner.items.enum, inner.items.labels) };
      return { ...common, kind: 'list', item: fieldOf('', inner.items ?? {}, true), least: inner.minItems ?? 0, most: inner.maxItems ?? 200 };
    case 'boolean':
      return { ...common, kind: 'flag' };
    case 'integer':
    case 'number':
      return { ...common, kind: 'number', whole: inner.type === 'integer', least: bound(inner.minimum), most: bound(inner.maximum) };
    default:
      if (inner.format === 'date') return { ...common, kind: 'day' };
      if (inner.format === 'date-time') return { ...common, kind: 'instant' };
      return { ...common, kind: 'text', long: (inner.maxLength ?? 0) >= longText, most: inner.maxLength };
  }
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
