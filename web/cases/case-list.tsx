import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { Button } from 'antd';
import { caseStatusLabels } from '../../contracts/case.ts';
import type { Label } from '../../contracts/label.ts';
import type { CaseBrief } from '../api/client.ts';
import { queries } from '../api/queries.ts';
import { Blank, Loading } from '../app/blank.tsx';
import { Exports } from '../app/exports.tsx';
import { Light } from '../app/light.tsx';
import { LoadFailure } from '../app/problem.tsx';
import { SavedFilters } from '../app/saved-filters.tsx';
import { SearchBox } from '../app/search-box.tsx';
import { useNow } from '../app/use-now.ts';
import { useTitle } from '../app/use-title.ts';
import { useWindow } from '../app/use-window.ts';
import { Named } from '../forms/facts.tsx';
import './cases.css';
import { Conditions, MoreFilters } from './more-filters.tsx';
import { useCaseWords } from './words.ts';

const route = getRouteApi('/inside/cases');
const lights = ['blue', 'yellow', 'red'] as const;
const rowHeight = 66;

/** 事项: those that I may see, newest first. Every filter is a link: it can be kept, sent, and gone back to. */
export default function CaseList() {
  const { say, t } = useCaseWords();
  const search = route.useSearch();
  const navigate = useNavigate();
  const list = useInfiniteQuery(queries.cases(filled(search)));
  const { data: procedures = [] } = useQuery(queries.procedures());
  const items = list.data?.pages.flatMap((page) => page.items) ?? [];
  const stages = procedures.find(({ name }) => name === search.procedure)?.stages ?? [];
  useTitle(t('cases.title'));

  const options = (labels: Readonly<Record<string, Label>>) => Object.entries(labels).map(([value, label]) => ({ value, text: say(label) }));
  return (
    <div className="page">
      <header className="head">
        <h1>{t('cases.title')}</h1>
        <SearchBox label={t('cases.search')} value={search.q} shortest={2} onSearch={(q) => void navigate({ to: '/cases', search: filled({ ...search, q }) })} />
      </header>
      <div className="filters">
        <Filter name="status" title={t('cases.filterStatus')} options={options(caseStatusLabels)} />
        <Filter name="light" title={t('cases.filterLight')} options={lights.map((value) => ({ value, text: t(`light.${value}`) }))} />
        <Filter name="procedure" title={t('cases.filterProcedure')} options={procedures.map(({ name, label }) => ({ value: name, text: say(label) }))} />
        {stages.length > 0 && <Filter name="stage" title={t('list.stage')} options={stages.map(({ name, label }) => ({ value: name, text: say(label) }))} />}
        <MoreFilters key={JSON.stringify(search)} search={search} />
      </div>
      <Conditions search={search} />
      <SavedFilters page="cases" filter={search} />
      {list.isPending && <Loading rows={8} height={64} />}
      {list.isError && items.length === 0 && <LoadFailure failure={list.error} onRetry={list.refetch} />}
      {list.isSuccess && items.length === 0 && (
        <Blank title={t('cases.empty')}>
          <p>{t('cases.emptyText')}</p>
          <Link to="/cases" search={{}}>{t('cases.clear')}</Link>
        </Blank>
      )}
      {items.length > 0 && (
        <>
          <Tools search={filled(search)} count={items.length} />
          <Table items={items} />
        </>
      )}
      {list.hasNextPage && (
        <Button block className="no-print" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          {t(list.isFetchingNextPage ? 'loadingMore' : 'more')}
        </Button>
      )}
    </div>
  );
}

function filled(search: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries(Object.entries(search).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));
}

type Filtered = 'status' | 'light' | 'procedure' | 'stage';

function Filter({ name, title, options }: { readonly name: Filtered; readonly title: string; readonly options: readonly { readonly value: string; readonly text: string }[] }) {
  const { t } = useCaseWords();
  const { [name]: chosen, ...others } = route.useSearch();
  if (name === 'procedure' && 'stage' in others) delete others.stage; // another procedure has other stages
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

function Tools({ search, count }: { readonly search: Readonly<Record<string, string>>; readonly count: number }) {
  const { t } = useCaseWords();
  return (
    <div className="list-tools">
      <span className="hint">{t('list.shown', { count })}</span>
      <Exports what="cases" query={search} name={t('cases.title')} formats={['csv', 'xlsx', 'json']} />
      <Button size="small" onClick={() => print()}>{t('list.print')}</Button>
    </div>
  );
}

function Table({ items }: { readonly items: readonly CaseBrief[] }) {
  const { at, left, on, say, t } = useCaseWords();
  const now = useNow();
  const { holder, first, end, above, below } = useWindow<HTMLTableSectionElement>(items.length, rowHeight);
  return (
    <div className="scroll" role="region" aria-label={t('cases.table')} tabIndex={0}>
      <table aria-rowcount={items.length + 1}>
        <thead>
          <tr>
            <th scope="col">{t('case.title')}</th>
            <th scope="col">{t('case.stage')}</th>
            <th scope="col">{t('case.leadUnit')}</th>
            <th scope="col">{t('cases.due')}</th>
            <th scope="col">{t('case.opened')}</th>
          </tr>
        </thead>
        <tbody ref={holder}>
          {above > 0 && <tr aria-hidden="true"><td colSpan={5} style={{ height: above, padding: 0 }} /></tr>}
          {items.slice(first, end).map((each, index) => (
            <tr key={each.caseNo} aria-rowindex={first + index + 2}>
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
          {below > 0 && <tr aria-hidden="true"><td colSpan={5} style={{ height: below, padding: 0 }} /></tr>}
        </tbody>
      </table>
    </div>
  );
}
