import { globSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Worker, bundleWorkflowCode, type NativeConnection, type WorkflowBundle, type WorkflowBundleOption } from '@temporalio/worker';
import { createActivities } from '../activities/activities.ts';
import { createInternalApi } from '../activities/internal-api.ts';
import type { Family } from '../contracts/ids.ts';

export interface WorkerSettings {
  readonly connection: NativeConnection;
  readonly family: Family;
  readonly namespace: string;
  readonly taskQueue: string;
  readonly internalUrl: string;
  readonly internalToken: string;
  readonly buildId?: string | undefined;
  /** Whether errors and promises of workflows keep stack traces; costs a fifth of the worker's processor time. */
  readonly stackTraces?: boolean;
  /** A bundle made before, where several workers share one. */
  readonly bundle?: WorkflowBundleOption;
}

/** The contracts and zod below them hold no state: all cases of a worker share them, frozen, instead of each making its own. */
const contracts = globSync(fileURLToPath(new URL('../contracts/{,procedures/}*.ts', import.meta.url))).filter((file) => !file.endsWith('.test.ts'));
const noStackTraces = fileURLToPath(new URL('../workflows/kit/no-stack-traces.ts', import.meta.url));

/** Bundles the workflows of a family, with or without stack traces of what they do. Takes some seconds. */
export function bundleFamily(family: Family, { stackTraces = true }: { readonly stackTraces?: boolean } = {}): Promise<WorkflowBundle> {
  return bundleWorkflowCode({
    workflowsPath: fileURLToPath(new URL(`../workflows/${family}.ts`, import.meta.url)),
    preloadModules: stackTraces ? contracts : [noStackTraces, ...contracts],
    logger: quietLogger,
  });
}

/** A worker for the procedures of one family. It knows the internal API, and nothing of the database. */
export async function createWorker(settings: WorkerSettings): Promise<Worker> {
  const { connection, family, namespace, taskQueue, internalUrl, internalToken, buildId, stackTraces = true } = settings;
  return Worker.create({
    connection,
    namespace,
    taskQueue,
    workflowBundle: settings.bundle ?? (await bundleFamily(family, { stackTraces })),
    activities: createActivities(createInternalApi({ url: internalUrl, token: internalToken })),
    maxCachedWorkflows: 1_000,
    shutdownGraceTime: '5 seconds',
    ...(buildId === undefined
      ? {}
      : {
          workerDeploymentOptions: {
            useWorkerVersioning: true,
            version: { deploymentName: `liandong-${family}`, buildId },
            defaultVersioningBehavior: 'AUTO_UPGRADE' as const,
          },
        }),
  });
}

const silent = () => undefined;
/** The bundler reports each module; only its errors matter here, and those are thrown. */
const quietLogger = { log: silent, trace: silent, debug: silent, info: silent, warn: silent, error: silent };
