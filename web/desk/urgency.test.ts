import { expect, test } from '@jest/globals';
import { urgencyOf } from './urgency.ts';

test('the day ends at midnight in Beijing, whatever zone the reader is in', () => {
  const now = Date.parse('2026-11-27T23:30:00+08:00');
  expect(urgencyOf('2026-11-27T23:29:00+08:00', now)).toBe('overdue');
  expect(urgencyOf('2026-11-27T15:59:00Z', now)).toBe('today');
  expect(urgencyOf('2026-11-27T16:00:00Z', now)).toBe('week');
  expect(urgencyOf('2026-12-04T23:30:00+08:00', now)).toBe('week');
  expect(urgencyOf('2026-12-04T23:31:00+08:00', now)).toBe('later');
  expect(urgencyOf(null, now)).toBe('none');
});
