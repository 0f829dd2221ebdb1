import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { queries } from '../api/queries.ts';
import { useTitle } from '../app/use-title.ts';
import { useSession } from '../session/session.ts';
import { CalendarWeek } from './calendar-week.tsx';
import './duties.css';
import { dutyQueries } from './duties-queries.ts';
import { MakeSchedule } from './make-schedule.tsx';
import { OccasionPanel } from './occasion-panel.tsx';
import { route, type DutySearch } from './route.ts';
import { ScheduleList } from './schedule-list.tsx';
import { SchedulePanel } from './schedule-panel.tsx';
import { useDutyWords } from './words.ts';


/** 值守日历: who is where, when, by week; and the schedules that plan it. */
export default function DutyCalendar() {
  const { t } = useDutyWords();
  const session = useSession();
  const search = route.useSearch();
  const { occasion, schedule, month: _, fate: __, view, ...place } = search;
  const coordinates = session?.me.roles.includes('coordinator') ?? false;
  useTitle(t('duties.title'));
  const panel = schedule === 'new' ? <MakeSchedule /> : schedule !== undefined ? <SchedulePanel key={schedule} id={schedule} /> : occasion !== undefined ? <OccasionPanel key={occasion} name={occasion} /> : null;
  return (
    <div className={panel === null ? 'duties' : 'duties with-panel'}>
      <section className="duties-main" aria-labelledby="duties-title">
        <header className="head">
          <h1 id="duties-title">{t('duties.title')}</h1>
          <nav className="tabs" aria-label={t('duties.view')}>
            {([undefined, 'schedules'] as const).map((each) => (
              <Link
                key={each ?? 'week'}
                to="/duties"
                search={each === undefined ? place : { ...place, view: each }}
                activeOptions={{ exact: true }}
                className={view === each ? 'on' : ''}
                aria-current={view === each ? 'true' : undefined}
              >
                {t(each === undefined ? 'duties.byWeek' : 'duties.schedules')}
              </Link>
            ))}
          </nav>
          {coordinates && (
            <Link to="/duties" search={{ ...place, ...(view === undefined ? {} : { view }), schedule: 'new' }} className="make">
              + {t('duties.make')}
            </Link>
          )}
        </header>
        <Filters />
        {view === 'schedules' ? <ScheduleList /> : <CalendarWeek />}
      </section>
      {panel}
    </div>
  );
}

/** By procedure and region: links, so that what is shown can be kept and sent. */
function Filters() {
  const { say, t } = useDutyWords();
  const session = useSession();
  const { occasion: _, schedule: __, month: ___, fate: ____, ...search } = route.useSearch();
  const { data: procedures = [] } = useQuery(queries.procedures());
  const { data: regions = [] } = useQuery({
    ...dutyQueries.regions(session?.me.region ?? ''),
    enabled: session !== null,
  });
  return (
    <>
      <Filter title={t('duties.procedure')} all={t('duties.all')} search={search} name="procedure" options={procedures.filter(({ scheduled }) => scheduled).map(({ name, label }) => ({ value: name, text: say(label) }))} />
      {regions.length > 0 && <Filter title={t('duties.region')} all={t('duties.wholeRegion')} search={search} name="region" options={regions.map(({ code, name }) => ({ value: code, text: say(name) }))} />}
    </>
  );
}

interface FilterProps {
  readonly title: string;
  readonly all: string;
  readonly name: 'procedure' | 'region';
  readonly search: DutySearch;
  readonly options: readonly { readonly value: string; readonly text: string }[];
}

function Filter({ title, all, name, search, options }: FilterProps) {
  const { [name]: chosen, ...others } = search;
  const choices = [{ value: undefined, text: all }, ...options];
  return (
    <nav className="filter" aria-label={title}>
      <span aria-hidden="true">{title}</span>
      <ul>
        {choices.map(({ value, text }) => (
          <li key={value ?? ''}>
            <Link
              to="/duties"
              search={value === undefined ? others : { ...others, [name]: value }}
              activeOptions={{ exact: true }}
              className={chosen === value ? 'on' : ''}
              aria-current={chosen === value ? 'true' : undefined}
            >
              {text}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
