import { z } from 'zod';
import { caseActions, ratingBody, stepActions, type CaseAction, type StepAction } from '../../contracts/action.ts';
import * as contract from '../../contracts/api/cases.ts';
import { stepId } from '../../contracts/ids.ts';
import { json } from '../../contracts/json.ts';
import { message } from '../../contracts/message.ts';
import type { ProblemCode } from '../../contracts/problem.ts';
import type { Role } from '../../contracts/roles.ts';
import type { Actor } from '../accounts/actor.ts';
import type { Deps } from '../deps.ts';
import type { Answered } from '../engine/engine.ts';
import { endpoint, reply, type Endpoint } from '../http/endpoint.ts';
import { page } from '../http/page.ts';
import { actOnCase, actOnStep } from './act.ts';
import { briefOf, procedureOf, stepOf } from './case-row.ts';
import { findToAct } from './find-case.ts';
import { caseQuery, listCases } from './list-cases.ts';
import { deskQuery, listDesk } from './list-desk.ts';
import { openCase } from './open-case.ts';
import { openedReply } from './opened-reply.ts';
import { readCase } from './read-case.ts';
import { cancel, rate, readReceipt } from './receipts.ts';

export const workers: readonly Role[] = ['coordinator', 'handler', 'unitHead', 'supervisor', 'gridWorker', 'serviceAccount'];
/** Who may look at cases at all; which ones is decided for each. */
export const readers: readonly Role[] = [...workers, 'auditor'];
const directors: readonly Role[] = ['coordinator', 'unitHead', 'supervisor'];

const actionProblems: readonly ProblemCode[] = [
  'not-found', 'case-not-open', 'case-paused', 'no-such-step', 'step-not-open', 'not-your-step', 'not-your-role', 'recused',
  'member-recused', 'wrong-form', 'nothing-to-report', 'unknown-unit', 'unknown-officer', 'unknown-attachment', 'date-in-the-past', 'key-reused',
  'engine-unavailable',
];
const acted = { 200: contract.acted, 202: contract.accepted };
const params = z.strictObject({ caseRef: contract.caseRef });
const stepParams = z.strictObject({ caseRef: contract.caseRef, step: stepId });

/** Who may try an action; whether it is his step the workflow decides. */
const rolesOf: Readonly<Record<StepAction | CaseAction, readonly Role[]>> = {
  accept: workers,
  assign: ['unitHead'],
  complete: workers,
  report: workers,
  return: workers,
  transfer: workers,
  takeBack: workers,
  requestExtension: workers,
  urge: directors,
  supervise: directors,
  callBack: directors,
  substitute: directors,
  addNote: workers,
  addEvidence: workers,
  declareInterest: workers,
  pause: directors,
  resume: directors,
  withdraw: directors,
};

