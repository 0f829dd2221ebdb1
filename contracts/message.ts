import type { Label } from './label.ts';

const between = ' ¦ ';

/** A message of a schema in both languages: `z.string().regex(…, message('单位代码为…', 'a unit code has …'))`. */
export function message(zh: string, en: string): string {
  return `${zh}${between}${en}`;
}

/** The two languages of such a message; undefined where it was written in one. */
export function labelOf(text: string): Label | undefined {
  const [zh, en, ...rest] = text.split(between);
  return zh === undefined || en === undefined || rest.length > 0 ? undefined : { zh, en };
}
