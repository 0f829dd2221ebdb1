import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { cloneDatabase, type TestDatabase } from '../../tests/rig/infra.ts';
import { openDatabase, type Database } from '../database.ts';

let database: TestDatabase;
let db: Database;

beforeAll(async () => {
  database = await cloneDatabase();
  db = openDatabase(database.url);
});

afterAll(async () => {
  await db.$disconnect();
  await database.drop();
});

test('the planner keeps statistics on who is recused: without them lists over many cases sort all that fits', async () => {
  const kept = await db.$queryRaw<Array<{ expressions: string[] }>>`
    SELECT pg_get_statisticsobjdef_expressions(oid) AS expressions FROM pg_statistic_ext WHERE stxrelid = '"case"'::regclass`;
  expect(kept).toEqual([{ expressions: ['jsonb_typeof(recused)'] }]);
});
