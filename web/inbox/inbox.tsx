import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { useRef } from 'react';
import { api } from '../api/client.ts';
import { queries } from '../api/queries.ts';
import { Blank, Loading } from '../app/blank.tsx';
import { LoadFailure, ProblemText } from '../app/problem.tsx';
import { useTitle } from '../app/use-title.ts';
import './inbox.css';
import { useInboxWords } from './words.ts';

const route = getRouteApi('/inside/inbox');

/** 消息: what I was told, newest first. */
export default function Inbox() {
  const { at, say, t } = useInboxWords();
  const list = useRef<HTMLUListElement>(null);
  const { unread } = route.useSearch();
  const client = useQueryClient();
  const inbox = useInfiniteQuery(queries.inbox(unread !== undefined));
  const items = inbox.data?.pages.flatMap((page) => page.items) ?? [];
  const waiting = inbox.data?.pages[0]?.unread ?? 0;
  const read = useMutation({
    mutationFn: api.readNotifications,
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ['inbox'] });
      await client.invalidateQueries({ queryKey: ['unread'] });
    },
  });
  useTitle(t('inbox.title'));
  const [newest] = items;

  return (
    <div className="page">
      <header className="head">
        <h1>{t('inbox.title')}</h1>
        <nav className="tabs" aria-label={t('inbox.filter')}>
          <Link to="/inbox" search={{}} activeOptions={{ exact: true }} className={unread === undefined ? 'on' : ''} aria-current={unread === undefined ? 'true' : undefined}>{t('inbox.all')}</Link>
          <Link to="/inbox" search={{ unread: '1' }} activeOptions={{ exact: true }} className={unread === undefined ? '' : 'on'} aria-current={unread === undefined ? undefined : 'true'}>{t('inbox.unread')}</Link>
        </nav>
        {waiting > 0 && newest !== undefined && (
          <Button loading={read.isPending} onClick={() => read.mutate({ upTo: newest.id })}>
            {t('inbox.readAll')}
          </Button>
        )}
      </header>
      {read.isError && <ProblemText failure={read.error} />}
      {inbox.isPending && <Loading rows={8} height={64} />}
      {inbox.isError && items.length === 0 && <LoadFailure failure={inbox.error} onRetry={inbox.refetch} />}
      {inbox.isSuccess && items.length === 0 && (
        <Blank title={t(unread === undefined ? 'inbox.empty' : 'inbox.none')}>
          <p>{t(unread === undefined ? 'inbox.emptyText' : 'inbox.noneText')}</p>
        </Blank>
      )}
      <ul ref={list} className={items.length === 0 ? 'messages' : 'rows messages'} tabIndex={-1}>
        {items.map((each, index) => (
          <li key={each.id} className={each.readAt === null ? 'unread' : ''}>
            <Link to="/cases/$ref" params={{ ref: each.caseNo }} onClick={() => each.readAt === null && read.mutate({ ids: [each.id] })}>
              <span>
                {each.readAt === null && <span className="mark">{t('inbox.isUnread')}</span>}
                <strong>{each.step === null ? '' : `${say(each.step.label)} `}{say(each.what)}</strong> {each.title}
              </span>
              <small>
                <time dateTime={each.at}>{at(each.at)}</time> · {each.caseNo} · {say(each.procedure.label)}
              </small>
            </Link>
            {each.readAt === null && (
              <Button
                size="small"
                className="read-one"
                aria-label={t('inbox.readOne', { title: `${say(each.what)} ${each.title}` })}
                onClick={() => {
                  // The button goes with what it marks: the focus goes on to the next message.
                  const links = list.current?.querySelectorAll<HTMLElement>('a');
                  (links?.[index + 1] ?? links?.[index - 1] ?? list.current)?.focus();
                  read.mutate({ ids: [each.id] });
                }}
              >
                {t('inbox.read')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {inbox.hasNextPage && (
        <Button block loading={inbox.isFetchingNextPage} onClick={() => void inbox.fetchNextPage()}>
          {t(inbox.isFetchingNextPage ? 'loadingMore' : 'more')}
        </Button>
      )}
    </div>
  );
}
