import { chosenTogether, type Field } from './schema.ts';

/** What was typed so far: texts, numbers, flags, lists and groups of them; undefined where nothing was. */
export type Value = string | number | boolean | undefined | readonly Value[] | { readonly [name: string]: Value };
export type Group = { readonly [name: string]: Value };

export function isGroup(value: unknown): value is Group {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isList(value: Value): value is readonly Value[] {
  return Array.isArray(value);
}

/** A form with nothing in it but what its contract fills in. */
export function initialOf(fields: readonly Field[]): Group {
  return Object.fromEntries(fields.flatMap((field) => {
    const value = initialValue(field);
    return value === undefined ? [] : [[field.name, value]];
  }));
}

/** A list that needs items begins with as many empty ones. */
export function initialValue(field: Field): Value {
  if (field.kind === 'group') return field.required ? initialOf(field.fields) : undefined;
  if (field.kind === 'list') return chosenTogether(field.item) ? [] : Array.from({ length: field.required ? field.least : 0 }, () => initialValue(field.item));
  const { initial } = field;
  return typeof initial === 'string' || typeof initial === 'number' || typeof initial === 'boolean' ? initial : undefined;
}

/** What is sent: without what was left empty, unless the contract wants it. */
export function bodyOf(fields: readonly Field[], values: Group): Record<string, unknown> {
  return Object.fromEntries(fields.flatMap((field) => {
    const sent = sentOf(field, values[field.name]);
    return sent === undefined ? [] : [[field.name, sent]];
  }));
}

function sentOf(field: Field, value: Value): unknown {
  if (field.kind === 'constant') return field.value;
  if (field.kind === 'own') return value;
  if (field.kind === 'choices') return isList(value) && (value.length > 0 || field.required) ? value : field.required ? [] : undefined;
  if (field.kind === 'list') {
    const items = (isList(value) ? value : []).map((item) => sentOf(field.item, item)).filter((item) => item !== undefined);
    return items.length > 0 || field.required ? items : undefined;
  }
  if (field.kind === 'group') {
    if (!field.required && isEmpty(value)) return undefined;
    return bodyOf(field.fields, isGroup(value) ? value : {});
  }
  if (isEmpty(value)) return field.nullable && field.required ? null : undefined;
  return typeof value === 'string' ? value.trim() : value;
}

/** Paths of what is required and still empty, written as the API writes them: `parties[0].name`. */
export function missingIn(fields: readonly Field[], values: Group, at = ''): string[] {
  return fields.flatMap((field) => missing(field, values[field.name], at === '' ? field.name : `${at}.${field.name}`));
}

function missing(field: Field, value: Value, path: string): string[] {
  switch (field.kind) {
    case 'constant':
      return [];
    case 'group':
      return !field.required && isEmpty(value) ? [] : missingIn(field.fields, isGroup(value) ? value : {}, path);
    case 'list': {
      const items = isList(value) ? value : [];
      if (items.length < field.least && (field.required || items.length > 0)) return [path];
      return items.flatMap((item, index) => missing(field.item, item, `${path}[${index}]`));
    }
    case 'point':
      if (!field.required && isEmpty(value)) return [];
      return isGroup(value) && !isEmpty(value['lat']) && !isEmpty(value['lng']) ? [] : [path];
    case 'span':
      if (!field.required && isEmpty(value)) return [];
      return isGroup(value) && !isEmpty(value['amount']) && !isEmpty(value['unit']) ? [] : [path];
    default:
      return field.required && !field.nullable && isEmpty(value) ? [path] : [];
  }
}

/** Nothing was filled in, however deep one looks. */
export function isEmpty(value: Value): boolean {
  if (value === undefined || value === '') return true;
  if (typeof value === 'string') return value.trim() === '';
  if (isList(value)) return value.every(isEmpty);
  if (isGroup(value)) return Object.values(value).every(isEmpty);
  return false;
}

/** The places of all fields that the page shows now, so that an error of the API finds its own. */
export function placesOf(fields: readonly Field[], values: Group, at = ''): string[] {
  return fields.flatMap((field) => places(field, values[field.name], at === '' ? field.name : `${at}.${field.name}`));
}

function places(field: Field, value: Value, path: string): string[] {
  if (field.kind === 'group') return [path, ...placesOf(field.fields, isGroup(value) ? value : {}, path)];
  if (field.kind === 'list' && chosenTogether(field.item)) return [path];
  if (field.kind === 'list') return [path, ...(isList(value) ? value : []).flatMap((item, index) => places(field.item, item, `${path}[${index}]`))];
  if (field.kind === 'own') return [path, ...(isList(value) ? value : []).map((_, index) => `${path}[${index}]`)];
  return field.kind === 'constant' ? [] : [path];
}

/** Gives each error of the API to the nearest field that is on the page; '' stands for the form as a whole. */
export function errorsByPlace<Error extends { readonly path: string }>(errors: readonly Error[], shown: readonly string[]): ReadonlyMap<string, readonly Error[]> {
  return Map.groupBy(errors, ({ path }) => nearest(path, shown));
}

function nearest(path: string, shown: readonly string[]): string {
  if (path === '' || shown.includes(path)) return path;
  return nearest(path.replace(/(\.|^)[^.[\]]*$|\[\d+\]$/, ''), shown);
}
