import { fileURLToPath } from 'node:url';
import { NativeConnection, Runtime, Worker } from '@temporalio/worker';
import { z } from 'zod';

export interface BareActivities {
  record(): Promise<void>;
}

const { TEMPORAL_ADDRESS, NAMESPACE } = z.object({ TEMPORAL_ADDRESS: z.string(), NAMESPACE: z.string() }).parse(process.env);
const activities: BareActivities = { record: async () => undefined };

Runtime.install({ shutdownSignals: ['SIGINT', 'SIGTERM'] });
const connection = await NativeConnection.connect({ address: TEMPORAL_ADDRESS });
const worker = await Worker.create({
  connection,
  namespace: NAMESPACE,
  taskQueue: NAMESPACE,
  workflowsPath: fileURLToPath(new URL('./bare-workflow.ts', import.meta.url)),
  activities: { ...activities },
  maxCachedWorkflows: 1_000,
});
await worker.run();
await connection.close();
