import { describe, expect, test } from '@jest/globals';
import { changesBetween, readArrangement, stretchesOf } from './arrangement.ts';

const read = (text: string) => readArrangement(text, 2027, '节日');

describe('an arrangement is read', () => {
  test('as a table has it, and as a notice writes it; weekends that are off anyway are left out', () => {
    expect(read('2027-01-01 休 元旦\n\n2月5日至2月8日 放假 春节\n2027-02-14 班 春节')).toEqual({
      days: [
        { day: '2027-01-01', isWorkday: false, name: '元旦' },
        { day: '2027-02-05', isWorkday: false, name: '春节' },
        { day: '2027-02-08', isWorkday: false, name: '春节' },
        { day: '2027-02-14', isWorkday: true, name: '春节' },
      ],
      unread: [],
    });
    expect(read('10月1日—7日 休 国庆节').days.map(({ day }) => day)).toEqual(['2027-10-01', '2027-10-04', '2027-10-05', '2027-10-06', '2027-10-07']);
    expect(read('5月3日 休').days).toEqual([{ day: '2027-05-03', isWorkday: false, name: '节日' }]);
  });

  test('line by line: what is not understood is told by its number', () => {
    expect(read('元旦放假一天\n2026-12-31 休 元旦\n2027-02-30 休 无\n2月8日至2月5日 休 春节\n2027-01-01 休 元旦').unread).toEqual([1, 2, 3, 4]);
  });
});

test('days of one holiday are told as one stretch, over a weekend too', () => {
  const { days } = read('2月5日至2月11日 休 春节\n2月14日 班 春节');
  expect(stretchesOf(days)).toEqual([
    { first: '2027-02-05', last: '2027-02-11', isWorkday: false, name: '春节' },
    { first: '2027-02-14', last: '2027-02-14', isWorkday: true, name: '春节' },
  ]);
});

test('changes are what is new or different, and what is no longer there', () => {
  const [one, two, three] = ['01-01', '05-03', '10-01'].map((day) => ({ day: `2027-${day}`, isWorkday: false, name: '节日' }));
  if (one === undefined || two === undefined || three === undefined) throw new Error('three days');
  expect(changesBetween([one, two], [{ ...one, name: '元旦' }, three])).toEqual({ added: [{ ...one, name: '元旦' }, three], removed: [two] });
});
