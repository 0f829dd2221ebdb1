import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { Button } from 'antd';
import { useId, type ReactNode } from 'react';
import type { Label } from '../../contracts/label.ts';
import { SearchBox } from '../app/search-box.tsx';
import { useSession } from '../session/session.ts';
import { useRegistryWords } from './words.ts';

const route = getRouteApi('/inside/registry/$section');
/** Stands in the address for what is not there yet; no code looks like it. */
export const fresh = '~new';

type Search = ReturnType<typeof route.useSearch>;

/** What the address says of this section: filters, and the one thing that is open. */
export function useSection() {
  const { section } = route.useParams();
  const search = route.useSearch();
  const navigate = useNavigate();
  return {
    section,
    ...search,
    show: (changes: Changes) => void navigate({ to: '/registry/$section', params: { section }, search: changed(search, changes) }),
  };
}

type Changes = { readonly [Name in keyof Search]?: string | undefined };

/** The address's query with some of it changed; undefined takes a part out. */
export function changed(search: Search, changes: Changes): Search {
  return Object.fromEntries(Object.entries({ ...search, ...changes }).filter(([, value]) => value !== undefined));
}

/** Only a system administrator changes the registry; everybody else looks. */
export function useMayChange(): boolean {
  return useSession()?.me.roles.includes('systemAdministrator') ?? false;
}

/** A link to one thing of a section; without `one` back to its list. Within a section the filters stay. */
export function ToOne({ section, one, children }: { readonly section: string; readonly one?: string; readonly children: ReactNode }) {
  const here = route.useParams().section;
  const search = route.useSearch();
  return (
    <Link to="/registry/$section" params={{ section }} search={changed(here === section ? search : {}, { one })} activeOptions={{ exact: true }}>
      {children}
    </Link>
  );
}

/** The name of a section with its search and what can be done here. */
export function SectionHead({ title, search, add, children }: { readonly title: string; readonly search?: string; readonly add?: string; readonly children?: ReactNode }) {
  const { show, q } = useSection();
  const mayChange = useMayChange();
  return (
    <header className="head">
      <h1>{title}</h1>
      {add !== undefined && mayChange && (
        <Button type="primary" onClick={() => show({ one: fresh })}>
          {add}
        </Button>
      )}
      {children}
      {search !== undefined && <SearchBox label={search} value={q} onSearch={(wanted) => show({ q: wanted })} />}
    </header>
  );
}

interface Choice {
  readonly label: string;
  readonly name: 'kind';
  readonly options: Readonly<Record<string, Label>>;
  /** What stands there when nothing is chosen; without it that means all. */
  readonly always?: string;
}

/** One of a few, in the address. */
export function Chosen({ label, name, options, always }: Choice) {
  const { say, t } = useRegistryWords();
  const { [name]: value = always ?? '', show } = useSection();
  const id = useId();
  return (
    <p className="narrowed">
      <label htmlFor={id}>{label}</label>
      <select id={id} value={value} onChange={({ target }) => show({ [name]: target.value === '' ? undefined : target.value })}>
        {always === undefined && <option value="">{t('cases.all')}</option>}
        {Object.entries(options).map(([each, text]) => (
          <option key={each} value={each}>
            {say(text)}
          </option>
        ))}
      </select>
    </p>
  );
}

/** Above one thing: back to the list, its name, and what can be done with it. */
export function OneHead({ section, title, under, children }: { readonly section: string; readonly title: string; readonly under?: ReactNode; readonly children?: ReactNode }) {
  const { t } = useRegistryWords();
  return (
    <header className="head">
      <p className="hint">
        <ToOne section={section}>← {t('registry.back')}</ToOne>
      </p>
      <h1>{title}</h1>
      {children}
      {under !== undefined && <p className="hint">{under}</p>}
    </header>
  );
}

export function Active({ active }: { readonly active: boolean }) {
  const { t } = useRegistryWords();
  return active ? <>{t('registry.active')}</> : <span className="mark">{t('registry.inactive')}</span>;
}
