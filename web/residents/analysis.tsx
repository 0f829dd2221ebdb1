import { useQuery } from '@tanstack/react-query';
import { useId } from 'react';
import { LoadFailure } from '../app/problem.tsx';
import { publicQueries } from './residents-queries.ts';
import { useResidentWords } from './words.ts';

/** 综合分析: complaints by month in numbers, with a bar for how many were closed. Small numbers are left out by the API. */
export function Analysis({ region }: { readonly region: string }) {
  const { t } = useResidentWords();
  const id = useId();
  const { data, error, refetch } = useQuery(publicQueries.analysis(region));
  if (error !== null) return <LoadFailure failure={error} onRetry={refetch} />;
  if (data === undefined) return null;
  const most = Math.max(1, ...data.months.map(({ registered }) => registered ?? 0));
  const shown = (value: number | null, unit = ''): string => (value === null ? t('analysis.small') : `${value}${unit}`);
  return (
    <section className="part analysis" aria-labelledby={id}>
      <h2 id={id}>{t('analysis.title')}</h2>
      <p className="hint">{t('analysis.lead')}</p>
      <table>
        <caption className="unseen">{t('analysis.title')}</caption>
        <thead>
          <tr>
            {(['month', 'registered', 'closed', 'satisfaction'] as const).map((each) => (
              <th key={each} scope="col">{t(`analysis.${each}`)}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {[{ month: t('analysis.total'), ...data.total }, ...data.months].map(({ month, registered, closed, satisfactionRate }, index) => (
            <tr key={month}>
              <th scope="row">{month}</th>
              <td data-name={t('analysis.registered')}>
                <span>
                  {shown(registered)}
                  {index > 0 && <span className="bar-cell" aria-hidden="true" style={{ width: `${Math.round(((registered ?? 0) / most) * 100)}px` }} />}
                </span>
              </td>
              <td data-name={t('analysis.closed')}><span>{shown(closed)}</span></td>
              <td data-name={t('analysis.satisfaction')}><span>{shown(satisfactionRate, ' %')}</span></td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
