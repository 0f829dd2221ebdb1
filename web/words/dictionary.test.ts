import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { en, zh } from './dictionary.ts';

const web = join(import.meta.dirname, '..');
const sources = readdirSync(web, { recursive: true, encoding: 'utf8' }).filter((file) => /\.tsx?$/.test(file) && !/^dist|\.test\.ts$|dictionary\.ts$/.test(file));
const source = sources.map((file) => readFileSync(join(web, file), 'utf8')).join('\n');

test('every word is there in both languages, and none is empty', () => {
  expect(Object.keys(en).toSorted()).toEqual(Object.keys(zh).toSorted());
  expect(Object.entries({ ...zh }).filter(([, text]) => text.trim() === '')).toEqual([]);
  expect(Object.entries(en).filter(([, text]) => text.trim() === '')).toEqual([]);
});

test('both languages fill the same places', () => {
  const places = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).toSorted();
  const differ = Object.entries(zh).filter(([word, text]) => String(places(text)) !== String(places(Object.entries(en).find(([other]) => other === word)?.[1] ?? '')));
  expect(differ).toEqual([]);
});

test('the dictionary has no word that no page says', () => {
  const spoken = (word: string) => source.includes(`'${word}'`) || [...source.matchAll(/`([a-z]+\.(?:[a-z]+\.)?)\$\{/gi)].some(([, start]) => start !== undefined && word.startsWith(start));
  expect(Object.keys(zh).filter((word) => !spoken(word))).toEqual([]);
});

test('no page has Chinese text of its own', () => {
  const own = sources.filter((file) => file.endsWith('.tsx') && /\p{Script=Han}/u.test(readFileSync(join(web, file), 'utf8').replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '')));
  expect(own).toEqual([]);
});
