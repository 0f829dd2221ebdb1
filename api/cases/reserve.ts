import { openingBodyOf } from '../../contracts/api/cases.ts';
import type { Opening, PartyDetails, ProcedureDefinition } from '../../contracts/procedure.ts';
import { Prisma, type Opening as OpeningRow } from '../../prisma/generated/client.ts';
import type { Deps } from '../deps.ts';
import { Problem } from '../http/problem.ts';
import type { Transaction } from '../http/once.ts';
import { mapped } from '../routing/map.ts';
import { appointed } from './appointed.ts';
import { receiptDigest, receiptOf } from './receipt.ts';
import { attachmentsNamed } from './references.ts';
import { pairsOf, searched } from './search.ts';

/** What is known of an opening before its number is given out. */
export interface Reservation {
  readonly key: string;
  readonly procedure: ProcedureDefinition;
  readonly region: string;
  readonly title: string;
  readonly source: string;
  readonly body: unknown;
  readonly hash: string;
  readonly openedBy: string | null;
  readonly at: Date;
  readonly parties: readonly PartyDetails[];
  readonly start: Omit<Opening, 'caseNo'>;
  /** Decides whether there is room for it, alone among all that come at once; throws where there is none. */
  readonly admit?: (transaction: Transaction) => Promise<void>;
  /** Given for a scheduled occasion, whose workflow runs already. */
  readonly workflowId?: string;
}

/** The opening that stands under a key; throws key-reused where it was another request. */
export async function existing({ db }: Deps, key: string, hash: string): Promise<OpeningRow | null> {
  const row = await db.opening.findUnique({ where: { key } });
  if (row !== null && row.hash !== hash) throw new Problem('key-reused');
  return row;
}

/**
 * Gives out the next number of the region, procedure and year, and keeps the opening under it. All or nothing.
 * Throws unknown-region where no county or district above has a short name.
 */
export async function reserve(deps: Deps, reservation: Reservation): Promise<OpeningRow> {
  const [row] = await reserveAll(deps, [reservation]);
  if (row === undefined) throw new Error('a reservation came to no opening');
  return row;
}

/** As `reserve`, for several of one procedure at once, in their order: the numbers of each prefix follow one another. */
export async function reserveAll(deps: Deps, reservations: readonly Reservation[]): Promise<OpeningRow[]> {
  const prefixes = await prefixesOf(deps, reservations);
  try {
    return await deps.db.$transaction(async (transaction) => {
      const numbered = await number(transaction, reservations, prefixes);
      for (const { admit } of reservations) await admit?.(transaction);
      const rows = await transaction.opening.createManyAndReturn({ data: numbered.map((each) => openingData(deps, each)) });
      const parties = numbered.flatMap(({ reservation, caseNo }) => reservation.parties.map((party, index) => partyData(caseNo, party, index)));
      if (parties.length > 0) await transaction.party.createMany({ data: parties });
      const byKey = new Map(rows.map((row) => [row.key, row]));
      return reservations.flatMap(({ key }) => byKey.get(key) ?? []);
    });
  } catch (failure) {
    if (!isUniqueViolation(failure)) throw failure;
    const rows = await Promise.all(reservations.map(({ key, hash }) => existing(deps, key, hash)));
    const standing = rows.filter((row) => row !== null);
    if (standing.length < reservations.length) throw failure;
    return standing; // the same request came twice at once: the other one reserved the numbers
  }
}

interface Numbered {
  readonly reservation: Reservation;
  readonly caseNo: string;
  readonly workflowId: string;
}

/** Prefixes of case numbers by region, such as 屯网. */
async function prefixesOf(deps: Deps, reservations: readonly Reservation[]): Promise<Map<string, string>> {
  const regions = [...new Set(reservations.map(({ region }) => region))];
  return new Map(await Promise.all(regions.map(async (region) => [region, await shortNameOf(deps, region)] as const)));
}

