import { spawn, type ChildProcess } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { connect, createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

export interface Daemon {
  /** Settles when the process has ended, however that came. */
  readonly exited: Promise<void>;
  readonly pid: number;
  /** The end of its command line, by which it can be told from another process. */
  readonly command: string;
  running(): boolean;
  /** Asks the process to end, and kills it when it has not done so after `patienceMs`. */
  stop(patienceMs?: number): Promise<void>;
  /** Ends the process without warning: for tests of faults. */
  kill(): Promise<void>;
}

export interface DaemonOptions {
  readonly env?: NodeJS.ProcessEnv;
  readonly cwd?: string;
  /** Output goes to this file, to our own output with 'inherit', or nowhere. */
  readonly log?: string | 'inherit';
  readonly stopSignal?: NodeJS.Signals;
  readonly uid?: number;
  readonly gid?: number;
}

const daemons = new Set<ChildProcess>();

/** Ends the process with us at the latest, whatever it is that ends us. */
export function endWithUs(child: ChildProcess): void {
  daemons.add(child);
  child.once('exit', () => daemons.delete(child));
  child.once('error', () => daemons.delete(child));
}

process.on('exit', () => {
  for (const child of daemons) child.kill('SIGKILL');
});

/** Starts a process in a group of its own, so that Ctrl-C reaches only us and we stop things in order. */
export function startDaemon(command: string, args: readonly string[], options: DaemonOptions = {}): Daemon {
  const { log, stopSignal = 'SIGTERM', env = process.env, cwd, uid, gid } = options;
  const child = spawn(command, args, {
    env,
    detached: true,
    stdio: log === 'inherit' ? ['ignore', 'inherit', 'inherit'] : log === undefined ? 'ignore' : ['ignore', 'pipe', 'pipe'],
    ...(cwd === undefined ? {} : { cwd }),
    ...(uid === undefined ? {} : { uid }),
    ...(gid === undefined ? {} : { gid }),
  });
  if (log !== undefined && log !== 'inherit') {
    const file = createWriteStream(log, { flags: 'a' });
    child.stdout?.pipe(file, { end: false });
    child.stderr?.pipe(file, { end: false });
    child.once('close', () => file.end());
  }
  endWithUs(child);
  const exited = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', () => resolve());
  });
  const running = (): boolean => daemons.has(child);

  return {
    exited,
    pid: child.pid ?? -1,
    command: args.slice(-2).join(' '),
    running,
    async stop(patienceMs = 10_000) {
      child.kill(stopSignal);
      await Promise.race([exited, sleep(patienceMs, undefined, { ref: false })]);
      if (running()) child.kill('SIGKILL');
      await exited;
    },
    async kill() {
      child.kill('SIGKILL');
      await exited;
    },
  };
}

/** Waits until `ready` returns true; rejects when the process ends first or the time is over. */
export async function waitFor(
  what: string,
  ready: () => Promise<boolean>,
  { daemon, timeoutMs = 30_000, everyMs = 50 }: { daemon?: Daemon; timeoutMs?: number; everyMs?: number } = {},
): Promise<void> {
  const end = Date.now() + timeoutMs;
  while (!(await ready())) {
    if (daemon !== undefined && !daemon.running()) throw new Error(`${what} ended before it was ready.`);
    if (Date.now() > end) throw new Error(`${what} was not ready after ${timeoutMs / 1000} s.`);
    await sleep(everyMs);
  }
}

/** A port of 127.0.0.1 on which nothing listens at this moment. */
export async function freePort(): Promise<number> {
  const [port] = await freePorts(1);
  if (port === undefined) throw new Error('No free port.');
  return port;
}

/**
 * Different ports of 127.0.0.1 on which nothing listens at this moment. They lie below those that the system gives to
 * outgoing connections (from 32768), so that none is taken before a server has started on it.
 */
export async function freePorts(count: number): Promise<number[]> {
  const found = new Set<number>();
  while (found.size < count) {
    const port = randomInt(16_000, 32_000);
    if (await canListen(port)) found.add(port);
  }
  return [...found];
}

function canListen(port: number): Promise<boolean> {
  const server = createServer();
  return new Promise((resolve) => {
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}

/** Whether something accepts connections at the port. */
export async function listening(port: number, host = '127.0.0.1'): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host });
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => {
      resolve(false);
    });
  });
}
