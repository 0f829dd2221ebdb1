import type { z } from 'zod';
import { complaintBody, type ComplaintBody, type complaintFiled } from '../../contracts/api/complaints.ts';
import { splitPersonal } from '../../contracts/personal.ts';
import type { Opening, PartyDetails } from '../../contracts/procedure.ts';
import { complaint } from '../../contracts/procedures/complaint.ts';
import type { Opening as OpeningRow } from '../../prisma/generated/client.ts';
import { digestOf, startCase } from '../cases/open-case.ts';
import { prepare } from '../cases/prepare.ts';
import { receiptOf } from '../cases/receipt.ts';
import { checkReferences } from '../cases/references.ts';
import { existing, reserve } from '../cases/reserve.ts';
import type { Deps } from '../deps.ts';

/**
 * Opens the complaint of a resident who has no account. The same key with the same request opens one, however often it comes,
 * and does not count against the address again. `waits` where the first record is not written yet.
 * Throws what opening a case throws, `no-receiving-unit`, and `too-many-requests`.
 */
export async function fileComplaint(
  deps: Deps,
  address: string,
  key: string,
  body: ComplaintBody,
): Promise<{ filed: z.infer<typeof complaintFiled>; waits: boolean }> {
  const ownKey = `complaint:${key}`; // keys of officers are of another kind: nobody outside takes one of theirs
  const hash = digestOf({ complain: body });
  const row = (await existing(deps, ownKey, hash)) ?? (await take(deps, address, { key: ownKey, hash, body }));
  const { caseNo, answered } = await startCase(deps, row);
  const receipt = receiptOf(deps.config, caseNo);
  return { filed: { caseNo, receipt, links: { self: `${deps.config.publicUrl}/api/v1/receipts/${receipt}` } }, waits: answered === null };
}

async function take(
  deps: Deps,
  address: string,
  { key, hash, body }: { readonly key: string; readonly hash: string; readonly body: ComplaintBody },
): Promise<OpeningRow> {
  deps.limits.complaints.take(address);
  await checkReferences(deps, complaintBody, body, complaint.family);
  const { region, title, resident, matter } = body;
  const prepared = await prepare(deps.db, complaint.name, matter, region);
  const parties: PartyDetails[] = [{ role: 'reporter', ...resident }];
  return reserve(deps, {
    key,
    procedure: complaint,
    region,
    title,
    source: 'online',
    body: { region, title, parties, matter },
    hash,
    openedBy: null,
    at: deps.clock(),
    parties,
    start: {
      procedure: complaint.name,
      region,
      coordinator: '', // the platform that the registry names
      openedBy: null,
      key,
      parties: [{ id: 'p1', role: 'reporter', named: resident.named }],
      matter: splitPersonal(complaint.matter, matter).kept as Opening['matter'],
      ...prepared,
    },
  });
}
