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
  /** 登记: what its unit reports while it works on it, as often as there is something to report. */
  readonly report?: z.ZodObject;
  /** Who may read its completion, and what is reported, in the timeline. */
  readonly visibility?: Visibility;
  /** A hand-over (移交) is accepted by completing it, refused by returning it, and can be called back by its giver. */
  readonly handOver?: true;
  /** Completing it opens another case, which is a part of this one. */
  readonly opens?: RelatedDefinition;
}

/** How a completed form, personal fields included, becomes the opening of another case. `matter`: of the case that it is a part of. */
export interface RelatedDefinition {
  readonly procedure: string;
  readonly openingOf: (form: unknown, matter: unknown) => { readonly title: string; readonly matter: Readonly<Record<string, unknown>> };
}

/** Declares it, typed by the form of the step and the matter of the case. */
export function defineRelated<F extends z.ZodType, M extends z.ZodType>(
  procedure: string,
  { form, matter }: { form: F; matter: M },
  openingOf: (form: z.output<F>, matter: z.output<M>) => ReturnType<RelatedDefinition['openingOf']>,
): RelatedDefinition {
  return { procedure, openingOf: (filled, of) => openingOf(form.parse(filled), matter.parse(of)) };
}

/** Day and hours of one occasion of a schedule. */
export interface OccasionHours {
  readonly day: string;
  readonly opensAt: string;
  readonly closesAt: string;
}

export interface Duty<Field extends string = string> {
  readonly step: string;
  /** One item for each duty: the unit that has it, or the time at which it begins. */
  readonly each: Field;
  /** The field that names the unit, where `each` names times. */
  readonly unit?: Field;
  /** The step in which who comes is confirmed, one for each duty. */
  readonly confirm?: string;
}

/** Says that schedules may open a procedure: what stays the same from one occasion to the next, and the matter of one of them. */
export interface OccasionDefinition {
  readonly routine: z.ZodObject;
  readonly matterOf: (routine: unknown, hours: OccasionHours) => Readonly<Record<string, unknown>>;
  /** 值守: the step in which a duty is done, the field of routine and matter that has one item for each duty, and who has it. */
  readonly duty?: Duty;
  /** The field of routine and matter that names the unit where it takes place. */
  readonly place?: string;
  /** Opened also when its hours have passed, such as after an outage: what it is about does not depend on them. */
  readonly evenLate?: true;
}

/** Declares it, typed by the routine. */
export function defineOccasion<R extends z.ZodObject>(
  routine: R,
  matterOf: (routine: z.output<R>, hours: OccasionHours) => Readonly<Record<string, unknown>>,
  more: { readonly duty?: Duty<keyof z.output<R> & string>; readonly place?: keyof z.output<R> & string; readonly evenLate?: true } = {},
): OccasionDefinition {
  return { routine, matterOf: (values, hours) => matterOf(routine.parse(values), hours), ...more };
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
  /** Whom it cannot do without, where it has such parties: see `partiesWith`. */
  readonly parties?: typeof openingFields.parties;
  /** The page and the papers that it follows. */
  readonly source: string;
  /** 并案: reports of the same thing may become one case, and one case two. */
  readonly merges?: true;
  /** Parties can rate it with their receipt code. */
  readonly rated?: true;
  /** 不予受理: outcomes with which it ends before it was taken on. It counts as registered then, not as accepted. */
  readonly notAccepted?: readonly string[];
  /** Given where schedules may open it. */
  readonly occasion?: OccasionDefinition;
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
export type ReportOf<P extends ProcedureDefinition, S extends StepName<P>> = P['steps'][S] extends { report: infer F extends z.ZodType }
  ? z.infer<F>
  : never;
export type MatterOf<P extends ProcedureDefinition> = z.infer<P['matter']>;

const telephone = z.string().regex(/^\+?[\d-]{5,20}$/, message('电话号码为 5 至 20 位数字', 'a telephone number has 5 to 20 digits'));

const partyRoles = {
  reporter: { zh: '反映人', en: 'reporter' },
  applicant: { zh: '申请人', en: 'applicant' },
  subject: { zh: '被反映人', en: 'subject' },
  household: { zh: '住户', en: 'household' },
  disputant: { zh: '纠纷当事人', en: 'party to a dispute' },
  enterprise: { zh: '企业', en: 'enterprise' },
  other: { zh: '其他', en: 'other' },
} as const;

/** 当事人 as the opener describes them. Kept in the database; the workflow knows their ids `p1`, `p2` … and roles. */
export const partyDetails = z
  .strictObject({
    role: titled(choice(partyRoles), '身份', 'Role'),
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
    related: { zh: '关联事项', en: 'another case' },
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

/** The parties of a procedure that needs so many in one role. */
export function partiesWith(role: PartyDetails['role'], atLeast: number): typeof openingFields.parties {
  const enough = openingFields.parties.refine(
    (parties) => parties.filter((party) => party.role === role).length >= atLeast,
    message(`须填写不少于 ${atLeast} 名${partyRoles[role].zh}`, `at least ${atLeast} are needed: ${partyRoles[role].en}`),
  );
  return titled(enough, '当事人', 'Parties');
}

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
  /** The case from which it was opened. */
  readonly partOf?: string;
  /** What the API found in the registry for this matter; pinned here, so that later changes of the registry do not touch the case. */
  readonly facts: Readonly<Record<string, unknown>>;
  /** Officers whom the registry already shows to be in conflict with the subject, with the ground. */
  readonly conflicts: ReadonlyArray<{ readonly officer: string; readonly ground: string }>;
  /** The unit of the person whom the matter is about: none of its officers may act. */
  readonly subjectUnit: string | null;
}

