import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeMigration } from './infra/migrations.ts';
import { startPostgres } from './infra/postgres.ts';
import { freePort } from './infra/processes.ts';

const [name] = process.argv.slice(2);
if (name === undefined || !/^[a-z][a-z0-9_]*$/.test(name)) {
  console.error('Say what changes, in lower case: npm run migration:new -- add_follow_ups');
  process.exit(1);
}

const dir = await mkdtemp(join(tmpdir(), 'liandong-migration-'));
const postgres = await startPostgres({ dataDir: join(dir, 'postgres'), port: await freePort(), password: randomUUID(), durable: false });
try {
  const file = await writeMigration(postgres.url('postgres'), name);
  console.log(file === null ? 'The migrations already lead to the schema.' : `Wrote ${file}. Read it before you commit it.`);
} finally {
  await postgres.stop();
  await rm(dir, { recursive: true, force: true });
}
