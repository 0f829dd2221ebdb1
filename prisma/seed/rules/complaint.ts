import { byDefault, days, rule, usual, windowOnly, workdays, type FirstVersion } from './rule.ts';
import type { Ladder } from '../../../contracts/clock.ts';

const platformRules = '安庆市小微权力“监督一点通”平台:一般事项10日内办结';
const warnings = '某区“监督一点通”预警规则(仅一地)';

/** 蓝色预警: the platform and its head are told when the term has run out; the light stays blue. */
const blueWarning: Ladder = [
  { act: 'remindOfficer', place: { share: 0.6 } },
  { act: 'remindHead', place: { atDue: true } },
];

/** 黄色预警: not closed in one week; 红色预警: overdue. Of ten days, a week is 0.7: extensions do not move it. */
const yellowAfterAWeek: Ladder = [
  { act: 'remindOfficer', place: { share: 0.5 } },
  { act: 'yellow', place: { share: 0.7 } },
  { act: 'remindHead', place: { share: 0.9 } },
  { act: 'red', place: { atDue: true } },
  { act: 'supervise', place: { afterDue: { amount: 1, unit: 'workday' } } },
];

/** 红色预警: still dissatisfied at the second rating. The light is red from the first moment. */
const redAtOnce: Ladder = [
  { act: 'red', place: { share: 0 } },
  { act: 'supervise', place: { afterDue: { amount: 1, unit: 'workday' } } },
];

export const complaintRules: readonly FirstVersion[] = [
  rule('complaint.accept', { zh: '投诉受理', en: 'Acceptance of a complaint' }, workdays(1), byDefault(), 'U'),
  rule('complaint.distribute', { zh: '投诉分办', en: 'Distribution of a complaint' }, workdays(3), `${warnings}:3个工作日未分办,蓝色预警`, 'C', {
    ladder: blueWarning,
  }),
  rule('complaint.takeOver', { zh: '转办接收', en: 'Taking over a complaint' }, workdays(2), byDefault(), 'U', { ladder: usual }),
  rule(
    'complaint.close',
    { zh: '一般事项办结', en: 'Closing a general matter' },
    days(10),
    byDefault(`${platformRules},未写明工作日,按日计算;${warnings}:一周未办结黄色预警,超期红色预警`),
    'U',
    { ladder: yellowAfterAWeek },
  ),
  rule(
    'complaint.closeComplex',
    { zh: '复杂、重大事项办结', en: 'Closing a complex matter' },
    days(10),
    byDefault(`安庆市小微权力“监督一点通”平台:复杂事项、重大事项在协调推进的同时做好解释说明;${warnings}:延期超过2次红色预警`),
    'U',
    { ladder: yellowAfterAWeek, extension: { times: 3, most: days(10), redAfter: 2 } },
  ),
  rule('complaint.explain', { zh: '解释说明', en: 'Explanation of a complex matter' }, days(7), byDefault(), 'U'),
  rule('complaint.rating', { zh: '投诉评价期', en: 'Window for rating a complaint' }, days(7), byDefault(), 'U', { ladder: windowOnly }),
  rule(
    'complaint.dissatisfied',
    { zh: '二次评价不满意督办', en: 'Supervision after a second bad rating' },
    workdays(3),
    byDefault(`${warnings}:二次评价仍不满意,红色预警`),
    'U',
    { ladder: redAtOnce },
  ),
];
