import ExifReader from 'exifreader';
import { fileTypeFromBuffer } from 'file-type';
import { attachmentType, type Attachment } from '../../contracts/api/attachments.ts';
import { stripped } from './strip.ts';
import { checkUnpacked, isZip } from './unpacked.ts';

interface Inspected extends Pick<Attachment, 'mediaType' | 'takenAt' | 'place'> {
  readonly bytes: Buffer;
}

/**
 * Finds out what a file is by its content, and takes the metadata out of a picture.
 * Null for a type that is not accepted. Throws Unsound for what is damaged, or made to harm whoever opens it.
 */
export async function inspect(bytes: Buffer): Promise<Inspected | null> {
  if (isZip(bytes)) checkUnpacked(bytes); // before anything looks inside
  const found = await fileTypeFromBuffer(bytes);
  const known = attachmentType.safeParse(found?.mime);
  if (!known.success) return null;
  const mediaType = known.data;
  const strip = stripped[mediaType];
  if (strip === undefined) return { mediaType, bytes, takenAt: null, place: null };
  const { orientation, takenAt, place } = readPicture(bytes);
  return { mediaType, bytes: strip(bytes, orientation), takenAt, place };
}

interface Picture extends Pick<Attachment, 'takenAt' | 'place'> {
  readonly orientation: number;
}

function readPicture(bytes: Buffer): Picture {
  const { exif, gps } = tagsOf(bytes);
  const { Latitude: latitude, Longitude: longitude } = gps ?? {};
  const placed = latitude !== undefined && longitude !== undefined && Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180;
  return {
    orientation: Number(exif?.Orientation?.value ?? 1),
    takenAt: instantOf(exif?.DateTimeOriginal?.description, exif?.OffsetTimeOriginal?.description),
    place: placed ? { latitude, longitude } : null,
  };
}

/** Metadata that cannot be read count as none. */
function tagsOf(bytes: Buffer): Partial<ExifReader.ExpandedTags> {
  try {
    return ExifReader.load(bytes, { expanded: true });
  } catch {
    return {};
  }
}

/** EXIF writes 2022:10:10 09:15:00, and in later versions the offset beside it. A camera without one is taken to show Beijing time. */
function instantOf(written: string | undefined, offset = '+08:00'): string | null {
  const parts = /^(\d{4}):(\d\d):(\d\d) (\d\d:\d\d:\d\d)/.exec(written ?? '');
  if (parts === null) return null;
  const [, year, month, day, time] = parts;
  const at = new Date(`${year}-${month}-${day}T${time}${/^[+-]\d\d:\d\d$/.test(offset) ? offset : '+08:00'}`);
  return Number.isNaN(at.getTime()) ? null : at.toISOString();
}
