import { z } from 'zod';
import { message } from '../../contracts/message.ts';
import { invalidFields } from './check.ts';

/** The query fields of every list. */
export const pageFields = {
  limit: z.coerce.number<string>().int().min(1).max(200).default(50).meta({ description: '每页条数 · items in a page' }),
  cursor: z
    .string()
    .max(500)
    .regex(/^[A-Za-z0-9_-]+$/, message('游标须取自上一页的 next', 'a cursor comes from `next` of the page before'))
    .optional()
    .meta({ description: '上一页返回的 next · `next` of the page before' }),
};

/** A query field that names some of a list by their codes: `a,b,c`. */
export function someOf<Code extends z.ZodType<unknown, string>>(code: Code) {
  return z
    .string()
    .max(8_000)
    .transform((text) => text.split(','))
    .pipe(z.array(code).max(200))
    .optional()
    .meta({ description: '仅这些,以逗号分隔 · only these, separated by commas' });
}

/** One page of a list: `next` is the cursor of the page after it, null on the last. */
export function page<Item extends z.ZodType>(item: Item) {
  return z.strictObject({ items: z.array(item), next: z.string().nullable() });
}

/** An opaque cursor that holds the place of the last item of a page. */
export function cursorOf(place: readonly (string | number)[]): string {
  return Buffer.from(JSON.stringify(place)).toString('base64url');
}

/** The place in a cursor. Throws `invalid-fields` when it is not one of this list's. */
export function placeOf<Place extends z.ZodType>(place: Place, cursor: string | undefined): z.output<Place> | undefined {
  if (cursor === undefined) return undefined;
  const parsed = place.safeParse(decode(cursor));
  if (parsed.success) return parsed.data;
  throw invalidFields([{ path: 'cursor', zh: '游标须取自上一页的 next', en: 'a cursor comes from `next` of the page before' }]);
}

/** Cuts `limit + 1` rows to a page; the extra row only says that there is more. */
export function pageOf<Row, Item>(
  rows: readonly Row[],
  limit: number,
  place: (row: Row) => readonly (string | number)[],
  show: (row: Row) => Item,
): { items: Item[]; next: string | null } {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return { items: shown.map(show), next: rows.length > limit && last !== undefined ? cursorOf(place(last)) : null };
}

function decode(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
}
