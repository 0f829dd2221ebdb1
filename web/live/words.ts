import { wordsWith, type Dictionary } from '../words/use-words.ts';

const zh = {
  'live.down': '实时更新已断开',
  'live.downText': '正在重新连接,其间每分钟刷新一次。',
} as const;

const en: Readonly<Record<keyof typeof zh, string>> = {
  'live.down': 'Not live',
  'live.downText': 'Connecting again; meanwhile the page is refreshed every minute.',
};

export const words = { zh, en } satisfies Dictionary<keyof typeof zh>;
export const useLiveWords = wordsWith(words);
