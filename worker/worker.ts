import { NativeConnection, Runtime } from '@temporalio/worker';
import { createWorker } from './create-worker.ts';
import { readWorkerConfig } from './config.ts';

const config = readWorkerConfig(process.env);
Runtime.install({ shutdownSignals: ['SIGINT', 'SIGTERM'] });
const connection = await NativeConnection.connect({ address: config.address });
const worker = await createWorker({ ...config, connection });
console.log(JSON.stringify({ level: 'info', msg: 'the worker runs', family: config.family, namespace: config.namespace }));
try {
  await worker.run();
} finally {
  await connection.close();
}
