import { useQuery } from '@tanstack/react-query';
import { json, Refusal, type CaseView } from '../api/client.ts';

/** Something that belongs to a case, anew whenever that has moved on. What does not exist yet is no failure: it is null. */
export function useOf<Answer>(view: CaseView | undefined, path: string | null) {
  return useQuery({
    queryKey: ['case', view?.caseNo, path, view?.seq],
    queryFn: () =>
      json<Answer>('GET', path ?? '').catch((failure: unknown) => {
        if (failure instanceof Refusal && failure.problem.code === 'not-found') return null;
        throw failure;
      }),
    enabled: view !== undefined && path !== null,
  });
}
