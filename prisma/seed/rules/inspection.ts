import { byDefault, once, rule, workdays, type FirstVersion } from './rule.ts';

export const inspectionRules: readonly FirstVersion[] = [
  rule('inspection.check', { zh: '督查检查', en: 'Looking into cases' }, workdays(10), byDefault(), 'U', { extension: once(workdays(10)) }),
  rule('inspection.rectify', { zh: '督查整改', en: 'Putting right' }, workdays(10), byDefault(), 'U', { extension: once(workdays(10)) }),
  rule('inspection.verify', { zh: '整改验收', en: 'Verification' }, workdays(5), byDefault(), 'U'),
];
