import { createHash } from 'node:crypto';
import { argon2id, hash } from 'argon2';
import { Prisma, type PrismaClient } from '../../generated/client.ts';
import { exampleHouseholds } from './households.ts';
import { exampleOfficers, type ExampleOfficer } from './officers.ts';
import { routingRulesOfTunxi } from './routing.ts';
import { exampleStandardTexts } from './standard-texts.ts';
import { exampleUnits } from './units.ts';

/** Of every example log-in, and of nothing else. */
export const examplePassword = process.env['EXAMPLE_PASSWORD'] ?? 'Liandong-2022';

/** Key of the example service account `tunxi-open311`, through which residents report. */
export const exampleReportsKey = 'ld_example-only-reports-of-residents-of-tunxi';

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

/** 受理单位: of 桐城 and 安庆. */
const receiving = [
  { procedure: 'complaint', region: '340881', unit: 'tongcheng-platform' },
  { procedure: 'jointInspection', region: '340881', unit: 'tongcheng-cdi' },
  { procedure: 'jointInspection', region: '340800', unit: 'anqing-cdi' },
] as const;

const people: readonly ExampleOfficer[] = Object.values(exampleOfficers);

/**
 * Units, officers and log-ins of the places of the page, for trying out and for tests: wants the reference data first.
 * Adds what is missing and never overwrites.
 */
export async function seedExample(db: PrismaClient): Promise<void> {
  const skipDuplicates = true;
  await db.unit.createMany({
    data: exampleUnits.map(({ region, parent, party, area, ...rest }) => ({
      ...rest,
      regionCode: region,
      parentCode: parent,
      party: party ?? Prisma.DbNull,
      area: area ?? Prisma.DbNull,
    })),
    skipDuplicates,
  });
  await db.officer.createMany({
    data: people.map(({ id, name, unit, roles }) => ({ id, name, unitCode: unit, roles: [...roles], phone: phoneOf(id) })),
    skipDuplicates,
  });
  await db.household.createMany({ data: exampleHouseholds.map(({ members: _, ...household }) => household), skipDuplicates });
  await db.householdMember.createMany({ data: exampleHouseholds.flatMap(({ members }) => members), skipDuplicates });
  for (const [code, departments] of Object.entries(departmentsOfMatters)) {
    await db.matter.updateMany({ where: { code, departments: { isEmpty: true } }, data: { departments: [...departments], active: true } });
  }
  await db.routingRule.createMany({ data: routingRulesOfTunxi.map((each) => ({ ...each, coUnits: [...each.coUnits] })), skipDuplicates });
  await db.standardText.createMany({ data: exampleStandardTexts.map((each) => ({ ...each, updatedAt: new Date() })), skipDuplicates });
  await db.receivingUnit.createMany({ data: [...receiving], skipDuplicates });
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
      {
        keyHash: createHash('sha256').update(exampleReportsKey).digest(),
        officerId: exampleOfficers.tunxiReports.id,
        name: '示例密钥·居民上报',
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
