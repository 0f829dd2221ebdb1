import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { Button, Input } from 'antd';
import { useState, type SubmitEvent } from 'react';
import { caseStatusLabels } from '../../contracts/case.ts';
import type { Label } from '../../contracts/label.ts';
import type { CaseBrief } from '../api/client.ts';
import { queries } from '../api/queries.ts';
import { Blank, Loading } from '../app/blank.tsx';
import { Light } from '../app/light.tsx';
import { LoadFailure } from '../app/problem.tsx';
import { useNow } from '../app/use-now.ts';
import { useTitle } from '../app/use-title.ts';
import { Named } from '../forms/facts.tsx';
import { useWords } from '../words/use-words.ts';

const route = getRouteApi('/inside/cases');
const lights = ['blue', 'yellow', 'red'] as const;

/** 事项: those that I may see, newest first. Every filter is a link: it can be kept, sent, and gone back to. */
export default function CaseList() {
  const { say, t } = useWords();
  const search = route.useSearch();
  const list = useInfiniteQuery(queries.cases(filled(search)));
  const { data: procedures = [] } = useQuery(queries.procedures());
  const items = list.data?.pages.flatMap((page) => page.items) ?? [];
  useTitle(t('cases.title'));

  const options = (labels: Readonly<Record<string, Label>>) => Object.entries(labels).map(([value, label]) => ({ value, text: say(label) }));
  return (
    <div className="page">
      <header className="head">
        <h1>{t('cases.title')}</h1>
        <Search key={search.q ?? ''} />
      </header>
      <Filter name="status" title={t('cases.filterStatus')} options={options(caseStatusLabels)} />
      <Filter name="light" title={t('cases.filterLight')} options={lights.map((value) => ({ value, text: t(`light.${value}`) }))} />
      <Filter name="procedure" title={t('cases.filterProcedure')} options={procedures.map(({ name, label }) => ({ value: name, text: say(label) }))} />
      {(search.partOf ?? search.q) !== undefined && (
        <p className="hint">
          {search.partOf !== undefined && `${t('case.partOf')}: ${search.partOf} `}
          <Link to="/cases" search={{}}>{t('cases.clear')}</Link>
        </p>
      )}
      {list.isPending && <Loading rows={8} height={64} />}
      {list.isError && items.length === 0 && <LoadFailure failure={list.error} onRetry={list.refetch} />}
      {list.isSuccess && items.length === 0 && (
        <Blank title={t('cases.empty')}>
          <p>{t('cases.emptyText')}</p>
          <Link to="/cases" search={{}}>{t('cases.clear')}</Link>
        </Blank>
      )}
      {items.length > 0 && <Table items={items} />}
      {list.hasNextPage && (
        <Button block loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          {t(list.isFetchingNextPage ? 'loadingMore' : 'more')}
        </Button>
      )}
    </div>
  );
}

function filled(search: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries(Object.entries(search).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));
}

function Filter({ name, title, options }: { readonly name: 'status' | 'light' | 'procedure'; readonly title: string; readonly options: readonly { readonly value: string; readonly text: string }[] }) {
  const { t } = useWords();
  const { [name]: chosen, ...others } = route.useSearch();
  return (
    <nav className="filter" aria-label={title}>
      <span aria-hidden="true">{title}</span>
      <ul>
        <li>
          <Link to="/cases" search={others} activeOptions={{ exact: true }} className={chosen === undefined ? 'on' : ''} aria-current={chosen === undefined ? 'true' : undefined}>{t('cases.all')}</Link>
        </li>
        {options.map(({ value, text }) => (
          <li key={value}>
            <Link to="/cases" search={{ ...others, [name]: value }} activeOptions={{ exact: true }} className={chosen === value ? 'on' : ''} aria-current={chosen === value ? 'true' : undefined}>{text}</Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function Search() {
  const { t } = useWords();
  const { q, ...others } = route.useSearch();
  const navigate = useNavigate();
  const [text, setText] = useState(q ?? '');
  return (
    <form
      role="search"
      className="search"
      onSubmit={(event: SubmitEvent) => {
        event.preventDefault();
        const wanted = text.trim();
        void navigate({ to: '/cases', search: wanted === '' ? others : { ...others, q: wanted } });
      }}
    >
      <Input aria-label={t('cases.search')} placeholder={t('cases.search')} value={text} minLength={2} maxLength={60} allowClear onChange={({ target }) => setText(target.value)} />
      <Button htmlType="submit">{t('cases.searchSubmit')}</Button>
    </form>
  );
}

function Table({ items }: { readonly items: readonly CaseBrief[] }) {
  const { at, left, on, say, t } = useWords();
  const now = useNow();
  return (
    <div className="scroll" role="region" aria-label={t('cases.table')} tabIndex={0}>
      <table>
        <thead>
          <tr>
            <th scope="col">{t('case.title')}</th>
            <th scope="col">{t('case.stage')}</th>
            <th scope="col">{t('case.leadUnit')}</th>
            <th scope="col">{t('cases.due')}</th>
            <th scope="col">{t('case.opened')}</th>
          </tr>
        </thead>
        <tbody>
          {items.map((each) => (
            <tr key={each.caseNo}>
              <td data-name={t('case.title')}>
                <Link to="/cases/$ref" params={{ ref: each.caseNo }}>{each.title}</Link>
                <small>
                  {each.caseNo} · {say(each.procedure.label)}
                  {each.confidential && <span className="mark">{t('case.confidential')}</span>}
                </small>
              </td>
              <td data-name={t('case.stage')}>
                {say(each.stage.label)} <small>{say(caseStatusLabels[each.status])}</small>
              </td>
              <td data-name={t('case.leadUnit')}>
                <Named to="unit" id={each.leadUnit} />
              </td>
              <td data-name={t('cases.due')}>
                {each.light !== null && <Light light={each.light} />}
                {each.dueAt !== null && <small title={at(each.dueAt)}>{left(each.dueAt, now)}</small>}
              </td>
              <td data-name={t('case.opened')}>{on(each.openedAt)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
