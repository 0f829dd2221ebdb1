import { setTimeout as sleep } from 'node:timers/promises';

/** Asks again until there is an answer that is not undefined; rejects after some seconds. */
export async function eventually<T>(ask: () => Promise<T | undefined>, seconds = 15): Promise<T> {
  for (const end = Date.now() + seconds * 1_000; ; await sleep(100)) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    if (Date.now() > end) throw new Error(`Nothing happened within ${seconds} s: ${ask.toString()}`);
  }
}

/** Asks again until it holds; rejects after some seconds. */
export async function until(holds: () => boolean | Promise<boolean>, seconds?: number): Promise<void> {
  await eventually(async () => ((await holds()) ? true : undefined), seconds);
}
