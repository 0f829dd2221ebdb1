import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { Blank, Loading } from '../app/blank.tsx';
import { LoadFailure } from '../app/problem.tsx';
import { useSession } from '../session/session.ts';
import { dutyQueries } from './duties-queries.ts';
import { useOften } from './often.ts';
import { route } from './route.ts';
import { useDutyWords } from './words.ts';

/** 日程一览: also what is stopped, or plans nothing in this week. */
export function ScheduleList() {
  const { on, t } = useDutyWords();
  const often = useOften();
  const session = useSession();
  const { occasion: _, month: __, fate: ___, schedule: chosen, ...search } = route.useSearch();
  const list = useInfiniteQuery(dutyQueries.schedules({ procedure: search.procedure, region: search.region ?? session?.me.region }));
  const items = list.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <>
      {list.isPending && <Loading rows={5} height={64} />}
      {list.isError && items.length === 0 && <LoadFailure failure={list.error} onRetry={list.refetch} />}
      {list.isSuccess && items.length === 0 && (
        <Blank title={t('schedule.empty')}>
          <p>{t('schedule.emptyText')}</p>
        </Blank>
      )}
      {items.length > 0 && (
        <div className="scroll" role="region" aria-label={t('schedule.table')} tabIndex={0}>
          <table>
            <thead>
              <tr>
                <th scope="col">{t('schedule.name')}</th>
                <th scope="col">{t('schedule.often')}</th>
                <th scope="col">{t('schedule.next')}</th>
                <th scope="col">{t('schedule.until')}</th>
              </tr>
            </thead>
            <tbody>
              {items.map(({ id, title, recurrence, opensAt, closesAt, next, until, active }) => (
                <tr key={id}>
                  <td data-name={t('schedule.name')}>
                    <Link to="/duties" search={{ ...search, schedule: id }} resetScroll={false} activeOptions={{ exact: true }} className={chosen === id ? 'on' : ''}>{title}</Link>
                    {!active && <span className="mark">{t('schedule.stopped')}</span>}
                  </td>
                  <td data-name={t('schedule.often')}>
                    {often(recurrence)} <small>{opensAt}–{closesAt}</small>
                  </td>
                  <td data-name={t('schedule.next')}>{next === null || next.opensAt === null ? t('none') : on(next.opensAt)}</td>
                  <td data-name={t('schedule.until')}>{until}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {list.hasNextPage && (
        <Button block loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          {t(list.isFetchingNextPage ? 'loadingMore' : 'more')}
        </Button>
      )}
    </>
  );
}
