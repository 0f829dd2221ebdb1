import { randomUUID } from 'node:crypto';
import { WithStartWorkflowOperation, type Client, type WorkflowHandle } from '@temporalio/client';
import { act, open, type bare } from './bare-workflow.ts';
import { timed, type PlayCase } from './crowd.ts';

const actionsAfterOpening = 4;

/** Plays a case on the engine alone, with Temporal's own client. `opened` is told of each workflow. */
export function bareCases(client: Client, taskQueue: string, opened: (handle: WorkflowHandle) => void = () => undefined): PlayCase {
  return async (_player, note) => {
    const workflowId = `bare-${randomUUID()}`;
    const start = new WithStartWorkflowOperation<typeof bare>('bare', { workflowId, taskQueue, workflowIdConflictPolicy: 'FAIL' });
    await timed('open', note, () => client.workflow.executeUpdateWithStart(open, { startWorkflowOperation: start }));
    const handle = client.workflow.getHandle(workflowId);
    opened(handle);
    for (let action = 1; action <= actionsAfterOpening; action += 1) await timed('act', note, () => handle.executeUpdate(act));
  };
}
