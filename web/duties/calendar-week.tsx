import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useRef, type KeyboardEvent } from 'react';
import type { DutyOccasion } from '../../contracts/api/duties.ts';
import { Blank, Loading } from '../app/blank.tsx';
import { LoadFailure } from '../app/problem.tsx';
import { useNow } from '../app/use-now.ts';
import { beijingDay } from '../words/time.ts';
import { dutyQueries, nameOf } from './duties-queries.ts';
import { route } from './route.ts';
import { dayName, daysFrom, isDay, mondayOf, shift, timeOf, weekdayName } from './week.ts';
import { useDutyWords } from './words.ts';

/** The Monday of the week in the address, or of this one. */
export function useWeek(): { readonly monday: string; readonly today: string } {
  const today = beijingDay(useNow());
  const { week } = route.useSearch();
  return { monday: mondayOf(isDay(week) ? week : today), today };
}

/** The occasions of the week, as the filters in the address have them. */
export function useOccasions() {
  const { monday } = useWeek();
  const { procedure, region } = route.useSearch();
  return useQuery(dutyQueries.days({ from: monday, to: shift(monday, 6), procedure, region }));
}

/** Seven days side by side, or one below the other on a telephone. Arrow keys go from day to day. */
export function CalendarWeek() {
  const { language, t } = useDutyWords();
  const { monday, today } = useWeek();
  const { occasion, schedule: _, month: __, fate: ___, ...search } = route.useSearch();
  const { week: ____, ...thisWeek } = search;
  const { data, error, isPending, isPlaceholderData, refetch } = useOccasions();
  const days = daysFrom(monday, 7);
  const list = useRef<HTMLOListElement>(null);
  const items = data?.items ?? [];

  const onKeyDown = (event: KeyboardEvent): void => {
    const by = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: 0, ArrowDown: 0 }[event.key];
    if (by === undefined) return;
    const columns = [...(list.current?.children ?? [])].map((column) => [...column.querySelectorAll<HTMLElement>('a')]);
    const at = columns.findIndex((links) => links.some((link) => link === document.activeElement));
    const row = columns[at]?.findIndex((link) => link === document.activeElement) ?? 0;
    const along = by === 0 ? columns[at]?.[row + (event.key === 'ArrowDown' ? 1 : -1)] : nextWith(columns, at, by)?.at(0);
    if (along === undefined) return;
    event.preventDefault();
    along.focus();
  };

  return (
    <>
      <nav className="weeks" aria-label={t('duties.weeks')}>
        <Link to="/duties" search={{ ...search, week: shift(monday, -7) }} activeOptions={{ exact: true }}>‹ {t('duties.previous')}</Link>
        <Link to="/duties" search={thisWeek} activeOptions={{ exact: true }}>{t('duties.today')}</Link>
        <Link to="/duties" search={{ ...search, week: shift(monday, 7) }} activeOptions={{ exact: true }}>{t('duties.next')} ›</Link>
        <strong aria-live="polite">{t('duties.weekOf', { from: dayName(monday, language), to: dayName(shift(monday, 6), language) })}</strong>
      </nav>
      {isPending && <Loading rows={4} height={110} />}
      {data === undefined && error !== null && <LoadFailure failure={error} onRetry={refetch} />}
      {data !== undefined && (
        <ol ref={list} className={items.length === 0 ? 'week bare' : 'week'} aria-label={t('duties.days')} aria-busy={isPlaceholderData} onKeyDown={onKeyDown}>
          {days.map((day) => {
            const standing = items.filter(({ on }) => on === day);
            const away = items.filter(({ on, planned }) => planned === day && on !== day);
            return (
              <li key={day} className={day === today ? 'day today' : standing.length + away.length === 0 ? 'day free' : 'day'}>
                <h2>
                  {weekdayName(day, language)} <span className="number">{dayName(day, language)}</span> {day === today && <span className="mark calm">{t('duties.isToday')}</span>}
                </h2>
                {standing.length + away.length === 0 && <p className="hint">{t('duties.none')}</p>}
                {standing.map((each) => (
                  <Card key={nameOf(each)} occasion={each} search={search} current={nameOf(each) === occasion} />
                ))}
                {away.map((each) => (
                  <Link key={nameOf(each)} to="/duties" search={{ ...search, occasion: nameOf(each) }} resetScroll={false} activeOptions={{ exact: true }} className="duty away">
                    <span>{each.title}</span>
                    <small>{t('duties.movedAway', { day: dayName(each.on, language) })}</small>
                  </Link>
                ))}
              </li>
            );
          })}
        </ol>
      )}
      {data !== undefined && items.length === 0 && (
        <Blank title={t('duties.empty')}>
          <p>{t('duties.emptyText')}</p>
        </Blank>
      )}
      {data !== undefined && data.left > 0 && <p className="hint">{t('duties.left', { count: data.left })}</p>}
    </>
  );
}

