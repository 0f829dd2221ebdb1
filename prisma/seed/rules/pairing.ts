import { byDefault, days, rule, workdays, type FirstVersion } from './rule.ts';

export const pairingRules: readonly FirstVersion[] = [
  rule('pairing.needs', { zh: '需求清单', en: 'List of needs' }, workdays(10), byDefault(), 'U'),
  rule('pairing.resources', { zh: '资源与项目清单', en: 'List of resources and projects' }, workdays(10), byDefault(), 'U'),
  rule('pairing.agree', { zh: '双方确认清单', en: 'Agreement on the lists' }, workdays(5), byDefault(), 'U'),
  rule('pairing.checkIn', { zh: '党员报到', en: 'Reporting of party members' }, days(60), byDefault(), 'U'),
  rule('pairing.work', { zh: '共建项目', en: 'Project' }, days(366), byDefault('以项目清单的完成日期为准'), 'U', {
    extension: { times: 1, most: { amount: 60, unit: 'day' } },
  }),
  rule('pairing.rateWork', { zh: '社区评价', en: 'Rating of the work' }, workdays(5), byDefault(), 'U'),
  rule('pairing.review', { zh: '年度总结', en: 'Review of the year' }, workdays(10), byDefault(), 'U'),
  rule('pairing.decideTerm', { zh: '期满决定', en: 'Decision at the end of the term' }, workdays(10), byDefault(), 'U'),
];
