import { type z } from 'zod';
import { caseActions, stepActions, type CaseAction, type Message, type StepAction } from '../../contracts/action.ts';
import { splitPersonal } from '../../contracts/personal.ts';
import type { Attachment, Step as StepRow } from '../../prisma/generated/client.ts';
import type { Actor } from '../accounts/actor.ts';
import type { Database } from '../database.ts';
import type { Deps } from '../deps.ts';
import type { Answered } from '../engine/engine.ts';
import { check } from '../http/check.ts';
import { Problem } from '../http/problem.ts';
import { definitionOf, procedureOf } from './case-row.ts';
import { findToAct } from './find-case.ts';
import { digestOf, messageActor } from './open-case.ts';
import { checkRelated } from './open-related.ts';
import { checkAssignee, checkReferences } from './references.ts';

/** The Update that carries each action. */
const updates = {
  accept: 'acceptStep',
  assign: 'assignStep',
  complete: 'completeStep',
  report: 'reportProgress',
  return: 'returnStep',
  transfer: 'transferStep',
  takeBack: 'takeBackStep',
  requestExtension: 'requestExtension',
  urge: 'urgeStep',
  supervise: 'superviseStep',
  callBack: 'callBackStep',
  substitute: 'substituteStep',
  addNote: 'addNote',
  addEvidence: 'addEvidence',
  declareInterest: 'declareInterest',
  pause: 'pauseCase',
  resume: 'resumeCase',
  withdraw: 'withdrawCase',
} as const satisfies Record<StepAction | CaseAction, string>;

export interface Request {
  readonly actor: Actor;
  readonly ref: string;
  readonly key: string;
  readonly body: unknown;
}

/** Carries out an action on a step. Returns the case it belongs to, and the answer of the workflow. */
export async function actOnStep(deps: Deps, action: StepAction, step: string, request: Request) {
  const row = await findToAct(deps.db, request.actor, request.ref, step);
  const [stepRow] = row.steps;
  if (stepRow === undefined) throw new Problem('no-such-step', { step });
  const schema = schemaFor(action, row.procedure, stepRow);
  if (action === 'complete') await checkRelated(deps, row, stepRow, check(schema, request.body));
  if (action === 'assign') await checkAssignee(deps.db, check(stepActions.assign.body, request.body), stepRow);
  return { row, answered: await send(deps, row, updates[action], schema, request, step) };
}

/** Carries out an action on a case as a whole. */
export async function actOnCase(deps: Deps, action: CaseAction, request: Request) {
  const row = await findToAct(deps.db, request.actor, request.ref);
  return { row, answered: await send(deps, row, updates[action], caseActions[action].body, request) };
}

/** What is sent with an action: the step's own form where it is completed, or reported on. */
function schemaFor(action: StepAction, procedure: string, { name, part }: StepRow): z.ZodType {
  if (action !== 'complete' && action !== 'report') return stepActions[action].body;
  const definition = definitionOf(procedureOf(procedure), name);
  if (definition === undefined) throw new Problem('no-such-step', { step: name });
  if (action === 'complete') return part ? (definition.part ?? definition.form) : definition.form;
  if (definition.report === undefined) throw new Problem('nothing-to-report', { step: name });
  return definition.report;
}

interface Target {
  readonly caseNo: string;
  readonly workflowId: string;
  readonly procedure: string;
}

async function send(
  deps: Deps,
  target: Target,
  update: string,
  schema: z.ZodType,
  { actor, key, body: given }: Request,
  step?: string,
): Promise<Answered> {
  const body = check(schema, given);
  const attachments = await checkReferences(deps, schema, body, procedureOf(target.procedure).family, actor);
  const { kept, taken } = splitPersonal(schema, body);
  const message: Message = {
    actor: messageActor(actor),
    key,
    hash: digestOf({ update, step, body, officer: actor.officer }),
    body: { ...(kept as Message['body']), ...(update === updates.addEvidence ? factsOf(attachments) : {}) },
    ...(step === undefined ? {} : { step }),
  };
  return deliver(deps, target, update, message, taken, attachments.map(({ sha256 }) => sha256));
}

/** What the record says of a piece of evidence, beside its hash. */
function factsOf([attachment]: readonly Attachment[]): Message['body'] {
  return attachment === undefined ? {} : { mediaType: attachment.mediaType, size: attachment.size };
}

/**
 * Keeps the personal fields of a request, and what it attaches, under its key, then sends the rest to the workflow; a refusal takes them back.
 * Throws `key-reused` where the key belongs to another request.
 */
export async function deliver(
  deps: Deps,
  target: Target,
  update: string,
  message: Message,
  taken: unknown,
  attachments: readonly string[] = [],
): Promise<Answered> {
  const { db, engine, clock } = deps;
  const { caseNo, workflowId, procedure } = target;
  const at = clock();
  if (taken !== undefined || attachments.length > 0) await keep(db, caseNo, message, taken ?? {}, attachments, at);
  try {
    const answered = await engine.act(procedureOf(procedure).family, workflowId, update, message);
    if (answered !== null && answered.hash !== message.hash) throw new Problem('key-reused');
    return answered;
  } catch (failure) {
    if (failure instanceof Problem && failure.code === 'case-not-open') {
      const before = await db.entry.findFirst({ where: { caseNo, key: message.key } });
      if (before !== null) return { seq: before.seq, hash: message.hash, step: before.step };
    }
    const refused = failure instanceof Problem && failure.code !== 'engine-unavailable';
    if (refused) await db.submission.deleteMany({ where: { caseNo, key: message.key, hash: message.hash, at } });
    throw refused ? await withName(db, failure) : failure;
  }
}

/** A workflow knows its people by id alone; whoever is refused reads a name. */
async function withName(db: Database, refusal: Problem): Promise<Problem> {
  const { officer: id } = refusal.facts;
  const officer = typeof id === 'string' ? await db.officer.findUnique({ where: { id }, select: { name: true } }) : null;
  return officer === null ? refusal : new Problem(refusal.code, { ...refusal.facts, officer: officer.name }, refusal.errors);
}

/** The same request again touches what it kept before: only the last of them to come may take it back. */
async function keep(
  db: Database,
  caseNo: string,
  { key, hash }: Message,
  fields: unknown,
  attachments: readonly string[],
  at: Date,
): Promise<void> {
  const kept = await db.$executeRaw`
    INSERT INTO submission (case_no, key, hash, fields, attachments, at)
    VALUES (${caseNo}, ${key}, ${hash}, ${JSON.stringify(fields)}::jsonb, ${[...attachments]}::text[], ${at})
    ON CONFLICT (case_no, key) DO UPDATE SET at = excluded.at WHERE submission.hash = excluded.hash`;
  if (kept === 0) throw new Problem('key-reused');
}
