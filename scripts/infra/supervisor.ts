import { setTimeout as sleep } from 'node:timers/promises';
import type { Daemon } from './processes.ts';
import type { Report } from './progress.ts';

export interface Running {
  readonly daemon: Daemon;
  stop(): Promise<void>;
}

interface Part {
  readonly name: string;
  readonly begin: () => Promise<Running>;
  running: Running | undefined;
}

/** Keeps the parts of a system running, and stops them in the reverse of the order in which they were started. */
export class Supervisor {
  readonly #parts: Part[] = [];
  readonly #report: Report;
  readonly #started: (daemon: Daemon) => void;
  #stopping = false;

  constructor(report: Report, started: (daemon: Daemon) => void) {
    this.#report = report;
    this.#started = started;
  }

  /** Starts a part, and starts it again whenever it ends by itself. Rejects when the first start fails. */
  async start<T extends Running>(name: string, begin: () => Promise<T>): Promise<T> {
    const part: Part = { name, begin, running: undefined };
    this.#parts.push(part);
    const running = await begin();
    await this.#took(part, running);
    void this.#watch(part, running);
    return running;
  }

  async stop(): Promise<void> {
    this.#stopping = true;
    for (const { running } of this.#parts.toReversed()) await running?.stop();
  }

  async #took(part: Part, running: Running): Promise<void> {
    part.running = running;
    this.#started(running.daemon);
    if (this.#stopping) await running.stop();
  }

  async #watch(part: Part, first: Running): Promise<void> {
    let running: Running | undefined = first;
    let pause = 1_000;
    for (;;) {
      const since = Date.now();
      await running?.daemon.exited;
      if (this.#stopping) return;
      pause = Date.now() - since > 60_000 ? 1_000 : Math.min(pause * 2, 30_000);
      this.#report(`${part.name} has ended. It is started again in ${pause / 1000} s.`);
      await sleep(pause);
      if (this.#stopping) return;
      try {
        running = await part.begin();
        await this.#took(part, running);
      } catch (error) {
        running = undefined;
        this.#report(error instanceof Error ? error.message : String(error));
      }
    }
  }
}
