import { randomBytes } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';

/** A random secret of this installation, made at first use and kept in a file that only its owner reads. */
export async function secret(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch {
    const made = randomBytes(32).toString('base64url');
    await writeFile(file, made, { mode: 0o600, flag: 'wx' });
    return made;
  }
}
