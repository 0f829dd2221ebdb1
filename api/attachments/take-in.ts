import { createHash } from 'node:crypto';
import { attachmentTypes, type Attachment } from '../../contracts/api/attachments.ts';
import type { Attachment as Row } from '../../prisma/generated/client.ts';
import type { Deps } from '../deps.ts';
import type { Transaction } from '../http/once.ts';
import { Problem } from '../http/problem.ts';
import { inspect } from './inspect.ts';
import { Unsound } from './unsound.ts';

/** When the store may be asked again, in seconds. */
const retryAfter = 10;

/** A file as it is kept, and what it is. */
interface TakenIn extends Pick<Attachment, 'sha256' | 'mediaType' | 'takenAt' | 'place'> {
  readonly bytes: Buffer;
}

/** Looks into a file that was sent. Throws `unsound-attachment`, and `unsupported-media-type` for what is not of the types `wanted`. */
export async function inspected(sent: Buffer, wanted: readonly string[] = Object.keys(attachmentTypes)): Promise<TakenIn> {
  try {
    const file = await inspect(sent);
    if (file !== null && wanted.includes(file.mediaType)) return { ...file, sha256: digestOf(file.bytes) };
  } catch (failure) {
    if (failure instanceof Unsound) throw new Problem('unsound-attachment', { reason: failure.reason });
    throw failure;
  }
  const endings = Object.entries(attachmentTypes).flatMap(([type, ending]) => (wanted.includes(type) ? [ending] : []));
  throw new Problem('unsupported-media-type', { wanted: endings.join(', ') });
}

/** Puts the bytes where they stay. Throws `storage-unavailable`. */
export async function keep({ attachments }: Deps, { sha256, bytes }: TakenIn): Promise<void> {
  await attachments.keep(sha256, bytes).catch((failure: unknown) => unavailable(failure));
}

/** The row of bytes that are kept. What is known of a picture already stays. */
export async function written(transaction: Pick<Transaction, '$queryRaw'>, { sha256, bytes, mediaType, takenAt, place }: TakenIn): Promise<Row> {
  const [row] = await transaction.$queryRaw<Row[]>`
    INSERT INTO attachment AS present (sha256, media_type, size, taken_at, latitude, longitude)
    VALUES (${sha256}, ${mediaType}, ${bytes.length}, ${takenAt}::timestamptz, ${place?.latitude ?? null}::float8, ${place?.longitude ?? null}::float8)
    ON CONFLICT (sha256) DO UPDATE SET
      taken_at = coalesce(present.taken_at, excluded.taken_at),
      latitude = coalesce(present.latitude, excluded.latitude), longitude = coalesce(present.longitude, excluded.longitude)
    RETURNING sha256, media_type AS "mediaType", size, taken_at AS "takenAt", latitude, longitude`;
  if (row === undefined) throw new Error('an attachment was not written');
  return row;
}

export function unavailable(failure: unknown): never {
  throw new Problem('storage-unavailable', { seconds: retryAfter }, undefined, failure);
}

export function digestOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
