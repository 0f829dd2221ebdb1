import { readFileSync } from 'node:fs';
import { glob, mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { History } from '@temporalio/common/lib/proto-utils.js';
import { z } from 'zod';
import { packHistory, unpackHistory } from '../../api/archive/packed-history.ts';

/** A finished history that is kept: what this version of the code did when a story was told. */
export interface Kept {
  readonly version: string;
  readonly procedure: string;
  readonly story: string;
}

const folder = fileURLToPath(new URL('histories', import.meta.url));
const ending = '.history.gz';

const { version } = z.object({ version: z.string() }).parse(JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')));

/** The version under which histories are recorded now. */
export const presentVersion = version;

export async function keptHistories(): Promise<Kept[]> {
  const files = await Array.fromAsync(glob(`*/*/*${ending}`, { cwd: folder }));
  return files.toSorted().map((file) => {
    const [of = '', procedure = '', name = ''] = file.split('/');
    return { version: of, procedure, story: name.slice(0, -ending.length) };
  });
}

export async function readHistory(kept: Kept): Promise<History> {
  return unpackHistory(await readFile(fileOf(kept)));
}

export async function keepHistory(kept: Kept, history: History): Promise<void> {
  const file = fileOf(kept);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, await packHistory(history));
}

function fileOf({ version: of, procedure, story }: Kept): string {
  return `${folder}/${of}/${procedure}/${story}${ending}`;
}
