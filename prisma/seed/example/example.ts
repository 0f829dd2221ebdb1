import { createHash } from 'node:crypto';
import { argon2id, hash } from 'argon2';
import type { PrismaClient } from '../../generated/client.ts';
import { exampleOfficers, type ExampleOfficer } from './officers.ts';
import { exampleUnits } from './units.ts';

/** Of every example log-in, and of nothing else. */
export const examplePassword = process.env['EXAMPLE_PASSWORD'] ?? 'Liandong-2022';

/** Key of the example service account `chizhou-terminal`. */
export const exampleServiceKey = 'ld_example-only-self-service-terminal-of-chizhou';

const departmentsOfMatters: Readonly<Record<string, readonly string[]>> = {
  'individual-business-licence': ['chizhou-etdz-market'],
  'individual-business-change': ['chizhou-etdz-market'],
  'food-business-permit': ['chizhou-etdz-market'],
  'restaurant-opening': ['chizhou-etdz-market', 'chizhou-etdz-housing'],
  'flexible-employment-insurance': ['chizhou-etdz-hr'],
  'social-security-card': ['chizhou-etdz-hr'],
  'resident-medical-insurance': ['chizhou-etdz-medical'],
  'treatment-elsewhere': ['chizhou-etdz-medical'],
  'public-rental-housing': ['chizhou-etdz-housing', 'chizhou-etdz-hr'],
  'employment-registration': ['chizhou-etdz-hr'],
  'construction-permit': ['chizhou-etdz-housing'],
  'small-loan': ['chizhou-etdz-hr', 'jiuhua-bank'],
};

/** 何晴 of the town commission is a relative of the village's head: she must keep out of his case. */
const declared = [
  {
    id: '00000000-0000-4000-8000-000000009001',
    officerId: exampleOfficers.townHandlerTwo.id,
    relation: 'relative',
    subjectOfficerId: exampleOfficers.villageSecretary.id,
  },
] as const;

const people: readonly ExampleOfficer[] = Object.values(exampleOfficers);

/**
 * Units, officers and log-ins of the places of the page, for trying out and for tests: wants the reference data first.
 * Adds what is missing and never overwrites.
 */
export async function seedExample(db: PrismaClient): Promise<void> {
  const skipDuplicates = true;
  await db.unit.createMany({
    data: exampleUnits.map(({ region, parent, ...rest }) => ({ ...rest, regionCode: region, parentCode: parent })),
    skipDuplicates,
  });
  await db.officer.createMany({
    data: people.map(({ id, name, unit, roles }) => ({ id, name, unitCode: unit, roles: [...roles], phone: phoneOf(id) })),
    skipDuplicates,
  });
  for (const [code, departments] of Object.entries(departmentsOfMatters)) {
    await db.matter.updateMany({ where: { code, departments: { isEmpty: true } }, data: { departments: [...departments], active: true } });
  }
  await db.officerRelation.createMany({ data: [...declared], skipDuplicates });
  await openAccounts(db);
}

async function openAccounts(db: PrismaClient): Promise<void> {
  const withLogIn = people.filter(({ roles }) => !roles.includes('serviceAccount'));
  const known = await db.account.count({ where: { officerId: { in: withLogIn.map(({ id }) => id) } } });
  if (known < withLogIn.length) {
    const passwordHash = await hash(examplePassword, { type: argon2id, memoryCost: 19_456, timeCost: 2, parallelism: 1 });
    await db.account.createMany({
      data: withLogIn.map(({ id, userName }) => ({ userName, passwordHash, officerId: id, mustChangePassword: false })),
      skipDuplicates: true,
    });
  }
  await db.apiKey.createMany({
    data: [
      {
        keyHash: createHash('sha256').update(exampleServiceKey).digest(),
        officerId: exampleOfficers.selfServiceTerminal.id,
        name: '示例密钥',
        expiresAt: new Date('2099-01-01T00:00:00+08:00'),
      },
    ],
    skipDuplicates: true,
  });
}

/** A number that no network gives out: 1390000 and the last digits of the id. */
function phoneOf(id: string): string {
  return `1390000${id.slice(-4)}`;
}
