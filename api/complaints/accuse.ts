import { z } from 'zod';
import type { Accusation } from '../../contracts/accusation.ts';
import { partyDetails, type Opening, type PartyDetails } from '../../contracts/procedure.ts';
import { splitPersonal } from '../../contracts/personal.ts';
import { jointInspection } from '../../contracts/procedures/index.ts';
import type { Party } from '../../prisma/generated/client.ts';
import { digestOf, startCase } from '../cases/open-case.ts';
import { prepare } from '../cases/prepare.ts';
import { existing, reserve } from '../cases/reserve.ts';
import type { Database } from '../database.ts';
import type { Deps } from '../deps.ts';
import { Problem } from '../http/problem.ts';
import { commissionFor } from './commission.ts';

const matterOfComplaint = z.looseObject({ content: z.string(), accused: z.string().optional() });
const complaintAsOpened = z.looseObject({ region: z.string(), matter: matterOfComplaint });
const withSubject = z.looseObject({ subject: z.looseObject({ name: z.string().optional() }) });

/** What nobody has said yet is found out by the assessment (分析研判). */
const unsaid = '待核实';

/**
 * 检举控告: opens a case of discipline inspection at the commission that is responsible for the region, with who reported it.
 * Never at its subject's own unit: where that is the commission, at the next one above (检举控告工作规则 15).
 * Twice is once. Throws `not-found` where there is no such complaint, and `no-receiving-unit`.
 */
export async function accuse(deps: Deps, { caseNo, subjectUnit }: Accusation): Promise<void> {
  const key = `accusation:${caseNo}`;
  const hash = digestOf({ accusation: caseNo });
  const row = (await existing(deps, key, hash)) ?? (await reserveInspection(deps, { caseNo, subjectUnit, key, hash }));
  await startCase(deps, row);
}

async function reserveInspection(
  deps: Deps,
  { caseNo, subjectUnit, key, hash }: Accusation & { readonly key: string; readonly hash: string },
) {
  const { db, clock } = deps;
  const opening = await db.opening.findUnique({ where: { caseNo }, include: { parties: { orderBy: { id: 'asc' } } } });
  if (opening === null || subjectUnit === null) throw new Problem('not-found', { what: { zh: '该投诉', en: 'such complaint' } });
  const { region, matter: complained } = complaintAsOpened.parse(opening.body);
  const responsible = await commissionFor(db, region, subjectUnit);
  if (responsible === null) throw new Problem('no-receiving-unit', { region });
  const { commission, office, town } = responsible;
  const matter = jointInspection.matter.parse({
    office,
    town,
    subject: { unit: subjectUnit, name: complained.accused ?? (await nameGiven(db, caseNo)) ?? unsaid },
    allegations: [{ fact: complained.content }],
    peopleInvolved: 1,
    yearsSpanned: 0,
  });
  const parties = opening.parties.map(detailsOf);
  return reserve(deps, {
    key,
    procedure: jointInspection,
    region,
    title: opening.title,
    source: opening.source,
    body: { region, title: opening.title, parties, matter },
    hash,
    openedBy: null,
    at: clock(),
    parties,
    start: {
      procedure: jointInspection.name,
      region,
      coordinator: commission,
      openedBy: null,
      key,
      parties: opening.parties.map(({ id }, index) => ({ id, role: parties[index]?.role ?? 'reporter', named: parties[index]?.named ?? 'realName' })),
      matter: splitPersonal(jointInspection.matter, matter).kept as Opening['matter'],
      ...(await prepare(db, jointInspection.name, matter, region)),
    },
  });
}

/** The name that the accepting officer gave of the official. */
async function nameGiven(db: Database, caseNo: string): Promise<string | undefined> {
  const submissions = await db.submission.findMany({ where: { caseNo }, select: { fields: true } });
  const [said] = submissions.flatMap(({ fields }) => withSubject.safeParse(fields).data?.subject.name ?? []);
  return said;
}

/** 当事人 as he was taken in, for the case that knows him from now on. */
function detailsOf({ role, named, name, phone, idNumber, address }: Party): PartyDetails {
  const given = Object.entries({ name, phone, idNumber, address }).filter(([, value]) => value !== null);
  return partyDetails.parse({ role, named, ...Object.fromEntries(given) });
}
