import { byDefault, rule, windowOnly, workdays, type FirstVersion } from './rule.ts';

export const assessmentRules: readonly FirstVersion[] = [
  rule('assessment.confirm', { zh: '考核数据核对期', en: 'Window for objections to the figures' }, workdays(5), byDefault(), 'U', { ladder: windowOnly }),
  rule('assessment.decideObjection', { zh: '考核异议裁定', en: 'Decision on an objection' }, workdays(5), byDefault(), 'U'),
  rule('assessment.publish', { zh: '考核结果公布', en: 'Publication of the result' }, workdays(3), byDefault(), 'U'),
];
