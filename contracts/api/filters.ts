import { z } from 'zod';
import { message } from '../message.ts';

/** Lists of which filters are kept. */
export const filteredPage = z.enum(['desk', 'cases']);
export type FilteredPage = z.infer<typeof filteredPage>;

/** Of one list, by one officer. */
export const filtersAtMost = 30;

const query = z
  .string()
  .min(1)
  .max(500)
  .refine(isQuery, message('筛选条件须为地址中的查询部分,如 light=red&mine=1', 'a filter is the query of an address, such as light=red&mine=1'));

/** Each name once, with something behind it. Where a list was left off is no part of a filter. */
function isQuery(text: string): boolean {
  const fields = [...new URLSearchParams(text)];
  const names = fields.map(([name]) => name);
  return (
    fields.length > 0 &&
    new Set(names).size === names.length &&
    fields.every(([name, value]) => /^[a-z][A-Za-z]{0,29}$/.test(name) && value !== '' && !['cursor', 'limit', 'step'].includes(name))
  );
}

export const newFilter = z
  .strictObject({
    page: filteredPage,
    name: z.string().trim().min(1).max(30),
    query,
  })
  .meta({ id: 'NewSavedFilter' });

export const savedFilter = z
  .strictObject({ id: z.uuid(), page: filteredPage, name: z.string(), query: z.string() })
  .meta({ id: 'SavedFilter' });
export type SavedFilter = z.infer<typeof savedFilter>;
