import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { onHolidayLabels, type Schedule } from '../../contracts/api/schedules.ts';
import { queries } from '../api/queries.ts';
import { Loading } from '../app/blank.tsx';
import { Dialog } from '../app/dialog.tsx';
import { notify } from '../app/notice.tsx';
import { LoadFailure, ProblemText } from '../app/problem.tsx';
import { useAttempt } from '../forms/attempt.ts';
import { Facts, Named } from '../forms/facts.tsx';
import { fieldsOf } from '../forms/schema.ts';
import { useSession } from '../session/session.ts';
import { CoverageOf } from './coverage-of.tsx';
import { arrange, dutyQueries } from './duties-queries.ts';
import { useOften } from './often.ts';
import { Panel } from './panel.tsx';
import { route } from './route.ts';
import { bodyOfSchedule, ScheduleForm } from './schedule-form.tsx';
import { dayName, weekdayName } from './week.ts';
import { useDutyWords } from './words.ts';

const parts = ['overview', 'coverage', 'edit'] as const;

/** One schedule: what it plans, how well it was kept, and what its coordinator does with it. */
export function SchedulePanel({ id }: { readonly id: string }) {
  const { t } = useDutyWords();
  const session = useSession();
  const { month } = route.useSearch();
  const { data: schedule, error, isPending, refetch } = useQuery(dutyQueries.schedule(id));
  const { data: procedure } = useQuery({ ...queries.procedure(schedule?.procedure ?? ''), enabled: schedule !== undefined });
  const client = useQueryClient();
  const [chosen, choose] = useState<(typeof parts)[number]>(month === undefined ? 'overview' : 'coverage');
  const own = schedule !== undefined && session?.me.unit === schedule.coordinator && session.me.roles.includes('coordinator');
  const refresh = async (): Promise<void> => {
    await Promise.all([['duties'], ['schedules'], ['schedule', id]].map((queryKey) => client.invalidateQueries({ queryKey })));
  };

  return (
    <Panel title={schedule?.title ?? t('schedule.name')}>
      {isPending && <Loading rows={5} height={80} />}
      {schedule === undefined && error !== null && <LoadFailure failure={error} onRetry={refetch} />}
      {schedule !== undefined && (
        <>
          <div className="tabs" role="group" aria-label={t('schedule.parts')}>
            {parts.filter((each) => each !== 'edit' || own).map((each) => (
              <button key={each} type="button" aria-pressed={each === chosen} onClick={() => choose(each)}>
                {t(`schedule.${each}`)}
              </button>
            ))}
          </div>
          {chosen === 'overview' && (
            <>
              <Overview schedule={schedule} />
              {procedure !== undefined && <Facts fields={fieldsOf(procedure.schedule?.properties?.['matter'] ?? {})} values={schedule.matter} />}
              {own && <Actions schedule={schedule} refresh={refresh} />}
              <Coming id={id} />
              <p className="hint">
                <a href={schedule.links.temporalUi} target="_blank" rel="noreferrer">{t('schedule.temporal')}</a>
              </p>
            </>
          )}
          {chosen === 'coverage' && <CoverageOf id={id} />}
          {chosen === 'edit' && own && procedure !== undefined && (
            <ScheduleForm
              key={schedule.updatedAt}
              procedure={procedure}
              schedule={schedule}
              submit={t('schedule.save')}
              send={async (body) => {
                await arrange.change(id, body);
                notify(t('schedule.saved'));
                await refresh();
                choose('overview');
              }}
            />
          )}
        </>
      )}
    </Panel>
  );
}

