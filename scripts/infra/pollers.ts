import type { Connection } from '@temporalio/client';
import { tsToMs } from '@temporalio/common/lib/time.js';

const workflowTasks = 1; // temporal.api.enums.v1.TaskQueueType

/** Who asked the engine for work of the task queue within the last two minutes: `pid@host`, unless they said otherwise. */
export async function pollers(connection: Connection, namespace: string, taskQueue: string): Promise<string[]> {
  const { pollers: seen } = await connection.workflowService.describeTaskQueue({
    namespace,
    taskQueue: { name: taskQueue },
    taskQueueType: workflowTasks,
  });
  const recent = (seen ?? []).filter(({ lastAccessTime }) => Date.now() - tsToMs(lastAccessTime) < 120_000);
  return recent.map(({ identity }) => identity ?? '');
}
