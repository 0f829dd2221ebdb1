import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { Button } from 'antd';
import { lazy, Suspense, useMemo, useRef } from 'react';
import { type DeskStep } from '../api/client.ts';
import { queries } from '../api/queries.ts';
import { Blank, Loading } from '../app/blank.tsx';
import { Exports } from '../app/exports.tsx';
import { notify } from '../app/notice.tsx';
import { LoadFailure } from '../app/problem.tsx';
import { SavedFilters } from '../app/saved-filters.tsx';
import { useNow } from '../app/use-now.ts';
import { useShortcuts } from '../app/use-shortcuts.ts';
import { useTitle } from '../app/use-title.ts';
import { useSession } from '../session/session.ts';
import { DeskFilters, filterNames, type DeskFilter } from './desk-filters.tsx';
import { DeskList } from './desk-list.tsx';
import './desk.css';
import { urgencies, urgencyOf } from './urgency.ts';
import { nameOf, useBulk, type BulkAction } from './use-bulk.ts';
import { useSelection } from './use-selection.ts';
import { useDeskWords } from './words.ts';

const StepPanel = lazy(() => import('./step-panel.tsx'));
const BulkBar = lazy(() => import('./bulk-bar.tsx'));
const route = getRouteApi('/inside/desk');

/** 我的待办: what I have to do, the most urgent first; done one by one in the panel beside the list, or several at once. */
export function Desk() {
  const { t } = useDeskWords();
  const { step: chosen, ...filter } = route.useSearch();
  const navigate = useNavigate();
  const now = useNow();
  const me = useSession()?.me;
  const desk = useInfiniteQuery(queries.desk(filter));
  const steps = useMemo(() => inOrder(desk.data?.pages.flatMap(({ items }) => items) ?? [], now), [desk.data, now]);
  const names = useMemo(() => steps.map(nameOf), [steps]);
  const list = useRef<HTMLDivElement>(null);
  const selection = useSelection(names);
  const bulk = useBulk();
  const selected = steps.filter((each) => selection.has(nameOf(each)));
  useTitle(t('desk.title'));

  const choose = (name: string | undefined): void => {
    void navigate({ to: '/desk', search: { ...filter, ...(name === undefined ? {} : { step: name }) }, resetScroll: false });
  };
  const close = (): void => {
    const row = list.current?.querySelector<HTMLElement>('a.step.on');
    choose(undefined);
    (row ?? list.current)?.focus();
  };
  const next = (): void => {
    const at = chosen === undefined ? -1 : names.indexOf(chosen);
    const following = names[at + 1] ?? names[at - 1];
    if (following === undefined) close();
    else choose(following);
  };
  const run = async (action: BulkAction, which: readonly DeskStep[]): Promise<void> => {
    if (which.length === 0 || bulk.progress !== null) return;
    const succeeded = await bulk.run(action, which);
    selection.without(succeeded.map(nameOf));
    if (succeeded.length > 0) notify(t(action.kind === 'accept' ? 'bulk.allAccepted' : 'bulk.allAssigned', { count: succeeded.length }));
  };

  const keys = {
    j: () => move(list.current, 1),
    k: () => move(list.current, -1),
    x: () => {
      const name = nameAt(list.current) ?? chosen;
      if (name !== undefined) selection.toggle(name);
    },
    a: () => void run({ kind: 'accept' }, selected.length > 0 ? selected : steps.filter((each) => nameOf(each) === (nameAt(list.current) ?? chosen))),
    s: () => document.querySelector<HTMLElement>('.bulk-officer input')?.focus(),
    Escape: () => {
      if (chosen !== undefined) close();
      else if (selected.length > 0) selection.clear();
      else list.current?.classList.add('quiet'); // the rule of a row can be dismissed
    },
  };
  useShortcuts(keys);

  const isFiltered = filterNames.some((name) => filter[name] !== undefined);
  return (
    <div className={chosen === undefined ? 'desk' : 'desk with-panel'}>
      <section className="desk-list" aria-labelledby="desk-title">
        <header className="head">
          <h1 id="desk-title">{t('desk.title')}</h1>
          <Scopes filter={filter} />
          <Exports what="steps" query={filter} name={t('desk.exportName')} formats={['xlsx', 'csv']} />
        </header>
        <div className="desk-tools">
          <DeskFilters filter={filter} />
          <SavedFilters page="desk" filter={filter} />
        </div>
        {desk.isPending && <Loading rows={7} height={84} />}
        {desk.isError && steps.length === 0 && <LoadFailure failure={desk.error} onRetry={desk.refetch} />}
        {desk.isSuccess && steps.length === 0 && (
          <Blank title={t(isFiltered ? 'desk.emptyFiltered' : 'desk.empty')}>
            {isFiltered ? <Link to="/desk" search={{}}>{t('desk.clear')}</Link> : <p>{t('desk.emptyText')}</p>}
          </Blank>
        )}
        <DeskList steps={steps} now={now} filter={filter} current={chosen} selection={selection} list={list} />
        {desk.hasNextPage && (
          <Button block loading={desk.isFetchingNextPage} onClick={() => void desk.fetchNextPage()}>
            {t(desk.isFetchingNextPage ? 'loadingMore' : 'more')}
          </Button>
        )}
        {(selected.length > 0 || bulk.progress !== null || bulk.refused.length > 0) && (
          <Suspense>
            <BulkBar
              count={selected.length}
              bulk={bulk}
              mayAssign={me?.roles.includes('unitHead') ?? false}
              onAccept={() => void run({ kind: 'accept' }, selected)}
              onAssign={(officer) => void run({ kind: 'assign', officer }, selected)}
              onClear={selection.clear}
            />
          </Suspense>
        )}
      </section>
      {chosen !== undefined && (
        <Suspense fallback={<aside className="step-panel"><Loading rows={3} height={120} /></aside>}>
          <StepPanel key={chosen} name={chosen} listed={steps.find((each) => nameOf(each) === chosen)} loading={desk.isPending} onClose={close} onNext={next} />
        </Suspense>
      )}
    </div>
  );
}

