import { z } from 'zod';
import type { Label } from './label.ts';

/** Names a field as forms show it. In its JSON Schema: `title` (Chinese) and `titleEn`. */
export function titled<S extends z.ZodType>(schema: S, zh: string, en: string): S {
  return schema.meta({ title: zh, titleEn: en });
}

/** A choice, each with its words in both languages. In its JSON Schema: `enum`, and `labels` by value. */
export function choice<const Options extends Readonly<Record<string, Label>>>(options: Options) {
  return z.enum(Object.keys(options) as Array<keyof Options & string>).meta({ labels: options });
}
