import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { ratingLabels } from '../../contracts/action.ts';
import type { Label } from '../../contracts/label.ts';
import { Named } from '../forms/facts.tsx';
import { Form } from '../forms/form.tsx';
import type { Field, Reference } from '../forms/schema.ts';
import { useCaseWords, words } from './words.ts';

type CaseSearch = Readonly<Record<string, string | undefined>>;

/** Filters that a list of links has no room for, and those that figures lead to; each by what its value is. */
const kinds = {
  region: 'region',
  leadUnit: 'unit',
  unit: 'unit',
  place: 'unit',
  partOf: 'case',
  item: 'matter',
  category: 'category',
  openedFrom: 'day',
  openedTo: 'day',
  dueBefore: 'instant',
  dueAfter: 'instant',
  accepted: 'flag',
  overdue: 'flag',
  reworked: 'flag',
  contacted: 'flag',
  resolved: 'flag',
  below: 'flag',
  satisfaction: 'level',
  rating: 'level',
} as const satisfies Record<string, Reference | 'day' | 'instant' | 'flag' | 'level'>;
type Name = keyof typeof kinds;
const names = Object.keys(kinds) as readonly Name[];
/** Those that somebody fills in; the others come with the links of figures. */
const asked = ['region', 'leadUnit', 'unit', 'place', 'category', 'partOf', 'openedFrom', 'openedTo', 'dueBefore'] as const satisfies readonly Name[];

function labelOf(name: Name): Label {
  return { zh: words.zh[`list.${name}`], en: words.en[`list.${name}`] };
}

function fieldOf(name: (typeof asked)[number]): Field {
  const common = { name, label: labelOf(name), help: null, required: false, nullable: false, personal: false, initial: undefined };
  const kind = kinds[name];
  if (kind === 'day' || kind === 'instant') return { ...common, kind: 'day' };
  return { ...common, kind: 'reference', to: kind, among: name === 'place' ? { kind: 'grid' } : {} };
}

/** 更多条件: filled in once, and an address from then on. */
export function MoreFilters({ search }: { readonly search: CaseSearch }) {
  const { t } = useCaseWords();
  const navigate = useNavigate();
  const [open, setOpen] = useState(false);
  const initial = Object.fromEntries(asked.map((name) => [name, kinds[name] === 'instant' ? search[name]?.slice(0, 10) : search[name]]));
  const others = Object.fromEntries(Object.entries(search).filter(([name]) => !asked.some((each) => each === name)));
  return (
    <details className="more-filters" onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>{t('list.more')}</summary>
      {open && (
        <Form
          name={`cases/filters/${JSON.stringify(search)}`}
          fields={asked.map(fieldOf)}
          initial={initial}
          submit={t('list.apply')}
          send={(body) => navigate({ to: '/cases', search: { ...others, ...addressed(body) } })}
        />
      )}
    </details>
  );
}

/** A day in a form is the instant at which it begins, in Beijing. */
function addressed(body: Readonly<Record<string, unknown>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(body).flatMap(([name, value]): [string, string][] => {
      if (typeof value !== 'string') return [];
      return [[name, name === 'dueBefore' ? `${value}T00:00:00+08:00` : value]];
    }),
  );
}

/** The filters that hold beside those with links of their own, each to be dropped. */
export function Conditions({ search }: { readonly search: CaseSearch }) {
  const { say, t } = useCaseWords();
  const held = names.flatMap((name) => (search[name] === undefined ? [] : [{ name, value: search[name] }]));
  if (held.length === 0 && search['q'] === undefined) return null;
  return (
    <p className="conditions">
      <span className="hint">{t('list.on')}</span>
      {held.map(({ name, value }) => {
        const { [name]: _dropped, ...rest } = search;
        return (
          <Link key={name} to="/cases" search={present(rest)} aria-label={t('list.drop', { name: say(labelOf(name)) })}>
            <span>{say(labelOf(name))}: <Value name={name} value={value} /></span> <span aria-hidden="true">✕</span>
          </Link>
        );
      })}
      <Link to="/cases" search={{}}>{t('cases.clear')}</Link>
    </p>
  );
}

function present(search: CaseSearch): Record<string, string> {
  return Object.fromEntries(Object.entries(search).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));
}

function Value({ name, value }: { readonly name: Name; readonly value: string }) {
  const { at, say, t } = useCaseWords();
  const kind = kinds[name];
  switch (kind) {
    case 'day':
      return value;
    case 'instant':
      return at(value);
    case 'flag':
      return t(value === 'true' ? 'yes' : 'no');
    case 'level':
      return say(ratingLabels[Number(value)] ?? { zh: value, en: value });
    default:
      return <Named to={kind} id={value} />;
  }
}
