import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { listening, startDaemon, waitFor, type Daemon } from './processes.ts';

export interface TemporalUi {
  readonly url: string;
  readonly daemon: Daemon;
  stop(): Promise<void>;
}

/** Starts the Temporal Web UI on 127.0.0.1 for the cluster at `temporalAddress`; settings go to `dataDir`. */
export async function startTemporalUi(options: {
  program: string;
  dataDir: string;
  temporalAddress: string;
  port: number;
  defaultNamespace: string;
  log?: string;
}): Promise<TemporalUi> {
  const { program, dataDir, temporalAddress, port, defaultNamespace, log } = options;
  const url = `http://127.0.0.1:${port}`;
  await mkdir(dataDir, { recursive: true });
  await writeFile(
    join(dataDir, 'ui.yaml'),
    JSON.stringify({
      temporalGrpcAddress: temporalAddress,
      host: '127.0.0.1',
      port,
      enableUi: true,
      defaultNamespace,
      cors: { allowOrigins: [url], cookieInsecure: true },
      disableNewsFetch: true,
    }),
  );
  const daemon = startDaemon(program, ['--root', dataDir, '--config', '.', '--env', 'ui', 'start'], log === undefined ? {} : { log });
  await waitFor(`The Temporal Web UI on port ${port}`, () => listening(port), { daemon });
  return { url, daemon, stop: () => daemon.stop() };
}
