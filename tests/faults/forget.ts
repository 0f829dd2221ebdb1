import { setTimeout as sleep } from 'node:timers/promises';
import { WorkflowNotFoundError } from '@temporalio/client';
import type { Told } from '../rig/told.ts';

/** The engine forgets a case, as it does when its retention has ended. */
export async function forget({ system, family, workflowId }: Told): Promise<void> {
  const handle = system.handle(family, workflowId);
  const { runId } = await handle.describe();
  const { namespace } = system.engine.quarters(family);
  await handle.client.workflowService.deleteWorkflowExecution({ namespace, workflowExecution: { workflowId, runId } });
  for (;;) {
    try {
      await handle.describe();
    } catch (failure) {
      if (failure instanceof WorkflowNotFoundError) return;
      throw failure;
    }
    await sleep(50);
  }
}
