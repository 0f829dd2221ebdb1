import { z } from 'zod';
import { auditAct, auditKind, auditVerification, caseRead, type AuditAct } from '../../contracts/api/audit.ts';
import { caseNo, instant, officerId } from '../../contracts/ids.ts';
import { label } from '../../contracts/label.ts';
import type { AuditEntry, Prisma } from '../../prisma/generated/client.ts';
import type { Database } from '../database.ts';
import { endpoint, reply, type Endpoint } from '../http/endpoint.ts';
import { page, pageFields, pageOf, placeOf } from '../http/page.ts';
import { verify } from './verify.ts';

const auditAdministrator = { roles: ['auditAdministrator'] } as const;
const place = z.tuple([z.string().regex(/^\d{1,18}$/)]);
const placeIn = ({ seq }: { readonly seq: bigint }) => [String(seq)];
const filters = { ...pageFields, officer: officerId.optional(), from: instant.optional(), to: instant.optional() };

interface Filters {
  readonly limit: number;
  readonly cursor?: string | undefined;
  readonly officer?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

/** Entries that fit, the latest first, with one more than wanted. */
async function entries(db: Database, { limit, cursor, officer, from, to }: Filters, about: Prisma.AuditEntryWhereInput): Promise<AuditEntry[]> {
  const after = placeOf(place, cursor);
  return db.auditEntry.findMany({
    where: {
      ...about,
      ...(officer === undefined ? {} : { officer }),
      at: { ...(from === undefined ? {} : { gte: from }), ...(to === undefined ? {} : { lt: to }) },
      ...(after === undefined ? {} : { seq: { lt: BigInt(after[0]) } }),
    },
    orderBy: { seq: 'desc' },
    take: limit + 1,
  });
}

const reads = endpoint({
  method: 'get',
  path: '/api/v1/audit/reads',
  tag: 'audit',
  summary: { zh: '涉密事项查阅记录', en: 'Who read which confidential case, the latest first' },
  description: {
    zh: '个人信息保护法第56条、GB/T 22239-2019;只有编号与人员,没有内容',
    en: 'After 个人信息保护法 56 and GB/T 22239-2019: numbers and people, no content',
  },
  access: auditAdministrator,
  query: z.strictObject({ ...filters, caseNo: caseNo.optional() }),
  responses: { 200: page(caseRead) },
  async handle({ query: { caseNo: subject, ...query } }, { db }) {
    const rows = await entries(db, query, { kind: 'caseRead', ...(subject === undefined ? {} : { subject }) });
    return reply(
      200,
      pageOf(rows, query.limit, placeIn, (row) => ({ caseNo: row.subject, officer: row.officer ?? '', at: row.at.toISOString(), requestId: row.requestId })),
    );
  },
});

const acts = endpoint({
  method: 'get',
  path: '/api/v1/audit/acts',
  tag: 'audit',
  summary: { zh: '登录与管理操作记录', en: 'Log-ins and administrative changes, the latest first' },
  description: { zh: '每项操作先留痕后执行,并附结果', en: 'A change is written down before it is carried out, and what came of it after' },
  access: auditAdministrator,
  query: z.strictObject({
    ...filters,
    kind: auditKind.optional(),
    subject: z.string().trim().min(1).max(200).optional().meta({ description: '用户名或对象的开头,如 units/ · how the user name or the object begins' }),
  }),
  responses: { 200: page(auditAct) },
  async handle({ query: { kind, subject, ...query } }, { db }) {
    const rows = await entries(db, query, {
      kind: kind ?? { in: [...auditKind.options] },
      ...(subject === undefined ? {} : { subject: { startsWith: subject } }),
    });
    const changes = rows.flatMap((row) => (row.kind === 'change' ? [String(row.seq)] : []));
    const outcomes = await db.auditEntry.findMany({ where: { kind: 'outcome', subject: { in: changes } }, select: { subject: true, detail: true } });
    const cameTo = new Map(outcomes.map((each) => [each.subject, each.detail]));
    return reply(200, pageOf(rows, query.limit, placeIn, (row) => actOf(row, cameTo.get(String(row.seq)))));
  },
});

const verification = endpoint({
  method: 'get',
  path: '/api/v1/audit/verification',
  tag: 'audit',
  summary: { zh: '核验审计链', en: 'Whether the audit chain is whole' },
  description: {
    zh: '自 after 之后分段核验;witness 为此前抄录的链尾(序号:散列值),用以发现末尾被整段删除',
    en: 'Checks a stretch after `after`. `witness` is a last entry that was copied before (number:hash): so it is noticed when the end of the chain was cut off',
  },
  access: auditAdministrator,
  query: z.strictObject({
    after: z.coerce.number<string>().int().min(0).default(0),
    witness: z.string().regex(/^\d{1,15}:[0-9a-f]{64}$/).optional(),
  }),
  responses: { 200: auditVerification },
  handle: async ({ query: { after, witness } }, { db }) => reply(200, await verify(db, after, witness)),
});

/** 审计 */
export const auditEndpoints: readonly Endpoint[] = [reads, acts, verification];

const kept = z.object({ summary: label.optional() }).catchall(auditAct.shape.detail.valueType);
const outcome = z.object({ status: z.int(), code: z.string().nullable(), made: z.string().optional() });

function actOf({ seq, at, kind, officer, subject, detail, requestId }: AuditEntry, came: unknown): AuditAct {
  const { summary = null, ...rest } = kept.parse(detail);
  const { made, ...result } = came === undefined ? { made: undefined } : outcome.parse(came);
  return {
    seq: Number(seq),
    at: at.toISOString(),
    kind: auditKind.parse(kind),
    officer,
    subject,
    summary,
    outcome: 'status' in result ? result : null,
    detail: { ...rest, ...(made === undefined ? {} : { made }) },
    requestId,
  };
}
