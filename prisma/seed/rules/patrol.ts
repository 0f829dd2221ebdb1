import { byDefault, minutes, rule, untilMissed, usual, type FirstVersion } from './rule.ts';

export const patrolRules: readonly FirstVersion[] = [
  rule('patrol.round', { zh: '巡查一轮', en: 'A round of the patrol' }, minutes(60), byDefault('自本轮开始时间起算'), 'U', { ladder: untilMissed }),
  rule('patrol.substituteRound', { zh: '替补巡查', en: 'A round by a substitute' }, minutes(60), byDefault('自安排替补起算'), 'U', {
    ladder: untilMissed,
  }),
  rule('patrol.reportHazard', { zh: '上报隐患', en: 'Report of a hazard' }, minutes(60), byDefault('自本轮巡查完成起算'), 'U', { ladder: usual }),
];
