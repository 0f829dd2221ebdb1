import { z } from 'zod';
import { caseNo, instant, officerId } from '../ids.ts';
import { json } from '../json.ts';
import { label } from '../label.ts';

/** One read of a confidential case. */
export const caseRead = z
  .strictObject({
    caseNo,
    officer: officerId,
    at: instant,
    requestId: z.string().meta({ description: '与访问日志对应 · the same in the access log' }),
  })
  .meta({ id: 'CaseRead' });
export type CaseRead = z.infer<typeof caseRead>;

export const auditKindLabels = {
  logIn: { zh: '登录', en: 'logged in' },
  logInRefused: { zh: '登录失败', en: 'log-in refused' },
  logOut: { zh: '退出登录', en: 'logged out' },
  change: { zh: '管理操作', en: 'administrative change' },
} as const;
export const auditKind = z.enum(['logIn', 'logInRefused', 'logOut', 'change']);

/** One log-in, or one change by an administrator with what came of it. */
export const auditAct = z
  .strictObject({
    seq: z.int(),
    at: instant,
    kind: auditKind,
    officer: officerId.nullable(),
    subject: z.string().meta({ description: '用户名,或所改的对象 · a user name, or what was changed, such as units/laojie-grid-1' }),
    summary: label.nullable().meta({ description: '所做的操作 · what was asked for' }),
    outcome: z
      .strictObject({ status: z.int(), code: z.string().nullable() })
      .nullable()
      .meta({ description: '结果;中断而未知的为 null · null where it is not known, since the process was broken off, and for log-ins' }),
    detail: z.record(z.string(), json),
    requestId: z.string(),
  })
  .meta({ id: 'AuditAct' });
export type AuditAct = z.infer<typeof auditAct>;

export const auditHash = z.string().regex(/^[0-9a-f]{64}$/);

/** What checking a stretch of the chain came to. */
export const auditVerification = z
  .strictObject({
    checked: z.int(),
    to: z.int().meta({ description: '核验至第几条 · the last entry that was checked' }),
    fault: z.int().nullable().meta({ description: '首个不相符的序号 · the first entry that does not fit the one before it' }),
    next: z.int().nullable().meta({ description: '由此续核 · `after` of the next stretch' }),
    head: z.strictObject({ seq: z.int(), hash: auditHash }).nullable().meta({ description: '链尾,请抄录留存 · the last entry: keep a copy of it elsewhere' }),
    witness: z.enum(['agrees', 'differs']).nullable(),
  })
  .meta({ id: 'AuditVerification' });
export type AuditVerification = z.infer<typeof auditVerification>;
