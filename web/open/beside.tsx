import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import type { z } from 'zod';
import type { Likeness, routingTold } from '../../contracts/api/routing.ts';
import { spanLabel } from '../../contracts/clock.ts';
import { api, json, type Query } from '../api/client.ts';
import { Loading } from '../app/blank.tsx';
import { ProblemText } from '../app/problem.tsx';
import { Named } from '../forms/facts.tsx';
import { isGroup, type Group, type Value } from '../forms/values.ts';
import { useOpenWords } from './words.ts';

/** What somebody types rests this long before it is looked up. */
const rest = 450;
/** Shorter titles are like too many others. */
const shortest = 4;

/** Of an event: its category, and where it is. */
interface Where {
  readonly region: string;
  readonly category: string;
  readonly grid: string | undefined;
  readonly point: { readonly lat: number; readonly lng: number } | undefined;
}

/** Beside the form, while it is filled in: what may be the same, and where an event would go. */
export function Beside({ procedure, typed }: { readonly procedure: string; readonly typed: Group }) {
  const { t } = useOpenWords();
  const rested = useRested(typed);
  const where = whereOf(rested);
  const title = textOf(rested['title']);
  return (
    <aside className="beside part" aria-label={t('beside.title')}>
      {procedure === 'gridEvent' && <Route where={where} />}
      <Alike procedure={procedure} where={where} title={title} />
    </aside>
  );
}

function useRested(typed: Group): Group {
  const [rested, setRested] = useState(typed);
  useEffect(() => {
    const timer = setTimeout(() => setRested(typed), rest);
    return () => clearTimeout(timer);
  }, [typed]);
  return rested;
}

function textOf(value: Value): string {
  return typeof value === 'string' ? value.trim() : '';
}

function whereOf({ region, matter }: Group): Where | null {
  const { category, grid, point } = isGroup(matter) ? matter : {};
  const { lat, lng } = isGroup(point) ? point : {};
  const at = typeof lat === 'number' && typeof lng === 'number' ? { lat, lng } : undefined;
  if (textOf(category) === '' || (textOf(grid) === '' && at === undefined) || textOf(region) === '') return null;
  return { region: textOf(region), category: textOf(category), grid: textOf(grid) === '' ? undefined : textOf(grid), point: at };
}

function Route({ where }: { readonly where: Where | null }) {
  const { say, t } = useOpenWords();
  const { data, error, isLoading } = useQuery({
    queryKey: ['route', where],
    queryFn: () => json<z.infer<typeof routingTold>>('POST', '/routing-rules/test', { body: where }),
    enabled: where !== null,
    staleTime: 60_000,
  });
  const [proposed, ...others] = data?.routes ?? [];
  return (
    <section aria-live="polite">
      <h3>{t('beside.route')}</h3>
      {where === null && <p className="hint">{t('beside.routeWait')}</p>}
      {isLoading && <Loading rows={1} height={64} />}
      {where !== null && error !== null && <ProblemText failure={error} />}
      {where !== null && data !== undefined && proposed !== undefined && (
        <>
          <p>
            {t('beside.wouldGo')} <strong><Named to="unit" id={proposed.lead} /></strong> <span className="mark calm">{t('beside.grade', { grade: proposed.grade })}</span>
          </p>
          {proposed.coUnits.length > 0 && (
            <p>
              {t('beside.with')}: {proposed.coUnits.map((unit, index) => <span key={unit}>{index > 0 && ', '}<Named to="unit" id={unit} /></span>)}
            </p>
          )}
          <p className="why">{say(proposed.why)}</p>
          <p className="hint">
            {proposed.term !== null && t('beside.term', { term: say(spanLabel(proposed.term)) })} <small>{proposed.source}</small>
          </p>
          <p className="hint"><Centre unit={data.place.centre} /></p>
          {others.length > 0 && (
            <details>
              <summary>{t('beside.others')}</summary>
              <ul className="plain">
                {others.map((each) => (
                  <li key={each.grade}>
                    {t('beside.grade', { grade: each.grade })}: <Named to="unit" id={each.lead} />
                    <small>{say(each.why)}</small>
                  </li>
                ))}
              </ul>
            </details>
          )}
        </>
      )}
    </section>
  );
}

function Centre({ unit }: { readonly unit: string }) {
  const { t } = useOpenWords();
  const [before = '', after = ''] = t('beside.centre').split('{unit}');
  return <>{before}<Named to="unit" id={unit} />{after}</>;
}

interface Found {
  readonly caseNo: string;
  readonly openedAt: string;
  readonly title: string | null;
  readonly how: string;
}

/** By category and place, where there are such; else by the words of the title. */
function Alike({ procedure, where, title }: { readonly procedure: string; readonly where: Where | null; readonly title: string }) {
  const { on, t } = useOpenWords();
  const near = useQuery({
    queryKey: ['duplicates', where],
    queryFn: () => json<{ readonly items: readonly Likeness[] }>('GET', '/duplicates', { query: asQuery(where) }),
    enabled: where !== null,
    staleTime: 15_000,
  });
  const titled = useQuery({
    queryKey: ['duplicates', procedure, title],
    queryFn: ({ signal }) => api.cases({ procedure, q: title.slice(0, 60), status: 'open', limit: 5 }, signal),
    enabled: title.length >= shortest,
    staleTime: 15_000,
  });
  const nearby: readonly Found[] = (where === null ? [] : (near.data?.items ?? [])).map(({ caseNo, openedAt, metres }) => ({
    caseNo,
    openedAt,
    title: null,
    how: metres === null ? t('beside.sameGrid') : t('beside.metres', { metres }),
  }));
  const similar: readonly Found[] = (title.length < shortest ? [] : (titled.data?.items ?? [])).map((each) => ({ caseNo: each.caseNo, openedAt: each.openedAt, title: each.title, how: t('beside.sameTitle') }));
  const found = [...nearby, ...similar.filter(({ caseNo }) => nearby.every((each) => each.caseNo !== caseNo))];
  const asked = where !== null || title.length >= shortest;
  return (
    <section aria-live="polite">
      <h3>{t('beside.alike')}</h3>
      {!asked && <p className="hint">{t(procedure === 'gridEvent' ? 'beside.wait' : 'beside.waitTitle')}</p>}
      {near.isError && where !== null && <ProblemText failure={near.error} />}
      {asked && !near.isLoading && !titled.isLoading && found.length === 0 && <p className="hint">{t('beside.none')}</p>}
      {found.length > 0 && (
        <>
          <p className="hint">{t('beside.alikeText')}</p>
          <ul className="plain">
            {found.map((each) => (
              <li key={each.caseNo}>
                <Link to="/cases/$ref" params={{ ref: each.caseNo }}>{each.caseNo}</Link>
                <small>
                  {each.title !== null && `${each.title} · `}{on(each.openedAt)} · {each.how}
                </small>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

function asQuery(where: Where | null): Query {
  return where === null ? {} : { region: where.region, category: where.category, grid: where.grid, lat: where.point?.lat, lng: where.point?.lng };
}
