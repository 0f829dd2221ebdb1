import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** The browser that the tests of the pages drive; undefined where there is none. CHROMIUM names another. */
export function findChromium(): string | undefined {
  const { CHROMIUM: given, PATH = '' } = process.env;
  if (given !== undefined) return given;
  const paths = ['/usr/bin', ...PATH.split(delimiter)].flatMap((dir) => names.map((name) => join(dir, name)));
  return paths.find((path) => existsSync(path));
}

/** Installs Debian's where there is none, with letters for Chinese. Throws a sentence that says what to do where that fails. */
export function ensureChromium(): void {
  if (findChromium() !== undefined) return;
  console.log('Installing Chromium for the tests of the pages …');
  for (const words of [['update', '-q'], ['install', '-yq', '--no-install-recommends', 'chromium', 'fonts-noto-cjk']]) {
    spawnSync('apt-get', words, { stdio: ['ignore', 'ignore', 'inherit'], env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } });
  }
  if (findChromium() === undefined) {
    throw new Error('The tests of the pages need Chromium, and apt-get could not install it. Install Chromium or Chrome, or name one: CHROMIUM=/path/to/chrome npm test');
  }
}
