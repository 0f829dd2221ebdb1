import { expect, test } from '@jest/globals';
import { dayName, isDay, lastDayOf, mondayOf, shiftMonth, timeOf, weekdayName } from './week.ts';

test('a week begins on Monday, also for a Sunday and over the year', () => {
  expect(['2026-11-23', '2026-11-27', '2026-11-29', '2027-01-02'].map(mondayOf)).toEqual(['2026-11-23', '2026-11-23', '2026-11-23', '2026-12-28']);
});

test('months have their own lengths', () => {
  expect([lastDayOf('2026-02'), lastDayOf('2028-02'), lastDayOf('2026-12')]).toEqual(['2026-02-28', '2028-02-29', '2026-12-31']);
  expect([shiftMonth('2026-01', -1), shiftMonth('2026-12', 1), shiftMonth('2026-11', -5)]).toEqual(['2025-12', '2027-01', '2026-06']);
});

test('days and hours are told as in Beijing', () => {
  expect([dayName('2026-11-27', 'zh'), weekdayName('2026-11-27', 'zh'), weekdayName('2026-11-27', 'en')]).toEqual(['11月27日', '周五', 'Fri']);
  expect(timeOf('2026-11-26T23:30:00.000Z', 'zh')).toBe('07:30');
});

test('what stands in an address is a day or nothing', () => {
  expect([isDay('2026-11-27'), isDay('2026-13-27'), isDay('soon'), isDay(undefined)]).toEqual([true, false, false, false]);
});
