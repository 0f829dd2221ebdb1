import { hostname } from 'node:os';
import { Connection } from '@temporalio/client';
import { pollers } from './infra/pollers.ts';

// Whether a worker of this host asks for work, by the engine's own account. Takes the settings of the worker.

const { TEMPORAL_ADDRESS, FAMILY = '', NAMESPACE = FAMILY, TASK_QUEUE = FAMILY } = process.env;
if (TEMPORAL_ADDRESS === undefined || NAMESPACE === '') {
  console.error('Set TEMPORAL_ADDRESS and FAMILY as for the worker.');
  process.exit(1);
}
const connection = await Connection.connect({ address: TEMPORAL_ADDRESS, connectTimeout: 5_000 });
const asking = await pollers(connection, NAMESPACE, TASK_QUEUE);
await connection.close();
const here = asking.some((identity) => identity.endsWith(`@${hostname()}`));
if (!here) console.error(`No worker of ${hostname()} asks for ${TASK_QUEUE}.`);
process.exit(here ? 0 : 1);
