import { z } from 'zod';
import { label, type Label } from '../../contracts/label.ts';
import { beijingTime } from '../beijing-time.ts';

/** One line of a dossier: what, and what it is. */
export interface Line {
  readonly name: Label;
  readonly value: Label | string;
}

/** Names of what is written by its code: units, officers, matters. */
export type Names = ReadonlyMap<string, Label | string>;

const titles = z.object({ title: z.string(), titleEn: z.string().optional() });
const choices = z.object({ labels: z.record(z.string(), label) });

/**
 * A filled-in form as lines, in the order of its fields: each with its title, choices in words, what is nested named after
 * where it lies. A field that the form no longer knows is told under its own name.
 */
export function linesOf(schema: unknown, value: unknown, names: Names, under: Label | null = null): Line[] {
  if (value === undefined || value === null) return [];
  const inner = bare(schema);
  if (Array.isArray(value)) {
    const element = inner instanceof z.ZodArray ? inner.element : undefined;
    if (value.every((item) => !isRecord(item))) {
      return value.length === 0 || under === null ? [] : [{ name: under, value: listed(value.map((item) => told(element, item, names))) }];
    }
    return value.flatMap((item, index) => linesOf(element, item, names, below(under, same(String(index + 1)))));
  }
  if (isRecord(value)) {
    const shape = inner instanceof z.ZodObject ? inner.shape : {};
    const known = Object.keys(shape).filter((name) => name in value);
    const rest = Object.keys(value).filter((name) => !(name in shape));
    return [...known, ...rest].flatMap((name) => linesOf(shape[name], value[name], names, below(under, titleOf(shape[name]) ?? same(name))));
  }
  return under === null ? [] : [{ name: under, value: told(inner, value, names) }];
}

function told(schema: unknown, value: unknown, names: Names): Label | string {
  if (typeof value === 'boolean') return value ? { zh: '是', en: 'yes' } : { zh: '否', en: 'no' };
  const text = String(value);
  const inner = bare(schema);
  const meta: unknown = inner instanceof z.ZodType ? inner.meta() : undefined;
  const words = choices.safeParse(meta).data?.labels[text];
  if (words !== undefined) return words;
  if (/^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(text)) return beijingTime(text);
  return names.get(text) ?? text;
}

/** The title of a field, which may stand on the outside or below optional and nullable. */
function titleOf(schema: unknown): Label | null {
  if (!(schema instanceof z.ZodType)) return null;
  const found = titles.safeParse(schema.meta());
  if (found.success) return { zh: found.data.title, en: found.data.titleEn ?? found.data.title };
  return schema instanceof z.ZodOptional || schema instanceof z.ZodNullable || schema instanceof z.ZodDefault ? titleOf(schema.unwrap()) : null;
}

function bare(schema: unknown): unknown {
  return schema instanceof z.ZodOptional || schema instanceof z.ZodNullable || schema instanceof z.ZodDefault ? bare(schema.unwrap()) : schema;
}

function below(under: Label | null, name: Label): Label {
  return under === null ? name : { zh: `${under.zh} › ${name.zh}`, en: `${under.en} › ${name.en}` };
}

function listed(all: ReadonlyArray<Label | string>): Label | string {
  if (all.every((each) => typeof each === 'string')) return all.join('、');
  const inWords = (language: 'zh' | 'en') => all.map((each) => (typeof each === 'string' ? each : each[language]));
  return { zh: inWords('zh').join('、'), en: inWords('en').join(', ') };
}

function same(text: string): Label {
  return { zh: text, en: text };
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
