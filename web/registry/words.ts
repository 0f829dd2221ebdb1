import { wordsWith, type Dictionary } from '../words/use-words.ts';

const zh = {
  'registry.sections': '基础数据',
  'registry.units': '单位与网格',
  'registry.officers': '工作人员',
  'registry.regions': '区划',
  'registry.matters': '事项目录',
  'registry.receiving': '受理单位',
  'registry.imports': '批量导入',
  'registry.rules': '时限规则',
  'registry.calendar': '工作日历',
  'registry.routing': '分派规则',
  'registry.templates': '常用文本',
  'registry.formulas': '考核公式',
  'registry.webhooks': '消息推送',
} as const;

const en: Readonly<Record<keyof typeof zh, string>> = {
  'registry.sections': 'Registry',
  'registry.units': 'Units and grids',
  'registry.officers': 'Officers',
  'registry.regions': 'Regions',
  'registry.matters': 'Matters',
  'registry.receiving': 'Receiving units',
  'registry.imports': 'Import',
  'registry.rules': 'Time limits',
  'registry.calendar': 'Calendar',
  'registry.routing': 'Routing',
  'registry.templates': 'Standard texts',
  'registry.formulas': 'Formulas',
  'registry.webhooks': 'Webhooks',
};

export const words = { zh, en } satisfies Dictionary<keyof typeof zh>;
export const useRegistryWords = wordsWith(words);
