import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { dutyStateLabels, type Duty, type DutyOccasion, type DutyState } from '../../contracts/api/duties.ts';
import { caseStatusLabels } from '../../contracts/case.ts';
import { api } from '../api/client.ts';
import { queries } from '../api/queries.ts';
import { Loading } from '../app/blank.tsx';
import { Light } from '../app/light.tsx';
import { notify } from '../app/notice.tsx';
import { LoadFailure, ProblemText } from '../app/problem.tsx';
import { Form } from '../forms/form.tsx';
import { fieldsOf, type Field } from '../forms/schema.ts';
import { useSession } from '../session/session.ts';
import { useOccasions } from './calendar-week.tsx';
import { arrange, nameOf } from './duties-queries.ts';
import { Panel } from './panel.tsx';
import { route } from './route.ts';
import { dayName, timeOf, weekdayName } from './week.ts';
import { useDutyWords, words } from './words.ts';

/** One occasion: when, where, who is on duty and how far each is; what is asked of the coordinator; and its own day. */
export function OccasionPanel({ name }: { readonly name: string }) {
  const { t } = useDutyWords();
  const { data, error, isPending, refetch } = useOccasions();
  const occasion = data?.items.find((each) => nameOf(each) === name);
  return (
    <Panel title={occasion?.title ?? (isPending ? t('duties.panel') : t('duties.gone'))}>
      {isPending && <Loading rows={4} height={90} />}
      {data === undefined && error !== null && <LoadFailure failure={error} onRetry={refetch} />}
      {occasion !== undefined && <Told occasion={occasion} />}
    </Panel>
  );
}

function Told({ occasion }: { readonly occasion: DutyOccasion }) {
  const { at, language, say, t } = useDutyWords();
  const session = useSession();
  const { occasion: _, month: __, fate: ___, ...search } = route.useSearch();
  const { day, planned, on, opensAt, closesAt, why, place, procedure, provisional, schedule, caseOpensAt, opened, duties } = occasion;
  const coordinates = (session?.me.roles.includes('coordinator') ?? false) && session?.me.unit === occasion.coordinator;
  const dayIn = (which: string): string => `${dayName(which, language)} ${weekdayName(which, language)}`;
  return (
    <>
      <p className="hint">{say(procedure.label)}</p>
      <dl className="facts">
        <div>
          <dt>{t('duties.when')}</dt>
          <dd>
            {dayIn(on)} {day === null ? <span className="mark">{t('duties.skipped')}</span> : opensAt !== null && closesAt !== null && `${timeOf(opensAt, language)}–${timeOf(closesAt, language)}`}
            {provisional && (
              <>
                {' '}
                <span className="mark calm">{t('duties.provisional')}</span>
                <small>{t('duties.provisionalText')}</small>
              </>
            )}
          </dd>
        </div>
        {planned !== null && planned !== day && day !== null && (
          <div>
            <dt>{t('duties.planned')}</dt>
            <dd>{dayIn(planned)}</dd>
          </div>
        )}
        {why !== null && (
          <div>
            <dt>{t('duties.why')}</dt>
            <dd>{say(why)}</dd>
          </div>
        )}
        {place !== null && (
          <div>
            <dt>{t('duties.where')}</dt>
            <dd>{say(place.name)}</dd>
          </div>
        )}
        <div>
          <dt>{t('duties.case')}</dt>
          <dd>
            {occasion.case !== null ? (
              <>
                <Link to="/cases/$ref" params={{ ref: occasion.case.caseNo }}>{occasion.case.caseNo}</Link> {say(occasion.case.stage)} · {say(caseStatusLabels[occasion.case.status])}{' '}
                {occasion.case.light !== null && <Light light={occasion.case.light} />}
              </>
            ) : opened ? (
              t('duties.openedHidden')
            ) : caseOpensAt !== null ? (
              t('duties.opensCase', { time: at(caseOpensAt) })
            ) : (
              t('duties.notOpened')
            )}
          </dd>
        </div>
      </dl>
      {schedule !== null && (
        <p className="hint">
          <Link to="/duties" search={{ ...search, schedule }}>{t('duties.openSchedule')}</Link>
        </p>
      )}
      {day !== null && (
        <section className="roster">
          <h3>{t('duties.roster')}</h3>
          {duties.length === 0 ? (
            <p className="hint">{t('duties.noRoster')}</p>
          ) : (
            <ul>
              {duties.map((each, index) => (
                <OnDuty key={index} number={index + 1} duty={each} occasion={occasion} />
              ))}
            </ul>
          )}
        </section>
      )}
      {coordinates && schedule !== null && planned !== null && <Change occasion={occasion} schedule={schedule} planned={planned} />}
    </>
  );
}

const tones: Readonly<Record<DutyState, 'well' | 'bad' | 'plain'>> = {
  ahead: 'plain',
  toConfirm: 'plain',
  confirmed: 'well',
  expected: 'plain',
  present: 'well',
  noShow: 'bad',
  replaced: 'plain',
  cancelled: 'plain',
};

function State({ state }: { readonly state: DutyState | null }) {
  const { say, t } = useDutyWords();
  return state === null ? <small>{t('duties.hidden')}</small> : <span className={`state ${tones[state]}`}>{say(dutyStateLabels[state])}</span>;
}

