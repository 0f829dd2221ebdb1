import type { ReactNode } from 'react';
import type { CaseView, Procedure } from '../api/client.ts';
import { Named } from '../forms/facts.tsx';
import { fieldsOf, type Field } from '../forms/schema.ts';
import { useWords } from '../words/use-words.ts';

export type Step = CaseView['steps'][number];
export type Entry = CaseView['timeline'][number];

export function Part({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section className="part">
      <h2>{title}</h2>
      {children}
    </section>
  );
}

export function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** A unit that had part in the case is named with it; others are looked up. */
export function UnitName({ view, code }: { readonly view: CaseView; readonly code: string }) {
  const { say } = useWords();
  const known = view.units.find((each) => each.code === code);
  return known === undefined ? <Named to="unit" id={code} /> : say(known.name);
}

/** The fields of what a step was completed with. */
export function formOf(procedure: Procedure | undefined, name: string, part: boolean): Field[] {
  const definition = procedure?.steps.find((each) => each.name === name) ?? procedure?.standingSteps.find((each) => each.name === name);
  if (definition === undefined) return [];
  return fieldsOf(part ? (definition.part ?? definition.form) : definition.form);
}

/** What a unit reported while it worked on a step. */
export function reportOf(procedure: Procedure | undefined, name: string): Field[] {
  const report = procedure?.steps.find((each) => each.name === name)?.report;
  return report === null || report === undefined ? [] : fieldsOf(report);
}

/** A text in the data of an entry. */
export function textIn(entry: Entry | undefined, name: string): string | null {
  const text = entry?.data[name];
  return typeof text === 'string' ? text : null;
}
