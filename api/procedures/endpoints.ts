import { z } from 'zod';
import { openingBodyOf } from '../../contracts/api/cases.ts';
import { openByStage } from '../../contracts/api/procedures.ts';
import { scheduleBodyOf, scheduledProcedures } from '../../contracts/api/schedules.ts';
import { family } from '../../contracts/ids.ts';
import { json } from '../../contracts/json.ts';
import { label } from '../../contracts/label.ts';
import type { ProcedureDefinition, StepDefinition } from '../../contracts/procedure.ts';
import { role } from '../../contracts/roles.ts';
import { standingSteps } from '../../contracts/standing-steps.ts';
import type { Actor } from '../accounts/actor.ts';
import { readers } from '../cases/endpoints.ts';
import { endpoint, reply, type Endpoint } from '../http/endpoint.ts';
import { page } from '../http/page.ts';
import { Problem } from '../http/problem.ts';
import { countOpen } from './count-open.ts';
import { visibleTo } from './visible.ts';

const jsonSchema = z.record(z.string(), json).meta({ description: 'JSON Schema 2020-12' });
const named = z.strictObject({ name: z.string(), label });
const brief = z.strictObject({ name: z.string(), label, family, source: z.string(), stages: z.array(named), openedBy: z.array(role), scheduled: z.boolean().meta({ description: '可按日程立案 · whether schedules may open it' }) });
const stepForm = z.strictObject({
  ...named.shape,
  stage: z.string(),
  roles: z.array(role),
  rule: z.string().nullable(),
  handOver: z.boolean(),
  form: jsonSchema,
  part: jsonSchema.nullable(),
  report: jsonSchema.nullable().meta({ description: '办理中可多次登记的进展 · what may be reported while it is worked on' }),
});
const whole = z.strictObject({
  ...brief.shape,
  merges: z.boolean().meta({ description: '可并案与拆分 · its cases may be merged and split' }),
  opening: jsonSchema,
  routine: jsonSchema
    .nullable()
    .meta({ description: '按日程立案时各次相同的内容;不能按日程立案的为 null · what a schedule of it carries; null where no schedule opens it' }),
  schedule: jsonSchema.nullable().meta({ description: '新建日程的表单 · the form that makes a schedule of it; null where no schedule opens it' }),
  steps: z.array(stepForm),
  standingSteps: z.array(stepForm),
});

/** A form as the web page and other systems want it. */
function schemaOf(form: z.ZodType): z.infer<typeof jsonSchema> {
  return jsonSchema.parse(z.toJSONSchema(form, { io: 'input', unrepresentable: 'any' }));
}

/** Throws `not-found` alike for a procedure that is not there and for one that is none of his business. */
function procedureFor(actor: Actor, name: string): ProcedureDefinition {
  const procedure = visibleTo(actor).find((each) => each.name === name);
  if (procedure === undefined) throw new Problem('not-found', { what: { zh: '该流程', en: 'procedure' } });
  return procedure;
}

function briefOf({ name, label: text, family: of, source, stages, openedBy, occasion }: ProcedureDefinition): z.infer<typeof brief> {
  return {
    name,
    label: text,
    family: of,
    source,
    stages: Object.entries(stages).map(([stage, stageLabel]) => ({ name: stage, label: stageLabel })),
    openedBy: [...openedBy],
    scheduled: occasion !== undefined,
  };
}

function stepsOf(steps: Readonly<Record<string, StepDefinition>>): Array<z.infer<typeof stepForm>> {
  return Object.entries(steps).map(([name, step]) => ({
    name,
    label: step.label,
    stage: step.stage,
    roles: [...step.roles],
    rule: step.rule ?? null,
    handOver: step.handOver ?? false,
    form: schemaOf(step.form),
    part: step.part === undefined ? null : schemaOf(step.part),
    report: step.report === undefined ? null : schemaOf(step.report),
  }));
}

const list = endpoint({
  method: 'get',
  path: '/api/v1/procedures',
  tag: 'procedures',
  summary: { zh: '流程目录', en: 'Procedures' },
  access: 'signedIn',
  responses: { 200: page(brief) },
  handle: async ({ actor }) => reply(200, { items: visibleTo(actor).map(briefOf), next: null }),
});

const read = endpoint({
  method: 'get',
  path: '/api/v1/procedures/{name}',
  tag: 'procedures',
  summary: { zh: '流程的阶段、环节与表单', en: 'One procedure: stages, steps and their forms as JSON Schema' },
  access: 'signedIn',
  params: z.strictObject({ name: z.string().max(60) }),
  responses: { 200: whole },
  problems: ['not-found'],
  async handle({ params: { name }, actor }) {
    const procedure = procedureFor(actor, name);
    const scheduled = scheduledProcedures.find((each) => each.name === name);
    return reply(200, {
      ...briefOf(procedure),
      merges: procedure.merges ?? false,
      opening: schemaOf(openingBodyOf(procedure)),
      routine: procedure.occasion === undefined ? null : schemaOf(procedure.occasion.routine),
      schedule: scheduled === undefined ? null : schemaOf(scheduleBodyOf(scheduled)),
      steps: stepsOf(procedure.steps),
      standingSteps: stepsOf(standingSteps),
    });
  },
});

const counts = endpoint({
  method: 'get',
  path: '/api/v1/procedures/{name}/counts',
  tag: 'procedures',
  summary: { zh: '流程各阶段在办件数', en: 'Open cases of a procedure by stage' },
  description: { zh: '本人有权查看的办理中、已中止事项,按阶段与时限灯', en: 'Of the cases that you may see, open or paused, by stage and light' },
  access: { roles: readers },
  params: z.strictObject({ name: z.string().max(60) }),
  responses: { 200: z.strictObject({ items: z.array(openByStage) }) },
  problems: ['not-found'],
  handle: async ({ params: { name }, actor }, { db }) => reply(200, { items: await countOpen(db, actor, procedureFor(actor, name).name) }),
});

export const procedureEndpoints: readonly Endpoint[] = [list, read, counts];
