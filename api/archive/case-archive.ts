import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import type { History } from '@temporalio/common/lib/proto-utils.js';
import { wholeCase, type WholeCase } from '../../contracts/record.ts';
import type { Database } from '../database.ts';
import { packHistory, unpackHistory } from './packed-history.ts';

const pack = promisify(gzip);
const unpack = promisify(gunzip);

/** An archive is not what was written: somebody or something changed it. */
export class ArchiveDamaged extends Error {
  override readonly name = 'ArchiveDamaged';

  constructor(caseNo: string, part: string) {
    super(`The archive of ${caseNo} is damaged: its ${part} does not have the SHA-256 it was written with. Nothing is taken from it.`);
  }
}

/** Writes what the engine knew of a closed case, and its dossier as HTML, compressed and hashed. An archive that stands already stays as it is. */
export async function writeArchive(
  db: Pick<Database, 'caseArchive'>,
  { history, whole, dossier, at }: { readonly history: History; readonly whole: WholeCase; readonly dossier: string; readonly at: Date },
): Promise<void> {
  const [packedHistory, packedWhole, packedDossier] = await Promise.all([packHistory(history), pack(JSON.stringify(whole)), pack(dossier)]);
  const { caseNo, workflowId, runId } = whole.picture;
  await db.caseArchive.createMany({
    data: [
      {
        caseNo,
        workflowId,
        runId,
        events: history.events?.length ?? 0,
        history: bytes(packedHistory),
        whole: bytes(packedWhole),
        dossier: bytes(packedDossier),
        historySha256: sha256(packedHistory),
        wholeSha256: sha256(packedWhole),
        dossierSha256: sha256(packedDossier),
        archivedAt: at,
      },
    ],
    skipDuplicates: true,
  });
}

/** The whole of a case from its archive; null where it has none. Throws ArchiveDamaged. */
export async function wholeFromArchive(db: Database, caseNo: string): Promise<WholeCase | null> {
  const row = await db.caseArchive.findUnique({ where: { caseNo }, select: { whole: true, wholeSha256: true } });
  if (row === null) return null;
  if (sha256(row.whole) !== row.wholeSha256) throw new ArchiveDamaged(caseNo, 'whole');
  return wholeCase.parse(JSON.parse((await unpack(row.whole)).toString('utf8')));
}

/** The history of a case from its archive, as it replays; null where it has none. Throws ArchiveDamaged. */
export async function historyFromArchive(db: Database, caseNo: string): Promise<History | null> {
  const row = await db.caseArchive.findUnique({ where: { caseNo }, select: { history: true, historySha256: true } });
  if (row === null) return null;
  if (sha256(row.history) !== row.historySha256) throw new ArchiveDamaged(caseNo, 'history');
  return unpackHistory(row.history);
}

/** The dossier of a case from its archive, as HTML; null where it has none. Throws ArchiveDamaged. */
export async function dossierFromArchive(db: Database, caseNo: string): Promise<string | null> {
  const row = await db.caseArchive.findUnique({ where: { caseNo }, select: { dossier: true, dossierSha256: true } });
  if (row === null || row.dossier === null) return null;
  if (sha256(row.dossier) !== row.dossierSha256) throw new ArchiveDamaged(caseNo, 'dossier');
  return (await unpack(row.dossier)).toString('utf8');
}

function sha256(content: Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}

/** A copy in a buffer of its own, as the database client wants it. */
function bytes(packed: Buffer): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(packed);
}
