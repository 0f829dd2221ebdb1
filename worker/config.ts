import { z } from 'zod';
import { family } from '../contracts/ids.ts';

const settings = z.object({
  FAMILY: family,
  TEMPORAL_ADDRESS: z.string().min(1),
  NAMESPACE: z.string().min(1).optional(),
  TASK_QUEUE: z.string().min(1).optional(),
  INTERNAL_URL: z.url(),
  INTERNAL_TOKEN: z.string().min(32),
  /** With a build id the worker takes part in Worker Versioning: long cases move to new code by themselves. */
  BUILD_ID: z.string().min(1).optional(),
  /** For who looks for an error in a workflow: stack traces of what it does, at a quarter more processor time. */
  WORKFLOW_STACK_TRACES: z.stringbool().default(false),
});

/** Reads the settings of a worker from the environment; throws a sentence that names what is missing. */
export function readWorkerConfig(environment: NodeJS.ProcessEnv) {
  const read = settings.safeParse(environment);
  if (!read.success) {
    const lines = read.error.issues.map(({ path, message }) => `  ${path.join('.')}: ${message}`);
    throw new Error(`The configuration of the worker is incomplete.\n${lines.join('\n')}`);
  }
  const { FAMILY, TEMPORAL_ADDRESS, NAMESPACE, TASK_QUEUE, INTERNAL_URL, INTERNAL_TOKEN, BUILD_ID, WORKFLOW_STACK_TRACES } = read.data;
  return {
    family: FAMILY,
    address: TEMPORAL_ADDRESS,
    namespace: NAMESPACE ?? FAMILY,
    taskQueue: TASK_QUEUE ?? FAMILY,
    internalUrl: INTERNAL_URL,
    internalToken: INTERNAL_TOKEN,
    buildId: BUILD_ID,
    stackTraces: WORKFLOW_STACK_TRACES,
  };
}
