import { Button, Input } from 'antd';
import { useId, useState } from 'react';
import type { CalendarDay } from '../../contracts/api/clocks.ts';
import type { OwnInput } from '../forms/schema.ts';
import { isGroup, isList, type Value } from '../forms/values.ts';
import { changesBetween, inOrder, isUsual, readArrangement, stretchesOf } from './arrangement.ts';
import { Months } from './months.tsx';
import { useRulesWords } from './words.ts';

interface Props extends OwnInput {
  readonly year: number;
  readonly before: readonly CalendarDay[];
}

/** The days of a year that differ: by a click on each, or read from the lines of the notice; with what changes. */
export function CalendarInput({ year, before, path, value, disabled, faults, onChange }: Props) {
  const { t } = useRulesWords();
  const id = useId();
  const [name, setName] = useState('');
  const [text, setText] = useState('');
  const [unread, setUnread] = useState<readonly number[]>([]);
  const days = daysIn(value);
  const standardName = name.trim() === '' ? t('calendar.standardName') : name.trim();
  const put = (next: readonly CalendarDay[]): void => onChange(inOrder(next).map((day) => ({ ...day })));

  const toggle = (day: string): void => {
    const others = days.filter((each) => each.day !== day);
    put(others.length < days.length ? others : [...days, { day, isWorkday: !isUsual(day), name: standardName }]);
  };
  const read = (): void => {
    const found = readArrangement(text, year, standardName);
    setUnread(found.unread);
    put([...days.filter(({ day }) => !found.days.some((each) => each.day === day)), ...found.days]);
    if (found.unread.length === 0) setText('');
  };
  const faulty = [...faults].flatMap(([place, texts]) => (place.startsWith(`${path}[`) ? texts : []));

  return (
    <div className="calendar-input">
      <div className="ways-in">
        <div className="field">
          <label htmlFor={`${id}-lines`}>{t('calendar.lines')}</label>
          <p className="hint" id={`${id}-lines-help`}>{t('calendar.linesHelp')}</p>
          <Input.TextArea
            id={`${id}-lines`}
            aria-describedby={`${id}-lines-help`}
            rows={5}
            className="grows"
            value={text}
            disabled={disabled}
            placeholder={t('calendar.linesExample', { year })}
            onChange={({ target }) => setText(target.value)}
          />
          {unread.length > 0 && <p className="fault" role="alert">{t('calendar.unread', { lines: unread.join(t('rules.and')) })}</p>}
          <Button disabled={disabled || text.trim() === ''} onClick={read}>{t('calendar.read')}</Button>
        </div>
        <div className="field">
          <label htmlFor={`${id}-name`}>{t('calendar.name')}</label>
          <p className="hint" id={`${id}-name-help`}>{t('calendar.nameHelp')}</p>
          <Input id={`${id}-name`} aria-describedby={`${id}-name-help`} value={name} maxLength={20} disabled={disabled} placeholder={t('calendar.standardName')} onChange={({ target }) => setName(target.value)} />
        </div>
      </div>
      <Months year={year} days={days} onToggle={toggle} disabled={disabled} />
      {faulty.length > 0 && <p className="fault">{faulty.join(' ')}</p>}
      <Changes before={before} after={days} />
    </div>
  );
}

function Changes({ before, after }: { readonly before: readonly CalendarDay[]; readonly after: readonly CalendarDay[] }) {
  const { t } = useRulesWords();
  const { added, removed } = changesBetween(before, after);
  const off = after.filter(({ isWorkday }) => !isWorkday).length;
  return (
    <section className="changes" aria-live="polite">
      <h3>{t('calendar.changes')}</h3>
      <p className="hint">{t('calendar.counts', { off, worked: after.length - off })}</p>
      {added.length + removed.length === 0 && <p>{t('calendar.noChange')}</p>}
      <ul className="plain">
        {stretchesOf(added).map(({ first, last, isWorkday, name }) => (
          <li key={first}>+ {first === last ? first : t('calendar.fromTo', { from: first, to: last })} {t(isWorkday ? 'calendar.isWorked' : 'calendar.isOff')} {name}</li>
        ))}
        {stretchesOf(removed).map(({ first, last, name }) => (
          <li key={first}>− {first === last ? first : t('calendar.fromTo', { from: first, to: last })} {t('calendar.asUsual')} ({name})</li>
        ))}
      </ul>
    </section>
  );
}

function daysIn(value: Value): CalendarDay[] {
  return (isList(value) ? value : []).flatMap((each) => {
    if (!isGroup(each)) return [];
    const { day, isWorkday, name } = each;
    return typeof day === 'string' && typeof isWorkday === 'boolean' && typeof name === 'string' ? [{ day, isWorkday, name }] : [];
  });
}
