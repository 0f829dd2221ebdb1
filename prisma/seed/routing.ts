import type { EventCategory, RoutedTo, eventGroups } from '../../contracts/api/routing.ts';

type Group = keyof typeof eventGroups;

const source = '本地默认,可配置';

interface Draft extends EventCategory {
  readonly limit: string;
}

function category(group: Group, code: string, zh: string, en: string, { closed = false } = {}): Draft {
  const limit = `gridEvent.${code.replaceAll(/-([a-z])/g, (_, letter: string) => letter.toUpperCase())}`;
  return { code, group, name: { zh, en }, public: !closed, limit };
}

/** Kept from the public list, and not reported from outside: they are about people. */
const closed = { closed: true };

/** 大类 as the grids of Huangshan use them (L); of each a few 小类 to begin with. */
const drafts: readonly Draft[] = [
  category('cityscape', 'exposed-rubbish', '暴露垃圾', 'Exposed rubbish'),
  category('cityscape', 'green-space', '绿地养护', 'Upkeep of green spaces'),
  category('advertising', 'illegal-advertisement', '违规广告', 'Illegal advertisement'),
  category('construction', 'construction-nuisance', '施工扰民', 'Nuisance of a construction site'),
  category('construction', 'illegal-building', '违法建设', 'Illegal building'),
  category('emergency', 'road-collapse', '路面塌陷', 'Collapsed road'),
  category('streetOrder', 'roadside-stall', '占道经营', 'Stall on the road'),
  category('dispute', 'neighbour-dispute', '邻里纠纷', 'Dispute between neighbours', closed),
  category('security', 'security-hazard', '治安隐患', 'Risk to public security', closed),
  category('workSafety', 'workplace-hazard', '生产安全隐患', 'Risk at a workplace'),
  category('fire', 'blocked-fire-exit', '消防通道堵塞', 'Blocked fire exit'),
  category('livelihood', 'street-lamp', '路灯损坏', 'Broken street lamp'),
  category('livelihood', 'blocked-drain', '下水道堵塞', 'Blocked drain'),
  category('vulnerable', 'person-in-need', '特殊人群帮扶', 'Person in need of care', closed),
  category('policy', 'policy-question', '政策咨询宣传', 'Question about a policy'),
];

export const eventCategories: readonly EventCategory[] = drafts.map(({ limit: _, ...rest }) => rest);

const levels: ReadonlyArray<readonly [grade: number, lead: RoutedTo]> = [
  [1, { level: 'grid' }],
  [2, { level: 'community' }],
  [3, { level: 'street' }],
  [4, { level: 'district' }],
];

/** Everywhere: each grade is led by its own level, until a place says which department it is. */
export const routingRules = drafts.flatMap(({ code, limit }) =>
  levels.map(([grade, lead]) => ({ category: code, grade, region: 'any', version: 1, lead, coUnits: [], limit, source, active: true })),
);
