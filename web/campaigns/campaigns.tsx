import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { caseStatusLabels, missingIn } from '../../contracts/case.ts';
import { Blank, Loading } from '../app/blank.tsx';
import { Light } from '../app/light.tsx';
import { LoadFailure } from '../app/problem.tsx';
import { useTitle } from '../app/use-title.ts';
import { useSession } from '../session/session.ts';
import { campaignQueries } from './campaign-queries.ts';
import './campaigns.css';
import { CoveredBar, CoveredFigures } from './covered.tsx';
import { useCampaignWords } from './words.ts';

const filters = [undefined, 'open', 'closed'] as const;

/** 专项行动: campaigns with how far they are; for those who work in a grid, their grids. */
export default function Campaigns() {
  const { say, t } = useCampaignWords();
  const session = useSession();
  const [status, choose] = useState<(typeof filters)[number]>(undefined);
  const list = useInfiniteQuery(campaignQueries.campaigns(status));
  const items = list.data?.pages.flatMap((page) => page.items) ?? [];
  const below = !(session?.me.roles.some((role) => role === 'coordinator' || role === 'auditor') ?? false);
  useTitle(t('campaigns.title'));
  return (
    <div className="page">
      <header className="head">
        <h1>{t('campaigns.title')}</h1>
        <div className="tabs" role="group" aria-label={t('campaigns.filter')}>
          {filters.map((each) => (
            <button key={each ?? 'all'} type="button" aria-pressed={each === status} onClick={() => choose(each)}>
              {t(`campaigns.${each ?? 'all'}`)}
            </button>
          ))}
        </div>
      </header>
      {below && <Grids />}
      {list.isPending && <Loading rows={4} height={140} />}
      {list.isError && items.length === 0 && <LoadFailure failure={list.error} onRetry={list.refetch} />}
      {list.isSuccess && items.length === 0 && !below && (
        <Blank title={t('campaigns.empty')}>
          <p>{t('campaigns.emptyText')}</p>
        </Blank>
      )}
      <ul className="cards campaigns">
        {items.map(({ case: brief, round, grids, open, coverage }) => (
          <li key={brief.caseNo}>
            <Link to="/campaigns/$ref" params={{ ref: brief.caseNo }} search={{}}>
              <strong>{brief.title}</strong>
              <small>
                {brief.caseNo} · {say(caseStatusLabels[brief.status])} · {t('campaigns.round', { round })}
                {open > 0 && ` · ${t('campaigns.openGrids', { open, grids })}`}
              </small>
              <CoveredBar name={brief.title} coverage={coverage} />
              <CoveredFigures coverage={coverage} />
            </Link>
          </li>
        ))}
      </ul>
      {list.hasNextPage && (
        <Button block loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          {t(list.isFetchingNextPage ? 'loadingMore' : 'more')}
        </Button>
      )}
    </div>
  );
}

function Grids() {
  const { left, t } = useCampaignWords();
  const list = useInfiniteQuery(campaignQueries.grids());
  const items = list.data?.pages.flatMap((page) => page.items) ?? [];
  const now = Date.now();
  return (
    <section className="part" aria-labelledby="campaign-grids">
      <h2 id="campaign-grids">{t('campaigns.grids')}</h2>
      {list.isPending && <Loading rows={2} height={64} />}
      {list.isError && items.length === 0 && <LoadFailure failure={list.error} onRetry={list.refetch} />}
      {list.isSuccess && items.length === 0 && <p className="hint">{t('campaigns.gridsEmpty')}</p>}
      <ul className="grid-tasks">
        {items.map(({ caseNo, title, coverage, light, dueAt }) => (
          <li key={caseNo}>
            <Link to="/campaigns/$ref" params={{ ref: caseNo }} search={{ list: '1' }}>{title}</Link>
            <small>
              {caseNo} {light !== null && <Light light={light} />} {dueAt !== null && left(dueAt, now)}
            </small>
            {coverage !== null && (
              <>
                <CoveredBar name={title} coverage={coverage} />
                <small>
                  {t('board.missing')} {missingIn(coverage)} / {coverage.households}
                </small>
              </>
            )}
          </li>
        ))}
      </ul>
      {list.hasNextPage && <Button onClick={() => void list.fetchNextPage()}>{t('more')}</Button>}
    </section>
  );
}
