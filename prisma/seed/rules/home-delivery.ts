import { byDefault, days, hours, rule, windowOnly, workdays, type FirstVersion } from './rule.ts';

export const homeDeliveryRules: readonly FirstVersion[] = [
  rule('homeDelivery.receive', { zh: '受理上门申请', en: 'Acceptance of a request' }, workdays(1), byDefault(), 'U'),
  rule('homeDelivery.appointment', { zh: '预约上门', en: 'Appointment' }, workdays(2), byDefault(), 'U'),
  rule('homeDelivery.visit', { zh: '上门送达', en: 'Visit' }, hours(8), byDefault('以约定时段为准,不超过本期限'), 'U'),
  rule('homeDelivery.returnToOffice', { zh: '退回窗口并告知', en: 'Return to the office' }, workdays(2), byDefault(), 'U'),
  rule('homeDelivery.rating', { zh: '评价期', en: 'Window for a rating' }, days(5), byDefault(), 'U', { ladder: windowOnly }),
  rule(
    'homeDelivery.negativeRating',
    { zh: '差评整改', en: 'Follow-up of a bad rating' },
    workdays(5),
    byDefault('差评须核实整改:国办发〔2019〕51号'),
    'U',
  ),
];
