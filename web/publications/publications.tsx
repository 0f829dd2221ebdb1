import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { Button } from 'antd';
import { publicationKind, publicationStatus } from '../../contracts/api/publications.ts';
import { Blank, Loading } from '../app/blank.tsx';
import { LoadFailure } from '../app/problem.tsx';
import { useTitle } from '../app/use-title.ts';
import { Draft, Editor } from './editor.tsx';
import './publications.css';
import { ownPublications, type Filter } from './publications-queries.ts';
import { usePublicationWords } from './words.ts';

/** What the address names instead of a publication while a new one is drafted. */
const fresh = 'new';

/** 信息发布: what the unit makes public, drafts among them. */
export default function Publications() {
  const { t } = usePublicationWords();
  const { publication } = useSearch({ from: '/inside/publications' });
  const navigate = useNavigate();
  useTitle(t('nav.publications'));
  return (
    <div className="page publications">
      <div className="head">
        <h1>{t('nav.publications')}</h1>
        {publication === undefined && <Button type="primary" onClick={() => void navigate({ to: '/publications', search: { publication: fresh } })}>{t('publications.new')}</Button>}
        {publication === undefined ? <p className="hint">{t('publications.lead')}</p> : <Link to="/publications" search={{}}>{t('publications.close')}</Link>}
      </div>
      {publication === undefined ? <List /> : publication === fresh ? <Draft onDrafted={(id) => void navigate({ to: '/publications', search: { publication: id }, replace: true })} /> : <Editor key={publication} id={publication} />}
    </div>
  );
}

function List() {
  const { at, t } = usePublicationWords();
  const search = useSearch({ from: '/inside/publications' });
  const navigate = useNavigate();
  const filter: Filter = { kind: publicationKind.safeParse(search.kind).data, status: publicationStatus.safeParse(search.status).data };
  const setFilter = (next: Filter): void => void navigate({ to: '/publications', search: { kind: next.kind ?? '', status: next.status ?? '' }, replace: true });
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(ownPublications(filter));
  const items = data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <>
      <div className="filter">
        <span id="by-kind">{t('publications.kind')}</span>
        <div className="tabs" role="group" aria-labelledby="by-kind">
          {[undefined, ...publicationKind.options].map((kind) => (
            <button key={kind ?? ''} type="button" aria-pressed={filter.kind === kind} onClick={() => setFilter({ ...filter, kind })}>
              {kind === undefined ? t('cases.all') : t(`publications.kind.${kind}`)}
            </button>
          ))}
        </div>
      </div>
      <div className="filter">
        <span id="by-status">{t('publications.status')}</span>
        <div className="tabs" role="group" aria-labelledby="by-status">
          {[undefined, ...publicationStatus.options].map((status) => (
            <button key={status ?? ''} type="button" aria-pressed={filter.status === status} onClick={() => setFilter({ ...filter, status })}>
              {status === undefined ? t('cases.all') : t(`publications.status.${status}`)}
            </button>
          ))}
        </div>
      </div>
      {error !== null ? <LoadFailure failure={error} onRetry={refetch} /> : data === undefined ? <Loading /> : null}
      {data !== undefined && items.length === 0 && <Blank title={t('publications.none')}><p>{t('publications.noneText')}</p></Blank>}
      {items.length > 0 && (
        <ul className="rows messages" aria-label={t('publications.list')}>
          {items.map(({ id, title, kind, status, version, updatedAt }) => (
            <li key={id}>
              <Link to="/publications" search={{ publication: id }}>
                <strong>
                  {title} <span className={`mark${status === 'withdrawn' ? '' : ' calm'}`}>{t(`publications.status.${status}`)}</span>
                </strong>
                <small>
                  {t(`publications.kind.${kind}`)}
                  {version > 0 && <> · {t('case.version', { version })}</>} · {t('publications.updated', { time: at(updatedAt) })}
                </small>
              </Link>
            </li>
          ))}
        </ul>
      )}
      {hasNextPage && <Button loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>{t('more')}</Button>}
    </>
  );
}
