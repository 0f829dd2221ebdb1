import { z } from 'zod';
import { openingBodyOf } from '../../contracts/api/cases.ts';
import { family } from '../../contracts/ids.ts';
import { json } from '../../contracts/json.ts';
import { label } from '../../contracts/label.ts';
import type { ProcedureDefinition, StepDefinition } from '../../contracts/procedure.ts';
import { procedures } from '../../contracts/procedures/index.ts';
import { role } from '../../contracts/roles.ts';
import { standingSteps } from '../../contracts/standing-steps.ts';
import type { Actor } from '../accounts/actor.ts';
import { endpoint, reply, type Endpoint } from '../http/endpoint.ts';
import { page } from '../http/page.ts';
import { Problem } from '../http/problem.ts';
import { maySeeProcedure } from '../policy/ability.ts';

const jsonSchema = z.record(z.string(), json).meta({ description: 'JSON Schema 2020-12' });
const named = z.strictObject({ name: z.string(), label });
const brief = z.strictObject({ name: z.string(), label, family, source: z.string(), stages: z.array(named), openedBy: z.array(role) });
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
  opening: jsonSchema,
  routine: jsonSchema
    .nullable()
    .meta({ description: '按日程立案时各次相同的内容;不能按日程立案的为 null · what a schedule of it carries; null where no schedule opens it' }),
  steps: z.array(stepForm),
  standingSteps: z.array(stepForm),
});

/** A form as the web page and other systems want it. */
function schemaOf(form: z.ZodType): z.infer<typeof jsonSchema> {
  return jsonSchema.parse(z.toJSONSchema(form, { io: 'input', unrepresentable: 'any' }));
}

function visibleTo(actor: Actor): ProcedureDefinition[] {
  return Object.values(procedures).filter((procedure) => maySeeProcedure(actor, procedure));
}

function briefOf({ name, label: text, family: of, source, stages, openedBy }: ProcedureDefinition): z.infer<typeof brief> {
  return {
    name,
    label: text,
    family: of,
    source,
    stages: Object.entries(stages).map(([stage, stageLabel]) => ({ name: stage, label: stageLabel })),
    openedBy: [...openedBy],
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
    const procedure = visibleTo(actor).find((each) => each.name === name);
    if (procedure === undefined) throw new Problem('not-found', { what: { zh: '该流程', en: 'procedure' } });
    return reply(200, {
      ...briefOf(procedure),
      opening: schemaOf(openingBodyOf(procedure)),
      routine: procedure.occasion === undefined ? null : schemaOf(procedure.occasion.routine),
      steps: stepsOf(procedure.steps),
      standingSteps: stepsOf(standingSteps),
    });
  },
});

export const procedureEndpoints: readonly Endpoint[] = [list, read];
