import { createContext, use } from 'react';
import type { Field, Option } from './schema.ts';
import { initialValue, isGroup, type Group } from './values.ts';

/** What a form can name of the case at hand, such as its parties or allegations, by the kind that its contract tells. */
export type CaseChoices = Readonly<Record<string, readonly Option[]>>;

export const CaseChoicesContext = createContext<CaseChoices>({});

/** Undefined where nobody said what there is to choose: then its number is typed. */
export function useCaseChoices(part: string): readonly Option[] | undefined {
  return use(CaseChoicesContext)[part];
}

/** The region in which a form is about something: where a point is looked for. */
export const FormRegionContext = createContext<string | undefined>(undefined);

/** A list that must have something about each of them, such as a finding for every allegation, begins with one item for each. */
export function prefilled(fields: readonly Field[], choices: CaseChoices): Group {
  return Object.fromEntries(
    fields.flatMap((field) => {
      if (field.kind !== 'list' || field.least < 1 || field.item.kind !== 'group') return [];
      const item = { ...field.item, required: true };
      const about = item.fields.find((each) => each.kind === 'ofCase');
      const each = about?.kind === 'ofCase' ? (choices[about.part] ?? []) : [];
      const empty = initialValue(item);
      if (about === undefined || each.length === 0 || each.length > field.most || !isGroup(empty)) return [];
      return [[field.name, each.map(({ value }) => ({ ...empty, [about.name]: value }))]];
    }),
  );
}
