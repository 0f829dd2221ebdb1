import { randomBytes, randomUUID } from 'node:crypto';
import { hashOf } from '../../api/accounts/credential.ts';
import { openDatabase, type Database } from '../../api/database.ts';
import { exampleOfficers } from '../../prisma/seed/example/officers.ts';
import type { Role } from '../../contracts/roles.ts';
import { gridCount } from './year.ts';

/** The unit that leads at each grade. */
export type Leads = Readonly<Record<1 | 2 | 3 | 4, string>>;

/** Tokens of the people who act in the drill. */
export interface District {
  readonly grids: ReadonlyArray<{ readonly code: string; readonly region: string; readonly worker: string; readonly community: string; readonly street: string; readonly leads: Leads }>;
  readonly centre: string;
  readonly department: string;
  readonly district: string;
}

const communitiesEach = 10;
const streets = [
  { code: 'laojie-street', region: '341002004', handler: exampleOfficers.laojieHandler.id },
  { code: 'liyang-town', region: '341002102', handler: exampleOfficers.liyangHandler.id },
] as const;

/** 屯溪 in its whole size: two streets of the example, twenty communities, 261 grids, somebody in each, all signed in. */
export async function populate(databaseUrl: string): Promise<District> {
  const db = openDatabase(databaseUrl);
  try {
    const communities = streets.flatMap((street) =>
      Array.from({ length: communitiesEach }, (_, index) => ({ ...street, code: `${street.code}-c${index + 1}`, parent: street.code, officer: randomUUID() })),
    );
    const grids = Array.from({ length: gridCount }, (_, index) => {
      const community = communities[index % communities.length];
      if (community === undefined) throw new Error('there are no communities');
      return { code: `drill-grid-${String(index + 1).padStart(3, '0')}`, region: community.region, parent: community.code, community, officer: randomUUID() };
    });
    const chief = randomUUID();
    await db.unit.createMany({ data: communities.map(({ code, region, parent }) => unit(code, 'community', region, parent)) });
    await db.unit.createMany({ data: grids.map(({ code, region, parent }) => unit(code, 'grid', region, parent)) });
    await db.officer.createMany({
      data: [
        ...communities.map(({ code, officer }) => person(officer, code, 'handler')),
        ...grids.map(({ code, officer }) => person(officer, code, 'gridWorker')),
        person(chief, 'tunxi', 'handler'),
      ],
    });

    const signedIn = await signIn(db, [
      ...communities.map(({ officer }) => officer),
      ...grids.map(({ officer }) => officer),
      ...streets.map(({ handler }) => handler),
      chief,
      exampleOfficers.tunxiCoordinator.id,
      exampleOfficers.tunxiUrbanHandler.id,
    ]);
    const tokenOf = (officer: string): string => {
      const token = signedIn.get(officer);
      if (token === undefined) throw new Error(`${officer} is not signed in`);
      return token;
    };
    return {
      grids: grids.map(({ code, region, officer, community }) => ({
        code,
        region,
        worker: tokenOf(officer),
        community: tokenOf(community.officer),
        street: tokenOf(community.handler),
        leads: { 1: code, 2: community.code, 3: community.parent, 4: 'tunxi' },
      })),
      centre: tokenOf(exampleOfficers.tunxiCoordinator.id),
      department: tokenOf(exampleOfficers.tunxiUrbanHandler.id),
      district: tokenOf(chief),
    };
  } finally {
    await db.$disconnect();
  }
}

function unit(code: string, kind: 'community' | 'grid', regionCode: string, parentCode: string) {
  return { code, kind, regionCode, parentCode, name: { zh: code, en: code } };
}

function person(id: string, unitCode: string, role: Role) {
  return { id, unitCode, roles: [role], name: '示例·演练' };
}

/** Sessions as a log-in makes them: what is measured is the work, not three hundred log-ins. */
async function signIn(db: Database, officers: readonly string[]): Promise<Map<string, string>> {
  const now = new Date();
  const tokens = new Map(officers.map((officer) => [officer, randomBytes(32).toString('base64url')]));
  await db.session.createMany({
    data: [...tokens].map(([officerId, token]) => ({
      officerId,
      tokenHash: hashOf(token),
      createdAt: now,
      lastSeenAt: now,
      expiresAt: new Date(now.getTime() + 72 * 3_600_000),
    })),
  });
  return tokens;
}
