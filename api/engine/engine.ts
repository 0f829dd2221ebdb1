import { setTimeout as sleep } from 'node:timers/promises';
import {
  Client,
  Connection,
  ServiceError,
  WithStartWorkflowOperation,
  WorkflowNotFoundError,
  WorkflowUpdateFailedError,
  WorkflowUpdateRPCTimeoutOrCancelledError,
  type WorkflowUpdateHandle,
} from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import type { History } from '@temporalio/common/lib/proto-utils.js';
import type { Answer, Message } from '../../contracts/action.ts';
import type { Family } from '../../contracts/ids.ts';
import { problems, type ProblemCode } from '../../contracts/problem.ts';
import type { Opening } from '../../contracts/procedure.ts';
import type { WholeCase } from '../../contracts/record.ts';
import { Problem, type Facts } from '../http/problem.ts';
import { Turns } from './turns.ts';

/** Where a family of procedures lives in the engine. */
export interface Quarters {
  readonly namespace: string;
  readonly taskQueue: string;
}

/** The answer of a workflow, or null when it accepted the request and has not finished recording it. */
export type Answered = Answer | null;

export interface StartOptions {
  readonly family: Family;
  readonly workflowId: string;
  readonly opening: Opening;
  readonly message: Message;
  /** One line for the Temporal UI, without personal data. */
  readonly summary: string;
  readonly details: string;
}

/** The workflow engine as the API uses it. Every method throws `engine-unavailable` when it cannot be reached. */
export interface Engine {
  /** Resolves when the engine answers; rejects otherwise. */
  ready(): Promise<void>;
  /** Starts the workflow of a case, or joins the one that runs under its id, and waits for its first record. */
  start(options: StartOptions): Promise<Answered>;
  /** Sends an Update. Throws the refusal of the workflow's validator as a Problem, `case-not-open` when it has ended. */
  act(family: Family, workflowId: string, action: string, message: Message): Promise<Answered>;
  /**
   * The whole of a case as its workflow tells it. A running one is asked by an Update, which it refuses with the answer: a
   * Query beside Updates can cost the workflow task that a worker has in hand, and a history that does not replay.
   */
  whole(family: Family, workflowId: string, runId?: string): Promise<WholeCase>;
  /** The events of a run, as the engine keeps them until its retention ends. */
  history(family: Family, workflowId: string, runId: string): Promise<History>;
  /** The client of a family, for operations and tests. */
  client(family: Family): Client;
  /** Does something else with the client of a family, such as with its schedules. */
  using<T>(family: Family, work: (client: Client) => Promise<T>): Promise<T>;
  quarters(family: Family): Quarters;
  close(): Promise<void>;
}

/** Longer than the ten seconds after which the engine gives a lost workflow task to a worker again. */
const acceptWithin = 13_000;
const answerWithin = 6_000;
/**
 * Updates of one case under way from this process. The engine takes ten of all processes; at the eleventh it forgets the
 * workflow task that a worker has in hand, and all that came with it is done again.
 */
const atOnce = 4;
const retryAfter = 5;

export const defaultQuarters: Readonly<Record<Family, Quarters>> = {
  general: { namespace: 'general', taskQueue: 'general' },
  discipline: { namespace: 'discipline', taskQueue: 'discipline' },
};

