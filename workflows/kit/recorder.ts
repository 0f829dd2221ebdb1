import { CancellationScope, TemporalFailure, condition, proxyActivities, proxyLocalActivities } from '@temporalio/workflow';
import type { Activities } from '../../activities/activities.ts';
import type { RecordBatch, RecordReply } from '../../contracts/record.ts';
import { Deferred } from './deferred.ts';

/** The quick way: in the same workflow task as the action, so that who wrote reads what he wrote. */
const quick = proxyLocalActivities<Activities>({
  startToCloseTimeout: '3 seconds',
  scheduleToCloseTimeout: '5 seconds',
  // Counted in attempts: between them the engine's own time limit for a local activity is not looked at.
  retry: { initialInterval: '100 milliseconds', maximumAttempts: 5 },
  summary: '记录',
});

/** The patient way, when the record cannot be written for a while: an ordinary activity retries until it can. */
const patient = proxyActivities<Activities>({
  startToCloseTimeout: '10 seconds',
  retry: { initialInterval: '1 second', maximumInterval: '1 minute' },
  summary: '补记(数据库或接口暂不可用)',
});

/**
 * Waits until the procedure that an action woke has said all it has to say in this activation: the engine looks at
 * conditions again when every promise that could run has run.
 */
async function quiet(): Promise<void> {
  await Promise.resolve(); // A condition made while the job itself is at work would be looked at too early.
  let asked = 0;
  await condition(() => asked++ > 0);
}

/**
 * Writes down what happened: all that one activation added leaves in one call, in order, one call at a time.
 * Whoever waits for entry n waits for the record that covers it.
 */
export class Recorder {
  #latest = 0;
  #written = 0;
  #busy = false;
  #waiting: Array<{ seq: number; done: Deferred<void> }> = [];
  readonly #batch: () => RecordBatch;
  readonly #learn: (reply: RecordReply) => void;
  /** Whatever is cancelled around it, what happened is written down. */
  readonly #scope = new CancellationScope({ cancellable: false });

  /** `batch` gives what is not written yet; `learn` takes what the database answered: planned clocks, names of units. */
  constructor(batch: () => RecordBatch, learn: (reply: RecordReply) => void) {
    this.#batch = batch;
    this.#learn = learn;
  }

  /** The last entry that stands in the database. */
  get upTo(): number {
    return this.#written;
  }

  /** Entry `seq` was added and has to be written. */
  added(seq: number): void {
    this.#latest = seq;
    if (!this.#busy) void this.#scope.run(() => this.#write());
  }

  /** Resolves when entry `seq` stands in the database. */
  written(seq: number): Promise<void> {
    const done = new Deferred<void>();
    if (seq <= this.#written) done.resolve();
    else this.#waiting.push({ seq, done });
    return done.promise;
  }

  async #write(): Promise<void> {
    this.#busy = true;
    while (this.#written < this.#latest) {
      await quiet();
      const upTo = this.#latest;
      const batch = this.#batch();
      const reply = await quick.record(batch).catch((failure: unknown) => {
        // The engine hands over what a local activity threw as it is, and wraps only its time-outs.
        if (failure instanceof TemporalFailure) return patient.record(batch);
        throw failure;
      });
      this.#written = upTo;
      this.#learn(reply);
      for (const { seq, done } of this.#waiting) if (seq <= upTo) done.resolve();
      this.#waiting = this.#waiting.filter(({ seq }) => seq > upTo);
    }
    this.#busy = false;
  }
}
