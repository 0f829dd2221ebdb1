import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { stepStatusLabels } from '../../contracts/case.ts';
import { queries } from '../api/queries.ts';
import { urgencies } from './urgency.ts';
import { useDeskWords } from './words.ts';

export const filterNames = ['due', 'status', 'light', 'procedure'] as const;
export type FilterName = (typeof filterNames)[number];
export type DeskFilter = { readonly [Name in FilterName | 'mine' | 'given']?: string };

const lights = ['red', 'yellow', 'blue'] as const;

/** Each filter is a link: it can be kept, sent, and gone back to. */
export function DeskFilters({ filter }: { readonly filter: DeskFilter }) {
  const { say, t } = useDeskWords();
  const on = filterNames.filter((name) => filter[name] !== undefined).length;
  const [open, setOpen] = useState(on > 0);
  const { data: procedures = [] } = useQuery({ ...queries.procedures(), enabled: open });
  return (
    <details className="desk-filters" open={open} onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>{on === 0 ? t('desk.filters') : t('desk.filtersOn', { count: on })}</summary>
      <Choice filter={filter} name="due" title={t('desk.filterDue')} options={urgencies.map((value) => ({ value, text: t(`desk.group.${value}`) }))} />
      <Choice filter={filter} name="status" title={t('desk.filterStatus')} options={(['offered', 'accepted'] as const).map((value) => ({ value, text: say(stepStatusLabels[value]) }))} />
      <Choice filter={filter} name="light" title={t('desk.filterLight')} options={lights.map((value) => ({ value, text: t(`light.${value}`) }))} />
      <Choice filter={filter} name="procedure" title={t('desk.filterProcedure')} options={procedures.map(({ name, label }) => ({ value: name, text: say(label) }))} />
    </details>
  );
}

interface ChoiceProps {
  readonly filter: DeskFilter;
  readonly name: FilterName;
  readonly title: string;
  readonly options: ReadonlyArray<{ readonly value: string; readonly text: string }>;
}

function Choice({ filter, name, title, options }: ChoiceProps) {
  const { t } = useDeskWords();
  const { [name]: chosen, ...others } = filter;
  return (
    <nav className="filter" aria-label={title}>
      <span aria-hidden="true">{title}</span>
      <ul>
        <li>
          <Link to="/desk" search={others} activeOptions={{ exact: true }} className={chosen === undefined ? 'on' : ''} aria-current={chosen === undefined ? 'true' : undefined}>{t('desk.any')}</Link>
        </li>
        {options.map(({ value, text }) => (
          <li key={value}>
            <Link to="/desk" search={{ ...others, [name]: value }} activeOptions={{ exact: true }} className={chosen === value ? 'on' : ''} aria-current={chosen === value ? 'true' : undefined}>{text}</Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
