import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState, type ReactNode } from 'react';
import { ratingLabels } from '../../contracts/action.ts';
import { caseStatusLabels, clockStatusLabels, stepStatusLabels } from '../../contracts/case.ts';
import { spanLabel } from '../../contracts/clock.ts';
import { entryLabels } from '../../contracts/entry-labels.ts';
import type { Label } from '../../contracts/label.ts';
import { api, type CaseView, type Procedure } from '../api/client.ts';
import { queries, sameInBoth } from '../api/queries.ts';
import { Loading } from '../app/blank.tsx';
import { Light } from '../app/light.tsx';
import { LoadFailure, ProblemText } from '../app/problem.tsx';
import { saveFile } from '../app/save-file.ts';
import { useNow } from '../app/use-now.ts';
import { useTitle } from '../app/use-title.ts';
import { Facts, Named } from '../forms/facts.tsx';
import { fieldsOf, type Field } from '../forms/schema.ts';
import { useWords } from '../words/use-words.ts';
import { CaseActions } from './case-actions.tsx';

const route = getRouteApi('/inside/cases/$ref');

/** 事项: where it stands, whose turn it is, what happens next if nobody acts, and everything that happened. */
export default function CasePage() {
  const { ref } = route.useParams();
  const { data, error, isPending, refetch } = useQuery(queries.case(ref));
  const { data: procedure } = useQuery({ ...queries.procedure(data?.procedure.name ?? ''), enabled: data !== undefined });
  useTitle(data?.caseNo ?? null);
  if (isPending) return <div className="page"><Loading rows={5} height={120} /></div>;
  if (data === undefined) return <LoadFailure failure={error} onRetry={refetch} />;
  return <Case view={data} procedure={procedure} />;
}

function Case({ view, procedure }: { readonly view: CaseView; readonly procedure: Procedure | undefined }) {
  const { at, say, t } = useWords();
  const matter = procedure === undefined ? [] : fieldsOf(procedure.opening.properties?.['matter'] ?? {});
  const partyFields = procedure === undefined ? [] : fieldsOf(procedure.opening.properties?.['parties']?.items ?? {});
  return (
    <article className="page case">
      <header className="head">
        <p className="hint">
          <Link to="/cases" search={{}}>{t('case.back')}</Link>
        </p>
        <h1>{view.title}</h1>
        <p className="under">
          <span className="number">{view.caseNo}</span> · {say(view.procedure.label)} · <strong>{say(caseStatusLabels[view.status])}</strong> <Light light={view.light} />
          {view.confidential && <span className="mark">{t('case.confidential')}</span>}
        </p>
      </header>
      <Stages view={view} />
      <div className="columns">
        <div>
          <Ball view={view} />
          <Next view={view} />
          <CaseActions view={view} />
          <Part title={t('case.timeline')}>
            <Timeline view={view} procedure={procedure} />
          </Part>
        </div>
        <div>
          <Part title={t('case.facts')}>
            <dl className="facts">
              <Fact name={t('case.opened')}>{at(view.openedAt)}</Fact>
              {view.closedAt !== null && <Fact name={t('case.closed')}>{at(view.closedAt)}</Fact>}
              <Fact name={t('case.coordinator')}><UnitName view={view} code={view.coordinator} /></Fact>
              <Fact name={t('case.leadUnit')}><UnitName view={view} code={view.leadUnit} /></Fact>
              <Fact name={t('case.region')}><Named to="region" id={view.region} /></Fact>
              {view.rating !== null && <Fact name={t('case.rating')}>{say(ratingLabels[view.rating] ?? sameInBoth(String(view.rating)))}</Fact>}
              {view.partOf !== null && (
                <Fact name={t('case.partOf')}>
                  <Link to="/cases/$ref" params={{ ref: view.partOf }}>{view.partOf}</Link>
                </Fact>
              )}
            </dl>
            <Facts fields={matter} values={view.matter} />
            <p>
              <Link to="/cases" search={{ partOf: view.caseNo }}>{t('case.parts')}</Link>
            </p>
            <p>
              <a href={view.links.temporalUi} target="_blank" rel="noreferrer">{t('case.temporal')} ↗</a>
            </p>
          </Part>
          <Part title={t('case.parties')}>
            {view.parties.length === 0 ? <p className="hint">{t('case.partiesNone')}</p> : view.parties.map((party) => <Facts key={party.id} fields={partyFields} values={party} />)}
          </Part>
          <Part title={t('case.evidence')}>
            <Evidence view={view} />
          </Part>
          <Part title={t('case.steps')}>
            <Steps view={view} procedure={procedure} />
          </Part>
          <Part title={t('case.clocks')}>
            <Clocks view={view} />
          </Part>
        </div>
      </div>
    </article>
  );
}

