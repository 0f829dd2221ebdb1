import { byDefault, days, hours, rule, windowOnly, workdays, type FirstVersion } from './rule.ts';

const mediationLaw = (article: string) => `《中华人民共和国人民调解法》${article}`;

export const mediationRules: readonly FirstVersion[] = [
  rule('mediation.calm', { zh: '上门安抚', en: 'Calming visit' }, hours(4), byDefault(), 'U'),
  rule('mediation.askConsent', { zh: '征求调解意愿', en: 'Question whether they want mediation' }, workdays(2), byDefault(), 'U'),
  rule('mediation.invite', { zh: '邀请调解', en: 'Invitation to the studio' }, workdays(3), byDefault(), 'U'),
  rule('mediation.mediate', { zh: '调解', en: 'Mediation' }, workdays(1), byDefault('自约定的调解时间起算'), 'U'),
  rule('mediation.agreement', { zh: '调解协议', en: 'Agreement' }, workdays(3), byDefault(), 'U'),
  rule(
    'mediation.performance',
    { zh: '督促履行', en: 'Watching of the performance' },
    workdays(3),
    byDefault(`自约定履行日期起算;督促履行见${mediationLaw('第31条')}`),
    'U',
  ),
  rule('mediation.confirmation', { zh: '司法确认申请期', en: 'Window for judicial confirmation' }, days(30), mediationLaw('第33条'), 'C', {
    ladder: windowOnly,
  }),
  rule('mediation.courtDecision', { zh: '法院确认结果登记', en: 'Decision of the court' }, days(30), byDefault(), 'U'),
  rule('mediation.tellOtherRoutes', { zh: '告知其他途径', en: 'Telling of the other routes' }, workdays(1), byDefault(`告知见${mediationLaw('第26条')}`), 'U'),
  rule('mediation.reportToPolice', { zh: '报告公安机关', en: 'Report to the police' }, hours(2), byDefault(`${mediationLaw('第25条')}:“及时”`), 'U'),
  rule('mediation.archive', { zh: '登记归档', en: 'Record and archive' }, workdays(5), byDefault(`归档见${mediationLaw('第27条')}`), 'U'),
];
