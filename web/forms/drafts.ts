import { useState } from 'react';
import type { Group } from './values.ts';

/** What was typed and not yet sent, by form, for as long as the page is open. Personal data: it goes into no storage. */
const drafts = new Map<string, Group>();

/** The values of a form: closing its panel, or leaving the page, does not lose them. */
export function useDraft(form: string, initial: () => Group): readonly [Group, (next: Group) => void, () => void] {
  const [values, setValues] = useState<Group>(() => drafts.get(form) ?? initial());
  const change = (next: Group): void => {
    drafts.set(form, next);
    setValues(next);
  };
  const forget = (): void => {
    drafts.delete(form);
    setValues(initial());
  };
  return [values, change, forget];
}

export function forgetDrafts(): void {
  drafts.clear();
}
