import { z } from 'zod';
import type { Visibility } from './case.ts';
import { choice, titled } from './form.ts';
import { identityNumber } from './identity-number.ts';
import { regionCode, type Family } from './ids.ts';
import type { Label } from './label.ts';
import { message } from './message.ts';
import { personal } from './personal.ts';
import type { Role } from './roles.ts';

/** One kind of step of a procedure: where it stands, who may act, what is filled in, which rule gives its clock. */
export interface StepDefinition {
  readonly stage: string;
  readonly label: Label;
  /** Roles that may complete it. */
  readonly roles: readonly Role[];
  /** Code of the time-limit rule; a step without one has no clock. */
  readonly rule?: string;
  readonly form: z.ZodObject;
  /** Form of a co-unit's part, where the step is done jointly. */
  readonly part?: z.ZodObject;
  /** Who may read its completion in the timeline. */
  readonly visibility?: Visibility;
  /** A hand-over (移交) is accepted by completing it, refused by returning it, and can be called back by its giver. */
  readonly handOver?: true;
}

export interface ProcedureDefinition {
  readonly name: string;
  readonly family: Family;
  readonly label: Label;
  /** The character of the case number between the region and the year: 屯网〔2026〕. */
  readonly mark: string;
  readonly confidential: boolean;
  /** Roles that may open it; an empty list: only a schedule does. */
  readonly openedBy: readonly Role[];
  readonly stages: Readonly<Record<string, Label>>;
  readonly steps: Readonly<Record<string, StepDefinition>>;
  /** What the opener fills in besides title, region and parties. */
  readonly matter: z.ZodObject;
  /** The page and the papers that it follows. */
  readonly source: string;
  /** Parties can rate it with their receipt code. */
  readonly rated?: true;
}

/** Declares a procedure, keeping the literal types of its steps, so that the workflow and the API are checked against it. */
export function defineProcedure<const P extends ProcedureDefinition>(definition: P): P {
  return definition;
}

export type StepName<P extends ProcedureDefinition> = keyof P['steps'] & string;

/** What a completed step hands to its procedure: the form without its personal fields, which the database keeps. */
export type FormOf<P extends ProcedureDefinition, S extends StepName<P>> = z.infer<P['steps'][S]['form']>;
export type PartOf<P extends ProcedureDefinition, S extends StepName<P>> = P['steps'][S] extends { part: infer F extends z.ZodType }
  ? z.infer<F>
  : never;
export type MatterOf<P extends ProcedureDefinition> = z.infer<P['matter']>;

const telephone = z.string().regex(/^\+?[\d-]{5,20}$/, message('电话号码为 5 至 20 位数字', 'a telephone number has 5 to 20 digits'));

/** 当事人 as the opener describes them. Kept in the database; the workflow knows their ids `p1`, `p2` … and roles. */
export const partyDetails = z
  .strictObject({
    role: titled(
      choice({
        reporter: { zh: '反映人', en: 'reporter' },
        applicant: { zh: '申请人', en: 'applicant' },
        subject: { zh: '被反映人', en: 'subject' },
        household: { zh: '住户', en: 'household' },
        enterprise: { zh: '企业', en: 'enterprise' },
        other: { zh: '其他', en: 'other' },
      }),
      '身份',
      'Role',
    ),
    named: titled(
      choice({
        realName: { zh: '实名', en: 'with his name' },
        confidential: { zh: '保密', en: 'in confidence' },
        anonymous: { zh: '匿名', en: 'without a name' },
      }),
      '署名方式',
      'How he is named',
    ).default('realName'),
    name: titled(personal(z.string().trim().min(1).max(60), '联系与告知'), '姓名', 'Name').optional(),
    phone: titled(personal(telephone, '联系与回访'), '电话', 'Telephone').optional(),
    idNumber: titled(personal(identityNumber, '身份核验'), '身份证号', 'Identity number').optional(),
    address: titled(personal(z.string().trim().max(200), '送达'), '地址', 'Address').optional(),
  })
  .refine(({ named, name, phone, idNumber, address }) => named !== 'anonymous' || [name, phone, idNumber, address].every((field) => field === undefined), {
    path: ['named'],
    error: message('匿名当事人不得填写姓名与联系方式', 'a party without a name has no name, telephone or address'),
  });
export type PartyDetails = z.infer<typeof partyDetails>;

/** A party as the workflow knows it. */
export interface Party {
  readonly id: string;
  readonly role: PartyDetails['role'];
  readonly named: PartyDetails['named'];
}

/** How a case came in (来源). */
export const source = titled(
  choice({
    counter: { zh: '窗口', en: 'counter' },
    phone: { zh: '电话', en: 'telephone' },
    letter: { zh: '来信', en: 'letter' },
    online: { zh: '网络', en: 'online' },
    hotline: { zh: '热线', en: 'hotline' },
    schedule: { zh: '日程', en: 'schedule' },
    superior: { zh: '上级交办', en: 'from above' },
    import: { zh: '导入', en: 'import' },
  }),
  '来源',
  'Source',
);

export const openingFields = {
  region: titled(regionCode, '区划', 'Region'),
  title: titled(personal(z.string().trim().min(2).max(120), '事项标题'), '标题', 'Title'),
  source: source.default('counter'),
  parties: titled(z.array(partyDetails).max(50).default([]), '当事人', 'Parties'),
};

/** What the workflow of a case is started with. */
export interface Opening<Matter = Readonly<Record<string, unknown>>> {
  readonly caseNo: string;
  readonly procedure: string;
  readonly region: string;
  readonly coordinator: string;
  readonly openedBy: { readonly officer: string; readonly unit: string; readonly roles: readonly string[] } | null;
  readonly key: string;
  readonly parties: readonly Party[];
  readonly matter: Matter;
  /** What the API found in the registry for this matter; pinned here, so that later changes of the registry do not touch the case. */
  readonly facts: Readonly<Record<string, unknown>>;
  /** Officers whom the registry already shows to be in conflict with the subject, with the ground. */
  readonly conflicts: ReadonlyArray<{ readonly officer: string; readonly ground: string }>;
  /** The unit of the person whom the matter is about: none of its officers may act. */
  readonly subjectUnit: string | null;
}

