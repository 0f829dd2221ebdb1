import { useQuery } from '@tanstack/react-query';
import type { Bulletin } from '../../contracts/api/bulletins.ts';
import type { Material } from '../../contracts/api/registry.ts';
import { api, type CaseView, type Procedure } from '../api/client.ts';
import { sameInBoth } from '../api/names.ts';
import { queries } from '../api/queries.ts';
import type { CaseChoices } from '../forms/case-choices.ts';
import { fieldsOf, type Option } from '../forms/schema.ts';
import { useOf } from './use-of.ts';

/** What the forms of a case may name: undefined while it is read. Where it cannot be read, numbers are typed. */
export function useChoicesOf(ref: string, procedure: Procedure | undefined): CaseChoices | undefined {
  const { data: view, isPending } = useQuery(queries.case(ref));
  const besides = useBesides(view);
  if (isPending || besides === undefined) return undefined;
  return view === undefined ? {} : choicesOf(view, procedure, besides);
}

/** What forms name and the case itself does not tell: the materials of the matter that is filed for, the lines of the figures that are assessed. */
export interface Besides {
  readonly materials: readonly Material[];
  readonly lines: readonly Option[];
}

/** Undefined while it is looked up. */
export function useBesides(view: CaseView | undefined): Besides | undefined {
  const item = view?.item ?? null;
  const matter = useQuery({ queryKey: ['matter', item], queryFn: () => api.matter(item ?? ''), enabled: item !== null });
  const assesses = view?.procedure.name === 'assessment';
  const bulletin = useOf<Bulletin>(view, assesses ? `/bulletins/${encodeURIComponent(view.workflowId)}` : null);
  if ((item !== null && matter.isPending) || (assesses && bulletin.isPending)) return undefined;
  const lines = new Map((bulletin.data?.tables ?? []).flatMap((table) => table.lines.map(({ key, name }) => [key, name] as const)));
  return { materials: matter.data?.materials ?? [], lines: [...lines].map(([value, label]) => ({ value, label })) };
}

/** What a case has some of, each with the words that it was told in. */
export function choicesOf(view: CaseView, procedure: Procedure | undefined, { materials, lines }: Besides): CaseChoices {
  const needs = view.steps.findLast(({ name, data }) => name === 'needs' && data !== null)?.data?.['needs'];
  const drawn = view.timeline.find(({ kind }) => kind === 'workedOut')?.data['cases'];
  const all: CaseChoices = {
    party: view.parties.map(({ id, role, name }) => ({ value: id, label: ofParty(procedure, role, `${id} `, name === null ? '' : ` ${name}`) })),
    allegation: listed(view.matter['allegations'], 'fact').map((fact, index) => numbered('a', index, fact)),
    need: listed(needs, 'need').map((need, index) => numbered('n', index, need)),
    material: materials.map(({ id, name }) => ({ value: id, label: name })),
    checkPoint: listed(view.matter['route'], 'id').map((id, index) => ({ value: id, label: sameInBoth(listed(view.matter['route'], 'name')[index] ?? id) })),
    assessed: lines,
    sampled: listed(drawn, 'caseNo').map((caseNo) => ({ value: caseNo, label: sameInBoth(caseNo) })),
  };
  return Object.fromEntries(Object.entries(all).filter(([, options]) => options.length > 0));
}

function numbered(letter: string, index: number, text: string): Option {
  const value = `${letter}${index + 1}`;
  return { value, label: sameInBoth(`${value} ${text}`) };
}

/** One field of each item of a list. A text that the reader may not see is left out, its number stays. */
function listed(list: unknown, name: string): string[] {
  if (!Array.isArray(list)) return [];
  return list.map((item: unknown) => {
    const text = typeof item === 'object' && item !== null ? Reflect.get(item, name) : undefined;
    return typeof text === 'string' ? text : '';
  });
}

function ofParty(procedure: Procedure | undefined, role: string, before: string, after: string): Option['label'] {
  const [roles] = fieldsOf(procedure?.opening.properties?.['parties']?.items ?? {}).filter(({ name }) => name === 'role');
  const label = (roles?.kind === 'choice' ? roles.options.find(({ value }) => value === role)?.label : undefined) ?? sameInBoth(role);
  return { zh: `${before}${label.zh}${after}`, en: `${before}${label.en}${after}` };
}
