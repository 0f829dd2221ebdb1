import { createContext, use } from 'react';
import type { Option } from './schema.ts';

/** What a form can name of the case at hand, such as its parties or allegations, by the kind that its contract tells. */
export type CaseChoices = Readonly<Record<string, readonly Option[]>>;

export const CaseChoicesContext = createContext<CaseChoices>({});

/** Undefined where nobody said what there is to choose: then its number is typed. */
export function useCaseChoices(part: string): readonly Option[] | undefined {
  return use(CaseChoicesContext)[part];
}

/** The region in which a form is about something: where a point is looked for. */
export const FormRegionContext = createContext<string | undefined>(undefined);