/** An address has hyphens where a name has capitals: request-extension. */
function hyphenated(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

function selfLink({ config }: Deps, ref: string): string {
  return `${config.publicUrl}/api/v1/cases/${encodeURIComponent(ref)}`;
}

/** What an action answers: the case and the step as the database has them now, or 202 and where to look. */
async function answerOf(deps: Deps, actor: Actor, caseNo: string, workflowId: string, answered: Answered, step?: string) {
  if (answered === null) {
    const links = { self: selfLink(deps, workflowId) };
    return reply(202, { caseNo, pending: true as const, links }, { location: links.self, 'retry-after': '5' });
  }
  const row = await findToAct(deps.db, actor, caseNo, step);
  const [stepRow] = row.steps;
  return reply(200, {
    case: briefOf(row),
    step: stepRow === undefined ? null : stepOf(stepRow, procedureOf(row.procedure)),
    entry: answered.seq,
  });
}

const open = endpoint({
  method: 'post',
  path: '/api/v1/cases',
  tag: 'cases',
  summary: { zh: '立案', en: 'Open a case' },
  description: {
    zh: '同一 Idempotency-Key 只立一案。201 时首条记录已写入;202 表示引擎已受理,记录稍后写入。',
    en: 'One case for one Idempotency-Key. 201: its first record is written; 202: the engine has it, the record follows.',
  },
  access: { roles: workers },
  keyed: true,
  body: contract.openingBody,
  responses: { 201: contract.opened, 202: contract.accepted },
  problems: ['unknown-region', 'unknown-unit', 'unknown-officer', 'unknown-matter', 'unknown-attachment', 'date-in-the-past', 'key-reused', 'engine-unavailable'],
  async handle({ body, actor, key }, deps) {
    return openedReply(deps, procedureOf(body.procedure), await openCase(deps, actor, key, body));
  },
});

const list = endpoint({
  method: 'get',
  path: '/api/v1/cases',
  tag: 'cases',
  summary: { zh: '查询事项', en: 'List and search cases' },
  access: { roles: readers },
  query: caseQuery,
  responses: { 200: page(contract.caseBrief) },
  handle: async ({ query, actor, requestId }, deps) => reply(200, await listCases(deps, { actor, requestId }, query)),
});

const read = endpoint({
  method: 'get',
  path: '/api/v1/cases/{caseRef}',
  tag: 'cases',
  summary: { zh: '事项详情', en: 'One case: steps, clocks, timeline, and what happens next if nobody acts' },
  access: { roles: readers },
  params,
  responses: { 200: contract.caseView },
  problems: ['not-found'],
  handle: async ({ params: { caseRef }, actor, requestId }, deps) => reply(200, await readCase(deps, { actor, requestId }, caseRef)),
});

const desk = endpoint({
  method: 'get',
  path: '/api/v1/steps',
  tag: 'steps',
  summary: { zh: '我的待办', en: 'Open steps of my unit that are mine to do, the most urgent first' },
  access: { roles: workers },
  query: deskQuery,
  responses: { 200: page(contract.deskStep) },
  handle: async ({ query, actor, requestId }, deps) => reply(200, await listDesk(deps, { actor, requestId }, query)),
});

const onSteps = (Object.keys(stepActions) as StepAction[]).map((action) =>
  endpoint({
    method: 'post',
    path: `/api/v1/cases/{caseRef}/steps/{step}/${hyphenated(action)}`,
    tag: 'steps',
    summary: stepActions[action].label,
    access: { roles: rolesOf[action] },
    keyed: true,
    params: stepParams,
    body: action === 'complete' || action === 'report' ? z.record(z.string(), json) : (stepActions[action].body as z.ZodType),
    responses: acted,
    problems: actionProblems,
    async handle({ params: { caseRef, step }, body, actor, key }, deps) {
      const { row, answered } = await actOnStep(deps, action, step, { actor, ref: caseRef, key, body });
      return answerOf(deps, actor, row.caseNo, row.workflowId, answered, step);
    },
  }),
);

const onCases = (Object.keys(caseActions) as CaseAction[]).map((action) =>
  endpoint({
    method: 'post',
    path: `/api/v1/cases/{caseRef}/${hyphenated(action)}`,
    tag: 'cases',
    summary: caseActions[action].label,
    access: { roles: rolesOf[action] },
    keyed: true,
    params,
    body: caseActions[action].body as z.ZodType,
    responses: acted,
    problems: actionProblems,
    async handle({ params: { caseRef }, body, actor, key }, deps) {
      const { row, answered } = await actOnCase(deps, action, { actor, ref: caseRef, key, body });
      return answerOf(deps, actor, row.caseNo, row.workflowId, answered);
    },
  }),
);

const receiptParams = z.strictObject({
  receipt: z.string().regex(/^[0-9A-Za-z]{4}-[0-9A-Za-z]{4}-[0-9A-Za-z]{4}$/, message('查询码形如 ABCD-EFGH-JKMN', 'a receipt code looks like ABCD-EFGH-JKMN')),
});

const lookUp = endpoint({
  method: 'get',
  path: '/api/v1/receipts/{receipt}',
  tag: 'receipts',
  summary: { zh: '凭查询码查询进度', en: 'Look a case up with its receipt code' },
  access: 'public',
  params: receiptParams,
  responses: { 200: contract.receiptView },
  problems: ['wrong-receipt', 'too-many-requests'],
  handle: async ({ params: { receipt }, address }, deps) => reply(200, await readReceipt(deps, receipt, address)),
});

const rating = endpoint({
  method: 'post',
  path: '/api/v1/receipts/{receipt}/rating',
  tag: 'receipts',
  summary: { zh: '好差评', en: 'Rate a case, once' },
  access: 'public',
  keyed: true,
  params: receiptParams,
  body: ratingBody,
  responses: { 200: contract.receiptView, 202: contract.accepted },
  problems: ['wrong-receipt', 'too-many-requests', 'rated-already', 'rating-not-open', 'case-not-open', 'case-paused', 'key-reused', 'engine-unavailable'],
  async handle({ params: { receipt }, body, key, address }, deps) {
    return answered(deps, receipt, address, await rate(deps, { receipt, key, address, body }));
  },
});

/** What somebody outside is answered: how his matter stands now, or where to look once the record is written. */
async function answered(deps: Deps, receipt: string, address: string, { row, answered: written }: Awaited<ReturnType<typeof rate>>) {
  if (written !== null) return reply(200, await readReceipt(deps, receipt, address));
  const self = `${deps.config.publicUrl}/api/v1/receipts/${receipt}`;
  return reply(202, { caseNo: row.caseNo, pending: true as const, links: { self } }, { location: self });
}

const cancellation = endpoint({
  method: 'post',
  path: '/api/v1/receipts/{receipt}/cancellation',
  tag: 'receipts',
  summary: { zh: '取消预约', en: 'Cancel an appointment' },
  access: 'public',
  keyed: true,
  params: receiptParams,
  responses: { 200: contract.receiptView, 202: contract.accepted },
  problems: ['wrong-receipt', 'too-many-requests', 'no-appointment', 'case-not-open', 'key-reused', 'engine-unavailable'],
  async handle({ params: { receipt }, key, address }, deps) {
    return answered(deps, receipt, address, await cancel(deps, { receipt, key, address }));
  },
});

export const caseEndpoints: readonly Endpoint[] = [open, list, read, desk, ...onSteps, ...onCases, lookUp, rating, cancellation];