/** Takes as many numbers as are wanted of each prefix. */
async function number(
  transaction: Pick<Deps['db'], '$queryRaw'>,
  reservations: readonly Reservation[],
  shortNames: ReadonlyMap<string, string>,
): Promise<Numbered[]> {
  const series = Map.groupBy(reservations, ({ region, procedure, at }) => {
    const year = new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(0, 4);
    return `${shortNames.get(region)}${procedure.mark}〔${year}〕`;
  });
  const numbered: Numbered[] = [];
  for (const [head, group] of series) {
    const [prefix = '', year = ''] = head.slice(0, -1).split('〔');
    const [counter] = await transaction.$queryRaw<Array<{ last: number }>>`
      INSERT INTO case_counter AS counter (prefix, year, last) VALUES (${prefix}, ${Number(year)}, ${group.length})
      ON CONFLICT (prefix, year) DO UPDATE SET last = counter.last + ${group.length}
      RETURNING last`;
    const first = (counter?.last ?? 0) - group.length + 1;
    for (const [index, reservation] of group.entries()) {
      const digits = String(first + index).padStart(6, '0');
      numbered.push({
        reservation,
        caseNo: `${head}${digits}号`,
        workflowId: reservation.workflowId ?? workflowIdOf(reservation.procedure, reservation.region, Number(year), digits),
      });
    }
  }
  return numbered;
}

function openingData({ config }: Deps, { reservation, caseNo, workflowId }: Numbered): Prisma.OpeningCreateManyInput {
  const { key, procedure, title, source, body, hash, openedBy, at, parties } = reservation;
  const start: Opening = { ...reservation.start, caseNo };
  return {
    key,
    caseNo,
    workflowId,
    procedure: procedure.name,
    title,
    source,
    ...mapped(body),
    ...appointed(body),
    body: body as Prisma.InputJsonValue,
    hash,
    start: start as unknown as Prisma.InputJsonValue,
    attachments: attachmentsNamed(openingBodyOf(procedure), body),
    pairs: pairsOf(searched({ caseNo, title })),
    receipt: mayLookUp(procedure, parties) ? receiptDigest(receiptOf(config, caseNo)) : null,
    openedBy,
    at,
  };
}

function partyData(caseNo: string, { role, named, name, phone, idNumber, address }: PartyDetails, index: number): Prisma.PartyCreateManyInput {
  return {
    caseNo,
    id: `p${index + 1}`,
    role,
    named,
    name: name ?? null,
    phone: phone ?? null,
    idNumber: idNumber ?? null,
    address: address ?? null,
  };
}

/** The one place that forms workflow ids. ASCII, so that it can be typed into an address; no personal data. */
function workflowIdOf(procedure: ProcedureDefinition, region: string, year: number, number: string): string {
  return `${procedure.name}-${region.slice(0, 6)}-${year}-${number}`;
}

/** The short name that case numbers of a region begin with: its own, or the one of the county above. Throws unknown-region. */
export async function shortNameOf({ db }: Pick<Deps, 'db'>, region: string): Promise<string> {
  const chain = [region, region.slice(0, 9), region.slice(0, 6)];
  const regions = await db.region.findMany({ where: { code: { in: chain } }, select: { code: true, short: true } });
  const named = regions.filter(({ short }) => short !== null).toSorted((a, b) => b.code.length - a.code.length)[0];
  if (!regions.some(({ code }) => code === region) || !named?.short) throw new Problem('unknown-region', { region });
  return named.short;
}

/** The code for looking a case up is for those outside who wait for an answer; of a confidential case, for its reporters. */
function mayLookUp({ confidential }: ProcedureDefinition, parties: readonly PartyDetails[]): boolean {
  return !confidential || parties.some(({ role }) => role === 'reporter');
}

function isUniqueViolation(failure: unknown): boolean {
  return failure instanceof Prisma.PrismaClientKnownRequestError && failure.code === 'P2002';
}
