import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundleWorkflowCode } from '@temporalio/worker';
import { bundleFamily } from '../../worker/create-worker.ts';

/** Workflows that many test files run: of the families, and of the trial of the kit. */
export type Bundled = 'general' | 'discipline' | 'trial';

/** As in production without stack traces, which cost time; WORKFLOW_STACK_TRACES=true brings them back. */
const stackTraces = process.env['WORKFLOW_STACK_TRACES'] === 'true';

/** Bundles them once for a whole run, since webpack takes seconds for each; they lie in `dir`. */
export async function makeBundles(dir: string): Promise<void> {
  for (const name of ['general', 'discipline'] as const) await writeFile(fileOf(dir, name), (await bundleFamily(name, { stackTraces })).code);
  await writeFile(fileOf(dir, 'trial'), (await bundleQuietly('../kit/trial-workflows.ts')).code);
}

/** The bundle of this run. */
export function bundleOf(name: Bundled): { readonly codePath: string } {
  const dir = process.env['TEST_BUNDLES'];
  if (dir === undefined) throw new Error('TEST_BUNDLES is not set: run tests with npm test, which makes the bundles.');
  return { codePath: fileOf(dir, name) };
}

/** Bundles the workflows of a file beside this one; the bundler reports each module, which nobody wants to read. */
export function bundleQuietly(path: string): ReturnType<typeof bundleWorkflowCode> {
  const silent = (): void => undefined;
  return bundleWorkflowCode({
    workflowsPath: fileURLToPath(new URL(path, import.meta.url)),
    logger: { log: silent, trace: silent, debug: silent, info: silent, warn: silent, error: silent },
  });
}

function fileOf(dir: string, name: Bundled): string {
  return join(dir, `${name}.js`);
}
