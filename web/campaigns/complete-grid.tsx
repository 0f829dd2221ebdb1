import { useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import type { GridCovered } from '../../contracts/api/campaigns.ts';
import { api } from '../api/client.ts';
import { notify } from '../app/notice.tsx';
import { ProblemText } from '../app/problem.tsx';
import { useAttempt } from '../forms/attempt.ts';
import { useCampaignWords } from './words.ts';

/** 办结本网格: as soon as nobody is missing in it. */
export function CompleteGrid({ grid: { caseNo, visit, missing, grid } }: { readonly grid: GridCovered }) {
  const { say, t } = useCampaignWords();
  const client = useQueryClient();
  const attempt = useAttempt();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);
  if (visit === null || missing > 0) return null;
  const complete = async (): Promise<void> => {
    setBusy(true);
    setFailure(null);
    try {
      const answer = await api.onStep(caseNo, visit.step, 'complete', {}, attempt([caseNo, visit.step]));
      notify(t('pending' in answer ? 'action.pending' : 'board.completed'));
      await Promise.all([['campaign'], ['campaigns'], ['desk']].map((queryKey) => client.invalidateQueries({ queryKey })));
    } catch (error) {
      setFailure(error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <div className="complete">
      <p>
        <strong>{t('board.allCovered')}</strong> {say(grid.name)} · {t('board.allCoveredText')}
      </p>
      <Button type="primary" loading={busy} onClick={() => void complete()}>{t('board.complete')}</Button>
      {failure !== null && <ProblemText failure={failure} />}
    </div>
  );
}
