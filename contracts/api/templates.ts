import { z } from 'zod';
import { titled } from '../form.ts';
import { instant, unitCode } from '../ids.ts';
import { label, type Label } from '../label.ts';
import { message } from '../message.ts';

/** What the page fills in when a standard text is inserted into a form. */
export const textPlaces = {
  caseNo: { zh: '事项编号', en: 'number of the case' },
  title: { zh: '事项标题', en: 'title of the case' },
  unit: { zh: '本单位名称', en: 'name of the unit' },
  today: { zh: '今天的日期', en: 'the day' },
  dueAt: { zh: '本环节到期时间', en: 'due time of the step' },
} as const satisfies Readonly<Record<string, Label>>;
export type TextPlace = keyof typeof textPlaces;

/** Long texts that are asked for beside the form of a step, whatever the step: `action/field`. */
export const actionTexts = {
  'return/reason': { zh: '退回理由', en: 'Reason of a return' },
  'transfer/reason': { zh: '转交理由', en: 'Reason of a transfer' },
  'requestExtension/reason': { zh: '申请延期理由', en: 'Reason for more time' },
} as const satisfies Readonly<Record<string, Label>>;

/** The longest that a reason may be. */
export const longestReason = 500;

const known = new RegExp(`^(${Object.keys(textPlaces).join('|')})$`);

function places(text: string): string[] {
  return [...text.matchAll(/\{([^{}]*)\}/g)].map(([, name = '']) => name);
}

const text = z
  .string()
  .trim()
  .min(2)
  .max(2000)
  .refine(
    (given) => places(given).every((name) => known.test(name)),
    message(`只能使用 ${Object.keys(textPlaces).map((name) => `{${name}}`).join(' ')}`, `only ${Object.keys(textPlaces).map((name) => `{${name}}`).join(' ')} are filled in`),
  );

const name = z.string().trim().min(2).max(40);

const fields = {
  procedure: titled(z.string().min(1).max(60), '流程', 'Procedure'),
  step: titled(z.string().min(1).max(60).nullable(), '环节', 'Step').meta({ description: '为 null 时用于该流程的各环节 · null: for every step' }),
  field: titled(z.string().min(1).max(120).nullable(), '栏目', 'Field').meta({
    description:
      '表单中的长文本,如 reasons;办理中登记的为 report/…,退回、转交、延期理由为 return/reason、transfer/reason、requestExtension/reason;为 null 时用于各长文本 · a long text of the form; null: for every one',
  }),
  unit: titled(unitCode.nullable(), '适用单位', 'Unit').meta({ description: '为 null 时各单位可用 · null: for everybody' }),
  name: titled(z.strictObject({ zh: name, en: name }), '名称', 'Name'),
  text: titled(z.strictObject({ zh: text, en: text.nullable() }), '文本', 'Text'),
  active: titled(z.boolean().default(true), '启用', 'In use'),
};

/** 常用文本, as whoever keeps it writes it. */
export const standardTextBody = z.strictObject(fields).meta({ id: 'StandardTextBody' });
export type StandardTextBody = z.infer<typeof standardTextBody>;

export const standardText = z
  .strictObject({ id: z.uuid(), ...fields, name: label, active: z.boolean(), updatedAt: instant })
  .meta({ id: 'StandardText' });
export type StandardText = z.infer<typeof standardText>;
