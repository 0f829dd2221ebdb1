import { wordsWith, type Dictionary } from '../words/use-words.ts';

const zh = {
  'shortcuts.accept': '接收当前或所选的待办',
  'shortcuts.select': '选择或取消选择当前的待办(按住 Shift 单击可连选)',
  'shortcuts.assign': '转到指派:选择人员',
  'filters.saved': '保存的筛选',
  'filters.keep': '保存当前筛选',
  'filters.name': '筛选名称',
  'filters.submit': '保存',
  'filters.cancel': '取消',
  'filters.kept': '已保存筛选:{name}',
  'filters.remove': '删除筛选:{name}',
  'filters.removed': '已删除筛选:{name}',
} as const;

const en: Readonly<Record<keyof typeof zh, string>> = {
  'shortcuts.accept': 'accept the step at hand, or all that are selected',
  'shortcuts.select': 'select the step at hand, or not (Shift and a click select all between)',
  'shortcuts.assign': 'go to assigning: choose an officer',
  'filters.saved': 'Saved filters',
  'filters.keep': 'Save this filter',
  'filters.name': 'Name of the filter',
  'filters.submit': 'Save',
  'filters.cancel': 'Cancel',
  'filters.kept': 'Filter saved: {name}',
  'filters.remove': 'Remove the filter {name}',
  'filters.removed': 'Filter removed: {name}',
};

export const words = { zh, en } satisfies Dictionary<keyof typeof zh>;
export const useAppWords = wordsWith(words);
