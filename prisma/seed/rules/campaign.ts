import { byDefault, days, once, rule, workdays, type FirstVersion } from './rule.ts';

export const campaignRules: readonly FirstVersion[] = [
  rule('campaign.visit', { zh: '入户登记', en: 'Visits of one round' }, days(3), byDefault('任务另定更短期限的从其规定'), 'U', { extension: once(days(2)) }),
  rule('campaign.report', { zh: '行动总结', en: 'Report of a campaign' }, workdays(5), byDefault(), 'U'),
];
