import { byDefault, once, rule, workdays, workingHours, type FirstVersion } from './rule.ts';
import type { Span } from '../../../contracts/clock.ts';
import type { Label } from '../../../contracts/label.ts';

/** Handling of one 小类; the samples of domain practice are defaults that each place changes. */
function handling(code: string, { zh, en }: Label, term: Span): FirstVersion {
  return rule(`gridEvent.${code}`, { zh: `${zh}处置`, en: `Handling: ${en}` }, term, byDefault('自派遣起算'), 'U', {
    extension: once(term),
  });
}

export const gridEventRules: readonly FirstVersion[] = [
  rule('gridEvent.route', { zh: '立案、分级分流', en: 'Grading and routing' }, workingHours(2), byDefault(), 'U'),
  rule('gridEvent.whistle', { zh: '街道吹哨', en: 'Whistle of the street' }, workingHours(2), byDefault(), 'U'),
  rule('gridEvent.reportIn', { zh: '部门报到', en: 'Department reports in' }, workingHours(2), byDefault('响应时限单独计算'), 'U'),
  rule('gridEvent.check', { zh: '现场核查', en: 'Check on the spot' }, workdays(1), byDefault(), 'U'),
  handling('exposedRubbish', { zh: '暴露垃圾', en: 'exposed rubbish' }, workingHours(4)),
  handling('greenSpace', { zh: '绿地养护', en: 'upkeep of green spaces' }, workdays(5)),
  handling('illegalAdvertisement', { zh: '违规广告', en: 'illegal advertisement' }, workdays(1)),
  handling('constructionNuisance', { zh: '施工扰民', en: 'nuisance of a construction site' }, workdays(1)),
  handling('illegalBuilding', { zh: '违法建设', en: 'illegal building' }, workdays(15)),
  handling('roadCollapse', { zh: '路面塌陷', en: 'collapsed road' }, workingHours(2)),
  handling('roadsideStall', { zh: '占道经营', en: 'stall on the road' }, workingHours(4)),
  handling('neighbourDispute', { zh: '邻里纠纷', en: 'dispute between neighbours' }, workdays(5)),
  handling('securityHazard', { zh: '治安隐患', en: 'risk to public security' }, workdays(2)),
  handling('workplaceHazard', { zh: '生产安全隐患', en: 'risk at a workplace' }, workdays(3)),
  handling('blockedFireExit', { zh: '消防通道堵塞', en: 'blocked fire exit' }, workingHours(4)),
  handling('streetLamp', { zh: '路灯损坏', en: 'broken street lamp' }, workdays(3)),
  handling('blockedDrain', { zh: '下水道堵塞', en: 'blocked drain' }, workdays(2)),
  handling('personInNeed', { zh: '特殊人群帮扶', en: 'person in need of care' }, workdays(3)),
  handling('policyQuestion', { zh: '政策咨询宣传', en: 'question about a policy' }, workdays(2)),
];
