import { byDefault, days, months, once, rule, windowOnly, workdays, type FirstVersion } from './rule.ts';

const reports = (articles: string) => `《纪检监察机关处理检举控告工作规则》(2020)${articles}`;
const supervision = (articles: string) => `《中国共产党纪律检查机关监督执纪工作规则》(2019)${articles}`;

export const jointInspectionRules: readonly FirstVersion[] = [
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