function Part({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section className="part">
      <h2>{title}</h2>
      {children}
    </section>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function UnitName({ view, code }: { readonly view: CaseView; readonly code: string }) {
  const { say } = useWords();
  const known = view.units.find((each) => each.code === code);
  return known === undefined ? <Named to="unit" id={code} /> : say(known.name);
}

function Stages({ view: { stages, status } }: { readonly view: CaseView }) {
  const { say, t } = useWords();
  const at = stages.findIndex(({ current }) => current);
  const over = status !== 'open' && status !== 'paused';
  return (
    <ol className="stages" aria-label={t('case.stages')}>
      {stages.map(({ name, label, reached, current }, index) => {
        const state = current && !over ? 'now' : reached && (index < at || over) ? 'done' : 'ahead';
        return (
          <li key={name} className={state} aria-current={state === 'now' ? 'step' : undefined}>
            <span className="dot" aria-hidden="true">{state === 'done' ? '✓' : index + 1}</span>
            {say(label)} <span className="unseen">{t(state === 'now' ? 'case.stageNow' : state === 'done' ? 'case.stageDone' : 'case.stageAhead')}</span>
          </li>
        );
      })}
    </ol>
  );
}

/** Whose turn it is, until when, and under which rule. */
function Ball({ view }: { readonly view: CaseView }) {
  const { at, left, say, t } = useWords();
  const now = useNow();
  const open = view.steps.filter(({ status }) => status === 'offered' || status === 'accepted' || status === 'returned');
  return (
    <Part title={t('case.ball')}>
      {open.length === 0 && <p className="hint">{t('case.ballNone')}</p>}
      <ul className="balls">
        {open.map((step) => {
          const clock = view.clocks.find(({ id }) => id === step.clock);
          const plan = clock?.plan ?? null;
          const running = clock?.status === 'running' && plan !== null;
          return (
            <li key={step.id}>
              <p>
                <strong><UnitName view={view} code={step.unit} /></strong> {step.officer !== null && <Named to="officer" id={step.officer} />} — {say(step.label)} <span className="mark calm">{say(stepStatusLabels[step.status])}</span>
              </p>
              {running && (
                <p>
                  <Light light={clock.light} /> {t('case.ballUntil', { time: at(plan.dueAt) })} · {left(plan.dueAt, now)}
                </p>
              )}
              {clock?.status === 'paused' && <p>{t('due.paused')}</p>}
              {plan !== null && (
                <p className="hint">
                  {say(plan.label)} ({say(spanLabel(plan.term))}, {t('case.version', { version: plan.version })}) · {plan.source}
                </p>
              )}
            </li>
          );
        })}
      </ul>
    </Part>
  );
}

function Next({ view }: { readonly view: CaseView }) {
  const { at, say, t } = useWords();
  if (view.status !== 'open' && view.status !== 'paused') return null;
  return (
    <Part title={t('case.next')}>
      {view.next.length === 0 && <p className="hint">{t('case.nextNone')}</p>}
      <ol className="plain next">
        {view.next.map((each, index) => (
          <li key={index}>
            <time dateTime={each.at}>{at(each.at)}</time>
            <span>
              {say(each.what)}
              {each.unit !== null && (
                <>
                  {' '}
                  (<UnitName view={view} code={each.unit} />)
                </>
              )}
              {each.rule !== null && <small title={each.source ?? undefined}> {say(each.rule)}</small>}
            </span>
          </li>
        ))}
      </ol>
    </Part>
  );
}

function formOf(procedure: Procedure | undefined, name: string, part: boolean): Field[] {
  const definition = procedure?.steps.find((each) => each.name === name) ?? procedure?.standingSteps.find((each) => each.name === name);
  if (definition === undefined) return [];
  return fieldsOf(part ? (definition.part ?? definition.form) : definition.form);
}

function Steps({ view, procedure }: { readonly view: CaseView; readonly procedure: Procedure | undefined }) {
  const { at, say, t } = useWords();
  return (
    <ul className="plain steps">
      {view.steps.map((step) => (
        <li key={step.id}>
          <details>
            <summary>
              {say(step.label)} <span className="mark calm">{say(stepStatusLabels[step.status])}</span>
              <small><UnitName view={view} code={step.unit} /></small>
            </summary>
            <dl className="facts">
              <Fact name={t('step.offeredAt')}>{at(step.offeredAt)}</Fact>
              {step.doneAt !== null && <Fact name={t('step.doneAt')}>{at(step.doneAt)}</Fact>}
              {step.officer !== null && <Fact name={t('step.officer')}><Named to="officer" id={step.officer} /></Fact>}
            </dl>
            {step.data !== null && <Facts fields={formOf(procedure, step.name, step.part)} values={step.data} />}
          </details>
        </li>
      ))}
    </ul>
  );
}

function Clocks({ view }: { readonly view: CaseView }) {
  const { at, say, t } = useWords();
  return (
    <ul className="plain steps">
      {view.clocks.map((clock) => (
        <li key={clock.id}>
          <details>
            <summary>
              {clock.plan === null ? clock.rule : say(clock.plan.label)} <span className="mark calm">{say(clockStatusLabels[clock.status])}</span>
              {clock.plan !== null && <small>{at(clock.plan.dueAt)}</small>}
            </summary>
            <p className="hint">
              <UnitName view={view} code={clock.unit} />
              {clock.plan !== null && ` · ${say(spanLabel(clock.plan.term))} · ${t('case.version', { version: clock.plan.version })} · ${clock.plan.source}`}
              {clock.pauses.length > 0 && ` · ${t('case.pauses', { count: clock.pauses.length })}`}
              {clock.extensions.length > 0 && ` · ${t('case.extensions', { count: clock.extensions.length })}`}
              {clock.plan?.provisional === true && ` · ${t('case.provisional')}`}
            </p>
          </details>
        </li>
      ))}
    </ul>
  );
}

/** Words that an action was given with, whichever it was. */
const spoken = ['reason', 'instruction', 'text', 'title', 'comment'] as const;

function Timeline({ view, procedure }: { readonly view: CaseView; readonly procedure: Procedure | undefined }) {
  const { at, say, t } = useWords();
  const subject = (id: string | null): Label | null => view.steps.find((step) => step.id === id)?.label ?? null;
  const stage = (name: unknown): Label | null => view.stages.find((each) => each.name === name)?.label ?? null;
  return (
    <ol className="plain timeline">
      {view.timeline.toReversed().map((entry) => {
        const about = subject(entry.step) ?? (entry.kind === 'stageReached' ? stage(entry.data['stage']) : null);
        const said = spoken.flatMap((name) => (typeof entry.data[name] === 'string' ? [entry.data[name]] : []));
        const step = view.steps.find(({ id }) => id === entry.step);
        return (
          <li key={entry.seq}>
            <time dateTime={entry.at}>{at(entry.at)}</time>
            <div>
              <p>
                {about !== null && <strong>{say(about)} </strong>}
                {say(entryLabels[entry.kind])}
              </p>
              {said.map((text) => (
                <p key={text} className="said">{text}</p>
              ))}
              {entry.kind === 'stepDone' && step !== undefined && step.data !== null && <Facts fields={formOf(procedure, step.name, step.part)} values={step.data} />}
              <p className="hint">
                {entry.actor.kind === 'officer' ? (
                  <>
                    <Named to="officer" id={entry.actor.officer} />, <UnitName view={view} code={entry.actor.unit} />
                  </>
                ) : (
                  t(entry.actor.kind === 'party' ? 'case.party' : 'case.system')
                )}{' '}
                · {t(`visibility.${entry.visibility}`)}
                {entry.notified > 0 && ` · ${t('case.notified', { count: entry.notified, acknowledged: entry.acknowledged })}`}
              </p>
            </div>
          </li>
        );
      })}
    </ol>
  );
}

function Evidence({ view }: { readonly view: CaseView }) {
  const { at, t } = useWords();
  const [failure, setFailure] = useState<unknown>(null);
  const download = async (sha256: string, name: string): Promise<void> => {
    setFailure(null);
    try {
      saveFile(await api.download(sha256), name);
    } catch (error) {
      setFailure(error);
    }
  };
  if (view.evidence.length === 0) return <p className="hint">{t('case.evidenceNone')}</p>;
  return (
    <>
      <ul className="plain">
        {view.evidence.map((each) => {
          const name = each.title ?? each.sha256.slice(0, 12);
          return (
            <li key={`${each.sha256}/${each.entry}`}>
              {name} <small>{Math.ceil(each.size / 1024)} KB · {at(each.at)}</small>{' '}
              <Button size="small" onClick={() => void download(each.sha256, name)} aria-label={`${t('case.download')} ${name}`}>
                {t('case.download')}
              </Button>
            </li>
          );
        })}
      </ul>
      {failure !== null && <ProblemText failure={failure} />}
    </>
  );
}
