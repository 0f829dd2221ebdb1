import { z } from 'zod';
import { titled } from './form.ts';

/** A text that people read, Chinese first. */
export const label = z.strictObject({ zh: titled(z.string().min(1), '中文', 'Chinese'), en: titled(z.string().min(1), '英文', 'English') });
export type Label = z.infer<typeof label>;

export const languages = ['zh', 'en'] as const;
export type Language = (typeof languages)[number];

/** Fills `{name}` places of a label, in both languages. A place without a value stays visible, so that the gap is seen. */
export function fill(text: Label, values: Readonly<Record<string, string | number>>): Label {
  const put = (template: string) =>
    template.replace(/\{(\w+)\}/g, (place, name: string) => String(values[name] ?? place));
  return { zh: put(text.zh), en: put(text.en) };
}
