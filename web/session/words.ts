import { wordsWith, type Dictionary } from '../words/use-words.ts';

const zh = {
  'me.title': '我的账号',
  'me.unit': '单位',
  'me.roles': '角色',
  'me.userName': '用户名',
  'me.preferences': '偏好',
  'me.language': '语言',
  'me.chinese': '中文',
  'me.places': '其他',
  'me.registry': '查看单位、人员、事项与规则',
  'me.households': '导入住户',
  'me.session': '登录',
  'me.sessionText': '登录只在本标签页有效,关闭或长时间不操作后须重新登录。',
} as const;

const en: Readonly<Record<keyof typeof zh, string>> = {
  'me.title': 'My account',
  'me.unit': 'Unit',
  'me.roles': 'Roles',
  'me.userName': 'User name',
  'me.preferences': 'Preferences',
  'me.language': 'Language',
  'me.chinese': '中文',
  'me.places': 'More',
  'me.registry': 'Look at units, officers, matters and rules',
  'me.households': 'Import households',
  'me.session': 'Session',
  'me.sessionText': 'The session belongs to this tab; it ends when the tab is closed, and after a while without use.',
};

export const words = { zh, en } satisfies Dictionary<keyof typeof zh>;
export const useMeWords = wordsWith(words);
