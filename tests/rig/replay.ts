import type { History } from '@temporalio/common/lib/proto-utils.js';
import { Worker, type WorkflowBundleOption } from '@temporalio/worker';

/** Replays a history. Rejects when the code does not do what the history says. */
export async function replay(bundle: WorkflowBundleOption, history: History): Promise<void> {
  const workflowId = history.events?.[0]?.workflowExecutionStartedEventAttributes?.workflowId ?? undefined;
  await Worker.runReplayHistory({ workflowBundle: bundle }, history, workflowId);
}
