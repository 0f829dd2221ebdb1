import { applyMigrations } from './infra/migrations.ts';

const { DATABASE_URL } = process.env;
if (DATABASE_URL === undefined) {
  console.error('Set DATABASE_URL to the database to migrate. (`npm start` migrates its own.)');
  process.exit(1);
}
const applied = await applyMigrations(DATABASE_URL);
console.log(applied.length === 0 ? 'The database is up to date.' : `Applied:\n${applied.map((name) => `  ${name}`).join('\n')}`);
process.exit(); // The schema engine leaves a timer behind that would hold us for 10 s.
