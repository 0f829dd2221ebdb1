import { describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { openingBodyOf } from '../api/cases.ts';
import { choice, titled } from '../form.ts';
import { label } from '../label.ts';
import type { StepDefinition } from '../procedure.ts';
import { standingSteps } from '../standing-steps.ts';
import { procedures } from './index.ts';

/** What a page is given of a form, as far as it is words. */
interface Schema {
  readonly title?: string;
  readonly titleEn?: string;
  readonly description?: string;
  readonly type?: string;
  readonly enum?: readonly string[];
  readonly labels?: Readonly<Record<string, unknown>>;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
}

const chinese = /\p{Script=Han}/u;

/** Every place of a form that is not told in both languages: a field without its title, a choice without its words, a hint in one language. */
function untold(form: z.ZodType): string[] {
  return untoldIn(z.toJSONSchema(form, { io: 'input', unrepresentable: 'any' }) as Schema, '');
}

function untoldIn(schema: Schema, place: string): string[] {
  const { enum: values = [], labels = {}, description, properties = {}, items, anyOf = [], oneOf = [] } = schema;
  return [
    ...values.filter((value) => !label.safeParse(labels[value]).success).map((value) => `${place}: words for ${value}`),
    ...(description === undefined || /^.*\p{Script=Han}.* · [^\p{Script=Han}]+$/u.test(description) ? [] : [`${place}: description`]),
    ...Object.entries(properties).flatMap(([name, field]) => [...untitled(field, `${place}.${name}`), ...untoldIn(field, `${place}.${name}`)]),
    ...(items === undefined ? [] : untoldIn(items, `${place}[]`)),
    ...[...anyOf, ...oneOf].flatMap((each) => untoldIn(each, place)),
  ];
}

function untitled({ title = '', titleEn = '' }: Schema, place: string): string[] {
  return chinese.test(title) && titleEn !== '' && !chinese.test(titleEn) ? [] : [`${place}: title`];
}

function formsOf(steps: Readonly<Record<string, StepDefinition>>): Array<readonly [string, z.ZodType]> {
  return Object.entries(steps).flatMap(([name, { form, part, report }]) =>
    Object.entries({ form, part, report }).flatMap(([which, each]) => (each === undefined ? [] : [[`${name}: ${which}`, each] as const])),
  );
}

describe('every form speaks Chinese and English', () => {
  test.each(Object.values(procedures).map((procedure) => [procedure.name, procedure] as const))('%s', (_name, procedure) => {
    const routine = procedure.occasion === undefined ? [] : [['routine', procedure.occasion.routine] as const];
    for (const [form, schema] of [['opening', openingBodyOf(procedure)] as const, ...routine, ...formsOf(procedure.steps)]) {
      expect([form, untold(schema)]).toEqual([form, []]);
    }
  });

  test('the standing steps', () => {
    for (const [form, schema] of formsOf(standingSteps)) expect([form, untold(schema)]).toEqual([form, []]);
  });

  test('what does not is found, wherever it lies', () => {
    const item = z.strictObject({ name: z.string(), how: titled(z.enum(['post', 'pickUp']), '方式', 'How') });
    const form = z.strictObject({
      zhOnly: z.boolean().meta({ title: '到场' }),
      sameTwice: titled(z.boolean(), '到场', '到场').optional(),
      items: titled(z.array(item), '清单', 'List').default([]),
      maybe: titled(choice({ yes: { zh: '是', en: '' } }).nullable(), '意见', 'Opinion').meta({ description: '仅中文' }),
    });
    expect(untold(form)).toEqual([
      '.zhOnly: title',
      '.sameTwice: title',
      '.items[].name: title',
      '.items[].how: words for post',
      '.items[].how: words for pickUp',
      '.maybe: description',
      '.maybe: words for yes',
    ]);
  });
});
