import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import * as common from './dictionary.ts';

const web = join(import.meta.dirname, '..');
const files = readdirSync(web, { recursive: true, encoding: 'utf8' }).filter((file) => /\.tsx?$/.test(file) && !/^(dist|node_modules)|\.test\.tsx?$/.test(file));
const dictionaryFiles = files.filter((file) => /(^|\/)(words|dictionary)\.ts$/.test(file));
const sources = files.filter((file) => !dictionaryFiles.includes(file));
const textOf = (file: string): string => readFileSync(join(web, file), 'utf8');

/** The common dictionary, and that of each part of the pages (`words.ts` in its folder), with the sources that may say its words. */
const dictionaries = await Promise.all(
  dictionaryFiles.map(async (file) => {
    if (file === join('words', 'dictionary.ts')) return { file, ...common, spokenIn: sources };
    const { words } = (await import(pathToFileURL(join(web, file)).href)) as { words: { zh: Record<string, string>; en: Record<string, string> } };
    return { file, ...words, spokenIn: sources.filter((source) => source.startsWith(`${dirname(file)}/`)) };
  }),
);

describe.each(dictionaries)('$file', ({ file, zh, en, spokenIn }) => {
  test('every word is there in both languages, and none is empty', () => {
    expect(Object.keys(en).toSorted()).toEqual(Object.keys(zh).toSorted());
    expect([...Object.entries(zh), ...Object.entries(en)].filter(([, text]) => text.trim() === '')).toEqual([]);
  });

  test('both languages fill the same places', () => {
    const places = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).toSorted();
    const english = new Map<string, string>(Object.entries(en));
    expect(Object.entries(zh).filter(([word, text]) => String(places(text)) !== String(places(english.get(word) ?? '')))).toEqual([]);
  });

  test('the dictionary has no word that no page says', () => {
    const source = spokenIn.map(textOf).join('\n');
    const starts = [...source.matchAll(/`([a-z]+\.(?:[a-z]+\.)?)\$\{/gi)].flatMap(([, start]) => start ?? []);
    const spoken = (word: string) => source.includes(`'${word}'`) || starts.some((start) => word.startsWith(start));
    expect(Object.keys(zh).filter((word) => !spoken(word))).toEqual([]);
  });

  test('a part of the pages does not say anew what all say', () => {
    const repeated = file === join('words', 'dictionary.ts') ? [] : Object.keys(zh).filter((word) => word in common.zh);
    expect(repeated).toEqual([]);
  });
});

test('no page has Chinese text of its own', () => {
  const own = sources.filter((file) => file.endsWith('.tsx') && /\p{Script=Han}/u.test(textOf(file).replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '')));
  expect(own).toEqual([]);
});
