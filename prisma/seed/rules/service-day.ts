import { byDefault, minutes, rule, untilMissed, workdays, type FirstVersion } from './rule.ts';

export const serviceDayRules: readonly FirstVersion[] = [
  rule('serviceDay.confirmRoster', { zh: '坐班名单确认', en: 'Confirmation of the roster' }, workdays(1), byDefault(), 'U'),
  rule('serviceDay.checkIn', { zh: '到岗签到', en: 'Check-in' }, minutes(15), byDefault('自坐班开始时间起算'), 'U', {
    ladder: untilMissed,
  }),
  rule('serviceDay.substituteCheckIn', { zh: '替补到岗', en: 'Check-in of a substitute' }, minutes(60), byDefault('自安排替补起算'), 'U', {
    ladder: untilMissed,
  }),
  rule('serviceDay.report', { zh: '坐班小结', en: 'Report of the service day' }, workdays(1), byDefault(), 'U'),
];
