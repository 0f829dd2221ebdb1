import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { queries } from '../api/queries.ts';
import { Loading } from '../app/blank.tsx';
import { notify } from '../app/notice.tsx';
import { LoadFailure } from '../app/problem.tsx';
import { arrange } from './duties-queries.ts';
import { Panel } from './panel.tsx';
import { route } from './route.ts';
import { ScheduleForm } from './schedule-form.tsx';
import { useDutyWords } from './words.ts';

/** 新建日程: of the procedure that the filter names, or of one that is chosen first. */
export function MakeSchedule() {
  const { say, t } = useDutyWords();
  const { month: _, fate: __, ...search } = route.useSearch();
  const navigate = useNavigate();
  const client = useQueryClient();
  const { data: procedures = [] } = useQuery(queries.procedures());
  const { data: procedure, error, isLoading, refetch } = useQuery({ ...queries.procedure(search.procedure ?? ''), enabled: search.procedure !== undefined });
  return (
    <Panel title={procedure === undefined ? t('duties.make') : `${t('duties.make')} · ${say(procedure.label)}`}>
      {search.procedure === undefined && (
        <section>
          <h3>{t('schedule.chooseProcedure')}</h3>
          <ul className="procedures">
            {procedures.filter(({ scheduled }) => scheduled).map(({ name, label, source }) => (
              <li key={name}>
                <Link to="/duties" search={{ ...search, procedure: name }}>{say(label)}</Link>
                <small>{source}</small>
              </li>
            ))}
          </ul>
        </section>
      )}
      {isLoading && <Loading rows={5} height={64} />}
      {procedure === undefined && error !== null && <LoadFailure failure={error} onRetry={refetch} />}
      {procedure !== undefined && (
        <ScheduleForm
          key={procedure.name}
          procedure={procedure}
          submit={t('duties.make')}
          send={async (body, key) => {
            const made = await arrange.make(body, key);
            notify(t('schedule.made'));
            await Promise.all([client.invalidateQueries({ queryKey: ['duties'] }), client.invalidateQueries({ queryKey: ['schedules'] })]);
            await navigate({ to: '/duties', search: { ...search, schedule: made.id } });
          }}
        />
      )}
    </Panel>
  );
}
