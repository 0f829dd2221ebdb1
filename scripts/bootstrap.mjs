// Plain JavaScript for any Node from 20 on: brings a bare clone to where Node 24 and all packages are there.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('..', import.meta.url));
const node24 = join(root, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
const quietly = '--disable-warning=ExperimentalWarning';

/** Installs packages, makes the database client and builds the pages, each only when it is not as the repository says. */
export function prepare() {
  if (!packagesAreInstalled()) {
    console.log('Installing packages, about a minute …');
    run('npm', ['ci', '--no-fund', '--no-audit', '--loglevel=error']);
  }
  const stamp = join(root, 'prisma', 'generated', 'made-from');
  const schema = schemaHash();
  if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== schema) {
    console.log('Making the database client …');
    run(node24, [join(root, 'scripts', 'generate.mjs')], 'pipe');
    writeFileSync(stamp, schema);
  }
  const pages = join(root, 'web', 'dist', 'made-from');
  const sources = pagesHash();
  if (!existsSync(pages) || readFileSync(pages, 'utf8') !== sources) {
    console.log('Building the pages, some seconds …');
    run(node24, [join(root, 'node_modules', 'vite', 'bin', 'vite.js'), 'build', join(root, 'web'), '--logLevel', 'warn'], 'pipe');
    writeFileSync(pages, sources);
  }
}

/**
 * Starts a program of ours on Node 24 and ends as it ends. Signals are its business: we hand on those that reach only
 * us, and it notices by the closed channel when we are killed.
 */
export function continueWith(script, args, { execArgv = [] } = {}) {
  const child = spawn(node24, [quietly, ...execArgv, script, ...args], {
    cwd: root,
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => child.kill(signal));
  }
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) child.kill('SIGTERM');
  }, 1_000).unref();
  child.on('exit', (code, signal) => process.exit(code ?? (signal === null ? 0 : 1)));
}

/** npm keeps a list of what it installed; every package that our lock file wants must be in it, unless optional. */
function packagesAreInstalled() {
  const installed = join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(installed) || !existsSync(node24)) return false;
  const have = JSON.parse(readFileSync(installed, 'utf8')).packages;
  const want = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages;
  return Object.entries(want).every(
    ([path, { version, optional }]) => path === '' || optional || have[path]?.version === version,
  );
}

function schemaHash() {
  const dir = join(root, 'prisma', 'schema');
  const hash = createHash('sha256');
  for (const file of readdirSync(dir).sort()) hash.update(file).update(readFileSync(join(dir, file)));
  return hash.update(readFileSync(join(root, 'node_modules', 'prisma', 'package.json'))).digest('hex');
}

/** Whatever the pages are made of: their sources, the contracts, and the packages. */
function pagesHash() {
  const hash = createHash('sha256').update(readFileSync(join(root, 'package-lock.json')));
  for (const folder of ['web', 'contracts']) {
    const files = readdirSync(join(root, folder), { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    const paths = files.map(({ parentPath, name }) => relative(root, join(parentPath, name)));
    for (const path of paths.filter((each) => !each.startsWith(join('web', 'dist')) && !each.includes('.test.')).sort()) {
      hash.update(path).update(readFileSync(join(root, path)));
    }
  }
  return hash.digest('hex');
}

/** Output is shown as it comes with 'inherit', and only when the command fails with 'pipe'. */
function run(command, args, output = 'inherit') {
  const { status, error, stdout, stderr } = spawnSync(command, args, {
    cwd: root,
    stdio: ['ignore', output, output],
    encoding: 'utf8',
    shell: process.platform === 'win32' && command === 'npm',
  });
  if (status === 0) return;
  if (output === 'pipe') console.error(`${stdout}${stderr}`);
  console.error(`${command} ${args.join(' ')} failed${error === undefined ? '' : `: ${error.message}`}.`);
  process.exit(1);
}
