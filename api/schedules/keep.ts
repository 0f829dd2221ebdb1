import { setTimeout as sleep } from 'node:timers/promises';
import type { Deps } from '../deps.ts';
import { reconcileSchedules } from './arrange.ts';

const everyMs = 10 * 60_000;
const retryMs = 15_000;

/** Puts right what differs between schedules and the engine, at the start and every ten minutes; sooner again while one of both is away. */
export function keepSchedules(deps: Deps): { stop(): Promise<void> } {
  const stopping = new AbortController();
  const running = run();
  return {
    async stop() {
      stopping.abort();
      await running;
    },
  };

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      const kept = await reconcileSchedules(deps).then(
        (differing) => {
          if (differing.length > 0) deps.log.warn({ schedules: differing }, 'schedules differed from the engine and were arranged anew');
          return true;
        },
        (error: unknown) => {
          deps.log.warn({ err: error }, 'schedules cannot be compared with the engine');
          return false;
        },
      );
      await sleep(kept ? everyMs : retryMs, undefined, { ref: false, signal: stopping.signal }).catch(() => undefined); // told to stop
    }
  }
}
