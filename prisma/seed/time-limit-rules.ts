import type { Ladder, Span, TimeLimitRule } from '../../contracts/clock.ts';
import type { Label } from '../../contracts/label.ts';

type FirstVersion = Omit<TimeLimitRule, 'version' | 'effectiveFrom'>;

const inForceFrom = '2022-01-01T00:00:00+08:00';

/** What the law does not say: the unit that runs the system decides, and publishes a version of its own. */
const byDefault = (more?: string) => (more === undefined ? '本地默认,可配置' : `${more};本地默认,可配置`);

const reports = (articles: string) => `《纪检监察机关处理检举控告工作规则》(2020)${articles}`;
const supervision = (articles: string) => `《中国共产党纪律检查机关监督执纪工作规则》(2019)${articles}`;
const licensing = (articles: string) => `《中华人民共和国行政许可法》${articles};按第82条以工作日计算`;

/** 提醒经办人 → 黄 → 提醒负责人 → 红 → 督办 */
const usual: Ladder = [
  { act: 'remindOfficer', place: { share: 0.5 } },
  { act: 'yellow', place: { share: 0.8 } },
  { act: 'remindHead', place: { share: 0.9 } },
  { act: 'red', place: { atDue: true } },
  { act: 'supervise', place: { afterDue: { amount: 1, unit: 'workday' } } },
];

/** A no-show is answered by the procedure itself, with a substitute or a make-up: a supervisor a day later is no help. */
const untilMissed: Ladder = usual.filter(({ act }) => act !== 'supervise' && act !== 'yellow');

/** A window in which somebody outside may act, and need not: nobody is late. */
const windowOnly: Ladder = [];

function rule(
  code: string,
  label: Label,
  term: Span,
  source: string,
  confidence: TimeLimitRule['confidence'],
  { extension = null, ladder = usual }: Partial<Pick<TimeLimitRule, 'extension' | 'ladder'>> = {},
): FirstVersion {
  return { code, label, term, source, confidence, extension, ladder };
}

const minutes = (amount: number): Span => ({ amount, unit: 'minute' });
const workingHours = (amount: number): Span => ({ amount, unit: 'workingHour' });
const workdays = (amount: number): Span => ({ amount, unit: 'workday' });
const days = (amount: number): Span => ({ amount, unit: 'day' });
const months = (amount: number): Span => ({ amount, unit: 'month' });
const once = (most: Span): TimeLimitRule['extension'] => ({ times: 1, most });

const general: FirstVersion[] = [
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

const discipline: FirstVersion[] = [
  rule('discipline.register', { zh: '受理登记', en: 'Registration' }, workdays(5), reports('第16条'), 'C'),
  rule('discipline.tellAcceptance', { zh: '告知受理情况', en: 'Telling the reporter of acceptance' }, workdays(15), reports('第26条'), 'C'),
  rule('discipline.assess', { zh: '分析研判', en: 'Assessment of the lead' }, months(1), supervision('第21条'), 'L'),
  rule('discipline.approveLaunch', { zh: '启动联动审批', en: 'Approval of a joint inspection' }, workdays(5), byDefault(), 'U'),
  rule(
    'discipline.referral',
    { zh: '转办签收', en: 'Acknowledgement of a referral' },
    workdays(5),
    byDefault(`参照${reports('第15、16条')}`),
    'U',
  ),
  rule(
    'discipline.verify',
    { zh: '联合核查', en: 'Verification' },
    months(2),
    byDefault('参照《中国共产党纪律检查机关案件检查工作条例》(1994),现行效力待核实'),
    'U',
    { extension: once(months(1)) },
  ),
  rule('discipline.verifyAgain', { zh: '补充核查', en: 'Further verification' }, months(1), byDefault(), 'U'),
  rule('discipline.conclude', { zh: '逐项认定', en: 'Findings' }, workdays(15), byDefault(), 'U'),
  rule('discipline.handOver', { zh: '移交立案审查调查', en: 'Hand-over for case review' }, workdays(5), byDefault(), 'U'),
  rule('discipline.feedBack', { zh: '反馈处理结果', en: 'Telling the reporter of the result' }, workdays(15), reports('第27条'), 'C'),
  rule(
    'discipline.objection',
    { zh: '异议期', en: 'Window for an objection' },
    days(15),
    byDefault(`参照${reports('第27条')}`),
    'U',
    { ladder: windowOnly },
  ),
  rule('discipline.satisfaction', { zh: '满意度回访', en: 'Satisfaction visit' }, workdays(5), byDefault(), 'U'),
];

const serviceDay: FirstVersion[] = [
  rule('serviceDay.confirmRoster', { zh: '坐班名单确认', en: 'Confirmation of the roster' }, workdays(1), byDefault(), 'U'),
  rule('serviceDay.checkIn', { zh: '到岗签到', en: 'Check-in' }, minutes(15), byDefault('自坐班开始时间起算'), 'U', {
    ladder: untilMissed,
  }),
  rule('serviceDay.substituteCheckIn', { zh: '替补到岗', en: 'Check-in of a substitute' }, minutes(60), byDefault('自安排替补起算'), 'U', {
    ladder: untilMissed,
  }),
  rule('serviceDay.report', { zh: '坐班小结', en: 'Report of the service day' }, workdays(1), byDefault(), 'U'),
];

const assistedFiling: FirstVersion[] = [
  rule('assistedFiling.consult', { zh: '咨询', en: 'Consultation' }, workingHours(1), byDefault('现场咨询一般不超过5分钟'), 'U'),
  rule(
    'assistedFiling.tellMaterials',
    { zh: '一次性告知补正', en: 'Telling at once what is missing' },
    workdays(5),
    licensing('第32条'),
    'C',
  ),
  rule('assistedFiling.supplement', { zh: '补正材料', en: 'Supplement of materials' }, workdays(15), byDefault(), 'U'),
  rule('assistedFiling.file', { zh: '帮办代办申报', en: 'Filing' }, workdays(1), byDefault('现场申报一般不超过10分钟'), 'U'),
  rule('assistedFiling.decide', { zh: '审批决定', en: 'Decision' }, workdays(20), licensing('第42条第1款'), 'C', {
    extension: once(workdays(10)),
  }),
  rule(
    'assistedFiling.decideJointly',
    { zh: '联合办理决定', en: 'Decision by several departments' },
    workdays(45),
    licensing('第42条第2款'),
    'C',
    { extension: once(workdays(15)) },
  ),
  rule('assistedFiling.deliver', { zh: '颁发送达', en: 'Delivery' }, workdays(10), licensing('第44条'), 'C'),
  rule('assistedFiling.postDelivery', { zh: '邮寄送达', en: 'Delivery by post' }, days(7), byDefault(), 'U'),
  rule('assistedFiling.pickUp', { zh: '上门自取期', en: 'Window for picking up' }, days(30), byDefault(), 'U', { ladder: windowOnly }),
  rule('assistedFiling.rating', { zh: '评价期', en: 'Window for a rating' }, days(5), byDefault(), 'U', { ladder: windowOnly }),
  rule(
    'assistedFiling.negativeRating',
    { zh: '差评整改', en: 'Follow-up of a bad rating' },
    workdays(5),
    byDefault('差评须核实整改:国办发〔2019〕51号'),
    'U',
  ),
];

/** The first version of every rule that the procedures name, each with its source. */
export const timeLimitRules: TimeLimitRule[] = [...general, ...discipline, ...serviceDay, ...assistedFiling].map((each) => ({
  ...each,
  version: 1,
  effectiveFrom: inForceFrom,
}));
