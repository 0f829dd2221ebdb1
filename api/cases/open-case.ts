import { createHash } from 'node:crypto';
import type { Actor as MessageActor } from '../../contracts/case.ts';
import { openingBodyOf, type OpeningBody } from '../../contracts/api/cases.ts';
import { groundOf, type Message } from '../../contracts/action.ts';
import { splitPersonal } from '../../contracts/personal.ts';
import type { Opening, ProcedureDefinition } from '../../contracts/procedure.ts';
import type { Opening as OpeningRow } from '../../prisma/generated/client.ts';
import type { Actor } from '../accounts/actor.ts';
import type { Deps } from '../deps.ts';
import type { Answered } from '../engine/engine.ts';
import { forbidden } from '../http/forbidden.ts';
import { Problem } from '../http/problem.ts';
import { mayOpen } from '../policy/ability.ts';
import { covers } from '../registry/region-scope.ts';
import { procedureOf } from './case-row.ts';
import { prepare, type Prepared } from './prepare.ts';
import { receiptOf } from './receipt.ts';
import { checkReferences } from './references.ts';
import { existing, reserve } from './reserve.ts';

export interface Opened {
  readonly caseNo: string;
  readonly workflowId: string;
  /** Null where nobody outside may look the case up. */
  readonly receipt: string | null;
  /** Null while the workflow has not written its first record. */
  readonly answered: Answered;
}

/** The officer as a message carries him. */
export function messageActor({ officer, unit, roles }: Actor): MessageActor {
  return { kind: 'officer', officer, unit, roles: [...roles] };
}

export function digestOf(request: unknown): string {
  return createHash('sha256').update(JSON.stringify(request)).digest('hex');
}

/**
 * Opens a case: checks, reserves the number under the key, starts the workflow and waits for its first record.
 * The same key with the same request opens one case, however often it comes.
 */
export async function openCase(deps: Deps, actor: Actor, key: string, body: OpeningBody): Promise<Opened> {
  return startCase(deps, await reserveCase(deps, actor, key, body));
}

/** As `openCase`, without starting the workflow. `partOf`: the case from which it is opened. */
export async function reserveCase(deps: Deps, actor: Actor, key: string, body: OpeningBody, partOf?: string): Promise<OpeningRow> {
  const procedure = procedureOf(body.procedure);
  if (!mayOpen(actor, procedure)) throw forbidden({ zh: '须由有权立案的人员发起', en: 'Somebody who may open such cases must do it' });
  if (!covers(actor.region, body.region)) {
    throw forbidden({ zh: '只能在本单位所在区划及其下级立案', en: 'Cases are opened in the region of your unit and those below it' });
  }
  const hash = digestOf({ open: body, officer: actor.officer, partOf });
  return (await existing(deps, key, hash)) ?? prepareAndReserve(deps, actor, key, hash, procedure, body, partOf);
}

/** 回避: what concerns himself, his unit or his relatives is taken in by somebody else, such as the level above (检举控告工作规则 15, 48). */
function mustNotBeRecused({ officer, unit }: Actor, { conflicts, subjectUnit }: Prepared): void {
  const ground = conflicts.find((conflict) => conflict.officer === officer)?.ground ?? (unit === subjectUnit ? 'sameUnit' : undefined);
  if (ground !== undefined) throw new Problem('recused', { ground: groundOf(ground) });
}

async function prepareAndReserve(
  deps: Deps,
  actor: Actor,
  key: string,
  hash: string,
  procedure: ProcedureDefinition,
  body: OpeningBody,
  partOf: string | undefined,
): Promise<OpeningRow> {
  const { db, clock } = deps;
  await checkReferences(deps, openingBodyOf(procedure), body, procedure.family, actor);
  const { kept } = splitPersonal(procedure.matter, body.matter);
  const prepared = await prepare(db, procedure.name, body.matter, body.region);
  mustNotBeRecused(actor, prepared);
  return reserve(deps, {
    key,
    procedure,
    region: body.region,
    title: body.title,
    source: body.source,
    body,
    hash,
    openedBy: actor.officer,
    at: clock(),
    parties: body.parties,
    start: {
      procedure: procedure.name,
      region: body.region,
      coordinator: actor.unit,
      openedBy: { officer: actor.officer, unit: actor.unit, roles: [...actor.roles] },
      key,
      parties: body.parties.map(({ role, named }, index) => ({ id: `p${index + 1}`, role, named })),
      matter: kept as Opening['matter'],
      ...(partOf === undefined ? {} : { partOf }),
      ...prepared,
    },
  });
}

/** Starts the workflow of a reserved case, or joins the one that runs, and waits for its first record. */
export async function startCase({ engine, config }: Deps, row: OpeningRow): Promise<Opened> {
  const procedure = procedureOf(row.procedure);
  const opening = row.start as unknown as Opening;
  const message: Message = {
    actor: opening.openedBy === null ? { kind: 'system' } : { kind: 'officer', ...opening.openedBy, roles: [...opening.openedBy.roles] },
    key: row.key,
    hash: row.hash,
    body: {},
  };
  const answered = await engine.start({
    family: procedure.family,
    workflowId: row.workflowId,
    opening,
    message,
    summary: `${procedure.label.zh} ${row.caseNo}`,
    details: detailsOf(procedure, config.publicUrl, row.workflowId),
  });
  return { caseNo: row.caseNo, workflowId: row.workflowId, receipt: row.receipt === null ? null : receiptOf(config, row.caseNo), answered };
}

/** What stays the same about a case, for the Temporal UI. */
export function detailsOf(procedure: ProcedureDefinition, publicUrl: string, workflowId: string): string {
  const stages = Object.values(procedure.stages).map(({ zh }) => zh).join(' › ');
  return `**${procedure.label.zh}** (${procedure.label.en})\n\n流程:${stages}\n\n依据:${procedure.source}\n\n[在系统中查看](${publicUrl}/api/v1/cases/${workflowId})`;
}
