import { useQuery } from '@tanstack/react-query';
import type { z } from 'zod';
import { caseStatus, caseStatusLabels } from '../../contracts/case.ts';
import { ratingLabels } from '../../contracts/action.ts';
import type { fourLists } from '../../contracts/api/routing.ts';
import { json, type CaseView } from '../api/client.ts';
import { Loading } from '../app/blank.tsx';
import { ProblemText } from '../app/problem.tsx';
import { Named } from '../forms/facts.tsx';
import { Part, UnitName } from './part.tsx';
import { useCaseWords } from './words.ts';

/** 四张清单 of an event: 问题 措施 责任 成效. */
export function FourLists({ view }: { readonly view: CaseView }) {
  const { at, say, t } = useCaseWords();
  const { data, error } = useQuery({
    queryKey: ['case', view.caseNo, 'four-lists', view.seq],
    queryFn: () => json<z.infer<typeof fourLists>>('GET', `/cases/${encodeURIComponent(view.caseNo)}/four-lists`),
  });
  if (data === undefined) return <Part title={t('four.title')}>{error === null ? <Loading rows={1} height={120} /> : <ProblemText failure={error} />}</Part>;
  const { problem, measures, responsibility, results } = data;
  const status = caseStatus.safeParse(results.status);
  return (
    <Part title={t('four.title')}>
      <div className="four-lists">
        <section>
          <h3>{t('four.problem')}</h3>
          <p>{problem.category === null ? problem.title : say(problem.category.name)} {problem.grade !== null && <span className="mark calm">{t('four.grade', { grade: problem.grade })}</span>}</p>
          {problem.description !== null && <p className="said">{problem.description}</p>}
          <p className="hint">
            {problem.place !== null && `${say(problem.place.name)} · `}{at(problem.foundAt)}
            {problem.photos.length > 0 && ` · ${t('four.photos', { count: problem.photos.length })}`}
          </p>
        </section>
        <section>
          <h3>{t('four.measures')}</h3>
          {measures.length === 0 && <p className="hint">{t('four.noMeasures')}</p>}
          <ul className="plain">
            {measures.map((each) => (
              <li key={each.step}>
                {each.measures} <small><UnitName view={view} code={each.unit} />{each.at !== null && ` · ${at(each.at)}`}</small>
              </li>
            ))}
          </ul>
        </section>
        <section>
          <h3>{t('four.responsibility')}</h3>
          <ul className="plain">
            {responsibility.map((each) => (
              <li key={each.step}>
                {say(each.unit.name)} {each.lead && <span className="mark calm">{t('four.lead')}</span>} {each.officer !== null && <Named to="officer" id={each.officer} />}
                <small title={each.source ?? undefined}>
                  {say(each.label)}{each.rule !== null && ` · ${say(each.rule)}`} · {t(each.inTime === null ? 'four.open' : each.inTime ? 'four.inTime' : 'four.late')}
                </small>
              </li>
            ))}
          </ul>
        </section>
        <section>
          <h3>{t('four.results')}</h3>
          <p>
            {status.success && say(caseStatusLabels[status.data])}
            {results.closedAt !== null && ` · ${at(results.closedAt)}`}
            {results.satisfaction !== null && ` · ${say(ratingLabels[results.satisfaction] ?? { zh: '', en: '' })}`}
          </p>
          <ul className="plain">
            {results.checks.map((each, index) => (
              <li key={index}>
                {t(each.passed ? 'four.passed' : 'four.failed')} <small><UnitName view={view} code={each.unit} />{each.at !== null && ` · ${at(each.at)}`}</small>
              </li>
            ))}
          </ul>
          <p className="hint">
            {t('four.reworks', { count: results.reworks })} · {t('four.missed', { count: results.missed })}
          </p>
        </section>
      </div>
    </Part>
  );
}
