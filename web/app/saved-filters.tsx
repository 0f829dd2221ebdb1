import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { useEffect, useRef, useState, type SubmitEvent } from 'react';
import type { FilteredPage, SavedFilter } from '../../contracts/api/filters.ts';
import { json, send } from '../api/client.ts';
import { notify } from './notice.tsx';
import { ProblemText } from './problem.tsx';
import './saved-filters.css';
import { useAppWords } from './words.ts';

const addresses = { desk: '/desk', cases: '/cases' } as const satisfies Record<FilteredPage, string>;

interface Props {
  readonly page: FilteredPage;
  /** The filter of the page as it is now; values that are undefined count for nothing. */
  readonly filter: Readonly<Record<string, string | undefined>>;
}

/** The filters that somebody keeps, as links; and the present one, to be kept under a name. */
export function SavedFilters({ page, filter }: Props) {
  const { t } = useAppWords();
  const client = useQueryClient();
  const [naming, setNaming] = useState(false);
  const place = useRef<HTMLElement>(null);
  const { data: kept = [] } = useQuery({
    queryKey: ['filters', page],
    queryFn: ({ signal }) => json<{ items: readonly SavedFilter[] }>('GET', '/me/filters', { query: { page }, signal }),
    select: ({ items }) => items,
    staleTime: 5 * 60_000,
  });
  const changed = () => client.invalidateQueries({ queryKey: ['filters', page] });
  const remove = useMutation({
    mutationFn: ({ id }: SavedFilter) => send('DELETE', `/me/filters/${id}`, {}),
    onSuccess: async (_, { name }) => {
      notify(t('filters.removed', { name }));
      await changed();
      place.current?.focus();
    },
  });
  const present = queryOf(filter);
  const known = kept.some(({ query }) => query === present);
  if (kept.length === 0 && present === '') return null;

  return (
    <nav ref={place} className="saved-filters" aria-label={t('filters.saved')} tabIndex={-1}>
      {kept.length > 0 && (
        <ul>
          {kept.map((each) => (
            <li key={each.id} className={each.query === present ? 'on' : ''}>
              <Link to={addresses[page]} search={Object.fromEntries(new URLSearchParams(each.query))} activeOptions={{ exact: true }} aria-current={each.query === present ? 'true' : undefined}>
                {each.name}
              </Link>
              <button type="button" aria-label={t('filters.remove', { name: each.name })} onClick={() => remove.mutate(each)}>
                ✕
              </button>
            </li>
          ))}
        </ul>
      )}
      {present !== '' && !known && !naming && (
        <Button size="small" onClick={() => setNaming(true)}>
          {t('filters.keep')}
        </Button>
      )}
      {naming && present !== '' && (
        <Naming
          page={page}
          query={present}
          onEnd={async (name) => {
            setNaming(false);
            place.current?.focus();
            if (name === null) return;
            notify(t('filters.kept', { name }));
            await changed();
          }}
        />
      )}
      {remove.isError && <ProblemText failure={remove.error} />}
    </nav>
  );
}

function Naming({ page, query, onEnd }: { readonly page: FilteredPage; readonly query: string; onEnd(name: string | null): Promise<void> }) {
  const { t } = useAppWords();
  const [name, setName] = useState('');
  const input = useRef<HTMLInputElement>(null);
  const keep = useMutation({
    mutationFn: () => json<SavedFilter>('PUT', '/me/filters', { body: { page, name: name.trim(), query } }),
    onSuccess: (made) => onEnd(made.name),
  });
  useEffect(() => input.current?.focus(), []);
  return (
    <form
      onSubmit={(event: SubmitEvent) => {
        event.preventDefault();
        if (name.trim() === '') input.current?.focus();
        else if (!keep.isPending) keep.mutate();
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.preventDefault();
        void onEnd(null);
      }}
    >
      <input ref={input} aria-label={t('filters.name')} placeholder={t('filters.name')} value={name} maxLength={30} required onChange={({ target }) => setName(target.value)} />
      <Button size="small" htmlType="submit" loading={keep.isPending}>
        {t('filters.submit')}
      </Button>
      <Button size="small" type="text" onClick={() => void onEnd(null)}>
        {t('filters.cancel')}
      </Button>
      {keep.isError && <ProblemText failure={keep.error} />}
    </form>
  );
}

/** The filter as the query of an address, always in the same order: two that ask for the same are the same. */
function queryOf(filter: Props['filter']): string {
  const given = Object.entries(filter).flatMap(([name, value]): [string, string][] => (value === undefined || value === '' ? [] : [[name, value]]));
  return new URLSearchParams(given.toSorted(([a], [b]) => (a < b ? -1 : 1))).toString();
}
