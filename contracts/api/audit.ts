import { z } from 'zod';
import { caseNo, instant, officerId } from '../ids.ts';

/** One read of a confidential case. */
export const caseRead = z
  .strictObject({
    caseNo,
    officer: officerId,
    at: instant,
    requestId: z.string().meta({ description: '与访问日志对应 · the same in the access log' }),
  })
  .meta({ id: 'CaseRead' });
