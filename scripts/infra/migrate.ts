import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const script = fileURLToPath(new URL('../migrate.ts', import.meta.url));

/**
 * Runs `npm run migrate` on the database, in a process of its own: the schema engine keeps the process that it runs
 * in alive for a while. Returns what it said; rejects with the SQL's error.
 */
export async function migrate(databaseUrl: string): Promise<string> {
  const { stdout } = await promisify(execFile)(process.execPath, ['--disable-warning=ExperimentalWarning', script], {
    env: { ...process.env, NODE_OPTIONS: '', DATABASE_URL: databaseUrl },
  });
  return stdout.trim();
}
