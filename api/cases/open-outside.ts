import type { z } from 'zod';
import type { Filed } from '../../contracts/api/residents.ts';
import { splitPersonal } from '../../contracts/personal.ts';
import type { Opening, PartyDetails, ProcedureDefinition } from '../../contracts/procedure.ts';
import type { Opening as OpeningRow } from '../../prisma/generated/client.ts';
import type { Deps } from '../deps.ts';
import type { RateLimit } from '../http/rate-limit.ts';
import { digestOf, startCase } from './open-case.ts';
import { prepare } from './prepare.ts';
import { receiptOf } from './receipt.ts';
import { checkReferences } from './references.ts';
import { existing, reserve, type Reservation } from './reserve.ts';

/** A request of somebody who has no account. */
export interface FromOutside {
  /** Names the way in, so that a key of one is none of another, nor of an officer: nobody outside takes one of theirs. */
  readonly way: string;
  readonly key: string;
  readonly address: string;
  readonly limit: RateLimit;
  readonly schema: z.ZodType;
  readonly body: unknown;
}

/** The case that a request becomes. `coordinator`: where the preparation of the procedure does not name one. */
export interface CaseFromOutside {
  readonly procedure: ProcedureDefinition;
  readonly region: string;
  readonly title: string;
  readonly parties: readonly PartyDetails[];
  readonly matter: unknown;
  readonly coordinator?: string;
  readonly admit?: Reservation['admit'];
}

/**
 * Opens the case of a resident. The same key with the same request opens one, however often it comes, and does not count
 * against the address again. `caseOf` says what the request becomes, once there was room for it. `waits` where the first
 * record is not written yet. Throws what opening a case throws, and `too-many-requests`.
 */
export async function openFromOutside(deps: Deps, request: FromOutside, caseOf: () => Promise<CaseFromOutside>): Promise<{ filed: Filed; waits: boolean }> {
  const key = `${request.way}:${request.key}`;
  const hash = digestOf({ [request.way]: request.body });
  const row = (await existing(deps, key, hash)) ?? (await take(deps, request, key, hash, caseOf));
  const { caseNo, answered } = await startCase(deps, row);
  const receipt = receiptOf(deps.config, caseNo);
  return { filed: { caseNo, receipt, links: { self: `${deps.config.publicUrl}/api/v1/receipts/${receipt}` } }, waits: answered === null };
}

async function take(
  deps: Deps,
  { address, limit, schema, body }: FromOutside,
  key: string,
  hash: string,
  caseOf: () => Promise<CaseFromOutside>,
): Promise<OpeningRow> {
  limit.take(address);
  const { procedure, region, title, parties, matter, coordinator = '', admit } = await caseOf();
  await checkReferences(deps, schema, body, procedure.family);
  const prepared = await prepare(deps.db, procedure.name, matter, region);
  return reserve(deps, {
    key,
    procedure,
    region,
    title,
    source: 'online',
    body: { region, title, parties, matter },
    hash,
    openedBy: null,
    at: deps.clock(),
    parties,
    ...(admit === undefined ? {} : { admit }),
    start: {
      procedure: procedure.name,
      region,
      coordinator,
      openedBy: null,
      key,
      parties: parties.map(({ role, named }, index) => ({ id: `p${index + 1}`, role, named })),
      matter: splitPersonal(procedure.matter, matter).kept as Opening['matter'],
      ...prepared,
    },
  });
}
