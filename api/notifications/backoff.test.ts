import { expect, test } from '@jest/globals';
import { backoff } from './backoff.ts';

test('waits 5 s, then twice as long each time, up to an hour and never longer', () => {
  const shortest = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10].map((failures) => backoff(failures, () => 0) / 1000);
  expect(shortest).toEqual([5, 10, 20, 40, 80, 160, 320, 640, 1280, 2560]);
  for (const failures of [11, 20, 1_000, 100_000]) expect(backoff(failures, () => 0)).toBe(3_600_000);
});

test('is spread by a fifth, within five seconds and an hour', () => {
  for (let failures = 1; failures < 40; failures += 1) {
    const waits = Array.from({ length: 100 }, () => backoff(failures));
    expect(Math.min(...waits)).toBeGreaterThanOrEqual(5_000);
    expect(Math.max(...waits)).toBeLessThanOrEqual(3_600_000);
    expect(new Set(waits).size).toBeGreaterThan(90);
  }
});