function nextWith(columns: readonly (readonly HTMLElement[])[], from: number, by: number): readonly HTMLElement[] | undefined {
  for (let at = from + by; at >= 0 && at < columns.length; at += by) {
    if ((columns[at]?.length ?? 0) > 0) return columns[at];
  }
  return undefined;
}

function Card({ occasion, search, current }: { readonly occasion: DutyOccasion; readonly search: ReturnType<typeof route.useSearch>; readonly current: boolean }) {
  const { language, say, t } = useDutyWords();
  const { title, day, place, procedure, opensAt, closesAt, why, opened } = occasion;
  const withdrawn = occasion.case?.status === 'withdrawn';
  const held = day !== null && !withdrawn;
  return (
    <Link
      to="/duties"
      search={{ ...search, occasion: nameOf(occasion) }}
      resetScroll={false}
      activeOptions={{ exact: true }}
      className={`duty${held ? '' : ' off'}${missed(occasion) > 0 ? ' missed' : ''}${current ? ' on' : ''}`}
      aria-current={current ? 'true' : undefined}
    >
      {opensAt !== null && closesAt !== null && (
        <span className="time">
          {timeOf(opensAt, language)}–{timeOf(closesAt, language)}
        </span>
      )}
      <strong>{title}</strong>
      <small>{say(place === null ? procedure.label : place.name)}</small>
      <span className="states">
        {day === null && <span className="mark">{t('duties.skipped')}</span>}
        {withdrawn && <span className="mark">{t('duties.withdrawn')}</span>}
        {why !== null && day !== null && <span className="mark calm">{t('duties.moved')}</span>}
        {occasion.provisional && <span className="mark calm">{t('duties.provisional')}</span>}
        {held && !opened && <small>{t('duties.notOpened')}</small>}
        {held && <Progress occasion={occasion} />}
      </span>
      {why !== null && <small className="why">{say(why)}</small>}
    </Link>
  );
}

/** How many have not come and nobody instead of them. */
function missed({ duties }: DutyOccasion): number {
  return duties.filter(({ state, substitute }) => state === 'noShow' && substitute?.state !== 'present').length;
}

/** 到岗 1/2, 缺勤 1. */
function Progress({ occasion }: { readonly occasion: DutyOccasion }) {
  const { t } = useDutyWords();
  const { duties } = occasion;
  if (!duties.some(({ state }) => state !== null && state !== 'ahead')) return null;
  const all = duties.length;
  const present = duties.filter(({ state, substitute }) => state === 'present' || substitute?.state === 'present').length;
  const named = duties.filter(({ state }) => state === 'confirmed').length;
  const begun = duties.some(({ state }) => state !== 'toConfirm' && state !== 'confirmed' && state !== 'ahead');
  const absent = missed(occasion);
  return (
    <>
      <small className={begun && present === all ? 'well' : ''}>{begun ? t('duties.here', { count: present, all }) : t('duties.confirmed', { count: named, all })}</small>
      {absent > 0 && <span className="mark">{t('duties.missing', { count: absent })}</span>}
      {duties.some(({ asked }) => asked !== null) && <span className="mark">{t('duties.asked')}</span>}
    </>
  );
}
