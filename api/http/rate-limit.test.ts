import { expect, test } from '@jest/globals';
import { RateLimit } from './rate-limit.ts';

const start = Date.parse('2026-11-24T09:00:00+08:00');

function limit(times: number) {
  let now = start;
  const rate = new RateLimit({ times, seconds: 600, clock: () => new Date(now) });
  const taken = (address: string) => {
    try {
      rate.take(address);
      return true;
    } catch (problem) {
      expect(problem).toMatchObject({ code: 'too-many-requests' });
      return problem;
    }
  };
  return { taken, passes: (seconds: number) => (now += seconds * 1_000) };
}

test('lets so many through in a time that begins with the first, and says how long the next must wait', () => {
  const { taken, passes } = limit(2);
  expect(taken('192.0.2.1')).toBe(true);
  passes(400);
  expect(taken('192.0.2.1')).toBe(true);
  expect(taken('192.0.2.1')).toMatchObject({ facts: { seconds: 200 } });
  expect(taken('192.0.2.2')).toBe(true);
  passes(199);
  expect(taken('192.0.2.1')).toMatchObject({ facts: { seconds: 1 } });
  passes(1);
  expect(taken('192.0.2.1')).toBe(true);
});

test.each([
  ['2001:db8:0:7::1', '2001:db8:0:7:ffff::2'],
  ['2001:db8::1', '2001:db8:0:0:1:2:3:4'],
  ['::1', '::2'],
  ['::ffff:192.0.2.1', '192.0.2.1'],
])('%s and %s are one network', (first, second) => {
  const { taken } = limit(1);
  expect(taken(first)).toBe(true);
  expect(taken(second)).toMatchObject({ code: 'too-many-requests' });
});

test.each([
  ['2001:db8:0:7::1', '2001:db8:0:8::1'],
  ['192.0.2.1', '192.0.2.2'],
])('%s and %s are not', (first, second) => {
  const { taken } = limit(1);
  expect([taken(first), taken(second)]).toEqual([true, true]);
});
