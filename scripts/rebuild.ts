import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { openDatabase } from '../api/database.ts';
import { createEngine } from '../api/engine/engine.ts';
import { rebuild, strangers, type Difference } from '../api/record/rebuild.ts';

const usage = `npm run rebuild [-- [--check] [--case <number or workflow id>]]

Makes the tables case, step, clock and entry again from what the workflows tell, and from the archive where the engine has
forgotten. It may run beside the system: newer wins. Workers of both families must run: they answer for the workflows.

  --check   only compare; ends with 1 when something differs
  --case    only this case
  --help    this text

Reads DATABASE_URL and TEMPORAL_ADDRESS; without them, what \`npm start\` runs on this machine.`;

const { check, case: only } = options();
const temporalAddress = process.env['TEMPORAL_ADDRESS'] ?? `127.0.0.1:${process.env['TEMPORAL_PORT'] ?? '7233'}`;
const db = openDatabase(process.env['DATABASE_URL'] ?? (await databaseOfStart()));
const engine = createEngine(temporalAddress);

const seen = { cases: 0, differing: 0, fromArchive: 0, neverStarted: 0, failed: 0 };
const begun = Date.now();
const progress = setInterval(() => console.log(`  ${standing()}, ${Math.round((Date.now() - begun) / 1000)} s`), 5_000);
try {
  await engine.ready().catch(() => {
    throw new Error(`No Temporal answers at ${temporalAddress} (TEMPORAL_ADDRESS).`);
  });
  console.log(check ? 'Comparing the tables with the workflows …' : 'Making case, step, clock and entry again from the workflows …');
  for await (const finding of rebuild({ db, engine }, { check, only })) {
    seen.cases += 1;
    if ('failure' in finding) {
      seen.failed += 1;
      console.error(`${finding.caseNo}: ${finding.failure}`);
    } else if (finding.from === 'nothing') {
      seen.neverStarted += 1;
    } else {
      if (finding.from === 'archive') seen.fromArchive += 1;
      if (finding.differences.length > 0) seen.differing += 1;
      for (const difference of finding.differences) console.log(`${finding.caseNo}: ${told(difference)}`);
    }
  }
  if (only === undefined) {
    for await (const workflowId of strangers({ db, engine })) {
      seen.failed += 1;
      console.error(`${workflowId} runs in the engine, and the database has no opening of it: restore the table opening, then run this again.`);
    }
  }
  if (only !== undefined && seen.cases === 0) {
    seen.failed += 1;
    console.error(`There is no case ${only}.`);
  }
  console.log(`${standing()}.`);
  process.exitCode = seen.failed > 0 || (check && seen.differing > 0) ? 1 : 0;
} catch (failure) {
  console.error(failure instanceof Error ? failure.message : failure);
  process.exitCode = 1;
} finally {
  clearInterval(progress);
  await Promise.all([db.$disconnect(), engine.close()]);
}

function options() {
  try {
    const { values } = parseArgs({ options: { check: { type: 'boolean', default: false }, case: { type: 'string' }, help: { type: 'boolean' } } });
    if (values.help !== true) return values;
    console.log(usage);
    process.exit(0);
  } catch (failure) {
    console.error(`${failure instanceof Error ? failure.message : String(failure)}\n\n${usage}`);
    process.exit(2);
  }
}

function standing(): string {
  const { cases, differing, fromArchive, neverStarted, failed } = seen;
  const parts = [
    `${cases} cases`,
    check ? `${differing} differ` : `${differing} written anew`,
    ...(fromArchive > 0 ? [`${fromArchive} from the archive`] : []),
    ...(neverStarted > 0 ? [`${neverStarted} never started`] : []),
    ...(failed > 0 ? [`${failed} failed`] : []),
  ];
  return parts.join(', ');
}

function told({ table, id, was, columns }: Difference): string {
  const place = id === '' ? table : `${table} ${id}`;
  return was === 'different' ? `${place}: ${columns.join(', ')}` : `${place} ${was === 'missing' ? 'was missing' : 'was not the workflow’s'}`;
}

/** The database that `npm start` keeps in .liandong/. */
async function databaseOfStart(): Promise<string> {
  const file = fileURLToPath(new URL('../.liandong/postgres-password', import.meta.url));
  if (!existsSync(file)) {
    console.error('Set DATABASE_URL and TEMPORAL_ADDRESS, or run `npm start` first.');
    process.exit(1);
  }
  const password = await readFile(file, 'utf8');
  return `postgresql://postgres:${password}@127.0.0.1:${process.env['POSTGRES_PORT'] ?? '5544'}/liandong`;
}
