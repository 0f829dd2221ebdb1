import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { Button } from 'antd';
import { lazy, Suspense, useMemo, useRef } from 'react';
import { stepStatusLabels } from '../../contracts/case.ts';
import type { DeskStep } from '../api/client.ts';
import { queries } from '../api/queries.ts';
import { Blank, Loading } from '../app/blank.tsx';
import { Light } from '../app/light.tsx';
import { LoadFailure } from '../app/problem.tsx';
import { useShortcuts } from '../app/use-shortcuts.ts';
import { useNow } from '../app/use-now.ts';
import { useTitle } from '../app/use-title.ts';
import { useWords } from '../words/use-words.ts';
import { urgencies, urgencyOf } from './urgency.ts';

const StepPanel = lazy(() => import('./step-panel.tsx'));
const route = getRouteApi('/inside/desk');

/** 我的待办: what I have to do, the most urgent first; done in the panel beside the list. */
export function Desk() {
  const { t } = useWords();
  const { mine, step: chosen } = route.useSearch();
  const navigate = useNavigate();
  const now = useNow();
  const desk = useInfiniteQuery(queries.desk(mine !== undefined));
  const steps = useMemo(() => desk.data?.pages.flatMap(({ items }) => items) ?? [], [desk.data]);
  const list = useRef<HTMLDivElement>(null);
  const selected = steps.find((each) => nameOf(each) === chosen);

  const choose = (step: string | undefined): void => {
    void navigate({ to: '/desk', search: { ...(mine === undefined ? {} : { mine }), ...(step === undefined ? {} : { step }) }, resetScroll: false });
  };
  const keys = useMemo(() => {
    const move = (by: number): void => {
      const rows = [...(list.current?.querySelectorAll<HTMLElement>('a.step') ?? [])];
      const at = rows.findIndex((row) => row === document.activeElement || (document.activeElement?.closest('.step-panel') && row.classList.contains('on')));
      rows[Math.min(Math.max(at + by, 0), rows.length - 1)]?.focus();
    };
    return { j: () => move(1), k: () => move(-1) };
  }, []);
  useShortcuts(keys);

  const close = (): void => {
    const row = list.current?.querySelector<HTMLElement>('a.step.on');
    choose(undefined);
    (row ?? list.current)?.focus();
  };
  useTitle(t('desk.title'));

  return (
    <div className={chosen === undefined ? 'desk' : 'desk with-panel'}>
      <section className="desk-list" aria-labelledby="desk-title">
        <header className="head">
          <h1 id="desk-title">{t('desk.title')}</h1>
          <nav className="tabs" aria-label={t('desk.filter')}>
            <Link to="/desk" search={{}} activeOptions={{ exact: true }} className={mine === undefined ? 'on' : ''} aria-current={mine === undefined ? 'true' : undefined}>{t('desk.all')}</Link>
            <Link to="/desk" search={{ mine: '1' }} activeOptions={{ exact: true }} className={mine === undefined ? '' : 'on'} aria-current={mine === undefined ? undefined : 'true'}>{t('desk.mine')}</Link>
          </nav>
        </header>
        <div ref={list} tabIndex={-1} aria-label={t('desk.list')} role="group">
          {desk.isPending && <Loading rows={7} height={84} />}
          {desk.isError && steps.length === 0 && <LoadFailure failure={desk.error} onRetry={desk.refetch} />}
          {desk.isSuccess && steps.length === 0 && (
            <Blank title={t('desk.empty')}>
              <p>{t('desk.emptyText')}</p>
            </Blank>
          )}
          {urgencies.map((urgency) => {
            const group = steps.filter(({ dueAt }) => urgencyOf(dueAt, now) === urgency);
            if (group.length === 0) return null;
            return (
              <section key={urgency} className="urgency">
                <h2>
                  {t(`desk.group.${urgency}`)} <span className="number">{group.length}</span>
                </h2>
                <ul className="rows">
                  {group.map((each) => (
                    <li key={nameOf(each)}>
                      <Row step={each} now={now} current={nameOf(each) === chosen} mine={mine} />
                    </li>
                  ))}
                </ul>
              </section>
            );
          })}
        </div>
        {desk.hasNextPage && (
          <Button block loading={desk.isFetchingNextPage} onClick={() => void desk.fetchNextPage()}>
            {t(desk.isFetchingNextPage ? 'loadingMore' : 'more')}
          </Button>
        )}
      </section>
      {chosen !== undefined && !desk.isPending && (
        <Suspense fallback={<aside className="step-panel"><Loading rows={3} height={120} /></aside>}>
          <StepPanel key={chosen} step={selected} onClose={close} onDone={close} />
        </Suspense>
      )}
    </div>
  );
}

function Row({ step: { caseNo, title, procedure, step, light, dueAt, rule, confidential, status }, now, current, mine }: { readonly step: DeskStep; readonly now: number; readonly current: boolean; readonly mine: string | undefined }) {
  const { at, left, say, t } = useWords();
  return (
    <Link
      to="/desk"
      search={{ ...(mine === undefined ? {} : { mine }), step: `${caseNo}/${step.id}` }}
      resetScroll={false}
      activeOptions={{ exact: true }}
      className={current ? 'step on' : 'step'}
      aria-current={current ? 'true' : undefined}
    >
      <span className="what">
        <strong>{say(step.label)}</strong> <span>{title}</span>
      </span>
      <span className="meta">
        {caseNo} · {say(procedure.label)}
        {confidential && <span className="mark">{t('case.confidential')}</span>}
        {step.status === 'accepted' && <span className="mark calm">{say(stepStatusLabels.accepted)}</span>}
      </span>
      <span className="when">
        <Light light={light} />
        <span className="left">{dueAt === null ? t(status === 'paused' ? 'due.paused' : 'due.none') : left(dueAt, now)}</span>
        {dueAt !== null && <small>{t('due.at', { time: at(dueAt) })}</small>}
        {rule !== null && <small className="rule" title={rule.source}>{say(rule.label)}</small>}
      </span>
    </Link>
  );
}

function nameOf({ caseNo, step }: DeskStep): string {
  return `${caseNo}/${step.id}`;
}
