import type { z } from 'zod';
import type { Message } from '../../contracts/action.ts';
import type { mergeBody } from '../../contracts/api/routing.ts';
import type { Label } from '../../contracts/label.ts';
import { hasRole, type Actor } from '../accounts/actor.ts';
import { deliver } from '../cases/act.ts';
import { procedureOf } from '../cases/case-row.ts';
import { findToAct } from '../cases/find-case.ts';
import { digestOf, messageActor } from '../cases/open-case.ts';
import type { Deps } from '../deps.ts';
import type { Answered } from '../engine/engine.ts';
import { forbidden } from '../http/forbidden.ts';
import { Problem } from '../http/problem.ts';

/**
 * 并案: the main case takes the duplicate in, then the duplicate ends as merged; refused by its workflow, it is let go again.
 * Throws `cannot-merge`, or what the workflows refuse. Sent again, it is carried to its end and done once.
 */
export async function merge(
  deps: Deps,
  actor: Actor,
  ref: string,
  key: string,
  { into, reason }: z.infer<typeof mergeBody>,
): Promise<{ caseNo: string; workflowId: string; answered: Answered }> {
  const { db } = deps;
  const row = await findToAct(db, actor, ref);
  const main = await findToAct(db, actor, into);
  mustCoordinate(actor, row);
  if (row.caseNo === main.caseNo) throw cannot({ zh: '不能并入自身', en: 'a case does not go into itself' });
  if (procedureOf(row.procedure).merges !== true) throw cannot({ zh: '该流程不并案', en: 'cases of this procedure are not merged' });
  if (row.procedure !== main.procedure) throw cannot({ zh: '两个事项的流程不同', en: 'they are of different procedures' });

  const hash = digestOf({ merge: row.caseNo, into, reason, officer: actor.officer });
  const message = (suffix: string, body: Message['body']): Message => ({ actor: messageActor(actor), key: `${key}${suffix}`, hash, body });
  const merged = message('', { into: main.caseNo, reason });
  const done = row.status === 'merged' && row.outcome === main.caseNo;
  if (!done) {
    if (!isOpen(row)) throw new Problem('case-not-open');
    if (!isOpen(main)) throw cannot({ zh: `${main.caseNo} 已结束`, en: `${main.caseNo} is closed` });
    await deliver(deps, main, 'takeInCase', message('.in', { case: row.caseNo, reason }), undefined);
  }
  try {
    return { caseNo: row.caseNo, workflowId: row.workflowId, answered: await deliver(deps, row, 'mergeCase', merged, undefined) };
  } catch (failure) {
    const refused = failure instanceof Problem && failure.code !== 'engine-unavailable';
    if (refused && !done) await letGo();
    throw failure;
  }

  /** A main case that has closed in the meantime needs to let nothing go. */
  async function letGo(): Promise<void> {
    await deliver(deps, main, 'letGoCase', message('.out', { case: row.caseNo, reason }), undefined).catch((failure: unknown) => {
      if (!(failure instanceof Problem) || failure.code !== 'case-not-open') throw failure;
    });
  }
}

/** Throws `forbidden` unless the actor coordinates the case. */
export function mustCoordinate(actor: Actor, { coordinator }: { readonly coordinator: string }): void {
  if (actor.unit === coordinator && hasRole(actor, 'coordinator', 'unitHead')) return;
  throw forbidden({ zh: '须由本事项的协调单位操作', en: 'The unit that coordinates the case must do it' });
}

export function isOpen({ status }: { readonly status: string }): boolean {
  return status === 'open' || status === 'paused';
}

function cannot(reason: Label): Problem {
  return new Problem('cannot-merge', { reason });
}
