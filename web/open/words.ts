import { wordsWith, type Dictionary } from '../words/use-words.ts';

const zh = {
  'beside.title': '填写时核对',
  'beside.alike': '疑似重复的在办事项',
  'beside.alikeText': '若是同一件事,不必另立:打开已有事项,由协调单位添加备注或并案。',
  'beside.none': '没有发现疑似重复的在办事项',
  'beside.wait': '填写标题、小类与地点后,这里显示疑似重复的在办事项。',
  'beside.waitTitle': '填写标题后,这里显示标题相近的在办事项。',
  'beside.sameTitle': '标题相近',
  'beside.metres': '相距 {metres} 米',
  'beside.sameGrid': '同一网格',
  'beside.route': '分派预览',
  'beside.routeWait': '填写小类与网格(或位置)后,这里显示将派给谁、为什么。',
  'beside.wouldGo': '将派给',
  'beside.with': '协办',
  'beside.grade': '{grade} 级',
  'beside.term': '办理时限 {term}',
  'beside.others': '其他分级',
  'beside.centre': '由 {unit} 立案分级',
} as const;

const en: Readonly<Record<keyof typeof zh, string>> = {
  'beside.title': 'Checked while you type',
  'beside.alike': 'Open cases that may be the same',
  'beside.alikeText': 'If it is the same thing, open no second case: go to the one that is there; its coordinator adds a note or merges.',
  'beside.none': 'No open case was found that may be the same',
  'beside.wait': 'With title, category and place filled in, open cases that may be the same appear here.',
  'beside.waitTitle': 'With the title filled in, open cases with a similar one appear here.',
  'beside.sameTitle': 'a similar title',
  'beside.metres': '{metres} m away',
  'beside.sameGrid': 'in the same grid',
  'beside.route': 'Where it would go',
  'beside.routeWait': 'With category and grid (or point) filled in, it says here who would get it, and why.',
  'beside.wouldGo': 'It would go to',
  'beside.with': 'with',
  'beside.grade': 'grade {grade}',
  'beside.term': 'to be handled within {term}',
  'beside.others': 'Other grades',
  'beside.centre': 'Graded by {unit}',
};

export const words = { zh, en } satisfies Dictionary<keyof typeof zh>;
export const useOpenWords = wordsWith(words);
