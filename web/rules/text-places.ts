import { actionTexts } from '../../contracts/api/templates.ts';
import type { Label } from '../../contracts/label.ts';
import type { Procedure, StepForm } from '../api/client.ts';
import { fieldsOf, type Field, type Schema } from '../forms/schema.ts';
import { both } from './fields.ts';

/** Where a text may be inserted: a step, or every step; a long text of it, or each. One word for both, as a choice wants it. */
export function wherever(step: string | null, field: string | null): string {
  return `${step ?? ''}|${field ?? ''}`;
}

export function placeOf(place: string): { readonly step: string | null; readonly field: string | null } {
  const [step = '', field = ''] = place.split('|');
  return { step: step === '' ? null : step, field: field === '' ? null : field };
}

/** Every place of a procedure, with its words. Steps without a long text have none but the reasons that every step has. */
export function placesIn(procedure: Procedure): ReadonlyMap<string, Label> {
  const everywhere = [null, ...Object.keys(actionTexts)].map((field) => [wherever(null, field), placeText(procedure, null, field)] as const);
  const inSteps = [...procedure.steps, ...procedure.standingSteps].flatMap((step) =>
    [null, ...longTextsOf(step).keys(), ...Object.keys(actionTexts)].map((field) => [wherever(step.name, field), placeText(procedure, step.name, field)] as const),
  );
  return new Map([...everywhere, ...inSteps]);
}

export function placeText(procedure: Procedure, step: string | null, field: string | null): Label {
  const definition = [...procedure.steps, ...procedure.standingSteps].find(({ name }) => name === step);
  const where = step === null ? both('templates.everyStep') : (definition?.label ?? { zh: step, en: step });
  const what = field === null ? both('templates.everyField') : (fieldLabel(definition, field) ?? { zh: field, en: field });
  return { zh: `${where.zh} · ${what.zh}`, en: `${where.en} · ${what.en}` };
}

function fieldLabel(step: StepForm | undefined, field: string): Label | undefined {
  const ofActions = new Map<string, Label>(Object.entries(actionTexts));
  return ofActions.get(field) ?? (step === undefined ? undefined : longTextsOf(step).get(field));
}

function longTextsOf({ form, part, report }: StepForm): ReadonlyMap<string, Label> {
  return new Map([...textsIn(form, ''), ...textsIn(part, ''), ...textsIn(report, 'report/')]);
}

function textsIn(schema: Schema | null, start: string): Array<readonly [string, Label]> {
  return schema === null ? [] : fieldsOf(schema).flatMap((field) => longTexts(field, start + field.name));
}

function longTexts(field: Field, path: string): Array<readonly [string, Label]> {
  if (field.kind === 'group') return field.fields.flatMap((each) => longTexts(each, `${path}.${each.name}`));
  if (field.kind === 'list') return longTexts({ ...field.item, label: field.item.label.zh === '' ? field.label : field.item.label }, path);
  return field.kind === 'text' && field.long ? [[path, field.label]] : [];
}
