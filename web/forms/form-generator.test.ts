import { describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { openingBodyOf } from '../../contracts/api/cases.ts';
import { span } from '../../contracts/clock.ts';
import { choice, titled } from '../../contracts/form.ts';
import { procedures } from '../../contracts/procedures/index.ts';
import { attachmentReference, unitReference } from '../../contracts/references.ts';
import { standingSteps } from '../../contracts/standing-steps.ts';
import { fieldsOf, type Field, type Schema } from './schema.ts';
import { bodyOf, errorsByPlace, initialOf, missingIn, placesOf } from './values.ts';

function fieldsFor(form: z.ZodObject): Field[] {
  return fieldsOf(z.toJSONSchema(form, { io: 'input', unrepresentable: 'any' }) as Schema);
}

const visit = fieldsFor(
  z.strictObject({
    result: titled(choice({ done: { zh: '已办', en: 'done' }, refused: { zh: '拒绝', en: 'refused' } }), '结果', 'Result'),
    unit: titled(unitReference.nullable(), '单位', 'Unit'),
    photos: titled(z.array(attachmentReference).min(1), '照片', 'Pictures'),
    people: titled(z.array(z.strictObject({ name: titled(z.string(), '姓名', 'Name'), age: z.int().optional() })), '人员', 'People').default([]),
    by: titled(span, '延长', 'By').optional(),
    told: z.literal(true).optional(),
    day: z.iso.date().optional(),
    note: titled(z.string().max(500), '备注', 'Note').meta({ description: '可不填 · may stay empty' }).optional(),
  }),
);

function named(name: string): Field | undefined {
  return visit.find((each) => each.name === name);
}

describe('a form is drawn from its contract', () => {
  test('every kind of field is known, with its words in both languages', () => {
    expect(visit.map(({ kind }) => kind)).toEqual(['choice', 'reference', 'list', 'list', 'span', 'confirmation', 'day', 'text']);
    expect(named('result')).toMatchObject({ label: { zh: '结果', en: 'Result' }, required: true, options: [{ value: 'done', label: { zh: '已办', en: 'done' } }, { value: 'refused' }] });
    expect(named('unit')).toMatchObject({ to: 'unit', nullable: true });
    expect(named('photos')).toMatchObject({ item: { kind: 'attachment' }, least: 1 });
    expect(named('note')).toMatchObject({ long: true, required: false, help: { zh: '可不填', en: 'may stay empty' } });
  });

  test.each(Object.values(procedures).map((each) => [each.name, each] as const))('%s has no field that a page cannot draw', (_name, procedure) => {
    const forms = [openingBodyOf(procedure), ...Object.values(procedure.steps).flatMap((step) => ('part' in step && step.part !== undefined ? [step.form, step.part] : [step.form]))];
    for (const fields of forms.map((form) => fieldsFor(form))) expect(fieldsWithoutKind(fields)).toEqual([]);
  });

  test('the standing steps too', () => {
    for (const { form } of Object.values(standingSteps)) expect(fieldsWithoutKind(fieldsFor(form))).toEqual([]);
  });
});

describe('what is sent', () => {
  test('leaves out what was not filled in, and sends null and empty lists where the contract wants them', () => {
    expect(bodyOf(visit, initialOf(visit))).toEqual({ unit: null, photos: [] });
  });

  test('has what was filled in, without the empty items of a list', () => {
    const values = { result: 'done', unit: 'badou-cdi', photos: ['a', undefined], people: [{ name: ' 示例 ' }], by: { amount: 2, unit: 'workday' }, told: true };
    expect(bodyOf(visit, values)).toEqual({
      result: 'done',
      unit: 'badou-cdi',
      photos: ['a'],
      people: [{ name: '示例' }],
      by: { amount: 2, unit: 'workday' },
      told: true,
    });
  });

  test('a zero and a no are answers', () => {
    const fields = fieldsFor(z.strictObject({ count: z.int(), done: z.boolean() }));
    expect(missingIn(fields, { count: 0, done: false })).toEqual([]);
    expect(bodyOf(fields, { count: 0, done: false })).toEqual({ count: 0, done: false });
  });

  test('a group that may be left out is asked for in full once something of it is there', () => {
    const fields = fieldsFor(z.strictObject({ subject: z.strictObject({ name: z.string(), unit: z.string() }).optional() }));
    expect(bodyOf(fields, { subject: { name: '' } })).toEqual({});
    expect(missingIn(fields, { subject: { name: '' } })).toEqual([]);
    expect(missingIn(fields, { subject: { name: '示例' } })).toEqual(['subject.unit']);
  });
});

describe('errors stand at their fields', () => {
  test('what is missing is named as the API names it', () => {
    expect(missingIn(visit, { photos: [undefined], people: [{}] })).toEqual(['result', 'photos[0]', 'people[0].name']);
  });

  test('an error finds the nearest field that is shown', () => {
    const shown = placesOf(visit, { photos: ['a'], people: [{}] });
    const errors = ['people[0].name', 'by.amount', 'photos[7]', 'elsewhere.deep[2]'].map((path) => ({ path }));
    expect([...errorsByPlace(errors, shown).keys()]).toEqual(['people[0].name', 'by', 'photos', '']);
  });
});

/** Texts without any word of their own would be shown by the name in the contract: those are accepted; unknown shapes are not. */
function fieldsWithoutKind(fields: readonly Field[]): string[] {
  return fields.flatMap((field) => {
    if (field.kind === 'group') return field.fields.length === 0 ? [field.name] : fieldsWithoutKind(field.fields);
    if (field.kind === 'list') return field.item.kind === 'list' ? [field.name] : fieldsWithoutKind([field.item]);
    if (field.kind === 'choice') return field.options.length === 0 ? [field.name] : [];
    return [];
  });
}
