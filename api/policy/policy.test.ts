import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Role } from '../../contracts/roles.ts';
import type { Case, Prisma } from '../../prisma/generated/client.ts';
import { seedExample } from '../../prisma/seed/example/example.ts';
import { exampleOfficers, type ExampleOfficerName } from '../../prisma/seed/example/officers.ts';
import { exampleUnits } from '../../prisma/seed/example/units.ts';
import { seedReference } from '../../prisma/seed/reference.ts';
import { cloneDatabase, type TestDatabase } from '../../tests/rig/infra.ts';
import type { Actor } from '../accounts/actor.ts';
import { openDatabase, type Database } from '../database.ts';
import { unitsBelow } from '../registry/units-below.ts';
import { abilityFor, mayOnCase, mayOpen } from './ability.ts';
import { caseFilter, caseTest } from './case-filter.ts';

let database: TestDatabase;
let db: Database;
let cases: Case[];

beforeAll(async () => {
  database = await cloneDatabase();
  db = openDatabase(database.url);
  await seedReference(db);
  await seedExample(db);
  const rows = [
    row('贵办〔2026〕000001号', { region: '341702', coordinator: 'chizhou-etdz-service', units: ['chizhou-etdz-service', 'chizhou-etdz-market'] }),
    row('贵办〔2026〕000002号', { region: '341702402', coordinator: 'chizhou-etdz-service', units: ['pingtianhu-community'] }),
    row('屯网〔2026〕000001号', { region: '341002004', coordinator: 'tunxi-grid-centre', units: ['laojie-grid-1', 'tunxi-urban'] }),
    row('屯网〔2026〕000002号', { region: '341002', coordinator: 'tunxi-grid-centre', units: ['tunxi-market'], confidential: true }),
    row('肥监〔2026〕000001号', {
      region: '340122',
      family: 'discipline',
      coordinator: 'feidong-cdi',
      units: ['feidong-cdi', 'feidong-cdi-office-4'],
      access: [exampleOfficers.feidongCoordinator.id, exampleOfficers.officeHandlerOne.id],
      confidential: true,
    }),
    row('肥监〔2026〕000002号', { region: '340122', family: 'discipline', coordinator: 'feidong-cdi', units: ['badou-cdi'] }),
  ];
  await db.opening.createMany({
    data: rows.map(({ caseNo, workflowId }) => ({
      key: workflowId,
      caseNo,
      workflowId,
      procedure: 'test',
      title: '测试',
      source: 'counter',
      body: {},
      hash: '',
      start: {},
      at: new Date(),
    })),
  });
  await db.case.createMany({ data: rows });
  cases = await db.case.findMany();
});
afterAll(async () => {
  await db.$disconnect();
  await database.drop();
});

function row(caseNo: string, rest: Partial<Prisma.CaseCreateManyInput>): Prisma.CaseCreateManyInput {
  return {
    caseNo,
    workflowId: randomUUID(),
    runId: randomUUID(),
    procedure: 'test',
    family: 'general',
    region: '340000',
    coordinator: 'nobody',
    leadUnit: 'nobody',
    confidential: false,
    stage: 'test',
    status: 'open',
    openedAt: new Date(),
    units: [],
    access: [],
    recused: [],
    waits: [],
    seq: 1,
    ...rest,
  };
}

function actor(name: ExampleOfficerName, roles: readonly Role[] = exampleOfficers[name].roles): Actor {
  const { id, unit } = exampleOfficers[name];
  const home = exampleUnits.find(({ code }) => code === unit);
  if (home === undefined) throw new Error(`no unit ${unit}`);
  return {
    kind: 'officer',
    officer: id,
    name,
    roles,
    unit,
    unitName: home.name,
    unitKind: home.kind,
    region: home.region,
    discipline: home.discipline,
    passwordDue: false,
    credential: '',
  };
}

async function seenBy(who: Actor): Promise<string[]> {
  const where = caseFilter(who, await unitsBelow(db, who.unit));
  const found = await db.case.findMany({ where, select: { caseNo: true }, orderBy: { caseNo: 'asc' } });
  return found.map(({ caseNo }) => caseNo.replace(/〔2026〕0+(\d+)号/, '$1'));
}