/** 到岗、缺勤、替补. Where nobody came, the coordinator says here who comes instead. */
function OnDuty({ number, duty, occasion }: { readonly number: number; readonly duty: Duty; readonly occasion: DutyOccasion }) {
  const { at, language, say, t } = useDutyWords();
  const session = useSession();
  const { unit, at: begins, officer, state, substitute, asked } = duty;
  const mayName = session?.me.unit === occasion.coordinator && (session.me.roles.includes('coordinator') || session.me.roles.includes('unitHead'));
  return (
    <li className={state === 'noShow' ? 'missed' : ''}>
      <p className="on-duty">
        <strong>{say(unit.name)}</strong> <State state={state} />
        {begins !== null && <small>{t('duties.round', { number, time: timeOf(begins, language) })}</small>}
        {officer !== null && <small>{t('duties.officer', { name: officer })}</small>}
      </p>
      {substitute !== null && (
        <p className="on-duty">
          {t('duties.substitute', { unit: say(substitute.unit.name) })} <State state={substitute.state} />
        </p>
      )}
      {asked !== null && occasion.case !== null && (
        <div className="asked">
          <p>{mayName && asked.dueAt !== null ? t('duties.nameUntil', { time: at(asked.dueAt) }) : t(mayName ? 'duties.nameSubstitute' : 'duties.waitsFor')}</p>
          {mayName && <Naming caseNo={occasion.case.caseNo} step={asked.step} procedure={occasion.procedure.name} />}
        </div>
      )}
    </li>
  );
}

function Naming({ caseNo, step, procedure }: { readonly caseNo: string; readonly step: string; readonly procedure: string }) {
  const { say, t } = useDutyWords();
  const client = useQueryClient();
  const { data } = useQuery(queries.procedure(procedure));
  const definition = data?.standingSteps.find(({ name }) => name === 'nameSubstitute');
  if (definition === undefined) return <Loading rows={2} height={60} />;
  return (
    <Form
      name={`${caseNo}/${step}/complete`}
      fields={fieldsOf(definition.form)}
      submit={t('duties.nameSubstitute')}
      send={async (body, key) => {
        const answer = await api.onStep(caseNo, step, 'complete', body, key);
        notify('pending' in answer ? t('action.pending') : t('action.completed', { step: say(definition.label) }));
        await client.invalidateQueries({ queryKey: ['duties'] });
      }}
    />
  );
}

const reasonField: Field = {
  kind: 'text',
  name: 'reason',
  label: { zh: words.zh['duties.reason'], en: words.en['duties.reason'] },
  help: { zh: words.zh['duties.reasonHelp'], en: words.en['duties.reasonHelp'] },
  required: true,
  nullable: false,
  personal: false,
  initial: undefined,
  long: true,
  most: 200,
};
const dayField: Field = { kind: 'day', name: 'day', label: { zh: words.zh['duties.to'], en: words.en['duties.to'] }, help: null, required: true, nullable: false, personal: false, initial: undefined };

/** 改期、不开展、恢复: of this one occasion, as long as it has no case. */
function Change({ occasion, schedule, planned }: { readonly occasion: DutyOccasion; readonly schedule: string; readonly planned: string }) {
  const { t } = useDutyWords();
  const client = useQueryClient();
  const [chosen, choose] = useState<'move' | 'skip' | null>(null);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);
  const { closesAt, changed, opened } = occasion;
  if (closesAt !== null && Date.parse(closesAt) < Date.now()) return null;

  const told = async (word: 'duties.done' | 'duties.restored'): Promise<void> => {
    notify(t(word));
    choose(null);
    await Promise.all([client.invalidateQueries({ queryKey: ['duties'] }), client.invalidateQueries({ queryKey: ['schedule', schedule] })]);
  };
  const restore = async (): Promise<void> => {
    setBusy(true);
    setFailure(null);
    try {
      await arrange.restore(schedule, planned);
      await told('duties.restored');
    } catch (error) {
      setFailure(error);
    } finally {
      setBusy(false);
    }
  };
  const choices = [...(['move', 'skip'] as const)].filter((each) => each === 'move' || occasion.day !== null);

  return (
    <section className="change">
      <h3>{t('duties.change')}</h3>
      {opened ? (
        <p className="hint">{t('duties.inCase')}</p>
      ) : (
        <>
          <p className="hint">{t('duties.changeHint')}</p>
          <div className="tabs" role="group" aria-label={t('duties.change')}>
            {choices.map((each) => (
              <button key={each} type="button" aria-pressed={each === chosen} onClick={() => choose(each === chosen ? null : each)}>
                {t(`duties.${each}`)}
              </button>
            ))}
            {changed !== null && (
              <Button size="small" loading={busy} onClick={() => void restore()}>
                {t('duties.restore')}
              </Button>
            )}
          </div>
          {failure !== null && <ProblemText failure={failure} />}
          {chosen !== null && (
            <Form
              key={chosen}
              name={`${schedule}/${planned}/${chosen}`}
              fields={chosen === 'move' ? [dayField, reasonField] : [reasonField]}
              submit={t(`duties.${chosen}`)}
              danger={chosen === 'skip'}
              send={async ({ day, reason }) => {
                await arrange.move(schedule, planned, { day: typeof day === 'string' ? day : null, reason: String(reason) });
                await told('duties.done');
              }}
            />
          )}
        </>
      )}
    </section>
  );
}
