import { createHmac, timingSafeEqual } from 'node:crypto';
import { photoTaken } from '../../contracts/api/residents.ts';
import { inspected, keep, written } from '../attachments/take-in.ts';
import type { Config } from '../config.ts';
import { endpoint, reply } from '../http/endpoint.ts';
import { media } from '../http/media.ts';
import { Problem } from '../http/problem.ts';

const pictures = ['image/jpeg', 'image/png', 'image/webp'];
const mebibyte = 1024 * 1024;
/** A telephone's photograph; the page makes it smaller before it sends it. */
const limit = 8 * mebibyte;

export const uploadPhoto = endpoint({
  method: 'post',
  path: '/api/v1/public/photos',
  tag: 'public',
  summary: { zh: '上传照片', en: 'Upload a picture for a report or a complaint' },
  description: {
    zh: '仅限图片,以内容为准,每张至多 8 MB;元数据从文件中去除。凭返回的凭据在上报或投诉中引用,他人无法引用。每个网络地址十分钟内至多 30 张。',
    en: 'Pictures only, as their content says, of at most 8 MB; metadata are taken out. A report or a complaint names it by the ticket, which nobody else has. At most 30 in ten minutes from one address.',
  },
  access: 'public',
  body: media('application/octet-stream', ...pictures),
  bodyLimit: ({ attachmentLimit }) => Math.min(attachmentLimit, limit),
  responses: { 201: photoTaken },
  problems: ['too-many-requests', 'unsound-attachment', 'unsupported-media-type', 'storage-unavailable'],
  async handle({ body, address }, deps) {
    deps.limits.photos.take(address);
    const file = await inspected(Buffer.from(body.bytes), pictures);
    await keep(deps, file);
    const { sha256 } = await written(deps.db, file);
    return reply(201, { ticket: `${sha256}.${proofOf(deps.config, sha256)}` });
  },
});

/** SHA-256 of the pictures that somebody holds tickets for. Throws `unknown-attachment` for a ticket that was not given out here. */
export function photosOf(config: Config, tickets: readonly string[]): string[] {
  return tickets.map((ticket) => {
    const [sha256 = '', proof = ''] = ticket.split('.');
    const expected = proofOf(config, sha256);
    if (proof.length === expected.length && timingSafeEqual(Buffer.from(proof), Buffer.from(expected))) return sha256;
    throw new Problem('unknown-attachment', { sha256 });
  });
}

/** Knowing the hash of a picture is not having uploaded it: the case that names a picture shows it to its units. */
function proofOf({ internalToken }: Config, sha256: string): string {
  return createHmac('sha256', internalToken).update(`photo ${sha256}`).digest('base64url');
}