/** As the list shows them: group by group. */
function inOrder(steps: readonly DeskStep[], now: number): readonly DeskStep[] {
  return urgencies.flatMap((urgency) => steps.filter(({ dueAt }) => urgencyOf(dueAt, now) === urgency));
}

/** Moves the focus by so many rows, from the row that has it, or whose step is open. */
function move(list: HTMLElement | null, by: number): void {
  list?.classList.remove('quiet');
  const rows = [...(list?.querySelectorAll<HTMLElement>('a.step') ?? [])];
  const { activeElement } = document;
  const row = activeElement?.closest('.desk-row')?.querySelector('a.step');
  const at = rows.findIndex((each) => each === row || (activeElement?.closest('.step-panel') && each.classList.contains('on')));
  rows[Math.min(Math.max(at + by, 0), rows.length - 1)]?.focus();
}

/** The step of the row that has the focus. */
function nameAt(list: HTMLElement | null): string | undefined {
  const row = document.activeElement?.closest<HTMLElement>('.desk-row');
  return row !== null && row !== undefined && list?.contains(row) ? row.dataset['step'] : undefined;
}

function Scopes({ filter: { mine, given, ...others } }: { readonly filter: DeskFilter }) {
  const { t } = useDeskWords();
  const scopes = [
    { text: t('desk.all'), search: others, on: mine === undefined && given === undefined },
    { text: t('desk.mine'), search: { ...others, mine: '1' }, on: mine !== undefined },
    { text: t('desk.given'), search: { ...others, given: '1' }, on: given !== undefined },
  ];
  return (
    <nav className="tabs" aria-label={t('desk.filter')}>
      {scopes.map(({ text, search, on }) => (
        <Link key={text} to="/desk" search={search} activeOptions={{ exact: true }} className={on ? 'on' : ''} aria-current={on ? 'true' : undefined}>
          {text}
        </Link>
      ))}
    </nav>
  );
}
