import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { useDeferredValue, useState } from 'react';
import type { Label } from '../../contracts/label.ts';
import { api } from '../api/client.ts';
import { sameInBoth, useName } from '../api/queries.ts';
import { session } from '../session/session.ts';
import { useWords } from '../words/use-words.ts';
import type { Reference } from './schema.ts';

interface Found {
  readonly id: string;
  readonly name: Label;
}

/** What the registry has under a part of a name. Regions and categories are few: they come whole and are narrowed down here. */
const finders: Readonly<Record<Reference, (name: string) => Promise<readonly Found[]>>> = {
  unit: findUnits,
  subjectUnit: findUnits,
  officer: async (name) => (await api.officers({ name, active: 'true', limit: 50 })).items.map((each) => ({ id: each.id, name: sameInBoth(`${each.name}(${each.unit})`) })),
  matter: async (name) => (await api.matters({ name, active: 'true', limit: 50 })).items.map((each) => ({ id: each.code, name: each.name })),
  region: async (name) => {
    const county = session()?.me.region.slice(0, 6);
    return (await api.regions({ within: county, name, limit: 50 })).items.map((each) => ({ id: each.code, name: each.name }));
  },
  category: async (name) => narrowed((await api.categories({ limit: 200 })).items.map((each) => ({ id: each.code, name: each.name })), name),
};

async function findUnits(name: string): Promise<readonly Found[]> {
  return (await api.units({ name, active: 'true', limit: 50 })).items.map((each) => ({ id: each.code, name: each.name }));
}

function narrowed(all: readonly Found[], text: string): readonly Found[] {
  return all.filter(({ id, name }) => `${id} ${name.zh} ${name.en}`.toLowerCase().includes(text.toLowerCase()));
}

interface Props {
  readonly about: { readonly id: string };
  readonly to: Reference;
  readonly value: string;
  readonly disabled: boolean;
  readonly status: '' | 'error';
  onChange(id: string | undefined): void;
}

export function ReferenceInput({ about, to, value, disabled, status, onChange }: Props) {
  const { say, t } = useWords();
  const [typed, setTyped] = useState('');
  const text = useDeferredValue(typed.trim());
  const { data, isFetching } = useQuery({ queryKey: ['find', to, text], queryFn: () => finders[to](text), placeholderData: keepPreviousData, staleTime: 60_000 });
  const name = useName(to, value === '' ? null : value);
  const options = (data ?? []).map((each) => ({ value: each.id, label: say(each.name), key: each.id }));
  const known = options.some((each) => each.value === value);
  return (
    <Select
      {...about}
      className="wide"
      showSearch={{ filterOption: false, onSearch: setTyped }}
      allowClear
      value={value === '' ? null : value}
      options={known || value === '' || typed !== '' ? options : [{ value, label: name === undefined ? value : say(name), key: value }, ...options]}
      labelRender={({ label }) => label ?? (name === undefined ? value : say(name))}
      optionRender={({ label, value: id }) => (
        <span className="option">
          {label} {to !== 'officer' && <small>{id}</small>}
        </span>
      )}
      disabled={disabled}
      status={status}
      loading={isFetching}
      placeholder={t('form.search')}
      notFoundContent={isFetching ? t('loading') : t('form.noMatch')}
      onChange={(next: string | null) => onChange(next ?? undefined)}
    />
  );
}
