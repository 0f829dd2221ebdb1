import { useInfiniteQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { deliveryStatusLabels, type CaseNotification } from '../../contracts/api/notifications.ts';
import { json, type CaseView, type Page } from '../api/client.ts';
import { Loading } from '../app/blank.tsx';
import { ProblemText } from '../app/problem.tsx';
import { UnitName } from './part.tsx';
import { useCaseWords } from './words.ts';

/** 通知送达: who was told of what, whether it was read or acknowledged, and what is still tried. Read when it is opened. */
export function Notified({ view }: { readonly view: CaseView }) {
  const { at, say, t } = useCaseWords();
  const [open, setOpen] = useState(false);
  const list = useInfiniteQuery({
    queryKey: ['case', view.caseNo, 'notifications'],
    queryFn: ({ pageParam }) => json<Page<CaseNotification>>('GET', `/cases/${encodeURIComponent(view.caseNo)}/notifications`, { query: { limit: 100, cursor: pageParam } }),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next,
    enabled: open,
  });
  const items = list.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <details className="notified" onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>{t('told.show')}</summary>
      {open && list.isPending && <Loading rows={2} height={40} />}
      {list.isError && <ProblemText failure={list.error} />}
      {list.isSuccess && items.length === 0 && <p className="hint">{t('told.none')}</p>}
      {items.length > 0 && (
        <div className="scroll" role="region" aria-label={t('told.title')} tabIndex={0}>
          <table>
            <thead>
              <tr>
                <th scope="col">{t('told.what')}</th>
                <th scope="col">{t('told.whom')}</th>
                <th scope="col">{t('told.state')}</th>
              </tr>
            </thead>
            <tbody>
              {items.map((each) => (
                <tr key={`${each.seq}/${each.officer?.id ?? each.webhook?.id ?? ''}`}>
                  <td data-name={t('told.what')}>
                    {each.step !== null && say(each.step.label)} {say(each.what)} <small>{at(each.at)}</small>
                  </td>
                  <td data-name={t('told.whom')}>
                    {each.officer?.name ?? each.webhook?.host} <small><UnitName view={view} code={each.unit} /></small>
                  </td>
                  <td data-name={t('told.state')}>
                    {say(deliveryStatusLabels[each.status])}
                    {each.doneAt !== null && <small>{at(each.doneAt)}</small>}
                    {each.webhook !== null && each.attempts > 0 && <small>{t('told.tries', { count: each.attempts })}</small>}
                    {each.lastError !== null && <small>{say(each.lastError)}</small>}
                    {each.nextAttemptAt !== null && <small>{t('told.again', { time: at(each.nextAttemptAt) })}</small>}
                    {each.closed !== null && <small>{say(each.closed)}</small>}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {list.hasNextPage && <Button size="small" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>{t('more')}</Button>}
    </details>
  );
}
