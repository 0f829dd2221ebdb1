import { z } from 'zod';
import { attachment, attachmentType, attachmentTypes } from '../../contracts/api/attachments.ts';
import { attachmentReference } from '../../contracts/references.ts';
import { endpoint, reply } from '../http/endpoint.ts';
import { Media, media } from '../http/media.ts';
import { answeredBefore, once } from '../http/once.ts';
import { Problem } from '../http/problem.ts';
import { noteReads } from '../cases/note-reads.ts';
import { attachmentOf } from './attachment-row.ts';
import { digestOf, inspected, keep, unavailable, written } from './take-in.ts';
import { visibleAttachments } from './visible.ts';

const tag = 'attachments';
const types = attachmentType.options;

const upload = endpoint({
  method: 'post',
  path: '/api/v1/attachments',
  tag,
  summary: { zh: '上传附件', en: 'Upload an attachment' },
  description: {
    zh: '先上传,再在证据或表单中以 sha256 引用。类型以内容为准;照片的拍摄时间和位置读出后从文件中去除。201 时内容已落盘',
    en: 'Upload first, then name it by its sha256 as evidence or in a form. What it is, its content says; when and where a picture was taken is read, then taken out of the file. 201: the bytes are on disk',
  },
  access: 'signedIn',
  keyed: true,
  body: media('application/octet-stream', ...types),
  bodyLimit: ({ attachmentLimit }) => attachmentLimit,
  responses: { 201: attachment },
  problems: ['unsound-attachment', 'storage-unavailable'],
  async handle({ body, actor, key }, deps) {
    const { db, clock } = deps;
    const sent = Buffer.from(body.bytes);
    const request = { officer: actor.officer, key, request: { upload: digestOf(sent) } };
    const before = await answeredBefore(db, request, attachment);
    if (before !== null) return reply(201, before);

    const file = await inspected(sent);
    await keep(deps, file);
    const made = await once(db, request, attachment, async (transaction) => {
      const row = await written(transaction, file);
      await transaction.attachmentUpload.createMany({ data: [{ sha256: file.sha256, officer: actor.officer, at: clock() }], skipDuplicates: true });
      return attachmentOf(row);
    });
    return reply(201, made);
  },
});

const download = endpoint({
  method: 'get',
  path: '/api/v1/attachments/{sha256}',
  tag,
  summary: { zh: '下载附件', en: 'Download an attachment' },
  description: {
    zh: '限上传者本人,以及可查看引用它的事项的人员;其他人一律答复未找到',
    en: 'For who uploaded it, and who may see a case that names it. Others learn nothing',
  },
  access: 'signedIn',
  params: z.strictObject({ sha256: attachmentReference }),
  responses: { 200: media(...types) },
  problems: ['storage-unavailable'],
  async handle({ params: { sha256 }, actor, requestId }, deps) {
    const [visible] = await visibleAttachments(deps.db, actor, [sha256]);
    if (visible === undefined) throw new Problem('not-found', { what: { zh: '该附件', en: 'attachment' } });
    await noteReads(deps, { actor, requestId }, visible.cases);
    const { mediaType } = attachmentOf(visible.row);
    const bytes = await deps.attachments.read(sha256).catch((failure: unknown) => unavailable(failure));
    if (digestOf(bytes) !== sha256) throw new Error(`The attachment ${sha256} is damaged: its bytes do not have that SHA-256.`);
    return reply(200, new Media(mediaType, bytes, `${sha256.slice(0, 12)}.${attachmentTypes[mediaType]}`));
  },
});

export const attachmentEndpoints = [upload, download];
