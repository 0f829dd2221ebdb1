import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState, type SubmitEvent } from 'react';
import { publicationKind } from '../../contracts/api/publications.ts';
import { Blank, Loading } from '../app/blank.tsx';
import { LoadFailure } from '../app/problem.tsx';
import { useTitle } from '../app/use-title.ts';
import { Analysis } from './analysis.tsx';
import { ChoosePlace } from './choose-place.tsx';
import { publicationsAsked } from './residents-queries.ts';
import { useResidentWords } from './words.ts';

const kinds = ['', ...publicationKind.options] as const;

/** 信息公开、权力清单、典型案例, and complaints in numbers. What is sought stands in the address. */
export default function Disclosure() {
  const { t } = useResidentWords();
  const search = useSearch({ from: '/outside/disclosure' });
  const navigate = useNavigate();
  const kind = publicationKind.safeParse(search.kind).data;
  const { region = '', q = '' } = search;
  useTitle(t('disclosure.title'));
  const go = (changes: { kind?: string; region?: string; q?: string }): void => void navigate({ to: '/disclosure', search: { ...search, ...changes }, replace: true });
  return (
    <>
      <h1>{t('disclosure.title')}</h1>
      <nav className="tabs" aria-label={t('disclosure.kinds')}>
        {kinds.map((each) => (
          <Link key={each} to="/disclosure" search={{ ...search, kind: each }} className={each === (kind ?? '') ? 'on' : ''} aria-current={each === (kind ?? '') ? 'page' : undefined}>
            {t(`disclosure.kind.${each === '' ? 'all' : each}`)}
          </Link>
        ))}
      </nav>
      <div className="form narrowing">
        <Search key={q} q={q} onSearch={(next) => go({ q: next })} />
        <ChoosePlace value={region} onChange={(next) => go({ region: next })} />
      </div>
      <Papers kind={kind} region={region} q={q} />
      {region !== '' && <Analysis region={region} />}
    </>
  );
}

function Search({ q, onSearch }: { readonly q: string; onSearch(q: string): void }) {
  const { t } = useResidentWords();
  const [typed, setTyped] = useState(q);
  return (
    <form
      role="search"
      className="field"
      onSubmit={(event: SubmitEvent) => {
        event.preventDefault();
        onSearch(typed.trim());
      }}
    >
      <label htmlFor="find">{t('disclosure.search')}</label>
      <input id="find" type="search" maxLength={60} value={typed} onChange={({ target }) => setTyped(target.value)} />
      <Button size="large" htmlType="submit">{t('find')}</Button>
    </form>
  );
}

function Papers({ kind, region, q }: { readonly kind: Parameters<typeof publicationsAsked>[0]['kind']; readonly region: string; readonly q: string }) {
  const { on, say, t } = useResidentWords();
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery({
    queryKey: ['public', 'publications', kind, region, q],
    queryFn: ({ pageParam }) => publicationsAsked({ kind, region, q, cursor: pageParam }),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next,
  });
  if (error !== null) return <LoadFailure failure={error} onRetry={refetch} />;
  if (data === undefined) return <Loading rows={4} height={84} />;
  const papers = data.pages.flatMap(({ items }) => items);
  if (papers.length === 0) return <Blank title={t('disclosure.none')}><p>{t('disclosure.noneText')}</p></Blank>;
  return (
    <>
      <ul className="rows papers">
        {papers.map(({ id, kind: of, title, unit, publishedAt }) => (
          <li key={id}>
            <Link to="/disclosure/$publication" params={{ publication: id }}>{title}</Link>
            <p className="hint">
              {t(`disclosure.kind.${of}`)} · {say(unit.name)} · {on(publishedAt)}
            </p>
          </li>
        ))}
      </ul>
      {hasNextPage && <Button size="large" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>{t('more')}</Button>}
    </>
  );
}
