import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Button, Select } from 'antd';
import { use, useDeferredValue, useState, type ReactNode } from 'react';
import type { Label } from '../../contracts/label.ts';
import { api } from '../api/client.ts';
import { sameInBoth, useName } from '../api/names.ts';
import { gridsOf } from '../map/grids.ts';
import { session } from '../session/session.ts';
import { useWords } from '../words/use-words.ts';
import { FormRegionContext } from './case-choices.ts';
import { Named } from './facts.tsx';
import type { Narrowed, Reference } from './schema.ts';

export interface Found {
  readonly id: string;
  readonly name: Label;
  /** Of an officer: where he belongs. */
  readonly unit?: string;
}

const most = 50;

/** What is there under a part of a name. Where nothing was typed, what is near: the reader's own county, or the unit that sends somebody. */
const finders: Readonly<Record<Reference, (text: string, among: Narrowed) => Promise<readonly Found[]>>> = {
  unit: findUnits,
  subjectUnit: findUnits,
  officer: async (name, { unit }) =>
    (await api.officers({ name, unit, active: 'true', limit: most })).items.map((each) => ({ id: each.id, name: sameInBoth(each.name), unit: each.unit })),
  matter: async (name) => (await api.matters({ name, active: 'true', limit: most })).items.map((each) => ({ id: each.code, name: each.name })),
  region: async (name) => (await api.regions({ name, ...(name === '' ? { within: county() } : {}), limit: most })).items.map((each) => ({ id: each.code, name: each.name })),
  category: async (text) => (await api.categories({ limit: 200 })).items.map((each) => ({ id: each.code, name: each.name })).filter((each) => holds(each, text)),
  procedure: async (text) => (await api.procedures()).items.map((each) => ({ id: each.name, name: each.label })).filter((each) => holds(each, text)),
  case: async (text, { procedure }) =>
    (await api.cases({ procedure, q: text.length < 2 ? '' : text, limit: most })).items.map((each) => ({ id: each.caseNo, name: sameInBoth(each.title) })),
};

function county(): string | undefined {
  return session()?.me.region.slice(0, 6);
}

/** A unit of another kind than the usual is found as well, by its name. */
async function findUnits(name: string, { kind }: Narrowed): Promise<readonly Found[]> {
  const near = name === '' ? { region: county() } : { name };
  const { items } = await api.units({ ...near, kind, active: 'true', limit: most });
  const found = items.length === 0 && kind !== undefined && name !== '' ? (await api.units({ name, active: 'true', limit: most })).items : items;
  return found.map((each) => ({ id: each.code, name: each.name }));
}

function holds({ id, name }: Found, text: string): boolean {
  return `${id} ${name.zh} ${name.en}`.toLowerCase().includes(text.toLowerCase());
}

/** Looked for once somebody comes to the field: a form may have many. */
function useFound(to: Reference, among: Narrowed) {
  const [typed, type] = useState('');
  const [come, setCome] = useState(false);
  const text = useDeferredValue(typed.trim());
  const { data = [], isFetching } = useQuery({
    queryKey: ['find', to, among, text],
    queryFn: () => finders[to](text, among),
    placeholderData: keepPreviousData,
    staleTime: 60_000,
    enabled: come,
  });
  return { found: data, isFetching, typed, type, onFocus: () => setCome(true) };
}

interface Common {
  readonly about: { readonly id: string };
  readonly to: Reference;
  readonly among?: Narrowed;
  readonly disabled: boolean;
  readonly status: '' | 'error';
}

interface Props extends Common {
  readonly value: string;
  onChange(id: string | undefined, found?: Found): void;
}

/** One thing of the registry, or one case, found by its name. */
export function ReferenceInput({ about, to, among = {}, value, disabled, status, onChange }: Props) {
  const { say, t } = useWords();
  const { found, isFetching, typed, type, onFocus } = useFound(to, among);
  const name = useName(to, value === '' ? null : value);
  const options = found.map((each) => ({ value: each.id, label: say(each.name), key: each.id }));
  const known = options.some((each) => each.value === value);
  return (
    <Select
      {...about}
      className="wide"
      showSearch={{ filterOption: false, onSearch: type }}
      onFocus={onFocus}
      allowClear
      value={value === '' ? null : value}
      options={known || value === '' || typed !== '' ? options : [{ value, label: name === undefined ? value : say(name), key: value }, ...options]}
      labelRender={({ label }) => label ?? (name === undefined ? value : say(name))}
      optionRender={({ label, value: id }) => <Choice to={to} label={label} id={String(id)} unit={found.find((each) => each.id === id)?.unit} />}
      disabled={disabled}
      status={status}
      loading={isFetching}
      placeholder={t('form.search')}
      notFoundContent={isFetching ? t('loading') : t('form.noMatch')}
      onChange={(next: string | null) => onChange(next ?? undefined, found.find((each) => each.id === next))}
    />
  );
}

interface SeveralProps extends Common {
  readonly values: readonly string[];
  readonly most: number;
  onChange(ids: readonly string[]): void;
}

/** Several of them, each found by its name. */
export function ReferencesInput({ about, to, among = {}, values, most: atMost, disabled, status, onChange }: SeveralProps) {
  const { say, t } = useWords();
  const { found, isFetching, type, onFocus } = useFound(to, among);
  return (
    <>
      <Select
        {...about}
        mode="multiple"
        className="wide"
        showSearch={{ filterOption: false, onSearch: type, autoClearSearchValue: true }}
        onFocus={onFocus}
      allowClear
        value={[...values]}
        maxCount={atMost}
        maxTagCount={12}
        options={found.map((each) => ({ value: each.id, label: say(each.name) }))}
        labelRender={({ label, value }) => label ?? <Named to={to} id={String(value)} />}
        optionRender={({ label, value: id }) => <Choice to={to} label={label} id={String(id)} />}
        disabled={disabled}
        status={status}
        loading={isFetching}
        placeholder={t('form.search')}
        notFoundContent={isFetching ? t('loading') : t('form.noMatch')}
        onChange={onChange}
      />
      {among.kind === 'grid' && <AllGrids disabled={disabled} onChange={onChange} />}
    </>
  );
}

/** A campaign is for every grid of a region more often than for some. */
function AllGrids({ disabled, onChange }: Pick<SeveralProps, 'disabled' | 'onChange'>) {
  const { t } = useWords();
  const region = use(FormRegionContext);
  const { data = [] } = useQuery({ ...gridsOf(region ?? ''), enabled: region !== undefined });
  if (data.length === 0) return null;
  return (
    <Button size="small" type="dashed" className="all-grids" disabled={disabled} onClick={() => onChange(data.map(({ code }) => code))}>
      {t('form.allGrids', { count: data.length })}
    </Button>
  );
}

function Choice({ to, label, id, unit }: { readonly to: Reference; readonly label: ReactNode; readonly id: string; readonly unit?: string | undefined }) {
  return (
    <span className="option">
      {label} {unit === undefined ? to !== 'officer' && to !== 'procedure' && <small>{id}</small> : <small><Named to="unit" id={unit} /></small>}
    </span>
  );
}
