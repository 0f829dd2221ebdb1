import type { CalendarDay } from '../../contracts/api/clocks.ts';
import { beijingDay } from '../words/time.ts';
import { daysBetween, isUsual } from './arrangement.ts';
import { useRulesWords } from './words.ts';

interface Props {
  readonly year: number;
  readonly days: readonly CalendarDay[];
  /** Given where days can be changed by a click. */
  readonly onToggle?: (day: string) => void;
  readonly disabled?: boolean;
}

/** A year as twelve months, weeks from Monday. */
export function Months({ year, days, onToggle, disabled = false }: Props) {
  const { language, t } = useRulesWords();
  const arranged = new Map(days.map((each) => [each.day, each]));
  const today = beijingDay(Date.now());
  const locale = language === 'zh' ? 'zh-CN' : 'en-GB';
  const monthName = new Intl.DateTimeFormat(locale, { month: 'long', timeZone: 'UTC' });
  const weekdayName = new Intl.DateTimeFormat(locale, { weekday: 'narrow', timeZone: 'UTC' });
  const dayName = new Intl.DateTimeFormat(locale, { month: 'long', day: 'numeric', weekday: 'short', timeZone: 'UTC' });
  // 2024-01-01 was a Monday.
  const weekdays = daysBetween('2024-01-01', '2024-01-07').map((day) => weekdayName.format(new Date(day)));

  const stateOf = (day: string): 'off' | 'worked' | 'weekend' | 'usual' => {
    const isWorkday = arranged.get(day)?.isWorkday;
    if (isWorkday !== undefined && isWorkday !== isUsual(day)) return isWorkday ? 'worked' : 'off';
    return isUsual(day) ? 'usual' : 'weekend';
  };

  return (
    <div className="months">
      {Array.from({ length: 12 }, (_, index) => {
        const first = `${year}-${String(index + 1).padStart(2, '0')}-01`;
        const last = new Date(Date.UTC(year, index + 1, 0)).toISOString().slice(0, 10);
        const month = monthName.format(new Date(first));
        return (
          <section key={first} className="month" aria-label={month}>
            <h3>{month}</h3>
            <div className="weekdays" aria-hidden="true">
              {weekdays.map((name, at) => <span key={at}>{name}</span>)}
            </div>
            <ol>
              {daysBetween(first, last).map((day, at) => {
                const state = stateOf(day);
                const name = arranged.get(day)?.name;
                const told = `${dayName.format(new Date(day))} ${t(`calendar.state.${state}`)}${name === undefined ? '' : ` ${name}`}`;
                const look = `calendar-day ${state}${day === today ? ' today' : ''}`;
                const inside = (
                  <>
                    <span aria-hidden="true">{Number(day.slice(8))}</span>
                    {(state === 'off' || state === 'worked') && <span className="mark-sign" aria-hidden="true">{t(state === 'off' ? 'calendar.offSign' : 'calendar.workedSign')}</span>}
                    <span className="unseen">{told}</span>
                  </>
                );
                return (
                  <li key={day} style={at === 0 ? { gridColumnStart: (new Date(day).getUTCDay() + 6) % 7 + 1 } : undefined}>
                    {onToggle === undefined ? (
                      <span className={look} title={name}>{inside}</span>
                    ) : (
                      <button type="button" className={look} title={name} disabled={disabled} onClick={() => onToggle(day)}>{inside}</button>
                    )}
                  </li>
                );
              })}
            </ol>
          </section>
        );
      })}
    </div>
  );
}
