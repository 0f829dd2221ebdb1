import { byDefault, minutes, rule, untilMissed, windowOnly, workdays, type FirstVersion } from './rule.ts';

export const generalRules: readonly FirstVersion[] = [
  rule('general.objectionReview', { zh: '退回复核', en: 'Review of a return' }, workdays(2), byDefault(), 'U'),
  rule('general.extensionDecision', { zh: '延期审批', en: 'Decision on an extension' }, workdays(2), byDefault(), 'U'),
  rule('general.supervision', { zh: '督办', en: 'Supervision' }, workdays(1), byDefault(), 'U'),
  rule('general.supervisionReply', { zh: '督办回复', en: 'Reply to a supervision' }, workdays(3), byDefault(), 'U'),
  rule('general.nameSubstitute', { zh: '安排替补', en: 'Naming of a substitute' }, minutes(15), byDefault(), 'U', { ladder: untilMissed }),
  rule('general.followUp', { zh: '回访', en: 'Follow-up visit' }, workdays(3), byDefault(), 'U'),
  rule('general.followUpInterval', { zh: '再次回访间隔', en: 'Time between two attempts of a follow-up' }, workdays(1), byDefault(), 'U', {
    ladder: windowOnly,
  }),
  rule('general.handOver', { zh: '移交接收', en: 'Acceptance of a hand-over' }, workdays(2), byDefault(), 'U'),
];
