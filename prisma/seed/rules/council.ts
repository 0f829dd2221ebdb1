import { byDefault, days, rule, workdays, type FirstVersion } from './rule.ts';

export const councilRules: readonly FirstVersion[] = [
  rule('council.visit', { zh: '走访询问', en: 'Visits' }, workdays(5), byDefault(), 'U'),
  rule('council.agenda', { zh: '拟定议题', en: 'Agenda' }, workdays(5), byDefault(), 'U'),
  rule('council.attend', { zh: '确认参会', en: 'Answer to an invitation' }, workdays(2), byDefault(), 'U'),
  rule('council.meet', { zh: '议事会登记', en: 'Record of the meeting' }, workdays(1), byDefault('自议事时间起算'), 'U'),
  rule('council.answer', { zh: '逐一解答', en: 'Answer to a question' }, workdays(5), byDefault('自议事时间起算'), 'U'),
  rule('council.resolve', { zh: '形成决议', en: 'Resolution' }, workdays(5), byDefault('自议事时间起算'), 'U'),
  rule('council.applyForProject', { zh: '项目受理', en: 'Acceptance of a project' }, workdays(10), byDefault(), 'U'),
  rule('council.milestone', { zh: '项目实施', en: 'Milestone of a project' }, days(60), byDefault('以项目承诺的天数为准,不超过本期限'), 'U', {
    extension: { times: 1, most: { amount: 30, unit: 'day' } },
  }),
  rule('council.answerAgain', { zh: '再次答复', en: 'Further answer' }, workdays(5), byDefault(), 'U'),
  rule('council.doorToDoor', { zh: '登门入户', en: 'From door to door' }, workdays(10), byDefault(), 'U'),
];
