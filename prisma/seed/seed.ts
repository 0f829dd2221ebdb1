import { PrismaPg } from '@prisma/adapter-pg';
import { roleLabels } from '../../contracts/roles.ts';
import { PrismaClient } from '../generated/client.ts';
import { examplePassword, seedExample } from './example/example.ts';
import { exampleOfficers, type ExampleOfficer } from './example/officers.ts';
import { exampleUnits } from './example/units.ts';
import { seedReference } from './reference.ts';

const connectionString = process.env['DATABASE_URL'];
if (connectionString === undefined) {
  console.error('Set DATABASE_URL to the database to fill.');
  process.exit(1);
}

const withExample = !process.argv.includes('--reference');
const db = new PrismaClient({ adapter: new PrismaPg({ connectionString }) });
try {
  await seedReference(db);
  if (withExample) await seedExample(db);
} finally {
  await db.$disconnect();
}
if (withExample) printLogIns(Object.values(exampleOfficers));

function printLogIns(officers: readonly ExampleOfficer[]): void {
  const unitNames = new Map(exampleUnits.map(({ code, name }) => [code, name.zh]));
  const rows = officers
    .filter(({ roles }) => !roles.includes('serviceAccount'))
    .map(({ userName, unit, roles }) => [userName, roles.map((role) => roleLabels[role].zh).join('、'), unitNames.get(unit) ?? unit]);
  console.log(`示例账号,密码均为 ${examplePassword} · example log-ins, all with this password\n`);
  for (const row of [['用户名 user name', '角色 roles', '单位 unit'], ...rows]) {
    console.log(`  ${padTo(26, row[0])}${padTo(26, row[1])}${row[2] ?? ''}`);
  }
}

/** Chinese characters are two columns wide in a terminal. */
function padTo(columns: number, text = ''): string {
  const width = [...text].reduce((sum, character) => sum + (/[\u2e80-\uffef]/.test(character) ? 2 : 1), 0);
  return text + ' '.repeat(Math.max(1, columns - width));
}
