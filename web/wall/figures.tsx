import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { countLabels, countMeanings, rateLabels, rateMeanings, type CaseFigures, type Measure } from '../../contracts/api/statistics.ts';
import { LoadFailure } from '../app/problem.tsx';
import { Explained } from './explained.tsx';
import { NumberLink, percent } from './number-link.tsx';
import type { Grouping } from './search.ts';
import { wallQueries, type Asked } from './wall-queries.ts';
import { useWallWords } from './words.ts';

export const countsShown = ['registered', 'accepted', 'closed', 'overdue', 'reworked'] as const;
export const ratesShown = ['closedRate', 'responseRate', 'resolutionRate', 'satisfactionRate'] as const;
export const levels = [5, 4, 3, 2, 1] as const;

/** What a rate is made of, each a list of its own. */
const parts = {
  closedRate: ['closed', 'accepted'],
  responseRate: ['contacted', 'notContacted'],
  resolutionRate: ['resolved', 'notResolved'],
} as const satisfies Partial<Record<(typeof ratesShown)[number], readonly Measure[]>>;

/** The figures of the time, with how each is made. */
export function Figures({ asked, by }: { readonly asked: Asked; readonly by: Grouping }) {
  const { say, t } = useWallWords();
  const figures = useQuery(wallQueries.figures(asked, by));
  if (figures.isError && figures.data === undefined) return <LoadFailure failure={figures.error} onRetry={figures.refetch} />;
  const total = figures.data?.total;
  return (
    <section className="panel period" aria-labelledby="wall-figures">
      <h2 id="wall-figures">
        {t('wall.figures')} <small>{t('wall.fromTo', { from: asked.from, to: asked.to })}</small>
      </h2>
      <dl className="figures">
        {countsShown.map((measure) => (
          <Figure key={measure} word={say(countLabels[measure])} meaning={<span>{say(countMeanings[measure])}</span>}>
            {total === undefined ? <Waiting /> : <NumberLink value={total[measure]} link={total.links[measure]} what={say(countLabels[measure])} />}
          </Figure>
        ))}
      </dl>
      <dl className="figures rates">
        {ratesShown.map((rate) => (
          <Figure key={rate} word={say(rateLabels[rate])} meaning={<RateMeaning rate={rate} version={figures.data?.formula} />} parts={total !== undefined && <Parts total={total} of={rate} />}>
            {total === undefined ? <Waiting /> : <span className="number">{percent(total[rate])}</span>}
          </Figure>
        ))}
      </dl>
    </section>
  );
}

function Figure({ word, meaning, parts: made, children }: { readonly word: string; readonly meaning: ReactNode; readonly parts?: ReactNode; readonly children: ReactNode }) {
  return (
    <div>
      <dt>
        <Explained word={word}>{meaning}</Explained>
      </dt>
      <dd>
        {children}
        {made !== undefined && <small className="made">{made}</small>}
      </dd>
    </div>
  );
}

function Waiting() {
  return <span className="number zero">…</span>;
}

/** The counts that a rate is made of. */
function Parts({ total, of }: { readonly total: CaseFigures['total']; readonly of: (typeof ratesShown)[number] }) {
  const { say, t } = useWallWords();
  if (of === 'satisfactionRate') {
    const given = levels.map((level) => ({ level, measure: `satisfaction${level}` as const }));
    return given.map(({ level, measure }) => (
      <span key={level}>
        {t('wall.level', { level })} <NumberLink value={total[measure]} link={total.links[measure]} what={say(countLabels[measure])} />
      </span>
    ));
  }
  return parts[of].map((measure) => (
    <span key={measure}>
      {t(`wall.part.${measure}`)} <NumberLink value={total[measure]} link={total.links[measure]} what={say(countLabels[measure])} />
    </span>
  ));
}

/** How a rate is made, and under which version of the formula. */
function RateMeaning({ rate, version }: { readonly rate: (typeof ratesShown)[number]; readonly version: number | undefined }) {
  const { on, say, t } = useWallWords();
  const { data: formula } = useQuery({ ...wallQueries.formula(version ?? 0), enabled: version !== undefined });
  return (
    <>
      <span>{say(rateMeanings[rate])}</span>
      {formula !== undefined && (
        <>
          {rate === 'satisfactionRate' && <span>{levels.map((level) => t('wall.weight', { level: t(`wall.level.${level}`), weight: formula.satisfaction[level] })).join(t('wall.and'))}</span>}
          <span>{t('wall.formula', { version: formula.version, day: on(formula.publishedAt) })}</span>
          <span>{t('wall.source', { source: formula.source })}</span>
        </>
      )}
    </>
  );
}
