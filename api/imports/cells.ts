import { z } from 'zod';
import type { Label } from '../../contracts/label.ts';
import { message } from '../../contracts/message.ts';

/** 是 or 否 */
export const yesNo = z
  .string()
  .refine((text) => words.has(text.toLowerCase()), message('请填写 是 或 否', 'write yes or no'))
  .transform((text) => words.get(text.toLowerCase()) === true);
const words: ReadonlyMap<string, boolean> = new Map([
  ['是', true], ['yes', true], ['true', true], ['1', true],
  ['否', false], ['no', false], ['false', false], ['0', false],
]);

/** One of several choices, by its words in either language or by its code. */
export function oneOf<Value extends string>(labels: Readonly<Record<Value, Label>>) {
  const values = new Map(
    (Object.entries(labels) as [Value, Label][]).flatMap(([value, { zh, en }]) => [[zh, value], [en.toLowerCase(), value], [value.toLowerCase(), value]] as const),
  );
  const all = Object.values<Label>(labels);
  return z.string().transform((text, context): Value => {
    const value = values.get(text.toLowerCase());
    if (value !== undefined) return value;
    context.addIssue({ code: 'custom', message: message(`须为其中之一:${all.map(({ zh }) => zh).join('、')}`, `must be one of: ${all.map(({ en }) => en).join(', ')}`) });
    return z.NEVER;
  });
}
