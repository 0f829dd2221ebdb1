import type { Recurrence } from '../../contracts/api/schedules.ts';
import { daysFrom, weekdayName } from './week.ts';
import { useDutyWords } from './words.ts';

const someMonday = '2024-01-01';

/** 每周五, every Fri: how often something recurs. */
export function useOften(): (recurrence: Recurrence) => string {
  const { language, t } = useDutyWords();
  return (recurrence) => {
    switch (recurrence.kind) {
      case 'daily':
        return t('schedule.daily');
      case 'weekly': {
        const name = weekdayName(daysFrom(someMonday, 7)[recurrence.weekday - 1] ?? someMonday, language);
        return t('schedule.weekly', { day: language === 'zh' ? name.slice(1) : name });
      }
      case 'monthly':
        return t('schedule.monthly', { day: recurrence.day });
    }
  };
}
