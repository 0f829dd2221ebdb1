import type { z } from 'zod';
import { choice } from './form.ts';
import type { Label } from './label.ts';

export const roleLabels = {
  coordinator: { zh: '协调员', en: 'Coordinator' },
  handler: { zh: '经办人', en: 'Handler' },
  unitHead: { zh: '单位负责人', en: 'Head of unit' },
  supervisor: { zh: '督办人', en: 'Supervisor' },
  auditor: { zh: '审计员', en: 'Auditor' },
  systemAdministrator: { zh: '系统管理员', en: 'System administrator' },
  securityAdministrator: { zh: '安全管理员', en: 'Security administrator' },
  auditAdministrator: { zh: '审计管理员', en: 'Audit administrator' },
  gridWorker: { zh: '网格员', en: 'Grid worker' },
  serviceAccount: { zh: '服务账号', en: 'Service account' },
} as const satisfies Readonly<Record<string, Label>>;

export const role = choice(roleLabels);
export type Role = z.infer<typeof role>;

/**
 * The three administrators are kept apart and see no business data (GB/T 22239-2019, level 3).
 * No officer may hold one of them together with another role.
 */
export const administrators: readonly Role[] = ['systemAdministrator', 'securityAdministrator', 'auditAdministrator'];
