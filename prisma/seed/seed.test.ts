import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { verify } from 'argon2';
import { openDatabase, type Database } from '../../api/database.ts';
import { administrators } from '../../contracts/roles.ts';
import { cloneDatabase, type TestDatabase } from '../../tests/rig/infra.ts';
import { examplePassword, seedExample } from './example/example.ts';
import { exampleOfficers, type ExampleOfficer } from './example/officers.ts';
import { exampleUnits } from './example/units.ts';
import { seedReference } from './reference.ts';

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

const counts = async () => ({
  regions: await db.region.count(),
  rules: await db.timeLimitRule.count(),
  days: await db.calendarDay.count(),
  matters: await db.matter.count(),
  units: await db.unit.count(),
  officers: await db.officer.count(),
  accounts: await db.account.count(),
  keys: await db.apiKey.count(),
});

test('seeding twice adds nothing, and overwrites nothing that was changed in between', async () => {
  await seedReference(db);
  await seedExample(db);
  const before = await counts();
  expect(before.officers).toBe(Object.keys(exampleOfficers).length);
  expect(before.days).toBeGreaterThan(100);

  await db.unit.update({ where: { code: 'tunxi' }, data: { name: { zh: '改名', en: 'renamed' } } });
  await db.matter.update({ where: { code: 'small-loan' }, data: { departments: ['jiuhua-bank'] } });
  await db.account.update({ where: { userName: 'tunxi-supervisor' }, data: { passwordHash: 'changed' } });
  await db.calendarDay.deleteMany({ where: { day: new Date('2026-01-01T00:00:00Z') } });
  await seedReference(db);
  await seedExample(db);

  expect(await counts()).toEqual({ ...before, days: before.days - 1 });
  expect(await db.unit.findUnique({ where: { code: 'tunxi' } })).toMatchObject({ name: { zh: '改名' } });
  expect(await db.matter.findUnique({ where: { code: 'small-loan' } })).toMatchObject({ departments: ['jiuhua-bank'] });
  expect(await db.account.findUnique({ where: { userName: 'tunxi-supervisor' } })).toMatchObject({ passwordHash: 'changed' });
});

test('without example data nobody can log in, and no matter is in use', async () => {
  const bare = await cloneDatabase();
  const empty = openDatabase(bare.url);
  await seedReference(empty);
  expect(await empty.account.count()).toBe(0);
  expect(await empty.apiKey.count()).toBe(0);
  expect(await empty.matter.count({ where: { active: true } })).toBe(0);
  await empty.$disconnect();
  await bare.drop();
});

test('the example people are consistent', async () => {
  const people: readonly ExampleOfficer[] = Object.values(exampleOfficers);
  const codes = exampleUnits.map(({ code }) => code);
  expect(new Set(codes).size).toBe(codes.length);
  expect(new Set(people.map(({ id }) => id)).size).toBe(people.length);
  expect(new Set(people.map(({ userName }) => userName)).size).toBe(people.length);
  for (const { unit, roles } of people) {
    expect(codes).toContain(unit);
    if (roles.some((role) => administrators.includes(role))) expect(roles).toHaveLength(1);
  }
  const account = await db.account.findUniqueOrThrow({ where: { userName: 'feidong-head' } });
  expect(await verify(account.passwordHash, examplePassword)).toBe(true);
});
