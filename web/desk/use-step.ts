import { useQuery } from '@tanstack/react-query';
import { useRef } from 'react';
import type { CaseView, DeskStep } from '../api/client.ts';
import { queries } from '../api/queries.ts';

export interface ShownStep {
  /** As it was when it was last seen; undefined while it is looked up, and where there is none. */
  readonly step: DeskStep | undefined;
  readonly searching: boolean;
  /** It is no longer for this person to do. */
  readonly ended: boolean;
  /** The last thing that happened to it, where that may be known. */
  readonly last: CaseView['timeline'][number] | undefined;
}

/**
 * The step that is open in the panel: from the desk, or, where the desk does not show it (filtered out, further down, done by
 * somebody else), from its case.
 */
export function useStep(name: string, listed: DeskStep | undefined, { unit, loading }: { readonly unit: string; readonly loading: boolean }): ShownStep {
  const [caseNo = '', id = ''] = name.split('/');
  const before = useRef<DeskStep>(undefined);
  const { data: view, isPending } = useQuery({ ...queries.case(caseNo), enabled: listed === undefined && !loading });
  if (listed !== undefined) before.current = listed;
  if (listed !== undefined || loading) return { step: listed ?? before.current, searching: loading, ended: false, last: undefined };

  const found = view === undefined ? undefined : stepIn(view, id);
  const open = found !== undefined && (found.step.status === 'offered' || found.step.status === 'accepted') && (view?.status === 'open' || view?.status === 'paused');
  const stillHere = open && (found.step.unit === unit || found.step.transferredFrom === unit);
  if (stillHere) before.current = found;
  return {
    step: before.current ?? found,
    searching: isPending,
    ended: !isPending && !stillHere,
    last: view?.timeline.findLast(({ step }) => step === id),
  };
}

function stepIn(view: CaseView, id: string): DeskStep | undefined {
  const step = view.steps.find((each) => each.id === id);
  if (step === undefined) return undefined;
  const clock = view.clocks.find((each) => each.id === step.clock);
  const plan = clock?.plan ?? null;
  return {
    caseNo: view.caseNo,
    title: view.title,
    status: view.status,
    confidential: view.confidential,
    procedure: view.procedure,
    step,
    light: clock?.light ?? null,
    dueAt: clock?.status === 'running' ? (plan?.dueAt ?? null) : null,
    left: null,
    rule: plan === null ? null : { label: plan.label, version: plan.version, term: plan.term, source: plan.source },
  };
}
