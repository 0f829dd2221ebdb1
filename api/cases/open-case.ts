import { createHash } from 'node:crypto';
import type { Actor as MessageActor } from '../../contracts/case.ts';
import { openingBodyOf, type OpeningBody } from '../../contracts/api/cases.ts';
import { groundOf, type Message } from '../../contracts/action.ts';
import { splitPersonal } from '../../contracts/personal.ts';
import type { Opening, PartyDetails, ProcedureDefinition } from '../../contracts/procedure.ts';
import { Prisma, type Opening as OpeningRow } from '../../prisma/generated/client.ts';
import type { Actor } from '../accounts/actor.ts';
import type { Deps } from '../deps.ts';
import type { Answered } from '../engine/engine.ts';
import { forbidden } from '../http/forbidden.ts';
import { Problem } from '../http/problem.ts';
import { mayOpen } from '../policy/ability.ts';
import { covers } from '../registry/region-scope.ts';
import { procedureOf } from './case-row.ts';
import { prepare, type Prepared } from './prepare.ts';
import { receiptDigest, receiptOf } from './receipt.ts';
import { checkReferences } from './references.ts';
import { pairsOf, searched } from './search.ts';

/** What is known of an opening before its number is given out. */
interface Reservation {
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
  /** Given for a scheduled occasion, whose workflow runs already. */
  readonly workflowId?: string;
}

export interface Opened {
  readonly caseNo: string;
  readonly workflowId: string;
  /** Null where nobody outside may look the case up. */
  readonly receipt: string | null;
  /** Null while the workflow has not written its first record. */
  readonly answered: Answered;
}

/** The officer as a message carries him. */
export function messageActor({ officer, unit, roles }: Actor): MessageActor {
  return { kind: 'officer', officer, unit, roles: [...roles] };
}

export function digestOf(request: unknown): string {
  return createHash('sha256').update(JSON.stringify(request)).digest('hex');
}

/**
 * Opens a case: checks, reserves the number under the key, starts the workflow and waits for its first record.
 * The same key with the same request opens one case, however often it comes.
 */
export async function openCase(deps: Deps, actor: Actor, key: string, body: OpeningBody): Promise<Opened> {
  const procedure = procedureOf(body.procedure);
  if (!mayOpen(actor, procedure)) throw forbidden({ zh: '须由有权立案的人员发起', en: 'Somebody who may open such cases must do it' });
  if (!covers(actor.region, body.region)) {
    throw forbidden({ zh: '只能在本单位所在区划及其下级立案', en: 'Cases are opened in the region of your unit and those below it' });
  }
  const hash = digestOf({ open: body, officer: actor.officer });
  const row = (await existing(deps, key, hash)) ?? (await prepareAndReserve(deps, actor, key, hash, procedure, body));
  return startCase(deps, row);
}

/** 回避: what concerns himself, his unit or his relatives is taken in by somebody else, such as the level above (检举控告工作规则 15, 48). */
function mustNotBeRecused({ officer, unit }: Actor, { conflicts, subjectUnit }: Prepared): void {
  const ground = conflicts.find((conflict) => conflict.officer === officer)?.ground ?? (unit === subjectUnit ? 'sameUnit' : undefined);
  if (ground !== undefined) throw new Problem('recused', { ground: groundOf(ground) });
}

/** The code for looking a case up is for those outside who wait for an answer; of a confidential case, for its reporters. */
function mayLookUp({ confidential }: ProcedureDefinition, parties: readonly PartyDetails[]): boolean {
  return !confidential || parties.some(({ role }) => role === 'reporter');
}

async function existing({ db }: Deps, key: string, hash: string): Promise<OpeningRow | null> {
  const row = await db.opening.findUnique({ where: { key } });
  if (row !== null && row.hash !== hash) throw new Problem('key-reused');
  return row;
}

async function prepareAndReserve(
  deps: Deps,
  actor: Actor,
  key: string,
  hash: string,
  procedure: ProcedureDefinition,
  body: OpeningBody,
): Promise<OpeningRow> {
  const { db, clock } = deps;
  await checkReferences(deps, openingBodyOf(procedure), body, procedure.family);
  const { kept } = splitPersonal(procedure.matter, body.matter);
  const prepared = await prepare(db, procedure.name, body.matter);
  mustNotBeRecused(actor, prepared);
  return reserve(deps, {
    key,
    procedure,
    region: body.region,
    title: body.title,
    source: body.source,
    body,
    hash,
    openedBy: actor.officer,
    at: clock(),
    parties: body.parties,
    start: {
      procedure: procedure.name,
      region: body.region,
      coordinator: actor.unit,
      openedBy: { officer: actor.officer, unit: actor.unit, roles: [...actor.roles] },
      key,
      parties: body.parties.map(({ role, named }, index) => ({ id: `p${index + 1}`, role, named })),
      matter: kept as Opening['matter'],
      ...prepared,
    },
  });
}

