import { z } from 'zod';
import { instant } from '../ids.ts';
import { attachmentReference } from '../references.ts';

/** What can be uploaded, with the ending of its file name. What a file is, its content says. */
export const attachmentTypes = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/webp': 'webp',
  'application/pdf': 'pdf',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'docx',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': 'xlsx',
  'video/mp4': 'mp4',
  'audio/mpeg': 'mp3',
} as const;
export type AttachmentType = keyof typeof attachmentTypes;

export const attachmentType = z.enum(Object.keys(attachmentTypes) as AttachmentType[]);

/** Where a picture was taken, in degrees (WGS 84), north and east positive. */
export const position = z.strictObject({ latitude: z.number().min(-90).max(90), longitude: z.number().min(-180).max(180) });

/** 附件 */
export const attachment = z
  .strictObject({
    sha256: attachmentReference.meta({ description: '所存内容的 SHA-256;照片的元数据已去除,故可能与所传文件不同 · of the bytes as they are kept: a picture is kept without its metadata' }),
    mediaType: attachmentType,
    size: z.int().min(1).meta({ description: '字节数 · bytes' }),
    takenAt: instant.nullable().meta({ description: '照片拍摄时间;照片未注明时区的按北京时间 · when a picture was taken; Beijing time where it does not say' }),
    place: position.nullable().meta({ description: '照片拍摄位置 · where a picture was taken' }),
  })
  .meta({ id: 'Attachment' });
export type Attachment = z.infer<typeof attachment>;