/** Connects lazily: the API starts, and says 503, while the engine is away. */
export function createEngine(address: string, families: Readonly<Record<Family, Quarters>> = defaultQuarters): Engine {
  const connection = Connection.lazy({ address, connectTimeout: '5 seconds' });
  const clients: Readonly<Record<Family, Client>> = {
    general: new Client({ connection, namespace: families.general.namespace }),
    discipline: new Client({ connection, namespace: families.discipline.namespace }),
  };

  const turns = new Turns(atOnce);

  async function within<T>(milliseconds: number, call: () => Promise<T>): Promise<T> {
    return connection.withDeadline(Date.now() + milliseconds, call).catch((failure: unknown) => {
      throw asProblem(failure);
    });
  }

  return {
    async ready() {
      await within(3_000, () => connection.workflowService.getSystemInfo({}));
    },

    async start({ family, workflowId, opening, message, summary, details }) {
      const { taskQueue } = families[family];
      const operation = new WithStartWorkflowOperation(opening.procedure, {
        workflowId,
        taskQueue,
        args: [opening],
        workflowIdConflictPolicy: 'USE_EXISTING',
        workflowIdReusePolicy: 'REJECT_DUPLICATE',
        staticSummary: summary,
        staticDetails: details,
      });
      return update(family, workflowId, () =>
        clients[family].workflow.startUpdateWithStart<(opening: Opening) => Promise<unknown>, Answer, [Message]>('open', {
          args: [message],
          updateId: message.key,
          waitForStage: 'ACCEPTED',
          startWorkflowOperation: operation,
        }),
      );
    },

    async act(family, workflowId, action, message) {
      const handle = clients[family].workflow.getHandle(workflowId);
      return update(family, workflowId, () =>
        handle.startUpdate<Answer, [Message]>(action, { args: [message], updateId: message.key, waitForStage: 'ACCEPTED' }),
      );
    },

    async whole(family, workflowId, runId) {
      const handle = clients[family].workflow.getHandle(workflowId, runId);
      const asked = await update(family, workflowId, () => handle.startUpdate<never, []>('wholeCase', { waitForStage: 'ACCEPTED' })).catch(answerIn);
      return asked ?? within(30_000, () => handle.query<WholeCase>('wholeCase'));
    },

    history: (family, workflowId, runId) =>
      within(30_000, () => clients[family].workflow.getHandle(workflowId, runId).fetchHistory()),

    client: (family) => clients[family],
    using: (family, work) => within(acceptWithin, () => work(clients[family])),
    quarters: (family) => families[family],
    close: () => connection.close(),
  };

  /** Sends an Update, when its turn has come, until the workflow has accepted or refused it, and waits for its answer. */
  async function update<T>(family: Family, workflowId: string, send: () => Promise<WorkflowUpdateHandle<T>>): Promise<T | null> {
    const until = Date.now() + acceptWithin;
    return turns.take(`${family} ${workflowId}`, acceptWithin, unavailable, async () => {
      for (;;) {
        try {
          return await answerOf(await within(until - Date.now(), send));
        } catch (failure) {
          if (!isUnprocessed(failure)) throw failure;
          if (Date.now() >= until) throw unavailable(failure);
          await sleep(200);
        }
      }
    });
  }

  /** Waits a while for the record. An accepted Update is durable: the caller may be told 202 from here on. */
  async function answerOf<T>(update: WorkflowUpdateHandle<T>): Promise<T | null> {
    try {
      return await connection.withDeadline(Date.now() + answerWithin, () => update.result());
    } catch (failure) {
      const problem = asProblem(failure);
      if (problem instanceof Problem && problem.code === 'engine-unavailable') return null;
      throw problem;
    }
  }
}

function isProblemCode(code: string): code is ProblemCode {
  return Object.hasOwn(problems, code);
}

function asProblem(failure: unknown): unknown {
  if (failure instanceof Problem) return failure;
  if (failure instanceof WorkflowUpdateFailedError && failure.cause instanceof ApplicationFailure) {
    const { type, details } = failure.cause;
    if (typeof type === 'string' && isProblemCode(type)) {
      return new Problem(type, (details?.[0] ?? {}) as Facts);
    }
    if (type === 'AcceptedUpdateCompletedWorkflow') return new Problem('case-not-open');
  }
  if (failure instanceof WorkflowNotFoundError) return new Problem('case-not-open', {}, undefined, failure);
  if (failure instanceof WorkflowUpdateRPCTimeoutOrCancelledError || failure instanceof ServiceError || isGrpc(failure)) {
    return unavailable(failure);
  }
  return failure;
}

function unavailable(failure?: unknown): Problem {
  return new Problem('engine-unavailable', { seconds: retryAfter }, undefined, failure);
}

/**
 * The engine's word for an Update that went to a worker and came back without having been accepted or refused: the worker
 * lost the workflow task, as it may when a query comes in between. It is sent again under the same id.
 */
function isUnprocessed(failure: unknown): boolean {
  return failure instanceof WorkflowUpdateFailedError && failure.cause instanceof ApplicationFailure && failure.cause.type === 'UnprocessedUpdate';
}

/** The answer that a running workflow gives in its refusal; null where it runs no longer, and a Query harms nobody. */
function answerIn(failure: unknown): WholeCase | null {
  if (failure instanceof Problem && failure.code === 'case-not-open') return null;
  if (failure instanceof WorkflowUpdateFailedError && failure.cause instanceof ApplicationFailure && failure.cause.type === 'wholeCase') {
    return failure.cause.details?.[0] as WholeCase;
  }
  throw failure;
}

function isGrpc(failure: unknown): boolean {
  return failure instanceof Error && 'code' in failure && typeof failure.code === 'number' && 'details' in failure;
}
