import { globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from '@jest/globals';

const web = join(import.meta.dirname, '..');
const sheets = globSync('*/*.css', { cwd: web }).filter((file) => !file.startsWith('dist/'));

/** Classes to which a style sheet gives a look on their own, outside of what is for paper or narrow screens alone. */
function classesOf(file: string): string[] {
  const text = readFileSync(join(web, file), 'utf8').replaceAll(/\/\*.*?\*\//gs, '');
  const everywhere = text.replaceAll(/@[^{;]+\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}/g, '');
  return [...everywhere.matchAll(/(?:^|\})\s*([^{}]+)\{/g)].flatMap(([, selectors = '']) => selectors.split(',').flatMap((each) => /^\.([a-z][\w-]*)$/.exec(each.trim())?.[1] ?? []));
}

// Style sheets of parts come with their pages and stay: two that mean different things by one name would spoil each other.
test('no class is given a look by the style sheets of two parts', () => {
  const parts = new Map<string, Set<string>>();
  for (const sheet of sheets) for (const name of classesOf(sheet)) parts.set(name, (parts.get(name) ?? new Set()).add(dirname(sheet)));
  expect(parts.size).toBeGreaterThan(200);
  expect([...parts].filter(([, among]) => among.size > 1).map(([name, among]) => [name, ...among])).toEqual([]);
});
