import { attachmentType, type Attachment } from '../../contracts/api/attachments.ts';
import type { Attachment as Row } from '../../prisma/generated/client.ts';

/** What is told of an attachment. */
export function attachmentOf({ sha256, mediaType, size, takenAt, latitude, longitude }: Row): Attachment {
  return {
    sha256,
    mediaType: attachmentType.parse(mediaType),
    size,
    takenAt: takenAt?.toISOString() ?? null,
    place: latitude === null || longitude === null ? null : { latitude, longitude },
  };
}
