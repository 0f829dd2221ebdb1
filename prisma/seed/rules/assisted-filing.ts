import { byDefault, days, hours, onlyReminded, once, rule, windowOnly, workdays, workingHours, type FirstVersion } from './rule.ts';

const licensing = (articles: string) => `《中华人民共和国行政许可法》${articles};按第82条以工作日计算`;

export const assistedFilingRules: readonly FirstVersion[] = [
  rule('assistedFiling.appointment', { zh: '预约到场', en: 'Appointment' }, hours(12), byDefault('至坐班结束为止'), 'U', { ladder: onlyReminded }),
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
