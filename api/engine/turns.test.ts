import { expect, test } from '@jest/globals';
import { Deferred } from '../../workflows/kit/deferred.ts';
import { Turns } from './turns.ts';

const tooLate = () => new Error('too late');

/** Work that lasts until it is told to end, and says when it began. */
function work(begun: string[], name: string) {
  const over = new Deferred<string>();
  const does = () => {
    begun.push(name);
    return over.promise;
  };
  return { does, end: () => over.resolve(name) };
}

test('who waits too long is sent away, and the line goes on without him', async () => {
  const turns = new Turns(1);
  const begun: string[] = [];
  const [first, second, third] = [work(begun, 'first'), work(begun, 'second'), work(begun, 'third')];
  const done = turns.take('case', 10, tooLate, first.does);
  const sentAway = turns.take('case', 10, tooLate, second.does);
  const next = turns.take('case', 10_000, tooLate, third.does);
  await expect(sentAway).rejects.toThrow('too late');
  first.end();
  await done;
  third.end();
  expect(await next).toBe('third');
  expect(begun).toEqual(['first', 'third']);
});

test('so many at a time, the others in their order, also after one has failed; another case does not wait', async () => {
  const turns = new Turns(2);
  const begun: string[] = [];
  const works = ['a', 'b', 'c', 'd'].map((name) => work(begun, name));
  const fails = turns.take('case', 10_000, tooLate, async () => {
    begun.push('fails');
    throw new Error('refused');
  });
  const all = works.map(({ does }) => turns.take('case', 10_000, tooLate, does));
  await turns.take('another case', 0, tooLate, async () => begun.push('elsewhere'));
  await expect(fails).rejects.toThrow('refused');
  expect(begun).toEqual(['fails', 'a', 'elsewhere', 'b']);
  for (const { end } of works) end();
  expect(await Promise.all(all)).toEqual(['a', 'b', 'c', 'd']);
  expect(begun).toEqual(['fails', 'a', 'elsewhere', 'b', 'c', 'd']);
});
