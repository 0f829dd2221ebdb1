import { z } from 'zod';
import { message } from './message.ts';

/** Region code: the 6 digits of GB/T 2260, or the 9 and 12 digits of the statistical division below a county. */
export const regionCode = z.string().regex(/^\d{6}(\d{3}(\d{3})?)?$/, message('区划代码为 6、9 或 12 位数字', 'a region code has 6, 9 or 12 digits'));

/** Unit code: letters, digits and hyphens, chosen by the registry, such as `feidong-cdi-4`. */
export const unitCode = z.string().regex(/^[a-z0-9][a-z0-9-]{1,47}$/, message('单位代码为 2 至 48 位小写字母、数字与连字符', 'a unit code has 2 to 48 of a-z, 0-9 and -'));

export const officerId = z.uuid();

/** Case number as people write it, such as 屯网〔2026〕000123号. */
export const caseNo = z.string().regex(/^\p{Script=Han}{2,6}〔\d{4}〕\d{6}号$/u, message('事项编号形如 屯网〔2026〕000123号', 'a case number looks like 屯网〔2026〕000123号'));

/** Step id inside its case: the step's name, from its second instance on with a number: `verify`, `verify-2`. */
export const stepId = z.string().regex(/^[a-z][A-Za-z]*(-\d{1,4})?$/, message('环节编号形如 verify 或 verify-2', 'a step id looks like verify or verify-2'));

export const idempotencyKey = z
  .string()
  .regex(/^[A-Za-z0-9_.:-]{8,128}$/, message('Idempotency-Key 为 8 至 128 位字母、数字与 _ . : -', 'an Idempotency-Key has 8 to 128 of A-Z, a-z, 0-9 and _ . : -'));

/** An instant, ISO 8601 with a zone. */
export const instant = z.iso.datetime({ offset: true });

/** A day in Asia/Shanghai, YYYY-MM-DD. */
export const day = z.iso.date();

/** Families of procedures. Each has its own Temporal namespace and task queue, both named after it, and its own worker process. */
export const family = z.enum(['general', 'discipline']);
export type Family = z.infer<typeof family>;
