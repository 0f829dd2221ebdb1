import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { dutyFateLabels, type DutyFate } from '../../contracts/api/duties.ts';
import type { Coverage } from '../../contracts/api/schedules.ts';
import { Refusal } from '../api/client.ts';
import { Loading } from '../app/blank.tsx';
import { LoadFailure } from '../app/problem.tsx';
import { useNow } from '../app/use-now.ts';
import { beijingDay } from '../words/time.ts';
import { dutyQueries, nameOf } from './duties-queries.ts';
import { route } from './route.ts';
import { dayName, lastDayOf, monthName, shiftMonth, weekdayName } from './week.ts';
import { useDutyWords } from './words.ts';

const fates = ['done', 'missed', 'cancelled', 'notOpened', 'toCome'] as const satisfies readonly DutyFate[];
const atOnce = 6;

/** 值守覆盖: duties of half a year by month, as numbers and as bars; each number leads to its occasions and their cases. */
export function CoverageOf({ id }: { readonly id: string }) {
  const { t } = useDutyWords();
  const search = route.useSearch();
  const [last, setLast] = useState(shiftMonth(beijingDay(useNow()).slice(0, 7), 1)); // with what is to come
  const { data, error, isPending, refetch } = useQuery(dutyQueries.coverage(id, shiftMonth(last, 1 - atOnce), last));
  if (isPending) return <Loading rows={atOnce} height={40} />;
  if (data === undefined) {
    if (error instanceof Refusal && error.problem.status === 404) return <p className="hint">{t('coverage.noDuties')}</p>;
    return <LoadFailure failure={error} onRetry={refetch} />;
  }
  return (
    <section className="coverage">
      <div className="tabs">
        <button type="button" onClick={() => setLast(shiftMonth(last, -atOnce))}>‹ {t('coverage.earlier')}</button>
        <button type="button" onClick={() => setLast(shiftMonth(last, atOnce))}>{t('coverage.later')} ›</button>
      </div>
      {data.items.length === 0 ? <p className="hint">{t('coverage.none')}</p> : <Months id={id} months={data.items} />}
      {search.month !== undefined && <Drilled id={id} month={search.month} fate={fates.find((each) => each === search.fate)} />}
    </section>
  );
}

function Months({ id, months }: { readonly id: string; readonly months: Coverage['items'] }) {
  const { language, say, t } = useDutyWords();
  const search = route.useSearch();
  const shown = fates.filter((fate) => fate === 'done' || fate === 'missed' || months.some((each) => each[fate] > 0));
  return (
    <div className="scroll" role="region" aria-label={t('coverage.table')} tabIndex={0}>
      <table className="months">
        <thead>
          <tr>
            <th scope="col">{t('coverage.month')}</th>
            <th scope="col">{t('coverage.planned')}</th>
            {shown.map((fate) => (
              <th key={fate} scope="col">{say(dutyFateLabels[fate])}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {months.map((each) => (
            <tr key={each.month}>
              <th scope="row">
                {monthName(each.month, language)}
                <span className="stack" role="img" aria-label={t('coverage.bar', { month: each.month, done: each.done, missed: each.missed, planned: each.planned })}>
                  {fates.filter((fate) => each[fate] > 0).map((fate) => (
                    <span key={fate} className={fate} style={{ flexGrow: each[fate] }} />
                  ))}
                </span>
              </th>
              <td data-name={t('coverage.planned')} className="number">{each.planned}</td>
              {shown.map((fate) => (
                <td key={fate} data-name={say(dutyFateLabels[fate])} className="number">
                  {each[fate] === 0 ? (
                    0
                  ) : (
                    <Link
                      to="/duties"
                      search={{ ...search, schedule: id, month: each.month, fate }}
                      resetScroll={false}
                      className={fate === 'missed' ? 'bad' : ''}
                      aria-label={`${t('coverage.drill', { month: monthName(each.month, language), fate: say(dutyFateLabels[fate]) })}: ${each[fate]}`}
                    >
                      {each[fate]}
                    </Link>
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** The occasions that a number counts, with their cases. */
function Drilled({ id, month, fate }: { readonly id: string; readonly month: string; readonly fate: DutyFate | undefined }) {
  const { language, say, t } = useDutyWords();
  const { schedule: _, view: __, month: ___, fate: ____, ...search } = route.useSearch();
  const { data } = useQuery(dutyQueries.days({ schedule: id, from: `${month}-01`, to: lastDayOf(month) }));
  if (data === undefined) return <Loading rows={3} height={28} />;
  const counted = data.items.filter(({ planned, duties }) => planned?.startsWith(month) === true && duties.some((each) => fate === undefined || each.fate === fate));
  const title = t('coverage.drill', { month: monthName(month, language), fate: fate === undefined ? t('coverage.planned') : say(dutyFateLabels[fate]) });
  return (
    <section>
      <h3>{title}</h3>
      {counted.length === 0 && <p className="hint">{t('coverage.drillNone')}</p>}
      <ul className="coming">
        {counted.map((each) => (
          <li key={nameOf(each)}>
            <Link to="/duties" search={{ ...search, week: each.on, occasion: nameOf(each) }}>
              {dayName(each.on, language)} {weekdayName(each.on, language)}
            </Link>{' '}
            {each.case !== null && <Link to="/cases/$ref" params={{ ref: each.case.caseNo }}>{each.case.caseNo}</Link>}
            <small>{each.duties.filter((duty) => fate === undefined || duty.fate === fate).map((duty) => say(duty.unit.name)).join(language === 'zh' ? '、' : ', ')}</small>
          </li>
        ))}
      </ul>
    </section>
  );
}