/**
 * Gives out the next number of the region, procedure and year, and keeps the opening under it. All or nothing.
 * Throws unknown-region where no county or district above has a short name.
 */
export async function reserve(deps: Deps, reservation: Reservation): Promise<OpeningRow> {
  const { db, config } = deps;
  const { key, procedure, region, at, parties } = reservation;
  const prefix = `${await shortNameOf(deps, region)}${procedure.mark}`;
  const year = Number(new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(0, 4));
  try {
    return await db.$transaction(async (transaction) => {
      const [counter] = await transaction.$queryRaw<Array<{ last: number }>>`
        INSERT INTO case_counter AS counter (prefix, year, last) VALUES (${prefix}, ${year}, 1)
        ON CONFLICT (prefix, year) DO UPDATE SET last = counter.last + 1
        RETURNING last`;
      const number = String(counter?.last).padStart(6, '0');
      const caseNo = `${prefix}〔${year}〕${number}号`;
      const start: Opening = { ...reservation.start, caseNo };
      const row = await transaction.opening.create({
        data: {
          key,
          caseNo,
          workflowId: reservation.workflowId ?? workflowIdOf(procedure, region, year, number),
          procedure: procedure.name,
          title: reservation.title,
          source: reservation.source,
          body: reservation.body as Prisma.InputJsonValue,
          hash: reservation.hash,
          start: start as unknown as Prisma.InputJsonValue,
          pairs: pairsOf(searched({ caseNo, title: reservation.title })),
          receipt: mayLookUp(procedure, parties) ? receiptDigest(receiptOf(config, caseNo)) : null,
          openedBy: reservation.openedBy,
          at,
        },
      });
      if (parties.length > 0) {
        await transaction.party.createMany({
          data: parties.map(({ role, named, name, phone, idNumber, address }, index) => ({
            caseNo,
            id: `p${index + 1}`,
            role,
            named,
            name: name ?? null,
            phone: phone ?? null,
            idNumber: idNumber ?? null,
            address: address ?? null,
          })),
        });
      }
      return row;
    });
  } catch (failure) {
    const row = isUniqueViolation(failure) ? await existing(deps, key, reservation.hash) : null;
    if (row !== null) return row; // the same request came twice at once: the other one reserved the number
    throw failure;
  }
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

/** Starts the workflow of a reserved case, or joins the one that runs, and waits for its first record. */
export async function startCase({ engine, config }: Deps, row: OpeningRow): Promise<Opened> {
  const procedure = procedureOf(row.procedure);
  const opening = row.start as unknown as Opening;
  const message: Message = {
    actor: opening.openedBy === null ? { kind: 'system' } : { kind: 'officer', ...opening.openedBy, roles: [...opening.openedBy.roles] },
    key: row.key,
    hash: row.hash,
    body: {},
  };
  const answered = await engine.start({
    family: procedure.family,
    workflowId: row.workflowId,
    opening,
    message,
    summary: `${procedure.label.zh} ${row.caseNo}`,
    details: detailsOf(procedure, config.publicUrl, row.workflowId),
  });
  return { caseNo: row.caseNo, workflowId: row.workflowId, receipt: row.receipt === null ? null : receiptOf(config, row.caseNo), answered };
}

/** What stays the same about a case, for the Temporal UI. */
function detailsOf(procedure: ProcedureDefinition, publicUrl: string, workflowId: string): string {
  const stages = Object.values(procedure.stages).map(({ zh }) => zh).join(' › ');
  return `**${procedure.label.zh}** (${procedure.label.en})\n\n流程:${stages}\n\n依据:${procedure.source}\n\n[在系统中查看](${publicUrl}/api/v1/cases/${workflowId})`;
}

function isUniqueViolation(failure: unknown): boolean {
  return failure instanceof Prisma.PrismaClientKnownRequestError && failure.code === 'P2002';
}
