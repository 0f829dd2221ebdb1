import { z } from 'zod';
import { actor, casePicture, clock, coverage, entry, step, upcoming } from '../case.ts';
import { light, span } from '../clock.ts';
import { attachment } from './attachments.ts';
import { titled } from '../form.ts';
import { caseNo, instant } from '../ids.ts';
import { json } from '../json.ts';
import { label } from '../label.ts';
import { message } from '../message.ts';
import { openingFields, type ProcedureDefinition } from '../procedure.ts';
import { procedures } from '../procedures/index.ts';

/** The body that opens a case of one procedure. */
export function openingBodyOf(procedure: ProcedureDefinition) {
  const { name, matter, parties = openingFields.parties } = procedure;
  return z.strictObject({
    procedure: titled(z.literal(name), '流程', 'Procedure'),
    ...openingFields,
    parties,
    matter: titled(matter, '事项内容', 'The matter'),
  });
}

const [first, ...others] = Object.values(procedures).map(openingBodyOf);
if (first === undefined) throw new Error('there is no procedure');

/** The body of `POST /cases`: one form for each procedure. */
export const openingBody = z.discriminatedUnion('procedure', [first, ...others]);
export type OpeningBody = z.infer<typeof openingBody>;

/** A case number, or the id of its workflow: both name the case. */
export const caseRef = z
  .string()
  .regex(
    /^(\p{Script=Han}{2,6}〔\d{4}〕\d{6}号|[A-Za-z][\w.:-]{4,119})$/u,
    message('事项编号形如 屯网〔2026〕000123号,流程编号形如 jointInspection-340122-2026-000123', 'a case number looks like 屯网〔2026〕000123号, a workflow id like jointInspection-340122-2026-000123'),
  )
  .meta({ description: '事项编号或流程编号 · case number or workflow id' });

const unitName = z.strictObject({ code: z.string(), name: label });
const named = z.strictObject({ name: z.string(), label });

/** A case in a list, and in the answer to an action. */
export const caseBrief = z.strictObject({
  caseNo,
  workflowId: z.string(),
  procedure: named,
  title: z.string(),
  region: z.string(),
  coordinator: z.string(),
  leadUnit: z.string(),
  stage: named,
  status: casePicture.shape.status,
  outcome: z.string().nullable(),
  light: light.nullable(),
  dueAt: instant.nullable(),
  openedAt: instant,
  closedAt: instant.nullable(),
  confidential: z.boolean(),
  coverage: coverage.nullable().meta({ description: '入户覆盖 · how far its visits have come' }),
  rating: z.int().nullable(),
  seq: z.int(),
});
export type CaseBrief = z.infer<typeof caseBrief>;

const party = z.strictObject({
  id: z.string(),
  role: z.string(),
  named: z.string(),
  name: z.string().nullable(),
  phone: z.string().nullable(),
  idNumber: z.string().nullable(),
  address: z.string().nullable(),
});

/** 证据: an attachment, with the entry and the step to which it belongs. */
export const evidence = z.strictObject({
  ...attachment.shape,
  title: z.string().nullable().meta({ description: '无权查看个人信息的为 null · null for those who see no personal data' }),
  entry: z.int(),
  step: step.shape.id.nullable(),
  at: instant,
});
export type Evidence = z.infer<typeof evidence>;

/** Everything about one case that a reader may see. */
export const caseView = z.strictObject({
  ...caseBrief.shape,
  source: z.string(),
  stages: z.array(z.strictObject({ name: z.string(), label, reached: z.boolean(), current: z.boolean() })),
  matter: z.record(z.string(), json),
  parties: z.array(party),
  units: z.array(unitName),
  steps: z.array(z.strictObject({ ...step.shape, label })),
  clocks: z.array(clock),
  timeline: z.array(
    z.strictObject({
      ...entry.omit({ tell: true, key: true }).shape,
      actor,
      notified: z.int(),
      acknowledged: z.int(),
    }),
  ),
  evidence: z.array(evidence).meta({ description: '证据与表单附件,下载见 GET /attachments/{sha256} · what was attached, to the case or in a form' }),
  next: z.array(upcoming).meta({ description: '若无人办理,接下来会发生什么 · what happens next if nobody acts, soonest first' }),
  partOf: caseNo.nullable().meta({ description: '所属事项,如坐班日 · the case it belongs to, such as a service day' }),
  item: z.string().nullable().meta({ description: '办理事项 · the matter of the catalogue' }),
  trips: z.int().nullable(),
  serviceDay: z.string().nullable(),
  category: z.string().nullable().meta({ description: '小类 · category of the routing rules' }),
  grade: z.int().nullable().meta({ description: '分级 · grade' }),
  place: z.string().nullable().meta({ description: '事发网格 · the grid where it happened' }),
  links: z.strictObject({ self: z.string(), temporalUi: z.string() }),
});
export type CaseView = z.infer<typeof caseView>;

export const opened = z.strictObject({
  caseNo,
  workflowId: z.string(),
  receipt: z.string().nullable().meta({ description: '查询码,凭此查询与评价 · the code to look up and to rate' }),
  links: z.strictObject({ self: z.string(), temporalUi: z.string() }),
});

export const accepted = z.strictObject({
  caseNo,
  pending: z.literal(true),
  links: z.strictObject({ self: z.string() }),
});

export const acted = z.strictObject({
  case: caseBrief,
  step: z.strictObject({ ...step.shape, label }).nullable(),
  entry: z.int().meta({ description: '本次操作的记录序号 · the entry that the action made' }),
});

/** How soon something is due, in the order in which a desk shows it: today and the days after it are days in Beijing. */
export const urgency = z.enum(['overdue', 'today', 'week', 'later', 'none']);
export type Urgency = z.infer<typeof urgency>;

/** An open step as its unit sees it in its list. */
export const deskStep = z.strictObject({
  caseNo,
  title: z.string(),
  status: casePicture.shape.status,
  confidential: z.boolean(),
  procedure: named,
  step: z.strictObject({ ...step.shape, label }),
  light: light.nullable(),
  dueAt: instant.nullable().meta({ description: '中止期间为 null · null while the case is paused' }),
  left: z
    .strictObject({ amount: z.number(), unit: z.enum(['workday', 'workingHour']) })
    .nullable()
    .meta({
      description:
        '按工作日或工作时计的时限还剩多少,超期为负;其他时限为 null · what is left where the rule counts working days or hours, below zero when it is overdue',
    }),
  rule: z.strictObject({ label, version: z.int(), term: span, source: z.string() }).nullable(),
});
export type DeskStep = z.infer<typeof deskStep>;

/** What somebody outside learns with his receipt code. */
export const receiptView = z.strictObject({
  caseNo,
  procedure: label,
  stage: label,
  status: label,
  openedAt: instant,
  closedAt: instant.nullable(),
  progress: z.array(
    z.strictObject({
      at: instant,
      text: label,
      details: z
        .array(z.strictObject({ title: label, text: label }))
        .meta({ description: '告知当事人的内容,如答复、延期理由 · what the parties are told with it, such as a reply or why more time is needed' }),
    }),
  ),
  next: z.strictObject({ at: instant, text: label }).nullable(),
  appointment: z
    .strictObject({ opensAt: instant, community: label, item: label })
    .nullable()
    .meta({ description: '尚可取消的预约 · an appointment that is still to be kept, and may be cancelled' }),
  mayRate: z.boolean(),
});