describe('which cases an officer may read', () => {
  test.each<[ExampleOfficerName, string]>([
    ['systemAdministrator', 'none: administrators see no business data'],
    ['securityAdministrator', 'none'],
    ['auditAdministrator', 'none'],
    ['tangwanHandler', 'none: his unit has no step anywhere'],
    ['townGovernmentHandler', 'none: a town government has nothing to do with its commission'],
    ['petitionsHandler', 'none: another office of the same commission'],
    ['feidongHandler', 'none: his unit is on a confidential case, he is not'],
    ['feidongSupervisor', 'only what is not confidential, below him'],
  ])('%s: %s', async (name) => {
    const expected = name === 'feidongSupervisor' ? ['肥监2'] : [];
    expect(await seenBy(actor(name))).toEqual(expected);
  });

  test.each<[ExampleOfficerName, string[], string]>([
    ['marketHandlerOne', ['贵办1'], 'cases in which his unit has a step'],
    ['communityHandler', ['贵办2'], 'cases in which his unit has a step'],
    ['selfServiceTerminal', ['贵办1', '贵办2'], 'cases of its unit, as lead or coordinator'],
    ['laojieGridWorkerOne', ['屯网1'], 'cases of his grid'],
    ['laojieGridWorkerTwo', [], 'not those of the next grid'],
    ['chizhouCoordinator', ['贵办1', '贵办2'], 'cases of his region'],
    ['tunxiCoordinator', ['屯网1'], 'not a confidential one, even in his region'],
    ['chizhouHead', ['贵办1', '贵办2'], 'cases of the units below'],
    ['tunxiSupervisor', ['屯网1'], 'cases of the units below, not the confidential one'],
    ['officeHandlerOne', ['肥监1'], 'a confidential case that names him'],
    ['officeHandlerTwo', [], 'not one that names his colleague'],
    ['officeHead', ['肥监1'], 'a confidential case of his unit, as its head'],
    ['feidongHead', ['肥监1', '肥监2'], 'that of his unit, and what is open below'],
    ['feidongCoordinator', ['肥监1', '肥监2'], 'those that name him or that his unit coordinates'],
    ['townHandlerOne', ['肥监2'], 'cases in which his unit has a step'],
    ['auditor', ['屯网1', '贵办1', '贵办2'], 'all of the province that is neither confidential nor of discipline inspection'],
  ])('%s: %j, %s', async (name, expected) => {
    expect((await seenBy(actor(name))).toSorted()).toEqual(expected.toSorted());
  });

  test('a coordinator of a city covers its districts, and no other city', async () => {
    const city = { ...actor('tunxiCoordinator'), unit: 'elsewhere', region: '341700' };
    expect(await seenBy(city)).toEqual(['贵办1', '贵办2']);
    expect(await seenBy({ ...city, region: '341000' })).toEqual(['屯网1']);
    expect(await seenBy({ ...city, region: '340100' })).toEqual([]);
  });

  test('the list and the single case never differ', async () => {
    for (const name of Object.keys(exampleOfficers) as ExampleOfficerName[]) {
      const who = actor(name);
      const below = await unitsBelow(db, who.unit);
      const listed = new Set((await db.case.findMany({ where: caseFilter(who, below) })).map(({ caseNo }) => caseNo));
      for (const each of cases) expect([name, each.caseNo, mayOnCase(abilityFor(who, below), 'read', each)]).toEqual([name, each.caseNo, listed.has(each.caseNo)]);
    }
  });
});

test('who may urge and supervise', async () => {
  const market = cases.find(({ caseNo }) => caseNo === '贵办〔2026〕000001号');
  if (market === undefined) throw new Error('missing');
  const may = async (name: ExampleOfficerName, action: 'urge' | 'supervise') => {
    const who = actor(name);
    return mayOnCase(abilityFor(who, await unitsBelow(db, who.unit)), action, market);
  };
  expect(await may('marketHandlerOne', 'urge')).toBe(false);
  expect(await may('bankHead', 'urge')).toBe(false);
  expect(await may('chizhouCoordinator', 'urge')).toBe(true);
  expect(await may('chizhouHead', 'urge')).toBe(true);
  expect(await may('chizhouHead', 'supervise')).toBe(false);
  expect(await may('chizhouSupervisor', 'supervise')).toBe(true);
  expect(await may('tunxiSupervisor', 'supervise')).toBe(false);
});

test('who may open: by role, and discipline inspection by its own units only', () => {
  const inspection = { family: 'discipline', openedBy: ['coordinator'] } as const;
  const filing = { family: 'general', openedBy: ['coordinator', 'handler', 'serviceAccount'] } as const;
  expect(mayOpen(actor('feidongCoordinator'), inspection)).toBe(true);
  expect(mayOpen(actor('feidongHandler'), inspection)).toBe(false);
  expect(mayOpen(actor('chizhouCoordinator'), inspection)).toBe(false);
  expect(mayOpen(actor('selfServiceTerminal'), filing)).toBe(true);
  expect(mayOpen(actor('laojieGridWorkerOne'), filing)).toBe(false);
  expect(mayOpen(actor('systemAdministrator'), filing)).toBe(false);
  expect(mayOpen(actor('chizhouCoordinator'), { family: 'general', openedBy: [] })).toBe(false);
});

test('areas of administration are apart', () => {
  const may = (name: ExampleOfficerName) => {
    const ability = abilityFor(actor(name));
    return (['Registry', 'Rule', 'Calendar', 'Account', 'Schedule'] as const).filter((area) => ability.can('change', area));
  };
  expect(may('systemAdministrator')).toEqual(['Registry', 'Rule', 'Calendar']);
  expect(may('securityAdministrator')).toEqual(['Account']);
  expect(may('auditAdministrator')).toEqual([]);
  expect(may('chizhouCoordinator')).toEqual(['Schedule']);
  expect(may('chizhouHead')).toEqual([]);
  expect(abilityFor(actor('auditAdministrator')).can('read', 'Audit')).toBe(true);
  expect(abilityFor(actor('systemAdministrator')).can('read', 'Audit')).toBe(false);
});

test('of a case at hand the same is said as of one in the list, of those who must keep out of it, too', async () => {
  await db.case.update({ where: { caseNo: '贵办〔2026〕000001号' }, data: { recused: [{ officer: exampleOfficers.marketHandlerOne.id, ground: 'relative' }] } });
  await db.case.update({ where: { caseNo: '肥监〔2026〕000002号' }, data: { subjectUnit: 'badou-cdi' } });
  const rows = await db.case.findMany();
  for (const name of Object.keys(exampleOfficers) as ExampleOfficerName[]) {
    const who = actor(name);
    const below = await unitsBelow(db, who.unit);
    const listed = await db.case.findMany({ where: caseFilter(who, below), orderBy: { caseNo: 'asc' } });
    const mayRead = caseTest(who, below);
    expect([name, rows.filter(mayRead).map(({ caseNo }) => caseNo).toSorted()]).toEqual([name, listed.map(({ caseNo }) => caseNo).toSorted()]);
  }
  expect(await seenBy(actor('marketHandlerOne'))).toEqual([]);
  expect(await seenBy(actor('townHandlerOne'))).toEqual([]);
});
