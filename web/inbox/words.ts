import { wordsWith, type Dictionary } from '../words/use-words.ts';

const zh = {
  'inbox.read': '标为已读',
  'inbox.readOne': '标为已读:{title}',
  'inbox.none': '没有未读消息',
  'inbox.noneText': '新消息到达时会自动显示在这里。',
} as const;

const en: Readonly<Record<keyof typeof zh, string>> = {
  'inbox.read': 'Mark as read',
  'inbox.readOne': 'Mark as read: {title}',
  'inbox.none': 'Nothing unread',
  'inbox.noneText': 'What comes in is shown here by itself.',
};

export const words = { zh, en } satisfies Dictionary<keyof typeof zh>;
export const useInboxWords = wordsWith(words);
