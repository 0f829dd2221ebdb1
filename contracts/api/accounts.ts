import { z } from 'zod';
import { titled } from '../form.ts';
import { instant, officerId, regionCode, unitCode } from '../ids.ts';
import { label } from '../label.ts';
import { message } from '../message.ts';
import { officerReference } from '../references.ts';
import { role } from '../roles.ts';
import { unitKind } from './registry.ts';

export const userName = z
  .string()
  .regex(/^[a-z][a-z0-9._-]{2,39}$/, message('用户名以小写字母开头,共 3 至 40 位小写字母、数字与 . _ -', 'a user name has 3 to 40 of a-z, 0-9 and . _ -, and begins with a letter'));

/** Its strength is judged by `password-too-weak`, its length here. */
const password = z.string().min(1).max(128);

export const logIn = z.strictObject({ userName: z.string().min(1).max(64), password }).meta({ id: 'LogIn' });

/** Who I am. */
export const me = z
  .strictObject({
    kind: z.enum(['officer', 'service']),
    officer: officerId,
    name: z.string(),
    roles: z.array(role),
    unit: unitCode,
    unitName: label,
    unitKind,
    region: regionCode,
    discipline: z.boolean(),
    passwordDue: z.boolean().meta({ description: '须先修改密码 · the password must be changed before anything else' }),
  })
  .meta({ id: 'Me' });

export const session = z
  .strictObject({
    token: z.string().meta({ description: 'Authorization: Bearer {token}' }),
    expiresAt: instant,
    idleMinutes: z.number().meta({ description: '无操作超过此分钟数即失效 · ends after so many minutes without a request' }),
    me,
  })
  .meta({ id: 'Session' });

export const changePassword = z.strictObject({ current: password, next: password }).meta({ id: 'ChangePassword' });

export const newAccount = z
  .strictObject({ officer: titled(officerReference, '人员', 'Officer'), userName: titled(userName, '用户名', 'User name'), password })
  .meta({ id: 'NewAccount' });

export const resetPassword = z.strictObject({ password }).meta({ id: 'ResetPassword' });

/** 已锁定、待首次改密、已停用 */
export const accountState = z.enum(['locked', 'first', 'disabled']);

export const account = z
  .strictObject({
    userName,
    officer: officerId,
    name: z.string(),
    unit: unitCode,
    roles: z.array(role),
    active: z.boolean().meta({ description: '停用人员的账号不能登录 · nobody logs in for an officer who is no longer active' }),
    failures: z.int(),
    lockedUntil: instant.nullable(),
    mustChangePassword: z.boolean(),
    passwordChangedAt: instant,
    createdAt: instant,
  })
  .meta({ id: 'Account' });
export type Account = z.infer<typeof account>;

export const newApiKey = z
  .strictObject({
    officer: titled(officerReference, '服务账号', 'Service account').meta({ description: '角色为服务账号的人员 · an officer with the role of a service account' }),
    name: titled(z.string().trim().min(2).max(80), '用途', 'What for'),
    days: titled(z.int().min(1).max(730).default(365), '有效天数', 'Days'),
  })
  .meta({ id: 'NewApiKey' });

const apiKeyFields = {
  id: z.uuid(),
  officer: officerId,
  name: z.string(),
  createdAt: instant,
  expiresAt: instant,
  revokedAt: instant.nullable(),
};
export const apiKey = z.strictObject(apiKeyFields).meta({ id: 'ApiKey' });
export type ApiKey = z.infer<typeof apiKey>;

export const madeApiKey = z
  .strictObject({
    ...apiKeyFields,
    secret: z
      .string()
      .nullable()
      .meta({ description: '仅在首次应答中给出 · told in the first answer only; null when the same request comes again' }),
  })
  .meta({ id: 'MadeApiKey' });
