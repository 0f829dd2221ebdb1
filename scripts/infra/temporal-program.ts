import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { endWithUs } from './processes.ts';
import { withProgress, type Report } from './progress.ts';

const run = promisify(execFile);

const versions = { cli: 'v1.9.1', server: 'v1.32.1', ui: 'v2.54.1' };
const exe = process.platform === 'win32' ? '.exe' : '';

/** The `temporal` command, with the Web UI inside; or the bare server, with the Web UI beside it. */
export type TemporalProgram =
  | { readonly kind: 'cli'; readonly path: string }
  | { readonly kind: 'server'; readonly path: string };

/**
 * A Temporal 1.32 for this machine: on PATH, in our cache, downloaded, or built from source, in this order.
 * Rejects with what was tried and what to do.
 */
export async function findTemporal(report: Report): Promise<TemporalProgram> {
  if (await isRecentCli('temporal')) return { kind: 'cli', path: 'temporal' };
  const cli = cached(`temporal-cli-${versions.cli}`, 'temporal');
  if (existsSync(cli)) return { kind: 'cli', path: cli };
  const server = cached(`temporal-server-${versions.server}`, 'server');
  if (existsSync(server)) return { kind: 'server', path: server };

  const failures = ['There is no `temporal` command, version 1.9 or later, on PATH.'];
  try {
    await withProgress(report, `Downloading Temporal ${versions.cli}`, () => downloadCli(cli));
    return { kind: 'cli', path: cli };
  } catch (error) {
    failures.push(`Downloading it failed: ${reason(error)}`);
    report('The download is not reachable; building Temporal from source instead. This is done once.');
  }
  try {
    await withProgress(report, 'Building the Temporal server, about 4 minutes', () =>
      goInstall(`go.temporal.io/server/cmd/server@${versions.server}`, server),
    );
    return { kind: 'server', path: server };
  } catch (error) {
    failures.push(`Building it with Go failed: ${reason(error)}`);
  }
  throw new Error(
    [
      'Temporal is not available.',
      ...failures,
      'Do one of these: install the Temporal CLI (https://docs.temporal.io/cli), install Go 1.26 or later (https://go.dev/dl), or set TEMPORAL_ADDRESS to a cluster that is running.',
    ].join('\n  '),
  );
}

/** The Web UI for a bare server: in our cache, or built from source (20 s). */
export async function findTemporalUi(report: Report): Promise<string> {
  const ui = cached(`temporal-ui-server-${versions.ui}`, 'server');
  if (!existsSync(ui)) {
    await withProgress(report, 'Building the Temporal Web UI, about 20 seconds', () =>
      goInstall(`github.com/temporalio/ui-server/v2/cmd/server@${versions.ui}`, ui),
    );
  }
  return ui;
}

async function isRecentCli(command: string): Promise<boolean> {
  const said = await run(command, ['--version']).then(({ stdout }) => stdout, () => '');
  const [, major, minor] = /temporal version (\d+)\.(\d+)/.exec(said) ?? [];
  return Number(major) > 1 || (Number(major) === 1 && Number(minor) >= 9);
}

async function downloadCli(target: string): Promise<void> {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const arch = process.arch === 'x64' ? 'amd64' : process.arch;
  const url = `https://temporal.download/cli/archive/${versions.cli}?platform=${platform}&arch=${arch}`;

  const tooSlow = new AbortController();
  const timer = setTimeout(() => tooSlow.abort(new Error('no answer within 5 s')), 5_000);
  const response = await fetch(url, { signal: AbortSignal.any([tooSlow.signal, AbortSignal.timeout(300_000)]) });
  clearTimeout(timer);
  if (!response.ok) throw new Error(`${url} answered ${response.status}`);

  await intoCache(target, async (dir) => {
    const archive = join(dir, 'archive');
    await writeFile(archive, new Uint8Array(await response.arrayBuffer()));
    await run('tar', ['-xf', archive, '-C', dir, `temporal${exe}`]);
    await rm(archive);
  });
}

async function goInstall(packageAtVersion: string, target: string): Promise<void> {
  await intoCache(target, async (dir) => {
    const building = run('go', ['install', '-ldflags=-s -w', packageAtVersion], {
      env: { ...process.env, GOBIN: dir },
      maxBuffer: 64 * 1024 * 1024,
    });
    endWithUs(building.child);
    await building;
  });
}

/** Fills a directory of the cache all at once, so that whoever looks at the same time finds all or nothing. */
async function intoCache(target: string, fill: (dir: string) => Promise<void>): Promise<void> {
  const parent = join(target, '..');
  await mkdir(join(parent, '..'), { recursive: true });
  const dir = await mkdtemp(`${parent}.making-`);
  try {
    await fill(dir);
    await chmod(dir, 0o755);
    await rename(dir, parent).catch((error: unknown) => {
      if (!existsSync(target)) throw error;
    });
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}

function cached(name: string, program: string): string {
  const home = process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache');
  return join(home, 'liandong', name, `${program}${exe}`);
}

function reason(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if ('code' in error && error.code === 'ENOENT') return `${'path' in error ? String(error.path) : 'the command'} is not installed`;
  if ('stderr' in error && typeof error.stderr === 'string' && error.stderr !== '') return error.stderr.trim().split('\n').slice(-3).join(' ');
  return error.cause instanceof Error ? error.cause.message : error.message;
}
