import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureChromium } from './infra/chromium.ts';

/** Everything that must hold: types, lint rules, tests. Further arguments go to jest. The last line counts. */
const jestArguments = process.argv.slice(2);
const modules = fileURLToPath(new URL('../node_modules/', import.meta.url));
const counts = { passed: 0, failed: 0 };

const [types, pageTypes, lint] = await Promise.all([
  node('types', [join(modules, 'typescript/bin/tsc')]),
  node('types of the pages', [join(modules, 'typescript/bin/tsc'), '-p', 'web']),
  node('lint rules', [join(modules, 'eslint/bin/eslint.js'), '.']),
]);
for (const holds of [types, pageTypes, lint]) counts[holds ? 'passed' : 'failed'] += 1;

ensureChromium();
const dir = mkdtempSync(join(tmpdir(), 'liandong-results-'));
const results = join(dir, 'jest.json');
const jestHolds = await node('tests', [
  ...['--experimental-vm-modules', '--disable-warning=ExperimentalWarning', join(modules, 'jest/bin/jest.js')],
  ...['--json', `--outputFile=${results}`, ...jestArguments],
]);
addTests(jestHolds);
rmSync(dir, { recursive: true, force: true });

console.log(`${counts.passed} passed, ${counts.failed} failed`);
process.exit(counts.failed === 0 ? 0 : 1);

/** Runs one check, with its output as it comes; true when it holds. */
async function node(what: string, args: string[]): Promise<boolean> {
  console.log(`Checking ${what} …`);
  const child = spawn(process.execPath, args, { stdio: ['ignore', what === 'tests' ? 'ignore' : 'inherit', 'inherit'] });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => child.kill(signal));
  return new Promise((resolve) => child.once('exit', (code) => resolve(code === 0)));
}

/** A file that does not run at all is a failure; so is a skipped test, unless only some were asked for. */
function addTests(jestHolds: boolean): void {
  const result: unknown = read(results);
  const count = (name: string): number => {
    const value: unknown = typeof result === 'object' && result !== null ? Reflect.get(result, name) : 0;
    return typeof value === 'number' ? value : 0;
  };
  const skipped = jestArguments.length > 0 ? 0 : count('numPendingTests') + count('numTodoTests');
  const failed = count('numFailedTests') + count('numRuntimeErrorTestSuites') + skipped;
  counts.passed += count('numPassedTests');
  counts.failed += failed === 0 && !jestHolds ? 1 : failed;
  if (skipped > 0) console.log(`${skipped} tests are skipped, which counts as failed.`);
}

function read(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}
