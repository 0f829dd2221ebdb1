import { execFileSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

interface Process {
  readonly pid: number;
  /** What its command line contains: process numbers are used again. */
  readonly command: string;
}

export interface Claim {
  /** Remembers a process that must not outlive us. */
  remember(process: Process): void;
  release(): void;
}

/**
 * Claims a directory for one running system, in a file. Rejects with a sentence when another one runs there. What a
 * system that was killed left running is stopped first.
 */
export async function claim(file: string, self: Process): Promise<Claim> {
  const before = read(file);
  const [main, ...children] = before;
  if (main !== undefined && runs(main)) {
    throw new Error(`Liandong is running here already (process ${main.pid}). Stop it with Ctrl-C where it was started, or with: kill ${main.pid}`);
  }
  await Promise.all(children.filter(runs).map(end));
  rmSync(file, { force: true });

  const processes = [self];
  writeFileSync(file, JSON.stringify(processes), { flag: 'wx' });
  return {
    remember(process) {
      processes.push(process);
      writeFileSync(file, JSON.stringify(processes));
    },
    release() {
      rmSync(file, { force: true });
    },
  };
}

function read(file: string): Process[] {
  try {
    const kept: unknown = JSON.parse(readFileSync(file, 'utf8'));
    return Array.isArray(kept) ? kept.filter(isProcess) : [];
  } catch {
    return [];
  }
}

function isProcess(value: unknown): value is Process {
  return typeof value === 'object' && value !== null && 'pid' in value && 'command' in value;
}

function runs({ pid, command }: Process): boolean {
  try {
    return execFileSync('ps', ['-o', 'args=', '-p', String(pid)], { encoding: 'utf8' }).includes(command);
  } catch {
    return false;
  }
}

async function end(left: Process): Promise<void> {
  process.kill(left.pid, 'SIGTERM');
  for (const patience = Date.now() + 4_000; Date.now() < patience && runs(left); ) await sleep(200);
  if (runs(left)) process.kill(left.pid, 'SIGKILL');
}
