import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@jest/globals';
import { glob } from 'node:fs/promises';
import ts from 'typescript';

const root = fileURLToPath(new URL('..', import.meta.url));
const folders = ['contracts', 'workflows', 'activities', 'api', 'worker', 'prisma/seed', 'scripts', 'bench', 'tests'];

test('no file imports itself by way of others', async () => {
  const files = await Array.fromAsync(glob(`{${folders.join(',')}}/**/*.ts`, { cwd: root }));
  expect(files.length).toBeGreaterThan(50);
  expect(cycles(new Map(files.map((file) => [file, importsOf(file)])))).toEqual([]);
});

test('a cycle is found', () => {
  expect(cycles(new Map([['a', ['b']], ['b', ['c']], ['c', ['b']]]))).toEqual(['b → c → b']);
});

/** Our own files that this one needs when it runs: types are gone by then. */
function importsOf(file: string): string[] {
  const source = ts.createSourceFile(file, readFileSync(join(root, file), 'utf8'), ts.ScriptTarget.Latest);
  return source.statements
    .filter((statement) => ts.isImportDeclaration(statement) || ts.isExportDeclaration(statement))
    .filter((statement) => (ts.isImportDeclaration(statement) ? statement.importClause?.phaseModifier !== ts.SyntaxKind.TypeKeyword : !statement.isTypeOnly))
    .map(({ moduleSpecifier }) => (moduleSpecifier !== undefined && ts.isStringLiteral(moduleSpecifier) ? moduleSpecifier.text : ''))
    .filter((path) => path.startsWith('.'))
    .map((path) => join(dirname(file), path));
}

function cycles(imports: Map<string, string[]>): string[] {
  const found: string[] = [];
  const done = new Set<string>();
  const visit = (file: string, path: string[]): void => {
    const at = path.indexOf(file);
    if (at >= 0) found.push([...path.slice(at), file].join(' → '));
    if (at >= 0 || done.has(file)) return;
    for (const next of imports.get(file) ?? []) visit(next, [...path, file]);
    done.add(file);
  };
  for (const file of imports.keys()) visit(file, []);
  return found;
}
