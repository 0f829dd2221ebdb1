import { useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { useMemo, useState } from 'react';
import type { CalendarDay, CalendarStanding, CalendarYear } from '../../contracts/api/clocks.ts';
import { json } from '../api/client.ts';
import { Loading } from '../app/blank.tsx';
import { notify } from '../app/notice.tsx';
import { LoadFailure } from '../app/problem.tsx';
import { Form } from '../forms/form.tsx';
import type { Group } from '../forms/values.ts';
import { beijingDay } from '../words/time.ts';
import { stretchesOf, type Stretch } from './arrangement.ts';
import { CalendarInput } from './calendar-input.tsx';
import { formOf, line, named, own } from './fields.ts';
import { Months } from './months.tsx';
import { rulesQueries, useMay } from './rules-queries.ts';
import { useRulesWords } from './words.ts';
import './rules.css';

const route = getRouteApi('/inside/registry/$section');

/** 工作日历: the working days of a year, and where they come from. */
export default function Calendar() {
  const { t } = useRulesWords();
  const { one } = route.useSearch();
  const thisYear = Number(beijingDay(Date.now()).slice(0, 4));
  const year = one !== undefined && /^20\d\d$/.test(one) ? Number(one) : thisYear;
  const { data: standing } = useQuery(rulesQueries.calendar());
  const { data, error, isPending, refetch } = useQuery(rulesQueries.year(year));
  return (
    <div className="rules">
      <header className="head">
        <h1>{t('calendar.title')}</h1>
        <Years year={year} thisYear={thisYear} standing={standing} />
      </header>
      {isPending && <Loading rows={4} height={180} />}
      {!isPending && data === undefined && <LoadFailure failure={error} onRetry={refetch} />}
      {data !== undefined && <Year key={year} year={year} published={data} standing={standing} />}
    </div>
  );
}

/** The years that are published, this one, and the next. */
function Years({ year, thisYear, standing }: { readonly year: number; readonly thisYear: number; readonly standing: CalendarStanding | undefined }) {
  const { t } = useRulesWords();
  const published = standing?.years.map((each) => each.year) ?? [];
  const offered = [...new Set([...published, year, thisYear, thisYear + 1])].toSorted((a, b) => a - b);
  return (
    <nav className="tabs" aria-label={t('calendar.years')}>
      {offered.map((each) => (
        <Link key={each} to="/registry/$section" params={{ section: 'calendar' }} search={{ one: String(each) }} className={each === year ? 'on' : ''} aria-current={each === year ? 'page' : undefined}>
          {each}
          {standing !== undefined && !published.includes(each) && <span className="unpublished"> {t('calendar.unpublished')}</span>}
        </Link>
      ))}
    </nav>
  );
}

interface YearProps {
  readonly year: number;
  readonly published: CalendarYear | null;
  readonly standing: CalendarStanding | undefined;
}

function Year({ year, published, standing }: YearProps) {
  const { at, t } = useRulesWords();
  const [editing, setEditing] = useState(false);
  const may = useMay('systemAdministrator');
  const days = published?.days ?? [];
  return (
    <>
      <section className={published === null ? 'part warning' : 'part'}>
        {published === null ? (
          <>
            <h2>{t('calendar.noneTitle', { year })}</h2>
            <p>{t('calendar.noneText')}</p>
          </>
        ) : (
          <>
            <h2>{published.source}</h2>
            <p className="hint">{t('calendar.publishedAt', { time: at(published.publishedAt), revision: published.revision })}</p>
          </>
        )}
        {standing !== undefined && (
          <p className="hint">{standing.provisional.clocks === 0 ? t('calendar.noProvisional') : t('calendar.provisional', standing.provisional)}</p>
        )}
        {may && !editing && (
          <p><Button type={published === null ? 'primary' : 'default'} onClick={() => setEditing(true)}>{t(published === null ? 'calendar.publish' : 'calendar.publishAgain', { year })}</Button></p>
        )}
      </section>
      {editing ? (
        <Publish year={year} published={published} standing={standing} onDone={() => setEditing(false)} />
      ) : (
        <>
          <Legend />
          <Months year={year} days={days} />
          <Differing days={days} />
        </>
      )}
    </>
  );
}

function Legend() {
  const { t } = useRulesWords();
  return (
    <p className="calendar-legend">
      <span className="off"><span className="mark-sign">{t('calendar.offSign')}</span> {t('calendar.off')}</span>
      <span className="worked"><span className="mark-sign">{t('calendar.workedSign')}</span> {t('calendar.worked')}</span>
      <span className="weekend">{t('calendar.weekend')}</span>
    </p>
  );
}

/** What the picture says, as a list. */
function Differing({ days }: { readonly days: readonly CalendarDay[] }) {
  const { t } = useRulesWords();
  const byName = useMemo(() => [...Map.groupBy(stretchesOf(days), ({ name }) => name)], [days]);
  return (
    <section className="part">
      <h2>{t('calendar.differing')}</h2>
      {days.length === 0 && <p className="hint">{t('calendar.noneDiffers')}</p>}
      <dl className="facts">
        {byName.map(([name, stretches]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{stretches.map((each) => <StretchText key={each.first} stretch={each} />)}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function StretchText({ stretch: { first, last, isWorkday } }: { readonly stretch: Stretch }) {
  const { on, t } = useRulesWords();
  const [from, to] = [on(`${first}T12:00:00+08:00`), on(`${last}T12:00:00+08:00`)];
  return <p>{t(isWorkday ? 'calendar.isWorked' : 'calendar.isOff')} {first === last ? from : t('calendar.fromTo', { from, to })}</p>;
}

function Publish({ year, published, standing, onDone }: YearProps & { onDone(): void }) {
  const { t } = useRulesWords();
  const client = useQueryClient();
  const before = published?.days ?? [];
  const fields = [
    ...formOf({ source: named('calendar.source', line(199), 'calendar.sourceHelp') }),
    own('days', 'calendar.days', (input) => <CalendarInput {...input} year={year} before={before} />),
  ];
  const initial: Group = { ...(published === null ? {} : { source: published.source }), days: before.map((day) => ({ ...day })) };
  return (
    <section className="part">
      <h2>{t(published === null ? 'calendar.publish' : 'calendar.publishAgain', { year })}</h2>
      <Form
        name={`calendar/${year}`}
        fields={fields}
        initial={initial}
        submit={t('calendar.submit', { year })}
        send={async (body) => {
          const { revision } = await json<CalendarYear>('PUT', `/calendar/${year}`, { body: { days: [], ...body } });
          notify(t('calendar.done', { year, revision }));
          await client.invalidateQueries({ queryKey: ['calendar'] });
          onDone();
        }}
      >
        <p className="hint">{t('calendar.publishText')}</p>
        {standing !== undefined && <p><strong>{t('calendar.recounts', standing.provisional)}</strong></p>}
      </Form>
      <Button onClick={onDone}>{t('cancel')}</Button>
    </section>
  );
}