function Overview({ schedule }: { readonly schedule: Schedule }) {
  const { say, t } = useDutyWords();
  const often = useOften();
  const { recurrence, opensAt, closesAt, leadDays, onHoliday, until, active, coordinator, region } = schedule;
  const facts = [
    [t('schedule.often'), `${often(recurrence)} ${opensAt}–${closesAt}`],
    [t('schedule.lead'), t('schedule.leadDays', { count: leadDays })],
    [t('schedule.onHoliday'), say(onHolidayLabels[onHoliday])],
    [t('schedule.until'), until],
  ] as const;
  return (
    <dl className="facts">
      {facts.map(([name, text]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{text}</dd>
        </div>
      ))}
      <div>
        <dt>{t('case.coordinator')}</dt>
        <dd>
          <Named to="unit" id={coordinator} />
        </dd>
      </div>
      <div>
        <dt>{t('case.region')}</dt>
        <dd>
          <Named to="region" id={region} />
        </dd>
      </div>
      <div>
        <dt>{t('cases.filterStatus')}</dt>
        <dd>{active ? t('schedule.inForce') : <span className="mark">{t('schedule.stopped')}</span>}</dd>
      </div>
    </dl>
  );
}

/** What comes next, each a link into its week. */
function Coming({ id }: { readonly id: string }) {
  const { language, say, t } = useDutyWords();
  const { schedule: _, view: __, month: ___, fate: ____, ...search } = route.useSearch();
  const { data } = useQuery(dutyQueries.occasions(id));
  if (data === undefined) return <Loading rows={3} height={28} />;
  return (
    <section>
      <h3>{t('schedule.coming')}</h3>
      {data.items.length === 0 && <p className="hint">{t('schedule.noneComing')}</p>}
      <ul className="coming">
        {data.items.map(({ planned, day, why, provisional, caseNo }) => (
          <li key={planned}>
            <Link to="/duties" search={{ ...search, week: day ?? planned, occasion: `${id}:${planned}` }}>
              {dayName(day ?? planned, language)} {weekdayName(day ?? planned, language)}
            </Link>{' '}
            {day === null && <span className="mark">{t('duties.skipped')}</span>}
            {provisional && <span className="mark calm">{t('duties.provisional')}</span>}
            {caseNo !== null && <small>{caseNo}</small>}
            {why !== null && <small>{say(why)}</small>}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** 立即立案、停用、删除. */
function Actions({ schedule, refresh }: { readonly schedule: Schedule; refresh(): Promise<void> }) {
  const { t } = useDutyWords();
  const { schedule: _, month: __, fate: ___, ...search } = route.useSearch();
  const navigate = useNavigate();
  const attempt = useAttempt();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);
  const [removing, setRemoving] = useState(false);
  const { id, active } = schedule;

  const act = async (work: () => Promise<void>): Promise<void> => {
    setBusy(true);
    setFailure(null);
    try {
      await work();
    } catch (error) {
      setFailure(error);
    } finally {
      setBusy(false);
    }
  };
  const openNext = async (): Promise<void> => {
    const { caseNo } = await arrange.openNext(id, attempt([id, 'openNext']));
    attempt(null); // The next one after it is another attempt.
    notify(t('schedule.opened', { caseNo }));
    await refresh();
  };
  const turn = async (): Promise<void> => {
    await arrange.change(id, { ...bodyOfSchedule(schedule), active: !active });
    notify(t('schedule.saved'));
    await refresh();
  };
  const remove = async (): Promise<void> => {
    await arrange.remove(id);
    notify(t('schedule.removed'));
    await navigate({ to: '/duties', search });
    await refresh();
  };

  return (
    <div className="deeds">
      {active && <Button loading={busy} onClick={() => void act(openNext)}>{t('schedule.openNext')}</Button>}
      <Button loading={busy} onClick={() => void act(turn)}>{t(active ? 'schedule.stop' : 'schedule.resume')}</Button>
      <Button danger onClick={() => setRemoving(true)}>{t('schedule.remove')}</Button>
      {failure !== null && !removing && <ProblemText failure={failure} />}
      {removing && (
        <Dialog title={t('schedule.remove')} onClose={() => setRemoving(false)}>
          <p>{t('schedule.removeText')}</p>
          {failure !== null && <ProblemText failure={failure} />}
          <Button danger type="primary" loading={busy} onClick={() => void act(remove)}>{t('schedule.remove')}</Button>{' '}
        </Dialog>
      )}
    </div>
  );
}
