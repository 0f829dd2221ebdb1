import { describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { check } from './check.ts';
import { Problem } from './problem.ts';

const schema = z.strictObject({
  title: z.string().trim().min(2).max(5),
  note: z.string().min(1),
  count: z.int().min(1).max(3),
  share: z.number().multipleOf(0.5),
  urgent: z.boolean(),
  kind: z.enum(['a', 'b']),
  version: z.literal(1),
  day: z.iso.date(),
  at: z.iso.datetime({ offset: true }),
  id: z.uuid(),
  units: z.array(z.string()).min(1).max(2),
});
const good = { title: '标题', note: '注', count: 1, share: 0.5, urgent: false, kind: 'a', version: 1, day: '2026-11-27', at: '2026-11-27T09:00:00+08:00', id: '00000000-0000-4000-8000-000000000001', units: ['a'] };

function refusal(changes: Record<string, unknown>) {
  try {
    check(schema, { ...good, ...changes });
  } catch (error) {
    if (error instanceof Problem) return error.errors;
    throw error;
  }
  return 'nothing was refused';
}

describe('a field that does not fit is told in words for people', () => {
  test.each([
    ['title', undefined, '必填', 'This field is required'],
    ['title', 7, '须为文字', 'this must be text'],
    ['title', '一', '至少 2 个字', 'at least 2 characters'],
    ['title', '一二三四五六', '最多 5 个字', 'at most 5 characters'],
    ['note', '', '不能为空', 'this must not be empty'],
    ['count', 0, '不得小于 1', 'this must be at least 1'],
    ['count', 4, '不得大于 3', 'this must be at most 3'],
    ['count', 1.5, '须为整数', 'this must be a whole number'],
    ['share', 0.3, '须为 0.5 的倍数', 'this must be a multiple of 0.5'],
    ['urgent', 'yes', '须为是或否(true 或 false)', 'this must be yes or no (true or false)'],
    ['kind', 'c', '须为下列之一:a、b', 'this must be one of: a, b'],
    ['version', 2, '须为 1', 'this must be 1'],
    ['day', '27.11.', '须为日期,如 2026-11-27', 'write a date, such as 2026-11-27'],
    ['at', '2026-11-27', '须为带时区的时间,如 2026-11-27T09:00:00+08:00', 'write a time with its zone, such as 2026-11-27T09:00:00+08:00'],
    ['id', 'x', '须为 UUID', 'write a UUID'],
    ['units', {}, '须为列表', 'this must be a list'],
    ['units', [], '至少 1 项', 'at least 1 item'],
    ['units', ['a', 'b', 'c'], '最多 2 项', 'at most 2 items'],
    ['colour', 'red', '没有这一项,请去掉', 'there is no such field: leave it out'],
  ])('%s: %j', (path, value, zh, en) => {
    expect(refusal({ [path]: value })).toEqual([{ path, zh, en }]);
  });

  test('and what fits is not', () => {
    expect(refusal({})).toBe('nothing was refused');
  });
});
