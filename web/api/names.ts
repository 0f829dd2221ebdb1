import { useQuery } from '@tanstack/react-query';
import type { Label } from '../../contracts/label.ts';
import { api } from './client.ts';
import { rarely } from './queries.ts';

/** What a reference in a form can point to. */
export type Referenced = 'unit' | 'subjectUnit' | 'officer' | 'matter' | 'region' | 'category' | 'case' | 'procedure';

type LookUp = (id: string) => Promise<Label | undefined>;

const unit = together(async (codes) => (await api.units({ codes, limit: most })).items.map(({ code, name }) => [code, name]));

const lookUps: Readonly<Record<Referenced, LookUp>> = {
  unit,
  subjectUnit: unit,
  officer: together(async (ids) => (await api.officers({ ids, limit: most })).items.map(({ id, name }) => [id, sameInBoth(name)])),
  matter: together(async (codes) => (await api.matters({ codes, limit: most })).items.map(({ code, name }) => [code, name])),
  region: together(async (codes) => (await api.regions({ codes, limit: most })).items.map(({ code, name }) => [code, name])),
  category: together(async () => (await api.categories({ limit: 200 })).items.map(({ code, name }) => [code, name])),
  case: async (caseNo) => sameInBoth((await api.cases({ q: caseNo, limit: 1 })).items.map(({ title }) => `${caseNo} ${title}`)[0] ?? caseNo),
  procedure: together(async () => (await api.procedures()).items.map(({ name, label }) => [name, label])),
};

/** How many are asked for in one request. */
const most = 100;

/** The name of something in the registry; undefined while it is looked up, and where there is none. */
export function useName(kind: Referenced, id: string | null): Label | undefined {
  const { data } = useQuery({ queryKey: ['name', kind, id], queryFn: async () => (await lookUps[kind](id ?? '')) ?? null, enabled: id !== null, ...rarely });
  return data ?? undefined;
}

export function sameInBoth(text: string): Label {
  return { zh: text, en: text };
}

/** Asks once for all that are wanted in the same moment: a list names many units. */
function together(find: (ids: string) => Promise<ReadonlyArray<readonly [string, Label]>>): LookUp {
  let waiting: string[] = [];
  let coming: Promise<ReadonlyMap<string, Label>> | null = null;
  const ask = async (): Promise<ReadonlyMap<string, Label>> => {
    await new Promise((resolve) => setTimeout(resolve));
    const ids = [...new Set(waiting)];
    [waiting, coming] = [[], null];
    const batches = Array.from({ length: Math.ceil(ids.length / most) }, (_, batch) => ids.slice(batch * most, (batch + 1) * most));
    return new Map((await Promise.all(batches.map((batch) => find(batch.join(','))))).flat());
  };
  return async (id) => {
    waiting.push(id);
    coming ??= ask();
    return (await coming).get(id);
  };
}
